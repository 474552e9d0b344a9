//! The words that cues are made of.
//!
//! In: `words.toml`, part of the binary. Out: sets of words, and lists of phrases in their order.

use crate::embedded;
use crate::order::Gather;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// The lists; which is which stands beside them in `words.toml`.
pub(super) struct Words {
    pub(super) delivery: HashSet<&'static str>,
    pub(super) also_nouns: HashSet<&'static str>,
    pub(super) change_orders: HashSet<&'static str>,
    pub(super) moves: HashSet<&'static str>,
    pub(super) actors: HashSet<&'static str>,
    pub(super) measures: HashSet<&'static str>,
    pub(super) artefacts: HashSet<&'static str>,
    pub(super) delivered: HashSet<&'static str>,
    pub(super) acts: HashSet<&'static str>,
    pub(super) deeds: HashSet<&'static str>,
    pub(super) compares: Vec<&'static str>,
    proxies: Vec<&'static str>,
}

/// The lists, read once.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists = &*LISTS;
    let list = |name: &str| lists.get(name).map_or("", String::as_str);
    let set = |name: &str| list(name).split_whitespace().collect();
    let phrases = |name: &str| list(name).split(',').map(str::trim).filter(|phrase| !phrase.is_empty()).collect();
    Words {
        delivery: set("delivery"),
        also_nouns: set("also_nouns"),
        change_orders: set("change_orders"),
        moves: set("moves"),
        actors: set("actors"),
        measures: set("measures"),
        artefacts: set("artefacts"),
        delivered: set("delivered"),
        acts: set("acts"),
        deeds: set("deeds"),
        compares: phrases("compares"),
        proxies: phrases("proxies"),
    }
});

/// The texts of the lists; a phrase that is broken over two lines is one again.
static LISTS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let text = embedded::WORDS.text("src/lint/statement/words.toml").unwrap_or_default();
    let lists: BTreeMap<String, String> = toml::from_str(text).expect("the lists are tested");
    lists.into_iter().map(|(name, text)| (name, text.split_whitespace().collect::<Vec<_>>().join(" "))).into_map()
});

/// Tells whether a word names a measure.
pub(super) fn is_measure(word: &str) -> bool {
    WORDS.measures.contains(word)
}

/// Finds a measure of the work itself in a text, such as test coverage.
pub fn proxy(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    // Hardly any text holds one, so each place where a word may start is looked at rather than each text searched.
    let starts: Vec<&str> = text
        .char_indices()
        .filter(|(at, _)| edge(text[..*at].chars().next_back()))
        .map(|(at, _)| &text[at..])
        .collect();
    let whole = |rest: &&str, words: &str| rest.strip_prefix(words).is_some_and(|after| edge(after.chars().next()));
    WORDS.proxies.iter().copied().find(|words| starts.iter().any(|rest| whole(rest, words)))
}
