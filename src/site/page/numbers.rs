//! How the numbers are made: every method, with this site's settings.

use super::super::plan::{Route, Site};
use super::super::view::{Cell, Heading, Table};
use super::super::words::{figure, list};
use super::{Body, Common, Entry, Given, Page, once, view};
use crate::document::markdown::{AsWritten, RenderOptions, render};
use crate::embedded::NUMBERS;
use crate::flow::METRICS;
use crate::order::Order;
use crate::ranking::{Direction, METHODS, Method, Settings, Shape};
use serde::Serialize;

/// Topics beside the methods: the file, and the heading.
const TOPICS: [(&str, &str); 4] = [
    ("sequence", "When to start"),
    ("capacity", "The capacity line"),
    ("sensitivity", "How firm the order is"),
    ("outcomes", "When an outcome is hit"),
];

/// How the numbers are made.
pub(super) const PAGE: Page = Page {
    name: "numbers",
    about: "every method and rule with this site's settings",
    anywhere: false,
    navigation: Some(|_| {
        Some(Entry { label: "How these numbers are made".to_owned(), path: "numbers.html", count: None })
    }),
    routes: |_, page| once(page, "numbers.html"),
    body: Body::Html { template: "numbers", view: make },
};

#[derive(Debug, Serialize)]
struct Numbers {
    intro_html: Option<String>,
    settings: Table,
    methods: Vec<MethodView>,
    toc: Vec<Heading>,
}

#[derive(Debug, Serialize)]
struct MethodView {
    id: String,
    title: String,
    in_force: bool,
    formula: Option<String>,
    body_html: String,
    table: Option<Table>,
    href: Option<String>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let mut methods: Vec<MethodView> = METHODS.iter().map(|method| method_view(site, method)).collect();
    methods.order_by_key(|method| !method.in_force);
    methods.extend(TOPICS.iter().map(|(name, title)| plain(site, name, title)));
    methods.extend(METRICS.iter().map(|metric| plain(site, metric.doc.trim_end_matches(".md"), metric.title)));
    methods.push(plain(site, "forecast", "Forecast"));
    let toc =
        methods.iter().map(|method| Heading { level: 2, text: method.title.clone(), id: method.id.clone() }).collect();
    let subtitle = format!("Ranked by {}; everything as of {}.", site.analysis.method_words(), site.as_of());
    let own = Numbers { intro_html: None, settings: in_force(site), methods, toc };
    view(Common::new(site, route, "How these numbers are made").subtitle(subtitle), own)
}

/// Describes what no setting of this page belongs to.
fn plain(site: &Site<'_>, name: &str, title: &str) -> MethodView {
    MethodView {
        id: name.to_owned(),
        title: title.to_owned(),
        in_force: false,
        formula: None,
        body_html: doc(site, name, title),
        table: None,
        href: None,
    }
}

/// Describes a method; the one in force with its formula and weights.
fn method_view(site: &Site<'_>, method: &'static Method) -> MethodView {
    let settings = &site.analysis.settings;
    let in_force = method.name == settings.method.name;
    MethodView {
        id: method.name.to_owned(),
        title: method.title.to_owned(),
        in_force,
        formula: in_force.then(|| formula(site, settings)).flatten(),
        body_html: doc(site, method.doc.trim_end_matches(".md"), method.title),
        table: (in_force && method.shape == Shape::Linear).then(|| weights(site, settings)),
        href: None,
    }
}

/// Writes the formula in force with this site's weights.
fn formula(site: &Site<'_>, settings: &Settings) -> Option<String> {
    if let Some(text) = site.config.ranking.formula.as_ref().filter(|_| settings.method.shape == Shape::Free) {
        return Some(text.clone());
    }
    (settings.method.shape == Shape::Linear).then(|| {
        let (low, high) = (figure(settings.scale.lo, 2), figure(settings.scale.hi, 2));
        let terms: Vec<String> = settings
            .criteria
            .iter()
            .map(|criterion| {
                let share = match criterion.direction {
                    Direction::Benefit => format!("({} − {low})", criterion.name),
                    Direction::Cost => format!("({high} − {})", criterion.name),
                };
                format!("{} × {share}", figure(criterion.weight, 4))
            })
            .collect();
        format!("score = 100 × ({}) ÷ ({high} − {low})", terms.join(" + "))
    })
}

/// Lists the weights.
fn weights(site: &Site<'_>, settings: &Settings) -> Table {
    let mut table = Table::new("Weights in force", &["Criterion", "Field", "Weight", "Better when"]);
    let rows = settings.criteria.iter().map(|criterion| {
        let better = if criterion.direction == Direction::Benefit { "higher" } else { "lower" };
        vec![
            Cell::text(criterion.label.to_string()),
            Cell::text(format!("scores.{}", criterion.name)),
            Cell::figure(figure(criterion.weight, 4)),
            Cell::text(better),
        ]
    });
    table.fill(site, rows);
    table
}

/// Lists the settings in force.
fn in_force(site: &Site<'_>) -> Table {
    let config = site.config;
    let settings = &site.analysis.settings;
    let states: Vec<String> =
        config.workflow.states().iter().map(|state| format!("{} ({})", state.title, state.class.name())).collect();
    let checkpoints: Vec<String> = config.outcomes.checkpoints_months.iter().map(ToString::to_string).collect();
    let percent = |share: f64| format!("{}%", figure(share * 100.0, 1));
    let rows = [
        ("As of", site.as_of()),
        ("Time zone", config.site.timezone_name.clone()),
        ("Preset", config.preset.to_owned()),
        ("Ranking method", settings.method.title.to_owned()),
        ("Scale of scores", format!("{} to {}", figure(settings.scale.lo, 2), figure(settings.scale.hi, 2))),
        ("Ranked when", format!("criteria with at least {} of the weights are scored", percent(settings.min_coverage))),
        ("Weights vary by", format!("±{}", percent(settings.variation))),
        ("Planning period", config.period.containing(site.analysis.as_of)),
        ("States", list(&states)),
        ("Outcome hit from", format!("{} of the way", percent(config.outcomes.hit_from))),
        ("Outcome partly hit from", format!("{} of the way", percent(config.outcomes.partial_from))),
        ("Grace after the date", format!("{} days", config.outcomes.grace_days)),
        ("Measured again after", format!("{} months", list(&checkpoints))),
    ];
    let mut table = Table::new("What this site was made with", &["Setting", "Value"]);
    table.fill(site, rows.into_iter().map(|(name, value)| vec![Cell::text(name), Cell::text(value)]));
    table
}

/// Renders what a method's documentation says before its first subheading; its tables are named after it, as each
/// text begins to count them anew.
fn doc(site: &Site<'_>, name: &str, title: &str) -> String {
    let mut places = ["ranking/", "metrics/", ""].iter();
    let text = places.find_map(|place| NUMBERS.text(&format!("docs/{place}{name}.md"))).unwrap_or_default();
    let body = text.strip_prefix("# ").and_then(|rest| rest.split_once('\n')).map_or(text, |(_, rest)| rest);
    let body = body.split("\n## ").next().unwrap_or(body);
    let rendered = render(body, &AsWritten, &site.highlighter, &RenderOptions::default());
    rendered.html.replace("aria-label=\"Table", &format!("aria-label=\"{title}: table"))
}
