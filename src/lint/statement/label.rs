//! Decides whether a sentence is an outcome or an output.
//!
//! In: a sentence and its numbers. Out: a label, with the words that led to it. The order: an effect, a leading verb of
//! delivery, a capability, else the cues are weighed.

use super::Label;
use super::number::Numbers;
use super::text::Sentence;
use super::words::{WORDS, is_measure, proxy};

const DETERMINERS: &[&str] =
    &["the", "a", "an", "our", "all", "new", "this", "its", "their", "every", "each", "more", "one"];

/// Decides.
pub(super) fn decide(sentence: &Sentence, numbers: &Numbers<'_>) -> (Label, Option<String>, bool) {
    if let Some(found) = certain(sentence, numbers) {
        return found;
    }
    let (label, reason) = weigh(sentence, numbers, start(sentence));
    (label, reason, false)
}

/// Decides where nothing has to be weighed.
fn certain(sentence: &Sentence, numbers: &Numbers<'_>) -> Option<(Label, Option<String>, bool)> {
    if sentence.words.is_empty() || foreign(sentence) {
        return Some((Label::Unclear, None, false));
    }
    let start = start(sentence);
    if let Some(words) = effect(sentence, numbers, start) {
        return Some((Label::Outcome, Some(format!("“{words}” names an effect")), true));
    }
    if let Some(words) = proxy(&sentence.whole()).filter(|_| !acts(sentence, start)) {
        return Some((Label::Output, Some(format!("“{words}” measures the work itself")), false));
    }
    if let Some(words) = order(sentence, numbers, start) {
        return Some((Label::Output, Some(format!("it begins with “{words}”")), true));
    }
    if let Some(words) = capability(sentence, numbers, start) {
        return Some((Label::Output, Some(format!("“{words}” names what will be possible")), true));
    }
    None
}

/// Gives the words that make a sentence an output for certain, without weighing anything.
pub(super) fn certain_output(sentence: &Sentence, numbers: &Numbers<'_>) -> Option<String> {
    let from = start(sentence);
    // Most sentences say neither, and then nothing that could speak against it has to be looked for.
    if order(sentence, numbers, from).is_none() && capability(sentence, numbers, from).is_none() {
        return None;
    }
    match certain(sentence, numbers)? {
        (Label::Output, reason, true) => reason,
        _ => None,
    }
}

/// Tells whether a text is hardly English.
fn foreign(sentence: &Sentence) -> bool {
    let letters = || sentence.words.iter().flat_map(|word| word.lower.chars()).filter(|c| c.is_alphabetic());
    letters().filter(|c| !c.is_ascii()).count() * 4 > letters().count()
}

/// Skips what only says when or for whom: "By Christmas, …".
fn start(sentence: &Sentence) -> usize {
    let leads = [
        "by", "in", "before", "until", "within", "during", "after", "from", "for", "this", "at", "on", "once", "over",
        "next", "when", "because", "with",
    ];
    let pause =
        sentence.words.iter().position(|word| word.pause).filter(|at| *at < 8 && *at + 1 < sentence.words.len());
    let skipped = pause.filter(|_| leads.contains(&sentence.get(0))).map_or(0, |at| at + 1);
    let team = ["we", "we'll", "i"].contains(&sentence.get(skipped)) || sentence.is(skipped, "to");
    let will = ["will", "want", "should", "must", "shall", "need", "plan"].contains(&sentence.get(skipped + 1));
    let to = usize::from(sentence.is(skipped + 2, "to") && will);
    if team { skipped + 1 + usize::from(will && !sentence.is(skipped, "to")) + to } else { skipped }
}

/// Clauses that say what comes of something.
const EFFECTS: &[&str] = &[
    "leads to",
    "leading to",
    "lead to",
    "resulting in",
    "results in",
    "result in",
    "which means",
    "meaning that",
    "causing",
    "which cuts",
    "which saves",
    "saving",
    "cutting",
    "reducing",
    "lowering",
    "raising",
    "which reduces",
    "halving",
    "which halves",
    "doubling",
    "bringing",
    "increasing",
];
/// Words that name a state of what is made, and no effect of it.
const INTERNAL: &str = "ready place available complete done able possible supported live can compliant maintained";

/// Finds a clause that says what comes of it.
fn effect(sentence: &Sentence, numbers: &Numbers<'_>, start: usize) -> Option<&'static str> {
    let behind = |at: usize| at + 1..sentence.words.len();
    for words in EFFECTS.iter().copied() {
        let Some(at) = sentence.find(words, start + 1) else { continue };
        let thing = |next: usize| WORDS.artefacts.contains(sentence.get(next)) && next + 1 == sentence.words.len();
        let named = words.contains(' ') && !behind(at + 1).any(thing);
        if numbers.within(behind(at)) || named || behind(at).any(|next| is_measure(sentence.get(next))) {
            return Some(words);
        }
    }
    if people_gain(sentence, numbers, start) {
        return Some("so that");
    }
    let change = |at: &usize| sentence.is(*at, "to") && WORDS.change_orders.contains(sentence.get(at + 1));
    let to = (start + 2..sentence.words.len()).find(change);
    to.filter(|at| numbers.within(behind(*at))).map(|_| "to … by")
}

/// Tells whether "so that …" says what somebody does, and not which state something is in.
fn people_gain(sentence: &Sentence, numbers: &Numbers<'_>, start: usize) -> bool {
    let found = ["so that", "so"].into_iter().find_map(|words| Some((words, sentence.find(words, start + 2)?)));
    let Some((words, at)) = found else { return false };
    let rest = || at + 1 + words.matches(' ').count()..sentence.words.len();
    let internal = rest().any(|next| INTERNAL.split(' ').any(|word| sentence.is(next, word)));
    let acts = rest().take(4).any(|next| WORDS.actors.contains(sentence.get(next)));
    let moves = rest().any(|next| WORDS.moves.contains(sentence.get(next)) || compares_at(sentence, next).is_some());
    !internal && (acts || moves) || numbers.within(rest()) && acts
}

/// Finds a leading order to make or do something.
fn order(sentence: &Sentence, numbers: &Numbers<'_>, start: usize) -> Option<String> {
    let first = sentence.get(start);
    let raw = sentence.words.get(start)?.raw();
    let hyphen = first.split('-').next().unwrap_or(first);
    let rest = start + 1..sentence.words.len();
    let later_verb = || rest.clone().skip(1).any(|at| finite(sentence, at));
    let second = sentence.get(start + 1);
    let determined = || DETERMINERS.contains(&second) || second.starts_with(|c: char| c.is_ascii_digit());
    if WORDS.delivery.contains(first)
        || ["re-", "cut-"].iter().any(|p| first.starts_with(p)) && WORDS.delivery.contains(hyphen)
    {
        let noun = WORDS.also_nouns.contains(first)
            && !determined()
            && (later_verb() || is_name(sentence, start) || rest.clone().skip(1).any(|at| does(sentence, at)));
        let change = WORDS.change_orders.contains(first) && aims(sentence, numbers, start);
        if !noun && !change {
            return Some(raw.to_owned());
        }
        return None;
    }
    let again = first
        .strip_prefix("re-")
        .or_else(|| first.strip_prefix("pre-"))
        .is_some_and(|rest| WORDS.delivery.contains(rest));
    let of = ["of", "to", "a", "an", "the", "for"].contains(&second);
    let act = WORDS.acts.contains(first) && of && !later_verb();
    let doing = first.ends_with("ing") && WORDS.delivery.contains(stem_of(first).as_str()) && of && !later_verb();
    (again || act || doing).then(|| raw.to_owned())
}

/// Tells whether a sentence is the name of something counted: "support contacts per 100 learners".
fn is_name(sentence: &Sentence, start: usize) -> bool {
    let second = sentence.get(start + 1);
    let per = (start + 1..start + 6).any(|at| ["per", "a", "each"].contains(&sentence.get(at)) && at > start + 1);
    is_measure(second) || second.ends_with('s') && per
}

/// Guesses the verb behind its -ing form.
fn stem_of(word: &str) -> String {
    let stem = word.trim_end_matches("ing");
    if WORDS.delivery.contains(stem) {
        return stem.to_owned();
    }
    let doubled = stem.len() > 2 && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
    if doubled { stem[..stem.len() - 1].to_owned() } else { format!("{stem}e") }
}

/// Tells whether an order to change something names what is measured, and not a thing.
fn aims(sentence: &Sentence, numbers: &Numbers<'_>, start: usize) -> bool {
    let rest = || start + 1..sentence.words.len();
    let measured = rest().any(|at| is_measure(sentence.get(at)));
    let to = rest().any(|at| {
        ["from", "to", "by", "below", "under", "above", "at", "within", "over"].contains(&sentence.get(at))
            && (numbers.within(at + 1..at + 4))
    });
    let share = sentence.words.iter().any(|word| word.lower.contains('%'));
    let half = sentence.has("in half") || sentence.has("by half");
    measured || to || share || half
}

/// Tells whether a word is a finite verb of an outcome.
fn finite(sentence: &Sentence, at: usize) -> bool {
    let word = sentence.get(at);
    let before = at.checked_sub(1).map_or("", |before| sentence.get(before));
    let noun = DETERMINERS.contains(&before) || ["of", "to", "for", "by", "in", "per", "with", "and"].contains(&before);
    let verbs = [
        "is", "are", "stop", "stops", "happen", "happens", "find", "get", "use", "read", "answer", "solve", "close",
        "finish", "pass", "fail", "comes", "come", "arrive", "arrives", "run", "runs", "lands", "land", "work",
        "works", "see", "sees", "reach", "resolve", "handle", "complete", "start", "pay", "leave", "return",
    ];
    let stem =
        word.strip_suffix("es").filter(|stem| verbs.contains(stem)).or_else(|| word.strip_suffix('s')).unwrap_or(word);
    !noun && (WORDS.moves.contains(word) || verbs.contains(&word) || verbs.contains(&stem))
}

/// Tells whether somebody or something does something: a noun and a verb that agree in number.
fn does(sentence: &Sentence, at: usize) -> bool {
    let (subject, verb) = (sentence.get(at - 1), sentence.get(at));
    let plural = subject.ends_with('s') && !subject.ends_with("ss") && !subject.ends_with("'s");
    let little =
        DETERMINERS.contains(&subject) || ["to", "of", "and", "for", "with", "by", "in", "on"].contains(&subject);
    let third = verb.strip_suffix("es").filter(|stem| WORDS.deeds.contains(stem)).or_else(|| verb.strip_suffix('s'));
    !little && if plural { WORDS.deeds.contains(verb) } else { third.is_some_and(|stem| WORDS.deeds.contains(stem)) }
}

/// Finds a sentence about what will be possible.
fn capability(sentence: &Sentence, numbers: &Numbers<'_>, start: usize) -> Option<&'static str> {
    const ABLE: [&str; 13] = [
        "be able to",
        "able to",
        "the ability to",
        "ability to",
        "allow",
        "allows",
        "enable",
        "enables",
        "lets",
        "it possible to",
        "capable of",
        "have access to",
        "has access to",
    ];
    let found = ABLE.into_iter().find(|words| sentence.has(words));
    let share = || numbers.within(start..start + 3);
    if found.is_some() && (!share() || sentence.has("will be able to")) {
        return found;
    }
    let can = sentence.find("can", start).filter(|at| !sentence.is(at - 1, "nobody") && !sentence.has("in which"))?;
    let compares = (can..sentence.words.len()).any(|at| compares_at(sentence, at).is_some());
    (!share() && !compares && !numbers.any()).then_some("can")
}

/// Gives the comparison that starts at a word.
fn compares_at(sentence: &Sentence, at: usize) -> Option<&'static str> {
    let first = sentence.get(at);
    let mut begun = WORDS.compares.iter().copied().filter(|words| words.starts_with(first));
    begun.find(|words| words.split(' ').enumerate().all(|(n, word)| sentence.is(at + n, word)))
}

/// Tells whether people act in the sentence: they stand near its start, before its verb.
fn acts(sentence: &Sentence, start: usize) -> bool {
    let barriers = ["for", "to", "by", "with", "from"];
    let near = start..sentence.words.len().min(start + 8);
    let mut seen =
        near.take_while(|at| *at == start || !barriers.contains(&sentence.get(*at)) || numbers_lead(sentence, start));
    seen.any(|at| {
        let next = sentence.get(at + 1);
        let verb = sentence.get(at).ends_with('s')
            && (WORDS.also_nouns.contains(next)
                || ["search", "process", "form", "cost", "wait", "spend"].contains(&next));
        let modifies = !verb && (WORDS.artefacts.contains(next) || is_measure(next));
        WORDS.actors.contains(sentence.get(at)) && at + 1 < sentence.words.len() && !modifies
    })
}

/// Tells whether a sentence starts with a share of something: "9 out of 10 …".
fn numbers_lead(sentence: &Sentence, start: usize) -> bool {
    sentence.get(start).starts_with(|c: char| c.is_ascii_digit())
}

/// Weighs the cues where nothing decides alone.
fn weigh(sentence: &Sentence, numbers: &Numbers<'_>, start: usize) -> (Label, Option<String>) {
    let all = start..sentence.words.len();
    let moves = all.clone().skip(1).find(|at| WORDS.moves.contains(sentence.get(*at)) && finite(sentence, *at));
    let compares = all.clone().find_map(|at| compares_at(sentence, at));
    let delivered = all.clone().skip(1).find(|at| is_delivered(sentence, *at));
    let orders = WORDS.change_orders.contains(sentence.get(start));
    let artefact = all.clone().find(|at| WORDS.artefacts.contains(sentence.get(*at)));
    let measured = all.clone().any(|at| is_measure(sentence.get(at)));
    let acting = acts(sentence, start);
    let happens = all.clone().skip(1).any(|at| finite(sentence, at) || does(sentence, at));
    let mut score = 0;
    score += if moves.is_some() { 1 + i32::from(numbers.any()) } else { 0 };
    score += i32::from(happens && moves.is_none() && numbers.any());
    score += i32::from(compares.is_some()) + i32::from(acting) + i32::from(measured);
    score += i32::from(numbers.any() && delivered.is_none());
    if orders {
        score += if aims(sentence, numbers, start) {
            2
        } else if artefact.is_some() {
            -3
        } else {
            0
        };
    }
    let made = delivered.filter(|_| moves.is_none());
    score -= if made.is_some() { 3 } else { 0 };
    let thing = artefact.filter(|_| !happens && moves.is_none() && !acting && !measured && !orders);
    score -= if thing.is_some() { 2 } else { 0 };
    let named = |at: usize| format!("“{}”", sentence.words[at].raw());
    match score {
        1.. => (Label::Outcome, compares.map(|words| format!("“{words}” compares"))),
        0 => (Label::Unclear, None),
        _ => {
            let reason = match (made, orders) {
                (Some(at), _) => format!("{} names what is delivered", named(at)),
                (None, true) => format!("it begins with {} and names a thing", named(start)),
                (None, false) => {
                    thing.or(artefact).map_or_else(String::new, |at| format!("{} names a thing", named(at)))
                }
            };
            (Label::Output, Some(reason))
        }
    }
}

/// Tells whether a word says that something was delivered: it ends the clause, or a form of "be" stands before it.
fn is_delivered(sentence: &Sentence, at: usize) -> bool {
    let word = sentence.get(at);
    if !WORDS.delivered.contains(word) {
        return false;
    }
    let before = sentence.get(at - 1);
    let plain = ["live", "done", "ready", "complete", "available"].contains(&word);
    let be = ["is", "are", "be", "been", "being", "goes", "go", "and"].contains(&before);
    let ends = at + 1 >= sentence.words.len()
        || sentence.words[at].pause
        || ["by", "to", "in", "before", "on", "for", "this", "into", "out", "until", "with", "from", "across"]
            .contains(&sentence.get(at + 1));
    let active = ["have", "has", "had"].contains(&before);
    let adjective = active || DETERMINERS.contains(&before) || ["of", "on", "with", "in", "for"].contains(&before);
    !adjective && if plain { be } else { be || ends }
}
