//! Dates in a sentence, and whether one of them is the day of a target.
//!
//! In: a sentence. Out: which words are part of a date, and whether there is a deadline. "Within seven days", "per
//! quarter" and "before 05:00" belong to what is measured and are none.

use super::text::Sentence;

const MONTHS: [&str; 23] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "dec",
];
const OCCASIONS: [&str; 22] = [
    "christmas",
    "easter",
    "thanksgiving",
    "ramadan",
    "diwali",
    "midsummer",
    "summer",
    "spring",
    "autumn",
    "fall",
    "winter",
    "year-end",
    "eoy",
    "eoq",
    "term",
    "season",
    "holidays",
    "halloween",
    "mid-year",
    "midyear",
    "friday",
    "monday",
];
const FILLERS: [&str; 16] = [
    "the",
    "next",
    "this",
    "early",
    "late",
    "black",
    "school",
    "academic",
    "coming",
    "peak",
    "following",
    "new",
    "cyber",
    "end",
    "of",
    "our",
];
const PERIODS: [&str; 13] = [
    "day",
    "week",
    "fortnight",
    "month",
    "quarter",
    "half",
    "year",
    "sprint",
    "term",
    "season",
    "semester",
    "fy",
    "half-year",
];

/// Marks each word that is part of a date.
pub(super) fn find(sentence: &Sentence) -> Vec<bool> {
    let mut marked: Vec<bool> = (0..sentence.words.len()).map(|at| is_date_word(sentence, at)).collect();
    for (at, mark) in marked.iter_mut().enumerate() {
        let by_month = is_month(sentence, at + 1) || at > 0 && is_month(sentence, at - 1);
        let of_month = sentence.is(at + 1, "of") && is_month(sentence, at + 2);
        *mark |= is_day(sentence.get(at)) && (by_month || of_month);
    }
    marked
}

/// Tells whether a word is a month, a year, a quarter or a date by itself.
fn is_date_word(sentence: &Sentence, at: usize) -> bool {
    let word = sentence.get(at);
    let next_is_thing = sentence.words.get(at + 1).is_some_and(|next| {
        !sentence.words[at].pause
            && next.lower.ends_with('s')
            && next.lower.len() > 3
            && next.raw().starts_with(char::is_lowercase)
    });
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year = digits && (word.starts_with("19") || word.starts_with("20")) && !next_is_thing;
    let iso = word.len() >= 7 && word.starts_with("20") && word.as_bytes()[4] == b'-';
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let quarter = parts.iter().any(|part| matches!(*part, "q1" | "q2" | "q3" | "q4" | "h1" | "h2"));
    let fiscal =
        word.strip_prefix("fy").is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    let mid = word.strip_prefix("mid-").is_some_and(|rest| rest.starts_with("20") || MONTHS.contains(&rest));
    let numeric =
        parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    year || iso || quarter || fiscal || mid || numeric || is_month(sentence, at)
}

/// Tells whether a word is a month's name; “may” and “march” only where a date is meant.
fn is_month(sentence: &Sentence, at: usize) -> bool {
    let Some(word) = sentence.words.get(at) else { return false };
    if !MONTHS.contains(&word.lower.as_str()) || !word.raw().starts_with(char::is_uppercase) {
        return false;
    }
    let before = at.checked_sub(1).map_or("", |before| sentence.get(before));
    let after = sentence.get(at + 1);
    let leads =
        ["by", "in", "before", "until", "of", "from", "since", "end", "mid", "early", "late", "during", "next", "this"];
    let plain = !["may", "march", "mar", "jan"].contains(&word.lower.as_str());
    plain || leads.contains(&before) || is_day(before) || is_day(after) || after.starts_with("20")
}

/// Tells whether a word can be a day of a month.
fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    ["", "st", "nd", "rd", "th"].contains(&suffix) && digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

/// Tells whether a sentence says by when.
pub(super) fn has_deadline(sentence: &Sentence, dates: &[bool]) -> bool {
    (0..sentence.words.len()).any(|at| starts_deadline(sentence, dates, at))
}

/// Tells whether a deadline starts at a word.
fn starts_deadline(sentence: &Sentence, dates: &[bool], at: usize) -> bool {
    let marked = |from: usize, to: usize| (from..to).any(|at| dates.get(at) == Some(&true));
    let word = sentence.get(at);
    match word {
        "by" | "before" | "until" | "till" | "for" => {
            let end = at + 5;
            let leads = (at + 1..end).take_while(|next| {
                *next == at + 1
                    || (OCCASIONS.contains(&prior(sentence, *next)) || FILLERS.contains(&prior(sentence, *next)))
                        && !sentence.words.get(*next - 1).is_none_or(|word| word.pause)
            });
            let occasion = leads.into_iter().any(|next| {
                OCCASIONS.contains(&sentence.get(next))
                    && (sentence.get(next) != "fall" || prior(sentence, next) != "by")
            });
            let ends = |next: usize| {
                ["end", "close", "start", "beginning", "middle", "eoy", "eoq"].contains(&sentence.get(next))
                    && names_period(sentence, dates, next)
            };
            let when = marked(at + 1, at + 4) && !pause_between(sentence, at, at + 2)
                || ends(at + 1)
                || ends(at + 2)
                || ["next", "this"].contains(&sentence.get(at + 1)) && is_period(sentence.get(at + 2));
            if word == "for" {
                sentence.get(at.wrapping_sub(1)) == "time" && (when || occasion)
            } else {
                when || occasion
            }
        }
        "in" | "during" | "over" | "within" | "throughout" | "on" | "at" => {
            let next = sentence.get(at + 1);
            let ahead = next == "the" && ["next", "coming", "following"].contains(&sentence.get(at + 2))
                || word == "in" && next == "time" && sentence.is(at + 2, "for");
            let end = word == "at" && next == "the" && sentence.is(at + 2, "end");
            let part =
                next == "the" && is_period(sentence.get(at + 3)) && sentence.is(at + 4, "of") && marked(at + 5, at + 6);
            (ahead || end || part || marked(at + 1, at + 3)) && !since(sentence, at)
                || word != "on" && long_window(sentence, at)
        }
        "this" | "next" => {
            is_period(sentence.get(at + 1))
                && !sentence.get(at + 1).starts_with("day")
                && !["per", "each", "than", "as", "since"].contains(&prior(sentence, at))
        }
        "through" => marked(at + 1, at + 2),
        "later" => sentence.is(at + 1, "than") && marked(at + 2, at + 5),
        "ahead" => sentence.is(at + 1, "of") && (2..6).any(|more| OCCASIONS.contains(&sentence.get(at + more))),
        "end" => sentence.is(at + 1, "of") && names_period(sentence, dates, at) && prior(sentence, at) != "the",
        _ => false,
    }
}

/// Gives the word before.
fn prior(sentence: &Sentence, at: usize) -> &str {
    at.checked_sub(1).map_or("", |before| sentence.get(before))
}

/// Tells whether a date is one of the past that something is compared with: "than in 2024", "since 2023".
fn since(sentence: &Sentence, at: usize) -> bool {
    ["than", "as", "since", "from", "compared", "with"].contains(&prior(sentence, at))
}

/// Tells whether a pause stands between two words.
fn pause_between(sentence: &Sentence, from: usize, to: usize) -> bool {
    sentence.words.iter().take(to).skip(from).any(|word| word.pause)
}

/// Tells whether "end of …" means the end of a period.
fn names_period(sentence: &Sentence, dates: &[bool], at: usize) -> bool {
    if ["eoy", "eoq"].contains(&sentence.get(at)) {
        return true;
    }
    (at + 1..at + 6).any(|next| {
        dates.get(next) == Some(&true) || is_period(sentence.get(next)) || OCCASIONS.contains(&sentence.get(next))
    })
}

/// Tells whether a word is a period of a calendar.
fn is_period(word: &str) -> bool {
    let word = word.trim_end_matches("'s");
    PERIODS.contains(&word) || OCCASIONS.contains(&word) || MONTHS.contains(&word)
}

/// Tells whether "within six months" says by when: a long span after a value to reach, with nothing behind it.
fn long_window(sentence: &Sentence, at: usize) -> bool {
    let unit =
        (at + 1..at + 4).find(|next| ["months", "quarters", "year", "years", "quarter"].contains(&sentence.get(*next)));
    let Some(unit) = unit.filter(|_| sentence.is(at, "within")) else { return false };
    let change = ["to", "by", "from"];
    let aims = (0..at).any(|before| {
        change.contains(&sentence.get(before)) && sentence.get(before + 1).contains(|c: char| c.is_ascii_digit())
    });
    let last = unit + 1 >= sentence.words.len() || sentence.words[unit].pause;
    aims && last
}
