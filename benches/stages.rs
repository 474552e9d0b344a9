//! One bench a stage, and the whole build: `cargo bench`, or `cargo bench -- rank` for one.

#[path = "support/generator.rs"]
mod generator;

use backlit::analysis::{Analysis, analyse};
use backlit::backlog::{Backlog, assemble};
use backlit::config::{Config, load};
use backlit::document::Document;
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
            for route in &site.routes {
                let bytes = site.render(route).expect("the built-in templates render");
                publisher.write(&route.path, &bytes).expect("the folder takes files");
            }
            publisher.finish().expect("the folder takes files")
        });
}
