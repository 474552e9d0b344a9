//! The kinds of change, what matters most first. Configuration, reports and docs read them off this list.

use super::Effect;

/// A kind of change.
#[derive(Debug)]
pub struct Kind {
    /// Its kebab-case name, as `[review] fail_on` and JSON have it.
    pub name: &'static str,
    /// Where reports show it.
    pub section: Section,
    /// What happened, in a few words for a table: `target eased after work began`.
    pub words: &'static str,
    /// How the headline counts one of them: `target eased after work began`.
    pub one: &'static str,
    /// How the headline counts several: `targets eased after work began`.
    pub many: &'static str,
    /// What it does to the promise, where that is always the same.
    pub effect: Effect,
}

/// A part of a report, what matters most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Promises that were changed after work began.
    AfterStart,
    /// Promises and work that are gone.
    Dropped,
    /// Who crosses the capacity line, and who waits for whom.
    Line,
    /// Promises that are new or say something else.
    Outcomes,
    /// Key results, limits and prerequisites that are affected.
    Consequences,
    /// Who changed place in the ranked list.
    Ranks,
    /// What else was said of the work.
    Work,
    /// What else was said.
    Other,
}

impl Section {
    /// Every part, in order.
    pub const ALL: [Self; 8] = [
        Self::AfterStart,
        Self::Dropped,
        Self::Line,
        Self::Outcomes,
        Self::Consequences,
        Self::Ranks,
        Self::Work,
        Self::Other,
    ];

    /// The heading of the part.
    pub const fn title(self) -> &'static str {
        match self {
            Self::AfterStart => "Promises changed after work began",
            Self::Dropped => "Promises and work dropped",
            Self::Line => "The capacity line",
            Self::Outcomes => "Outcomes",
            Self::Consequences => "What follows",
            Self::Ranks => "Ranks",
            Self::Work => "Epics",
            Self::Other => "Other changes",
        }
    }

    /// Tells whether a report may fold it away.
    pub const fn may_fold(self) -> bool {
        !matches!(self, Self::AfterStart | Self::Dropped | Self::Line)
    }
}

/// Writes one kind.
const fn kind(
    (name, section, effect): (&'static str, Section, Effect),
    words: &'static str,
    (one, many): (&'static str, &'static str),
) -> Kind {
    Kind { name, section, words, one, many, effect }
}

use Effect::{Neutral, Stronger, Weaker};
use Section::{AfterStart, Consequences, Dropped, Line, Other, Outcomes, Ranks, Work};

/// Every kind, what matters most first.
pub const KINDS: &[Kind] = &[
    kind(
        ("target-eased-after-start", AfterStart, Weaker),
        "target eased after work began",
        ("target eased after work began", "targets eased after work began"),
    ),
    kind(
        ("date-later-after-start", AfterStart, Weaker),
        "date moved later after work began",
        ("date moved later after work began", "dates moved later after work began"),
    ),
    kind(
        ("metric-replaced-after-start", AfterStart, Weaker),
        "metric replaced after work began",
        ("metric replaced after work began", "metrics replaced after work began"),
    ),
    kind(
        ("baseline-changed-after-start", AfterStart, Neutral),
        "baseline changed after work began",
        ("baseline changed after work began", "baselines changed after work began"),
    ),
    kind(
        ("outcome-dropped-after-start", AfterStart, Weaker),
        "outcome dropped after work began",
        ("outcome dropped after work began", "outcomes dropped after work began"),
    ),
    kind(("outcome-dropped", Dropped, Weaker), "outcome dropped", ("outcome dropped", "outcomes dropped")),
    kind(("outcome-abandoned", Dropped, Weaker), "outcome given up", ("outcome given up", "outcomes given up")),
    kind(("epic-removed", Dropped, Weaker), "epic removed", ("epic removed", "epics removed")),
    kind(
        ("document-unreadable", Dropped, Weaker),
        "can't be read any more",
        ("document can't be read any more", "documents can't be read any more"),
    ),
    kind(("key-result-removed", Dropped, Weaker), "key result removed", ("key result removed", "key results removed")),
    kind(
        ("agreement-dropped", Dropped, Weaker),
        "technical debt agreement dropped",
        ("technical debt agreement dropped", "technical debt agreements dropped"),
    ),
    kind(
        ("below-the-line", Line, Neutral),
        "fell below the capacity line",
        ("epic fell below the capacity line", "epics fell below the capacity line"),
    ),
    kind(
        ("above-the-line", Line, Neutral),
        "rose above the capacity line",
        ("epic rose above the capacity line", "epics rose above the capacity line"),
    ),
    kind(("displaces", Line, Neutral), "makes others wait", ("epic makes others wait", "epics make others wait")),
    kind(("outcome-added", Outcomes, Stronger), "outcome added", ("outcome added", "outcomes added")),
    kind(("key-result-added", Outcomes, Stronger), "key result added", ("key result added", "key results added")),
    kind(
        ("goal-added", Outcomes, Stronger),
        "baseline, target or date added",
        ("baseline, target or date added", "baselines, targets or dates added"),
    ),
    kind(("metric-replaced", Outcomes, Neutral), "metric replaced", ("metric replaced", "metrics replaced")),
    kind(("target-eased", Outcomes, Weaker), "target eased", ("target eased", "targets eased")),
    kind(("target-raised", Outcomes, Stronger), "target raised", ("target raised", "targets raised")),
    kind(("target-changed", Outcomes, Neutral), "target changed", ("target changed", "targets changed")),
    kind(("baseline-changed", Outcomes, Neutral), "baseline changed", ("baseline changed", "baselines changed")),
    kind(("date-later", Outcomes, Weaker), "date moved later", ("date moved later", "dates moved later")),
    kind(("date-earlier", Outcomes, Stronger), "date moved earlier", ("date moved earlier", "dates moved earlier")),
    kind(("verdict-changed", Outcomes, Neutral), "verdict changed", ("verdict changed", "verdicts changed")),
    kind(("reading-added", Outcomes, Stronger), "reading added", ("reading added", "readings added")),
    kind(("reading-changed", Outcomes, Neutral), "reading changed", ("reading changed", "readings changed")),
    kind(("reading-removed", Outcomes, Weaker), "reading removed", ("reading removed", "readings removed")),
    kind(("guardrail-changed", Outcomes, Neutral), "guardrail changed", ("guardrail changed", "guardrails changed")),
    kind(
        ("outcome-owner-changed", Outcomes, Neutral),
        "owner of the outcome changed",
        ("outcome with another owner", "outcomes with other owners"),
    ),
    kind(
        ("checkpoint-changed", Outcomes, Neutral),
        "checkpoints changed",
        ("outcome with other checkpoints", "outcomes with other checkpoints"),
    ),
    kind(
        ("outcome-reworded", Outcomes, Neutral),
        "outcome described anew",
        ("outcome described anew", "outcomes described anew"),
    ),
    kind(
        ("hit-rate-changed", Outcomes, Neutral),
        "hit rate changed",
        ("change of the hit rate", "changes of the hit rate"),
    ),
    kind(
        ("key-result-without-work", Consequences, Weaker),
        "key result lost its last work",
        ("key result without work", "key results without work"),
    ),
    kind(
        ("key-result-lost-work", Consequences, Neutral),
        "key result lost work",
        ("key result lost work", "key results lost work"),
    ),
    kind(
        ("key-result-gained-work", Consequences, Neutral),
        "key result gained work",
        ("key result gained work", "key results gained work"),
    ),
    kind(("wip-limit-broken", Consequences, Weaker), "WIP limit broken", ("WIP limit broken", "WIP limits broken")),
    kind(
        ("wip-limit-kept", Consequences, Stronger),
        "WIP limit kept again",
        ("WIP limit kept again", "WIP limits kept again"),
    ),
    kind(
        ("prerequisite-conflict", Consequences, Weaker),
        "waits for something that comes too late",
        ("prerequisite conflict", "prerequisite conflicts"),
    ),
    kind(
        ("prerequisite-conflict-solved", Consequences, Stronger),
        "prerequisite conflict solved",
        ("prerequisite conflict solved", "prerequisite conflicts solved"),
    ),
    kind(
        ("dependency-cycle", Consequences, Weaker),
        "epics wait for each other",
        ("dependency cycle", "dependency cycles"),
    ),
    kind(
        ("ranking-configured", Ranks, Neutral),
        "ranking configured anew",
        ("new configuration of the ranking", "new configurations of the ranking"),
    ),
    kind(("rank-changed", Ranks, Neutral), "changed place", ("epic changed place", "epics changed place")),
    kind(
        ("entered-ranking", Ranks, Neutral),
        "entered the ranked list",
        ("epic entered the ranked list", "epics entered the ranked list"),
    ),
    kind(
        ("left-ranking", Ranks, Neutral),
        "left the ranked list",
        ("epic left the ranked list", "epics left the ranked list"),
    ),
    kind(("epic-added", Work, Neutral), "epic added", ("epic added", "epics added")),
    kind(
        ("finished-epic-removed", Work, Neutral),
        "closed epic removed",
        ("closed epic removed", "closed epics removed"),
    ),
    kind(("state-changed", Work, Neutral), "state changed", ("state changed", "states changed")),
    kind(("score-changed", Work, Neutral), "scored anew", ("epic scored anew", "epics scored anew")),
    kind(("estimate-changed", Work, Neutral), "estimate changed", ("estimate changed", "estimates changed")),
    kind(
        ("urgency-changed", Work, Neutral),
        "cost of delay or urgency changed",
        ("cost of delay changed", "costs of delay changed"),
    ),
    kind(("dependency-added", Work, Neutral), "dependency added", ("dependency added", "dependencies added")),
    kind(("dependency-dropped", Work, Neutral), "dependency dropped", ("dependency dropped", "dependencies dropped")),
    kind(
        ("key-result-link-changed", Work, Neutral),
        "serves other key results",
        ("epic serves other key results", "epics serve other key results"),
    ),
    kind(
        ("agreement-added", Work, Neutral),
        "technical debt agreement added",
        ("technical debt agreement added", "technical debt agreements added"),
    ),
    kind(
        ("agreement-changed", Work, Neutral),
        "technical debt agreement changed",
        ("technical debt agreement changed", "technical debt agreements changed"),
    ),
    kind(("document-added", Other, Neutral), "document added", ("document added", "documents added")),
    kind(("document-removed", Other, Neutral), "document removed", ("document removed", "documents removed")),
    kind(("document-moved", Other, Neutral), "document moved or renamed", ("document moved", "documents moved")),
    kind(("id-changed", Other, Neutral), "id changed", ("id changed", "ids changed")),
    kind(("field-changed", Other, Neutral), "field changed", ("other field changed", "other fields changed")),
    kind(("prose-changed", Other, Neutral), "prose changed", ("text edited", "texts edited")),
    kind(("settings-changed", Other, Neutral), "configuration changed", ("setting changed", "settings changed")),
];

/// Finds a kind by its name, with its place in the order of consequence.
pub fn kind_of(name: &str) -> Option<(usize, &'static Kind)> {
    KINDS.iter().enumerate().find(|(_, kind)| kind.name == name)
}
