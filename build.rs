//! Packs the files that are part of the program, so that they take a fourth of the room, and tells the program which
//! commit it was released from, so that the workflows that it writes name an action that nobody can move.
#![expect(clippy::disallowed_methods, reason = "the build has no layers: this is all of it")]

use std::path::{Path, PathBuf};
use std::{env, fs};
use zlib_rs::{DeflateConfig, compress_bound, compress_slice};

/// What is unpacked together, by its name: files, and folders with all in them. Of the example site every folder is
/// listed, so that a site built inside it is no part of it. `src/embedded` reads each.
const PACKS: &[(&str, &[&str])] = &[
    ("templates", &["templates"]),
    ("themes", &["themes"]),
    ("rules", &["docs/rules"]),
    ("numbers", &["docs/ranking", "docs/metrics", "docs/outcomes.md"]),
    ("words", &["src/document/markdown/languages.toml", "src/lint/statement/words.toml"]),
    ("schemas", &["docs/export.schema.json"]),
    (
        "example",
        &[
            "example-site/.mailmap",
            "example-site/backlit.toml",
            "example-site/epics",
            "example-site/initiatives",
            "example-site/objectives",
            "example-site/sprints",
            "example-site/teams",
            "example-site/value-streams",
            "example-site/wiki",
            "example-history",
        ],
    ),
];

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    for (name, places) in PACKS {
        let mut files = Vec::new();
        for place in *places {
            println!("cargo:rerun-if-changed={place}");
            let before = files.len();
            collect(place, &mut files);
            assert!(files.len() > before, "`{place}` has no file: restore it, or take it out of PACKS in build.rs");
        }
        files.sort();
        fs::write(out.join(name), pack(&files)).expect("cargo's folder can be written");
    }
    println!("cargo:rerun-if-env-changed=BACKLIT_COMMIT");
    if let Some(commit) = env::var("BACKLIT_COMMIT").ok().or_else(packaged).filter(|commit| is_commit(commit)) {
        println!("cargo:rustc-env=BACKLIT_RELEASED_FROM={commit}");
    }
}

/// Lists a file, or the files of a folder and of those in it, as they are named from here on every system.
fn collect(place: &str, files: &mut Vec<String>) {
    if !Path::new(place).is_dir() {
        return files.push(place.to_owned());
    }
    for entry in fs::read_dir(place).unwrap_or_else(|error| panic!("`{place}` can't be read: {error}")) {
        let entry = entry.unwrap_or_else(|error| panic!("`{place}` can't be read: {error}"));
        collect(&format!("{place}/{}", entry.file_name().to_string_lossy()), files);
    }
}

/// Packs files: how long all of it is, in four bytes, and then, deflated, a line for each file with its length and path,
/// an empty line, and what stands in the files.
fn pack(files: &[String]) -> Vec<u8> {
    let mut list = String::new();
    let mut contents = Vec::new();
    for path in files {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("`{path}` can't be read: {error}"));
        list.extend([&bytes.len().to_string(), " ", path, "\n"]);
        contents.extend(bytes);
    }
    let plain = [list.as_bytes(), b"\n", &contents].concat();
    let mut room = vec![0; compress_bound(plain.len())];
    let best = DeflateConfig { level: 9, mem_level: 9, ..DeflateConfig::default() };
    let (packed, _) = compress_slice(&mut room, &plain, best);
    assert!(!packed.is_empty(), "there was room for the worst case");
    let length = u32::try_from(plain.len()).expect("a program is smaller");
    [&length.to_le_bytes(), &*packed].concat()
}

/// What `cargo package` noted in the archive of a release.
fn packaged() -> Option<String> {
    let text = fs::read_to_string(".cargo_vcs_info.json").ok()?;
    Some(text.split("\"sha1\"").nth(1)?.split('"').nth(1)?.to_owned())
}

fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
