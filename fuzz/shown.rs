//! What strangers' text is shown in: every page of a site, findings and reviews in every form.
//!
//! In: bytes. Out: nothing; a panic is a fault, and so is what would act instead of being read.

use backlit::analysis::{Analysis, analyse, lint_facts};
use backlit::backlog::{Backlog, Trees, assemble, assemble_with};
use backlit::config::Config;
use backlit::diagnostic::Diagnostic;
use backlit::document::Document;
use backlit::lint::{Context, Facts, fingerprints, mend};
use backlit::report::format::{FORMATS, Findings};
use backlit::report::review::{FORMS, Options, comment, json, read as read_review};
use backlit::review::{About, Review, State, review as compare};
use backlit::site::theme::Theme;
use backlit::site::{Inputs, Inspection, Site, review_page};
use jiff::civil::date;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The look of pages, which takes longer to read than a page to make.
static THEME: LazyLock<Arc<Theme>> =
    LazyLock::new(|| Theme::load("paper", &BTreeMap::new()).expect("the theme is built in"));

/// Where a document may be; a digit before it says where it is.
const PATHS: [&str; 8] = [
    "epics/b.md",
    "initiatives/b.md",
    "objectives/b.md",
    "teams/b.md",
    "value-streams/b.md",
    "sprints/b.md",
    "notes/b.md",
    "index.md",
];

/// Renders the whole site of one document beside an epic that it can name, and says what is wrong with it in every form;
/// a check finds what the site does, and what mends a document leaves one that can be read.
pub(crate) fn site(bytes: &[u8]) {
    let (path, bytes) = placed(bytes);
    let (config, attachments) = (Config::default(), BTreeMap::new());
    let (backlog, analysis, facts) = read((path, bytes), &config);
    let lists = analysis.live_lists.diagnostics();
    let diagnostics: Vec<Diagnostic> = backlog.diagnostics.iter().chain(lists).cloned().collect();
    let (config, backlog, attachments, repository_folder) = (&config, &backlog, &attachments, String::new());
    let plan = Site::plan(Inputs {
        config,
        backlog,
        analysis: &analysis,
        attachments,
        theme: Arc::clone(&THEME),
        diagnostics: diagnostics.clone(),
        repository_folder: String::new(),
    });
    for route in plan.routes.iter() {
        let page = plan.render(route).expect("the built-in templates render");
        if route.path.rsplit('.').next() == Some("html") {
            safe(&String::from_utf8_lossy(&page), &["<iframe", "<object", "<embed", "<base", "href=\"javascript:"]);
        }
    }
    let facts = Arc::new(facts);
    let found =
        Inspection { config, backlog, facts: facts.clone(), attachments, diagnostics, repository_folder }.findings();
    assert_eq!(found.len(), plan.diagnostics.len() + plan.advice.len(), "{found:?}");
    in_every_form(backlog, &found);
    for mended in mend(&Context::new(backlog, config, &facts), &found) {
        let again = assemble(vec![Document::read(mended.path, mended.after.into_bytes(), None)], config);
        assert!(!again.items[0].broken);
    }
}

/// Reviews a change from one document to another, which a zero byte parts, in every form; what is kept of it is read again.
pub(crate) fn review(bytes: &[u8]) {
    let (path, bytes) = placed(bytes);
    let at = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let config = Config::default();
    let [before, after] = [&bytes[..at], bytes.get(at + 1..).unwrap_or_default()].map(|bytes| {
        let (backlog, analysis, _) = read((path, bytes), &config);
        (backlog, analysis)
    });
    let state = |side| {
        let (backlog, analysis): &(Backlog, Analysis) = side;
        State { backlog, analysis, config: &config, config_text: "", findings: &backlog.diagnostics }
    };
    let made = compare(state(&before), state(&after), About::default());
    let kept = in_every_review(&made);
    // Only very long texts are cut when it is read, and only once.
    let again = read_review(&kept).expect("what is kept can be read");
    assert_eq!(read_review(&in_every_review(&again)).expect("so it can again"), again);
}

/// Reads a review that anyone may have written, and shows it in every form.
pub(crate) fn review_file(bytes: &[u8]) {
    if let Ok(review) = read_review(&String::from_utf8_lossy(bytes)) {
        in_every_review(&review);
    }
}

/// Writes a review in every form, and gives what is kept of it.
fn in_every_review(review: &Review) -> String {
    let options = Options { repository: "https://github.com/acme/wiki", ..Options::default() };
    for form in FORMS {
        let written = (form.write)(review, &options);
        still(form.name, &written);
        assert!(form.name == "github" || !written.lines().any(|line| line.trim_start().starts_with("::")));
    }
    assert!(comment(review, &options).len() < 65_536);
    safe(
        &review_page(review, &THEME).expect("the built-in template renders"),
        &["<script", "<iframe", "<img", "href=\"javascript:"],
    );
    json(review, &options)
}

/// Writes findings in every form.
fn in_every_form(backlog: &Backlog, list: &[Diagnostic]) {
    let prints = fingerprints(backlog, list);
    let text_of = |path: &str| backlog.documents.iter().find(|one| *one.path == *path).map(|one| one.text.as_str());
    let (fingerprints, files) = (|| &prints[..], backlog.items.len());
    let findings = Findings {
        list,
        fingerprints: &fingerprints,
        text_of: &text_of,
        folder: "",
        files,
        as_of: "2025-06-09".to_owned(),
    };
    for format in FORMATS {
        let written = (format.write)(&findings);
        still(format.name, &written);
    }
}

/// Fails where a text makes a terminal do more than begin a line or take a colour.
fn still(form: &str, written: &str) {
    let colour =
        |code: &str| matches!(code, "0" | "1" | "2" | "31" | "32" | "33" | "34" | "35" | "36") || code.starts_with('9');
    let mut parts = written.split("\u{1b}[");
    let first = parts.next();
    let rest = parts.map(|part| {
        let (codes, rest) = part.split_once('m').unwrap_or_default();
        assert!(!codes.is_empty() && codes.split(';').all(colour), "{form} acts: {written:?}");
        rest
    });
    let acts = |part: &str| part.contains(|c: char| c.is_control() && c != '\n');
    assert!(!first.into_iter().chain(rest).any(acts), "{form} acts: {written:?}");
}

/// Fails where a page holds what runs, or what leads elsewhere.
fn safe(page: &str, forbidden: &[&str]) {
    let page = page.to_lowercase();
    for forbidden in forbidden {
        assert!(!page.contains(forbidden), "{forbidden} is in {page}");
    }
}

/// Parts a document from the digit that says where it is.
fn placed(bytes: &[u8]) -> (&'static str, &[u8]) {
    match bytes {
        [at @ b'0'..=b'7', rest @ ..] => (PATHS[usize::from(at - b'0')], rest),
        _ => (PATHS[0], bytes),
    }
}

/// Reads a document beside an epic, and computes everything.
fn read((path, bytes): (&str, &[u8]), config: &Config) -> (Backlog, Analysis, Facts) {
    let epic = "---\nid: A-1\nstatus: in-progress\nscores: { impact: 9, effort: 3 }\noutcomes: [{ metric: Rate, baseline: 70%, target: 90%, by: 2025-Q2 }]\n---\n# A\n[[B-1]]\n";
    let documents = [("epics/a.md", epic.as_bytes()), (path, bytes)];
    let documents = documents.map(|(path, bytes)| Document::read(path.into(), bytes.to_vec(), None));
    let backlog = assemble_with(documents.into(), config, Trees::Keep);
    let analysis = analyse(&backlog, config, "", date(2025, 6, 9)).expect("the default settings hold");
    let facts = lint_facts(&backlog, &analysis);
    (backlog, analysis, facts)
}
