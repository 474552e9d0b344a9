//! One bench a stage, and the whole build: `cargo bench`, or `cargo bench -- rank` for one.

#[path = "support/generator.rs"]
mod generator;

use backlit::analysis::{Analysis, analyse};
use backlit::backlog::{Backlog, assemble};
use backlit::config::{Config, load};
use backlit::document::Document;
use backlit::flow::{FlowItem, History, Labels, Line, Passage, measure};
use backlit::publish::Publisher;
use backlit::site::theme::Theme;
use backlit::site::{Inputs, Site};
use backlit::source::Attachment;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use std::collections::BTreeMap;

/// The date that everything is computed for.
const AS_OF: jiff::civil::Date = jiff::civil::date(2025, 6, 9);
/// How many epics each bench has.
const EPICS: [usize; 2] = [100, 1_000];

fn main() {
    divan::main();
}

/// A backlog with all that its site borrows.
struct Whole {
    config: Config,
    backlog: Backlog,
    analysis: Analysis,
    attachments: BTreeMap<String, Attachment>,
}

impl Whole {
    fn of(epics: usize) -> Self {
        let config = config();
        let backlog = assemble(documents(epics), &config);
        let analysis = analyse(&backlog, &config, "", AS_OF).expect("the default settings hold");
        Self { config, backlog, analysis, attachments: BTreeMap::new() }
    }

    fn site(&self) -> Site<'_> {
        Site::plan(Inputs {
            config: &self.config,
            backlog: &self.backlog,
            analysis: &self.analysis,
            attachments: &self.attachments,
            theme: Theme::load("paper", &BTreeMap::new()).expect("the theme is built in"),
            diagnostics: Vec::new(),
            repository_folder: String::new(),
        })
    }
}

fn config() -> Config {
    load(None, None).expect("the defaults are no mistake").config
}

fn files(epics: usize) -> Vec<(String, Vec<u8>)> {
    generator::backlog(epics)
        .filter(|file| file.path != "backlit.toml")
        .map(|file| (file.path, file.text.into_bytes()))
        .collect()
}

fn documents(epics: usize) -> Vec<Document> {
    read(files(epics))
}

fn read(files: Vec<(String, Vec<u8>)>) -> Vec<Document> {
    files.into_iter().map(|(path, bytes)| Document::read(path.into(), bytes, None)).collect()
}

#[divan::bench(args = EPICS)]
fn a_read_documents(bencher: Bencher<'_, '_>, epics: usize) {
    let files = files(epics);
    bencher.counter(ItemsCount::new(files.len())).with_inputs(|| files.clone()).bench_values(read);
}

#[divan::bench(args = EPICS)]
fn b_assemble(bencher: Bencher<'_, '_>, epics: usize) {
    let config = config();
    bencher.with_inputs(|| documents(epics)).bench_values(|documents| assemble(documents, &config));
}

#[divan::bench(args = EPICS)]
fn c_rank(bencher: Bencher<'_, '_>, epics: usize) {
    let whole = Whole::of(epics);
    bencher.bench(|| analyse(&whole.backlog, &whole.config, "", AS_OF));
}

#[divan::bench(args = EPICS)]
fn d_plan(bencher: Bencher<'_, '_>, epics: usize) {
    let whole = Whole::of(epics);
    bencher.bench(|| black_box(whole.site().routes.len()));
}

#[divan::bench(args = ["epic", "document", "backlog", "wiki", "overview"])]
fn e_render(bencher: Bencher<'_, '_>, page: &str) {
    let whole = Whole::of(1_000);
    let site = whole.site();
    let routes: Vec<_> = site.routes.iter().filter(|route| route.page.name == page).collect();
    bencher.counter(ItemsCount::new(routes.len())).bench(|| {
        for route in &routes {
            black_box(site.render(route).expect("the built-in templates render"));
        }
    });
}

#[divan::bench(args = EPICS)]
fn f_build(bencher: Bencher<'_, '_>, epics: usize) {
    let files = files(epics);
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            (files.clone(), folder.path().join(number.to_string()))
        })
        .bench_local_values(|(files, output)| {
            let config = config();
            let backlog = assemble(read(files), &config);
            let analysis = analyse(&backlog, &config, "", AS_OF).expect("the default settings hold");
            let whole = Whole { config, backlog, analysis, attachments: BTreeMap::new() };
            let site = whole.site();
            let publisher = Publisher::open(&output, &[]).expect("the folder is new");
            for route in site.routes.iter() {
                let bytes = site.render(route).expect("the built-in templates render");
                publisher.write(&route.path, &bytes).expect("the folder takes files");
            }
            publisher.finish().expect("the folder takes files")
        });
}

/// Makes a history of epics with eight changes of state each, in eight teams and fifty initiatives.
fn history(epics: usize, config: &Config) -> History<'_> {
    let start: jiff::Timestamp = "2024-01-01T09:00:00Z".parse().expect("it is an instant");
    let path = [0, 1, 2, 3, 2, 3, 2, 4];
    let item = |at: usize| {
        let begun = i64::try_from(at * 11_113 % 700_000).unwrap_or(0);
        let instant = |step: usize| {
            let minutes = begun + i64::try_from(step * (1 + at % 13) * 1_440).unwrap_or(0);
            start + jiff::SignedDuration::from_mins(minutes)
        };
        let name = |of: &str, count: usize| Some(format!("{of} {}", at % count).into());
        let labels = Labels { team: name("team", 8), initiative: name("initiative", 50), ..Labels::default() };
        let length = if at.is_multiple_of(10) { 5 } else { 8 };
        let passage = |step: usize| Passage { at: instant(step), state: Some(path[step]), commit: None };
        FlowItem {
            id: format!("E{at:05}"),
            item: Some(at),
            passages: (0..length).map(passage).collect(),
            labels: vec![(start, labels)],
            ..FlowItem::default()
        }
    };
    History {
        items: (0..epics).map(item).collect(),
        line: Line::new(&config.workflow, config.flow.start_state),
        commits: &[],
        zone: config.site.timezone.clone(),
        zone_name: String::new(),
        since: None,
        settings: &config.flow,
        as_of: AS_OF,
        allocations: BTreeMap::new(),
    }
}

#[divan::bench(args = [1_000, 10_000])]
fn g_flow(bencher: Bencher<'_, '_>, epics: usize) {
    let berlin = load(Some("[site]\ntimezone = \"Europe/Berlin\"\n"), None).expect("it is no mistake").config;
    let history = history(epics, &berlin);
    bencher.bench(|| measure(&history));
}
