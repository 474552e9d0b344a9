//! One sentence, read: for those who want to try how it should be said.

use crate::lint::statement::{self, Label};
use crate::report::terminal::plain;

/// Says what a sentence is, why, and what of it can be measured.
pub(super) fn answer(text: &str) -> String {
    let read = statement::read(text);
    let reason = read.reason.map(|reason| format!(": {}", plain(&reason))).unwrap_or_default();
    let yes = |flag: bool| if flag { "yes" } else { "no" };
    let question = match read.label {
        Label::Outcome => "",
        Label::Output | Label::Unclear => "Who does what differently once it is there, and by how much?\n",
    };
    format!(
        "{}{reason}\nmetric: {}\nbaseline: {}\ntarget: {}\ndeadline: {}\n{question}",
        read.label.word(),
        yes(read.has_metric),
        yes(read.has_baseline),
        yes(read.has_target),
        yes(read.has_deadline),
    )
}
