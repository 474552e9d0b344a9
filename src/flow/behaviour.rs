//! How an item went through the states: back, put back, reopened, past some of them.
//!
//! In: an item's steps. Out: its flags. Never judges: a move back may be the right thing to do.

use super::flag::Flag;
use super::history::History;
use super::item_flow::ItemFlow;
use super::line::Place;
use super::passage::Step;

/// Marks an item.
pub(super) fn mark(flow: &mut ItemFlow, steps: &[Step], history: &History<'_>) {
    let (start, done) = (history.line.start, history.line.done());
    let mut entered = vec![false; history.line.stages.len()];
    let (mut stage, mut first, mut highest): (Option<usize>, Option<usize>, usize) = (None, None, 0);
    let mut begun = false;
    let (mut back, mut decommitted, mut reopened) = (false, false, false);
    for (at, step) in steps.iter().enumerate() {
        let was_done = at > 0 && steps[at - 1].done(history);
        reopened |= was_done && !step.done(history) && matches!(step.place(history), Place::Stage(_) | Place::Aside);
        begun |= step.begun(history);
        let Place::Stage(now) = step.place(history) else { continue };
        back |= stage.is_some_and(|before| now < before);
        decommitted |= begun && now < start && now != done;
        entered[now] = true;
        first.get_or_insert(now);
        highest = highest.max(now);
        stage = Some(now);
    }
    let skipped = first.is_some_and(|first| (first..highest).any(|stage| !entered[stage]));
    for (flag, holds) in [
        (Flag::MovedBack, back),
        (Flag::Decommitted, decommitted),
        (Flag::Reopened, reopened),
        (Flag::SkippedStates, skipped),
    ] {
        if holds {
            flow.flags.push(flag);
        }
    }
}
