//! A review for people at a terminal. Nothing is folded; long lists are cut with a count. Colour codes are ours alone,
//! and the console takes them out where nobody looks.

use super::super::terminal::plain;
use super::{Form, Options, bar, link};
use crate::review::{Effect, Finding, Review, Row, Section, Side, Subject, day, outline, shortened};

/// The form.
pub(super) const FORM: Form = Form { name: "terminal", about: "people at a terminal", write };

/// The most rows of a part, and of one that is never folded.
const ROWS: (usize, usize) = (20, 60);
/// The most characters of a name, a value, a note.
const LENGTHS: (usize, usize, usize) = (64, 100, 300);
/// The narrowest line that is written for.
const NARROW: usize = 30;
/// How deep what belongs to a row stands.
const DEEP: usize = 6;
const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[33m";
const GREEN: &str = "\u{1b}[32m";
const PLAIN: &str = "\u{1b}[0m";

/// Writes the review.
fn write(review: &Review, options: &Options<'_>) -> String {
    let width = options.width.max(NARROW);
    let mut text = Text { text: String::new(), width };
    if review.is_empty() {
        text.line(BOLD, 0, "Nothing to review: no promise, field or text differs.");
        text.line("", 0, &compared(review));
        return text.text;
    }
    let outline = outline(review);
    text.line(BOLD, 0, &outline.headline);
    text.line("", 0, &compared(review));
    for note in &review.notes {
        text.line("", 0, &format!("note: {}", shown(note, LENGTHS.2)));
    }
    if let Some(refusal) = &outline.refusal {
        text.line(RED, 0, refusal);
    }
    let (first, last): (Vec<_>, Vec<_>) = outline.parts.iter().partition(|part| part.section <= Section::Ranks);
    for part in first {
        text.part(review, part.section, &part.rows);
    }
    text.findings(review);
    for part in last {
        text.part(review, part.section, &part.rows);
    }
    text.text
}

/// Says what was compared.
fn compared(review: &Review) -> String {
    let name = |side: &Side| match link::commit(side) {
        Some(commit) => commit[..7].to_owned(),
        None if side.name.is_empty() => "nothing".to_owned(),
        None => shown(&side.name, LENGTHS.0),
    };
    format!("compared {}…{}, as of {}", name(&review.base), name(&review.head), shown(&day(&review.as_of), LENGTHS.0))
}

/// Makes text from a file fit to be shown.
fn shown(text: &str, most: usize) -> String {
    plain(&shortened(text, most))
}

/// What is written so far.
struct Text {
    text: String,
    width: usize,
}

impl Text {
    /// Writes a text as lines of one colour that fit.
    fn line(&mut self, colour: &str, indent: usize, text: &str) {
        for line in wrapped(text, self.width - indent.min(self.width - 10)) {
            let end = if colour.is_empty() { "" } else { PLAIN };
            self.text.extend([" ".repeat(indent).as_str(), colour, line.as_str(), end, "\n"]);
        }
    }

    /// Writes a part.
    fn part(&mut self, review: &Review, section: Section, rows: &[Row<'_>]) {
        self.text.push('\n');
        self.line(BOLD, 0, section.title());
        let most = if section.may_fold() { ROWS.0 } else { ROWS.1 };
        for row in rows.iter().take(most) {
            self.row(review, row);
        }
        self.more(rows.len(), most);
    }

    /// Says how many rows are left out.
    fn more(&mut self, all: usize, most: usize) {
        if all > most {
            self.line("", 2, &format!("… and {} more; `--format json` has all", all - most));
        }
    }

    /// Writes a change: what and where, and below it the values, the way, the notes and the place.
    fn row(&mut self, review: &Review, row: &Row<'_>) {
        let change = row.change;
        let names = [Some(shown(&change.outcome, LENGTHS.0)), change.document.as_ref().map(named)];
        let names: Vec<String> = names.into_iter().flatten().filter(|name| !name.is_empty()).collect();
        let subject = if names.is_empty() { String::new() } else { format!(": {}", names.join(" · ")) };
        let colour = match change.effect {
            _ if row.refused => RED,
            Effect::Weaker => YELLOW,
            Effect::Stronger => GREEN,
            Effect::Neutral => "",
        };
        self.line(colour, 2, &format!("{}{subject}", row.words()));
        let value = |text: &str| shown(text, LENGTHS.1);
        let mut parts = vec![row.values(&value(&change.before), &value(&change.after))];
        parts.extend(row.way.map(bar::way));
        parts.extend(row.notes().iter().map(|note| shown(note, LENGTHS.2)));
        if row.refused {
            parts.push("asks for a second look".to_owned());
        }
        parts.extend(change.place.as_ref().map(|place| shown(&link::words(review, place), LENGTHS.2)));
        parts.retain(|part| !part.is_empty());
        self.flow(&parts);
    }

    /// Writes short texts one after the other, as many to a line as fit.
    fn flow(&mut self, parts: &[String]) {
        let room = self.width.saturating_sub(DEEP);
        let mut line = String::new();
        for part in parts {
            if !line.is_empty() && line.chars().count() + part.chars().count() + 3 > room {
                self.line("", DEEP, &std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push_str(" · ");
            }
            line.push_str(part);
        }
        if !line.is_empty() {
            self.line("", DEEP, &line);
        }
    }

    /// Writes what `check` says now, and how much of it is as before.
    fn findings(&mut self, review: &Review) {
        let findings = &review.findings;
        if findings.is_empty() {
            return;
        }
        self.text.push('\n');
        self.line(BOLD, 0, "Findings");
        for finding in findings.new.iter().take(ROWS.0) {
            self.finding(review, finding);
        }
        self.more(findings.new.len(), ROWS.0);
        let counts = [(findings.mended.len(), "mended"), (findings.older, "as before")];
        let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
        let counts: Vec<String> = counts.collect();
        if !counts.is_empty() {
            self.line("", 2, &counts.join(", "));
        }
    }

    /// Writes a finding.
    fn finding(&mut self, review: &Review, finding: &Finding) {
        let head = [&finding.severity, &finding.rule].map(|text| shown(text, LENGTHS.0));
        self.line(YELLOW, 2, &format!("new {}[{}]: {}", head[0], head[1], shown(&finding.message, LENGTHS.2)));
        let parts = [shown(&finding.hint, LENGTHS.2), shown(&link::words(review, &finding.place), LENGTHS.2)];
        self.flow(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<String>>());
    }
}

/// Names a document.
fn named(document: &Subject) -> String {
    let (id, title) = (shown(&document.id, LENGTHS.0), shown(&document.title, LENGTHS.0));
    if title.is_empty() || title == id { id } else { format!("{id} {title}") }
}

/// Breaks a text into lines of some characters, between words where it can.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let mut word: Vec<char> = word.chars().collect();
        if used > 0 && used + 1 + word.len() <= width {
            used += 1 + word.len();
            let line = lines.last_mut().expect("there is a first line");
            line.push(' ');
            line.extend(word);
            continue;
        }
        if used > 0 {
            lines.push(String::new());
        }
        while word.len() > width {
            let rest = word.split_off(width);
            lines.last_mut().expect("there is a first line").extend(std::mem::replace(&mut word, rest));
            lines.push(String::new());
        }
        used = word.len();
        lines.last_mut().expect("there is a first line").extend(word);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_break_between_words_and_within_long_ones() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrapped("", 4), [""]);
    }
}
