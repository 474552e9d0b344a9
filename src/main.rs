//! The `backlit` command.

use std::process::ExitCode;

#[expect(clippy::disallowed_methods, reason = "the binary hands the arguments to `cli`")]
fn main() -> ExitCode {
    backlit::cli::run(std::env::args_os())
}
