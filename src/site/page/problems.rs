//! Everything that was found, by file.

use super::super::address::relative;
use super::super::markup::{Html, written};
use super::super::plan::{Route, Site};
use super::super::team_cost::Shown;
use super::super::view::{Finding, write_findings};
use super::super::words::{capital, count, grouped, plural};
use super::{Body, Common, Given, Page, once, view};
use crate::diagnostic::{Diagnostic, Severity};
use serde::Serialize;

/// How many files the page lists; the terminal and the export have all.
const FILES: usize = 200;
/// How many findings it lists, in a browser's time.
const FINDINGS: usize = 1_500;

/// The problems.
pub(super) const PAGE: Page = Page {
    name: "problems",
    about: "what is wrong in the files, where, and how to mend it",
    anywhere: false,
    navigation: None,
    routes: |_, page| once(page, "problems.html"),
    body: Body::Html { template: "problems", view: make },
};

#[derive(Debug, Serialize)]
struct Problems {
    counts: Vec<Tally>,
    files: Vec<File>,
    general: Vec<Finding>,
    good: Option<String>,
}

#[derive(Debug, Serialize)]
struct Tally {
    label: String,
    count: String,
    class: &'static str,
}

#[derive(Debug, Serialize)]
struct File {
    path: String,
    href: Option<String>,
    title: Option<String>,
    findings_html: Option<Html>,
    findings: Vec<Finding>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let mut files: Vec<File> = Vec::new();
    let groups = site.diagnostics.chunk_by(|a, b| a.path == b.path);
    let number = groups.clone().count();
    let mut left = FINDINGS;
    for group in groups.take(FILES) {
        let shown = &group[..group.len().min(left)];
        if !shown.is_empty() {
            files.push(file(site, &route.path, shown));
        }
        left -= shown.len();
    }
    let counts = [
        (Severity::Error, "Error", "error"),
        (Severity::Warning, "Warning", "warning"),
        (Severity::Info, "Note", "info"),
    ];
    let counts = counts
        .into_iter()
        .filter_map(|(severity, label, class)| {
            let number = site.diagnostics.iter().filter(|found| found.severity == severity).count();
            let label = if number == 1 { label.to_owned() } else { plural(label) };
            (number > 0).then(|| Tally { label, count: grouped(number), class })
        })
        .collect();
    let good =
        files.is_empty().then(|| "Every file could be read, and every link and reference leads somewhere.".to_owned());
    let (all, of_files) = (count(site.diagnostics.len(), "finding"), count(number, "file"));
    let subtitle = match number {
        0 => String::new(),
        _ if left == 0 && site.diagnostics.len() > FINDINGS => {
            format!("The first {} of {all} in {of_files}; the download has every finding.", grouped(FINDINGS))
        }
        _ if number > FILES => format!("The first {FILES} of {of_files}; the download has every finding."),
        _ => format!("{} in {of_files}.", capital(&all)),
    };
    let common = Common::new(site, route, "Problems").subtitle(subtitle);
    let common = if number > 0 { common.downloads(route, "problems") } else { common };
    view(common, Problems { counts, files, general: Vec::new(), good })
}

/// Shows the findings of one file.
fn file(site: &Site<'_>, page: &str, group: &[Diagnostic]) -> File {
    let path = &*group[0].path;
    let item = site.backlog.index.by_path(path).or_else(|| site.described.get(path).copied());
    let text = item.map(|at| site.text_of(at, path));
    let shown = Shown::new(site.config);
    let finding = |found: &Diagnostic| {
        let text = text.as_deref().filter(|text| shown.may_show(text, found.span.line));
        Finding::of(found, text, None)
    };
    let findings: Vec<Finding> = group.iter().map(finding).collect();
    let (findings_html, findings) = written(site, findings, |html, found| write_findings(html, found));
    File {
        path: path.to_owned(),
        href: item.map(|at| relative(page, &site.addresses.items[at])),
        title: item.map(|at| site.backlog.items[at].title.clone()),
        findings_html,
        findings,
    }
}
