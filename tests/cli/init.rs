//! `backlit init`.

use crate::support::Project;
use backlit::config::PRESETS;
use insta::assert_snapshot;
use std::fs;

#[test]
fn a_configuration_is_written_that_builds_with_every_preset() {
    for preset in PRESETS {
        let project = Project::new();
        let run = project.run(["init", "--preset", preset.name]);
        assert_eq!(run.code, 0, "{run}");
        let text = fs::read_to_string(project.at("backlit.toml")).unwrap();
        assert!(text.contains('#') && text.ends_with('\n'), "{}:\n{text}", preset.name);
        let new = project.run(["new", "epic", "What should change"]);
        assert_eq!(new.code, 0, "{}: {new}", preset.name);
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

#[test]
fn workflows_are_written_at_the_top_of_the_repository() {
    let project = Project::new().file("our wiki/a.md", "").git();
    assert_snapshot!(project.run(["init", "our wiki", "--github"]), @r"
    exit 0
    --- stdout
    wrote our wiki/backlit.toml
    wrote .github/workflows/backlit-publish.yml
    wrote .github/workflows/backlit-check.yml
    wrote .github/workflows/backlit-review.yml
    wrote .github/workflows/backlit-comment.yml
    Next: choose Settings → Pages → Source: GitHub Actions in the repository, then commit and push; the branch `main` is published.
    Note: a site on GitHub Pages is public, even when its repository is private.
    Note: git needs no copy of the site; a line `_site` in .gitignore keeps it out.
    ");
    let text = fs::read_to_string(project.at(".github/workflows/backlit-publish.yml")).unwrap();
    assert!(text.contains("FOLDER: 'our wiki'") && text.contains("fetch-depth: 0"), "{text}");
}

#[test]
fn a_workflow_that_somebody_changed_is_written_over_only_with_force() {
    let project = Project::new().file("a.md", "").git();
    project.run(["init", "--github"]);
    let file = ".github/workflows/backlit-check.yml";
    let first = fs::read_to_string(project.at(file)).unwrap();
    project.write(file, "# mine\n");
    fs::remove_file(project.at(".github/workflows/backlit-review.yml")).unwrap();
    assert_snapshot!(project.run(["init", "--github"]), @r"
    exit 2
    --- stderr
    error: `.github/workflows/backlit-check.yml` is there already, with another text
     |
     = help: Give `--force` to write over it, or move it away first; `git diff` then shows what changed.
    ");
    assert_eq!(fs::read_to_string(project.at(file)).unwrap(), "# mine\n");
    assert!(
        !project.at(".github/workflows/backlit-review.yml").exists(),
        "nothing is written when something is refused"
    );
    let run = project.run(["init", "--github", "--force"]).to_string();
    for said in ["kept ./backlit.toml as it is", "wrote over .github/workflows/backlit-check.yml", "found the same"] {
        assert!(run.contains(said), "{run}");
    }
    assert_eq!(fs::read_to_string(project.at(file)).unwrap(), first);
    assert_eq!(fs::read_dir(project.at(".github/workflows")).unwrap().count(), 4, "nothing is left beside them");
}

#[test]
fn the_branch_is_that_of_the_origin() {
    let project = Project::new().file("a.md", "").git();
    project.git_run(&["update-ref", "refs/remotes/origin/trunk", "HEAD"]);
    project.git_run(&["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk"]);
    assert!(project.run(["init", "--github"]).to_string().contains("the branch `trunk` is published"));
    let text = fs::read_to_string(project.at(".github/workflows/backlit-publish.yml")).unwrap();
    assert!(text.contains("branches: ['trunk']"), "{text}");
}

#[test]
fn workflows_outside_of_a_repository_and_names_that_no_workflow_can_hold() {
    let project = Project::new();
    let run = project.run(["init", "--gitlab"]).to_string();
    assert!(run.contains("wrote .gitlab-ci.yml") && run.contains("no git repository holds this folder yet"), "{run}");
    let project = Project::new().file("a.md", "").git();
    let run = project.run(["init", "${{ github.token }}", "--github"]);
    assert_eq!(run.code, 2, "{run}");
    let run = project.run(["init", "--github", "--action", "not an action"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(!project.at(".github").exists() && !project.at("backlit.toml").exists());
}

#[test]
fn a_repository_of_a_known_form_keeps_it() {
    let project = Project::new().file("EIPS/eip-1.md", "---\neip: 1\ntitle: A\nstatus: Final\n---\n");
    let run = project.run(["init"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(run.stderr.contains("preset `eip`"), "{run}");
    let (built, site) = project.build();
    assert_eq!(built.code, 0, "{built}");
    assert!(site.text("epics/1.html").contains("Final"));
}

#[test]
fn a_repository_with_a_name_keeps_it() {
    let named = "project_name: \"A 'shop' \\\"[site]\\\"\\nwith = true <b>\"\n";
    let project = Project::new().file("backlog/config.yml", named).file("README.md", "# Read me\n");
    let title = "<title>A &#39;shop&#39; &quot;[site]&quot; with = true &lt;b&gt;</title>";
    let home = || {
        let (_, site) = project.build();
        site.text("index.html").lines().find(|line| line.contains("<title>")).unwrap().trim().to_owned()
    };
    assert_eq!(home(), title);
    assert_eq!(project.run(["init"]).code, 0);
    let text = fs::read_to_string(project.at("backlit.toml")).unwrap();
    assert!(text.contains("[site]\ntitle = ") && !text.contains("title_from"), "{text}");
    fs::remove_file(project.at("backlog/config.yml")).unwrap();
    assert_eq!(home(), title);
    fs::remove_file(project.at("backlit.toml")).unwrap();
    for (named, expected) in
        [("preset = \"backlog-md\"\n", "Shop"), ("preset = \"backlog-md\"\nsite.title = \"Own\"\n", "Own")]
    {
        project.write("backlog/config.yaml", "project_name: Shop\n");
        project.write("backlit.toml", named);
        assert_eq!(home(), format!("<title>{expected}</title>"));
    }
    for none in ["", "project_name:\n", "project_name: [a]\n", "\tno: yaml", "- a\n"] {
        project.write("backlog/config.yaml", none);
        project.write("backlit.toml", "preset = \"backlog-md\"\n");
        assert_eq!(home(), "<title>Read me</title>", "{none}");
    }
}

#[test]
fn states_that_files_name_are_written_down_with_the_class_that_their_words_suggest() {
    let task = |id: &str, state: &str| format!("---\nid: {id}\ntitle: Task {id}\nstatus: {state}\n---\n");
    let states =
        [("T-1", "Next up"), ("T-2", "QA"), ("T-3", "Shipped"), ("T-4", "'a: \"b\" # c'"), ("T-5", "in-progess")];
    for preset in ["default", "backlog-md"] {
        let project = Project::new();
        for (id, state) in states {
            let folder = if preset == "default" { "epics" } else { "backlog/tasks" };
            project.write(&format!("{folder}/{id}.md"), task(id, state));
        }
        let run = project.run(["init", "--preset", preset]);
        let line = "States that the files name were added to [workflow]: `Next up`, `a: \"b\" # c` as new; `QA` as active; \
                    `Shipped` as done. Change there what is something else.\n";
        assert!(run.stdout.contains(line), "{run}");
        let check = project.run(["check", "--format", "concise"]).stdout;
        let wrong: Vec<&str> = check.lines().filter(|line| line.contains("unknown-state")).collect();
        assert!(wrong.len() == 1 && wrong[0].contains("`in-progess`"), "{preset}: {check}");
        let ranked = project.run(["export"]).stdout;
        let export: serde_json::Value = serde_json::from_str(&ranked).unwrap();
        let mut found: Vec<String> = export["epics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|epic| format!("{} {}", epic["id"], epic["class"]))
            .collect();
        found.sort();
        assert_eq!(found.join(", ").replace('"', ""), "T-1 new, T-2 active, T-3 done, T-4 new, T-5 new", "{preset}");
    }
}

#[test]
fn a_repository_that_would_take_the_site_up_is_told_how_not_to() {
    let note = "a line `_site` in .gitignore keeps it out";
    assert!(Project::new().file("a.md", "").git().run(["init"]).stdout.contains(note));
    assert!(!Project::new().run(["init"]).stdout.contains(note));
    let ignored = Project::new().file(".gitignore", "/wiki/_site/\n").file("wiki/a.md", "").git();
    assert!(!ignored.run(["init", "wiki"]).stdout.contains(note));
}
