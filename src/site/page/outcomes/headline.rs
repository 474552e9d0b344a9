//! The finding, the figures at the top and the calibration chart.

use crate::analysis::{OutcomeReport, RECENT_QUARTERS};
use crate::chart::calibration::{Calibration as Drawn, Group};
use crate::realization::calibration::{Calibration, LEAST_JUDGED as LEAST_FORECASTS, Leaning};
use crate::realization::hit_rate::{HitRate, LEAST_JUDGED};
use crate::site::Site;
use crate::site::view::{Card, Chart, framed, outcome_link};
use crate::site::words::{capital, count, grouped, percent, whole};

/// How wide the drawing is, in pixels.
const WIDTH: u32 = 560;

/// Says what stands out: how many were hit, and which loops are open.
pub(super) fn finding(site: &Site<'_>) -> String {
    let report = &site.analysis.report;
    let recent = &report.recent;
    let said = match (recent.judged(), recent.rate) {
        (0, _) => format!("Nothing was measured in the last {RECENT_QUARTERS} quarters"),
        (judged, Some(rate)) => format!(
            "{} of {} hit in the last {RECENT_QUARTERS} quarters, {}",
            recent.hits,
            count(judged, "measured outcome"),
            percent(rate)
        ),
        (judged, None) => format!(
            "{} of {} hit in the last {RECENT_QUARTERS} quarters, too few for a rate",
            recent.hits,
            count(judged, "measured outcome")
        ),
    };
    format!("{said}. {}.", capital(&loops_words(report)))
}

/// Says how many loops are open, and how late the oldest is.
fn loops_words(report: &OutcomeReport) -> String {
    let open = &report.measurements.open;
    match open.first() {
        None => "every loop that is due has been closed".to_owned(),
        Some(_) if open.len() == 1 => format!("1 loop is open, {}", late_words(report)),
        Some(_) => format!("{} loops are open, the oldest {}", grouped(open.len()), late_words(report)),
    }
}

/// Says how late the oldest open loop is.
fn late_words(report: &OutcomeReport) -> String {
    let late = report.measurements.open.first().map_or(0, |oldest| oldest.days_late);
    match usize::try_from(late).unwrap_or(0) {
        0 => "due today".to_owned(),
        late => format!("{} overdue", count(late, "day")),
    }
}

/// Makes the four figures at the top.
pub(super) fn cards(site: &Site<'_>) -> Vec<Card> {
    let report = &site.analysis.report;
    let cards = [
        Some(hit_rate(&report.recent)),
        Some(loops(report)),
        report.calibration.as_ref().map(calibrated),
        super::moved::card(site),
        guardrails(site),
        closed_loops(&report.overall),
    ];
    cards.into_iter().flatten().take(4).collect()
}

/// Shows the hit rate with its count and its interval.
fn hit_rate(rate: &HitRate) -> Card {
    let judged = rate.judged();
    let counted = format!("{} of {} measured", rate.hits, grouped(judged));
    let (value, note) = match (rate.rate, &rate.interval) {
        (Some(share), Some(interval)) => {
            let interval = format!("95% interval {} to {}", percent(interval.low), percent(interval.high));
            (percent(share), format!("{counted}, {interval}"))
        }
        _ if judged == 0 => ("–".to_owned(), "nothing measured yet".to_owned()),
        _ => (format!("{} of {judged}", rate.hits), format!("too few for a rate, which needs {LEAST_JUDGED}")),
    };
    Card {
        label: format!("Hit rate, last {RECENT_QUARTERS} quarters"),
        value,
        note: Some(note),
        href: Some("#bl-rates".to_owned()),
        ..Card::default()
    }
}

/// Shows how many loops are open.
fn loops(report: &OutcomeReport) -> Card {
    let open = report.measurements.open.len();
    let late = report.measurements.open.first().is_some_and(|oldest| oldest.days_late > 0);
    let note = if open == 0 { "nothing is due".to_owned() } else { format!("oldest {}", late_words(report)) };
    Card {
        label: "Loops to close".to_owned(),
        value: grouped(open),
        note: Some(note),
        note_class: if late { Some("late") } else { None },
        href: Some("#bl-loops".to_owned()),
    }
}

/// Shows how far confidence lies from results, in points.
fn calibrated(calibration: &Calibration) -> Card {
    let said = whole(calibration.mean_confidence * 100.0, 0, 100);
    let hit = whole(calibration.base_rate * 100.0, 0, 100);
    let value = match hit - said {
        0 => "0 points".to_owned(),
        1 => "+1 point".to_owned(),
        -1 => "−1 point".to_owned(),
        points if points > 0 => format!("+{points} points"),
        points => format!("−{} points", points.abs()),
    };
    Card {
        label: "Calibration".to_owned(),
        value,
        note: Some(format!("said {said}% sure, hit {hit}% of {}", calibration.n)),
        href: Some("#bl-calibration-chart".to_owned()),
        ..Card::default()
    }
}

/// Shows how many outcomes came at the price of something that must not get worse.
fn guardrails(site: &Site<'_>) -> Option<Card> {
    let report = &site.analysis.report;
    let first = outcome_link(site, "outcomes.html", *report.broken.first()?);
    let alone = report.broken.len() == 1;
    let note = if alone { first.text } else { format!("of {}", count(report.listed.len(), "outcome")) };
    Some(Card {
        label: "Guardrails broken".to_owned(),
        value: grouped(report.broken.len()),
        note: Some(note),
        note_class: Some("late"),
        href: first.href.filter(|_| alone),
    })
}

/// Shows the share of loops that were closed, which says what the hit rate leaves out.
fn closed_loops(rate: &HitRate) -> Option<Card> {
    let share = rate.closed_loop_rate?;
    let due = rate.judged() + rate.overdue;
    Some(Card {
        label: "Loops closed".to_owned(),
        value: percent(share),
        note: Some(format!("{} of {} due were measured", grouped(rate.judged()), grouped(due))),
        href: Some("#bl-rates".to_owned()),
        ..Card::default()
    })
}

/// Draws confidence against results; none below ten judged outcomes.
pub(super) fn calibration(site: &Site<'_>) -> Option<Chart> {
    let calibration = site.analysis.report.calibration.as_ref()?;
    let (said, hit) = (percent(calibration.mean_confidence), percent(calibration.base_rate));
    let title = match calibration.leaning() {
        Leaning::Overconfident => format!("We promise more than we reach: said {said} sure, hit {hit}"),
        Leaning::Underconfident => format!("We reach more than we promise: said {said} sure, hit {hit}"),
        Leaning::Balanced => format!("We are about as right as we are sure: said {said}, hit {hit}"),
    };
    let group = |group: &crate::realization::calibration::Group| Group {
        stated: group.stated,
        observed: group.observed,
        n: group.n,
        interval: group.interval.map(|interval| (interval.low, interval.high)),
    };
    let groups = calibration.groups.iter().map(group).collect();
    let drawn = Drawn { prefix: "bl-calibration".to_owned(), width: WIDTH, title, groups };
    drawn.draw().map(|drawing| framed(site, "bl-calibration-chart", drawing))
}

/// Says why there is no calibration yet.
pub(super) fn calibration_silence(site: &Site<'_>) -> Option<String> {
    let report = &site.analysis.report;
    let silent = report.calibration.is_none() && report.forecasts > 0;
    silent.then(|| {
        let judged = count(report.forecasts, "measured outcome");
        let verb = if report.forecasts == 1 { "says" } else { "say" };
        format!(
            "Calibration, confidence against result, needs {LEAST_FORECASTS} measured outcomes with a confidence; so far {judged} {verb} how sure we were."
        )
    })
}
