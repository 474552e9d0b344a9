//! `backlit init`.

use crate::support::Project;
use backlit::config::PRESETS;
use insta::assert_snapshot;
use std::fs;

#[test]
fn a_configuration_is_written_that_builds_with_every_preset() {
    for preset in PRESETS {
        let project = Project::new().epic("A-1", "");
        let run = project.run(["init", "--preset", preset.name]);
        assert_eq!(run.code, 0, "{run}");
        let text = fs::read_to_string(project.at("backlit.toml")).unwrap();
        assert!(text.contains('#') && text.ends_with('\n'), "{}:\n{text}", preset.name);
        let built = project.run(["build"]);
        assert_eq!((built.code, built.stderr.as_str()), (0, ""), "{}: {built}", preset.name);
    }
}

#[test]
fn what_comes_next_names_the_folder_that_was_prepared() {
    let run = Project::new().file("our wiki/a.md", "").run(["init", "our wiki"]);
    let said = run.to_string();
    assert!(said.contains("`backlit new epic \"What should change\" --dir 'our wiki'`"), "{said}");
    assert!(said.contains("`backlit build 'our wiki' --open`"), "{said}");
    let project = Project::new().file("a.md", "");
    project.run(["init", "wiki"]);
    let run = project.run(["new", "epic", "What should change", "--dir", "wiki"]);
    assert!(run.to_string().contains("wrote wiki/epics/what-should-change.md"), "{run}");
}

#[test]
fn what_was_written_and_what_comes_next_is_said() {
    assert_snapshot!(Project::new().run(["init"]), @r#"
    exit 0
    --- stdout
    wrote ./backlit.toml
    Next: `backlit new epic "What should change"`, then `backlit build --open`.
    Note: a site on GitHub Pages is public, even when its repository is private.
    "#);
}

#[test]
fn a_file_that_is_there_is_never_touched() {
    let project = Project::new().file("backlit.toml", "# mine\n");
    assert_snapshot!(project.run(["init"]), @r"
    exit 2
    --- stderr
    error: `./backlit.toml` is there already
     |
     = help: Edit the file that is there, or move it away first.
    ");
    assert_eq!(fs::read_to_string(project.at("backlit.toml")).unwrap(), "# mine\n");
}

#[test]
fn an_unknown_preset_is_answered_with_the_nearest() {
    let project = Project::new();
    assert_snapshot!(project.run(["init", "--preset", "backlogmd"]), @r"
    exit 2
    --- stderr
    error: there is no preset `backlogmd`
     |
     = help: Did you mean `backlog-md`?
    ");
    assert!(!project.at("backlit.toml").exists());
}
