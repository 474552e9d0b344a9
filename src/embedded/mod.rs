//! The files that are part of the program: templates, themes, pages of the documentation, word lists, the example.
//!
//! In: what `build.rs` packed. Out: any of these files, by its path in the repository. A pack is unpacked when one of its
//! files is first asked for, and kept.

use std::sync::LazyLock;
use zlib_rs::{InflateConfig, decompress_slice};

/// What pages are made with.
pub(crate) static TEMPLATES: Pack = Pack::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/templates"))));

/// What pages look like.
pub(crate) static THEMES: Pack = Pack::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/themes"))));

/// The page of each rule.
pub(crate) static RULES: Pack = Pack::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/rules"))));

/// What is said of ranking methods, metrics and outcomes.
pub(crate) static NUMBERS: Pack = Pack::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/numbers"))));

/// Words of sentences, and of languages that code is written in.
pub(crate) static WORDS: Pack = Pack::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/words"))));

/// What files are written by.
pub(crate) static SCHEMAS: Pack = Pack::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/schemas"))));

/// The example site and how it came about.
pub(crate) static EXAMPLE: Pack = Pack::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/example"))));

/// Files that are unpacked together.
pub(crate) struct Pack(LazyLock<Vec<File>>);

/// A file: its path from the top of the repository, and what stands in it.
type File = (&'static str, &'static [u8]);

impl Pack {
    const fn new(unpack: fn() -> Vec<File>) -> Self {
        Self(LazyLock::new(unpack))
    }

    /// What stands in a file.
    pub(crate) fn bytes(&self, path: &str) -> Option<&'static [u8]> {
        let at = self.0.binary_search_by_key(&path, |(path, _)| path).ok()?;
        Some(self.0[at].1)
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> Option<&'static str> {
        std::str::from_utf8(self.bytes(path)?).ok()
    }

    /// The files below a folder, which ends in `/`, by their paths from there.
    pub(crate) fn below(&self, folder: &str) -> impl Iterator<Item = File> {
        self.0.iter().filter_map(move |(path, bytes)| Some((path.strip_prefix(folder)?, *bytes)))
    }
}

/// Unpacks what the build packed. All of it stays until the end, as the files are asked for again and again.
fn unpack(packed: &[u8]) -> Vec<File> {
    let (length, packed) = packed.split_first_chunk().expect("a pack begins with its length");
    let length = u32::from_le_bytes(*length) as usize;
    let mut plain = vec![0; length];
    let (whole, _) = decompress_slice(&mut plain, packed, InflateConfig::default());
    assert_eq!(whole.len(), length, "a pack is whole");
    files(plain.leak()).expect("a pack begins with its files")
}

/// Cuts a pack into its files.
fn files(plain: &'static [u8]) -> Option<Vec<File>> {
    let end = plain.windows(2).position(|pair| pair == b"\n\n")?;
    let mut rest = &plain[end + 2..];
    let lines = std::str::from_utf8(&plain[..end]).ok()?.lines();
    lines
        .map(|line| {
            let (length, path) = line.split_once(' ')?;
            let (bytes, after) = rest.split_at_checked(length.parse().ok()?)?;
            rest = after;
            Some((path, bytes))
        })
        .collect()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the files on the disk are what is compared with")]
mod tests {
    use super::{EXAMPLE, NUMBERS, Pack, RULES, SCHEMAS, TEMPLATES, THEMES, WORDS};
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    /// What each pack is made of.
    const PACKS: [(&Pack, &[&str]); 7] = [
        (&TEMPLATES, &["templates"]),
        (&THEMES, &["themes"]),
        (&RULES, &["docs/rules"]),
        (&NUMBERS, &["docs/metrics", "docs/outcomes.md", "docs/ranking"]),
        (&WORDS, &["src/document/markdown/languages.toml", "src/lint/statement/words.toml"]),
        (&SCHEMAS, &["docs/export.schema.json"]),
        (
            &EXAMPLE,
            &[
                "example-history",
                "example-site/.mailmap",
                "example-site/backlit.toml",
                "example-site/epics",
                "example-site/initiatives",
                "example-site/objectives",
                "example-site/sprints",
                "example-site/teams",
                "example-site/value-streams",
                "example-site/wiki",
            ],
        ),
    ];

    #[test]
    fn every_file_comes_out_as_it_is_on_the_disk_and_no_other() {
        let top = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (pack, places) in PACKS {
            let mut expected = BTreeMap::new();
            for place in places {
                let before = expected.len();
                for entry in walkdir::WalkDir::new(top.join(place)).into_iter().map(Result::unwrap) {
                    if entry.file_type().is_file() {
                        let path = entry.path().strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
                        expected.insert(path, fs::read(entry.path()).unwrap());
                    }
                }
                assert!(expected.len() > before, "{place} has no files");
            }
            let found = pack.below("").map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
            assert!(found.collect::<BTreeMap<_, _>>() == expected, "{places:?}");
            for (path, bytes) in &expected {
                assert_eq!(pack.bytes(path), Some(bytes.as_slice()), "{path}");
            }
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_none() {
        assert_eq!(RULES.text("docs/rules/nothing.md"), None);
        assert_eq!(RULES.below("docs/ranking/").count(), 0);
        assert!(EXAMPLE.text("example-site/wiki/images/onboarding.png").is_none(), "it is no text");
    }

    #[test]
    fn a_pack_cut_short_is_no_pack() {
        for short in [&b""[..], b"5 a\n", b"5 a\n\nfour", b"a\n\nb", b"5 a\n6 b\n\nfive.six"] {
            assert_eq!(super::files(short), None);
        }
        assert_eq!(super::files(b"1 a\n0 b/c\n\nx"), Some(vec![("a", &b"x"[..]), ("b/c", b"")]));
    }
}
