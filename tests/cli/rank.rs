//! `backlit rank`.

use crate::support::{AS_OF, Project};
use insta::assert_snapshot;
use serde_json::Value;

fn project() -> Project {
    Project::new()
        .epic("A-1", "scores: { impact: 9, effort: 4, risk: 5, time_to_value: 3 }\nstatus: ready")
        .epic("A-2", "scores: { impact: 3, effort: 8, risk: 5, time_to_value: 3 }\ndepends_on: [A-1]\nstatus: ready")
        .epic("A-3", "scores: { impact: 3 }\nstatus: ready")
        .epic("A-4", "status: in-progress\nscores: { impact: 5, effort: 5, risk: 5, time_to_value: 5 }")
        .epic("=cmd|' /C calc'!A0", "scores: { impact: 1, effort: 9, risk: 9, time_to_value: 9 }")
}

#[test]
fn the_list_is_a_table_for_people() {
    assert_snapshot!(project().run(["rank", "--as-of", AS_OF]), @r"
    exit 0
    --- stdout
    In progress (commitments)
    #  Score  Start  Id   Title     Type  Team  Status
    1   48.9      1  A-4  Epic A-4              In progress

    Ranked by weighted score
    #  Score  Start  Id                  Title                    Type  Team  Status
    1   72.8      1  A-1                 Epic A-1                             Ready
    2     35      2  A-2                 Epic A-2                             Ready
    3   22.2      3  =cmd|' /C calc'!A0  Epic =cmd|' /C calc'!A0

    Not scored: 1
      A-3 Epic A-3: `effort`, `risk` and `time_to_value` are missing: the rest carries 40% of the weights, 60% is…
    ");
}

#[test]
fn the_list_is_csv_for_spreadsheets_without_a_formula() {
    assert_snapshot!(project().run(["rank", "--as-of", AS_OF, "--format", "csv"]), @r"
    exit 0
    --- stdout
    list,rank,score,sequence,id,title,type,team,status,rank_before,moved,cause
    committed,1,0.4888888888888889,1,A-4,Epic A-4,,,In progress,,,
    ranked,1,0.7277777777777779,1,A-1,Epic A-1,,,Ready,,,
    ranked,2,0.35,2,A-2,Epic A-2,,,Ready,,,
    ranked,3,0.2222222222222222,3,'=cmd|' /C calc'!A0,Epic =cmd|' /C calc'!A0,,,,,,
    unscored,,,,A-3,Epic A-3,,,Ready,,,
    ");
}

#[test]
fn the_list_is_json_for_programs() {
    let run = project().run(["rank", "--as-of", AS_OF, "--format", "json"]);
    let list: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_snapshot!(format!("{list:#}"), @r#"
    {
      "schema": "backlit.rank/1",
      "as_of": "2025-06-09",
      "method": "weighted",
      "ranked": [
        {
          "list": "ranked",
          "id": "A-1",
          "title": "Epic A-1",
          "rank": 1,
          "rank_before": null,
          "moved": null,
          "cause": null,
          "tied": false,
          "score": 0.7277777777777779,
          "arithmetic": "0.4 × 0.8889 + 0.25 × 0.6667 + 0.2 × 0.4444 + 0.15 × 0.7778 = 0.7278",
          "interval": {
            "best": 1,
            "worst": 1
          },
          "sequence": 1,
          "sequence_reason": "no cost of delay is given, so its score stands in, for 1 week (assumed); waited for by `A-2`",
          "type": "",
          "team": "",
          "status": "Ready"
        },
        {
          "list": "ranked",
          "id": "A-2",
          "title": "Epic A-2",
          "rank": 2,
          "rank_before": null,
          "moved": null,
          "cause": null,
          "tied": false,
          "score": 0.35,
          "arithmetic": "0.4 × 0.2222 + 0.25 × 0.2222 + 0.2 × 0.4444 + 0.15 × 0.7778 = 0.35",
          "interval": {
            "best": 2,
            "worst": 2
          },
          "sequence": 2,
          "sequence_reason": "no cost of delay is given, so its score stands in, for 1 week (assumed)",
          "type": "",
          "team": "",
          "status": "Ready"
        },
        {
          "list": "ranked",
          "id": "=cmd|' /C calc'!A0",
          "title": "Epic =cmd|' /C calc'!A0",
          "rank": 3,
          "rank_before": null,
          "moved": null,
          "cause": null,
          "tied": false,
          "score": 0.2222222222222222,
          "arithmetic": "0.4 × 0 + 0.25 × 0.1111 + 0.2 × 0.8889 + 0.15 × 0.1111 = 0.2222",
          "interval": {
            "best": 3,
            "worst": 3
          },
          "sequence": 3,
          "sequence_reason": "no cost of delay is given, so its score stands in, for 1 week (assumed)",
          "type": "",
          "team": "",
          "status": ""
        }
      ],
      "committed": [
        {
          "list": "committed",
          "id": "A-4",
          "title": "Epic A-4",
          "rank": 1,
          "rank_before": null,
          "moved": null,
          "cause": null,
          "tied": false,
          "score": 0.4888888888888889,
          "arithmetic": "0.4 × 0.4444 + 0.25 × 0.5556 + 0.2 × 0.4444 + 0.15 × 0.5556 = 0.4889",
          "interval": null,
          "sequence": 1,
          "sequence_reason": "already started, so finish it first; no cost of delay is given, so its score stands in, for 1 week (assumed)",
          "type": "",
          "team": "",
          "status": "In progress"
        }
      ],
      "unscored": [
        {
          "id": "A-3",
          "title": "Epic A-3",
          "reason": "`effort`, `risk` and `time_to_value` are missing: the rest carries 40% of the weights, 60% is needed",
          "missing": [
            "effort",
            "risk",
            "time_to_value"
          ],
          "sequence": null
        }
      ]
    }
    "#);
}

#[test]
fn another_method_ranks_without_touching_the_configuration() {
    let run = Project::example().run(["rank", "--as-of", AS_OF, "--method", "cd3"]);
    assert_eq!(run.code, 0, "{run}");
    assert_ne!(run.stdout, Project::example().run(["rank", "--as-of", AS_OF]).stdout);
    assert_snapshot!(Project::example().run(["rank", "--method", "cd33"]), @r"
    exit 2
    --- stderr
    error: unknown ranking method `cd33`
     |
     = help: Use one of `weighted`, `wsjf`, `cd3`, `rice`, `ice`, `moscow`, `formula`.
    ");
}

#[test]
fn a_number_off_the_scale_is_not_ranked_and_says_so() {
    let project = Project::new().epic("A-1", "scores: { impact: 17, effort: 4, risk: 5, time_to_value: 3 }");
    let run = project.run(["rank", "--as-of", AS_OF]);
    assert!(run.stdout.contains("A-1 Epic A-1: `impact` is 17, outside the scale 1 to 10"), "{run}");
    assert!(run.stdout.contains("Not scored: 1"), "{run}");
}

#[test]
fn nothing_needs_to_change_between_two_that_tie() {
    let project = Project::new()
        .file("backlit.toml", "[ranking]\nscale = [1, 5]\n")
        .epic("A-1", "scores: { impact: 3, effort: 1, risk: 4, time_to_value: 1 }")
        .epic("A-2", "scores: { impact: 4, effort: 2 }");
    let export: Value = serde_json::from_str(&project.run(["export", "--as-of", AS_OF]).stdout).unwrap();
    assert_eq!(export["epics"][0]["tied"], true);
    assert_eq!(export["ranking"]["sensitivity"]["swap"]["delta"], 0.0);
}

#[test]
fn an_empty_folder_says_that_nothing_is_ranked() {
    assert_snapshot!(Project::new().run(["rank", "--as-of", AS_OF]), @r"
    exit 0
    --- stdout
    No file here is an epic. A file is one if it lies in a folder named `epics`, if it says `kind: epic`, or if `[[collections]]` in backlit.toml says so of its folder.
    ");
}

#[test]
fn the_shares_of_effort_of_the_classes_stand_over_the_list() {
    let class = |class: &str, weeks: u8| format!("moscow: {class}\nestimate: {weeks}w");
    let project = Project::new()
        .file("backlit.toml", "[ranking]\nmethod = \"moscow\"\n")
        .epic("A-1", &class("must", 30))
        .epic("A-2", &class("should", 12))
        .epic("A-3", &class("could", 8))
        .epic("A-4", &class("wont", 10))
        .epic("A-5", "moscow: could");
    let said =
        "Musts take 60% of the estimated effort; shoulds 24%, coulds 16%; 1 epic without an estimate not counted.";
    let (_, site) = project.build();
    assert!(site.main("backlog.html").contains(said), "{}", site.main("backlog.html"));
    assert!(!site.main("epics/a-1.html").contains(" × <"), "{}", site.main("epics/a-1.html"));
    project.write("epics/A-2.md", "---\nid: A-2\nmoscow: must\nestimate: 12w\n---\n");
    let (_, site) = project.build();
    assert!(
        site.main("backlog.html")
            .contains("Musts take 84% of the estimated effort, more than the 60% that leave room;")
    );
}

#[test]
fn a_missing_class_is_named_as_the_files_name_it() {
    let project = Project::new()
        .file("backlit.toml", "[ranking]\nmethod = \"moscow\"\n[fields]\nmoscow = \"Priority\"\n")
        .file("epics/a.md", "---\nid: A\ntitle: One\n---\n")
        .file("epics/b.md", "---\nid: B\ntitle: Two\nPriority: critical\n---\n")
        .file("epics/c.md", "---\nid: C\ntitle: Three\nPriority: Must have\n---\n");
    let said = project.run(["rank"]).to_string();
    assert!(said.contains("A One: `Priority` is missing"), "{said}");
    assert!(said.contains("B Two: `Priority` is `critical`, not must, should, could or won't"), "{said}");
    assert!(said.contains("C ") && said.contains("Three"), "{said}");
}

#[test]
fn an_epic_that_cannot_be_read_says_so_and_lacks_nothing_else() {
    let project = Project::new().file("epics/b.md", "---\ntitle: Broken: [x\n---\nText.\n");
    let formula = project.file("backlit.toml", "[ranking]\nmethod = \"formula\"\nformula = \"1\"\n");
    assert_snapshot!(formula.run(["rank", "--as-of", AS_OF]), @r"
    exit 0
    --- stdout
    Not scored: 1
      b B: its front matter can't be read
    ");
}
