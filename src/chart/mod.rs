//! Drawings of the backlog. In: plain numbers and texts. Out: a [`Drawing`], an SVG text with the
//! words and the table that say the same. Never reads files, the clock or the configuration.

use serde::Serialize;

pub mod calibration;
pub mod days;
pub mod dependency_graph;
pub mod ink;
pub mod labels;
pub mod ladder;
pub mod mark;
pub mod outcome_line;
pub mod quadrant;
pub mod rect;
pub mod scale;
pub mod svg;
pub mod text;

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
              days that the work takes, both on one scale. The days are those that the stream's page says, \
              not measured ones.",
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
