//! What the last look at a folder found, so that the next one takes over what is the same.
//!
//! In: a folder, and what changed in it. Out: exactly the project that a fresh build would have read. After a failure
//! everything is looked at again. Never writes.

use super::super::cache::Cache;
use super::super::console::Console;
use super::super::mining::{Mined, mine};
use super::super::past::{self, Earlier, Present};
use super::super::project::{Folder, Project, Sheets, preset, title};
use super::Look;
use super::files::{Changed, Files, News, Reading};
use crate::analysis::{Analysis, Before, analyse_after};
use crate::backlog::{Backlog, Sheet, Trees, bind, rebind};
use crate::config::{self, Config};
use crate::diagnostic::Error;
use crate::site::theme::{OwnFiles, Theme};
use crate::source::{Origin, shown_of};
use jiff::civil::Date;
use std::sync::Arc;

/// What is remembered of a folder.
pub(super) struct Memory {
    folder: Folder,
    look: Look,
    settings: Option<Settings>,
    files: Option<Files>,
    /// Whether what was read last came to nothing, so that more differs than is told next.
    stale: bool,
    mined: Option<Mined>,
    /// How much of the repository was shown then.
    shown: String,
    earlier: Option<Earlier>,
    theme: Option<(String, OwnFiles, Arc<Theme>)>,
}

/// The configuration with what it was made from.
struct Settings {
    text: Option<String>,
    preset: Option<&'static str>,
    /// The date that the configuration names.
    stated: Option<Date>,
    as_of: Date,
    config: Arc<Config>,
}

/// What was read.
pub(super) struct Loaded {
    /// The folder, analysed.
    pub(super) project: Project,
    /// How it differs from the one before.
    pub(super) differs: Differs,
    pub(super) files: Files,
}

/// What changed.
pub(super) struct Change {
    /// In the folder.
    pub(super) news: News,
    /// Whether the branches of the repository may stand elsewhere.
    pub(super) commits: bool,
}

/// What of a project differs from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Differs {
    /// Nothing but the prose of documents, if that.
    InProse,
    /// What some documents say; each is where it was, and has the names that it had, but for its title.
    InWords,
    /// More.
    Otherwise,
}

impl Memory {
    /// Remembers nothing yet.
    pub(super) const fn new(folder: Folder, look: Look) -> Self {
        let shown = String::new();
        Self { folder, look, settings: None, files: None, stale: false, mined: None, shown, earlier: None, theme: None }
    }

    /// Gives how the folder is shown.
    pub(super) const fn look(&self) -> &Look {
        &self.look
    }

    /// Notes that what was read is shown now.
    pub(super) fn accept(&mut self, files: Files) {
        self.files = Some(files);
        self.stale = false;
    }

    /// Reads what changed, and analyses the folder; `before` is what was accepted last.
    pub(super) fn load(
        &mut self,
        change: &Change,
        before: Option<&Project>,
        console: &mut Console,
    ) -> Result<Loaded, Error> {
        let stale = std::mem::replace(&mut self.stale, true);
        let origin = Origin::Folder(self.folder.root().to_owned());
        let text = origin.text("backlit.toml")?;
        let config = self.config(&origin, text.clone(), console)?;
        let before = before.filter(|before| Arc::ptr_eq(&before.config, &config));
        let fresh = self.mine(change, &config) || stale;
        let files = self.files.as_ref().filter(|_| before.is_some());
        let now = self.files_now((&origin, &config), change, files.filter(|_| !stale))?;
        let changed = files.filter(|_| !fresh).and_then(|files| now.changed(files)).zip(before);
        let changed = changed.filter(|(_, before)| Arc::ptr_eq(&before.attachments, &now.attachments));
        let like = changed.and_then(|(changed, before)| self.rebind((&now, &config), (&changed, before), console));
        let (backlog, differs) = match like {
            Some(like) => like,
            None => (self.bind(&now, &config, console), Differs::Otherwise),
        };
        let before = before.filter(|_| differs != Differs::Otherwise);
        let analysis = match before.filter(|_| differs == Differs::InProse) {
            Some(before) => Arc::clone(&before.analysis),
            None => self.analyse((&origin, &backlog, &config), text.as_deref(), before)?,
        };
        let mut diagnostics = now.left_out.clone();
        diagnostics.extend(analysis.live_lists.diagnostics().cloned());
        let (root, config_text) = (self.folder.root().to_owned(), text.unwrap_or_default());
        let attachments = Arc::clone(&now.attachments);
        let sheets = Sheets::default();
        let project = Project {
            root,
            traces: None,
            origin,
            config,
            backlog,
            sheets,
            analysis,
            config_text,
            attachments,
            diagnostics,
        };
        Ok(Loaded { project, differs, files: now })
    }

    /// Gives the theme, loaded again where its files differ.
    pub(super) fn theme(&mut self, project: &Project) -> Result<Arc<Theme>, Error> {
        let (name, own) = (&project.config.site.theme, project.origin.own_files()?);
        if let Some((_, _, theme)) = self.theme.as_ref().filter(|(of, files, _)| (of, files) == (name, &own)) {
            return Ok(Arc::clone(theme));
        }
        Theme::find(&project.config, &own)?;
        let theme = Theme::load(name, &own)?;
        self.theme = Some((name.clone(), own, Arc::clone(&theme)));
        Ok(theme)
    }

    /// Reads the configuration, for today where nothing names another date.
    fn config(&mut self, origin: &Origin, text: Option<String>, console: &mut Console) -> Result<Arc<Config>, Error> {
        let preset = preset(origin, text.as_deref(), console);
        #[expect(clippy::disallowed_methods, reason = "`cli` is where the clock is read")]
        let now = jiff::Timestamp::now();
        if let Some(settings) = &self.settings {
            let as_of = settings.stated.unwrap_or_else(|| today(&settings.config, now));
            let same = (&settings.text, settings.preset, settings.as_of) == (&text, preset, as_of);
            if same && title(origin, &settings.config) == settings.config.site.title {
                return Ok(Arc::clone(&settings.config));
            }
        }
        let mut config = config::load(text.as_deref(), preset)?.config;
        config.site.title = title(origin, &config);
        config.privacy.drafts = self.look.drafts;
        if let Some(theme) = &self.look.theme {
            config.site.theme.clone_from(theme);
        }
        let stated = self.look.as_of.or(config.site.as_of);
        let as_of = stated.unwrap_or_else(|| today(&config, now));
        config.site.as_of = Some(as_of);
        let config = Arc::new(config);
        let reads_alike = self.settings.as_ref().is_some_and(|before| before.config.reading == config.reading);
        self.mined = self.mined.take().filter(|_| reads_alike);
        self.earlier = None;
        self.settings = Some(Settings { text, preset, stated, as_of, config: Arc::clone(&config) });
        Ok(config)
    }

    /// Reads the files that were named, or all where that isn't enough.
    fn files_now(
        &self,
        (origin, config): (&Origin, &Config),
        change: &Change,
        before: Option<&Files>,
    ) -> Result<Files, Error> {
        let trees = if self.look.review.is_some() { Trees::Keep } else { Trees::Drop };
        let reading = Reading { root: self.folder.root(), config, trees };
        // What git ignores is read where it is committed.
        let before_named = before.filter(|_| !change.commits);
        if let (Some(files), News::Files(named)) = (before_named, &change.news)
            && let Some(now) = files.reread((self.folder.root(), origin), named, reading)
        {
            return Ok(now);
        }
        Files::walk(origin, reading, before)
    }

    /// Reads new commits where there may be some; tells whether there were.
    fn mine(&mut self, change: &Change, config: &Config) -> bool {
        if self.mined.is_some() && !change.commits {
            return false;
        }
        let shown = shown_of(self.folder.root());
        let other = self.shown != shown;
        self.shown = shown;
        if other {
            // The same commit stands on others now.
            (self.mined, self.earlier) = (None, None);
        }
        let cache = Cache::of_history(self.folder.root(), config);
        let mined = mine(self.folder.root(), config, self.mined.take(), cache.as_ref());
        let fresh = mined.is_new() || other;
        self.mined = Some(mined);
        fresh
    }

    /// Binds the documents that changed, where nothing else can differ.
    fn rebind(
        &self,
        (files, config): (&Files, &Config),
        (changed, before): (&Changed<'_>, &Project),
        console: &mut Console,
    ) -> Option<(Backlog, Differs)> {
        let shown: Vec<&Sheet> = files.sheets().filter(|sheet| sheet.is_shown()).collect();
        let mut backlog = rebind(&before.backlog, &shown, &changed.items)?;
        let lists = |sheet: &Sheet| !sheet.document.outline.lists.is_empty();
        let answered = changed.documents.iter().any(|(now, then)| lists(now) || lists(then));
        if changed.items.is_empty() && !answered {
            return Some((backlog, Differs::InProse));
        }
        let backlogs = (&before.backlog, &backlog);
        match self.mined.as_ref().and_then(|mined| mined.retrace(backlogs, config, &changed.items)) {
            Some(timelines) => backlog.timelines = timelines.into(),
            None => self.trace(&mut backlog, config, console),
        }
        Some((backlog, Differs::InWords))
    }

    /// Binds all documents anew.
    fn bind(&self, files: &Files, config: &Config, console: &mut Console) -> Backlog {
        let mut backlog = bind(files.sheets().cloned().collect());
        self.trace(&mut backlog, config, console);
        backlog
    }

    /// Joins a backlog with its history.
    fn trace(&self, backlog: &mut Backlog, config: &Config, console: &mut Console) {
        if let Some(mined) = self.mined.clone() {
            backlog.timelines = mined.trace(backlog, config, console).into();
        }
    }

    /// Analyses a backlog, and compares it with some days ago.
    fn analyse(
        &mut self,
        (origin, backlog, config): (&Origin, &Backlog, &Config),
        text: Option<&str>,
        before: Option<&Project>,
    ) -> Result<Arc<Analysis>, Error> {
        let as_of = self.settings.as_ref().map_or(Date::ZERO, |settings| settings.as_of);
        let before = before.map(|before| Before { backlog: &before.backlog, analysis: &before.analysis });
        let mut analysis = analyse_after(backlog, (config, text.unwrap_or_default()), as_of, before)?;
        let present = Present { folder: self.folder.root(), origin, backlog, analysis: &analysis, config };
        let movement = past::days_ago(present, &mut self.earlier);
        analysis.movement = movement;
        Ok(Arc::new(analysis))
    }
}

/// Gives today's date where the site is.
fn today(config: &Config, now: jiff::Timestamp) -> Date {
    now.to_zoned(config.site.timezone.clone()).date()
}
