//! What a difference means: promises, epics, documents, findings, configuration.

use super::{outcome, reviewed, scores, told, uncommitted};
use crate::history::repository::Repository;

/// A repository with one epic under way that promises something.
fn under_way() -> Repository {
    let repository = Repository::new();
    let promise = format!("outcomes:\n{}", outcome("Success", "90%", ""));
    repository.epic("A-1", "ready", &promise).commit("02-01");
    repository.epic("A-1", "in-progress", &promise).commit("02-10");
    repository
}

fn promise(status: &str, outcomes: &str) -> Vec<String> {
    let repository = under_way();
    repository.epic("A-1", status, &format!("outcomes:\n{outcomes}"));
    told(&uncommitted(&repository))
}

#[test]
fn nothing_changed_says_nothing() {
    let repository = under_way();
    let review = uncommitted(&repository);
    assert_eq!(told(&review), Vec::<String>::new());
    for list in ["documents", "outcomes"] {
        assert_eq!(review[list].as_array().unwrap().len(), 0, "{review:#}");
    }
    assert_eq!(review["findings"]["new"].as_array().unwrap().len(), 0);
}

#[test]
fn a_promise_that_moves_after_work_began_is_told_first_and_with_its_reason() {
    let eased = outcome("Success", "80%", "").replace("06-30", "09-30") + "    amended: fewer hands\n";
    let found = promise("in-progress", &eased);
    let began = "work began 1 February 2025; reason given: fewer hands";
    assert_eq!(
        found,
        [
            format!("target-eased-after-start | A-1 | Success | 90% → 80% | {began}"),
            format!("date-later-after-start | A-1 | Success | 30 June 2025 → 30 September 2025 | {began}"),
        ]
    );
    let quiet = promise("in-progress", &outcome("Success", "80%", ""));
    assert_eq!(
        quiet,
        ["target-eased-after-start | A-1 | Success | 90% → 80% | work began 1 February 2025; no reason given"]
    );
}

#[test]
fn every_way_in_which_a_promise_can_change_has_its_name() {
    let cases: [(&str, &str); 9] = [
        (&outcome("Success", "95%", ""), "target-raised | A-1 | Success | 90% → 95%"),
        (
            &outcome("Success", "90%", "").replace("70%", "75%"),
            "baseline-changed-after-start | A-1 | Success | 70% → 75%",
        ),
        (&outcome("Wins", "90%", ""), "metric-replaced-after-start | A-1 | Wins | Success → Wins"),
        (
            &outcome("Success", "90%", "").replace("06-30", "05-31"),
            "date-earlier | A-1 | Success | 30 June 2025 → 31 May 2025",
        ),
        (&outcome("Success", "90%", "    owner: Ana\n"), "outcome-owner-changed | A-1 | Success |  → Ana"),
        (
            &outcome("Success", "90%", "    actuals: [{ on: 2025-02-20, value: 75% }]\n"),
            "reading-added | A-1 | Success |  → 75% on 20 February 2025",
        ),
        (&outcome("Success", "90%", "    abandoned: no money\n"), "outcome-abandoned | A-1 | Success |  → no money"),
        (
            &outcome("Success", "90%", "    guardrails: [{ metric: Refunds, limit: \"<= 2%\" }]\n"),
            "guardrail-changed | A-1 | Success |  → Refunds at most 2%",
        ),
        (
            &outcome("Success", "90%", "    source: a survey\n"),
            "outcome-reworded | A-1 | Success |  → a survey | its source",
        ),
    ];
    for (outcomes, expect) in cases {
        let found = promise("in-progress", outcomes);
        assert!(found.iter().any(|line| line.starts_with(expect)), "{expect}: {found:#?}");
    }
    let gone = promise("in-progress", &outcome("Success", "90%", "")).len();
    assert_eq!(gone, 0);
    let dropped = promise("in-progress", " []\n");
    assert_eq!(
        dropped[0],
        "outcome-dropped-after-start | A-1 | Success | 70% → 90% by 30 June 2025 →  | work began 1 February 2025; never measured"
    );
    let more = promise("in-progress", &(outcome("Success", "90%", "") + "  - metric: Speed\n    target: 2 s\n"));
    assert_eq!(
        more,
        [
            "outcome-added | A-1 | Speed |  → 2 s | defined after work began 1 February 2025; says no baseline and no date"
        ]
    );
}

#[test]
fn a_reading_of_a_day_to_come_is_announced_and_not_the_latest() {
    let repository = under_way();
    let actuals = "    actuals: [{ on: 2025-02-12, value: 75% }, { on: 2099-01-01, value: 99% }]\n";
    repository.epic("A-1", "in-progress", &format!("outcomes:\n{}", outcome("Success", "90%", actuals)));
    let review = uncommitted(&repository);
    let (said, ahead) = (told(&review), "its day is in the future, so it doesn't count yet");
    assert!(said.contains(&"reading-added | A-1 | Success |  → 75% on 12 February 2025".to_owned()), "{said:#?}");
    assert!(said.contains(&format!("reading-added | A-1 | Success |  → 99% on 1 January 2099 | {ahead}")), "{said:#?}");
    let after = &review["outcomes"][0]["after"];
    assert_eq!((&after["latest"], &after["latest_on"]), (&"75%".into(), &"12 February 2025".into()), "{after:#}");
}

#[test]
fn before_work_begins_the_same_changes_are_plain() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", &format!("outcomes:\n{}", outcome("Success", "90%", ""))).commit("02-01");
    repository.epic("A-1", "idea", &format!("outcomes:\n{}", outcome("Success", "80%", "")));
    assert_eq!(told(&uncommitted(&repository)), ["target-eased | A-1 | Success | 90% → 80%"]);
}

#[test]
fn where_nobody_promises_an_outcome_no_epic_is_told_to_promise_none() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("02-01");
    repository.epic("B-2", "idea", "");
    assert_eq!(told(&uncommitted(&repository)), ["epic-added | B-2"]);
}

/// The headline counts epics scored anew, so each is one change.
#[test]
fn an_epic_that_is_scored_anew_is_one_change() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "scores: { impact: 5, effort: 5, risk: 5, time_to_value: 5 }\n").commit("02-01");
    repository.epic("A-1", "idea", "scores: { impact: 9, effort: 2, risk: 5, time_to_value: 5 }\n");
    let said = told(&uncommitted(&repository));
    assert_eq!(said, ["score-changed | A-1 | effort 5, impact 5 → effort 2, impact 9 | score 48.9 → 75"]);
}

#[test]
fn what_an_epic_says_beside_its_promises_is_told_and_every_field_is_there() {
    let repository = Repository::new();
    let more = "estimate: 3w\ndepends_on: [B-2]\ncost_of_delay: { per_week: 100 }\nowner: Ana\n";
    repository.epic("A-1", "idea", &format!("{}{more}", scores(5))).epic("B-2", "idea", "").epic("C-3", "idea", "");
    repository.commit("02-01");
    let later = "estimate: 5w\ndepends_on: [C-3]\ncost_of_delay: { per_week: 200 }\nowner: Ben\nhouse_style: blue\n";
    let agreed = "agreement: { reason: haste, repay_by: 2025-12-31 }\n";
    repository.epic("A-1", "ready", &format!("{}{later}{agreed}", scores(7)));
    let review = uncommitted(&repository);
    let found = told(&review);
    for expect in [
        "state-changed | A-1 | Idea → Ready",
        "score-changed | A-1 | impact 5 → impact 7 | score 48.9 → 57.8",
        "estimate-changed | A-1 | 3w → 5w | estimate",
        "urgency-changed | A-1 | 100 → 200 | cost of delay.per week",
        "dependency-added | A-1 |  → C-3",
        "dependency-dropped | A-1 | B-2 → ",
        "agreement-added | A-1 |  → haste: repay by 31 December 2025",
        "field-changed | A-1 | Ana → Ben | owner",
        "field-changed | A-1 |  → blue | house style",
    ] {
        assert!(found.iter().any(|line| line == expect), "{expect}: {found:#?}");
    }
    let fields: Vec<&str> =
        review["documents"][0]["fields"].as_array().unwrap().iter().map(|it| it["field"].as_str().unwrap()).collect();
    assert_eq!(
        fields,
        [
            "agreement",
            "cost_of_delay.per_week",
            "depends_on",
            "estimate",
            "house_style",
            "owner",
            "scores.impact",
            "status"
        ]
    );
}

#[test]
fn documents_that_come_go_and_move_are_told() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").epic("B-2", "idea", &format!("outcomes:\n{}", outcome("Success", "90%", "")));
    repository.write("wiki/old.md", "# Old\n").commit("02-01");
    repository.rename("epics/A-1.md", "work/epics/first.md").delete("epics/B-2.md").delete("wiki/old.md");
    repository.write("wiki/new.md", "# New\n").epic("C-3", "idea", &scores(5));
    let found = told(&uncommitted(&repository));
    assert_eq!(
        found,
        [
            "outcome-dropped | B-2 | Success | 70% → 90% by 30 June 2025 →  | never measured",
            "epic-removed | B-2 | its state was idea",
            "entered-ranking | C-3 |  → rank 1 | is new",
            "epic-added | C-3 | rank 1 of 1; promises no outcome",
            "document-added | wiki/new",
            "document-removed | wiki/old",
            "document-moved | A-1 | epics/A-1.md → work/epics/first.md",
        ]
    );
}

#[test]
fn an_epic_with_another_id_is_the_same_epic() {
    let repository = Repository::new();
    let matter = |id: &str, target: &str| {
        let outcomes = format!("{}outcomes:\n{}", scores(8), outcome("Success", target, ""));
        format!("---\nid: {id}\ntitle: Refunds\nstatus: idea\nteam: growth\n{outcomes}---\nWhy it matters.\n")
    };
    repository.write("epics/A-1.md", matter("A-1", "90%"));
    repository.epic("W-1", "idea", &format!("{}depends_on: [A-1]\n", scores(5))).commit("02-01");
    // In its file.
    repository.write("epics/A-1.md", matter("B-1", "80%"));
    repository.epic("W-1", "idea", &format!("{}depends_on: [B-1]\n", scores(5)));
    let review = uncommitted(&repository);
    let same = ["target-eased | B-1 | Success | 90% → 80%", "id-changed | B-1 | A-1 → B-1"];
    assert_eq!(told(&review), same, "{review:#}");
    assert_eq!(review["findings"]["new"].as_array().unwrap().len(), 0, "{review:#}");
    assert_eq!(review["ranking"]["before"][0]["other"], 1, "{review:#}");
    // In another file.
    repository.rename("epics/A-1.md", "epics/B-1.md");
    let found = told(&uncommitted(&repository));
    assert_eq!(found, [same[0], "document-moved | B-1 | epics/A-1.md → epics/B-1.md", same[1]]);
    // What waits for it still says the old one: nothing else is told of that.
    repository.git(&["checkout", "--quiet", "."]);
    repository.rename("epics/A-1.md", "epics/B-1.md").write("epics/B-1.md", matter("B-1", "90%"));
    let found = told(&uncommitted(&repository));
    assert_eq!(found, ["document-moved | B-1 | epics/A-1.md → epics/B-1.md", same[1]]);
}

#[test]
fn findings_are_told_where_the_change_touched_and_where_it_broke_something() {
    let repository = Repository::new();
    repository
        .epic("A-1", "idea", "estimate: soon\n")
        .epic("B-2", "idea", "depends_on: [C-3]\n")
        .epic("C-3", "idea", "");
    repository.commit("02-01");
    repository.epic("A-1", "idea", "\n").delete("epics/C-3.md");
    let review = uncommitted(&repository);
    let rules = |list: &str| -> Vec<String> {
        let each = review["findings"][list].as_array().unwrap().iter();
        each.map(|it| format!("{} {}", it["rule"].as_str().unwrap(), it["place"]["path"].as_str().unwrap())).collect()
    };
    assert_eq!(rules("new"), ["unknown-id epics/B-2.md"], "{review:#}");
    assert!(rules("mended").contains(&"bad-duration epics/A-1.md".to_owned()), "{:?}", rules("mended"));
}

#[test]
fn a_ranking_that_is_configured_anew_is_told_with_what_it_moves() {
    let repository = Repository::new();
    repository.write("backlit.toml", "").epic(
        "A-1",
        "ready",
        "scores: { impact: 9, effort: 9, risk: 1, time_to_value: 5 }\n",
    );
    repository.epic("B-2", "ready", "scores: { impact: 2, effort: 1, risk: 9, time_to_value: 5 }\n").commit("02-01");
    repository.write("backlit.toml", "[ranking.weights]\nimpact = 1\n[review]\nleast_move = 1\n");
    let review = uncommitted(&repository);
    let found = told(&review);
    assert!(found[0].starts_with("ranking-configured | weight of impact 40% → 100%"), "{found:#?}");
    assert!(found.iter().any(|line| line.starts_with("rank-changed | A-1 | rank 2 → rank 1")), "{found:#?}");
    assert!(found.contains(&"settings-changed |  → 1 | ranking.weights.impact".to_owned()), "{found:#?}");
    assert_eq!(review["ranking"]["before"][0]["id"], "B-2");
    assert_eq!(review["ranking"]["after"][0]["id"], "A-1");
}

#[test]
fn a_team_can_refuse_kinds_of_change_and_a_branch_can_not_take_that_back() {
    let repository = under_way();
    repository.write("backlit.toml", "[review]\nfail_on = [\"target-eased-after-start\"]\n").commit("02-11");
    repository.write("backlit.toml", "").epic(
        "A-1",
        "in-progress",
        &format!("outcomes:\n{}", outcome("Success", "80%", "")),
    );
    let run = super::run(&repository.root(), &["--base", "HEAD"]);
    assert_eq!(run.code, 1, "{run}");
    let review = reviewed(&repository.root(), &["--base", "HEAD"]);
    assert_eq!(review["policy"]["refused"].as_array().unwrap().len(), 1);
    repository.write("review.json", review.to_string());
    let shown = super::run(&repository.root(), &["--from", "review.json"]);
    assert!(shown.code == 0 && shown.stdout.contains("target-eased-after-start"), "showing it judges nothing: {shown}");
    repository.write("backlit.toml", "[review]\nfail_on = [\"target-eased-after-strat\"]\n");
    let wrong = super::run(&repository.root(), &["--base", "HEAD"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.stderr.contains("backlit.toml:2") && wrong.stderr.contains("Did you mean `target-eased-after-start`?"),
        "{wrong}"
    );
}

#[test]
fn what_is_private_now_is_nowhere_and_what_was_published_is_said_to_be_gone() {
    let repository = Repository::new();
    repository.write("teams/a.md", "---\nid: a\ntitle: A\ncost_per_week: $9k\ncapacity: 3w\n---\n");
    repository
        .epic("A-1", "idea", "")
        .write("secret/S-1.md", "---\nkind: epic\nid: S-1\ntitle: Hush\n---\n")
        .commit("02-01");
    repository.write("backlit.toml", "[privacy]\nfields = [\"cost_per_week\"]\nexclude = [\"secret/**\"]\n");
    repository.write("teams/a.md", "---\nid: a\ntitle: A\ncost_per_week: $8k\ncapacity: 4w\n---\n");
    repository.epic("A-1", "idea", "publish: false\n");
    let run = super::run(&repository.root(), &["--base", "HEAD"]);
    for hidden in ["S-1", "Hush", "$9k", "$8k"] {
        assert!(!run.stdout.contains(hidden), "{hidden}: {run}");
    }
    let found = told(&reviewed(&repository.root(), &["--base", "HEAD"]));
    assert!(
        found.contains(&"epic-removed | A-1 | its state was idea; isn't published any more".to_owned()),
        "{found:#?}"
    );
    assert!(found.contains(&"field-changed | a | 3w → 4w | capacity".to_owned()), "{found:#?}");
}

#[test]
fn a_front_matter_that_breaks_drops_nothing_and_is_told_as_such() {
    let repository = under_way();
    repository.write("epics/A-1.md", "---\nid: A-1\ntitle: [\n---\nWhy.\n");
    let found = told(&uncommitted(&repository));
    let expected = "document-unreadable | A-1 | its front matter can't be read, so that its fields aren't compared";
    assert_eq!(found, [expected]);
    // A team can refuse it, so that nobody drops a promise by breaking its file.
    repository.write("backlit.toml", "[review]\nfail_on = [\"document-unreadable\"]\n");
    assert_eq!(super::run(&repository.root(), &["--base", "HEAD"]).code, 1);
}
