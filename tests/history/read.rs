//! Reads the timelines of a folder as the commands do.

use backlit::backlog::{Backlog, Ledger, Timeline, Timelines, Today, assemble, trace};
use backlit::config::{self, Config};
use backlit::document::{Document, Packed, head};
use backlit::source::{self, Request};
use std::path::Path;

/// A backlog and its configuration.
pub(crate) struct Mined {
    pub(crate) backlog: Backlog,
    pub(crate) config: Config,
    /// The bytes that a run keeps for the next one.
    pub(crate) kept: Vec<u8>,
    /// How many commits were read.
    pub(crate) walked: usize,
}

/// Reads a folder with its history.
pub(crate) fn mine(folder: &Path, preset: Option<&str>) -> Mined {
    mine_on(folder, preset, &[])
}

/// Reads a folder with its history, on top of what an earlier run kept.
pub(crate) fn mine_on(folder: &Path, preset: Option<&str>, kept: &[u8]) -> Mined {
    let text = source::open_text(&folder.join("backlit.toml")).unwrap();
    let config = config::load(text.as_deref(), preset).unwrap().config;
    let files = source::Origin::Folder(folder.to_owned()).read(&config).unwrap().files;
    let documents = files.into_iter().map(|file| Document::read(file.path, file.bytes, file.cut)).collect();
    let mut backlog = assemble(documents, &config);
    let known = Ledger::decode(kept, &config.reading, &config).unwrap_or_default();
    let history = source::history(Request { folder, config: &config, start: None, known: known.head(), head });
    let ledger = known.advance(&history, &Today::default(), &config);
    let kept = ledger.encode(&config.reading);
    backlog.timelines = trace(ledger, &history.mailmap, &backlog, &config).into();
    Mined { backlog, config, kept, walked: history.commits.len() }
}

impl Mined {
    /// Gives all timelines.
    pub(crate) fn timelines(&self) -> &Timelines {
        &self.backlog.timelines
    }

    /// Gives the timeline of an id.
    #[track_caller]
    pub(crate) fn of(&self, id: &str) -> &Timeline {
        let found: Vec<&Timeline> = self
            .timelines()
            .documents
            .iter()
            .map(|timeline| &**timeline)
            .filter(|timeline| timeline.id == id)
            .collect();
        assert_eq!(found.len(), 1, "{id} among {:?}", self.ids());
        found[0]
    }

    /// Lists the ids.
    pub(crate) fn ids(&self) -> Vec<&str> {
        self.timelines().documents.iter().map(|timeline| timeline.id.as_str()).collect()
    }

    /// Writes the states of an id as `day state`.
    #[track_caller]
    pub(crate) fn states(&self, id: &str) -> Vec<String> {
        let states = self.config.workflow.states();
        let line = |transition: &backlit::backlog::Transition| {
            let name =
                transition.state.map_or_else(|| format!("?{}", transition.written), |at| states[at].name.clone());
            format!("{} {name}", &transition.moment.at.to_string()[5..10])
        };
        self.of(id).transitions.iter().map(line).collect()
    }

    /// Writes the values of a field as `day value`.
    #[track_caller]
    pub(crate) fn values(&self, id: &str, field: &str) -> Vec<String> {
        let line = |(moment, value): (backlit::backlog::Moment, Option<&Packed>)| {
            let value = value.map(Packed::node);
            let value = value.as_ref().map_or("none", |node| node.as_text().unwrap_or("…"));
            format!("{} {value}", &moment.at.to_string()[5..10])
        };
        self.of(id).changes_of(field).map(line).collect()
    }
}
