//! `backlit build`.

use crate::support::{Project, check_site};
use insta::assert_snapshot;

#[test]
fn the_example_site_is_built() {
    let (run, site) = Project::example().build();
    assert_snapshot!(run, @r"
    exit 0
    --- stdout
    built [N] pages ([N] written) into ./_site in [TIME]
    ");
    check_site(&site);
}

#[test]
fn an_empty_folder_becomes_a_site_that_teaches() {
    let (run, site) = Project::new().build();
    assert_snapshot!(run, @r"
    exit 0
    --- stdout
    built [N] pages ([N] written) into ./_site in [TIME]
    --- stderr
    no document was read, so the site only says what to write first; if there are some, look at the folder that you named, and at `site.include` in backlit.toml
    ");
    check_site(&site);
    let home = site.main("index.html");
    assert!(home.contains("What to write first") && home.contains("backlit build --open"), "{home}");
}

#[test]
fn findings_are_printed_with_their_place_and_a_next_step() {
    let project = Project::new()
        .epic(
            "A-1",
            "depends_on: [A-2, B-1]\noutcomes:\n  - { metric: Refunds, baseline: 5%, target: 3 d, by: 2025-02-30 }",
        )
        .epic("A-2", "depends_on: [A-1]\nscores: { impact: 17 }");
    let (run, site) = project.build();
    assert_snapshot!(run, @r"
    exit 0
    --- stdout
    built [N] pages ([N] written) into ./_site in [TIME]; 5 errors
    --- stderr
    error[dependency-cycle]: these epics wait for each other: A-1, A-2
     --> epics/A-1.md:4:14
      |
    4 | depends_on: [A-2, B-1]
      |              ^^^
      |
      = help: Remove one of the dependencies, so that one of them can start.

    error[unknown-id]: there is no epic `B-1`
     --> epics/A-1.md:4:19
      |
    4 | depends_on: [A-2, B-1]
      |                   ^^^
      |
      = help: Check the id, or write the epic that it names.

    error[unit-clash]: the target `3 d` and the baseline `5%` have different units
     --> epics/A-1.md:6:46
      |
    6 |   - { metric: Refunds, baseline: 5%, target: 3 d, by: 2025-02-30 }
      |                                              ^^^
      |
      = note: the baseline stands here: epics/A-1.md:6:34
      = help: Give the baseline, the target and every measurement the same unit.

    error[bad-date]: `2025-02-30` is not a date: February 2025 has 28 days
     --> epics/A-1.md:6:55
      |
    6 |   - { metric: Refunds, baseline: 5%, target: 3 d, by: 2025-02-30 }
      |                                                       ^^^^^^^^^^
      |
      = help: Write `2025-02-28`, or the day that is meant.

    error[score-off-scale]: the score 17 is off the scale of 1 to 10
     --> epics/A-2.md:5:19
      |
    5 | scores: { impact: 17 }
      |                   ^^
      |
      = help: Use a number on the scale, or set `[ranking] scale`.
    ");
    check_site(&site);
    let strict = project.run(["build", "--strict", "--as-of", "2025-06-09"]);
    assert_eq!((strict.code, strict.stderr), (1, run.stderr));
}

#[test]
fn more_than_ten_findings_are_counted() {
    let mut project = Project::new();
    for n in 0..13 {
        project = project.epic(&format!("A-{n}"), "depends_on: [A-99]");
    }
    let (run, site) = project.build();
    assert_eq!(run.stderr.matches("there is no epic `A-99`").count(), 10, "{run}");
    assert!(
        run.stderr.contains("and 3 more: problems.html in the site shows them, and its download has every one"),
        "{run}"
    );
    assert_eq!(site.text("problems.html").matches("there is no epic").count(), 13);
}

#[test]
fn a_strict_build_of_good_files_is_fine() {
    let run = Project::example().run(["build", "--strict", "--as-of", "2025-06-09"]);
    assert_eq!(run.code, 0, "{run}");
}

#[test]
fn the_date_is_that_of_the_newest_commit() {
    let project = Project::new().epic("A-1", "").git();
    let run = project.run(["build"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(project.site().text("index.html").contains("as of 2 Jun 2025"));
}

#[test]
fn the_output_can_stand_elsewhere() {
    let project = Project::new().epic("A-1", "");
    let run = project.run(["build", ".", "--output", "../public/site", "--as-of", "2025-06"]);
    assert_snapshot!(run, @r"
    exit 0
    --- stdout
    built [N] pages ([N] written) into ../public/site in [TIME]
    ");
    assert!(project.at("../public/site/epics/a-1.html").is_file() && !project.at("_site").exists());
}

#[test]
fn a_folder_of_somebody_else_is_never_written_to() {
    let project = Project::new().epic("A-1", "").file("public/index.html", "mine");
    let before = project.around();
    assert_snapshot!(project.run(["build", "--output", "public"]), @r"
    exit 2
    --- stderr
    error: `[TEMP]/site/public` has files that backlit did not make
     |
     = help: Choose another output folder, or empty this one yourself if nothing in it is needed.
    ");
    for output in [".", "..", "epics", ".git/x"] {
        let run = project.run(["build", "--output", output]);
        assert_eq!(run.code, 2, "{output}: {run}");
        assert!(run.stderr.contains("help:"), "{output}: {run}");
    }
    assert_eq!(project.around(), before);
}

#[test]
fn absolute_addresses_come_from_the_base_url_and_links_stay_relative() {
    let project = Project::example();
    let run = project.run(["build", "--as-of", "2025-06-09", "--base-url", "https://example.org/team/"]);
    assert_eq!(run.code, 0, "{run}");
    let site = project.site();
    let epic = site.text("epics/grow-1.html");
    assert!(epic.contains("<link rel=\"canonical\" href=\"https://example.org/team/epics/grow-1.html\">"), "{epic}");
    assert!(epic.contains("href=\"../backlog.html\""));
    assert!(site.text("404.html").contains("href=\"/team/index.html\""), "{}", site.text("404.html"));
}

#[test]
fn a_presets_repository_is_recognised() {
    let task = "---\nid: task-1\ntitle: A task\nstatus: To Do\n---\nText.\n";
    let project =
        Project::new().file("backlog/config.yml", "project_name: x\n").file("backlog/tasks/task-1 - A-task.md", task);
    let (run, site) = project.build();
    assert_snapshot!(run, @r"
    exit 0
    --- stdout
    built [N] pages ([N] written) into ./_site in [TIME]
    --- stderr
    no backlit.toml here: reading it as a repository kept with Backlog.md (preset `backlog-md`), because `backlog/config.yml` is there
    ");
    check_site(&site);
    assert!(site.main("epics/task-1.html").contains("To Do"), "{}", site.main("epics/task-1.html"));
}

#[test]
fn epics_that_are_read_as_pages_are_told_about() {
    let epic = "---\ntitle: Faster search\nscores: { impact: 8 }\n---\nWhy.\n";
    let project = Project::new().file("backlit.toml", "").file("faster.md", epic).file("more/other.md", epic);
    assert_snapshot!(project.build().0, @r"
    exit 0
    --- stdout
    built [N] pages ([N] written) into ./_site in [TIME]
    --- stderr
    no epic was found, but 2 files say what an epic says: `backlit check` tells how to mend that
    ");
    let project = project.file("epics/one.md", epic);
    assert!(!project.build().0.stderr.contains("no epic"), "a check is enough where others were read");
}
