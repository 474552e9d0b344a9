//! The ranking: every candidate scored by itself, put in order, and placed in the starting sequence.
//! Nothing is dropped: what has no score is listed with the reason.

use std::cmp::Ordering;

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
    pub parts: Vec<Part>,
    /// The score's sum in words.
    pub arithmetic: String,
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

/// Ranks candidates.
pub fn rank(candidates: &[Candidate], settings: &Settings) -> Ranking {
    let mut ranking = order(candidates, settings);
    place(&mut ranking, candidates, settings);
    ranking.sensitivity = sensitivity::examine(&mut ranking.entries, settings);
    ranking
}

/// Puts candidates in order alone: without a starting sequence, and without asking how firm the order is.
pub fn order(candidates: &[Candidate], settings: &Settings) -> Ranking {
    let mut open = Vec::new();
    let mut started = Vec::new();
    let mut unscored = Vec::new();
    let mut listed = Vec::new();
    for (candidate, it) in candidates.iter().enumerate() {
        match ((settings.method.score)(it, settings), it.commitment) {
            (Scored::Score(score), Commitment::Open) => open.push(entry(candidate, score)),
            (Scored::Score(score), Commitment::InProgress) => started.push(entry(candidate, score)),
            (Scored::Listed(reason), _) => listed.push(ListedEntry { candidate, reason }),
            (Scored::Unscored(gap), _) => unscored.push(without_score(candidate, gap)),
        }
    }
    let tie = |a: usize, b: usize| among_equals(&candidates[a], &candidates[b]);
    unscored.sort_by(|a, b| tie(a.candidate, b.candidate));
    listed.sort_by(|a, b| tie(a.candidate, b.candidate));
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

/// Puts candidates in order and in a starting sequence, without asking how firm the order is.
pub fn order_and_sequence(candidates: &[Candidate], settings: &Settings) -> Ranking {
    let mut ranking = order(candidates, settings);
    place(&mut ranking, candidates, settings);
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
            .filter_map(|(index, it)| match (method.score)(it, settings) {
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
    Entry {
        candidate,
        rank: 0,
        tied: false,
        score: score.value,
        parts: score.parts,
        arithmetic: score.arithmetic,
        coverage: score.coverage,
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
    entries.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| tie(a, b)));
    let mut from = 0;
    while from < entries.len() {
        let head = entries[from].score;
        let same = entries[from..].iter().take_while(|entry| equal(entry.score, head)).count();
        let group = &mut entries[from..from + same];
        group.sort_by(tie);
        for entry in group {
            entry.rank = from + 1;
            entry.tied = same > 1;
        }
        from += same;
    }
    entries
}

fn place(ranking: &mut Ranking, candidates: &[Candidate], settings: &Settings) {
    let mut scores = vec![None; candidates.len()];
    for entry in ranking.entries.iter().chain(&ranking.commitments) {
        scores[entry.candidate] = Some(entry.score);
    }
    let left_out: Vec<usize> = ranking.listed.iter().map(|entry| entry.candidate).collect();
    let sequence = sequence::sequence(candidates, &scores, &left_out, settings.as_of);
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
