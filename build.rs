//! Tells cargo which folders are embedded, so that a new template or theme file is built in, and the program which
//! commit it was released from, so that the workflows that it writes name an action that nobody can move.
#![expect(clippy::disallowed_methods, reason = "the build has no layers: this is all of it")]

use std::{env, fs};

fn main() {
    for folder in ["templates", "themes", "docs", "presets", "workflows"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    println!("cargo:rerun-if-env-changed=BACKLIT_COMMIT");
    if let Some(commit) = env::var("BACKLIT_COMMIT").ok().or_else(packaged).filter(|commit| is_commit(commit)) {
        println!("cargo:rustc-env=BACKLIT_RELEASED_FROM={commit}");
    }
}

/// What `cargo package` noted in the archive of a release.
fn packaged() -> Option<String> {
    let text = fs::read_to_string(".cargo_vcs_info.json").ok()?;
    Some(text.split("\"sha1\"").nth(1)?.split('"').nth(1)?.to_owned())
}

fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
