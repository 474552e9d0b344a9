//! Tells whether a sentence says what will change or what will be made, and what of it can be measured.
//!
//! In: an English sentence. Out: a label with the words that led to it, and four flags. A hint and no verdict: where
//! the cues leave doubt, the label is [`Label::Unclear`], and nobody is bothered.

mod date;
mod label;
mod number;
mod text;
mod words;

pub use words::proxy;

use number::Numbers;
use text::Sentence;

/// What a sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// What will be different.
    Outcome,
    /// What will be made or done.
    Output,
    /// Neither is certain.
    Unclear,
}

/// A sentence, read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent flags, each there or not")]
pub struct Reading {
    /// What it says.
    pub label: Label,
    /// The words that led to the label, as a phrase for a message.
    pub reason: Option<String>,
    /// Whether the label comes of an order or of a new possibility, and not of cues that were weighed.
    pub certain: bool,
    /// Whether it names something that is measured.
    pub has_metric: bool,
    /// Whether it says where the metric stands.
    pub has_baseline: bool,
    /// Whether it says a value, a bound or a change to reach.
    pub has_target: bool,
    /// Whether it says by when.
    pub has_deadline: bool,
}

impl Label {
    /// Gives the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Output => "output",
            Self::Unclear => "unclear",
        }
    }
}

/// Reads a sentence.
pub fn read(text: &str) -> Reading {
    let sentence = Sentence::of(text);
    let dates = date::find(&sentence);
    let has_deadline = date::has_deadline(&sentence, &dates);
    let numbers = Numbers::of(&sentence);
    let (label, reason, certain) = label::decide(&sentence, &numbers);
    let output = label == Label::Output;
    Reading {
        label,
        reason,
        certain,
        has_metric: numbers.any() || names_metric(&sentence, label),
        has_baseline: numbers.has_baseline(),
        has_target: numbers.has_target(output),
        has_deadline,
    }
}

/// Gives the words that make a sentence an output where that is certain, as [`read`] would.
pub fn certain_output(text: &str) -> Option<String> {
    let sentence = Sentence::of(text);
    label::certain_output(&sentence, &Numbers::of(&sentence))
}

/// Tells whether a sentence names a measure in words: what an output is called after is none.
fn names_metric(sentence: &Sentence, label: Label) -> bool {
    let compares =
        |word: &str| ["fewer", "less", "more", "faster", "sooner", "shorter", "cheaper", "longer"].contains(&word);
    let compared = sentence.words.iter().enumerate().any(|(at, word)| {
        let no_longer = word.lower == "longer" && at > 0 && sentence.is(at - 1, "no");
        let rather = word.lower == "more" && sentence.is(at + 1, "than") && sentence.is(at + 2, "just");
        compares(&word.lower) && !no_longer && !rather
    });
    label != Label::Output && (compared || sentence.words.iter().any(|word| words::is_measure(&word.lower)))
}
