//! Every field that front matter can hold, and the shape of its value.
//!
//! In: a kind of document. Out: its fields. One table for what is misspelt, what is a date, and what editors complete;
//! a test holds it to the documentation.

use crate::config::Kind;

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// The shape of its value.
    pub shape: Shape,
    /// What it says.
    pub about: &'static str,
}

/// The shape of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A line of text.
    Text,
    /// A text or several.
    Texts,
    /// A number.
    Number,
    /// A share, such as `70%`.
    Share,
    /// A number with its unit.
    Quantity,
    /// A quantity, a change or a bound.
    Target,
    /// Two quantities.
    Band,
    /// A duration.
    Duration,
    /// A duration or several.
    Durations,
    /// A date.
    Date,
    /// Yes or no.
    Truth,
    /// An id.
    Id,
    /// An id or several.
    Ids,
    /// One of some words.
    Word(&'static [&'static str]),
    /// A state of the workflow.
    State,
    /// A word for a type of work.
    Type,
    /// A number for each criterion.
    Scores,
    /// A share for each type of work.
    Shares,
    /// A group of keys.
    Group(&'static [Field]),
    /// A group of keys, or a single value.
    GroupOr(&'static [Field]),
    /// A list of groups.
    Groups(&'static [Field]),
    /// A list of groups, or a single value.
    GroupsOr(&'static [Field]),
}

const fn field(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, shape, about }
}

/// The fields of every kind.
pub const COMMON: &[Field] = &[
    field(
        "kind",
        Shape::Word(&["epic", "initiative", "objective", "team", "value-stream", "sprint", "page"]),
        "What the document is; else its folder's name says it",
    ),
    field("id", Shape::Text, "Who it is, even when the file is renamed or moved"),
    field("title", Shape::Text, "What it is called"),
    field("owner", Shape::Texts, "Who answers for it"),
    field("tags", Shape::Texts, "Free labels"),
    field("nav_order", Shape::Number, "The place among its neighbours in the navigation"),
    field("publish", Shape::Truth, "`false` keeps the document out of the site"),
    field("draft", Shape::Truth, "`true` keeps the document out of the site until it is finished"),
    field("lint", Shape::Groups(ALLOWANCE), "Which findings are allowed in this file, and why"),
];

const ALLOWANCE: &[Field] = &[
    field("allow", Shape::Texts, "The rules that are allowed"),
    field("because", Shape::Text, "The reason, without which nothing is allowed"),
];

const ACTUAL: &[Field] = &[
    field("on", Shape::Date, "The day that the value describes"),
    field("date", Shape::Date, "Another name for `on`"),
    field("value", Shape::Quantity, "What was measured"),
    field("note", Shape::Text, "A remark"),
];

const GUARDRAIL: &[Field] = &[
    field("metric", Shape::Text, "What must not get worse"),
    field("limit", Shape::Target, "Its limit, such as `<= 2%`"),
    field("target", Shape::Target, "Another name for `limit`"),
    field("guard", Shape::Target, "Another name for `limit`"),
    field("low", Shape::Quantity, "The least that is good"),
    field("high", Shape::Quantity, "The most that is good"),
    field("actuals", Shape::Groups(ACTUAL), "What was measured"),
];

/// The fields of an outcome.
pub const OUTCOME: &[Field] = &[
    field("metric", Shape::Text, "Which number says so"),
    field("baseline", Shape::Quantity, "Where it is"),
    field("target", Shape::Target, "Where it will be"),
    field("range", Shape::Band, "In place of a target: keep it within"),
    field("by", Shape::Date, "By when"),
    field("source", Shape::Text, "Where the number comes from"),
    field("owner", Shape::Text, "Who measures it"),
    field("timing", Shape::Word(&["lead", "lag"]), "Whether it shows early or late"),
    field("value", Shape::Word(&["business", "customer", "efficiency"]), "What it is good for"),
    field("checkpoints", Shape::Durations, "When to measure again after delivery"),
    field("actuals", Shape::Groups(ACTUAL), "What was measured"),
    field("guardrails", Shape::Groups(GUARDRAIL), "What must not get worse"),
    field("confidence", Shape::Share, "How sure its authors are of it"),
    field("ambition", Shape::Word(&["committed", "aspirational"]), "How firmly it is meant"),
    field("amended", Shape::Text, "Why the baseline, the target or the date was corrected"),
    field("learned", Shape::Text, "What the result taught"),
    field("abandoned", Shape::Text, "Why it was given up"),
    field("lint", Shape::Groups(ALLOWANCE), "Which findings are allowed in this outcome, and why"),
];

/// What a key result has beside the fields of an outcome.
pub const KEY_RESULT: &[Field] = &[
    field("id", Shape::Text, "Its name within the objective"),
    field("title", Shape::Text, "What it says"),
    field("kind", Shape::Word(&["committed", "aspirational"]), "How firmly it is meant"),
];

const AGREEMENT: &[Field] = &[
    field("reason", Shape::Text, "Why the shortcut was taken"),
    field("impact", Shape::Text, "What it costs meanwhile"),
    field("cause", Shape::Text, "One of the eight causes"),
    field("repay_by", Shape::Date, "When it is paid back"),
    field("trigger", Shape::Text, "Or on which event"),
    field("reviewed", Shape::Date, "When somebody last asked whether it still holds"),
    field("taken_by", Shape::Id, "The epic that took the shortcut"),
    field("repay_item", Shape::Id, "The epic that pays it back"),
    field("interest", Shape::Quantity, "What it costs, such as `9 h/week`"),
    field("principal", Shape::Quantity, "What paying it back costs"),
    field("owner", Shape::Text, "Who answers for it"),
    field("status", Shape::Word(&["open", "repaid", "accepted", "superseded"]), "How it ended, if it did"),
    field("accepted_reason", Shape::Text, "Why the team lives with it"),
];

const REQUEST: &[Field] = &[
    field("team", Shape::Id, "Who asks"),
    field("need_by", Shape::Date, "When they need it"),
    field("accepted", Shape::Truth, "What the owning team answered"),
];

const COST: &[Field] = &[
    field("per_week", Shape::Quantity, "What a week of waiting costs"),
    field("per_day", Shape::Quantity, "What a day of waiting costs"),
    field("per_month", Shape::Quantity, "What a month of waiting costs"),
    field("per_year", Shape::Quantity, "What a year of waiting costs"),
    field("urgency", Shape::Word(&["expedite", "fixed-date", "standard", "intangible"]), "How the cost grows"),
    field("deadline", Shape::Date, "The date of a fixed-date epic"),
    field("consequence", Shape::Text, "What happens on it"),
];

const TRANSITION: &[Field] = &[
    field("on", Shape::Date, "The day"),
    field("date", Shape::Date, "Another name for `on`"),
    field("to", Shape::State, "The state that it entered"),
    field("status", Shape::State, "Another name for `to`"),
];

const STEP: &[Field] = &[
    field("name", Shape::Text, "What it is called"),
    field("state", Shape::State, "The state that epics have in it"),
    field("process", Shape::Duration, "How long work takes"),
    field("wait", Shape::Duration, "How long it waits before"),
];

const EPIC: &[Field] = &[
    field("type", Shape::Type, "The type of work"),
    field("status", Shape::State, "Its state"),
    field("team", Shape::Id, "Who does it"),
    field("product", Shape::Text, "What it is part of"),
    field("initiative", Shape::Id, "The larger change that it contributes to"),
    field("key_results", Shape::Ids, "What it serves, such as `OBJ-2/kr-1`"),
    field("depends_on", Shape::Ids, "What must be done before"),
    field("requested_by", Shape::GroupsOr(REQUEST), "Other teams that ask for it"),
    field("scores", Shape::Scores, "A number for each criterion"),
    field("moscow", Shape::Text, "Must, should, could or won't"),
    field("cost_of_delay", Shape::GroupOr(COST), "What a week of waiting costs"),
    field("estimate", Shape::Duration, "The calendar time for which it occupies its team"),
    field("remaining", Shape::Duration, "What of that is left, once it has begun"),
    field("bundled_with", Shape::Ids, "Epics that it is done together with"),
    field("confidence", Shape::Share, "How sure its authors are of the outcome"),
    field("outcomes", Shape::Groups(OUTCOME), "What it promises"),
    field("agreement", Shape::Group(AGREEMENT), "A shortcut that was taken knowingly"),
    field("transitions", Shape::Groups(TRANSITION), "When it entered a state, from before the file was in git"),
    field("created", Shape::Date, "When it was written down"),
    field("started", Shape::Date, "When work began"),
    field("finished", Shape::Date, "When it was delivered"),
];

const INITIATIVE: &[Field] = &[
    field("sponsor", Shape::Text, "Who wants it"),
    field("lead_team", Shape::Id, "Who leads it"),
    field("outcomes", Shape::Groups(OUTCOME), "What it promises"),
    field("key_results", Shape::Ids, "What it serves"),
];

const OBJECTIVE: &[Field] = &[
    field("level", Shape::Text, "Such as `division` or `team`"),
    field("team", Shape::Id, "Whose it is"),
    field("period", Shape::Text, "Such as `2025-Q2`"),
    field("parent", Shape::Id, "The key result one level up that it breaks down"),
    field("key_results", Shape::Groups(OUTCOME), "What shows that it is reached"),
];

const TEAM: &[Field] = &[
    field("members", Shape::Texts, "Who is in it"),
    field("capacity", Shape::Duration, "What it can plan in a period"),
    field("wip_limit", Shape::Number, "How many epics it works on at most"),
    field("cost_per_week", Shape::Quantity, "What a week of the team costs"),
    field("allocation", Shape::Shares, "Shares of its capacity by type of work"),
];

const VALUE_STREAM: &[Field] = &[
    field("product", Shape::Text, "What reaches people through it"),
    field("steps", Shape::Groups(STEP), "Working and waiting time of each step"),
];

const SPRINT: &[Field] = &[
    field("team", Shape::Id, "Whose it is"),
    field("starts", Shape::Date, "Its first day"),
    field("ends", Shape::Date, "Its last day"),
    field("goal", Shape::Text, "What should be different at its end"),
    field("outcomes", Shape::Groups(OUTCOME), "The same as numbers"),
    field("result", Shape::Text, "What came of it"),
];

/// Gives what a kind adds to the common fields.
pub const fn of_kind(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Epic => EPIC,
        Kind::Initiative => INITIATIVE,
        Kind::Objective => OBJECTIVE,
        Kind::Team => TEAM,
        Kind::ValueStream => VALUE_STREAM,
        Kind::Sprint => SPRINT,
        Kind::Page => &[],
    }
}
