//! The ranking: every candidate scored by itself, put in order, and placed in the starting sequence.
//! Nothing is dropped: what has no score is listed with the reason.

use crate::order::Order;
use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::sensitivity::{self, Interval, Sensitivity};
use super::sequence::{self, Sequence};
use super::ties::{among_equals, equal};
use super::{Acceptability, Candidate, Commitment, Gap, Method, Part, Score, Scored, Settings};

/// An order with its reasons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    /// The name of the ordering method.
    pub method: &'static str,
    /// Open work with a score, best first.
    pub entries: Vec<Entry>,
    /// Work under way with a score, ranked among itself.
    pub commitments: Vec<Entry>,
    /// Work that can't be scored, with the reason.
    pub unscored: Vec<UnscoredEntry>,
    /// Work that's shown but takes no place, such as MoSCoW's won'ts.
    pub listed: Vec<ListedEntry>,
    /// How firm the order is.
    pub sensitivity: Sensitivity,
    /// The order in which to start.
    pub sequence: Sequence,
}

/// A candidate with a score and a rank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// The index of the candidate.
    pub candidate: usize,
    /// The competition rank: 1, 2, 2, 4.
    pub rank: usize,
    /// Whether another entry has the same rank.
    pub tied: bool,
    /// The score.
    pub score: f64,
    /// What the score is made of.
    #[serde(serialize_with = "parts")]
    pub parts: Arc<[Part]>,
    /// The score's sum in words.
    #[serde(serialize_with = "words")]
    pub arithmetic: Arc<str>,
    /// The share of the weights that had a number.
    pub coverage: f64,
    /// The best and worst rank when the weights vary; linear methods only.
    pub interval: Option<Interval>,
    /// The shares of first places over all weights; linear methods only.
    pub acceptability: Option<Acceptability>,
    /// The place in the starting order, 1 first; work under way counts by itself.
    pub sequence: Option<usize>,
    /// Why it has that place, in words.
    pub sequence_reason: String,
}

/// A candidate without a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnscoredEntry {
    /// The index of the candidate.
    pub candidate: usize,
    /// Why, and what is missing.
    pub gap: Gap,
    /// The place in the starting order, where cost of delay or urgency gives it one.
    pub sequence: Option<usize>,
    /// Why it has that place or none, in words.
    pub sequence_reason: String,
}

/// A candidate that takes no place on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedEntry {
    /// The index of the candidate.
    pub candidate: usize,
    /// Why.
    pub reason: String,
}

/// Writes what a score is made of.
fn parts<S: serde::Serializer>(parts: &Arc<[Part]>, to: S) -> Result<S::Ok, S::Error> {
    parts.serialize(to)
}

/// Writes a score's sum.
fn words<S: serde::Serializer>(words: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(words)
}

/// Candidates that were ranked before under the same settings, in any order.
#[derive(Debug, Clone, Copy)]
pub struct Ranked<'a> {
    /// The candidates.
    pub candidates: &'a [Candidate],
    /// How they were ranked.
    pub ranking: &'a Ranking,
}

/// Ranks candidates.
pub fn rank(candidates: &[Candidate], settings: &Settings) -> Ranking {
    rank_after(candidates, settings, None)
}

/// Ranks candidates; the scores of those that are the same as before are taken over. For each candidate `before` names
/// the one that it was.
pub fn rank_after(
    candidates: &[Candidate],
    settings: &Settings,
    before: Option<(Ranked<'_>, &[Option<usize>])>,
) -> Ranking {
    let mut ranking = order_after(candidates, settings, before);
    let mut entries = std::mem::take(&mut ranking.entries);
    let scores = scores(entries.iter().chain(&ranking.commitments), candidates.len());
    let (sequence, sensitivity) = rayon::join(
        || sequence_of(candidates, &scores, &ranking.listed, settings),
        || sensitivity::examine(&mut entries, settings, before.map(|(ranked, _)| &ranked.ranking.entries[..])),
    );
    ranking.entries = entries;
    ranking.sensitivity = sensitivity;
    place(&mut ranking, sequence);
    ranking
}

/// Puts candidates in order and forgets how each score came about.
pub fn order_alone(candidates: &[Candidate], settings: &Settings) -> Ranking {
    let settings = &Settings { explains: false, ..settings.clone() };
    let forget = |entry: Entry| Entry { parts: Arc::default(), arithmetic: Arc::default(), ..entry };
    let answers = candidates.par_iter().enumerate().map(|(candidate, it)| match answer(candidate, it, settings) {
        Answer::Entry(entry) => Answer::Entry(forget(entry)),
        other => other,
    });
    put_in_order(candidates, settings, answers.collect())
}

/// Puts candidates in order alone: without a starting sequence, and without asking how firm the order is.
pub fn order(candidates: &[Candidate], settings: &Settings) -> Ranking {
    order_after(candidates, settings, None)
}

fn order_after(
    candidates: &[Candidate],
    settings: &Settings,
    before: Option<(Ranked<'_>, &[Option<usize>])>,
) -> Ranking {
    put_in_order(candidates, settings, score_each(candidates, settings, before))
}

fn put_in_order(candidates: &[Candidate], settings: &Settings, answers: Vec<Answer>) -> Ranking {
    let mut open = Vec::new();
    let mut started = Vec::new();
    let mut unscored = Vec::new();
    let mut listed = Vec::new();
    for (candidate, it) in answers.into_iter().enumerate() {
        match (it, candidates[candidate].commitment) {
            (Answer::Entry(entry), Commitment::Open) => open.push(entry),
            (Answer::Entry(entry), Commitment::InProgress) => started.push(entry),
            (Answer::Listed(reason), _) => listed.push(ListedEntry { candidate, reason }),
            (Answer::Unscored(gap), _) => unscored.push(without_score(candidate, gap)),
        }
    }
    let tie = |a: usize, b: usize| among_equals(&candidates[a], &candidates[b]);
    unscored.order_by(|a, b| tie(a.candidate, b.candidate));
    listed.order_by(|a, b| tie(a.candidate, b.candidate));
    Ranking {
        method: settings.method.name,
        entries: ordered(open, candidates),
        commitments: ordered(started, candidates),
        unscored,
        listed,
        sensitivity: Sensitivity::default(),
        sequence: Sequence::default(),
    }
}

/// What a method says of a candidate.
enum Answer {
    Entry(Entry),
    Listed(String),
    Unscored(Gap),
}

/// Scores each candidate by itself, unless that was done before.
fn score_each(
    candidates: &[Candidate],
    settings: &Settings,
    before: Option<(Ranked<'_>, &[Option<usize>])>,
) -> Vec<Answer> {
    let known = before.map(|(ranked, was)| {
        let mut known = vec![None; ranked.candidates.len()];
        for entry in ranked.ranking.entries.iter().chain(&ranked.ranking.commitments) {
            known[entry.candidate] = Some(entry);
        }
        (ranked.candidates, known, was)
    });
    let score = |(candidate, it): (usize, &Candidate)| {
        let kept = known.as_ref().and_then(|(candidates, known, was)| {
            let then = was[candidate]?;
            candidates[then].scores_as(it).then(|| known[then])?
        });
        if let Some(then) = kept {
            let (parts, arithmetic) = (Arc::clone(&then.parts), Arc::clone(&then.arithmetic));
            return Answer::Entry(Entry { parts, arithmetic, ..bare(candidate, then.score, then.coverage) });
        }
        answer(candidate, it, settings)
    };
    candidates.par_iter().enumerate().map(score).collect()
}

/// Asks the method about one candidate.
fn answer(candidate: usize, it: &Candidate, settings: &Settings) -> Answer {
    match settings.method.score_of(it, settings) {
        Scored::Score(score) => Answer::Entry(entry(candidate, score)),
        Scored::Listed(reason) => Answer::Listed(reason),
        Scored::Unscored(gap) => Answer::Unscored(gap),
    }
}

/// Puts candidates in order and in a starting sequence, without asking how firm the order is.
pub fn order_and_sequence(candidates: &[Candidate], settings: &Settings) -> Ranking {
    let mut ranking = order(candidates, settings);
    let scores = scores(ranking.entries.iter().chain(&ranking.commitments), candidates.len());
    let sequence = sequence_of(candidates, &scores, &ranking.listed, settings);
    place(&mut ranking, sequence);
    ranking
}

/// Gives each candidate's rank by another method, to show methods side by side.
///
/// Open work and work under way are ranked separately, as in [`rank`].
pub fn ranks_by(method: &Method, candidates: &[Candidate], settings: &Settings) -> Vec<Option<usize>> {
    let mut ranks = vec![None; candidates.len()];
    for commitment in [Commitment::Open, Commitment::InProgress] {
        let scored = candidates.iter().enumerate().filter(|(_, it)| it.commitment == commitment);
        let entries = scored
            .filter_map(|(index, it)| match method.score_of(it, settings) {
                Scored::Score(score) => Some(entry(index, score)),
                Scored::Listed(_) | Scored::Unscored(_) => None,
            })
            .collect();
        for entry in ordered(entries, candidates) {
            ranks[entry.candidate] = Some(entry.rank);
        }
    }
    ranks
}

fn entry(candidate: usize, score: Score) -> Entry {
    let (parts, arithmetic) = (score.parts.into(), score.arithmetic.into());
    Entry { parts, arithmetic, ..bare(candidate, score.value, score.coverage) }
}

pub(super) fn bare(candidate: usize, score: f64, coverage: f64) -> Entry {
    Entry {
        candidate,
        rank: 0,
        tied: false,
        score,
        parts: Arc::default(),
        arithmetic: Arc::default(),
        coverage,
        interval: None,
        acceptability: None,
        sequence: None,
        sequence_reason: String::new(),
    }
}

fn without_score(candidate: usize, gap: Gap) -> UnscoredEntry {
    UnscoredEntry { candidate, gap, sequence: None, sequence_reason: String::new() }
}

fn ordered(mut entries: Vec<Entry>, candidates: &[Candidate]) -> Vec<Entry> {
    let tie = |a: &Entry, b: &Entry| -> Ordering { among_equals(&candidates[a.candidate], &candidates[b.candidate]) };
    entries.order_by(|a, b| b.score.total_cmp(&a.score).then_with(|| tie(a, b)));
    let mut from = 0;
    while from < entries.len() {
        let head = entries[from].score;
        let same = entries[from..].iter().take_while(|entry| equal(entry.score, head)).count();
        let group = &mut entries[from..from + same];
        group.order_by(tie);
        for entry in group {
            entry.rank = from + 1;
            entry.tied = same > 1;
        }
        from += same;
    }
    entries
}

fn scores<'e>(entries: impl Iterator<Item = &'e Entry>, candidates: usize) -> Vec<Option<f64>> {
    let mut scores = vec![None; candidates];
    for entry in entries {
        scores[entry.candidate] = Some(entry.score);
    }
    scores
}

fn sequence_of(
    candidates: &[Candidate],
    scores: &[Option<f64>],
    listed: &[ListedEntry],
    settings: &Settings,
) -> Sequence {
    let left_out: Vec<usize> = listed.iter().map(|entry| entry.candidate).collect();
    sequence::sequence(candidates, scores, &left_out, settings.as_of)
}

fn place(ranking: &mut Ranking, sequence: Sequence) {
    for entry in ranking.entries.iter_mut().chain(&mut ranking.commitments) {
        entry.sequence = sequence.number(entry.candidate);
        sequence.reason(entry.candidate).clone_into(&mut entry.sequence_reason);
    }
    for entry in &mut ranking.unscored {
        entry.sequence = sequence.number(entry.candidate);
        sequence.reason(entry.candidate).clone_into(&mut entry.sequence_reason);
    }
    ranking.sequence = sequence;
}
