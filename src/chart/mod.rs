//! Drawings of the backlog. In: plain numbers and texts. Out: a [`Drawing`], an SVG text with the
//! words and the table that say the same. Never reads files, the clock or the configuration.

use serde::Serialize;

pub mod ageing;
pub mod calibration;
mod crowd;
pub mod cumulative_flow;
pub mod days;
pub mod dependency_graph;
pub mod distribution;
pub mod flow_load;
pub mod flow_time;
pub mod forecast;
pub mod ink;
mod key;
pub mod labels;
pub mod ladder;
pub mod mark;
pub mod outcome_line;
mod patch;
mod plot;
pub mod quadrant;
pub mod rect;
pub mod scale;
pub mod stack;
pub mod svg;
pub mod text;
pub mod velocity;

/// A finished drawing with the words around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// Holds the `<svg>` element: safe markup, themed through classes.
    pub svg: String,
    /// Says what the data says: the headline.
    pub title: String,
    /// Says what is drawn.
    pub subtitle: String,
    /// Says the same in words, for those who can't see the drawing.
    pub description: String,
    /// Explains marks that need it; none where there is nothing to explain.
    pub note: Option<String>,
    /// Names the columns of the data table.
    pub head: Vec<Cell>,
    /// Lists the data behind the drawing.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands around a drawing, said by whoever knows what the data means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// Begins the ids of the drawing: it must be the only one on its page.
    pub prefix: String,
    /// Says what the data says: the finding, or the metric's plain name.
    pub title: String,
    /// Says how many items, over which days, in which zone.
    pub caption: String,
}

impl Heading {
    /// Joins the caption and what else must be known to read the drawing.
    fn note(&self, more: Option<String>) -> Option<String> {
        let said = [Some(self.caption.clone()), more].into_iter().flatten();
        let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }
}

/// One cell of a drawing's data table: plain text, not yet escaped.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Cell {
    /// Holds the text.
    pub text: String,
    /// Holds the address the text leads to.
    pub href: Option<String>,
    /// Tells whether the text is a number, to be set flush right.
    pub num: bool,
}

impl Cell {
    /// Makes a cell of words.
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Makes a cell that holds a number.
    pub fn number(text: impl Into<String>) -> Self {
        Self { num: true, ..Self::words(text) }
    }

    /// Makes a cell of words that lead to `href`; an empty address makes no link.
    pub fn link(text: impl Into<String>, href: &str) -> Self {
        Self { href: Some(href.to_owned()).filter(|href| !href.is_empty()), ..Self::words(text) }
    }
}

/// What a kind of chart is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// Names the chart in settings and addresses.
    pub name: &'static str,
    /// Names the chart for readers.
    pub title: &'static str,
    /// Asks what the chart answers.
    pub question: &'static str,
    /// Explains how to read it.
    pub doc: &'static str,
}

/// Lists every kind of chart, in the order of the page that explains them.
pub const CHARTS: &[Chart] = &[
    Chart {
        name: "quadrant",
        title: "Value against effort",
        question: "Which epics promise much for little effort?",
        doc: "Each mark is an epic: the higher, the more value; the further right, the more effort. \
              The lines cut both scales in the middle, never at the median of the data, so that adding \
              an epic moves no other. An epic on the value line counts as high value, an epic on the \
              effort line as low effort. Marks that would lie on each other stand side by side; where \
              too many meet, a circle with a number stands for them.",
    },
    Chart {
        name: "calibration",
        title: "Calibration",
        question: "Are we as right as we are sure?",
        doc: "Each dot is a group of judged outcomes with like confidence: to the right the confidence that \
              was stated, upwards the share that was hit. On the dashed line both agree; below it more \
              was promised than reached. The bars are 95% Wilson intervals. Fewer than ten judged \
              outcomes are not drawn.",
    },
    Chart {
        name: "dependency-graph",
        title: "What waits for what",
        question: "Which work of which team decides when everything is done?",
        doc: "Each box is an epic, each lane a team. An arrow leads from an epic to the one that waits for it, so \
              that work flows from left to right. The thick arrows are the critical chain: the longest way \
              through the work that is left, as if every team could begin at once. Dashed red arrows go round \
              in a circle. More than forty epics are listed in a table only.",
    },
    Chart {
        name: "cumulative-flow",
        title: "Cumulative flow",
        question: "Where does work pile up on its way?",
        doc: "Each band is a state; its upper edge counts the epics that had reached it by the end of a day, so that no \
              edge ever falls. What has departed lies at the bottom, given up after its start included. How high a band \
              is, is how many epics stand in its state; a band that widens is where work waits. How steep the lowest \
              edge is, is how fast work is finished.",
    },
    Chart {
        name: "flow-time",
        title: "Flow time by day",
        question: "How long did each epic take, from its start to its end?",
        doc: "Each mark is a finished epic: to the right the day it finished, upwards the days it took, both ends \
              counted. A number stands for several epics in one place. A dashed line says that so many per cent took \
              that long or less: always the time of a real epic. Marks that rise to the right say that work takes longer \
              and longer.",
    },
    Chart {
        name: "flow-time-histogram",
        title: "Flow times by length",
        question: "Which flow times are usual, and which are rare?",
        doc: "Each bar counts the epics that took exactly so many days; where the longest would need too many bars, each \
              stands for several days. A long tail to the right is normal; a second hump says that two kinds of work are \
              counted together.",
    },
    Chart {
        name: "ageing",
        title: "Age of work in progress",
        question: "Which work has been under way for too long, given where it stands?",
        doc: "Each column is a state, each mark an epic in it: the higher, the older since its start. The ground behind \
              says how old finished epics were when they left that state: half of them within the lightest zone, 95 in \
              100 below the darkest. An epic high up in an early state needs a word today. A ring says that something \
              holds the epic up.",
    },
    Chart {
        name: "velocity",
        title: "Flow velocity",
        question: "How much is finished in each week?",
        doc: "Each bar is a week from Monday to Sunday, its parts the work types of the epics that finished in it. Weeks \
              without one stay. The week that is not over is hatched.",
    },
    Chart {
        name: "flow-load",
        title: "Flow load",
        question: "How much is in progress at the same time?",
        doc: "How high the bands are together is how many epics were in progress at the end of a day, each band a work \
              type. The dashed line is the limit, where the teams have set one.",
    },
    Chart {
        name: "distribution",
        title: "Flow distribution",
        question: "Does the work that gets finished match what we said we want?",
        doc: "Each bar is a period, whole; its parts are the shares of the work types among the epics that finished, the \
              numbers in it are epics. The bar at the right is what the teams want. A share of fewer than ten epics says \
              little.",
    },
    Chart {
        name: "forecast",
        title: "Forecast",
        question: "What is likely, if the weeks to come are like those behind us?",
        doc: "Each bar is an answer with its chance, computed exactly from the numbers of epics finished in past weeks. \
              The lines say which answer holds with 50, 70, 85 and 95% confidence. How many: the surer, the fewer, so the \
              surest line stands leftmost, and each means this many or more. By when: the surer, the later, and each \
              means by then or earlier.",
    },
    Chart {
        name: "outcome-line",
        title: "Readings of an outcome",
        question: "Is the metric moving from its baseline to its target?",
        doc: "The line joins the readings by the day they were taken; it is never smoothed. The dashed \
              line is the target, the dot the latest reading.",
    },
    Chart {
        name: "ladder",
        title: "Steps of a value stream",
        question: "Where does work wait on its way from idea to value?",
        doc: "Each column is a step: above the line the days that work waits before it, below the line the \
              days that the work takes, both on one scale. The days are those that the stream's page says, or, in the \
              drawing that says so, the middle ones of finished epics.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chart_asks_a_question_and_has_its_own_name() {
        let mut names: Vec<_> = CHARTS.iter().map(|chart| chart.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CHARTS.len());
        assert!(CHARTS.iter().all(|chart| chart.question.ends_with('?')));
    }

    #[test]
    fn an_empty_address_makes_no_link() {
        assert_eq!(Cell::link("A-1", "").href, None);
        assert_eq!(Cell::link("A-1", "a.html").href.as_deref(), Some("a.html"));
    }
}
