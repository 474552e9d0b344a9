//! Asks the site where a link leads, and decides what the page shows for it.
//!
//! In: an address from prose and the site's resolver. Out: a destination that is safe to write into a page.
//! It never makes up an address: only the site knows where its pages are.

use super::address::{Address, safe_url};
use super::listing::Listing;
use super::slug::slug;
use crate::document::Keep;
use crate::document::codec::{Reader, Writer};

/// What an address is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkUse {
    /// An ordinary link.
    Link,
    /// A picture to show.
    Image,
    /// A `[[name]]` in prose; the target is the name, not an address.
    Wiki,
    /// A `![[name]]`: a picture to show, or another file or document, which is linked.
    Embed,
}

/// What the site answers about a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// The address to write.
    Url(String),
    /// A page of the site.
    Internal {
        /// The address to write.
        href: String,
        /// The page's title, shown as a tooltip.
        title: Option<String>,
    },
    /// Nothing is there.
    Broken {
        /// What a reader is told.
        reason: String,
    },
    /// Something is there that the page must not link to.
    Refused {
        /// What a reader is told.
        reason: String,
    },
}

/// Every use, in the order of their numbers.
const USES: [LinkUse; 4] = [LinkUse::Link, LinkUse::Image, LinkUse::Wiki, LinkUse::Embed];

impl Keep for LinkUse {
    fn keep(&self, writer: &mut Writer) {
        writer.number(USES.iter().position(|other| other == self).unwrap_or(USES.len()));
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        USES.get(reader.number()?).copied()
    }
}

impl Keep for Resolved {
    fn keep(&self, writer: &mut Writer) {
        let (kind, text) = match self {
            Self::Url(url) => (0, url),
            Self::Internal { href, .. } => (1, href),
            Self::Broken { reason } => (2, reason),
            Self::Refused { reason } => (3, reason),
        };
        writer.number(kind);
        writer.text(text);
        if let Self::Internal { title, .. } = self {
            title.keep(writer);
        }
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        let (kind, text) = (reader.number()?, reader.text()?.to_owned());
        Some(match kind {
            0 => Self::Url(text),
            1 => Self::Internal { href: text, title: Keep::take(reader)? },
            2 => Self::Broken { reason: text },
            3 => Self::Refused { reason: text },
            _ => return None,
        })
    }
}

/// Knows where relative addresses, `#fragments` and `[[names]]` lead.
pub trait LinkResolver: Sync {
    /// Says where `target` leads.
    fn resolve(&self, target: &str, link_use: LinkUse) -> Resolved;

    /// Gives the list that the block at this byte of the body asks for; a block without one stays code.
    fn listing(&self, _start: usize) -> Option<Listing> {
        None
    }
}

impl<F: Fn(&str, LinkUse) -> Resolved + Sync> LinkResolver for F {
    fn resolve(&self, target: &str, link_use: LinkUse) -> Resolved {
        self(target, link_use)
    }
}

/// Leaves every address as it is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct AsWritten;

impl LinkResolver for AsWritten {
    fn resolve(&self, target: &str, _: LinkUse) -> Resolved {
        Resolved::Url(target.to_owned())
    }
}

/// Where a link leads in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    /// On the site, or a mail address.
    Near { href: String, title: Option<String> },
    /// On another host.
    Far(String),
    /// Nowhere, and why.
    Nowhere(String),
}

/// What a link to another host tells about this page: nothing.
///
/// `noreferrer` keeps the address of a private backlog from other hosts, `noopener` is for old browsers that need it
/// said, `nofollow` takes the gain out of advertising in a pull request.
pub const FAR_REL: &str = "nofollow noopener noreferrer";

/// Decides where a link leads: fixed kinds here, all others by the site.
pub(super) fn destination(written: &str, link_use: LinkUse, links: &dyn LinkResolver) -> Destination {
    if matches!(link_use, LinkUse::Wiki | LinkUse::Embed) {
        return answered(links.resolve(written, link_use));
    }
    match safe_url(written) {
        Address::External(url) => Destination::Far(url),
        Address::Mail(href) => Destination::Near { href, title: None },
        Address::Fragment(name) => answered(links.resolve(&format!("#{name}"), link_use)),
        Address::Relative(path) => answered(links.resolve(&path, link_use)),
        Address::Refused(reason) => Destination::Nowhere(reason.to_owned()),
    }
}

/// The name in a wikilink: `[[a\|b]]` in a table keeps the escaping stroke, and line ends count as blanks. A heading behind
/// the name, as it is read, becomes its id; the last one of several is meant. A block (`#^id`) is no part of a page.
pub(super) fn wiki_name(written: &str) -> String {
    let name = written.strip_suffix('\\').unwrap_or(written);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((page, parts)) = name.split_once('#') else { return name };
    let part = parts.rsplit('#').next().unwrap_or(parts).trim();
    let is_id = |c: char| c.is_alphanumeric() || "-_%".contains(c);
    match part.strip_prefix('^') {
        Some(_) if page.is_empty() => "#top".to_owned(),
        Some(_) => page.to_owned(),
        None if part.chars().all(is_id) => format!("{page}#{part}"),
        None => format!("{page}#{}", slug(part)),
    }
}

fn answered(answer: Resolved) -> Destination {
    match answer {
        Resolved::Url(href) => checked(href, None),
        Resolved::Internal { href, title } => checked(href, title),
        Resolved::Broken { reason } | Resolved::Refused { reason } => Destination::Nowhere(reason),
    }
}

fn checked(href: String, title: Option<String>) -> Destination {
    match safe_url(&href) {
        Address::External(url) => Destination::Far(url),
        Address::Refused(reason) => Destination::Nowhere(reason.to_owned()),
        _ => Destination::Near { href, title },
    }
}
