//! The languages that code blocks are coloured for, as data.
//!
//! In: `languages.toml`, which is part of the program. Out: tables that the lexer reads. A language is added there,
//! not here.

use crate::embedded::WORDS;
use serde::Deserialize;
use std::collections::HashMap;

/// How code is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mode {
    /// By words, strings, numbers and comments.
    #[default]
    Code,
    /// By tags.
    Markup,
    /// By the first character of a line.
    Diff,
    /// By headings, quotes and code.
    Markdown,
    /// As a shell session.
    Console,
}

/// A kind of string.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quote {
    /// What starts it.
    pub(super) open: String,
    /// What ends it; the same as the start by default.
    #[serde(default)]
    close: String,
    /// The character that takes the meaning from the next one.
    pub(super) escape: Option<char>,
    /// Whether it may hold line ends.
    #[serde(default)]
    pub(super) multiline: bool,
}

impl Quote {
    /// What ends it.
    pub(super) fn close(&self) -> &str {
        if self.close.is_empty() { &self.open } else { &self.close }
    }
}

/// What the lexer knows of a language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "a record of data, each field a key of the table")]
pub(super) struct Language {
    names: Vec<String>,
    /// How its code is read.
    pub(super) mode: Mode,
    /// What starts a comment that ends with the line.
    pub(super) line_comments: Vec<String>,
    /// What starts and ends other comments.
    pub(super) block_comments: Vec<(String, String)>,
    /// Its strings, longer starts first.
    pub(super) strings: Vec<Quote>,
    /// Whether comments and strings start only where a word could.
    pub(super) apart: bool,
    /// Whether `'x'` is a character, so that a lone quote starts no string.
    pub(super) characters: bool,
    /// Whether a word before a bracket is a function.
    pub(super) functions: bool,
    /// Whether capitalised words are types.
    pub(super) capitals: bool,
    ignore_case: bool,
    /// Characters that may stand in words beside letters, digits and `_`.
    word_characters: String,
    /// Characters that mark the word behind them as a variable or an attribute.
    pub(super) sigils: String,
    /// What stands behind a key.
    pub(super) key_mark: Option<char>,
    /// Whether a key is all that stands on its line before the mark.
    pub(super) line_keys: bool,
    /// What starts a line that is a section or a directive.
    pub(super) line_heads: Vec<String>,
    keywords: String,
    types: String,
    constants: String,
    #[serde(skip)]
    words: HashMap<String, char>,
    #[serde(skip)]
    starts: Vec<Start>,
}

/// What a byte can start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing of interest.
    Nothing,
    /// A word.
    Word,
    /// A number.
    Number,
    /// A comment, a string or a sigil.
    Delimiter,
    /// The next line.
    Line,
}

impl Language {
    /// What this byte can start.
    pub(super) fn start(&self, byte: u8) -> Start {
        self.starts[usize::from(byte)]
    }

    /// The class of a word that the language reserves.
    pub(super) fn class(&self, word: &str) -> Option<char> {
        if self.ignore_case {
            return self.words.get(&word.to_ascii_lowercase()).copied();
        }
        self.words.get(word).copied()
    }

    /// Whether the character goes on a word.
    pub(super) fn in_word(&self, c: char) -> bool {
        c.is_alphanumeric() || c == '_' || self.word_characters.contains(c)
    }

    fn prepared(mut self) -> Self {
        for (class, words) in [('n', &self.constants), ('t', &self.types), ('k', &self.keywords)] {
            self.words.extend(words.split_whitespace().map(|word| (word.to_owned(), class)));
        }
        self.starts = (0..=u8::MAX).map(|byte| self.kind(byte)).collect();
        self
    }

    fn kind(&self, byte: u8) -> Start {
        let comments = self.line_comments.iter().chain(self.block_comments.iter().map(|(open, _)| open));
        let mut delimiters = comments.chain(self.strings.iter().map(|quote| &quote.open)).chain([&self.sigils]);
        match byte {
            b'\n' => Start::Line,
            _ if self.sigils.as_bytes().contains(&byte) => Start::Delimiter,
            b'\'' if self.characters => Start::Delimiter,
            _ if delimiters.any(|open| open.as_bytes().first() == Some(&byte)) => Start::Delimiter,
            b'0'..=b'9' => Start::Number,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => Start::Word,
            _ => Start::Nothing,
        }
    }
}

/// All languages.
#[derive(Debug)]
pub(super) struct Languages {
    known: Vec<Language>,
    by_name: HashMap<String, usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    language: Vec<Language>,
}

impl Languages {
    /// Reads the table that is part of the program.
    pub(super) fn embedded() -> Self {
        let text = WORDS.text("src/document/markdown/languages.toml").unwrap_or_default();
        let table: Table = toml::from_str(text).expect("a test reads the embedded table");
        let known: Vec<_> = table.language.into_iter().map(Language::prepared).collect();
        let numbered = known.iter().enumerate();
        let by_name = numbered.flat_map(|(at, language)| language.names.iter().map(move |name| (name.clone(), at)));
        Self { by_name: by_name.collect(), known }
    }

    /// The language of this name.
    pub(super) fn find(&self, name: &str) -> Option<&Language> {
        self.by_name.get(name).map(|&at| &self.known[at])
    }
}
