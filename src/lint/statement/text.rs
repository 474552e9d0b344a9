//! A sentence as words.
//!
//! In: text. Out: words in lower case beside how they were written. Punctuation is gone, commas are remembered.

use std::borrow::Cow;

/// A sentence.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Its words.
    pub(super) words: Vec<Word>,
}

/// A word.
#[derive(Debug)]
pub(super) struct Word {
    /// In lower case.
    pub(super) lower: String,
    /// As written, where that is not in lower case.
    written: Option<String>,
    /// Whether a comma or another pause follows.
    pub(super) pause: bool,
}

impl Word {
    /// Gives it as written, without punctuation around it.
    pub(super) fn raw(&self) -> &str {
        self.written.as_ref().unwrap_or(&self.lower)
    }
}

impl Sentence {
    /// Parts a text into words.
    pub(super) fn of(text: &str) -> Self {
        let dashes = |text: &str| text.replace(['\u{2014}', '\u{2013}'], " \u{2014} ").replace('\u{2019}', "'");
        let mut spaced = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(dashes(text)) };
        if spaced.contains(" %") {
            spaced = Cow::Owned(spaced.replace(" %", "%"));
        }
        let mut words: Vec<Word> = Vec::new();
        for part in spaced.split_whitespace() {
            let raw = part.trim_matches(|c: char| !(c.is_alphanumeric() || "%$€£<>=≤≥+-".contains(c)));
            let raw = raw.trim_end_matches('-');
            if raw.is_empty() {
                if let Some(last) = words.last_mut() {
                    last.pause = true;
                }
                continue;
            }
            let pause = part.ends_with([',', ';', ':', '.', '!', '?', ')']);
            let lower = raw.to_lowercase();
            let written = (lower != raw).then(|| raw.to_owned());
            words.push(Word { lower, written, pause });
        }
        Self { words }
    }

    /// Gives a word in lower case; nothing past the ends.
    pub(super) fn get(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }

    /// Tells whether a word stands somewhere.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.get(at) == word
    }

    /// Finds some words in a row, from a place on.
    pub(super) fn find(&self, phrase: &str, from: usize) -> Option<usize> {
        // Nearly every word differs in its first letter.
        let starts = |at: &usize| phrase.as_bytes().first() == self.get(*at).as_bytes().first();
        let whole = |at: &usize| phrase.split(' ').enumerate().all(|(n, word)| self.is(at + n, word));
        (from..self.words.len()).filter(starts).find(whole)
    }

    /// Tells whether some words stand in a row anywhere.
    pub(super) fn has(&self, phrase: &str) -> bool {
        self.find(phrase, 0).is_some()
    }

    /// Gives the words in lower case, with blanks between.
    pub(super) fn whole(&self) -> String {
        self.words.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ")
    }
}
