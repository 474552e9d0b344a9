//! How old work in progress is, against the work before it.

use super::{Scene, type_of};
use crate::chart::ageing::{Ageing, Column, Open};
use crate::flow::Dot;
use crate::site::view::{Chart, framed};
use crate::site::words::count;

/// Draws the epics in progress in the columns of their states.
pub(in crate::site) fn age_chart(scene: &Scene<'_>) -> Option<Chart> {
    let ageing = &scene.measures.ageing;
    let columns = ageing.columns.iter().map(|column| Column { name: column.title.clone(), pace: column.zones });
    let open: Vec<Open> = ageing.dots.iter().filter_map(|dot| open(scene, dot)).collect();
    let mut heading = scene.heading("bl-ageing", finding(scene), ageing.count);
    heading.caption = match ageing.count {
        0 => format!("Nothing was finished to compare with; {}.", scene.span(scene.measures.window)),
        _ => format!("Against {} finished; {}.", count(ageing.count, "epic"), scene.span(scene.measures.window)),
    };
    let list_href = "#bl-ageing-chart-data".to_owned();
    let drawing = Ageing { heading, columns: columns.collect(), epics: open, list_href };
    Some(framed(scene.site, "bl-ageing-chart", drawing.draw()?))
}

fn open(scene: &Scene<'_>, dot: &Dot) -> Option<Open> {
    let item = scene.item(dot.item);
    let state = || item.state.map(|state| scene.site.analysis.flow.line.states[state].title.to_lowercase());
    Some(Open {
        id: item.id.clone(),
        title: scene.title(item),
        href: scene.href(item),
        work_type: type_of(item),
        column: dot.column?,
        age: dot.age,
        held: if dot.aside { state().unwrap_or_default() } else { String::new() },
    })
}

/// Says how many are older than those before them.
fn finding(scene: &Scene<'_>) -> String {
    let ageing = &scene.measures.ageing;
    let past = |share: u8| ageing.dots.iter().filter(|dot| dot.passed.is_some_and(|passed| passed >= share)).count();
    let judged = ageing.columns.iter().any(|column| column.zones.is_some());
    let is = |number: usize| if number == 1 { "epic is" } else { "epics are" };
    match (past(95), past(85)) {
        _ if !judged => "Age of work in progress".to_owned(),
        (0, 0) => "No epic is older than 85 in 100 before it".to_owned(),
        (0, old) => format!("{old} {} older than 85 in 100 of those before", is(old)),
        (old, _) => format!("{old} {} older than 95 in 100 of those before", is(old)),
    }
}
