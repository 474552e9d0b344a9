//! Every move in the ranked list with its cause, and what entered and left.

use super::super::super::address::encode;
use super::Table;
use crate::analysis::movement::{Event, Kind, Subject};
use crate::site::Site;
use serde_json::{Value, json};

/// The moves; no rows where no earlier day is known.
pub(super) const TABLE: Table = Table { name: "moves", columns, rows };

fn columns(_: &Site<'_>) -> Vec<String> {
    ["since", "change", "id", "title", "rank_before", "rank", "moved", "cause", "page"].map(str::to_owned).into()
}

fn rows(site: &Site<'_>, take: &mut dyn FnMut(Vec<Value>)) {
    let Ok(movement) = &site.analysis.movement else { return };
    let since = json!(movement.since.day.to_string());
    for found in &movement.moves {
        let item = &site.backlog.items[found.item];
        let page = encode(&site.addresses.items[found.item]);
        take(vec![
            since.clone(),
            json!("moved"),
            json!(item.id),
            json!(item.title),
            json!(found.from),
            json!(found.to),
            json!(found.up()),
            json!(movement.why(found)),
            json!(page),
        ]);
    }
    for event in &movement.events {
        if let Some((change, before, after)) = passed(event) {
            let page =
                if let Subject::Item(at) = event.subject { Some(encode(&site.addresses.items[at])) } else { None };
            take(vec![
                since.clone(),
                json!(change),
                json!(event.id),
                json!(event.title),
                json!(before),
                json!(after),
                Value::Null,
                json!(event.own_words()),
                json!(page),
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
