//! Where a document's page comes from: its file, how to change it, and who changed it last.
//!
//! In: the configured repository and the document's timeline. Out: texts and addresses. Without history it says nothing
//! about a change, rather than guess.

use super::address::encode;
use super::plan::Site;
use super::view::Tools;
use super::words::day;
use crate::backlog::{Commit, Timelines, is_bidi};
use crate::config::Config;
use jiff::Timestamp;

/// The most characters of a name.
const NAME: usize = 60;

/// Collects it for an item.
pub(super) fn tools(site: &Site<'_>, item: usize) -> Tools {
    let path = &site.backlog.items[item].path;
    let base = site.config.site.repository.as_ref();
    let link = |verb: &str| {
        let branch = encode(&site.config.site.branch);
        Some(format!("{}/{verb}/{branch}/{}", base?, encode(&format!("{}{path}", site.repository_folder))))
    };
    let changed = last_change(&site.backlog.timelines, item);
    let commit = changed.and_then(|(_, commit)| commit);
    Tools {
        source: path.to_string(),
        edit: link("edit"),
        history: link("commits"),
        changed: changed.map(|(at, commit)| words(site.config, at, commit)),
        changed_href: commit.and_then(|commit| Some(format!("{}/commit/{}", base?, encode(&commit.id)))),
    }
}

/// Finds when a document's file was last touched, and the commit that did it.
fn last_change(timelines: &Timelines, item: usize) -> Option<(Timestamp, Option<&Commit>)> {
    let timeline = timelines.documents.get((*timelines.of_item.get(item)?)?)?;
    let moment = timeline.changed?;
    Some((moment.at, moment.commit.and_then(|at| timelines.commits.get(at))))
}

/// Says when and by whom; a site that keeps owners to itself names nobody here either.
fn words(config: &Config, at: Timestamp, commit: Option<&Commit>) -> String {
    let date = day(at.to_zoned(config.site.timezone.clone()).date());
    let named = !config.privacy.fields.iter().any(|field| field == "owner");
    let author = commit.filter(|_| named).map(|commit| name(&commit.author)).filter(|name| !name.is_empty());
    author.map_or_else(|| date.clone(), |author| format!("{date} by {author}"))
}

/// Gives a name as one short line.
fn name(author: &str) -> String {
    let plain: String = author.chars().map(|c| if c.is_control() || is_bidi(c) { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::{last_change, words};
    use crate::backlog::{Commit, Moment, Timeline, Timelines};
    use crate::config::load;
    use jiff::Timestamp;

    /// Says the last change of the first item under a configuration.
    fn said(config: &str, author: &str) -> Option<String> {
        let at: Timestamp = "2025-05-02T23:30:00Z".parse().unwrap();
        let commit = Commit { id: "abc".to_owned(), at, author: author.to_owned(), clamped: false };
        let changed = Some(Moment { at, commit: Some(0) });
        let timeline = Timeline { id: "A".to_owned(), item: Some(0), changed, ..Timeline::default() };
        let documents = vec![timeline.into()];
        let timelines =
            Timelines { commits: vec![commit].into(), documents, of_item: vec![Some(0), None], ..Timelines::default() };
        assert!(last_change(&timelines, 1).is_none() && last_change(&timelines, 9).is_none());
        let (at, commit) = last_change(&timelines, 0)?;
        Some(words(&load(Some(config), None).unwrap().config, at, commit))
    }

    #[test]
    fn the_last_change_has_its_day_in_the_sites_zone_and_its_author() {
        assert_eq!(said("", "Maria Z.").unwrap(), "2 May 2025 by Maria Z.");
        let berlin = "[site]\ntimezone = \"Europe/Berlin\"\n";
        assert_eq!(said(berlin, " Eve\u{202E}\n<b> ").unwrap(), "3 May 2025 by Eve <b>");
        assert_eq!(said("[privacy]\nfields = [\"owner\"]\n", "Maria").unwrap(), "2 May 2025");
        assert!(last_change(&Timelines::default(), 0).is_none());
    }
}
