//! Symbolic links in the places that configuration and themes are read from.

use crate::support::{AS_OF, Project};
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn a_configuration_or_a_theme_that_leads_out_is_refused() {
    for (path, target) in [
        ("backlit.toml", "../home/secret"),
        ("templates", "../home"),
        ("themes", "../home"),
        ("themes", "/"),
        ("templates", "/"),
    ] {
        let project = Project::new().epic("A-1", "").file("../home/secret", "TOP = SECRET\n");
        symlink(target, project.at(path)).unwrap();
        let commands = if path == "backlit.toml" { &["build", "check", "rank", "export"][..] } else { &["build"] };
        for command in commands {
            let run = project.run([*command]);
            assert!(run.code == 2 && run.stderr.contains("leads out of the folder"), "{path} {target}: {run}");
            assert!(run.stderr.contains(path) && !run.to_string().contains("SECRET"), "{run}");
        }
        assert!(!project.at("_site").exists());
    }
}

#[test]
fn one_that_stays_inside_is_used() {
    let project = Project::new().epic("A-1", "").file("settings/site.toml", "[site]\ntitle = \"Ours\"\n");
    symlink("settings/site.toml", project.at("backlit.toml")).unwrap();
    assert!(project.build().1.text("index.html").contains("Ours"));
}

#[test]
fn a_link_to_the_folder_itself_is_the_folder() {
    let project = Project::new().epic("A-1", "").file("backlit.toml", "[site]\ntitle = \"Ours\"\n");
    let beside = project.at("../beside");
    symlink(project.root(), &beside).unwrap();
    let run = project.run_in(&project.at(".."), &["build", "beside", "--output", "out", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{run}");
    assert!(fs::read_to_string(project.at("../out/index.html")).unwrap().contains("Ours"));
}

#[test]
fn an_output_folder_behind_a_link_that_leads_out_is_refused() {
    for (link, target, output) in [("out", "../home", "out/x"), ("a/up", "../..", "a/up/x"), ("out", "/tmp", "out/x/y")]
    {
        let project = Project::new().epic("A-1", "").file("a/page.md", "").file("../home/page.md", "");
        let project = project.file("backlit.toml", format!("[site]\noutput = \"{output}\"\n"));
        symlink(target, project.at(link)).unwrap();
        let run = project.run(["build"]);
        assert!(run.code == 2 && run.stderr.contains("out of the site's folder"), "{link} {target}: {run}");
        assert!(!project.at("../home/x").exists() && !project.at("../x").exists());
    }
    let project =
        Project::new().epic("A-1", "").file("in/page.md", "").file("backlit.toml", "[site]\noutput = \"to/x\"\n");
    symlink("in", project.at("to")).unwrap();
    assert_eq!(project.run(["build"]).code, 0);
    assert!(project.at("in/x/index.html").exists());
}

#[test]
fn a_configuration_that_leads_to_nothing_is_not_passed_over() {
    let project = Project::new().epic("A-1", "");
    symlink("settings/site.toml", project.at("backlit.toml")).unwrap();
    for command in ["build", "check", "rank", "export"] {
        let run = project.run([command]);
        assert!(
            run.code == 2 && run.stderr.contains("`./backlit.toml` is a symbolic link that leads to nothing"),
            "{run}"
        );
    }
    let file = project.run(["build", "epics/A-1.md"]);
    assert!(file.code == 2 && file.stderr.contains("there is no folder `epics/A-1.md`"), "{file}");
    assert!(!project.at("_site").exists());
}

#[test]
fn a_link_to_nothing_in_the_place_of_a_folder_is_named() {
    let project = Project::new().file("backlit.toml", "");
    symlink("nowhere", project.at("epics")).unwrap();
    let run = project.run(["new", "epic", "Faster"]);
    assert!(run.code == 2 && run.stderr.contains("epics` is in the way: it is no folder"), "{run}");
}
