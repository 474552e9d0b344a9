//! Documents of every kind with little or nothing in them, and with zeros where figures should be.

use crate::support::Project;

/// Path and text of each.
const FILES: &[(&str, &str)] = &[
    (
        "epics/zero.md",
        r"---
id: Z-1
title: Zeros everywhere
status: done
team: nobody
estimate: 0w
confidence: 0%
scores: { impact: 0, effort: 0 }
cost_of_delay: { per_week: 0 }
outcomes:
  - {}
  - { metric: Same, baseline: 0, target: 0, by: 2025-01-01, actuals: [{ on: 2025-01-01, value: 0 }] }
  - { metric: No numbers }
  - { metric: Relative, baseline: 0, target: +25% }
agreement: {}
---
",
    ),
    (
        "initiatives/zero.md",
        r"---
id: zi
title: Zero initiative
outcomes: [{}]
key_results: []
---
",
    ),
    (
        "objectives/zero.md",
        r"---
id: zo
title: Zero objective
key_results:
  - {}
  - { id: a, metric: M, baseline: 0, target: 0 }
parent: zo/a
---
",
    ),
    (
        "sprints/zero.md",
        r"---
id: zp
title: Zero sprint
starts: 2025-02-01
ends: 2025-01-01
outcomes: [{}]
---
",
    ),
    (
        "teams/zero.md",
        r"---
id: zt
title: Zero team
capacity: 0w
wip_limit: 0
cost_per_week: $0
allocation: { feature: 0%, defect: 0% }
members: []
---
",
    ),
    (
        "value-streams/zero.md",
        r"---
id: zs
title: Zero stream
steps:
  - {}
  - { name: A, process: 0d, wait: 0d }
---
",
    ),
];

const FOLDERS: [&str; 6] = ["epics", "initiatives", "objectives", "teams", "value-streams", "sprints"];

#[test]
fn half_filled_documents_give_useful_pages_without_empty_figures() {
    let mut project = Project::new();
    for folder in FOLDERS {
        project = project.file(&format!("{folder}/empty-{folder}.md"), "");
        project = project.file(&format!("{folder}/bare-{folder}.md"), "---\nowner: \n---\n");
    }
    for (path, text) in FILES {
        project = project.file(path, text);
    }
    let (_, site) = project.build();
    let mut pages = 0;
    for (path, _) in site.pages() {
        let words = site.main(path);
        for nothing in ["NaN", "Infinity", "0 of 0", "inf%", "null", "undefined"] {
            assert!(!words.contains(nothing), "{path} says {nothing}: {words}");
        }
        pages += 1;
    }
    assert!(pages > 30, "{pages} pages");
    for (path, missing) in [
        ("epics/empty-epics.html", "None written yet"),
        ("teams/empty-teams.html", "Not written yet"),
        ("objectives/empty-objectives.html", "Not written yet"),
        ("initiatives/empty-initiatives.html", "Not written yet"),
        ("sprints/empty-sprints.html", "Not written yet"),
        ("value-streams/empty-value-streams.html", "Not written yet"),
    ] {
        assert!(site.text(path).contains(missing), "{path} says what is missing");
    }
}
