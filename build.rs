//! Tells cargo which folders are embedded, so that a new template or theme file is built in.

fn main() {
    for folder in ["templates", "themes", "docs", "presets"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
