//! What is found without an analysis and a plan is what both find.

use backlit::analysis::{analyse, inspect, lint_facts};
use backlit::backlog::assemble;
use backlit::config::load;
use backlit::diagnostic::{Diagnostic, sort};
use backlit::document::Document;
use backlit::site::theme::{OwnFiles, Theme};
use backlit::site::{Inputs, Inspection, Site};
use backlit::source::Origin;
use std::collections::BTreeMap;
use std::path::Path;

/// Documents with a fault of every stage: references, links, addresses, lists, rules.
const FAULTY: [(&str, &str); 7] = [
    (
        "epics/x-1.md",
        "---\nid: X-1\nteam: nobody\ndepends_on: [X-2, X-404]\nstatus: ready\n---\n[a](gone.md) [[Nowhere]]\n",
    ),
    ("epics/x-2.md", "---\nid: X-2\ndepends_on: X-1\nscores: { impact: 99, effort: soon }\nstatus: odd\n---\n"),
    ("epics/x-3.md", "---\nid: x-2\noutcomes:\n  - metric: Build the thing\n    target: 5%\n---\n"),
    ("epics/x-4.md", "---\nid: X-4\nstatus: in-progress\ndebt_agreement: { taken_by: X-405 }\n---\n"),
    ("teams/t.md", "---\nid: t-9\nwip_limit: 0\ncost_per_week: many\n---\n"),
    (
        "wiki/lists.md",
        "```backlit\nlist epics\n```\n\n```backlit\nteam: nobody\nsort: luck\n```\n\n```backlit\nkind: page\n```\n",
    ),
    ("wiki/Lists.md", "Twice.\n"),
];

/// Ways to rank, of which each gives the rules something else.
const SETTINGS: [&str; 4] = [
    "",
    "[ranking]\nmethod = \"wsjf\"\n",
    "[ranking]\nmethod = \"moscow\"\n",
    "[rules]\nmissing-owner = \"off\"\nbroken-anchor = \"error\"\n[site]\nrepository = \"https://example.org/r\"\n",
];

#[test]
fn a_check_finds_what_a_plan_finds() {
    let config = load(None, None).unwrap().config;
    let source = Origin::Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site")).read(&config).unwrap();
    let files: Vec<(String, Vec<u8>)> =
        source.files.into_iter().map(|file| (file.path.to_string(), file.bytes)).collect();
    for text in SETTINGS {
        let config = load(Some(text), None).unwrap().config;
        let faulty = FAULTY.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        let documents = files.iter().cloned().chain(faulty);
        let documents = documents.map(|(path, bytes)| Document::read(path.into(), bytes, None)).collect();
        let backlog = assemble(documents, &config);
        let as_of = jiff::civil::date(2025, 6, 9);
        let analysis = analyse(&backlog, &config, text, as_of).unwrap();
        let alone = inspect(&backlog, (&config, text), as_of).unwrap();
        assert_eq!(format!("{:#?}", alone.facts), format!("{:#?}", lint_facts(&backlog, &analysis)));
        let lists: Vec<&Diagnostic> = analysis.live_lists.diagnostics().collect();
        assert_eq!(alone.live_lists.iter().collect::<Vec<_>>(), lists);
        assert!(!lists.is_empty());

        let found: Vec<Diagnostic> = backlog.diagnostics.iter().chain(lists).cloned().collect();
        let attachments = BTreeMap::new();
        let plan = Site::plan(Inputs {
            config: &config,
            backlog: &backlog,
            analysis: &analysis,
            attachments: &attachments,
            theme: Theme::load("paper", &OwnFiles::default()).unwrap(),
            diagnostics: found.clone(),
            repository_folder: "docs/".to_owned(),
        });
        let plan = plan.into_plan();
        let mut planned = [plan.diagnostics, plan.advice].concat();
        sort(&mut planned);
        let inspection = Inspection {
            config: &config,
            backlog: &backlog,
            facts: alone.facts,
            attachments: &attachments,
            diagnostics: found,
            repository_folder: "docs/".to_owned(),
        };
        let found = inspection.findings();
        assert_eq!(found, planned, "{text}");
        let rules = ["unknown-id", "broken-link", "address-clash", "live-list", "unknown-state", "output-not-outcome"];
        for rule in rules {
            assert!(found.iter().any(|one| one.rule == rule), "{rule}");
        }
    }
}
