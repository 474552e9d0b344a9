//! Colours code blocks by classes.
//!
//! In: a block's info string and its code. Out: escaped code in which tokens are marked. Without the marks it is the
//! code, character for character.
//!
//! The lexer is our own and small: of the known libraries one set rests on an unmaintained crate, one carries a
//! copyleft licence, and each takes milliseconds a block, where a page takes a tenth of one. A table of words and
//! delimiters (`languages.toml`) is enough to read code by, and needs no cache.

use super::language::{Language, Languages, Mode};
use super::lexer::Lexer;
use super::{line_code, markup_code, write};

const LONGEST_NAME: usize = 32;

/// Knows the languages.
#[derive(Debug)]
pub struct Highlighter {
    languages: Languages,
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}

impl Highlighter {
    /// Reads the table of languages; once is enough.
    pub fn new() -> Self {
        Self { languages: Languages::embedded() }
    }

    /// Writes the code of a block with this info string; code in an unknown language is only escaped.
    pub fn highlight(&self, info: &str, code: &str, out: &mut String) {
        match self.languages.find(&name(info)) {
            Some(language) => self.mark(language, code, out),
            None => write::text(out, code),
        }
    }

    /// Writes a whole code block.
    pub(super) fn write_block(&self, info: &str, code: &str, out: &mut String) {
        out.push_str("<pre tabindex=\"0\"><code");
        let name = name(info);
        if !name.is_empty() {
            write::attribute(out, "class", &format!("language-{name}"));
        }
        out.push('>');
        self.highlight(info, code, out);
        out.push_str("</code></pre>\n");
    }

    fn mark(&self, language: &Language, code: &str, out: &mut String) {
        match language.mode {
            Mode::Code => Lexer::new(language, code, out).run(),
            Mode::Markup => markup_code::markup(code, out),
            Mode::Diff => line_code::diff(code, out),
            Mode::Markdown => line_code::markdown(code, out),
            Mode::Console => self.console(code, out),
        }
    }

    /// Marks a session: prompts, and what is typed behind them; the answers stay plain.
    fn console(&self, code: &str, out: &mut String) {
        for line in code.split_inclusive('\n') {
            let prompt = ["$ ", "# ", "> ", "% "].into_iter().find(|prompt| line.starts_with(prompt));
            let Some(prompt) = prompt else {
                write::text(out, line);
                continue;
            };
            write::span(out, 'm', prompt.trim_end());
            out.push(' ');
            self.highlight("sh", &line[prompt.len()..], out);
        }
    }
}

/// The language that an info string names: its first word, if that can be part of a class.
fn name(info: &str) -> String {
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or("");
    let known = |c: char| c.is_ascii_alphanumeric() || "+#-_.".contains(c);
    if word.len() > LONGEST_NAME || !word.chars().all(known) {
        return String::new();
    }
    word.to_ascii_lowercase().replace(['_', '.'], "-")
}
