//! An epic: a piece of work with an anticipated outcome.
//!
//! In: the keys of its front matter. Out: an [`Epic`] with every value typed, and findings for the rest.

use super::debt_agreement::{self, Agreement};
use super::fields::{Fields, Located, Reading};
use super::outcome::{self, Outcome};
use super::reference::{KeyResultReference, Reference};
use crate::config::{Config, State};
use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::document::{ByName, Decimal, Duration, Node, PartialDate, Quantity, Value};
use crate::order::Order;
use std::sync::Arc;

/// A piece of work that is ranked and that flows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Epic {
    /// `feature`, `tech-debt`, `defect`, `risk`, or a type of the site's own.
    pub work_type: Option<String>,
    /// The state as written, with its place.
    pub status: Option<Located<String>>,
    /// The state of the workflow; none when there is none or it is unknown.
    pub state: Option<State>,
    /// Whether work has begun and is a commitment.
    pub commitment: bool,
    /// Who does it.
    pub team: Option<Reference>,
    /// The product it is part of.
    pub product: Option<String>,
    /// The initiative it contributes to.
    pub initiative: Option<Reference>,
    /// The key results it serves.
    pub key_results: Vec<KeyResultReference>,
    /// What must be done before.
    pub depends_on: Vec<Reference>,
    /// Other teams' requests.
    pub requested_by: Vec<Request>,
    /// The scores, by criterion.
    pub scores: ByName<Located<f64>>,
    /// `must`, `should`, `could` or `wont`.
    pub moscow: Option<String>,
    /// What a delay costs.
    pub cost_of_delay: CostOfDelay,
    /// The calendar time that the work will occupy the team.
    pub estimate: Option<Duration>,
    /// What of it is left.
    pub remaining: Option<Duration>,
    /// The epics that it is done together with.
    pub bundled_with: Vec<Reference>,
    /// How sure its authors are, 0 to 1.
    pub confidence: Option<Decimal>,
    /// What it promises.
    pub outcomes: Arc<[Outcome]>,
    /// The shortcut taken knowingly.
    pub agreement: Option<Box<Agreement>>,
    /// Changes of state from before the file was in git: date and state.
    pub transitions: Vec<(PartialDate, String)>,
    /// When it was written down.
    pub created: Option<PartialDate>,
    /// When work began.
    pub started: Option<PartialDate>,
    /// When it was delivered.
    pub finished: Option<PartialDate>,
}

/// What a delay costs, and how it grows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CostOfDelay {
    /// Money or points a week, zero or more.
    pub per_week: Option<Located<f64>>,
    /// The amount as a page shows it, such as `12k a week`.
    pub words: Option<String>,
    /// `expedite`, `fixed-date`, `standard` or `intangible`.
    pub urgency: Option<Urgency>,
    /// The date of a fixed-date epic.
    pub deadline: Option<Located<PartialDate>>,
    /// What happens on that date.
    pub consequence: Option<String>,
}

/// How the cost of a delay grows (classes of service).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// High from now on.
    Expedite,
    /// Nothing until the date, then a step.
    FixedDate,
    /// Grows evenly.
    Standard,
    /// Nothing now, more later.
    Intangible,
}

/// Another team's request.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The team that asks.
    pub team: Option<Reference>,
    /// When they need it.
    pub need_by: Option<PartialDate>,
    /// Whether the owning team accepted; none while it has not answered.
    pub accepted: Option<bool>,
}

impl Urgency {
    /// Every profile with the word for it.
    const ALL: [(&'static str, Self); 4] = [
        ("expedite", Self::Expedite),
        ("fixed-date", Self::FixedDate),
        ("standard", Self::Standard),
        ("intangible", Self::Intangible),
    ];

    /// Gives the word that front matter uses.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, urgency)| *urgency == self).map_or("standard", |(name, _)| name)
    }
}

/// Reads an epic; `forced` is the state that its folder gives it.
pub(super) fn read<'a>(
    reading: &mut Reading<'a>,
    fields: &mut Fields<'a>,
    config: &Config,
    forced: Option<&str>,
) -> Epic {
    let mut epic = Epic {
        work_type: work_type(reading, fields.take_all("type"), config),
        team: reading.name(fields.take("team")).map(Reference::from),
        product: reading.name(fields.take("product")).map(|found| found.value),
        initiative: reading.name(fields.take("initiative")).map(Reference::from),
        key_results: reading.ids(fields.take("key_results")).into_iter().map(KeyResultReference::from).collect(),
        depends_on: reading.ids(fields.take("depends_on")).into_iter().map(Reference::from).collect(),
        requested_by: requests(reading, fields.take("requested_by")),
        scores: scores(reading, fields.take("scores"), config),
        moscow: moscow(reading, fields.take("moscow"), config),
        cost_of_delay: cost_of_delay(reading, fields.take("cost_of_delay")),
        estimate: reading.duration(fields.take("estimate")).map(|found| found.value),
        remaining: reading.duration(fields.take("remaining")).map(|found| found.value),
        bundled_with: reading.ids(fields.take("bundled_with")).into_iter().map(Reference::from).collect(),
        confidence: reading.share(fields.take("confidence")).map(|found| found.value),
        outcomes: outcome::read_alone(reading, fields.take("outcomes")).into(),
        agreement: debt_agreement::read(reading, fields.take("agreement")).map(Box::new),
        transitions: transitions(reading, fields.take("transitions")),
        ..Epic::default()
    };
    for (name, slot) in
        [("created", &mut epic.created), ("started", &mut epic.started), ("finished", &mut epic.finished)]
    {
        *slot = reading.date(fields.take(name)).map(|found| found.value);
    }
    epic.status = reading.name(fields.take("status"));
    enter_state(reading, &mut epic, config, forced);
    epic
}

/// Finds the state of the workflow, or says that there is none of that name.
fn enter_state(reading: &mut Reading<'_>, epic: &mut Epic, config: &Config, forced: Option<&str>) {
    let workflow = &config.workflow;
    let written = epic.status.as_ref().and_then(|status| workflow.find(&status.value));
    if let (Some(status), None) = (&epic.status, written) {
        let names: Vec<&str> = workflow.states().iter().map(|state| state.name.as_str()).collect();
        let hint = match nearest(&status.value, names.iter().copied()) {
            Some(name) => format!("Did you mean `{name}`?"),
            None => format!("The states are {}; `[workflow.aliases]` maps other names to them.", names.join(", ")),
        };
        reading.wrong("unknown-state", status.span, format!("`{}` is no state of the workflow", status.value), hint);
    }
    let state = workflow.state_of(epic.status.as_ref().map(|status| status.value.as_str()), forced);
    let state = state.map(|at| &workflow.states()[at]);
    epic.commitment = state.is_some_and(|state| workflow.is_commitment(state));
    epic.state = state.cloned();
}

/// Finds the work type: the first label that the site maps to one. A single unknown word is a finding.
fn work_type(reading: &mut Reading<'_>, nodes: Vec<&Node>, config: &Config) -> Option<String> {
    let lists = nodes.iter().any(|node| matches!(node.value, Value::List(_))) || nodes.len() > 1;
    let labels: Vec<Located<String>> = nodes.into_iter().flat_map(|node| reading.texts(Some(node))).collect();
    let known = labels.iter().find_map(|label| {
        let key = label.value.to_lowercase();
        config.types.get(&key).or_else(|| config.types.get(&key.replace([' ', '_'], "-")))
    });
    if let (None, [label], false) = (known, labels.as_slice(), lists) {
        let names: Vec<&str> = config.types.keys().map(String::as_str).collect();
        let hint = match nearest(&label.value, names) {
            Some(name) => format!("Did you mean `{name}`?"),
            None => "Use feature, tech-debt, defect or risk, or map this word under `[types]`.".to_owned(),
        };
        reading.wrong("unknown-type", label.span, format!("`{}` is no work type", label.value), hint);
    }
    known.cloned()
}

/// Reads the scores; one off the scale is a finding, and the ranking leaves the epic out and says so.
fn scores<'a>(reading: &mut Reading<'a>, node: Option<&'a Node>, config: &Config) -> ByName<Located<f64>> {
    let mut scores = Vec::new();
    let Some(fields) = reading.group(node, "scores: { impact: 9, effort: 3 }") else {
        return ByName::default();
    };
    let (low, high) = config.ranking.scale;
    let scaled =
        |name: &str| config.ranking.method == "weighted" && config.ranking.weights.iter().any(|(n, _)| n == name);
    for entry in fields.rest() {
        let Some(score) = (if entry.node.is_blank() { None } else { reading.number(Some(&entry.node)) }) else {
            continue;
        };
        let name = entry.key.replace('-', "_");
        if scaled(&name) && !(low..=high).contains(&score.value) {
            let message = format!("the score {} is off the scale of {low} to {high}", score.value);
            reading.wrong(
                "score-off-scale",
                score.span,
                message,
                "Use a number on the scale, or set `[ranking] scale`.",
            );
        }
        scores.push((name, score));
    }
    scores.into_iter().collect()
}

/// Finds the MoSCoW class that a word means; one that means none stays, so that the ranking can say so.
fn moscow(reading: &mut Reading<'_>, node: Option<&Node>, config: &Config) -> Option<String> {
    let written = reading.name(node)?.value;
    let word = written.to_lowercase();
    let means = |words: &Vec<String>| words.iter().any(|known| known.to_lowercase() == word);
    let class = config.ranking.classes.iter().find(|(_, words)| means(words)).map(|(class, _)| class.clone());
    Some(class.unwrap_or(written))
}

/// Reads what a delay costs: a group, or an amount a week alone.
fn cost_of_delay<'a>(reading: &mut Reading<'a>, node: Option<&'a Node>) -> CostOfDelay {
    let Some(node) = node else {
        return CostOfDelay::default();
    };
    if node.as_text().is_some() {
        let amount = reading.quantity(Some(node)).and_then(|found| amount(reading, &found, &PERIODS[0]));
        return with_amount(CostOfDelay::default(), amount);
    }
    let Some(mut fields) = reading.group(Some(node), "{ per_week: 12000, urgency: standard }") else {
        return CostOfDelay::default();
    };
    let amount = PERIODS.iter().find_map(|period| {
        let found = reading.quantity(fields.take(period.key))?;
        amount(reading, &found, period)
    });
    let cost = CostOfDelay {
        urgency: urgency(reading, fields.take("urgency")),
        deadline: reading.date(fields.take("deadline")),
        consequence: reading.text(fields.take("consequence")).map(|found| found.value),
        ..CostOfDelay::default()
    };
    with_amount(cost, amount)
}

/// A period for which a cost of delay can be given, and how many of it make a week.
struct PeriodKey {
    key: &'static str,
    word: &'static str,
    in_a_week: f64,
}

/// A month is 52/12 weeks.
const PERIODS: [PeriodKey; 4] = [
    PeriodKey { key: "per_week", word: "week", in_a_week: 1.0 },
    PeriodKey { key: "per_day", word: "day", in_a_week: 7.0 },
    PeriodKey { key: "per_month", word: "month", in_a_week: 12.0 / 52.0 },
    PeriodKey { key: "per_year", word: "year", in_a_week: 1.0 / 52.0 },
];

/// Converts an amount to one a week; a negative one is a finding.
fn amount(reading: &mut Reading<'_>, found: &Located<Quantity>, period: &PeriodKey) -> Option<(Located<f64>, String)> {
    if found.value.value.is_negative() {
        let hint = "Write what a week of waiting costs, or 0.";
        reading.wrong("bad-quantity", found.span, "a cost of delay can't be negative", hint);
        return None;
    }
    let value = found.value.value.to_f64() * period.in_a_week;
    Some((Located { value, span: found.span }, format!("{} a {}", found.value.short(), period.word)))
}

/// Adds an amount to the rest.
fn with_amount(cost: CostOfDelay, amount: Option<(Located<f64>, String)>) -> CostOfDelay {
    let (per_week, words) = amount.unzip();
    CostOfDelay { per_week, words, ..cost }
}

/// Reads the class of service.
fn urgency(reading: &mut Reading<'_>, node: Option<&Node>) -> Option<Urgency> {
    let found = reading.name(node)?;
    let word = found.value.to_lowercase().replace([' ', '_'], "-");
    let known = Urgency::ALL.iter().find(|(name, _)| *name == word);
    if known.is_none() {
        let message = format!("`{}` is no urgency", found.value);
        let hint = "Urgencies are expedite, fixed-date, standard and intangible.";
        reading.wrong("unknown-urgency", found.span, message, hint);
    }
    known.map(|(_, urgency)| *urgency)
}

/// Reads other teams' requests; a name alone is a request without a date.
fn requests<'a>(reading: &mut Reading<'a>, node: Option<&'a Node>) -> Vec<Request> {
    let Some(node) = node else { return Vec::new() };
    if node.as_text().is_some() {
        let team = reading.name(Some(node)).map(Reference::from);
        return vec![Request { team, need_by: None, accepted: None }];
    }
    let groups = reading.groups(Some(node), "{ team: growth, need_by: 2025-08-15, accepted: true }");
    groups
        .into_iter()
        .map(|(mut fields, _)| Request {
            team: reading.name(fields.take("team")).map(Reference::from),
            need_by: reading.date(fields.take("need_by")).map(|found| found.value),
            accepted: reading.truth(fields.take("accepted")),
        })
        .collect()
}

/// Reads `- { on: 2025-01-10, to: in-progress }`, in order of date.
fn transitions<'a>(reading: &mut Reading<'a>, node: Option<&'a Node>) -> Vec<(PartialDate, String)> {
    let mut found = Vec::new();
    for (mut fields, _) in reading.groups(node, "- { on: 2025-01-10, to: in-progress }") {
        let on = reading.date(fields.take("on").or_else(|| fields.take("date")));
        let to = reading.name(fields.take("to").or_else(|| fields.take("status")));
        if let (Some(on), Some(to)) = (on, to) {
            found.push((on.value, to.value));
        }
    }
    found.order_by_key(|(on, _)| on.last_day());
    found
}

/// Says that a fixed date has no date, which makes it a standard one.
pub(super) fn check_urgency(reading: &mut Reading<'_>, epic: &Epic, at: Span) {
    if epic.cost_of_delay.urgency == Some(Urgency::FixedDate) && epic.cost_of_delay.deadline.is_none() {
        let path = reading.path;
        reading.diagnostics.push(
            Diagnostic::warning("fixed-date-without-date", path, at, "a fixed-date epic has no deadline")
                .hint("Add `deadline: 2025-09-30` to `cost_of_delay`."),
        );
    }
}
