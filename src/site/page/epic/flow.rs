//! How an epic went through the states, and when it is likely done.

use crate::config::StateClass;
use crate::flow::forecast::{Likely, Placed};
use crate::flow::{ItemFlow, Standing, start_of_day};
use crate::site::Site;
use crate::site::markup::{Html, field_list, link, written};
use crate::site::view::{Field, Link, Stay, Times, doubts_link, limit_note};
use crate::site::words::{count, days, list, near_day, percent};
use jiff::civil::Date;
use serde::Serialize;

/// What the side of the page says of an epic's flow.
#[derive(Debug, Serialize)]
struct FlowCard {
    fields: Vec<Field>,
    notes: Vec<String>,
    link: Link,
}

/// Where an epic's time went, and how it flows.
#[derive(Debug, Serialize)]
pub(super) struct Flowed {
    times_html: Option<Html>,
    times: Option<Times>,
    flow_html: Option<Html>,
    flow: Option<FlowCard>,
}

impl Flowed {
    /// Shows what is known of both.
    pub(super) fn of(site: &Site<'_>, page: &str, at: usize) -> Self {
        let (times_html, times) = written(site, times(site, at), |html, times| {
            if let Some(times) = times {
                times.write(html);
            }
        });
        let (flow_html, flow) = written(site, card(site, page, at), |html, card| {
            if let Some(card) = card {
                card.write(html);
            }
        });
        Self { times_html, times, flow_html, flow }
    }
}

impl FlowCard {
    /// Writes it as the page's template does.
    fn write(&self, html: &mut Html) {
        html.raw("\n<section class=\"card\" aria-labelledby=\"bl-flow\"><h2 id=\"bl-flow\">Flow</h2>");
        field_list(html, &self.fields);
        html.each(&self.notes, "", |html, note| _ = html.raw("<p class=\"small\">").text(note).raw("</p>"));
        link(html.raw("<p class=\"small\">"), &self.link);
        html.raw("</p></section>");
    }
}

/// How a wait is filled.
const WAITS: u8 = 2;

/// Shows where the time went; none where nothing is known of it.
fn times(site: &Site<'_>, at: usize) -> Option<Times> {
    let item = site.flow_item(at)?;
    if item.standing == Standing::Excluded {
        return None;
    }
    let stays = stays(site, item);
    Some(Times::of(&stays, note(site, item, &stays))?.listed(site, &stays))
}

/// Lists the stays of an epic in its states, to its end or to the day of the site.
fn stays(site: &Site<'_>, item: &ItemFlow) -> Vec<Stay> {
    let as_of = site.analysis.as_of;
    let zone = &site.config.site.timezone;
    let now = start_of_day(as_of.tomorrow().unwrap_or(as_of), zone);
    let end = item.done.or(item.cancelled).map_or(now, |instant| instant.at);
    let steps = item.steps.iter().enumerate().filter_map(|(at, step)| {
        let until = item.steps.get(at + 1).map_or(end, |next| next.at).min(end);
        let state = &site.analysis.flow.line.states[step.state?];
        let class = match state.class {
            StateClass::Active => 0,
            StateClass::Waiting => WAITS,
            StateClass::New => 7,
            _ => 5,
        };
        (step.at < until).then(|| Stay {
            name: state.title.clone(),
            step: class,
            from: near_day(step.at.to_zoned(zone.clone()).date(), as_of),
            days: until.duration_since(step.at).as_secs_f64() / 86_400.0,
        })
    });
    steps.collect()
}

/// Says how long it took or how old it is, and how much of that was work.
fn note(site: &Site<'_>, item: &ItemFlow, stays: &[Stay]) -> String {
    let whole = match (item.flow_time, item.age, item.standing) {
        (Some(time), ..) => Some(format!("{} from start to done, both days counted", days(time as f64))),
        (_, Some(age), _) => Some(format!("{} since the start", days(age as f64))),
        (.., Standing::NotStarted) => Some("not begun".to_owned()),
        (.., Standing::Cancelled) => Some("given up".to_owned()),
        (.., Standing::Done) => Some("done, and never seen in progress".to_owned()),
        _ => None,
    };
    let active = item.efficiency().map(|share| format!("active {}", percent(share)));
    let longest = stays.iter().filter(|stay| stay.step == WAITS).max_by(|a, b| a.days.total_cmp(&b.days));
    let waited = longest.filter(|stay| stay.days >= 1.0);
    let waited = waited.map(|stay| format!("waited longest in {}: {}", stay.name, days(stay.days)));
    let said: Vec<String> = [whole, active, waited, limit_note(site)].into_iter().flatten().collect();
    said.join(" · ")
}

/// Shows an epic's dates, its times, what is odd in its history, and when it is likely done.
fn card(site: &Site<'_>, page: &str, at: usize) -> Option<FlowCard> {
    let item = site.flow_item(at)?;
    let as_of = site.analysis.as_of;
    let day = |date: Option<Date>| date.map(|date| near_day(date, as_of));
    let long = |label: &str, time: Option<i64>| Field::maybe(label, time.map(|time| days(time as f64)));
    let finished = if item.standing == Standing::Excluded { "Done when first seen" } else { "Finished" };
    let flags: Vec<String> = item.flags.iter().map(|flag| flag.title().to_lowercase()).collect();
    let mut fields: Vec<Field> = [
        Field::maybe("Written down", day(item.created)),
        Field::maybe("Started", day(item.start.map(|start| start.day))),
        Field::maybe(finished, day(item.done.map(|done| done.day))),
        Field::maybe("Given up", day(item.cancelled.map(|cancelled| cancelled.day))),
        long("Flow time", item.flow_time),
        long("Age", item.age),
        long("In its state", item.days_in_state),
        Field::maybe("History", Some(list(&flags))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut notes = Vec::new();
    if let Some(placed) = site.analysis.forecasts.get(&at) {
        let (likely, said) = forecast(site, placed);
        fields.extend(likely.and_then(|likely| likely_field(likely, as_of)));
        notes.extend(said);
    }
    (!fields.is_empty() || !notes.is_empty()).then(|| FlowCard { fields, notes, link: doubts_link(page) })
}

/// Writes the dates of a forecast; the surest that is usual stands first.
fn likely_field(likely: Likely, as_of: Date) -> Option<Field> {
    let [half, _, most, _] = likely.dates;
    let mut field = Field::maybe("Likely done", most.map(|day| format!("by {} (85%)", near_day(day, as_of))))?;
    field.note = half.map(|day| format!("by {} (50%)", near_day(day, as_of)));
    Some(field)
}

/// Gives when an epic is likely done, and says what that rests on, or why it is not said.
fn forecast(site: &Site<'_>, placed: &Placed) -> (Option<Likely>, Vec<String>) {
    if let Some(started) = &placed.started {
        let longer = count(started.longer, "past epic");
        let age = days(started.age as f64);
        return match started.likely {
            Some(likely) => (Some(likely), vec![format!("From its age: {longer} took longer than {age}.")]),
            None => (None, vec![format!("No date: {longer} took longer than its {age}, and it takes 5 to tell.")]),
        };
    }
    let flow = &site.analysis.flow;
    let sample = match &placed.team {
        Some(team) => flow.team_forecasts.get(team),
        None => Some(&flow.forecast),
    };
    let Some(sample) = sample else { return (None, Vec::new()) };
    if let Some(refusal) = sample.refusal {
        return (None, vec![refusal.words(&sample.sample)]);
    }
    let whose = placed.team.as_ref().map_or_else(String::new, |team| format!(" of {team}"));
    let weeks = count(sample.sample.weeks.len(), "week");
    let basis = format!("At place {}{whose}, if the coming weeks are like the last {weeks}.", placed.place);
    let warnings = sample.warnings.iter().map(|warning| warning.words().to_owned());
    let beyond = placed.likely.is_none_or(|likely| likely.dates[2].is_none());
    let far = beyond.then(|| "More than ten years away at this pace, so no date is given.".to_owned());
    (placed.likely, std::iter::once(basis).chain(far).chain(warnings).collect())
}
