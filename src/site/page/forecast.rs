//! What is likely: how many epics by the end of the period, when the next ones, and when each of the list.

use super::super::address::relative;
use super::super::plan::{Route, Site};
use super::super::view::{Card, Cell, Chart, Link, Notice, Table, Words, framed, limit_words};
use super::super::words::{count, day, grouped, list, near_day};
use super::flow::{FlowView, PATH as FLOW, Told};
use super::{Body, Common, Given, Page, view};
use crate::chart::Heading;
use crate::chart::forecast::{Answer, Forecast as Drawing};
use crate::document::add_days;
use crate::flow::forecast::{ASSUMPTIONS, Forecast, HowMany, Likely, chance};
use jiff::civil::Date;

/// The address.
pub(super) const PATH: &str = "forecast.html";
/// How sure the answers are, in per cent.
const LEVELS: [u8; 4] = [50, 70, 85, 95];
/// How many epics are asked about as the next ones.
const NEXT: usize = 10;
/// How many epics of the list have their dates in the table; each page of an epic has its own.
const LISTED: usize = 100;
/// How many weeks the drawing of dates looks ahead.
const WEEKS: u32 = 80;

/// The forecast.
pub(super) const PAGE: Page = Page {
    name: "forecast",
    about: "what is likely: how many epics by the end of the period, and when each is done",
    anywhere: false,
    navigation: None,
    routes: |site, page| if site.backlog.epics().next().is_some() { super::once(page, PATH) } else { Vec::new() },
    body: Body::Html { template: "flow", view: make },
};

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let forecast = &site.analysis.flow.forecast;
    let common = Common::new(site, route, "Forecast");
    let common = common.crumbs(vec![Link::to("Flow", relative(&route.path, FLOW))]);
    let mut own = FlowView { notices: notices(site, forecast), ..FlowView::default() };
    if forecast.refusal.is_some() {
        own.parts.extend(teams(site));
        return view(common.subtitle("Too little is known to say what is likely."), own);
    }
    let end = period_end(site);
    let many = forecast.how_many_by(end);
    own.cards = many.iter().map(|many| many_card(site, many)).chain(next_card(site, forecast)).collect();
    own.charts = [many.as_ref().and_then(|many| many_chart(site, forecast, many)), when_chart(site, forecast)]
        .into_iter()
        .flatten()
        .collect();
    own.parts = [dates(site, &route.path), teams(site), Some(assumptions())].into_iter().flatten().collect();
    own.download = "";
    view(common.subtitle(subtitle(site, forecast)), own)
}

/// Says what the forecast draws from.
fn subtitle(site: &Site<'_>, forecast: &Forecast) -> String {
    let weeks = &forecast.sample.weeks;
    let each: Vec<String> = weeks.iter().map(usize::to_string).collect();
    format!(
        "If the coming weeks are like the last {}, in which {} epics were finished. Counted from {}.",
        grouped(weeks.len()),
        list(&each),
        day(site.analysis.as_of)
    )
}

/// Says why there is no forecast, or what makes it doubtful.
fn notices(site: &Site<'_>, forecast: &Forecast) -> Vec<Notice> {
    let limit = limit_words(site).map(Notice::warning);
    let refusal = forecast.refusal.map(|refusal| {
        let texts = vec![
            refusal.words(&forecast.sample),
            "A date from less would be a guess that looks like a figure.".to_owned(),
        ];
        Notice::note(Words { title: "There is no forecast yet".to_owned(), texts })
    });
    let warnings: Vec<String> = forecast.warnings.iter().map(|warning| warning.words().to_owned()).collect();
    let doubt = (refusal.is_none() && !warnings.is_empty())
        .then(|| Notice::warning(Words { title: "Take it with care".to_owned(), texts: warnings }));
    [limit, refusal, doubt].into_iter().flatten().collect()
}

/// Gives the last day of the planning period that holds the day of the site.
fn period_end(site: &Site<'_>) -> Date {
    let (period, as_of) = (site.config.period, site.analysis.as_of);
    let name = period.containing(as_of);
    let same = |days: &i64| period.containing(add_days(as_of, *days)) == name;
    add_days(as_of, (0..=366).take_while(same).last().unwrap_or(0))
}

/// Says so many or more; that none or more are done says nothing.
fn least(number: usize) -> String {
    if number == 0 { "none for sure".to_owned() } else { format!("{} or more", grouped(number)) }
}

fn many_card(site: &Site<'_>, many: &HowMany) -> Card {
    let until = near_day(many.until, site.analysis.as_of);
    Card {
        label: format!("Finished by {until}, 85% sure"),
        value: least(many.at_least[2]),
        note: Some(format!("{} with 50%", least(many.at_least[0]))),
        ..Card::default()
    }
}

/// Gives how many epics are asked about as the next ones: those that are unfinished, ten at most.
fn next(site: &Site<'_>) -> usize {
    site.analysis.forecasts.len().min(NEXT)
}

fn next_card(site: &Site<'_>, forecast: &Forecast) -> Option<Card> {
    let number = next(site);
    let likely = forecast.when(number).filter(|_| number > 0)?;
    let date = |at: usize| likely.dates[at].map(|day| near_day(day, site.analysis.as_of));
    Some(Card {
        label: format!("The next {} done, 85% sure", count(number, "epic")),
        value: date(2).map_or_else(|| "in over ten years".to_owned(), |date| format!("by {date}")),
        note: date(0).map(|date| format!("by {date} with 50%")),
        ..Card::default()
    })
}

/// Draws how many are finished by the end of the period.
fn many_chart(site: &Site<'_>, forecast: &Forecast, many: &HowMany) -> Option<Chart> {
    let until = near_day(many.until, site.analysis.as_of);
    let title = match many.at_least[2] {
        0 => format!("Not even one epic by {until} is 85% sure"),
        number => format!("{} or more by {until}, with 85% confidence", count(number, "epic")),
    };
    let answer = |(number, chance): (usize, &f64)| Answer { name: number.to_string(), chance: *chance };
    let line = |(share, number): (u8, usize)| (share, number, least(number));
    let drawing = Drawing {
        heading: Heading {
            prefix: "bl-how-many".to_owned(),
            title,
            caption: format!("{} Read from right to left: the surer, the fewer.", basis(forecast, many.weeks)),
        },
        subtitle: format!("How many epics finish by {until}, the last full week of the period"),
        answer: "Epics".to_owned(),
        answers: many.distribution.iter().enumerate().map(answer).collect(),
        lines: LEVELS.into_iter().zip(many.at_least).map(line).collect(),
    };
    Some(framed(site, "bl-how-many-chart", drawing.draw()?))
}

/// Draws by when the next ones are finished.
fn when_chart(site: &Site<'_>, forecast: &Forecast) -> Option<Chart> {
    let number = next(site);
    let likely = forecast.when(number).filter(|_| number > 0)?;
    let as_of = site.analysis.as_of;
    let ends = |weeks: u32| add_days(as_of, 7 * i64::from(weeks));
    let last = likely.dates[3]
        .map_or(WEEKS, |last| (1..WEEKS).find(|weeks| ends(*weeks) >= last).unwrap_or(WEEKS).saturating_add(4));
    let mut before = 0.0;
    let answers = (1..=last.min(WEEKS)).map(|weeks| {
        let by = chance(&forecast.sample.weeks, number, weeks).unwrap_or(0.0);
        let own = by - std::mem::replace(&mut before, by);
        Answer { name: near_day(ends(weeks), as_of), chance: own.max(0.0) }
    });
    let answers: Vec<Answer> = answers.collect();
    let place = |date: Date| (1..=last).position(|weeks| ends(weeks) >= date);
    let line = |(share, date): (u8, Option<Date>)| {
        let date = date?;
        Some((share, place(date)?, format!("by {}", near_day(date, as_of))))
    };
    let sure = likely.dates[2].map(|date| near_day(date, as_of))?;
    let drawing = Drawing {
        heading: Heading {
            prefix: "bl-when".to_owned(),
            title: format!("The next {} are done by {sure}, with 85% confidence", count(number, "epic")),
            caption: basis(forecast, last),
        },
        subtitle: format!(
            "In which week the {} of the epics to come is finished",
            super::super::words::ordinal(number)
        ),
        answer: "Week that ends on".to_owned(),
        answers,
        lines: LEVELS.into_iter().zip(likely.dates).filter_map(line).collect(),
    };
    Some(framed(site, "bl-when-chart", drawing.draw()?))
}

/// Says what a drawing rests on.
fn basis(forecast: &Forecast, weeks: u32) -> String {
    let known = &forecast.sample.weeks;
    let done: usize = known.iter().sum();
    let ahead = count(usize::try_from(weeks).unwrap_or(0), "week");
    format!("{} in {}, computed exactly over {ahead}.", count(done, "epic"), count(known.len(), "full week"))
}

/// Lists the unfinished epics with their dates.
fn dates(site: &Site<'_>, page: &str) -> Option<Told> {
    let ranking = &site.analysis.ranking;
    let order = ranking.commitments.iter().chain(&ranking.entries).map(|entry| site.item_of(entry.candidate));
    let as_of = site.analysis.as_of;
    // The dates come first, where a small screen shows them.
    let head = ["Epic", "50%", "85%", "95%", "Team", "Counts from"];
    let mut table = Table::new("The list with its likely dates", &head);
    let mut rows = Vec::new();
    for at in order.take(LISTED) {
        let Some(placed) = site.analysis.forecasts.get(&at) else { continue };
        let (likely, from) = match &placed.started {
            Some(started) => (started.likely, "its age".to_owned()),
            None => (placed.likely, format!("place {}", placed.place)),
        };
        let date = |level: usize| {
            let dates = likely.map(|likely: Likely| likely.dates[level]);
            Cell::text(match dates {
                None => "–".to_owned(),
                Some(None) => "over ten years".to_owned(),
                Some(Some(date)) => near_day(date, as_of),
            })
        };
        let team = placed.team.clone().unwrap_or_else(|| "–".to_owned());
        let link = site.item_link(page, at);
        rows.push(vec![Cell::link(link), date(0), date(2), date(3), Cell::text(team), Cell::text(from)]);
    }
    let all = site.analysis.forecasts.len();
    let first = (all > LISTED).then(|| format!("The first {LISTED} of {}.", count(all, "epic")));
    let how = "Work that has begun is judged by its age against past flow times, the rest by its place in the list of its \
               team: everything above it comes first. A dash: too little is known.";
    table.fill(site, rows);
    table.if_any().map(|table| Told {
        id: "bl-dates".to_owned(),
        title: "When each is likely done".to_owned(),
        texts: std::iter::once(how.to_owned()).chain(first).collect(),
        table: Some(table),
        ..Told::default()
    })
}

/// Lists what each team's own weeks say of the end of the period.
fn teams(site: &Site<'_>) -> Option<Told> {
    let end = period_end(site);
    let forecasts = &site.analysis.flow.team_forecasts;
    // Full weeks are counted, so the day is that of the last of them.
    let counted = forecasts.iter().find_map(|(_, forecast)| forecast.how_many_by(end));
    let until = near_day(counted.map_or(end, |many| many.until), site.analysis.as_of);
    let mut table = Table::new(&format!("Finished by {until}, by team"), &["Team"]);
    table.head.extend(["Last weeks", "50%", "85%"].map(Cell::figure));
    table.head.push(Cell::text("What to know"));
    let mut rows = Vec::new();
    for (name, forecast) in forecasts {
        let many = forecast.how_many_by(end);
        let least = |level: usize| {
            Cell::figure(match many.as_ref().map(|many| many.at_least[level]) {
                None => "–".to_owned(),
                Some(number) => self::least(number),
            })
        };
        let refusal = forecast.refusal.map(|refusal| refusal.words(&forecast.sample));
        let warnings: Vec<&str> = forecast.warnings.iter().map(|warning| warning.words()).collect();
        let weeks: usize = forecast.sample.weeks.iter().sum();
        rows.push(vec![
            Cell::text(name.clone()),
            Cell::figure(format!("{weeks} in {}", forecast.sample.weeks.len())),
            least(0),
            least(2),
            Cell::text(refusal.unwrap_or_else(|| warnings.join(" "))),
        ]);
    }
    table.fill(site, rows);
    table.if_any().map(|table| Told {
        id: "bl-teams".to_owned(),
        title: "Each team by itself".to_owned(),
        texts: vec!["Figures of teams must not be added up: each comes from its own weeks.".to_owned()],
        table: Some(table),
        ..Told::default()
    })
}

/// Says what every forecast takes for granted.
fn assumptions() -> Told {
    Told {
        id: "bl-assumptions".to_owned(),
        title: "What this takes for granted".to_owned(),
        texts: ASSUMPTIONS.iter().map(|text| (*text).to_owned()).collect(),
        ..Told::default()
    }
}
