//! How an epic's rank changed.

use crate::analysis::movement::{Change as Moved, Movement};
use crate::site::Site;
use crate::site::markup::Html;
use crate::site::words::{grouped, near_day};
use serde::Serialize;

/// A change of rank as a mark, with the words for those who don't see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::site) struct Change {
    class: &'static str,
    text: String,
    label: String,
}

/// Shows how an epic's rank changed; none where that isn't known.
pub(in crate::site) fn change_of(site: &Site<'_>, item: usize) -> Option<Change> {
    let movement = site.analysis.movement.as_ref().ok()?;
    Some(match movement.changes.get(item)?.as_ref()? {
        Moved::Same => mark("same", String::new(), "no change".to_owned()),
        Moved::Entered(_) => mark("new", "new".to_owned(), format!("new in the list since {}", since(site, movement))),
        Moved::Moved(at) => {
            let up = movement.moves.get(*at)?.up();
            let (class, way) = if up > 0 { ("up", "up") } else { ("down", "down") };
            mark(class, up.unsigned_abs().to_string(), format!("{way} {}", up.unsigned_abs()))
        }
    })
}

/// Writes the day with which today is compared.
pub(in crate::site) fn since(site: &Site<'_>, movement: &Movement) -> String {
    near_day(movement.since.day, site.analysis.as_of)
}

/// Says how many came into the list, to go on after how many changed place.
pub(in crate::site) fn entered(movement: &Movement) -> String {
    match movement.entered {
        0 => String::new(),
        number => format!(" and {} came into the list", grouped(number)),
    }
}

/// Names the column of changes.
pub(in crate::site) fn change_title(site: &Site<'_>) -> Option<String> {
    let movement = site.analysis.movement.as_ref().ok()?;
    Some(match movement.since.days {
        Some(1) => "1 day".to_owned(),
        Some(days) => format!("{days} days"),
        None => format!("Since {}", since(site, movement)),
    })
}

impl Change {
    /// Tells whether the rank is the same.
    pub(in crate::site) fn is_same(&self) -> bool {
        self.class == "same"
    }
}

impl Change {
    /// Writes the mark, as the component `change` makes it.
    pub(in crate::site) fn write(&self, html: &mut Html) {
        html.raw("<span class=\"change c-").text(self.class).raw("\"><span aria-hidden=\"true\">");
        match self.class {
            "up" => html.raw("▲ ").text(&self.text),
            "down" => html.raw("▼ ").text(&self.text),
            "same" => html.raw("–"),
            _ => html.text(&self.text),
        };
        html.raw("</span><span class=\"sr\">").text(&self.label).raw("</span></span>");
    }
}

const fn mark(class: &'static str, text: String, label: String) -> Change {
    Change { class, text, label }
}
