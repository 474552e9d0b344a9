//! A review as one page with the look of the site: what changed, what follows, both ranked lists, every field.
//!
//! In: a review and a theme. Out: the bytes of one file that needs no other, loads nothing and runs nothing. Its style is
//! allowed by its hash alone. Never reads the backlog: the review has all there is to say.

mod change;
mod detail;
mod lists;

use super::theme::Theme;
use crate::diagnostic::Error;
use crate::review::{Review, Side, day, outline, shortened};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::Context;

/// The most characters of a note.
const NOTE: usize = 400;
/// The style sheets of a theme that the page needs.
const STYLES: [&str; 3] = ["base.css", "component.css", "theme.css"];

/// What the template is given.
#[derive(Debug, Serialize)]
struct ReviewView {
    headline: String,
    compared: Vec<String>,
    nothing: bool,
    refusal: Option<String>,
    notes: Vec<String>,
    parts: Vec<change::PartView>,
    has_bars: bool,
    lists: Option<lists::ListsView>,
    findings: Option<detail::FindingsView>,
    documents: detail::DocumentsView,
    generator: String,
    style: String,
    style_hash: String,
}

/// Renders the page.
pub fn review_page(review: &Review, theme: &Theme) -> Result<String, Error> {
    let outline = outline(review);
    let style = style(theme)?;
    let nothing = review.is_empty();
    let parts: Vec<change::PartView> = outline.parts.iter().map(|part| change::part(review, part)).collect();
    let headline = if nothing { "Nothing to review".to_owned() } else { change::capital(&outline.headline) };
    let view = ReviewView {
        headline,
        compared: compared(review),
        nothing,
        refusal: outline.refusal,
        notes: review.notes.iter().map(|note| shortened(note, NOTE)).collect(),
        has_bars: parts.iter().any(change::PartView::has_bar),
        parts,
        lists: lists::lists(&review.ranking),
        findings: detail::findings(review),
        documents: detail::documents(review),
        generator: format!("Backlit {}", env!("CARGO_PKG_VERSION")),
        style_hash: base64(&Sha256::digest(style.as_bytes())),
        style,
    };
    let context =
        Context::from_serialize(&view).map_err(|error| Error::new(format!("the review can't be shown: {error}")))?;
    theme.render("review.html", &context)
}

/// Puts the style together: the theme's own, and what only this page needs.
fn style(theme: &Theme) -> Result<String, Error> {
    let sheets = theme.manifest.styles.iter().filter(|name| STYLES.contains(&name.as_str()));
    let mut style = String::from("\n");
    for text in sheets.filter_map(|name| theme.files.get(name)) {
        style.push_str(&String::from_utf8_lossy(text).replace('\r', ""));
    }
    style.push_str(&theme.render("review.css", &Context::new())?);
    Ok(style)
}

/// Says what was compared, and for which day.
fn compared(review: &Review) -> Vec<String> {
    let name = |side: &Side| {
        let name = shortened(&side.name, 80);
        let commit: String = side.commit.chars().take_while(char::is_ascii_hexdigit).take(7).collect();
        match (name.is_empty(), commit.is_empty()) {
            (true, true) => "nothing".to_owned(),
            (true, false) => commit,
            (false, true) => name,
            (false, false) => format!("{name} ({commit})"),
        }
    };
    let folder = shortened(&review.folder, 80);
    let mut said = vec![
        format!("{} compared with {}", name(&review.head), name(&review.base)),
        format!("as of {}", shortened(&day(&review.as_of), 40)),
    ];
    if !folder.is_empty() {
        said.push(format!("in {folder}"));
    }
    said
}

/// Writes bytes in the letters that a policy wants.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().chain(&[0, 0]).take(3).fold(0_usize, |number, byte| number << 8 | usize::from(*byte));
        for at in 0..4 {
            let letter = LETTERS[number >> (18 - 6 * at) & 63];
            text.push(if at <= chunk.len() { letter.into() } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_are_written_as_a_policy_reads_them() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
