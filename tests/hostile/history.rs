//! What strangers write into a repository beside its files: who they are, what a commit says, how branches and tags are called.

use crate::support::{AS_OF, Project, check_site, has_end};

/// Text for every name, in the letters that git takes.
const TEXT: &str = "\"><script>alert(1)</script>\u{202e}\u{1b}[31m ##[error]x";

/// Commits everything as somebody with a hostile name.
fn commit(project: &Project, day: &str) {
    let message = format!("{TEXT}\n\n::error::owned\n@team <!-- backlit -->\n{TEXT}");
    commit_as(project, day, (&TEXT.replace(['<', '>'], ""), "\"onload=alert(1)@x"), &message);
}

/// Commits everything as somebody.
fn commit_as(project: &Project, day: &str, (name, address): (&str, &str), message: &str) {
    let mut git = project.command("git", &project.root());
    for who in ["AUTHOR", "COMMITTER"] {
        git.env(format!("GIT_{who}_NAME"), name)
            .env(format!("GIT_{who}_EMAIL"), address)
            .env(format!("GIT_{who}_DATE"), format!("{day}T09:00:00+00:00"));
    }
    let done = git.args(["commit", "--quiet", "--all", "--message", message]).output().unwrap();
    assert!(done.status.success(), "{done:?}");
}

#[test]
fn nothing_that_git_tells_acts_anywhere() {
    let epic = |status: &str, target: &str| {
        let outcome = format!("outcomes: [{{ metric: Rate, baseline: 1 %, target: {target} %, by: 2025-09-30 }}]");
        format!("---\nid: A-1\ntitle: \"a ##[error]b\\n::error::c\"\nstatus: {status}\n{outcome}\n---\n")
    };
    let project = Project::new().file("epics/a.md", epic("idea", "9")).epic("B-1", "status: idea").git();
    project.git_run(&["checkout", "--quiet", "-b", "<svg/onload=alert(1)>\"'&##"]);
    project.git_run(&["tag", "\"><script>alert(1)</script>"]);
    project.git_run(&["remote", "add", "origin", "https://me:ghp_token@github.com/a/\"><script>alert(1)</script>"]);
    for (day, status, target) in
        [("2025-06-03", "ready", "9"), ("2025-06-04", "in-progress", "9"), ("2025-06-05", "in-progress", "5")]
    {
        project.write("epics/a.md", epic(status, target));
        commit(&project, day);
    }
    let (_, site) = project.build();
    check_site(&site);
    for (path, bytes) in &site.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("<script>alert") && !text.contains("<svg/onload") && !text.contains("ghp_token"),
            "{path}"
        );
    }
    for command in [
        &["build"][..],
        &["check"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "gitlab"],
        &["rank"],
        &["rank", "--format", "csv"],
        &["export"],
        &["review", "--base", "HEAD~3"],
        &["review", "--base", "HEAD~3", "--format", "markdown"],
        &["review", "--base", "HEAD~3", "--format", "json"],
        &["review", "--base", "HEAD~3", "--format", "html"],
        &["review", "--base", "::error::x"],
        &["review", "--base", "##[error]x"],
        &["build", "--at", "##[error]x\n::error::y"],
    ] {
        let run = project.run_in(
            &project.root(),
            &[command, &["--as-of", AS_OF][..usize::from(!command.contains(&"--at")) * 2]].concat(),
        );
        let text = run.to_string();
        assert!(
            run.code == 0 || run.code <= 2 && command.iter().any(|part| part.contains("error")) || run.code == 1,
            "{run}"
        );
        let obeyed = |line: &&str| line.trim_start().starts_with("::") || line.contains("##[");
        assert_eq!(text.lines().find(obeyed), None, "{command:?}");
        assert!(!text.contains("ghp_token") && !text.contains("panicked"), "{run}");
    }
}

#[test]
fn long_names_of_the_past_stand_on_pages_in_short() {
    let long = "x".repeat(50_000);
    let epic = |team: &str, target: usize| {
        let outcome = format!("outcomes: [{{ metric: Rate, baseline: 1 %, target: {target} %, by: 2025-09-30 }}]");
        format!("---\nid: A-1\ntitle: A\nstatus: in-progress\nteam: {team}\nproduct: {team}\n{outcome}\n---\n")
    };
    let project = Project::new().file("epics/a.md", epic(&long, 9)).git();
    for (day, team, target) in [("2025-06-03", &long, 8), ("2025-06-04", &long, 7), ("2025-06-05", &"t".to_owned(), 6)]
    {
        project.write("epics/a.md", epic(team, target));
        commit_as(&project, day, (&long, "a@b"), &long);
    }
    let (_, site) = project.build();
    for (path, bytes) in site.files.iter().filter(|(path, _)| has_end(path, "html")) {
        assert!(!String::from_utf8_lossy(bytes).contains(&"x".repeat(1_000)), "{path}");
    }
    let named = |(path, bytes): (&String, &Vec<u8>)| {
        has_end(path, "html") && String::from_utf8_lossy(bytes).contains(&"x".repeat(400))
    };
    assert!(site.files.iter().any(named), "one of them is shown");
}
