//! The site as the files are, made anew after each change.
//!
//! In: a folder and the files that changed. Out: what the server shows. Never dies of a mistake in a file: what was
//! good last stays, with what is wrong over it.

use super::super::build::inputs;
use super::super::console::Console;
use super::super::project::{Folder, Project};
use super::Look;
use super::files::News;
use super::memory::{Change, Differs, Memory};
use super::notes::notes;
use super::pages::pages;
use super::reviewer::Reviewer;
use crate::diagnostic::{Diagnostic, Error, Severity};
use crate::publish::server::Shown;
use crate::report::terminal;
use crate::site::Site;
use self_cell::self_cell;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::watch;

/// How many findings stand over a page.
const SHOWN: usize = 5;

self_cell!(
    /// A project with the site that is planned from it.
    pub(super) struct Live {
        owner: Project,
        #[covariant]
        dependent: Site,
    }
);

/// The preview of a folder.
pub(super) struct Preview {
    memory: Memory,
    root: PathBuf,
    output: PathBuf,
    /// Files that were changed since the start, by path from the root: what is wrong in them is shown.
    touched: BTreeSet<String>,
    live: Arc<Live>,
    reviewer: Option<Arc<Reviewer>>,
    sender: watch::Sender<Shown>,
}

impl Preview {
    /// Reads the folder; a configuration that can't be used is told at once, as there is no good page yet.
    pub(super) fn start(folder: Folder, look: Look, console: &mut Console) -> Result<Self, Error> {
        let root = folder.root().canonicalize().unwrap_or_else(|_| folder.root().to_owned());
        let mut memory = Memory::new(folder, look);
        let live = load(&mut memory, &Change { news: News::Everything, commits: true }, None, console)?;
        let output = root.join(&live.borrow_owner().config.site.output);
        let reviewer = memory.look().review.clone().map(|name| Arc::new(Reviewer::new(name, console)));
        if let Some(reviewer) = &reviewer {
            reviewer.check(live.borrow_owner())?;
        }
        let pages = pages(&live, reviewer.as_ref());
        let sender = watch::Sender::new(Shown { pages, notes: notes(&live), trouble: None, saved: None });
        Ok(Self { memory, root, output, touched: BTreeSet::new(), live, reviewer, sender })
    }

    /// Gives the folder of a build, whose changes say nothing.
    pub(super) fn output(&self) -> PathBuf {
        self.output.clone()
    }

    /// Gives what the server listens to.
    pub(super) fn subscribe(&self) -> watch::Receiver<Shown> {
        self.sender.subscribe()
    }

    /// Makes the site anew after a change of files.
    pub(super) fn refresh(&mut self, files: &BTreeSet<PathBuf>, console: &mut Console) {
        let change = change(&self.root, files);
        let named: Vec<String> = files.iter().filter_map(|file| relative(&self.root, file)).collect();
        self.touched.extend(named.iter().cloned());
        let templates = named.iter().any(|path| path.starts_with("templates/") || path.starts_with("themes/"));
        let made = load(&mut self.memory, &change, Some((&self.live, templates)), console);
        let mut old = None;
        let (trouble, saved) = match made {
            Ok(live) => {
                let trouble = self.trouble(&live);
                let page = |path: &String| live.borrow_dependent().page_of(path).map(Arc::from);
                let saved = named.iter().rev().find_map(page).filter(|_| self.memory.look().follow);
                old = Some(std::mem::replace(&mut self.live, live));
                (trouble, saved)
            }
            Err(error) => {
                let trouble = Trouble {
                    title: "This can't be used, so the last good page is shown".to_owned(),
                    texts: vec![terminal::failure(&error)],
                };
                (Some(trouble), None)
            }
        };
        let trouble = trouble.map(|trouble| self.say(&trouble, console));
        let before = self.sender.borrow().clone();
        // A save is several events: the page of the file stays until another one is saved.
        let saved = saved.or(before.saved);
        let (pages, notes) = if old.is_some() {
            (pages(&self.live, self.reviewer.as_ref()), notes(&self.live))
        } else {
            (before.pages, before.notes)
        };
        self.sender.send_replace(Shown { pages, notes, trouble, saved });
    }

    /// Writes what stands over the page, and says it in the terminal where it is not what was said last.
    fn say(&self, trouble: &Trouble, console: &mut Console) -> Arc<str> {
        let overlay = trouble.overlay();
        if self.sender.borrow().trouble.as_ref() != Some(&overlay) {
            for text in &trouble.texts {
                console.note(text);
            }
        }
        overlay
    }

    /// Gathers what is wrong in the files that were changed.
    fn trouble(&self, live: &Live) -> Option<Trouble> {
        let site = live.borrow_dependent();
        let wrong: Vec<&Diagnostic> = site
            .diagnostics
            .iter()
            .filter(|found| found.severity != Severity::Info && self.touched.contains(&*found.path))
            .collect();
        if wrong.is_empty() {
            return None;
        }
        let texts: Vec<String> = wrong
            .iter()
            .take(SHOWN)
            .map(|found| terminal::finding(found, live.borrow_owner().text_of(&found.path)))
            .collect();
        let title = match wrong.len() {
            1 => "One thing is wrong in what you changed".to_owned(),
            count if count > SHOWN => {
                format!("{count} things are wrong in what you changed; here are the first {SHOWN}")
            }
            count => format!("{count} things are wrong in what you changed"),
        };
        Some(Trouble { title, texts })
    }
}

/// What is wrong with the last change.
struct Trouble {
    title: String,
    texts: Vec<String>,
}

impl Trouble {
    /// Writes what stands over the page.
    fn overlay(&self) -> Arc<str> {
        let finding = |text: &String| {
            let block = block(text);
            let (message, excerpt) = block.split_once('\n').unwrap_or((&block, ""));
            json!({ "message": message, "excerpt": excerpt })
        };
        let findings: Vec<serde_json::Value> = self.texts.iter().map(finding).collect();
        json!({ "title": self.title, "findings": findings }).to_string().into()
    }
}

/// Reads what changed and plans the site; with templates that changed, a page of each kind must be possible.
fn load(
    memory: &mut Memory,
    change: &Change,
    before: Option<(&Live, bool)>,
    console: &mut Console,
) -> Result<Arc<Live>, Error> {
    let loaded = memory.load(change, before.map(|(live, _)| live.borrow_owner()), console)?;
    let theme = memory.theme(&loaded.project)?;
    let mut project = loaded.project;
    let found = std::mem::take(&mut project.diagnostics);
    let base = memory.look().base_path.clone();
    let like = before.map(|(live, _)| live.borrow_dependent()).filter(|_| loaded.differs != Differs::Otherwise);
    let live = Live::new(project, |project| Site::plan_after(inputs(project, theme, found), like).served_under(&base));
    if before.is_some_and(|(_, templates)| templates) {
        try_templates(&live)?;
    }
    memory.accept(loaded.files);
    Ok(Arc::new(live))
}

/// Says what files that were named mean.
fn change(root: &Path, files: &BTreeSet<PathBuf>) -> Change {
    let mut change = Change { news: News::Files(BTreeSet::new()), commits: false };
    for file in files {
        match (relative(root, file), &mut change.news) {
            (Some(path), _) if path == ".git" || path.starts_with(".git/") => change.commits = true,
            (Some(path), News::Files(named)) => drop(named.insert(path)),
            // A folder of git that stands elsewhere.
            (None, _) if !file.starts_with(root) => change.commits = true,
            _ => change = Change { news: News::Everything, commits: true },
        }
    }
    change
}

/// Renders one page of each kind: a template that can't be used shows before anyone opens its pages.
fn try_templates(live: &Live) -> Result<(), Error> {
    let site = live.borrow_dependent();
    let mut tried = BTreeSet::new();
    for route in site.routes.iter() {
        if route.page.template().is_some_and(|template| tried.insert(template)) {
            site.render(route)?;
        }
    }
    Ok(())
}

/// Takes the colours of a terminal out of a text.
pub(super) fn block(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// Gives a path from the root, with `/`.
fn relative(root: &Path, file: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        file.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/")).filter(|path| !path.is_empty())
}
