//! What is likely: how many epics by a day, or by when a number of them. In: the chance of each answer, the answers
//! at each confidence. Out: a drawing of bars. Never says that something is certain.

use super::ink::Ink;
use super::patch::Patch;
use super::plot::{Area, Naming, Outcome, Plot, Room, Upright, beside, draw_below, draw_uprights, head, picture};
use super::rect::Rect;
use super::scale::{Span, Tick, number, ticks};
use super::{Cell, Drawing, Heading};

/// What the drawing shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// Stands around it.
    pub heading: Heading,
    /// Says what is drawn.
    pub subtitle: String,
    /// Names what the answers are: `Epics`, `Done by`.
    pub answer: String,
    /// Lists the answers in order, without a gap, with the chance of each.
    pub answers: Vec<Answer>,
    /// Lists how sure an answer is: the confidence in per cent, the answer's number, what it says.
    pub lines: Vec<(u8, usize, String)>,
}

/// One answer with its chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Names it shortly, below its bar.
    pub name: String,
    /// Is its chance, from 0 to 1.
    pub chance: f64,
}

/// Is the most bars: of more answers, neighbours share one.
const MOST_BARS: usize = 90;
/// Is the chance below which an answer at either end is left out.
const LEAST: f64 = 0.000_5;

impl Forecast {
    /// Draws a bar for each answer; none where no answer has a chance.
    pub fn draw(&self) -> Option<Drawing> {
        let (from, to) = self.range()?;
        let said: Vec<String> = self.lines.iter().map(|(share, _, text)| format!("{share}%: {text}")).collect();
        let description = format!("{}.", said.join("; "));
        let naming = Naming { prefix: &self.heading.prefix, title: &self.heading.title, description: &description };
        let row = |answer: &Answer| vec![Cell::words(answer.name.clone()), Cell::number(percent(answer.chance))];
        Some(Drawing {
            svg: picture(naming, |area| self.draw_bars(area, (from, to)))?,
            title: self.heading.title.clone(),
            subtitle: self.subtitle.clone(),
            note: self.heading.note(None),
            description,
            head: vec![Cell::words(self.answer.clone()), Cell::number("Chance")],
            rows: self.answers[from..=to].iter().map(row).collect(),
        })
    }

    /// Gives the first and the last answer that is drawn: those with a chance, and those that a line stands at.
    fn range(&self) -> Option<(usize, usize)> {
        let likely = |answer: &Answer| answer.chance.is_finite() && answer.chance >= LEAST;
        let first = self.answers.iter().position(likely)?;
        let last = self.answers.iter().rposition(likely)?;
        let lines = || self.lines.iter().map(|(_, at, _)| (*at).min(self.answers.len() - 1));
        Some((lines().min().unwrap_or(first).min(first), lines().max().unwrap_or(last).max(last)))
    }

    fn draw_bars(&self, area: &Area, (from, to): (usize, usize)) -> Outcome {
        let each = (to - from + 1).div_ceil(MOST_BARS);
        let bars: Vec<(&str, f64)> = self.answers[from..=to]
            .chunks(each)
            .map(|some| (some[0].name.as_str(), some.iter().map(|answer| answer.chance.clamp(0.0, 1.0)).sum()))
            .collect();
        let most = bars.iter().map(|(_, chance)| *chance).fold(0.0, f64::max);
        let span = Span::new(0.0, most * 106.0);
        let up: Vec<Tick> =
            ticks(span, 5).into_iter().map(|tick| Tick { text: format!("{}%", number(tick.at)), ..tick }).collect();
        let across = (Span::new(0.0, bars.len() as f64), Vec::new());
        let named: Vec<String> = self.lines.iter().map(|(share, _, text)| format!("{share}%: {text}")).collect();
        let room = beside(named.iter().map(String::as_str));
        let plot = Plot::new(Room { head: head(named.len()), edge: room, ..Room::default() }, across, (span, up));
        plot.draw_ground(area)?;
        for (at, (name, chance)) in bars.iter().enumerate() {
            let (left, right) = (plot.x(at as f64), plot.x(at as f64 + 1.0));
            let gap = ((right - left) / 8).min(30);
            let bar =
                Rect { left: left + gap, right: right - gap, top: plot.y(chance * 100.0), bottom: plot.area.bottom };
            area.draw(&Patch::bar(bar, Ink::Bar, &format!("{name}: {}", percent(*chance))))?;
        }
        let middle = |at: usize| i32::midpoint(plot.x(at as f64), plot.x(at as f64 + 1.0));
        let below: Vec<(i32, &str)> = bars.iter().enumerate().map(|(at, (name, _))| (middle(at), *name)).collect();
        draw_below(area, &below, plot.area.bottom + 130)?;
        let line = |((share, at, _), text): (&(u8, usize, String), &'_ String)| {
            let at = ((*at).clamp(from, to) - from) / each;
            (middle(at), text.clone(), if *share == 85 { Ink::Target } else { Ink::Middle })
        };
        let texts: Vec<(i32, String, Ink)> = self.lines.iter().zip(&named).map(line).collect();
        let lines: Vec<Upright> = texts.iter().map(|(x, text, ink)| (*x, text.as_str(), *ink)).collect();
        draw_uprights(area, plot.area, &lines)
    }
}

/// Writes a chance: never 0% of what is possible, never 100%.
pub fn percent(chance: f64) -> String {
    match chance * 100.0 {
        share if share.is_nan() || share <= 0.0 => "0%".to_owned(),
        share if share < 1.0 => "< 1%".to_owned(),
        share if share > 99.0 => "> 99%".to_owned(),
        share => format!("{share:.0}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecast(chances: &[f64], lines: &[(u8, usize)]) -> Option<Drawing> {
        let answer = |(at, chance): (usize, &f64)| Answer { name: at.to_string(), chance: *chance };
        Forecast {
            heading: Heading { prefix: "f".to_owned(), title: "Likely".to_owned(), caption: String::new() },
            subtitle: "How many".to_owned(),
            answer: "Epics".to_owned(),
            answers: chances.iter().enumerate().map(answer).collect(),
            lines: lines.iter().map(|(share, at)| (*share, *at, format!("{at} or more"))).collect(),
        }
        .draw()
    }

    #[test]
    fn the_surer_the_fewer() {
        let drawing = forecast(&[0.0, 0.1, 0.3, 0.4, 0.2, 0.0], &[(50, 3), (70, 2), (85, 2), (95, 1)]).unwrap();
        assert_eq!(drawing.description, "50%: 3 or more; 70%: 2 or more; 85%: 2 or more; 95%: 1 or more.");
        assert_eq!(drawing.rows.len(), 4);
        assert!(drawing.svg.contains("<title>3: 40%</title>") && drawing.svg.contains(">85%: 2 or more</text>"));
    }

    #[test]
    fn nothing_is_certain_and_nothing_possible_is_nothing() {
        assert_eq!([0.0, 0.004, 0.5, 0.999, 1.0, f64::NAN].map(percent), ["0%", "< 1%", "50%", "> 99%", "> 99%", "0%"]);
    }

    #[test]
    fn no_chance_is_no_drawing_and_many_answers_stay_small() {
        assert_eq!(forecast(&[], &[]), None);
        assert_eq!(forecast(&[0.0, f64::NAN], &[(50, 9)]), None);
        let svg = forecast(&vec![0.001; 5_000], &[(85, 70_000)]).unwrap().svg;
        assert!(svg.len() < 40_000 && !svg.contains("NaN"), "{}", svg.len());
    }
}
