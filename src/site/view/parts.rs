//! The small parts that several pages share.

use super::Table;
use crate::document::markdown::{Address, FAR_REL, safe_url};
use crate::site::words::capital;
use serde::Serialize;
use std::borrow::Cow;

/// A link, or plain text where it leads nowhere.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::site) struct Link {
    pub(in crate::site) text: String,
    pub(in crate::site) href: Option<String>,
    pub(in crate::site) label: Option<String>,
    pub(in crate::site) rel: Option<&'static str>,
}

impl Link {
    /// Makes a link.
    pub(in crate::site) fn to(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(href.into()), ..Self::default() }
    }

    /// Makes a link to another host of an address as a document writes it; none where the text is anything else.
    pub(in crate::site) fn far(written: &str) -> Option<Self> {
        match safe_url(written) {
            Address::External(url) if !written.contains(char::is_whitespace) && !written.starts_with('/') => {
                Some(Self { rel: Some(FAR_REL), ..Self::to(written, url) })
            }
            _ => None,
        }
    }

    /// Makes plain text.
    pub(in crate::site) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Puts a word in front.
    pub(in crate::site) fn labelled(mut self, label: &str) -> Self {
        self.label = Some(label.to_owned());
        self
    }
}

/// A work type with its colour.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct WorkType {
    pub(in crate::site) label: Cow<'static, str>,
    pub(in crate::site) class: &'static str,
}

impl WorkType {
    /// Names a work type; one of the site's own has the neutral colour.
    pub(in crate::site) fn of(name: Option<&str>) -> Self {
        let (label, class) = match name {
            Some("feature") => (Cow::Borrowed("Feature"), "feature"),
            Some("tech-debt") => (Cow::Borrowed("Tech debt"), "tech-debt"),
            Some("defect") => (Cow::Borrowed("Defect"), "defect"),
            Some("risk") => (Cow::Borrowed("Risk"), "risk"),
            Some(other) => (Cow::Owned(capital(&other.replace('-', " "))), "other"),
            None => (Cow::Borrowed("No type"), "other"),
        };
        Self { label, class }
    }
}

/// A state with its colour.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct State {
    pub(in crate::site) label: String,
    pub(in crate::site) class: &'static str,
}

impl State {
    /// Makes a state.
    pub(in crate::site) fn new(label: impl Into<String>, class: &'static str) -> Self {
        Self { label: label.into(), class }
    }
}

/// A row of a field list.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::site) struct Field {
    pub(in crate::site) label: String,
    pub(in crate::site) text: Option<String>,
    pub(in crate::site) links: Vec<Link>,
    pub(in crate::site) note: Option<String>,
    pub(in crate::site) class: Option<&'static str>,
}

impl Field {
    /// Makes a field of text.
    pub(in crate::site) fn text(label: &str, text: impl Into<String>) -> Self {
        Self { label: label.to_owned(), text: Some(text.into()), ..Self::default() }
    }

    /// Makes a field of links; none when there are none.
    pub(in crate::site) fn links(label: &str, links: Vec<Link>) -> Option<Self> {
        (!links.is_empty()).then(|| Self { label: label.to_owned(), links, ..Self::default() })
    }

    /// Makes a field of text where there is some.
    pub(in crate::site) fn maybe(label: &str, text: Option<String>) -> Option<Self> {
        text.filter(|text| !text.is_empty()).map(|text| Self::text(label, text))
    }
}

/// A drawing with its finding and its data.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Chart {
    pub(in crate::site) id: &'static str,
    pub(in crate::site) title: String,
    pub(in crate::site) subtitle: Option<String>,
    pub(in crate::site) svg_svg: String,
    pub(in crate::site) table: Option<Table>,
    pub(in crate::site) note: Option<String>,
}

/// A figure with its meaning.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::site) struct Card {
    pub(in crate::site) label: String,
    pub(in crate::site) value: String,
    pub(in crate::site) note: Option<String>,
    pub(in crate::site) note_class: Option<&'static str>,
    pub(in crate::site) href: Option<String>,
}

/// A heading of a body, for its table of contents.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Heading {
    pub(in crate::site) level: u8,
    pub(in crate::site) text: String,
    pub(in crate::site) id: String,
}

/// A section of the navigation.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct NavSection {
    pub(in crate::site) title: Option<String>,
    pub(in crate::site) items: Vec<NavItem>,
}

/// An entry of the navigation.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct NavItem {
    pub(in crate::site) label: String,
    pub(in crate::site) href: String,
    pub(in crate::site) count: Option<String>,
    pub(in crate::site) current: bool,
}

/// Where a page comes from and how to change it.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Tools {
    pub(in crate::site) source: String,
    pub(in crate::site) edit: Option<String>,
    pub(in crate::site) history: Option<String>,
    pub(in crate::site) changed: Option<String>,
    pub(in crate::site) changed_href: Option<String>,
}

/// The pages of a long list.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Pagination {
    pub(in crate::site) label: String,
    pub(in crate::site) prev: Option<String>,
    pub(in crate::site) next: Option<String>,
    pub(in crate::site) pages: Vec<PaginationLink>,
}

impl Pagination {
    /// Links to the other pages of a long list; none when there is one.
    pub(in crate::site) fn of(pages: usize, number: usize, href: impl Fn(usize) -> String) -> Option<Self> {
        if pages <= 1 {
            return None;
        }
        let mut links = Vec::new();
        let mut last = None;
        for at in (0..pages).filter(|at| *at == 0 || *at + 1 == pages || at.abs_diff(number) <= 2) {
            if last.is_some_and(|last: usize| last + 1 < at) {
                links.push(PaginationLink { text: "…".to_owned(), href: None, current: false });
            }
            links.push(PaginationLink {
                text: (at + 1).to_string(),
                href: (at != number).then(|| href(at)),
                current: at == number,
            });
            last = Some(at);
        }
        Some(Self {
            label: format!("Page {} of {pages}", number + 1),
            prev: number.checked_sub(1).map(&href),
            next: (number + 1 < pages).then(|| href(number + 1)),
            pages: links,
        })
    }

    /// Says which list it is about, for pages that have several.
    pub(in crate::site) fn of_list(mut self, title: &str) -> Self {
        let mut page = self.label;
        page.replace_range(..1, "p");
        self.label = format!("{title}: {page}");
        self
    }
}

/// One page of a long list.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct PaginationLink {
    pub(in crate::site) text: String,
    pub(in crate::site) href: Option<String>,
    pub(in crate::site) current: bool,
}
