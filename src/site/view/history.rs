//! What git can and can't tell of this backlog, in words.

use super::Link;
use crate::backlog::{Coverage, Limit};
use crate::site::Site;
use crate::site::address::relative;
use crate::site::words::{count, day};
use serde::Serialize;

/// What must be known before figures are believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::site) struct Words {
    /// Says what is the matter.
    pub(in crate::site) title: String,
    /// Says what it means and what to do.
    pub(in crate::site) texts: Vec<String>,
}

/// A notice above figures.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Notice {
    title: String,
    texts: Vec<String>,
    class: &'static str,
    link: Option<Link>,
}

impl Notice {
    /// Warns.
    pub(in crate::site) fn warning(words: Words) -> Self {
        Self { title: words.title, texts: words.texts, class: "warning", link: None }
    }

    /// Tells.
    pub(in crate::site) fn note(words: Words) -> Self {
        Self { class: "note", ..Self::warning(words) }
    }

    /// Adds where more is said.
    pub(in crate::site) fn more(mut self, link: Link) -> Self {
        self.link = Some(link);
        self
    }
}

/// Says where history is missing or cut; nothing where it is whole.
pub(in crate::site) fn limit_words(site: &Site<'_>) -> Option<Words> {
    let coverage = &site.backlog.timelines.coverage;
    let since = coverage.since.map(|since| day(since.to_zoned(site.config.site.timezone.clone()).date()));
    words(coverage, since.as_deref())
}

/// Says shortly that history is cut, for the note of a figure.
pub(in crate::site) fn limit_note(site: &Site<'_>) -> Option<String> {
    let coverage = &site.backlog.timelines.coverage;
    let since = coverage.since.map(|since| day(since.to_zoned(site.config.site.timezone.clone()).date()));
    let starts = since.map_or_else(|| "history is cut".to_owned(), |since| format!("history starts on {since}"));
    match coverage.limit? {
        Limit::Shallow => Some(format!("{starts}: shallow clone")),
        Limit::Partial => Some(format!("{starts}: partial clone")),
        _ => None,
    }
}

/// Says from when on anything is known, where that is after the window of the figures has begun.
pub(in crate::site) fn known_note(site: &Site<'_>) -> Option<String> {
    let flow = &site.analysis.flow;
    let from = flow.known_from.filter(|from| *from > flow.window.first)?;
    limit_note(site).or_else(|| Some(format!("history starts on {}", day(from))))
}

/// Links to the page on what is doubtful.
pub(in crate::site) fn doubts_link(page: &str) -> Link {
    Link::to("What is doubtful in these figures", relative(page, "data-quality.html"))
}

/// Lists what was put right while the history was read.
pub(in crate::site) fn repairs(coverage: &Coverage) -> Vec<String> {
    let clamped = (coverage.clamped > 0).then(|| {
        let (number, has) = (count(coverage.clamped, "commit"), verb(coverage.clamped));
        format!("{number} {has} a date before the commit below: the date was moved up to keep the order.")
    });
    let unread = (coverage.unread > 0).then(|| {
        let number = count(coverage.unread, "old version");
        format!("{number} of a file could not be read: the values before it stay in force until the next one.")
    });
    let uncommitted = (coverage.uncommitted > 0).then(|| {
        let (number, say) =
            (count(coverage.uncommitted, "document"), if coverage.uncommitted == 1 { "says" } else { "say" });
        format!("{number} {say} something that is not committed: it has no date, so no figure counts it yet.")
    });
    [clamped, unread, uncommitted].into_iter().flatten().collect()
}

fn verb(number: usize) -> &'static str {
    if number == 1 { "has" } else { "have" }
}

fn words(coverage: &Coverage, since: Option<&str>) -> Option<Words> {
    let from = since.map_or_else(|| "History is cut".to_owned(), |since| format!("History starts on {since}"));
    let (title, texts): (String, &[&str]) = match coverage.limit? {
        Limit::NoRepository => (
            "There is no git repository here".to_owned(),
            &[
                "When work was taken up and finished is read from the history of each file's `status`. This folder is in no repository, so nothing is known.",
                "Put it under git with `git init` and commit; from then on each change of a status counts. Where the folder was copied out of a repository, build the site from a clone.",
            ],
        ),
        Limit::Unborn => (
            "The repository has no commit yet".to_owned(),
            &["Commit the files; from then on each change of a `status` counts."],
        ),
        Limit::Shallow => (
            format!("{from}: the clone is shallow"),
            &[
                "What happened before is not there, so work that was begun earlier seems to begin on that day: times can only be longer than shown.",
                "Fetch the whole history for true dates: `git fetch --unshallow`, `fetch-depth: 0` for `actions/checkout` on GitHub, `GIT_DEPTH: 0` on GitLab.",
            ],
        ),
        Limit::Partial => (
            format!("{from}: the clone is partial"),
            &[
                "The contents of old versions are not there, so what they said is not known.",
                "Clone without `--filter`, or run `git fetch --refetch --no-filter`.",
            ],
        ),
        Limit::Unreadable => (
            "The repository can't be read".to_owned(),
            &[
                "Its form or its objects are not what Backlit can read, so nothing is known of when work was taken up and finished.",
                "Check it with `git fsck`; a fresh clone helps in most cases.",
            ],
        ),
        Limit::Off => (
            "History was not read".to_owned(),
            &[
                "This site was made without the history of the files, so nothing is known of when work was taken up and finished.",
            ],
        ),
    };
    Some(Words { title, texts: texts.iter().map(|text| (*text).to_owned()).collect() })
}

#[cfg(test)]
mod tests {
    use super::{repairs, words};
    use crate::backlog::{Coverage, Limit};

    #[test]
    fn a_cut_history_says_from_when_and_how_to_get_the_rest() {
        let cut = |limit| Coverage { limit: Some(limit), ..Coverage::default() };
        let said = words(&cut(Limit::Shallow), Some("3 May 2025")).unwrap();
        assert_eq!(said.title, "History starts on 3 May 2025: the clone is shallow");
        assert!(said.texts[1].contains("fetch-depth: 0"));
        for limit in [Limit::NoRepository, Limit::Unborn, Limit::Partial, Limit::Unreadable, Limit::Off] {
            assert!(words(&cut(limit), None).is_some_and(|said| !said.texts.is_empty()));
        }
        assert_eq!(words(&Coverage { limit: None, ..Coverage::default() }, None), None);
    }

    #[test]
    fn what_was_put_right_is_counted() {
        let coverage = Coverage { clamped: 1, unread: 3, ..Coverage::default() };
        let said = repairs(&coverage);
        assert!(
            said[0].starts_with("1 commit has a date") && said[1].starts_with("3 old versions of a file"),
            "{said:?}"
        );
        assert_eq!(repairs(&Coverage::default()), Vec::<String>::new());
    }
}
