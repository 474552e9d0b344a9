//! Callouts: quotes that begin with `[!info] Title`, as Obsidian writes them.
//!
//! In: a quote that is none of GitHub's five alerts, then the events inside. Out: an alert of the nearest of the five
//! kinds, with the title that it gives itself; one that can be folded is. Words that nobody uses so stay a quote.

use super::render::Renderer;
use super::write;

/// The words, by the kind of alert that they are shown as.
const WORDS: &[(&str, &[&str])] = &[
    ("note", &["note", "info", "todo", "abstract", "summary", "tldr", "example", "quote", "cite", "details"]),
    ("tip", &["tip", "hint", "success", "check", "done"]),
    ("important", &["important", "question", "help", "faq"]),
    ("warning", &["warning", "attention"]),
    ("caution", &["caution", "danger", "error", "bug", "failure", "fail", "missing"]),
];

/// Gives the kind of alert that a word is shown as; none for a word that no callout has.
pub(super) fn class_of(word: &str) -> Option<&'static str> {
    let found = WORDS.iter().find(|(_, words)| words.iter().any(|one| word.eq_ignore_ascii_case(one)));
    found.map(|(class, _)| *class)
}

/// How deep the text of a quote may be indented before it is code.
const INDENT: usize = 4;

/// A callout whose title is still to be written, or being written.
#[derive(Debug)]
pub(super) struct Callout {
    class: &'static str,
    /// The word, as a title for one that has none.
    word: String,
    /// What stands before the title in the body; empty once it was left out.
    marker: String,
    has_title: bool,
    /// Whether it is folded; none where it never is.
    folded: Option<bool>,
    /// How many elements are open in its title; none before it.
    depth: Option<usize>,
}

impl Callout {
    /// Reads the first line of a quote.
    pub(super) fn read(quote: &str) -> Option<Self> {
        let line = quote.split('\n').next()?.trim_start_matches(' ').strip_prefix('>')?;
        let text = line.trim_start_matches(' ');
        let (inside, behind) = text.strip_prefix("[!")?.split_once(']')?;
        let word = inside.split('|').next()?;
        let class = class_of(word)?;
        let title = behind.strip_prefix(['-', '+']).unwrap_or(behind);
        let fits = title.is_empty() || title.starts_with(char::is_whitespace);
        let folded = (title.len() < behind.len()).then(|| behind.starts_with('-'));
        (fits && line.len() - text.len() <= INDENT).then(|| Self {
            class,
            word: word[..1].to_uppercase() + &word[1..].to_lowercase(),
            marker: text[..text.len() - title.len()].to_owned(),
            has_title: !title.trim().is_empty(),
            folded,
            depth: None,
        })
    }
}

impl Renderer<'_> {
    /// Opens a callout; its title is the next to be written.
    pub(super) fn open_callout(&mut self, callout: Callout) {
        let class = callout.class;
        match callout.folded {
            None => self.element(&format!("<div class=\"alert alert-{class}\">\n"), "</div>\n"),
            Some(folded) => {
                let open = if folded { "" } else { " open" };
                self.element(&format!("<details class=\"alert alert-{class}\"{open}>\n"), "</details>\n");
            }
        }
        self.callout = Some(callout);
    }

    /// Opens the title of a callout that has none yet; tells whether it did.
    pub(super) fn open_title(&mut self) -> bool {
        let Some(callout) = self.callout.as_mut().filter(|callout| callout.depth.is_none()) else { return false };
        let (open, close) = match callout.folded {
            None => ("<p class=\"alert-title\">", "</p>\n"),
            Some(_) => ("<summary class=\"alert-title\">", "</summary>\n"),
        };
        self.out.push_str(open);
        if !callout.has_title {
            write::text(&mut self.out, &callout.word);
        }
        self.frames.push(close);
        callout.depth = Some(self.frames.depth());
        true
    }

    /// Writes the title of a callout whose first line turned out to be no paragraph.
    pub(super) fn skip_title(&mut self) {
        if let Some(callout) = self.callout.as_mut().filter(|callout| callout.depth.is_none()) {
            callout.has_title = false;
            self.open_title();
            self.close_paragraph();
        }
    }

    /// Closes a paragraph, which may be the title of a callout and nothing else.
    pub(super) fn close_paragraph(&mut self) {
        self.callout = None;
        self.frames.pop(&mut self.out);
    }

    /// Gives the text of a callout's title without what stands before it.
    pub(super) fn without_marker<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(callout) = self.callout.as_mut().filter(|callout| !callout.marker.is_empty()) else { return text };
        let marker = std::mem::take(&mut callout.marker);
        text.strip_prefix(&*marker).map_or(text, str::trim_start)
    }

    /// Closes the title of a callout at the end of its line; tells whether it did.
    pub(super) fn close_title(&mut self) -> bool {
        if self.callout.as_ref().is_none_or(|callout| callout.depth != Some(self.frames.depth())) {
            return false;
        }
        self.close_paragraph();
        true
    }
}
