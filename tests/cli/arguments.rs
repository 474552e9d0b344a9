//! Help, completions, and arguments that mean nothing.

use crate::support::Project;
use insta::assert_snapshot;

#[test]
fn help_says_how_to_start() {
    assert_snapshot!(Project::new().run(["--help"]), @r#"
    exit 0
    --- stdout
    Publishes a backlog kept as Markdown in git: what will change, by how much, and what really happened

    Usage: backlit <COMMAND>

    Commands:
      build        Make the site
      serve        Show the site in your browser, and keep it as your files are
      check        Say what is wrong or missing in the files, and what to do
      review       Say what a branch does to the promises, the ranking and the work
      explain      Print the page of a rule
      rules        List the rules of `check`
      schema       Print a JSON Schema of front matter, for editors
      init         Write a backlit.toml, with a preset for repositories of another form
      new          Write a new epic, initiative, team … from a template that asks the right questions
      demo         Make an example with eighteen months of history, to look around in
      rank         Print the ranked list
      export       Print the whole analysis as JSON
      completions  Print a completion script for your shell
      help         Print this message or the help of the given subcommand(s)

    Options:
      -h, --help     Print help
      -V, --version  Print version

    Start here:
      backlit init                     write a backlit.toml for this folder
      backlit new epic "Faster search" write an epic that asks the right questions
      backlit serve --open             look at it while you write
      backlit check                    say what is missing before work begins
      backlit build --open             make the site in _site and look at it

    Exit codes: 0 done · 1 findings that you asked to refuse (--strict, check) · 2 could not run
    "#);
}

#[test]
fn the_version_is_the_crates() {
    let run = Project::new().run(["--version"]);
    assert_eq!((run.code, run.stdout), (0, format!("backlit {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn every_command_has_help() {
    let project = Project::new();
    for command in ["build", "init", "new", "rank", "export", "completions"] {
        let run = project.run([command, "--help"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{command}");
        assert!(run.stdout.contains(&format!("Usage: backlit {command}")), "{command}: {run}");
    }
}

#[test]
fn no_command_is_answered_with_help() {
    let run = Project::new().run([]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("Usage: backlit <COMMAND>"), "{run}");
}

#[test]
fn a_slip_in_a_command_is_answered_with_the_nearest() {
    assert_snapshot!(Project::new().run(["biuld"]), @r"
    exit 2
    --- stderr
    error: unrecognized subcommand 'biuld'

      tip: a similar subcommand exists: 'build'

    Usage: backlit <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn an_unknown_option_is_named() {
    assert_snapshot!(Project::new().run(["build", "--ouptut", "x"]), @r"
    exit 2
    --- stderr
    error: unexpected argument '--ouptut' found

      tip: a similar argument exists: '--output'

    Usage: backlit build --output <OUT> [DIR]

    For more information, try '--help'.
    ");
}

#[test]
fn a_date_that_is_none_is_refused() {
    assert_snapshot!(Project::new().run(["build", "--as-of", "2025-02-30"]), @r"
    exit 2
    --- stderr
    error: invalid value '2025-02-30' for '--as-of <DATE>': `2025-02-30` is not a date: February 2025 has 28 days (Write `2025-02-28`, or the day that is meant.)

    For more information, try '--help'.
    ");
}

#[test]
fn a_web_address_that_is_none_is_refused() {
    for address in ["example.org", "javascript:alert(1)", "https://x/\"><script>", "https://a b"] {
        let run = Project::new().run(["build", "--base-url", address]);
        assert_eq!(run.code, 2, "{run}");
        assert!(run.stderr.contains("is no web address"), "{run}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    assert_snapshot!(Project::new().run(["build", "nowhere"]), @r"
    exit 2
    --- stderr
    error: there is no folder `nowhere`
     |
     = help: Name the folder that holds your Markdown, or `.` for this one.
    ");
}

#[test]
fn every_shell_gets_a_script_that_knows_the_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = Project::new().run(["completions", shell]);
        assert_eq!(run.code, 0, "{run}");
        for word in ["build", "export", "as-of", "strict"] {
            assert!(run.stdout.contains(word), "{shell} doesn't know {word}");
        }
    }
    assert_eq!(Project::new().run(["completions", "tcl"]).code, 2);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let project = Project::example();
    let script = format!("'{}' export . | head -c 1; echo \"${{PIPESTATUS[0]}}\"", env!("CARGO_BIN_EXE_backlit"));
    let output = std::process::Command::new("bash").args(["-c", &script]).current_dir(project.root()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "{0\n", "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn an_empty_environment_is_enough() {
    let project = Project::example();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_backlit"))
        .args(["build", "--as-of", "2025-06-09"])
        .current_dir(project.root())
        .env_clear()
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn what_a_page_long_argument_says_is_quoted_in_part() {
    let (project, long) = (Project::new().epic("A-1", ""), "ab".repeat(50_000));
    for arguments in [["explain", &long], ["build", &format!("--theme={long}")]] {
        let run = project.run(arguments);
        assert_eq!(run.code, 2, "{}", run.stderr.len());
        assert!(run.stderr.len() < 2_000 && run.stderr.contains("abab"), "{} {}", arguments[0], run.stderr.len());
    }
}
