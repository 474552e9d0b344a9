//! Quantities in a sentence, and which of them is where a metric stands today.
//!
//! In: a sentence. Out: numbers, shares and frequencies, looked for once they are asked for. Versions, phases and names
//! with a number in them are no quantities, nor are dates.

use super::date;
use super::text::Sentence;
use std::cell::OnceCell;

/// The quantities of a sentence.
#[derive(Debug)]
pub(super) struct Numbers<'a> {
    sentence: &'a Sentence,
    found: OnceCell<Vec<Number>>,
}

/// A quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// The word at which it starts.
    pub(super) at: usize,
    /// What it is.
    pub(super) kind: Kind,
    /// Whether it says where the metric stands today.
    pub(super) baseline: bool,
    /// Whether it only says of how many: "per 1,000 users".
    pub(super) per: bool,
}

/// What a quantity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, a share or a bound.
    Value,
    /// "twice a month".
    Frequency,
    /// "weekly", which is a goal only beside another frequency or as what somebody does.
    Rhythm,
}

const WORDS: &[&str] = &[
    "zero",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "dozen",
    "half",
    "twice",
    "thrice",
    "double",
    "doubles",
    "halve",
    "halves",
    "triple",
    "triples",
    "doubled",
    "halved",
    "tripled",
    "third",
    "thirds",
    "halving",
    "doubling",
    "twofold",
    "tenfold",
    "threefold",
    "treble",
];
const RHYTHMS: &[&str] =
    &["daily", "weekly", "monthly", "quarterly", "yearly", "hourly", "fortnightly", "nightly", "annually", "biweekly"];
const UNITS: &[&str] = &[
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "click",
    "visit",
    "call",
    "attempt",
    "try",
    "step",
    "fortnight",
    "working",
];
const LABELS: &[&str] = &[
    "phase",
    "stage",
    "version",
    "v",
    "milestone",
    "sprint",
    "release",
    "step",
    "part",
    "level",
    "tier",
    "wave",
    "iteration",
    "round",
    "chapter",
    "article",
    "iso",
    "section",
    "option",
    "gate",
    "epic",
    "pi",
    "increment",
    "horizon",
    "iteration",
    "rfc",
    "http",
    "ipv",
    "room",
    "building",
    "line",
    "appendix",
];
const VERSION_VERBS: &[&str] = &[
    "upgrade",
    "migrate",
    "bump",
    "update",
    "port",
    "switch",
    "downgrade",
    "upgrades",
    "upgrading",
    "migrating",
    "migration",
    "moving",
    "upgraded",
    "migrated",
];

impl<'a> Numbers<'a> {
    /// Takes a sentence; most are never asked for their quantities.
    pub(super) const fn of(sentence: &'a Sentence) -> Self {
        Self { sentence, found: OnceCell::new() }
    }

    fn found(&self) -> &[Number] {
        self.found.get_or_init(|| find(self.sentence, &date::find(self.sentence)))
    }

    /// Tells whether anything is quantified.
    pub(super) fn any(&self) -> bool {
        !self.found().is_empty()
    }

    /// Tells whether a value or a frequency stands among some words.
    pub(super) fn within(&self, range: std::ops::Range<usize>) -> bool {
        self.found().iter().any(|number| range.contains(&number.at))
    }

    /// Tells whether the sentence says where its metric stands today.
    pub(super) fn has_baseline(&self) -> bool {
        self.found().iter().any(|number| number.baseline)
    }

    /// Tells whether it says what is to be reached.
    pub(super) fn has_target(&self, output: bool) -> bool {
        let compared = self.has_baseline();
        self.found().iter().any(|number| {
            let goal = number.kind != Kind::Rhythm || compared || !output;
            goal && !number.baseline && !number.per
        })
    }
}

/// Finds the quantities of a sentence.
fn find(sentence: &Sentence, dates: &[bool]) -> Vec<Number> {
    let versions = is_version_change(sentence);
    let mut found = Vec::new();
    for (at, dated) in dates.iter().enumerate() {
        if *dated {
            continue;
        }
        let Some(kind) = kind(sentence, at) else { continue };
        let baseline = is_baseline(sentence, at);
        let part = found
            .last()
            .is_some_and(|last: &Number| last.at + 1 == at && last.kind == kind && !sentence.words[last.at].pause);
        if !(part || versions && kind == Kind::Value && is_bare(sentence, at)) {
            found.push(Number { at, kind, baseline, per: is_denominator(sentence, at) });
        }
    }
    found
}

/// Tells what quantity starts at a word, if one does.
fn kind(sentence: &Sentence, at: usize) -> Option<Kind> {
    let word = sentence.get(at);
    let before = at.checked_sub(1).map_or("", |before| sentence.get(before));
    let next = sentence.get(at + 1);
    if RHYTHMS.contains(&word) {
        return Some(Kind::Rhythm);
    }
    if ["every", "each"].contains(&word)
        && (UNITS.contains(&next) || ["monday", "friday", "morning", "other", "term"].contains(&next))
        && at > 0
    {
        return Some(Kind::Rhythm);
    }
    let per = ["a", "per", "each", "every"].contains(&next) && is_unit(sentence.get(at + 2));
    if ["once", "twice"].contains(&word) && per || word == "once" && next == "a" || word == "times" && per {
        return Some(Kind::Frequency);
    }
    if word == "no" && at == 0 && !["longer", "more", "one"].contains(&next) {
        return Some(Kind::Value);
    }
    let article = ["a", "one", "an"].contains(&word) && is_unit(next);
    let bound = ["within", "under", "in", "than", "below", "about", "to", "takes", "take", "of", "most", "least"]
        .contains(&before);
    if article && bound && !(before == "in" && word == "a" && next == "week") {
        return Some(Kind::Value);
    }
    if ["same", "next"].contains(&word) && next.trim_end_matches("'s") == "day"
        || word == "same-day"
        || word == "overnight"
    {
        return Some(Kind::Value);
    }
    let third = word == "third" || word == "thirds";
    let worded = WORDS.contains(&word) && (!third || ["a", "one", "two"].contains(&before));
    let these = ["the", "both", "these", "our"].contains(&before)
        && !is_unit(next)
        && word != "half"
        && !third
        && next != "percent";
    let labelled = LABELS.contains(&before)
        || LABELS.contains(&before.trim_end_matches('s')) && at > 0 && is_bare(sentence, at) && before != "days";
    if worded {
        return (!labelled && !these).then_some(Kind::Value);
    }
    (is_figure(word) && !labelled && !named(sentence, at)).then_some(Kind::Value)
}

/// Tells whether a word is a unit of time or of trying.
fn is_unit(word: &str) -> bool {
    UNITS.contains(&word.trim_end_matches('s'))
}

/// Tells whether a word is a figure: `70%`, `4.1`, `10,000`, `200ms`, `05:00`, `€5`, `3x`, `7-day`.
fn is_figure(word: &str) -> bool {
    let bare = word.trim_start_matches(['$', '€', '£', '<', '>', '=', '≤', '≥', '+', '-']);
    let digits = bare.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ':')));
    let (figure, rest) = bare.split_at(digits.unwrap_or(bare.len()));
    if !figure.starts_with(|c: char| c.is_ascii_digit()) || figure.matches('.').count() > 1 {
        return false;
    }
    let rest = rest.trim_start_matches('-');
    let units = [
        "", "%", "k", "m", "bn", "s", "ms", "min", "mins", "h", "hrs", "d", "w", "x", "pp", "pts", "am", "pm", "gb",
        "mb", "kg", "km", "€", "$", "£",
    ];
    units.contains(&rest) || is_unit(rest) || rest.starts_with("fold") || rest == "point" || rest == "percent"
}

/// Tells whether a number belongs to the name before it, such as `Python 3` or `ISO 27001`.
fn named(sentence: &Sentence, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| sentence.words.get(before)) else {
        return false;
    };
    let proper = before.raw().starts_with(char::is_uppercase)
        && (at > 1 || before.raw().chars().skip(1).any(char::is_uppercase));
    let measure = super::words::is_measure(&before.lower);
    proper && !measure && !before.pause && is_bare(sentence, at)
}

/// Tells whether a figure stands alone: no sign, and no unit or thing behind it.
fn is_bare(sentence: &Sentence, at: usize) -> bool {
    let word = &sentence.words[at];
    let plain =
        word.lower.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') || WORDS.contains(&word.lower.as_str());
    let next = sentence.words.get(at + 1);
    let glue = [
        "to", "by", "and", "in", "on", "for", "before", "with", "or", "of", "at", "until", "across", "from", "so",
        "is", "are",
    ];
    plain && (word.pause || next.is_none_or(|next| glue.contains(&next.lower.as_str())))
}

/// Tells whether "from 12 to 16" are versions: the verb moves a product, and the figures have no unit.
fn is_version_change(sentence: &Sentence) -> bool {
    let moves = sentence.words.iter().take(3).any(|word| VERSION_VERBS.contains(&word.lower.as_str()));
    let from = sentence.find("from", 0);
    moves
        && from.is_some_and(|from| {
            sentence.words.get(from + 1).is_some_and(|word| is_figure(&word.lower) && is_bare(sentence, from + 1))
        })
}

/// Tells whether a number only says of how many.
fn is_denominator(sentence: &Sentence, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| sentence.get(before));
    let of = before == "of" && at > 1 && sentence.is(at - 2, "out");
    before == "per" || of
}

/// Tells whether a number says where a metric stands today.
fn is_baseline(sentence: &Sentence, at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).map_or("", |place| sentence.get(place));
    let lead = |back: usize| match word(back) {
        "from" => !(sentence.has("from") && ["ranging", "range"].contains(&word(back + 1))),
        "currently" | "was" | "were" | "against" | "versus" | "vs" | "today's" | "now" | "baseline" | "formerly"
        | "previously" => true,
        "of" => word(back + 1) == "instead",
        "than" => word(back + 1) == "rather",
        "to" | "with" => word(back + 1) == "compared",
        _ => false,
    };
    let fillers = [
        "about", "around", "roughly", "nearly", "over", "almost", "the", "current", "a", "an", "some", "today's",
        "only", "just", "under", "up", "one",
    ];
    let direct = lead(1)
        || fillers.contains(&word(1)) && lead(2)
        || fillers.contains(&word(1)) && fillers.contains(&word(2)) && lead(3);
    let today = (at + 1..at + 5)
        .take_while(|next| !sentence.words.get(*next - 1).is_none_or(|word| word.pause))
        .any(|next| ["today", "currently", "now"].contains(&sentence.get(next)));
    direct || today
}
