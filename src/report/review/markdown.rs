//! The comment of a pull request, and the summary of a job: Markdown as GitHub and GitLab read it.
//!
//! The first line is a hidden mark by which the comment is found again and its content is told from another's. Parts
//! that matter most are never folded; what doesn't fit goes by whole rows, least important first, and is counted.

use super::super::markdown::{code, inert_short, sentence};
use super::budget::{Rows, fitting, left_out};
use super::{Earlier, Form, Options, link, table};
use crate::review::{Review, Section, Side, day, outline};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The form.
pub(super) const FORM: Form =
    Form { name: "markdown", about: "the comment of a pull request, kept under its limit", write: comment };

/// The most bytes of a comment. GitHub takes 65,536 characters; bytes are never fewer than those, however counted.
const COMMENT: usize = 60_000;
/// The most bytes of a job's summary; above 1 MiB GitHub shows none.
const SUMMARY: usize = 1_000_000;
/// What is kept free for folds and for saying what is left out.
const RESERVE: usize = 2_000;
/// The bytes of a block's heading, head of table, fold and last row.
const FRAME: usize = 400;
/// The most rows of a part before the rest is folded.
const UNFOLDED: usize = 8;
/// The most notes on the comparison, and the characters of one.
const NOTES: (usize, usize) = (8, 300);

/// Writes the comment; nothing where there is nothing to say and no earlier comment says otherwise.
pub fn comment(review: &Review, options: &Options<'_>) -> String {
    if review.is_empty() && options.earlier == Earlier::None {
        return String::new();
    }
    let body = body(review, options, "###", COMMENT - RESERVE);
    let hash = hash(&body);
    let key: String =
        options.key.chars().filter(|c| c.is_ascii_alphanumeric() || "._/-".contains(*c)).take(64).collect();
    let key = if key.is_empty() { key } else { format!(" key={}", key.replace("--", "-")) };
    let (base, head) = (mark(&review.base), mark(&review.head));
    format!("<!-- backlit:review v=1{key} base={base} head={head} hash={hash} -->\n{body}")
}

/// Gives what tells one content from another, in 16 letters.
fn hash(body: &str) -> String {
    Sha256::digest(body.as_bytes()).iter().take(8).fold(String::new(), |mut hash, byte| {
        write!(hash, "{byte:02x}").expect("a string takes all that is written");
        hash
    })
}

/// Writes the summary of a job, which has room for more.
pub fn summary(review: &Review, options: &Options<'_>) -> String {
    if review.is_empty() {
        return nothing(review, "##", "nothing to review");
    }
    body(review, options, "##", SUMMARY - RESERVE)
}

/// Says that there is nothing.
fn nothing(review: &Review, level: &str, words: &str) -> String {
    format!("{level} Backlit: {words}\n\n{}", footer(review))
}

/// Gives a side's name for the mark.
fn mark(side: &Side) -> &str {
    link::commit(side).map_or("none", |commit| &commit[..12])
}

/// Writes all but the mark.
fn body(review: &Review, options: &Options<'_>, level: &str, most: usize) -> String {
    let mut text = String::new();
    if review.is_empty() {
        return nothing(review, level, "nothing left to review");
    }
    let outline = outline(review);
    text.extend([format!("{level} Backlit: {}\n", outline.headline)]);
    if let Some(refusal) = &outline.refusal {
        text.extend([format!("\n> [!WARNING]\n> {refusal}\n")]);
    }
    for note in review.notes.iter().take(NOTES.0) {
        text.extend([format!("\n**Note:** {}\n", sentence(note, NOTES.1))]);
    }
    let footer = footer(review);
    let blocks = blocks(review, options.repository);
    let rows: Vec<&Rows> = blocks.iter().map(|block| &block.rows).collect();
    let taken = fitting(&rows, most.saturating_sub(text.len() + footer.len()));
    for (block, taken) in blocks.iter().zip(&taken) {
        block.write(&mut text, *taken, level);
    }
    if let Some(left_out) = left_out(&rows, &taken) {
        text.extend([format!("\n**{left_out}.** {}\n", elsewhere(options))]);
    }
    text.extend(["\n", footer.as_str()]);
    text
}

/// Says where everything stands.
fn elsewhere(options: &Options<'_>) -> String {
    let whole = options.whole;
    let plain = |c: char| c.is_ascii_alphanumeric() || ":/.-_~%?=&#+".contains(c);
    if whole.starts_with("https://") && whole.len() < 1000 && whole.chars().all(plain) {
        return format!("The [whole report]({whole}) has more of them, `backlit review --format json` has all.");
    }
    "`backlit review --format json` has all of them.".to_owned()
}

/// Says what was compared, and what is as before.
fn footer(review: &Review) -> String {
    let name = |side: &Side| match link::commit(side) {
        Some(commit) => commit[..7].to_owned(),
        None if side.name.is_empty() => "nothing".to_owned(),
        None => side.name.clone(),
    };
    let mut parts = vec![format!("compared {}", code(&format!("{}…{}", name(&review.base), name(&review.head)), 80))];
    parts.push(format!("as of {}", inert_short(&day(&review.as_of), 20)));
    if !review.folder.is_empty() {
        parts.push(format!("in {}", code(&review.folder, 80)));
    }
    let (mended, older) = (review.findings.mended.len(), review.findings.older);
    let plural = |count: usize| if count == 1 { "finding" } else { "findings" };
    if mended > 0 {
        parts.push(format!("{mended} {} mended", plural(mended)));
    }
    if older > 0 {
        parts.push(format!("{older} older {} unchanged", plural(older)));
    }
    format!("<sub>{}</sub>\n", parts.join(" · "))
}

/// How much of a block is folded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fold {
    Never,
    Rest,
    All,
}

/// A heading with a table.
#[derive(Debug)]
struct Block {
    rows: Rows,
    summary: String,
    head: String,
    fold: Fold,
}

/// Lays out every block, what matters most first; new findings stand behind the ranks.
fn blocks(review: &Review, repository: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut work = Vec::new();
    for part in outline(review).parts {
        let fold = match part.section {
            section if !section.may_fold() => Fold::Never,
            Section::Work | Section::Other => Fold::All,
            _ => Fold::Rest,
        };
        let written = part.rows.iter().map(|row| table::row(review, repository, row)).collect();
        let rows = Rows { name: part.section.title(), written, frame: FRAME };
        let block = Block { rows, summary: part.summary, head: table::head(part.section), fold };
        if fold == Fold::All { work.push(block) } else { blocks.push(block) }
    }
    let new = &review.findings.new;
    if !new.is_empty() {
        let written = new.iter().map(|finding| table::finding(review, repository, finding)).collect();
        let rows = Rows { name: "New findings", written, frame: FRAME };
        let summary = format!("{} new", new.len());
        blocks.push(Block { rows, summary, head: table::FINDINGS.to_owned(), fold: Fold::Rest });
    }
    blocks.extend(work);
    blocks
}

impl Block {
    /// Writes it with so many of its rows.
    fn write(&self, text: &mut String, taken: usize, level: &str) {
        let all = self.rows.written.len();
        let rows = &self.rows.written[..taken];
        if rows.is_empty() {
            return;
        }
        let open = match self.fold {
            Fold::Never => taken,
            Fold::Rest if taken <= UNFOLDED + 2 => taken,
            Fold::Rest => UNFOLDED,
            Fold::All => 0,
        };
        if open > 0 {
            text.extend([format!("\n#{level} {}\n\n{}", self.rows.name, self.head)]);
            text.extend(rows[..open].iter().map(String::as_str));
        }
        if open < taken {
            let what = if open > 0 { format!("{} more", all - open) } else { self.summary.clone() };
            write!(text, "\n<details><summary>{}: {what}</summary>\n\n{}", self.rows.name, self.head)
                .expect("a string takes all that is written");
            text.extend(rows[open..].iter().map(String::as_str));
        }
        if taken < all {
            text.extend([format!("| … and {} more | | | |\n", all - taken)]);
        }
        if open < taken {
            text.push_str("\n</details>\n");
        }
    }
}
