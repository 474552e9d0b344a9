//! What every fuzz target calls, and the tests with it: any bytes at all end in a value or in a finding.
//!
//! In: bytes. Out: nothing; a panic is a fault. The tests put few and short bytes through, `cargo fuzz` many.

use backlit::analysis::{analyse, export};
use backlit::backlog::{Backlog, assemble};
use backlit::config::{self, Config};
use backlit::document::markdown::{AsWritten, Highlighter, RenderOptions, render};
use backlit::document::{Document, Duration, Quantity, parse_date, parse_target};
use backlit::report::format::json_text;
use backlit::site::theme::Theme;
use backlit::source::{Origin, Revision, When};
use jiff::civil::date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

pub(crate) mod shown;

/// A target: its name, and what it calls.
pub(crate) type Entry = (&'static str, fn(&[u8]));

/// Every target.
pub(crate) const ENTRIES: &[Entry] = &[
    ("front_matter", front_matter),
    ("quantity", quantity),
    ("date", a_date),
    ("formula", formula),
    ("configuration", configuration),
    ("template", template),
    ("markdown", markdown),
    ("git_reader", git_reader),
    ("site", shown::site),
    ("review", shown::review),
    ("review_file", shown::review_file),
];

/// Reads a file, and computes everything from it; each finding stands on whole characters of the file.
pub(crate) fn front_matter(bytes: &[u8]) {
    let backlog = assemble(vec![Document::read("epics/a.md".into(), bytes.to_vec(), None)], &Config::default());
    // One that isn't to be published isn't there.
    let Some(text) = backlog.documents.first().map(|document| &document.text) else { return };
    assert_eq!(backlog.items.len(), 1);
    assert!(backlog.diagnostics.iter().all(|found| text.get(found.span.range(text)).is_some()));
    through(&backlog, &Config::default(), "");
}

/// Reads quantities, targets and durations; what was read is read again from what is shown.
pub(crate) fn quantity(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(read) = Quantity::parse(&text) {
        let shown = read.to_string();
        let again = Quantity::parse(&shown);
        assert!(again.is_ok_and(|again| again.value == read.value), "{text:?} is shown as {shown:?}");
        assert!(text.contains("NaN") || !read.short().contains("NaN"));
    }
    let _ = parse_target(&text);
    let _ = Duration::parse(&text);
}

/// Reads a date.
pub(crate) fn a_date(bytes: &[u8]) {
    if let Ok(read) = parse_date(&String::from_utf8_lossy(bytes)) {
        assert!(read.value.first_day() <= read.value.last_day());
    }
}

/// Ranks one epic by a formula.
pub(crate) fn formula(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).replace("'''", "");
    let text = format!("[ranking]\nmethod = \"formula\"\nformula = '''{text}'''\n");
    if let Ok(loaded) = config::load(Some(&text), None) {
        let epic = "---\nscores: { impact: 9, effort: 4, risk: 5, time_to_value: 3 }\n---\n";
        let backlog = assemble(vec![Document::read("epics/a.md".into(), epic.into(), None)], &loaded.config);
        through(&backlog, &loaded.config, &text);
    }
}

/// Reads a configuration, and a backlog under it.
pub(crate) fn configuration(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(loaded) = config::load(Some(&text), None) {
        let epic = "---\nid: A-1\nstatus: in-progress\ntype: feature\n---\n";
        let backlog = assemble(vec![Document::read("epics/a.md".into(), epic.into(), None)], &loaded.config);
        through(&backlog, &loaded.config, &text);
    }
}

/// Reads a template of a site's own in place of one of ours.
pub(crate) fn template(bytes: &[u8]) {
    let own = BTreeMap::from([("templates/page/epic.html".to_owned(), bytes.to_vec())]);
    let _ = Theme::load("paper", &own);
}

/// Renders prose; nothing that runs comes out of it.
pub(crate) fn markdown(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let rendered = render(&text, &AsWritten, &Highlighter::new(), &RenderOptions::default());
    let html = rendered.html.to_lowercase();
    for forbidden in ["<script", "<iframe", "<object", "<embed", "<base", "<form", "<style", "href=\"javascript:"] {
        assert!(!html.contains(forbidden), "{forbidden} comes out of {text:?}");
    }
}

/// Reads a repository of which one file is these bytes.
pub(crate) fn git_reader(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    repository(folder.path(), (*which, bytes));
    let config = Config::default();
    if let Some(head) = Revision::head(folder.path()) {
        let _ = head.read(&config);
        let _ = head.own_files();
        let _ = head.common_with(&head);
    }
    let name = String::from_utf8_lossy(bytes).into_owned();
    for name in ["HEAD~1", "main", name.as_str()] {
        let _ = Revision::find(folder.path(), &When::Name(name.to_owned()), &TimeZone::UTC);
    }
    let _ = Origin::Folder(folder.path().to_owned()).date();
}

/// Takes a backlog through every stage that computes.
fn through(backlog: &Backlog, config: &Config, text: &str) {
    if let Ok(analysis) = analyse(backlog, config, text, date(2025, 6, 9)) {
        let written = backlog.documents.iter().any(|document| document.text.contains("NaN")) || text.contains("NaN");
        assert!(written || !json_text(&export(backlog, &analysis, &backlog.diagnostics)).contains("NaN"));
    }
}

/// Writes a small repository by hand; the first byte says which of its files is another.
fn repository(folder: &Path, (which, bytes): (u8, &[u8])) {
    let blob = b"---\nid: A-1\nstatus: ready\n---\n";
    let ids = ["a", "b", "c", "d"].map(|digit| digit.repeat(40));
    let entry = |mode: &str, name: &str, digit: u8| [format!("{mode} {name}\0").as_bytes(), &[digit; 20]].concat();
    let commit = format!("tree {}\nauthor A <a@x> 1700000000 +0000\ncommitter A <a@x> 1700000000 +0000\n\nx\n", ids[1]);
    let object =
        |kind: &str, content: &[u8]| stored(&[format!("{kind} {}\0", content.len()).as_bytes(), content].concat());
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("HEAD".to_owned(), b"ref: refs/heads/main\n".to_vec()),
        ("config".to_owned(), b"[core]\n\trepositoryformatversion = 0\n".to_vec()),
        ("refs/heads/main".to_owned(), format!("{}\n", ids[0]).into_bytes()),
        ("packed-refs".to_owned(), Vec::new()),
        ("shallow".to_owned(), Vec::new()),
        ("objects/info/alternates".to_owned(), Vec::new()),
        (path(&ids[0]), object("commit", commit.as_bytes())),
        (path(&ids[1]), object("tree", &entry("40000", "epics", 0xcc))),
        (path(&ids[2]), object("tree", &entry("100644", "a.md", 0xdd))),
        (path(&ids[3]), object("blob", blob)),
    ];
    let kinds = ["commit", "tree", "tree", "blob"];
    let at = usize::from(which) % (files.len() + kinds.len());
    match at.checked_sub(files.len()) {
        None => files[at].1 = bytes.to_vec(),
        Some(kind) => files[6 + kind].1 = object(kinds[kind], bytes),
    }
    for (name, content) in files.into_iter().filter(|(_, content)| !content.is_empty()) {
        let file = folder.join(".git").join(name);
        fs::create_dir_all(file.parent().expect("it has a folder")).expect("a folder can be made");
        fs::write(file, content).expect("a file can be written");
    }
}

/// Gives the file of a loose object.
fn path(id: &str) -> String {
    format!("objects/{}/{}", &id[..2], &id[2..])
}

/// Writes bytes as git does, in blocks that aren't compressed.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    let mut written = vec![0x78, 0x01];
    let mut blocks = bytes.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        let len = u16::try_from(block.len()).unwrap_or(u16::MAX);
        written.push(u8::from(blocks.peek().is_none()));
        written.extend(len.to_le_bytes());
        written.extend((!len).to_le_bytes());
        written.extend(block);
    }
    written.extend((b << 16 | a).to_be_bytes());
    written
}
