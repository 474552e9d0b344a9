//! What a half-filled document still lacks, and why it matters.
//!
//! In: an item. Out: a sentence for each thing, with the line to add. Never a finding: nothing here is wrong.

use crate::backlog::{Details, Initiative, Item, KeyResult, Objective, Sprint, Team, ValueStream};
use crate::document::{add_days, quarter_of};
use crate::site::Site;

/// How many days an example of a sprint goes on after its first.
const SPRINT: i64 = 11;

/// Lists what an item lacks, the most useful first; names in back-ticks. Epics have their own checks.
pub(in crate::site) fn missing(site: &Site<'_>, at: usize) -> Vec<String> {
    let item = &site.backlog.items[at];
    if item.broken {
        return Vec::new();
    }
    let members = site.members[at].len();
    let found = match &item.details {
        Details::Team(it) => team(it, members),
        Details::Initiative(it) => initiative(it, members),
        Details::Objective(it) => objective(it, members),
        Details::Sprint(it) => sprint(it),
        Details::ValueStream(it) => value_stream(item, it),
        Details::Epic(_) | Details::Page => Vec::new(),
    };
    let today = site.analysis.as_of;
    let (year, quarter) = quarter_of(today);
    let dated = |sentence: &str| {
        let days = [("FIRST", today), ("LAST", add_days(today, SPRINT))];
        let period = sentence.replace("PERIOD", &format!("{year}-Q{quarter}"));
        days.iter().fold(period, |text, (name, day)| text.replace(name, &day.to_string()))
    };
    found.into_iter().filter(|(lacks, _)| *lacks).map(|(_, sentence)| dated(sentence)).collect()
}

type Sentence = (bool, &'static str);

fn team(team: &Team, epics: usize) -> Vec<Sentence> {
    vec![
        (team.capacity.is_none(), "No capacity yet: add `capacity: 12w` and the backlog gets this team's line."),
        (
            team.wip_limit.is_none(),
            "No WIP limit yet: add `wip_limit: 3` and the page says when too much is begun at once.",
        ),
        (
            team.allocation.is_empty(),
            "No wanted shares yet: add `allocation: { feature: 60%, tech-debt: 20%, defect: 15%, risk: 5% }` and the page compares them with the work at hand.",
        ),
        (team.members.is_empty(), "No members yet: add `members: [\"@name\"]`, so that people know whom to ask."),
        (epics == 0, "No epics yet: write this team's id as `team:` in an epic, and its work is listed here."),
    ]
}

fn initiative(initiative: &Initiative, epics: usize) -> Vec<Sentence> {
    vec![
        (
            initiative.outcomes.is_empty(),
            "No anticipated outcome yet: add `outcomes:` with a metric, a baseline, a target and a date, or nobody can tell whether it worked.",
        ),
        (
            initiative.key_results.is_empty(),
            "No key result yet: add `key_results: [OBJ-1/kr-1]`, and the page shows what it is for.",
        ),
        (initiative.lead_team.is_none(), "No lead team yet: add `lead_team:`, so that one team answers for the whole."),
        (
            epics == 0,
            "No epics yet: write this initiative's id as `initiative:` in an epic, and every team's part is gathered here.",
        ),
    ]
}

fn objective(objective: &Objective, epics: usize) -> Vec<Sentence> {
    let results = &objective.key_results;
    let unmeasured = |result: &KeyResult| result.outcome.target.is_none() && result.outcome.range.is_none();
    vec![
        (
            results.is_empty(),
            "No key results yet: add three to five under `key_results:`, each with a baseline and a target, or nobody can tell whether the objective is reached.",
        ),
        (
            results.iter().any(unmeasured),
            "A key result has no target: add `baseline:` and `target:`, and its progress is drawn.",
        ),
        (
            objective.period.is_none(),
            "No period yet: add `period: PERIOD`, so that it stands beside the objectives of its time.",
        ),
        (
            epics == 0 && !results.is_empty(),
            "No work serves it yet: name a key result as `key_results:` in an epic, and the epic is listed here.",
        ),
    ]
}

fn sprint(sprint: &Sprint) -> Vec<Sentence> {
    vec![
        (
            sprint.goal.is_none(),
            "No goal yet: add `goal:` with the change that people will notice, not a list of tasks.",
        ),
        (
            sprint.outcomes.is_empty(),
            "No outcome yet: add `outcomes:` with a metric, a baseline and a target, and the page says whether the goal was reached.",
        ),
        (sprint.starts.is_none(), "No first day yet: add `starts: FIRST`."),
        (sprint.ends.is_none(), "No last day yet: add `ends: LAST`, and the page says how long is left."),
        (sprint.team.is_none(), "No team yet: add `team:`, so that its members find it."),
    ]
}

fn value_stream(item: &Item, stream: &ValueStream) -> Vec<Sentence> {
    let steps = &stream.steps;
    vec![
        (
            steps.is_empty(),
            "No steps yet: add `steps:` with lines such as `- { name: Build, state: in-progress, process: 3d, wait: 5d }`, and the page shows where work waits.",
        ),
        (
            steps.iter().any(|step| step.process.is_none() || step.wait.is_none()),
            "Some steps lack a time: add `process:` and `wait:` to each, since a step without them counts as nothing.",
        ),
        (
            !steps.is_empty() && steps.iter().all(|step| step.state.is_none()),
            "No step names its state: add `state:`, and the epics that stand in each step are listed.",
        ),
        (stream.product.is_none(), "No product yet: add `product:`, so that only its own epics are listed."),
        (
            item.owners.is_empty(),
            "No owner yet: add `owner:`, so that somebody looks at the whole way and not only at one step.",
        ),
    ]
}
