//! A `backlit.toml` that cannot be used stops the run, at the place that is wrong.

use crate::support::{Project, Run};
use insta::assert_snapshot;

fn built_with(config: &str) -> Run {
    let project = Project::new().epic("A-1", "").file("backlit.toml", config);
    let run = project.run(["build", "--as-of", "2025-06-09"]);
    assert!(run.code == 0 || !project.at("_site").exists(), "a refused run writes nothing");
    run
}

#[test]
fn an_unknown_key_is_answered_with_the_nearest() {
    assert_snapshot!(built_with("[ranking]\nmetod = \"wsjf\"\n"), @r#"
    exit 2
    --- stderr
    error[configuration]: unknown key `metod`
     --> backlit.toml:2:1
      |
    2 | metod = "wsjf"
      | ^^^^^
      |
      = help: Did you mean `method`?
    "#);
}

#[test]
fn an_unknown_table_is_named() {
    assert_snapshot!(built_with("[sites]\ntitle = \"x\"\n"), @r"
    exit 2
    --- stderr
    error[configuration]: unknown key `sites`
     --> backlit.toml:1:2
      |
    1 | [sites]
      |  ^^^^^
      |
      = help: Did you mean `site`?
    ");
}

#[test]
fn broken_toml_is_pointed_at() {
    assert_snapshot!(built_with("[site]\ntitle = \"no end\nlanguage = \"en\"\n"), @r#"
    exit 2
    --- stderr
    error[configuration]: a quote that opens in this line is never closed
     --> backlit.toml:2:16
      |
    2 | title = "no end
      |                ^
      |
      = help: A line is `key = value` or `[table]`: texts stand in quotes, lists in brackets.
    "#);
}

#[test]
fn a_value_of_the_wrong_type_is_pointed_at() {
    assert_snapshot!(built_with("[outcomes]\ngrace_days = \"soon\"\n"), @r#"
    exit 2
    --- stderr
    error[configuration]: a whole number belongs here, not the text "soon"
     --> backlit.toml:2:14
      |
    2 | grace_days = "soon"
      |              ^^^^^^
      |
      = help: Write a number without quotes, such as `12`.
    "#);
}

#[test]
fn an_unknown_zone_is_pointed_at() {
    assert_snapshot!(built_with("[site]\ntimezone = \"Europe/Berlni\"\n"), @r#"
    exit 2
    --- stderr
    error[configuration]: `Europe/Berlni` is no time zone that this machine knows
     --> backlit.toml:2:13
      |
    2 | timezone = "Europe/Berlni"
      |             ^^^^^^^^^^^^^
      |
      = help: Use a name such as `Europe/Berlin` or `UTC`.
    "#);
}

#[test]
fn what_is_missing_is_told_where_it_is_asked_for() {
    let run = built_with("[ranking]\nmethod = \"formula\"\n");
    assert!(run.code == 2 && run.stderr.contains("no formula is set"), "{run}");
    assert!(run.stderr.contains("--> backlit.toml:2:11"), "{run}");
    let run = Project::new().epic("A-1", "draft: true").run(["check"]);
    assert!(run.code == 2 && run.stderr.contains("there is no document to check"), "{run}");
    assert!(run.stderr.contains("drafts are not checked"), "{run}");
}

#[test]
fn a_formula_is_pointed_into() {
    assert_snapshot!(
        built_with("[ranking]\nmethod = \"formula\"\nformula = \"impact * (risk + \"\n"),
        @r#"
    exit 2
    --- stderr
    error[configuration]: the formula ends too early
     --> backlit.toml:3:29
      |
    3 | formula = "impact * (risk + "
      |                             ^
      |
      = help: Mend this place: a number, a field or a bracket should stand here.
    "#
    );
    assert_snapshot!(
        built_with("[ranking]\nmethod = \"formula\"\nformula = \"impact / efort\"\n"),
        @r#"
    exit 2
    --- stderr
    error[configuration]: unknown field `efort`
     --> backlit.toml:3:21
      |
    3 | formula = "impact / efort"
      |                     ^^^^^
      |
      = help: Did you mean `effort`?
    "#
    );
}

#[test]
fn an_unknown_method_is_answered_with_the_nearest() {
    assert_snapshot!(built_with("[ranking]\nmethod = \"wsfj\"\n"), @r#"
    exit 2
    --- stderr
    error[configuration]: unknown ranking method `wsfj`
     --> backlit.toml:2:11
      |
    2 | method = "wsfj"
      |           ^^^^
      |
      = help: Use one of `weighted`, `wsjf`, `cd3`, `rice`, `ice`, `moscow`, `formula`.
    "#);
}

#[test]
fn an_unknown_preset_is_answered_with_the_nearest() {
    assert_snapshot!(built_with("preset = \"kepp\"\n"), @r#"
    exit 2
    --- stderr
    error[configuration]: there is no preset `kepp`
     --> backlit.toml:1:11
      |
    1 | preset = "kepp"
      |           ^^^^
      |
      = help: Did you mean `kep`?
    "#);
}

#[test]
fn a_field_has_only_so_many_names() {
    let names: Vec<String> = (0..51).map(|at| format!("o{at}")).collect();
    let run = built_with(&format!("[fields]\nowner = {names:?}\n"));
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("`owner` has 51 names") && run.stderr.contains(" --> backlit.toml:2:"), "{run}");
}

#[test]
fn a_list_in_the_place_of_a_table_is_named() {
    for table in ["site = []", "capacity = [\"month\"]", "history = [\"full\"]", "check = [1]", "privacy = [[\"x\"]]"] {
        let run = built_with(&format!("{table}\n"));
        let (key, _) = table.split_once(' ').unwrap();
        assert_eq!(run.code, 2, "{run}");
        assert!(run.stderr.contains(&format!("`{key}` is a table, and this is a list")), "{run}");
        assert!(run.stderr.contains(" --> backlit.toml:1:"), "{run}");
    }
}

#[test]
fn an_unknown_theme_is_answered_with_the_nearest() {
    assert_snapshot!(built_with("[site]\ntheme = \"papre\"\n"), @r#"
    exit 2
    --- stderr
    error[configuration]: there is no theme `papre`
     --> backlit.toml:2:10
      |
    2 | theme = "papre"
      |          ^^^^^
      |
      = help: Did you mean `paper`?
    "#);
    assert_snapshot!(Project::new().run(["build", "--theme", "../../etc"]), @r"
    exit 2
    --- stderr
    error: there is no theme `../../etc`
     |
     = help: The themes are ledger, paper; one of your own is a folder in `themes/`.
    ");
}

#[test]
fn values_that_mean_nothing_are_refused_with_a_next_step() {
    let cases = [
        "[site]\nbase_url = \"example.org\"",
        "[site]\nrepository = \"javascript:alert(1)\"",
        "[site]\noutput = \"..\"",
        "[site]\ninclude = [\"[\"]",
        "[ranking]\nscale = [10, 1]",
        "[ranking]\nscale = [nan, 10]",
        "[ranking]\nweights = { impact = -1.0 }",
        "[ranking]\nweights = { impact = inf }",
        "[ranking]\nice = \"median\"",
        "[ranking]\nvariation = 7.0",
        "[capacity]\nperiod = \"fortnight\"",
        "[outcomes]\nhit_from = 0.1\npartial_from = 0.4",
        "[[collections]]\nkind = \"epci\"\npaths = [\"x/**\"]",
        "[workflow]\nstates = [{ name = \"a\", class = \"wating\" }]",
    ];
    let mut faults = Vec::new();
    for config in cases {
        let run = built_with(config);
        if run.code != 2 || !run.stderr.contains("help: ") || run.stderr.contains("panicked") {
            faults.push(format!("{config}\n{run}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_empty_file_and_one_with_a_mark_are_fine() {
    for config in ["", "\u{FEFF}[site]\ntitle = \"x\"\n", "[site]\r\ntitle = \"x\"\r\n"] {
        let run = built_with(config);
        assert_eq!(run.code, 0, "{run}");
    }
}

#[test]
fn patterns_that_no_memory_holds_are_pointed_at() {
    let many: Vec<String> = (0..20_000).map(|at| format!("'**/x{at}*/**/y*'")).collect();
    let run = built_with(&format!("[site]\nexclude = [{}]\n", many.join(", ")));
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("these patterns take too much memory together"), "{run}");
    assert!(run.stderr.contains("backlit.toml:2:") && run.stderr.contains("help:"), "{run}");
}

#[test]
fn a_manifest_of_a_theme_that_lacks_a_key_is_told_what_it_has() {
    let run = Project::new()
        .epic("A-1", "")
        .file("backlit.toml", "[site]\ntheme = \"ours\"\n")
        .file("themes/ours/theme.toml", "extends = \"paper\"\n")
        .run(["build"]);
    assert!(run.code == 2 && run.stderr.contains("themes/ours/theme.toml:1:1"), "{run}");
    assert!(run.stderr.contains("help: The file has the keys name, title"), "{run}");
}

#[test]
fn tables_of_patterns_are_bounded() {
    let table = |name: &str, says: &str| format!("[[{name}]]\npaths = [\"x/**\"]\n{says}\n").repeat(2_001);
    for (name, says) in [("collections", "kind = \"epic\""), ("rules_for", "rules = { no-outcome = \"off\" }")] {
        let run = built_with(&table(name, says));
        assert_eq!(run.code, 2, "{run}");
        assert!(run.stderr.contains(&format!("there are more than 2000 tables `[[{name}]]`")), "{run}");
        assert!(run.stderr.contains("backlit.toml:6001:1") && run.stderr.contains("help: Join"), "{run}");
    }
}

#[test]
fn a_share_that_nothing_can_miss_is_pointed_at() {
    assert_snapshot!(built_with("[outcomes]\nhit_from = -1\n"), @r"
    exit 2
    --- stderr
    error[configuration]: `hit_from` must be more than zero
     --> backlit.toml:2:12
      |
    2 | hit_from = -1
      |            ^^
      |
      = help: Write a share of the way, such as `1.0` for all of it.
    ");
}

#[test]
fn states_have_names_of_their_own() {
    let said = |states: &str| built_with(&format!("[workflow]\nstates = [{states}]\n"));
    let ready = "{ name = \"ready\", class = \"waiting\" }";
    let again = said(&format!("{ready}, {{ name = \"Ready\", class = \"done\" }}"));
    assert!(
        again.code == 2 && again.stderr.contains("the state `Ready` stands twice\n --> backlit.toml:2:"),
        "{again}"
    );
    let none = said(&format!("{ready}, {{ name = \" \", class = \"active\" }}"));
    assert!(none.code == 2 && none.stderr.contains("a state has no name\n --> backlit.toml:2:"), "{none}");
    // Every workflow has it aside.
    assert_eq!(said(&format!("{ready}, {{ name = \"blocked\", class = \"waiting\" }}")).code, 0);
}
