//! Cuts code into tokens and marks them.
//!
//! In: code and what is known of its language. Out: escaped code with spans. Every character is looked at a bounded
//! number of times, and none is lost or added.

use super::language::{Language, Quote, Start};
use super::write;

/// Reads one block of code.
pub(super) struct Lexer<'a> {
    language: &'a Language,
    code: &'a str,
    out: &'a mut String,
    at: usize,
    /// Where the text starts that is not written yet.
    plain: usize,
}

impl<'a> Lexer<'a> {
    /// Starts to read.
    pub(super) fn new(language: &'a Language, code: &'a str, out: &'a mut String) -> Self {
        Self { language, code, out, at: 0, plain: 0 }
    }

    /// Reads and writes all of it.
    pub(super) fn run(mut self) {
        self.line_start();
        while let Some(&byte) = self.code.as_bytes().get(self.at) {
            match self.language.start(byte) {
                Start::Nothing => self.at += 1,
                Start::Line => {
                    self.at += 1;
                    self.line_start();
                }
                Start::Number => self.number(),
                Start::Word => self.word(),
                Start::Delimiter => self.delimiter(),
            }
        }
        write::text(self.out, &self.code[self.plain..]);
    }

    fn rest(&self) -> &'a str {
        &self.code[self.at..]
    }

    fn token(&mut self, class: char, length: usize) {
        write::text(self.out, &self.code[self.plain..self.at]);
        write::span(self.out, class, &self.code[self.at..self.at + length]);
        self.at += length;
        self.plain = self.at;
    }

    fn line_start(&mut self) {
        let language = self.language;
        if language.line_heads.is_empty() && !language.line_keys {
            return;
        }
        let line = first_line(self.rest());
        if language.line_heads.iter().any(|head| line.starts_with(head.as_str())) {
            return self.token('m', line.len());
        }
        if let Some(mark) = language.key_mark.filter(|_| language.line_keys) {
            self.line_key(line, mark);
        }
    }

    /// Marks what stands before `: ` or `=` on a line, behind blanks and list marks.
    fn line_key(&mut self, line: &str, mark: char) {
        let key = line.trim_start_matches([' ', '\t', '-']);
        let Some(end) = key.find([mark, '#', '"', '\'', '{', '[']) else {
            return;
        };
        let behind = key[end..].strip_prefix(mark);
        let apart = behind.is_some_and(|rest| mark != ':' || rest.is_empty() || rest.starts_with([' ', '\r']));
        if apart && end > 0 {
            self.at += line.len() - key.len();
            self.token('a', key[..end].trim_end().len());
        }
    }

    fn number(&mut self) {
        let digits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let length = self.rest().find(|c| !digits(c)).unwrap_or(self.rest().len());
        self.token('n', self.rest()[..length].trim_end_matches('.').len());
    }

    fn word(&mut self) {
        let (language, rest) = (self.language, self.rest());
        let length = rest.find(|c| !language.in_word(c)).unwrap_or(rest.len());
        if length == 0 {
            self.at += rest.chars().next().map_or(1, char::len_utf8);
            return;
        }
        match self.class(&rest[..length], &rest[length..]) {
            Some(class) => self.token(class, length),
            None => self.at += length,
        }
    }

    fn class(&self, word: &str, behind: &str) -> Option<char> {
        let language = self.language;
        let is_key = |mark| !language.line_keys && after_blanks(behind).starts_with(mark);
        if language.key_mark.is_some_and(is_key) {
            return Some('a');
        }
        language.class(word).or_else(|| {
            let function = language.functions && behind.starts_with(['(', '!']) && !behind.starts_with("!=");
            let capital = language.capitals && word.starts_with(|c: char| c.is_ascii_uppercase());
            if function { Some('f') } else { capital.then_some('t') }
        })
    }

    fn delimiter(&mut self) {
        let rest = self.rest();
        let apart = !self.language.apart || self.after_word_end();
        let length = if apart { self.comment(rest) } else { None };
        if let Some(length) = length {
            return self.token('c', length);
        }
        if let Some(length) = self.sigil(rest) {
            return self.token('a', length);
        }
        match self.language.strings.iter().find(|quote| apart && rest.starts_with(&quote.open)) {
            Some(quote) => self.string(quote),
            None if self.language.characters && rest.starts_with('\'') => self.character(),
            None => self.other(),
        }
    }

    /// Whether a word could start here.
    fn after_word_end(&self) -> bool {
        let before = self.code[..self.at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !")]}$/".contains(c))
    }

    fn comment(&self, rest: &str) -> Option<usize> {
        let language = self.language;
        if let Some((open, close)) = language.block_comments.iter().find(|(open, _)| rest.starts_with(open.as_str())) {
            let inside = &rest[open.len()..];
            return Some(inside.find(close.as_str()).map_or(rest.len(), |end| open.len() + end + close.len()));
        }
        let starts = language.line_comments.iter().any(|open| rest.starts_with(open.as_str()));
        starts.then(|| first_line(rest).len())
    }

    fn sigil(&self, rest: &str) -> Option<usize> {
        let sigil = rest.chars().next().filter(|c| self.language.sigils.contains(*c))?;
        let behind = &rest[sigil.len_utf8()..];
        let braced = usize::from(behind.starts_with('{'));
        let name = behind[braced..].find(|c| !self.language.in_word(c)).unwrap_or(behind.len() - braced);
        let closed = usize::from(braced == 1 && behind[braced + name..].starts_with('}'));
        (name > 0 && (braced == closed)).then_some(sigil.len_utf8() + braced + name + closed)
    }

    fn string(&mut self, quote: &Quote) {
        let rest = self.rest();
        let length = string_length(rest, quote);
        let behind = after_blanks(&rest[length..]);
        let key = self.language.key_mark.is_some_and(|mark| behind.starts_with(mark));
        self.token(if key { 'a' } else { 's' }, length);
    }

    /// Marks `'x'` and `'\n'`; a lone quote, as in a lifetime, is nothing.
    fn character(&mut self) {
        let near = self.rest().char_indices().skip(1).take(12);
        let mut escaped = false;
        for (count, (at, c)) in near.enumerate() {
            match c {
                '\\' if count == 0 => escaped = true,
                '\'' if count == 1 && !escaped || count > 1 => return self.token('s', at + 1),
                '\n' => break,
                _ if count > 1 && !escaped => break,
                _ => {}
            }
        }
        self.at += 1;
    }

    fn other(&mut self) {
        match self.code.as_bytes()[self.at] {
            b'0'..=b'9' => self.number(),
            byte if byte.is_ascii_alphabetic() || byte >= 0x80 => self.word(),
            _ => self.at += 1,
        }
    }
}

fn string_length(rest: &str, quote: &Quote) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(quote.open.chars().count()) {
        if escaped {
            escaped = false;
        } else if Some(c) == quote.escape && c != '\n' {
            escaped = true;
        } else if c == '\n' && !quote.multiline {
            return at;
        } else if quote.close().starts_with(c) && rest[at..].starts_with(quote.close()) {
            return at + quote.close().len();
        }
    }
    rest.len()
}

fn first_line(text: &str) -> &str {
    text.find('\n').map_or(text, |end| &text[..end])
}

fn after_blanks(text: &str) -> &str {
    text.trim_start_matches([' ', '\t'])
}
