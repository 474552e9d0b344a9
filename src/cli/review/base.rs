//! What a review compares with: the commit at which the branch left its base, or nothing where there was none.

use super::super::console::Console;
use super::super::project::{Folder, Project, Purpose, Sheets, settings};
use crate::backlog::{Trees, assemble_with};
use crate::config::Config;
use crate::diagnostic::Error;
use crate::site::theme::{OwnFiles, Theme};
use crate::source::{Origin, Revision, When};
use jiff::tz::TimeZone;
use std::path::Path;
use std::sync::Arc;

/// What was asked for.
pub(in crate::cli) struct Asked<'a> {
    /// The name of the base.
    pub(in crate::cli) name: &'a str,
    /// Whether the base itself is meant, not where the branch left it.
    pub(in crate::cli) exact: bool,
}

/// What is compared with.
pub(in crate::cli) struct Base {
    /// The folder as it was.
    pub(in crate::cli) project: Project,
    /// The commit's whole id; empty for nothing.
    pub(in crate::cli) commit: String,
    /// What a reader must know about it.
    pub(in crate::cli) notes: Vec<String>,
    /// The look of the report: that of the base, since a branch must not dress up what is said of it.
    pub(in crate::cli) theme: Arc<Theme>,
}

/// Reads what is compared with, for the same day as what is reviewed.
pub(super) fn read(dir: &Path, asked: &Asked<'_>, head: &Project, console: &mut Console) -> Result<Base, Error> {
    read_at(dir, find(dir, asked, head)?.as_ref(), head, console)
}

/// Finds the commit that is compared with; none for nothing.
pub(in crate::cli) fn find(dir: &Path, asked: &Asked<'_>, head: &Project) -> Result<Option<Revision>, Error> {
    if is_nothing(asked.name) {
        return Ok(None);
    }
    let revision = Revision::find(dir, &When::Name(asked.name.to_owned()), &TimeZone::UTC)?;
    let tip = match head.origin.commit() {
        Some(commit) => Some(Revision::at_commit(dir, &commit)?),
        None => Revision::head(dir),
    };
    let revision = match tip.filter(|_| !asked.exact) {
        Some(tip) => tip.common_with(&revision).map_err(|error| error.hint(EXACT))?,
        None => revision,
    };
    Ok(Some(revision))
}

/// Reads the folder at the commit that was found.
pub(in crate::cli) fn read_at(
    dir: &Path,
    revision: Option<&Revision>,
    head: &Project,
    console: &mut Console,
) -> Result<Base, Error> {
    let Some(revision) = revision else {
        let note = "there is nothing before the first commit: everything is new";
        let project = nothing(dir, head)?;
        return Ok(Base { project, commit: String::new(), notes: vec![note.to_owned()], theme: plain()? });
    };
    let commit = revision.id();
    if !revision.has_folder() {
        let note = format!("the folder isn't in commit `{}`: everything is new", revision.short());
        return Ok(Base { project: nothing(dir, head)?, commit, notes: vec![note], theme: plain()? });
    }
    let (project, notes) = at_commit(dir, revision, head, console)?;
    let own = Theme::load(&project.config.site.theme, &project.origin.own_files()?);
    let theme = own.or_else(|_| plain())?;
    Ok(Base { project, commit, notes, theme })
}

/// Gives the look of a site that has none of its own.
pub(super) fn plain() -> Result<Arc<Theme>, Error> {
    Theme::load("paper", &OwnFiles::new())
}

/// Finds the main branch: as the origin has it, else the one that is here.
pub(super) fn main_branch(dir: &Path) -> Result<String, Error> {
    let names = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];
    let found = names.iter().find(|name| Revision::find(dir, &When::Name((**name).to_owned()), &TimeZone::UTC).is_ok());
    match found {
        Some(name) => Ok((*name).to_owned()),
        // Where there is no repository, that is what is wrong.
        None => Err(Revision::find(dir, &When::Name("HEAD".to_owned()), &TimeZone::UTC).map_or_else(
            |error| error,
            |_| Error::new("there is no branch `main` or `master` to compare with").hint("Name one with `--base`."),
        )),
    }
}

/// What to do where no common commit is known.
const EXACT: &str = "`--exact` compares with the base itself, with all that happened on it since.";

/// Tells whether a name means that there was nothing: git's name for no commit, or that of the empty tree.
fn is_nothing(name: &str) -> bool {
    const EMPTY_TREE: &str = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    name == EMPTY_TREE || (name.len() >= 40 && name.bytes().all(|byte| byte == b'0'))
}

/// Reads the folder at a commit: under its own configuration, else under that of what is reviewed.
fn at_commit(
    dir: &Path,
    revision: &Revision,
    head: &Project,
    console: &mut Console,
) -> Result<(Project, Vec<String>), Error> {
    let folder = Folder::of(dir.to_owned(), Some(head.analysis.as_of));
    let origin = || Origin::Commit(Box::new(revision.clone()));
    let own = settings(&origin(), console).and_then(|(config, text)| {
        let config = seen(config, head);
        folder.read(origin(), (config, text), Purpose::Base(&head.sheets), console)
    });
    let error = match own {
        Ok(project) => return Ok((project, Vec::new())),
        Err(error) => error,
    };
    let given = (Config::clone(&head.config), head.config_text.clone());
    let project = folder.read(origin(), given, Purpose::Base(&head.sheets), console)?;
    let note = format!(
        "the base can't be read under its own `backlit.toml` ({}): it is read and ranked under the one of the branch",
        error.message
    );
    Ok((project, vec![note]))
}

/// Keeps out of the base what may not be shown now.
fn seen(config: Config, head: &Project) -> Config {
    Config { privacy: head.config.privacy.clone(), ..config }
}

/// Makes a folder in which there is nothing.
fn nothing(dir: &Path, head: &Project) -> Result<Project, Error> {
    let backlog = assemble_with(Vec::new(), &head.config, Trees::Keep);
    let analysis = crate::analysis::analyse(&backlog, &head.config, &head.config_text, head.analysis.as_of)?;
    Ok(Project {
        root: dir.to_owned(),
        traces: None,
        origin: Origin::Folder(dir.to_owned()),
        config: head.config.clone(),
        backlog,
        sheets: Sheets::default(),
        analysis: analysis.into(),
        config_text: head.config_text.clone(),
        attachments: Arc::default(),
        diagnostics: Vec::new(),
    })
}
