//! Any change of a field gives exactly what a fresh build would give, whatever was taken over from before.

use super::Preview;
use super::edits::{Numbers, is_fresh};
use crate::support::Project;
use std::fs;

/// A backlog in which everything hangs together.
fn woven() -> Project {
    let team = |title: &str| {
        format!(
            "---\ntitle: {title}\nwip_limit: 1\ncapacity: 8w\nallocation: {{ feature: 80%, tech-debt: 20% }}\n---\nWe.\n"
        )
    };
    let outcome = "outcomes:\n  - metric: Share of searches that find something\n    baseline: 10%\n    target: 20%\n    by: 2025-09-30\n    owner: \"@ana\"";
    Project::new()
        .file("teams/t1.md", team("Search"))
        .file("teams/t2.md", team("Sign-in"))
        .file("initiatives/I-1.md", "---\nid: I-1\ntitle: Easier\nlead_team: t1\n---\nTogether.\n")
        .file("objectives/OBJ-1.md", "---\nid: OBJ-1\ntitle: People find things\nlevel: company\nperiod: 2025-Q2\nteam: t1\nkey_results:\n  - id: kr-1\n    title: More found\n    baseline: 10%\n    target: 40%\n---\nWhy.\n")
        .file("objectives/OBJ-2.md", "---\nid: OBJ-2\ntitle: Faster\nlevel: team\nperiod: 2025-Q2\nparent: OBJ-1/kr-1\nkey_results:\n  - id: kr-1\n    title: Sooner\n---\nWhy.\n")
        .file("wiki/index.md", "# Home\n\n[[A-1]] and [[Ways]] and [a page](ways.md)\n")
        .file("wiki/ways.md", "---\ntitle: Ways\nnav_order: 2\n---\nText.\n")
        .file("wiki/old.md", "---\ntitle: Old\nnav_order: 1\n---\nText.\n")
        .epic("A-1", &format!("status: ready\nteam: t1\ninitiative: I-1\nowner: \"@ana\"\ntype: feature\nkey_results: [OBJ-1/kr-1]\nestimate: 2w\nscores: {{ impact: 4, effort: 3, risk: 7, time_to_value: 8 }}\n{outcome}"))
        .epic("A-2", &format!("status: in-progress\nteam: t1\nowner: ben\ntype: feature\ndepends_on: [A-1]\nestimate: 3w\nscores: {{ impact: 5, effort: 3, risk: 7, time_to_value: 8 }}\n{outcome}"))
        .epic("A-3", "status: ready\nteam: t2\ntype: feature\ndepends_on: [A-4]\nscores: { impact: 9, effort: 1, risk: 7, time_to_value: 8 }")
        .epic("A-4", "status: ready\nteam: t1\ntype: feature\nscores: { impact: 4, effort: 3, risk: 7, time_to_value: 8 }")
        .epic("A-5", &format!("status: done\nteam: t2\nfinished: 2025-03-01\ntype: tech-debt\n{outcome}"))
        .epic("A-6", "status: ready\nteam: t2\nscores: { impact: 6, effort: 4 }\nrequested_by: [{ team: t1, need_by: 2025-07-01 }]")
        .git()
}

/// What is replaced in which file, by what.
type Step = (&'static str, &'static str, &'static str, &'static str);

/// Changes of fields, each made after the ones above it.
const STEPS: &[Step] = &[
    ("a title", "epics/A-1.md", "title: Epic A-1", "title: Another one"),
    ("a title that a reference uses", "wiki/ways.md", "title: Ways", "title: Paths"),
    ("a title that comes to be used", "wiki/old.md", "title: Old", "title: Ways"),
    ("an order", "wiki/ways.md", "nav_order: 2", "nav_order: 0"),
    ("a score", "epics/A-1.md", "impact: 4", "impact: 9"),
    ("a score among equals", "epics/A-4.md", "impact: 4", "impact: 9"),
    ("a score that is missing", "epics/A-3.md", "impact: 9, effort: 1, risk: 7, time_to_value: 8", "effort: 1"),
    ("a score outside the scale", "epics/A-3.md", "effort: 1", "impact: 99, effort: 1"),
    ("a score that is right again", "epics/A-3.md", "impact: 99", "impact: 2, risk: 3"),
    ("work that begins", "epics/A-3.md", "status: ready", "status: in-progress"),
    ("work that ends", "epics/A-3.md", "status: in-progress", "status: done\nfinished: 2025-05-01"),
    ("a state that is none", "epics/A-3.md", "status: done", "status: strange"),
    ("work that is given up", "epics/A-3.md", "status: strange\nfinished: 2025-05-01", "status: cancelled"),
    ("a target", "epics/A-2.md", "target: 20%", "target: 12%"),
    ("a date", "epics/A-2.md", "by: 2025-09-30", "by: 2025-04-30"),
    (
        "a reading",
        "epics/A-2.md",
        "    owner: \"@ana\"",
        "    owner: \"@ana\"\n    actuals: [{ on: 2025-05-01, value: 11% }]",
    ),
    (
        "a reading of what is delivered",
        "epics/A-5.md",
        "    owner: \"@ana\"",
        "    actuals: [{ on: 2025-05-01, value: 21% }]\n    learned: It works.",
    ),
    (
        "an outcome in words of making",
        "epics/A-2.md",
        "metric: Share of searches that find something",
        "metric: Ship the new search",
    ),
    ("an owner of an outcome", "epics/A-1.md", "    owner: \"@ana\"", "    owner: \"@Zoe\""),
    ("an owner", "epics/A-2.md", "owner: ben", "owner: [cleo, ben]"),
    ("a team", "epics/A-1.md", "team: t1", "team: t2"),
    ("a team that there isn't", "epics/A-1.md", "team: t2", "team: t9"),
    ("a team that there is", "epics/A-1.md", "team: t9", "team: t1"),
    ("a type", "epics/A-4.md", "type: feature", "type: tech-debt\ndebt: { cause: hurry, repay_by: 2025-04-01 }"),
    ("a cycle", "epics/A-4.md", "status: ready", "status: ready\ndepends_on: [A-4]"),
    ("a cycle that goes", "epics/A-4.md", "depends_on: [A-4]", "depends_on: [A-1]"),
    ("a dependency that goes", "epics/A-2.md", "depends_on: [A-1]", "tags: [later]"),
    ("the answer to a request", "epics/A-6.md", "need_by: 2025-07-01", "need_by: 2025-07-01, accepted: false"),
    (
        "a date of a deadline",
        "epics/A-6.md",
        "status: ready",
        "status: ready\ncost_of_delay: { deadline: 2025-06-20, per_week: 5 }",
    ),
    ("the title of a team", "teams/t1.md", "title: Search", "title: Finding"),
    ("the limit of a team", "teams/t1.md", "wip_limit: 1", "wip_limit: 0"),
    ("the shares of a team", "teams/t2.md", "tech-debt: 20%", "risk: 20%"),
    ("the capacity of a team", "teams/t1.md", "capacity: 8w", "capacity: 1w"),
    ("the title of a key result", "objectives/OBJ-1.md", "title: More found", "title: Ship more"),
    ("the id of a key result", "objectives/OBJ-1.md", "id: kr-1", "id: kr-9"),
    ("the period of an objective", "objectives/OBJ-1.md", "period: 2025-Q2", "period: 2025-Q1"),
    ("the level of an objective", "objectives/OBJ-2.md", "level: team", "level: company"),
    ("who leads an initiative", "initiatives/I-1.md", "lead_team: t1", "lead_team: t2"),
    ("the title of an initiative", "initiatives/I-1.md", "title: Easier", "title: Simpler"),
    ("an id", "epics/A-4.md", "id: A-4", "id: A-44"),
    ("a kind", "epics/A-4.md", "id: A-44", "id: A-44\nkind: page"),
    ("a field that is private", "epics/A-2.md", "estimate: 3w", "estimate: 4w"),
    (
        "an allowance",
        "epics/A-1.md",
        "type: feature",
        "type: feature # backlit: allow(missing-source) because counted by hand",
    ),
    ("a key that is no field", "epics/A-1.md", "estimate: 2w", "estimat: 2w"),
];

/// Makes one of the changes.
fn replace(project: &Project, (what, path, from, to): Step) {
    let text = fs::read_to_string(project.at(path)).unwrap();
    assert!(text.contains(from), "{what}: {path} has no `{from}`\n{text}");
    project.write(path, text.replacen(from, to, 1));
}

#[test]
fn each_change_of_a_field_shows_what_a_fresh_build_would_write() {
    let project = woven();
    let preview = Preview::start(&project, &[]);
    for step in STEPS {
        replace(&project, *step);
        is_fresh(&project, &preview, step.0);
    }
}

#[test]
fn changes_of_fields_in_any_order_show_what_a_fresh_build_would_write() {
    let project = woven();
    let preview = Preview::start(&project, &[]);
    let mut numbers = Numbers::of(11);
    for round in 0..12 {
        let mut made = String::new();
        for _ in 0..=numbers.below(3) {
            let (what, path, from, to) = STEPS[numbers.below(STEPS.len())];
            let text = fs::read_to_string(project.at(path)).unwrap();
            // There and back, wherever it stands now.
            let (from, to) = if text.contains(to) { (to, from) } else { (from, to) };
            project.write(path, text.replacen(from, to, 1));
            made = format!("{made}{what}; ");
        }
        is_fresh(&project, &preview, &format!("round {round}: {made}"));
    }
}
