//! Annotations on the lines that a change touches. The summary of the job, [`super::summary`], has all of it.

use super::super::annotation::{Annotation, annotations};
use super::{Form, Options, bar, link};
use crate::review::{Finding, Review, Row, Section, Where, outline, shortened};

/// The form.
pub(super) const FORM: Form =
    Form { name: "github", about: "annotations for GitHub Actions, and the job's summary", write };

/// The most characters of a name, and of a note.
const LENGTHS: (usize, usize) = (100, 300);

/// Writes the annotations: what matters most first, the findings last.
fn write(review: &Review, _: &Options<'_>) -> String {
    let outline = outline(review);
    let rows =
        outline.parts.iter().flat_map(|part| part.rows.iter().filter_map(|row| change(review, part.section, row)));
    let found = review.findings.new.iter().map(|found| finding(review, found));
    annotations(&rows.chain(found).collect::<Vec<_>>(), "changes and findings")
}

/// Makes the annotation of a change; none where it stands in no file.
fn change(review: &Review, section: Section, row: &Row<'_>) -> Option<Annotation> {
    let place = row.change.place.as_ref()?;
    let level = match section {
        _ if row.refused => "error",
        Section::AfterStart | Section::Dropped => "warning",
        _ => "notice",
    };
    let text = |text: &str| shortened(text, LENGTHS.0);
    let document =
        row.change.document.as_ref().map(|document| format!("{} {}", text(&document.id), text(&document.title)));
    let mut parts = vec![text(&row.change.outcome), document.unwrap_or_default()];
    parts.push(row.values(&text(&row.change.before), &text(&row.change.after)));
    parts.extend(row.way.map(bar::way));
    parts.extend(row.notes().iter().map(|note| shortened(note, LENGTHS.1)));
    if row.refused {
        parts.push("asks for a second look".to_owned());
    }
    parts.retain(|part| !part.trim().is_empty());
    // A line of what was before is no line of what is shown.
    let line = if place.side == Where::Head { place.line as usize } else { 0 };
    Some(Annotation {
        level,
        path: link::path(review, place),
        place: (line > 0).then_some([line, 0, line, 0]),
        title: row.words().to_owned(),
        text: parts.join("; "),
    })
}

/// Makes the annotation of a finding.
fn finding(review: &Review, finding: &Finding) -> Annotation {
    let hint = shortened(&finding.hint, LENGTHS.1);
    let hint = if hint.is_empty() { hint } else { format!("\n{hint}") };
    let line = finding.place.line as usize;
    Annotation {
        level: match finding.severity.as_str() {
            "error" => "error",
            "warning" => "warning",
            _ => "notice",
        },
        path: link::path(review, &finding.place),
        place: (line > 0).then_some([line, 0, line, 0]),
        title: shortened(&finding.rule, LENGTHS.0),
        text: format!("{}{hint}", shortened(&finding.message, LENGTHS.1)),
    }
}
