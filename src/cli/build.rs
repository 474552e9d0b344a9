//! `backlit build`: the site, whole or not at all.

mod copies;
mod note;
mod reworded;
mod standing;

use super::console::{Console, REFUSED};
use super::project::{Folder, Project, Ready};
use crate::backlog::Backlog;
use crate::diagnostic::{Diagnostic, Error, Severity};
use crate::order::Order;
use crate::publish::{PublishError, Publisher, Report};
use crate::report::format::counted;
use crate::report::terminal;
use crate::site::theme::Theme;
use crate::site::{Inputs, Route, Site, Texts};
use crate::source::{self, leads_out};
use clap::Args;
use note::Said;
use rayon::prelude::*;
use standing::Standing;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

/// How many findings are printed in full; the site's own page has all.
const SHOWN: usize = 10;

/// Tells GitHub Pages to publish every file as it is.
const NO_JEKYLL: &str = ".nojekyll";

/// Make the site
#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    folder: Folder,
    /// Write the site here [default: `site.output`, `_site` in the folder]
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Where the site will be published, for addresses that must be absolute
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The theme: paper, ledger, or one of your own in themes/
    #[arg(long)]
    theme: Option<String>,
    /// Exit with 1 if anything is wrong in the files
    #[arg(long)]
    strict: bool,
    /// Open the site in your browser
    #[arg(long)]
    open: bool,
}

/// Gives the output folder that the configuration names; a link of the repository doesn't take it elsewhere.
fn configured(root: &Path, folder: &str) -> Result<PathBuf, Error> {
    let output = root.join(folder);
    let above = output.ancestors().skip(1).take_while(|above| *above != root);
    if above.into_iter().any(|above| leads_out(root, above)) {
        let shown = folder.escape_default();
        return Err(Error::new(format!("a symbolic link takes the output folder `{shown}` out of the site's folder"))
            .hint(
                "Name another one as `site.output` in backlit.toml, or say with `--output` where the site should go.",
            ));
    }
    Ok(output)
}

impl Build {
    /// Prepares the site of a folder, to be opened.
    pub(super) fn opening(dir: PathBuf) -> Self {
        Self { folder: Folder::of(dir, None), output: None, base_url: None, theme: None, strict: false, open: true }
    }

    /// Decides where the site goes; never into a repository that has no working tree.
    fn output_of(&self, ready: &Ready) -> Result<PathBuf, Error> {
        let root = self.folder.root();
        match (&self.output, ready.origin.is_bare()) {
            (Some(output), _) => Ok(output.clone()),
            (None, false) => configured(root, &ready.config.site.output),
            (None, true) => Err(Error::new(format!("`{}` is a repository without a working tree", root.display()))
                .hint("Say with `--output` where the site should go.")),
        }
    }

    /// Builds the site.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        #[expect(clippy::disallowed_methods, reason = "`cli` is where the clock is read")]
        let started = Instant::now();
        let base_url = self.base_url.as_deref().map(checked_url).transpose()?;
        let folder = self.folder.keeping_pages();
        let ready = folder.ready(console, |config| {
            if let Some(theme) = &self.theme {
                config.site.theme.clone_from(theme);
            }
            if base_url.is_some() {
                config.site.base_url = base_url;
            }
        })?;
        let output = self.output_of(&ready)?;
        if let Some((said, report)) = reworded::build(&folder, &ready, &output)? {
            return Ok(self.tell(&said, (&report, &output), started, console));
        }
        let (name, own) = (ready.config.site.theme.clone(), ready.origin.own_files()?);
        Theme::find(&ready.config, &own)?;
        // On a small site the templates take as long as the documents.
        let (project, theme) = rayon::join(|| folder.load_ready(ready, console), || Theme::load(&name, &own));
        let mut project = project?;
        let publisher =
            Publisher::open(&output, std::slice::from_ref(&project.root)).map_err(|error| failed(&error))?;
        let plan = copies::copied(&mut project, &theme?, &publisher)?;
        let lines = findings(&project, &plan.diagnostics);
        let texts = Texts::take(&mut project.backlog);
        let mut site = plan.over((&project.config, &project.backlog, &project.analysis), &project.attachments, texts);
        let said = said(&site, lines.into_iter().chain(unread(&site, &project.backlog)).collect());
        let standing = Standing::open((&project, &own), &site, &output);
        let (report, sealed) = write(&site, standing.as_ref(), publisher, console)?;
        if let Some(standing) = standing {
            site.let_rows_go();
            standing.keep(&site, (&project.root, &output), (sealed, said.clone()));
        }
        let code = self.tell(&said, (&report, &output), started, console);
        // As with the project, nobody needs the memory any more.
        std::mem::forget(site);
        Ok(code)
    }

    /// Says what was made and what is wrong, and opens it where that was asked for.
    fn tell(
        &self,
        said: &Said,
        (report, output): (&Report, &Path),
        started: Instant,
        console: &mut Console,
    ) -> ExitCode {
        for line in &said.lines {
            console.note(line);
        }
        let seconds = started.elapsed().as_secs_f64();
        console.out(&summary(said, report, &format!("{} in {seconds:.2} s", terminal::place(output))));
        if self.open {
            open(&output.join("index.html").to_string_lossy(), console);
        }
        if self.strict && said.errors + said.warnings > 0 { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS }
    }
}

/// Accepts an http(s) address, without a slash at its end.
fn checked_url(url: &str) -> Result<String, Error> {
    let clean = !url.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>`".contains(c));
    if clean && (url.starts_with("https://") || url.starts_with("http://")) {
        return Ok(url.trim_end_matches('/').to_owned());
    }
    Err(Error::new(format!("`{}` is no web address", url.escape_default()))
        .hint("Write it in full, such as `https://example.org/wiki`."))
}

/// Plans the site of a project.
pub(super) fn plan(project: &Project, theme: Arc<Theme>, found: Vec<Diagnostic>) -> Site<'_> {
    Site::plan(inputs(project, theme, found))
}

/// Gathers what the site of a project is made of.
pub(super) fn inputs(project: &Project, theme: Arc<Theme>, found: Vec<Diagnostic>) -> Inputs<'_> {
    let mut diagnostics = found;
    diagnostics.extend(project.backlog.diagnostics.iter().cloned());
    Inputs {
        config: &project.config,
        backlog: &project.backlog,
        analysis: &project.analysis,
        attachments: &project.attachments,
        theme,
        diagnostics,
        repository_folder: source::folder_in_repository(&project.root),
    }
}

/// Renders and writes every route in parallel: the large tables first, as the rows that pages
/// share then take the room that the tables gave back, and the pages that quote other documents before texts go. What
/// stands already stays. Says what changed, and when all was written.
fn write(
    site: &Site<'_>,
    standing: Option<&Standing>,
    publisher: Publisher,
    console: &Console,
) -> Result<(Report, SystemTime), Error> {
    let progress = console.progress("rendering", site.routes.len());
    let [first, rest] = site.order();
    let make = |(at, route): &(usize, &Route)| {
        match standing {
            Some(standing) => standing.publish((site, *at, route), &publisher)?,
            None => publisher.write(&route.path, &site.render_last(route)?).map_err(|error| failed(&error))?,
        }
        progress.step();
        Ok(())
    };
    let result = first.par_iter().try_for_each(make).and_then(|()| rest.par_iter().try_for_each(make));
    progress.finish();
    result?;
    for (path, bytes) in site.theme_files() {
        publisher.write(&path, bytes).map_err(|error| failed(&error))?;
    }
    publisher.write(NO_JEKYLL, b"").map_err(|error| failed(&error))?;
    #[expect(clippy::disallowed_methods, reason = "`cli` is where the clock is read")]
    let sealed = SystemTime::now();
    Ok((publisher.finish().map_err(|error| failed(&error))?, sealed))
}

/// Turns a failure of the writer into one of the run.
fn failed(error: &PublishError) -> Error {
    Error::new(error.to_string()).hint(error.hint())
}

/// Prints the first findings in full, errors before warnings, and counts the rest.
fn findings(project: &Project, diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut order: Vec<&Diagnostic> = diagnostics.iter().filter(|found| found.severity != Severity::Info).collect();
    order.order_by_key(|found| found.severity);
    let mut lines: Vec<String> =
        order.iter().take(SHOWN).map(|found| terminal::finding(found, project.text_of(&found.path)) + "\n").collect();
    if order.len() > SHOWN {
        lines.push(format!(
            "and {} more: problems.html in the site shows them, and its download has every one\n",
            order.len() - SHOWN
        ));
    }
    lines
}

/// Says that nothing was read, or no file as an epic where some look like one.
fn unread(site: &Site<'_>, backlog: &Backlog) -> Option<String> {
    if backlog.items.is_empty() {
        let look = "look at the folder that you named, and at `site.include` in backlit.toml";
        return Some(format!(
            "no document was read, so the site only says what to write first; if there are some, {look}"
        ));
    }
    let meant = site.advice.iter().filter(|found| found.rule == "epic-among-pages").count();
    (meant > 0 && backlog.epics().next().is_none()).then(|| {
        let files = if meant == 1 { "one file says".to_owned() } else { format!("{meant} files say") };
        format!("no epic was found, but {files} what an epic says: `backlit check` tells how to mend that")
    })
}

/// Gathers what is said of a site, behind some lines.
fn said(site: &Site<'_>, lines: Vec<String>) -> Said {
    let count = |severity| site.diagnostics.iter().filter(|found| found.severity == severity).count();
    let pages = site.routes.iter().filter(|route| route.page.template().is_some()).count();
    Said { lines, pages, errors: count(Severity::Error), warnings: count(Severity::Warning) }
}

/// Says what was made.
fn summary(said: &Said, report: &Report, place: &str) -> String {
    let changed = match (report.written, report.removed) {
        (0, 0) => "nothing changed".to_owned(),
        (written, 0) => format!("{written} written"),
        (written, removed) => format!("{written} written, {removed} removed"),
    };
    let wrong = match (said.errors, said.warnings) {
        (0, 0) => String::new(),
        (errors, 0) => format!("; {}", counted(errors, "error")),
        (0, warnings) => format!("; {}", counted(warnings, "warning")),
        (errors, warnings) => format!("; {} and {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    let pages = said.pages;
    format!("built {pages} pages ({changed}) into {place}{wrong}\n")
}

/// Opens a file or an address in the browser; where that fails, its place is enough.
pub(super) fn open(place: &str, console: &mut Console) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    #[expect(clippy::disallowed_methods, reason = "the user asked for the browser")]
    let started = std::process::Command::new(program)
        .arg(place)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn();
    if started.is_err() {
        console.note(&format!("no browser could be started; open {} in yours", terminal::plain(place)));
    }
}
