//! The command line: arguments, environment, clock, and what is printed.
//!
//! In: arguments. Out: text and an exit code: 0 done, 1 findings that the caller asked to refuse, 2 could not run.

mod build;
mod cache;
mod check;
mod completions;
mod console;
mod demo;
mod explain;
mod export;
mod init;
mod limits;
mod mining;
mod new;
mod output;
mod parsed;
mod past;
mod print;
mod project;
mod rank;
mod review;
mod rules;
mod schema;
mod serve;
mod traces;

use crate::diagnostic::Error;
use clap::{CommandFactory, Parser, Subcommand};
use console::Console;
use std::ffi::OsString;
use std::num::NonZero;
use std::process::ExitCode;

/// Publishes a backlog kept as Markdown in git: what will change, by how much, and what really happened.
#[derive(Debug, Parser)]
#[command(name = "backlit", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// The most threads that work is shared by.
const MOST_THREADS: usize = 64;

/// What stands below the list of commands.
const AFTER_HELP: &str = "\
Start here:
  backlit init                     write a backlit.toml for this folder
  backlit new epic \"Faster search\" write an epic that asks the right questions
  backlit serve --open             look at it while you write
  backlit check                    say what is missing before work begins
  backlit build --open             make the site in _site and look at it

Exit codes: 0 done · 1 findings that you asked to refuse (--strict, check) · 2 could not run";

/// What Backlit can do.
#[derive(Debug, Subcommand)]
enum Command {
    /// Make the site
    Build(build::Build),
    /// Show the site in your browser, and keep it as your files are
    Serve(serve::Serve),
    /// Say what is wrong or missing in the files, and what to do
    Check(check::Check),
    /// Say what a branch does to the promises, the ranking and the work
    Review(review::ReviewCommand),
    /// Print the page of a rule
    Explain(explain::Explain),
    /// List the rules of `check`
    Rules(rules::Rules),
    /// Print a JSON Schema of front matter, for editors
    Schema(schema::Schema),
    /// Write a backlit.toml, with a preset for repositories of another form
    Init(init::Init),
    /// Write a new epic, initiative, team … from a template that asks the right questions
    New(new::New),
    /// Make an example with eighteen months of history, to look around in
    Demo(demo::Demo),
    /// Print the ranked list
    Rank(rank::Rank),
    /// Print the whole analysis as JSON
    Export(export::Export),
    /// Print a completion script for your shell
    Completions(completions::Completions),
}

/// Runs the command that the arguments name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut console = Console::open();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(message) => return console.usage(&message),
    };
    limits::tell_of_limit();
    if let Err(error) = start_threads() {
        return console.failure(&error);
    }
    let result = match arguments.command {
        Command::Build(command) => command.run(&mut console),
        Command::Serve(command) => command.run(&mut console),
        Command::Check(command) => command.run(&mut console),
        Command::Review(command) => command.run(&mut console),
        Command::Explain(command) => command.run(&mut console),
        Command::Rules(command) => Ok(command.run(&mut console)),
        Command::Schema(command) => command.run(&mut console),
        Command::Init(command) => command.run(&mut console),
        Command::New(command) => command.run(&mut console),
        Command::Demo(command) => command.run(&mut console),
        Command::Rank(command) => command.run(&mut console),
        Command::Export(command) => command.run(&mut console),
        Command::Completions(command) => Ok(command.run(&mut console, &mut Arguments::command())),
    };
    match result {
        Ok(code) => console.code(code),
        Err(error) => console.failure(&error),
    }
}

/// Starts the threads that all commands share; where the system allows none, it would be a panic in the middle of work.
fn start_threads() -> Result<(), Error> {
    let Err(error) = rayon::ThreadPoolBuilder::new().num_threads(threads()).build_global() else { return Ok(()) };
    // Without a cause they were there already.
    let Some(why) = std::error::Error::source(&error) else { return Ok(()) };
    Err(Error::new(format!("can't start a thread: {why}"))
        .hint("Allow more processes (`ulimit -u`) and more memory (`ulimit -v`), or work on fewer cores with `RAYON_NUM_THREADS=1`."))
}

/// Says how many threads to start: as many as there are cores or as were asked for, but never so many that they mostly
/// look for work at each other's, or have no room.
fn threads() -> usize {
    #[expect(clippy::disallowed_methods, reason = "`cli` is where the environment is read")]
    let asked = std::env::var("RAYON_NUM_THREADS").ok().and_then(|count| count.parse().ok());
    let cores = || std::thread::available_parallelism().map_or(1, NonZero::get);
    asked.filter(|count| *count > 0).unwrap_or_else(cores).min(MOST_THREADS).min(limits::threads_with_room())
}
