//! `backlit new`.

use crate::support::Project;
use backlit::config::Kind;
use insta::assert_snapshot;
use std::fs;

#[test]
fn every_kind_is_written_and_builds_without_a_finding() {
    let project = Project::new();
    for kind in Kind::ALL {
        let run = project.run(["new", kind.name(), "Cut refunds, by \"half\""]);
        assert_eq!(run.code, 0, "{run}");
        assert_eq!(run.stdout, format!("wrote ./{}/cut-refunds-by-half.md\n", kind.folder()));
        fs::rename(
            project.at(&format!("{}/cut-refunds-by-half.md", kind.folder())),
            project.at(&format!("{}/{}-1.md", kind.folder(), kind.name())),
        )
        .unwrap();
        let file = project.at(&format!("{}/{}-1.md", kind.folder(), kind.name()));
        let text = fs::read_to_string(&file).unwrap();
        fs::write(file, text.replace("cut-refunds-by-half", &format!("{}-1", kind.name()))).unwrap();
    }
    let (run, site) = project.build();
    assert_eq!(run.stderr, "");
    assert!(site.main("epics/epic-1.html").contains("Cut refunds, by &quot;half&quot;"));
}

#[test]
fn an_epic_asks_the_right_questions() {
    let project = Project::new();
    project.run(["new", "epic", "Faster search", "--id", "SRCH-1"]);
    assert_snapshot!(fs::read_to_string(project.at("epics/SRCH-1.md")).unwrap(), @r#"
    ---
    id: SRCH-1
    title: "Faster search"
    type: feature            # feature, tech-debt, defect or risk
    status: idea
    owner:                   # one accountable person
    team:
    scores:                  # 1 to 10; effort and time_to_value are costs
      impact:
      effort:
      risk:                  # of waiting
      time_to_value:
    estimate:                # calendar time of the team, such as 6w
    confidence:              # how sure are you of the outcome? such as 70%
    outcomes:
      - metric:              # which number says so?
        baseline:            # where is it now? such as 70%
        target:              # where will it be? such as 90%
        by:                  # a day, a month (2026-06) or a quarter (2026-Q2)
        source:              # where does the number come from?
        owner:               # who measures it?
    ---

    ## What problem is there?

    Who has it, how often, and what does it cost them?

    ## What result do we expect, and how is it measured?

    What will people do differently when this is done? Say the change, not the work.

    ## Which metric says so?

    The number above, what moves it, and what must not get worse meanwhile.

    ## How will we learn?

    When do we measure again after delivery, and what would make us stop?
    "#);
}

#[test]
fn a_document_that_is_there_is_never_touched() {
    let project = Project::new().file("epics/faster-search.md", "mine");
    assert_snapshot!(project.run(["new", "epic", "Faster search"]), @r"
    exit 2
    --- stderr
    error: `./epics/faster-search.md` is there already
     |
     = help: Choose another title, or give an id with `--id`.
    ");
    assert_eq!(fs::read_to_string(project.at("epics/faster-search.md")).unwrap(), "mine");
}

#[test]
fn an_unknown_kind_is_answered_with_the_nearest() {
    assert_snapshot!(Project::new().run(["new", "epci", "Faster search"]), @r"
    exit 2
    --- stderr
    error: `epci` is no kind of document
     |
     = help: Did you mean `epic`?
    ");
}

#[test]
fn no_file_is_written_outside_of_the_folder() {
    let project = Project::new();
    let before = project.around();
    let ids = ["../x", "/tmp/x", "a/b", "..", ".hidden", "a\\b", "x\u{1b}[31m"];
    // What `check` would refuse.
    let refused = [" ", "!", "\u{1f600}", "\u{202e}x", &"x".repeat(201)];
    for id in ids.into_iter().chain(refused) {
        let run = project.run(["new", "epic", "x", "--id", id]);
        assert_eq!(run.code, 2, "{id}: {run}");
        assert!(!run.stderr.contains('\u{1b}'), "{run}");
    }
    assert_eq!(project.run(["new", "epic", "!?!"]).code, 2);
    assert_eq!(project.around(), before);
}

#[test]
fn an_epic_goes_where_the_configuration_keeps_them() {
    let config = "[[collections]]\nkind = \"epic\"\npaths = [\"work/items/**/*.md\"]\n";
    let project = Project::new().file("backlit.toml", config);
    assert_snapshot!(project.run(["new", "epic", "Faster search"]), @r"
    exit 0
    --- stdout
    wrote ./work/items/faster-search.md
    ");
}

#[test]
fn a_repository_of_another_form_gets_a_document_of_its_form() {
    let eip = "---\neip: 1\ntitle: A\nstatus: Final\n---\n";
    for (mark, text, wanted, line) in [
        ("EIPS/eip-1.md", eip, "EIPS/half-as-many.md", "\neip: half-as-many\n"),
        ("backlog/config.yml", "a: b\n", "backlog/tasks/half-as-many.md", "\nstatus: draft\n"),
    ] {
        let project = Project::new().file(mark, text);
        let run = project.run(["new", "epic", "Half as many"]);
        assert_eq!(run.code, 0, "{run}");
        let written = std::fs::read_to_string(project.at(wanted)).unwrap();
        assert!(written.contains(line), "{written}");
        let (built, _) = project.build();
        assert!(!built.stderr.contains("error"), "{built}");
    }
}

#[test]
fn a_document_that_the_site_leaves_out_is_told_about() {
    let project = Project::new().file("backlit.toml", "[site]\ninclude = [\"docs/**\"]\n");
    let run = project.run(["new", "epic", "Half as many"]);
    assert!(run.stderr.contains("`epics/half-as-many.md` isn't part of the site yet"), "{run}");
}

#[test]
fn the_first_state_is_written_so_that_it_is_read_again() {
    for state in [
        "a: b", "#x", "yes", "\"", "'", "a #b", "- a", "~", "12", "{a}", "[a", "*a", "&a", "!a", "a\\n", "in work",
        "é", "%a",
    ] {
        let states = format!("{{ name = {}, class = \"new\" }}", toml::Value::String(state.to_owned()));
        let rest = "{ name = \"b\", class = \"active\" }, { name = \"c\", class = \"done\" }";
        let config = format!("[workflow]\nstates = [{states}, {rest}]\n[fields]\nid = \"key: it\"\n");
        let project = Project::new().file("backlit.toml", config);
        let run = project.run(["new", "epic", "Half as many", "--id", "a #b"]);
        assert_eq!(run.code, 0, "{run}");
        let run = project.run(["export"]);
        let value: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!((&value["epics"][0]["status"], &value["epics"][0]["id"]), (&state.into(), &"a #b".into()), "{run}");
        assert!(!run.stdout.contains("unknown-state"), "{run}");
    }
}

#[test]
fn no_configuration_or_link_takes_a_document_out_of_the_folder() {
    for folder in ["../around", "/tmp/around", "a/../../around"] {
        let config = format!("[[collections]]\nkind = \"epic\"\npaths = [\"{folder}/**\"]\n");
        let run = Project::new().file("backlit.toml", config).run(["new", "epic", "Half as many"]);
        assert!(run.stdout.starts_with("wrote ./epics/half-as-many.md"), "{run}");
    }
    let project = Project::new().file("../home/a", "").file("inside/a", "");
    std::os::unix::fs::symlink("../home", project.at("epics")).unwrap();
    std::os::unix::fs::symlink("../home", project.at(".github")).unwrap();
    std::os::unix::fs::symlink("inside", project.at("teams")).unwrap();
    let before = project.around();
    for arguments in [&["new", "epic", "Half as many"][..], &["init", "--github"]] {
        let run = project.run_in(&project.root(), arguments);
        assert!(run.code == 2 && run.stderr.contains("leads out of the folder"), "{run}");
    }
    assert_eq!(project.around(), before);
    assert_eq!(project.run(["new", "team", "Half as many"]).code, 0);
}

#[test]
fn a_configuration_that_leads_out_of_the_folder_is_not_read() {
    let project = Project::new().file("../home/secret", "TOP = SECRET\n");
    std::os::unix::fs::symlink("../home/secret", project.at("backlit.toml")).unwrap();
    for arguments in [&["new", "epic", "Half as many"][..], &["schema"]] {
        let run = project.run_in(&project.root(), arguments);
        assert!(run.code == 2 && run.stderr.contains("leads out") && !run.stderr.contains("SECRET"), "{run}");
    }
}

#[test]
fn a_document_says_its_kind_where_its_place_does_not() {
    let kep = ("keps/README.md", "# KEPs\n", "keps/half-as-many.md");
    let plain = ("backlit.toml", "preset = \"plain\"\n", "epics/half-as-many.md");
    for (mark, text, wanted) in [kep, plain] {
        let project = Project::new().file(mark, text);
        let run = project.run(["new", "epic", "Half as many"]);
        assert_eq!(run.code, 0, "{run}");
        let said = format!("`{wanted}` says `kind: epic`, because the site's rules look for no epic there");
        assert!(run.stderr.contains(&said), "{run}");
        let written = fs::read_to_string(project.at(wanted)).unwrap();
        assert!(written.starts_with("---\nkind: epic\n"), "{written}");
        let (built, site) = project.build();
        assert!(site.files.contains_key("epics/half-as-many.html"), "{built}");
    }
}
