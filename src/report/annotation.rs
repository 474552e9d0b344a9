//! Annotations of a pull request: commands that the runner of GitHub Actions reads off a step's output.
//!
//! The runner shows ten annotations of each level and drops the rest without a word, so the most important come first
//! and the last one says how many there are. Every text is escaped as the runner's own toolkit does it.

/// The most annotations of one level in one step.
const OF_A_LEVEL: usize = 10;
/// The longest message.
const LONGEST: usize = 4096;
/// The levels, the most important first.
const LEVELS: [&str; 3] = ["error", "warning", "notice"];

/// An annotation.
#[derive(Debug)]
pub(super) struct Annotation {
    /// `error`, `warning` or `notice`.
    pub(super) level: &'static str,
    /// The file, from the top of the repository.
    pub(super) path: String,
    /// The first line, its column, the last line and the column behind the last; none for the whole file.
    pub(super) place: Option<[usize; 4]>,
    /// A few words above the message.
    pub(super) title: String,
    /// The message.
    pub(super) text: String,
}

/// Writes the annotations that are shown, given the most important first, and how many more `things` there are.
pub(super) fn annotations(list: &[Annotation], things: &str) -> String {
    let of = |level: &str| list.iter().filter(|one| one.level == level).count();
    let too_many = LEVELS.iter().any(|level| of(level) > OF_A_LEVEL);
    let mut text = String::new();
    let mut shown = 0;
    for level in LEVELS {
        let room = if level == LEVELS[2] && too_many { OF_A_LEVEL - 1 } else { OF_A_LEVEL };
        for one in list.iter().filter(|one| one.level == level).take(room) {
            text.push_str(&one.write());
            shown += 1;
        }
    }
    let more = list.len() - shown;
    if more > 0 {
        text.extend([format!("::notice title=backlit::{more} more {things} are in the summary of the job\n")]);
    }
    text
}

impl Annotation {
    /// Writes it. The place is repeated in the message, because the log shows only that.
    fn write(&self) -> String {
        let mut properties = vec![format!("file={}", property(&self.path))];
        let mut at = String::new();
        if let Some([line, column, end_line, end_column]) = self.place {
            properties.push(format!("line={line}"));
            properties.push(format!("endLine={end_line}"));
            at = format!(":{line}");
            if line == end_line && column > 0 {
                properties.push(format!("col={column}"));
                properties.push(format!("endColumn={}", end_column.max(column)));
            }
            if column > 0 {
                at = format!(":{line}:{column}");
            }
        }
        properties.push(format!("title={}", property(&self.title)));
        let text: String = format!("{}{at}: {}", self.path, self.text).chars().take(LONGEST).collect();
        format!("::{} {}::{}\n", self.level, properties.join(","), message(&text))
    }
}

/// Escapes a message as the runner's own toolkit does, and hides what turns text.
fn message(text: &str) -> String {
    let plain: String = text.chars().map(|c| if hides(c) { '\u{FFFD}' } else { c }).collect();
    plain.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A").replace("##[", "# #[")
}

/// Tells whether a character is none that a log should show.
fn hides(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r')
        || crate::backlog::is_bidi(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// Escapes a property.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
