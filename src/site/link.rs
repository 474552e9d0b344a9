//! Follows the links of prose to pages and files of the site.
//!
//! In: a target as written and the file it stands in. Out: an address relative to that file's page, or why there is
//! none. Never lets a link out of the site's root, and never copies what could run in a browser.

use super::address::{Addresses, encode, relative};
use super::page::wiki_index::folder_id;
use super::part::Part;
use super::relation::wiki_folder;
use crate::backlog::{Backlog, join};
use crate::config::{Config, Kind};
use crate::document::markdown::{LinkResolver, LinkUse, Listing, PICTURES, Resolved};
use crate::source::Attachment;
use globset::GlobSet;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// The largest file that is copied beside a page.
pub(super) const ATTACHMENT_LIMIT: u64 = 32 * 1024 * 1024;

/// Among how many documents of a folder its own pages are looked for.
const LOOKED_AT: usize = 1_000;

/// Files that are copied beside pictures: what a browser shows as it is or saves, and never runs.
const COPIED: &[&str] = &[
    "pdf", "csv", "tsv", "txt", "log", "json", "yaml", "yml", "toml", "ini", "diff", "patch", "tex", "bib", "ipynb",
    "drawio", "puml", "mmd", "py", "rs", "go", "ts", "java", "kt", "c", "h", "cpp", "cs", "rb", "sql", "proto",
    "graphql", "sol", "vy", "yul", "sh", "zip", "gz", "tar", "xz", "7z", "docx", "xlsx", "pptx", "odt", "ods", "odp",
    "epub", "mp4", "webm", "mov", "mp3", "ogg", "wav",
];

/// What the links of a site lead to.
#[derive(Debug)]
pub(in crate::site) struct Links<'a> {
    pub(super) backlog: &'a Backlog,
    pub(super) addresses: &'a Addresses,
    pub(super) attachments: &'a BTreeMap<String, Attachment>,
    pub(super) repository: Option<String>,
    /// Files that are neither shown nor copied.
    pub(super) private: &'a GlobSet,
    /// Whether raw HTML stays as it is written.
    pub(super) trust_html: bool,
    /// Files by their names in small letters, once a link asks for one; the first in order of path keeps its name.
    named: OnceLock<HashMap<String, String>>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Goal<'a> {
    /// A page, and the part of it.
    Page(usize, &'a str),
    /// A file that is copied.
    File(String),
    /// A folder that has pages, and none of its own.
    Folder(&'a str),
    /// A folder of epics: the list of all.
    Backlog,
    /// A file of the repository that is not copied.
    Repository(String),
    /// A file that is there and not part of the site.
    Unpublished,
    /// A document or file that is kept out of the site.
    Withheld,
    /// Nothing.
    Nowhere(&'static str),
}

impl<'a> Links<'a> {
    /// Gives what the links of a site lead to; `folder` is where it lies in its repository.
    pub(super) fn of(
        (backlog, config): (&'a Backlog, &'a Config),
        addresses: &'a Addresses,
        attachments: &'a BTreeMap<String, Attachment>,
        folder: &str,
    ) -> Self {
        let at = |base: &String| format!("{base}/blob/{}/{}", encode(&config.site.branch), encode(folder));
        let repository = config.site.repository.as_ref().map(|base| at(base).trim_end_matches('/').to_owned());
        Self {
            backlog,
            addresses,
            attachments,
            repository,
            private: &config.privacy.exclude,
            trust_html: config.site.trust_html,
            named: OnceLock::new(),
        }
    }

    /// Follows a link of a file.
    pub(super) fn follow(&self, from: &str, target: &'a str, link_use: LinkUse) -> Goal<'a> {
        let (address, fragment) = target.split_once('#').map_or((target, ""), |(address, part)| (address, part));
        let address = address.split('?').next().unwrap_or(address);
        if matches!(link_use, LinkUse::Wiki | LinkUse::Embed) {
            return match self.backlog.index.wiki(address) {
                Some(at) => Goal::Page(at, fragment),
                None if self.backlog.withheld.has(address) => Goal::Withheld,
                None if is_copied(address) => self.follow_name(from, address),
                None => Goal::Nowhere("there is no document with this id or title"),
            };
        }
        let Some(path) = join(from, address) else {
            return Goal::Nowhere("the link leads out of the site's folder");
        };
        if link_use == LinkUse::Link
            && let Some(at) = self.backlog.index.file(&path)
        {
            return Goal::Page(at, fragment);
        }
        match self.attachments.get(&path) {
            Some(file) => self.goal_of(path, file),
            None => self.follow_folder(path, link_use),
        }
    }

    /// Says what becomes of a file that is there.
    fn goal_of(&self, path: String, file: &Attachment) -> Goal<'a> {
        if is_copied(&path) && file.size <= ATTACHMENT_LIMIT {
            Goal::File(path)
        } else if self.repository.is_some() {
            Goal::Repository(path)
        } else {
            Goal::Unpublished
        }
    }

    /// Follows the name of a file in `[[name]]`: seen from the page, from the top of the site, else wherever a file has
    /// this name.
    fn follow_name(&self, from: &str, name: &str) -> Goal<'a> {
        let here =
            [join(from, name), join("", name)].into_iter().flatten().find(|at| self.attachments.contains_key(at));
        let path = here.or_else(|| self.named().get(&name.to_lowercase()).cloned());
        match path.and_then(|path| Some((self.attachments.get(&path)?, path))) {
            Some((file, path)) => self.goal_of(path, file),
            None if self.private.is_match(name) => Goal::Withheld,
            None => Goal::Nowhere("there is no file of this name"),
        }
    }

    /// Gives the files by their names.
    fn named(&self) -> &HashMap<String, String> {
        self.named.get_or_init(|| {
            let mut named = HashMap::with_capacity(self.attachments.len());
            for path in self.attachments.keys() {
                named.entry(path.rsplit('/').next().unwrap_or(path).to_lowercase()).or_insert_with(|| path.clone());
            }
            named
        })
    }

    /// Finds the page of which a file says the front matter.
    fn described(&self, path: &str) -> Option<usize> {
        let items = &self.backlog.items;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let page = self.backlog.index.file(folder)?;
        (*items[page].matter_path == *path && items[page].path != items[page].matter_path).then_some(page)
    }

    /// Follows a link to what is no file of its own.
    fn follow_folder(&self, path: String, link_use: LinkUse) -> Goal<'a> {
        if link_use == LinkUse::Link {
            if let Some(page) = self.described(&path) {
                return Goal::Page(page, "");
            }
            if let Some(list) = self.list_of(&path) {
                return list;
            }
        }
        match self.is_folder(&path) {
            true if self.repository.is_some() => Goal::Repository(path),
            true => Goal::Unpublished,
            false if self.private.is_match(&path) || self.backlog.withheld.has(&path) => Goal::Withheld,
            false => Goal::Nowhere("there is no such file"),
        }
    }

    /// Tells whether files stand below a path.
    fn is_folder(&self, path: &str) -> bool {
        let prefix = format!("{path}/");
        let items = &self.backlog.items;
        let item = items.get(items.partition_point(|item| *item.path < *prefix));
        self.attachments.range(prefix.clone()..).next().is_some_and(|(file, _)| file.starts_with(&prefix))
            || item.is_some_and(|item| item.path.starts_with(&prefix))
    }

    /// Gives the list of what stands below a folder: its pages, or those of the first folder below it that has some, or
    /// the epics. Documents stand in order of their paths.
    fn list_of(&self, folder: &str) -> Option<Goal<'a>> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let items = &self.backlog.items;
        let first = items.partition_point(|item| *item.path < *prefix);
        let below = || items[first..].iter().take(LOOKED_AT).take_while(|item| item.path.starts_with(&prefix));
        let pages = || below().filter(|item| item.kind == Kind::Page).map(|item| &*item.path);
        let own = pages().find(|path| !path[prefix.len()..].contains('/'));
        let page = own.or_else(|| pages().next());
        let epics = || below().any(|item| item.kind == Kind::Epic).then_some(Goal::Backlog);
        page.map(|page| Goal::Folder(wiki_folder(page))).or_else(epics)
    }

    /// Gives the address of a goal, seen from a page; `part` is what its page writes for a part that it names.
    fn answer(&self, page: &str, goal: Goal<'_>, part: Option<&Part>) -> Resolved {
        match goal {
            Goal::Page(at, fragment) => {
                let mut href = relative(page, &self.addresses.items[at]);
                let id = match part {
                    None => fragment,
                    Some(Part::Id(id)) => id,
                    Some(Part::Top | Part::Missing | Part::File(_)) => "",
                };
                if !id.is_empty() {
                    href.push('#');
                    href.push_str(&encode(id));
                }
                Resolved::Internal { href, title: Some(self.backlog.items[at].title.clone()) }
            }
            Goal::Folder(folder) => {
                let href = format!("{}#{}", relative(page, "wiki.html"), encode(&folder_id(folder)));
                Resolved::Internal { href, title: None }
            }
            Goal::Backlog => Resolved::Internal { href: relative(page, "backlog.html"), title: None },
            Goal::File(path) => Resolved::Internal { href: relative(page, &file_path(&path)), title: None },
            Goal::Repository(path) => match &self.repository {
                Some(base) => Resolved::Url(format!("{base}/{}", encode(&path))),
                None => Resolved::Broken { reason: "there is no such file".to_owned() },
            },
            Goal::Unpublished => Resolved::Broken { reason: "this file isn't part of the site".to_owned() },
            Goal::Withheld => Resolved::Broken { reason: "this isn't part of the site".to_owned() },
            Goal::Nowhere(reason) => Resolved::Broken { reason: reason.to_owned() },
        }
    }
}

/// Gives where a copied file stands on the site.
pub(super) fn file_path(path: &str) -> String {
    format!("files/{path}")
}

/// Gives the path of the file that stands copied at a place of the site.
pub fn copied_from(path: &str) -> &str {
    path.strip_prefix("files/").unwrap_or(path)
}

/// Tells whether a file is of a kind that is copied.
fn is_copied(path: &str) -> bool {
    let end = path.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    end.is_some_and(|end| PICTURES.contains(&end.as_str()) || COPIED.contains(&end.as_str()))
}

/// Tells whether an SVG file could run something when it is opened by itself.
pub(super) fn svg_is_active(text: &str) -> bool {
    let text = text.to_lowercase();
    let marks = [
        "<script",
        "javascript:",
        "<foreignobject",
        "<iframe",
        "<embed",
        "<object",
        "<!entity",
        "<set",
        "<animate",
        "data:text",
        "<use",
        "xlink:href=\"http",
        "@import",
    ];
    marks.iter().any(|mark| text.contains(mark)) || has_handler(&text)
}

/// Finds an attribute whose name starts with `on`.
fn has_handler(text: &str) -> bool {
    text.match_indices("on").any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        before.is_some_and(|c| c.is_whitespace() || "\"'/".contains(c))
            && after.len() < text.len() - at - 2
            && after.trim_start().starts_with('=')
    })
}

/// Resolves the links of one page's prose.
pub(super) struct PageLinks<'a, 'b> {
    /// The site's links.
    pub(super) links: &'b Links<'a>,
    /// The file that the prose stands in.
    pub(super) file: &'b str,
    /// The page's path on the site.
    pub(super) page: &'b str,
    /// The parts of pages that the prose names by other words than their pages.
    pub(super) parts: &'b BTreeMap<String, Part>,
    /// Files that are not copied, and why.
    pub(super) refused: &'b BTreeMap<String, &'static str>,
    /// Answers the blocks of the prose that ask for a list.
    pub(super) listing: &'b (dyn Fn(usize) -> Option<Listing> + Sync),
}

impl LinkResolver for PageLinks<'_, '_> {
    fn resolve(&self, target: &str, link_use: LinkUse) -> Resolved {
        let part = self.parts.get(target);
        if let Some(fragment) = target.strip_prefix('#') {
            return match part {
                None => Resolved::Url(format!("#{}", encode(fragment))),
                Some(Part::Id(id)) => Resolved::Url(format!("#{}", encode(id))),
                Some(Part::Top) => Resolved::Url("#bl-content".to_owned()),
                Some(Part::Missing | Part::File(_)) => {
                    Resolved::Broken { reason: "this page has no such part".to_owned() }
                }
            };
        }
        let goal = match part {
            Some(Part::File(path)) => Goal::File(path.clone()),
            _ => self.links.follow(self.file, target, link_use),
        };
        if let Goal::File(path) = &goal
            && let Some(reason) = self.refused.get(path)
        {
            return Resolved::Refused { reason: (*reason).to_owned() };
        }
        self.links.answer(self.page, goal, part)
    }

    fn listing(&self, start: usize) -> Option<Listing> {
        (self.listing)(start)
    }
}

#[cfg(test)]
mod tests {
    use super::svg_is_active;

    #[test]
    fn drawings_that_could_run_something_are_known() {
        for active in [
            "<svg><script>x</script></svg>",
            "<svg onload=alert(1)>",
            "<svg ONLOAD = 'x'>",
            "<svg><a href='javascript:x'>",
        ] {
            assert!(svg_is_active(active), "{active}");
        }
        assert!(!svg_is_active("<svg><title>From one on to two</title><rect width='3'/></svg>"));
    }
}
