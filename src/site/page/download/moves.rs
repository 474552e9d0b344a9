//! Every move in the ranked list with its cause, and what entered and left.

use super::super::super::address::encode;
use super::{Cell, Table};
use crate::analysis::movement::{Event, Kind, Subject};
use crate::site::Site;

/// The moves; no rows where no earlier day is known.
pub(super) const TABLE: Table = Table { name: "moves", columns, rows };

fn columns(_: &Site<'_>) -> Vec<String> {
    ["since", "change", "id", "title", "rank_before", "rank", "moved", "cause", "page"].map(str::to_owned).into()
}

fn rows<'a>(site: &'a Site<'_>, take: &mut dyn FnMut(Vec<Cell<'a>>)) {
    let Ok(movement) = &site.analysis.movement else { return };
    let since = || movement.since.day.into();
    for found in &movement.moves {
        let item = &site.backlog.items[found.item];
        let page = encode(&site.addresses.items[found.item]);
        take(vec![
            since(),
            "moved".into(),
            (&item.id).into(),
            (&item.title).into(),
            found.from.into(),
            found.to.into(),
            found.up().into(),
            movement.why(found).into(),
            page.into(),
        ]);
    }
    for event in &movement.events {
        if let Some((change, before, after)) = passed(event) {
            let page =
                if let Subject::Item(at) = event.subject { Some(encode(&site.addresses.items[at])) } else { None };
            take(vec![
                since(),
                change.into(),
                (&event.id).into(),
                (&event.title).into(),
                before.into(),
                after.into(),
                Cell::Nothing,
                event.own_words().into(),
                page.into(),
            ]);
        }
    }
}

/// Tells what entered and what left, with its rank before and after.
fn passed(event: &Event) -> Option<(&'static str, Option<usize>, Option<usize>)> {
    match &event.kind {
        Kind::Entered(_, rank) => Some(("entered", None, Some(*rank))),
        Kind::Left(_, rank) => Some(("left", *rank, None)),
        Kind::Configured(_) | Kind::Rescored(_) => None,
    }
}
