//! What the commands make of history: where they keep it, and what they say where it is cut.

use super::repository::{Repository, git_in};
use crate::support::Project;
use std::fs;
use std::path::PathBuf;

/// Lists what is kept below the home of a project.
fn kept(project: &Project) -> Vec<PathBuf> {
    let folder = project.root().parent().unwrap().join("home/.cache/backlit");
    fs::read_dir(folder).map(|found| found.map(|entry| entry.unwrap().path()).collect()).unwrap_or_default()
}

#[test]
fn history_is_kept_in_the_users_cache_and_lost_without_harm() {
    let project = Project::new().epic("A-1", "status: idea").git();
    let around =
        || -> Vec<String> { project.around().into_keys().filter(|path| !path.starts_with("home/.cache/")).collect() };
    let before = around();
    let first = project.run(["export", "--no-cache"]);
    assert_eq!(kept(&project), [] as [PathBuf; 0]);
    let second = project.run(["export"]);
    let files = kept(&project);
    assert_eq!(files.len(), 1);
    assert_eq!(around(), before);
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&files[0]).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let third = project.run(["export"]);
    fs::write(&files[0], "backlit history 2, but not really").unwrap();
    let fourth = project.run(["export"]);
    fs::remove_dir_all(files[0].parent().unwrap()).unwrap();
    fs::write(files[0].parent().unwrap(), "no folder").unwrap();
    let fifth = project.run(["export"]);
    for run in [second, third, fourth, fifth] {
        assert_eq!((run.code, run.stdout, run.stderr.as_str()), (0, first.stdout.clone(), ""));
    }
}

#[test]
fn nothing_is_kept_in_the_repository_nor_without_git() {
    let project = Project::new().epic("A-1", "status: idea").git();
    let inside = project.at("cache").to_str().unwrap().to_owned();
    let project = project.env("BACKLIT_CACHE_DIR", &inside);
    assert_eq!(project.run(["export"]).code, 0);
    assert!(!project.at("cache").exists());
    assert_eq!(kept(&project), [] as [PathBuf; 0]);
    let project = Project::new().epic("A-1", "status: idea");
    assert_eq!(project.run(["export"]).stderr, "");
    assert_eq!(kept(&project), [] as [PathBuf; 0]);
}

#[test]
fn a_cut_history_is_said_with_the_way_out() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("05-01");
    repository.epic("A-1", "done", "").commit("05-03");
    let project = Project::new();
    let run = |folder: PathBuf| project.run_in(&folder, &["export"]).stderr;
    assert_eq!(run(repository.root()), "");
    let shallow = repository.clone_to("shallow", &["--depth", "1"]);
    let expected = "history starts on 3 May 2025: shallow clone; fetch the whole history for true dates \
                    (`git fetch --unshallow`, or `fetch-depth: 0` in GitHub Actions)\n";
    assert_eq!(run(shallow.clone()), expected);
    git_in(&shallow, "2025-01-01T00:00:00Z", &["fetch", "--quiet", "--unshallow"]);
    assert_eq!(run(shallow), "");
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let partial = repository.clone_to("partial", &["--filter=blob:none"]);
    let expected = "history is whole only from 3 May 2025: partial clone without old contents; fetch them for true dates \
                    (`git fetch --refetch --no-filter`)\n";
    assert_eq!(run(partial), expected);
    let reftable = Repository::with(&["--ref-format=reftable"]);
    reftable.epic("A-1", "idea", "").commit("05-01");
    let said = run(reftable.root());
    assert!(said.contains("reftable") && said.lines().count() == 1, "{said}");
}

#[test]
fn a_run_after_another_gives_the_same_site() {
    let project = Project::new().epic("A-1", "status: idea").git();
    assert_eq!(project.run(["build"]).code, 0);
    let first = project.site();
    assert_eq!(project.run(["build"]).code, 0);
    assert!(first.files == project.site().files, "a second run changed the site");
}

#[test]
fn a_team_that_is_a_link_in_a_field_is_the_same_team_in_the_past() {
    let repository = Repository::new();
    repository.write("teams/search.md", "---\ntitle: Search people\n---\n");
    repository.epic("A-1", "in-progress", "team: \"[[search]]\"\n").commit("06-01");
    repository.epic("A-1", "done", "team: \"[[search]]\"\n").commit("06-05");
    let export = Project::new().run_in(&repository.root(), &["export", "--as-of", "2025-06-09"]).stdout;
    assert!(export.contains("Search people") && !export.contains("[[search]]"), "{export}");
}

#[test]
fn a_measurement_written_down_today_counts_before_it_is_committed() {
    let outcome = "outcomes:\n  - metric: Share of users\n    baseline: 40%\n    target: 80%\n    by: 2025-02-28\n";
    let more = format!("finished: 2025-01-05\n{outcome}");
    let repository = Repository::new();
    repository.epic("A-1", "done", &more).commit("02-10");
    let project = Project::new();
    let verdict = || {
        let run = project.run_in(&repository.root(), &["export"]);
        let export: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let status = export["epics"][0]["outcomes"][0]["status"].as_str().unwrap_or_default().to_owned();
        (export["as_of"].as_str().unwrap_or_default().to_owned(), status)
    };
    assert_eq!(verdict(), ("2025-02-10".to_owned(), "awaiting-measurement".to_owned()));
    repository.write("epics/notes.txt", "No document.");
    repository.write("wiki/notes.md", "Prose alone.\n");
    repository.epic("A-1", "done", &format!("{more}    actuals: [{{ on: 2025-02-20, value: 82% }}]\n"));
    let (as_of, status) = verdict();
    assert!(as_of.as_str() > "2025-12-31", "{as_of}");
    assert_eq!(status, "hit");
    repository.commit("02-20");
    assert_eq!(verdict(), ("2025-02-20".to_owned(), "hit".to_owned()));
}
