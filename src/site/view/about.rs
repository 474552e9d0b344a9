//! What the page of every document has beside its own part: fields, what links to it, what it lacks.

use super::{Field, Link, extra_fields, missing};
use crate::backlog::Reference;
use crate::site::Site;
use crate::site::prose::backlinks;
use crate::site::words::list;
use serde::Serialize;

/// What the page of every document has.
#[derive(Debug, Serialize)]
pub(in crate::site) struct About {
    kind: &'static str,
    id: Option<String>,
    missing: Vec<String>,
    fields: Vec<Field>,
    other_fields: Vec<Field>,
    backlinks: Vec<Link>,
}

impl About {
    /// Collects it for an item, seen from its page; `own` are the fields of its kind.
    pub(in crate::site) fn of(site: &Site<'_>, page: &str, at: usize, own: Vec<Option<Field>>) -> Self {
        let item = &site.backlog.items[at];
        let owner = Field::maybe("Owner", Some(list(&item.owners)));
        let tags = Field::maybe("Tags", Some(item.tags.join(", ")));
        Self {
            kind: item.kind.title(),
            id: item.id_span.map(|_| item.id.clone()),
            missing: missing(site, at),
            fields: own.into_iter().chain([owner, tags]).flatten().collect(),
            other_fields: extra_fields(site, page, at),
            backlinks: backlinks(site, page, at),
        }
    }
}

/// Links to a document by reference; a name without a document is plain text.
pub(in crate::site) fn refer(site: &Site<'_>, page: &str, reference: &Reference) -> Link {
    reference.target.map_or_else(|| Link::plain(reference.id.clone()), |at| site.item_link(page, at))
}

/// Makes the field of one reference, where there is one.
pub(in crate::site) fn refer_field(
    site: &Site<'_>,
    page: &str,
    label: &str,
    reference: Option<&Reference>,
) -> Option<Field> {
    reference.and_then(|found| Field::links(label, vec![refer(site, page, found)]))
}
