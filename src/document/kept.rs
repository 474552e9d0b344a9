//! What was read of a file, as bytes that a later run takes up instead of reading the same text again.
//!
//! In: a document, or the bytes of its file with what was kept of it. Out: bytes, or the document as it was read. Only a
//! document without a fault is kept, so that every complaint comes from a reading of its own.

use super::codec::{Places, Reader, Writer, checksum};
use super::markdown::{Heading, Link, LinkKind, ListBlock, Outline};
use super::text;
use super::{Document, Node};
use std::sync::Arc;

/// The form of what is kept: another number for every change of what a reading gives or of how it is written. A test
/// notices the first.
pub const KEPT_FORM: u32 = 9;

/// Whether the tree of a front matter is taken up with its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tree {
    /// It is.
    Taken,
    /// What it says is known already.
    Left,
}

/// Every kind of link, in the order of their numbers.
const LINKS: [LinkKind; 5] =
    [LinkKind::Relative, LinkKind::Anchor, LinkKind::Wiki, LinkKind::External, LinkKind::Refused];

impl Document {
    /// Writes down what was read, but for the text; none where something is wrong or another file takes part.
    pub fn keep(&self) -> Option<Vec<u8>> {
        if self.broken || self.beside.is_some() || !self.diagnostics.is_empty() {
            return None;
        }
        let mut facts = Writer::default();
        facts.number(self.body);
        facts.flag(self.marked);
        // The title hangs on it.
        facts.flag(self.begins_with_heading());
        // Comments and blanks, of which rules speak as well.
        facts.fixed(&checksum(&self.text.as_bytes()[..self.body]));
        let mut matter = Writer::default();
        self.matter.iter().for_each(|node| matter.node(node, Places::Kept));
        facts.number(matter.0.len());
        facts.fixed(&matter.0);
        write_facts(&mut facts, &self.outline);
        let mut writer = Writer::default();
        writer.number(facts.0.len());
        writer.fixed(&facts.0);
        write_rest(&mut writer, &self.outline);
        // All of them are held until the last is read.
        writer.0.shrink_to_fit();
        Some(writer.0)
    }

    /// Gives the part of what was kept that other documents may know: the front matter, headings, links, lists that the
    /// prose asks for. It stays the same while only the words between them are others. None where it can't be right.
    pub fn facts(kept: &[u8]) -> Option<&[u8]> {
        Some(parts(kept)?.0)
    }

    /// Takes up what was kept of a file with these bytes, with or without the tree of its front matter; gives the bytes
    /// back where it can't be right.
    pub fn recall(path: &Arc<str>, bytes: Vec<u8>, kept: &[u8], tree: Tree) -> Result<Self, Vec<u8>> {
        let Some((body, marked, matter, outline)) = read(kept, tree) else { return Err(bytes) };
        let text = text::clean(bytes)?;
        if !text.is_char_boundary(body) {
            return Err(text.into_bytes());
        }
        let (path, diagnostics) = (Arc::clone(path), Vec::new());
        Ok(Self { path, text, body, matter, beside: None, outline, marked, diagnostics, broken: false })
    }
}

/// Parts the facts from the rest.
fn parts(kept: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut reader = Reader(kept);
    let facts = reader.number()?;
    reader.0.split_at_checked(facts)
}

/// Reads what was kept: where the body starts, whether the text is marked, the front matter, the outline.
fn read(kept: &[u8], tree: Tree) -> Option<(usize, bool, Option<Node>, Outline)> {
    let (facts, rest) = parts(kept)?;
    let mut reader = Reader(facts);
    let (body, marked, _, _) = (reader.number()?, reader.flag()?, reader.flag()?, reader.fixed(8)?);
    let matter = reader.number()?;
    let mut matter = Reader(reader.fixed(matter)?);
    let node = if tree == Tree::Left || matter.0.is_empty() { None } else { Some(matter.node(Places::Kept)?) };
    let mut outline = read_facts(&mut reader)?;
    let mut rest = Reader(rest);
    read_rest(&mut rest, &mut outline)?;
    let whole = tree == Tree::Left || matter.0.is_empty();
    (whole && reader.0.is_empty() && rest.0.is_empty()).then_some((body, marked, node, outline))
}

fn write_facts(writer: &mut Writer, outline: &Outline) {
    writer.each(outline.headings.iter(), |writer, heading| {
        writer.number(heading.level.into());
        writer.text(&heading.text);
        writer.text(&heading.id);
    });
    writer.each(outline.links.iter(), |writer, link| {
        writer.number(LINKS.iter().position(|kind| *kind == link.kind).unwrap_or(LINKS.len()));
        writer.text(&link.target);
        writer.text(&link.text);
        writer.flag(link.image);
    });
    writer.flag(outline.has_raw_html);
    writer.each(outline.anchors.iter(), |writer, anchor| writer.text(anchor));
    writer.each(outline.lists.iter(), |writer, list| writer.text(&list.text));
}

/// Writes what changes with every word: the first words, and where links and lists stand.
fn write_rest(writer: &mut Writer, outline: &Outline) {
    writer.text(&outline.summary);
    for link in &outline.links {
        writer.number(link.range.start);
        writer.number(link.range.end);
    }
    outline.lists.iter().for_each(|list| writer.number(list.start));
}

fn read_facts(reader: &mut Reader<'_>) -> Option<Outline> {
    let headings = reader.each(|reader| {
        let level = reader.number()?.try_into().ok()?;
        Some(Heading { level, text: reader.text()?.to_owned(), id: reader.text()?.to_owned() })
    })?;
    let links = reader.each(|reader| {
        let kind = *LINKS.get(reader.number()?)?;
        let (target, text) = (reader.text()?.to_owned(), reader.text()?.to_owned());
        Some(Link { kind, target, text, image: reader.flag()?, range: 0..0 })
    })?;
    let has_raw_html = reader.flag()?;
    let anchors = reader.each(|reader| Some(reader.text()?.to_owned()))?;
    let lists = reader.each(|reader| Some(ListBlock { start: 0, text: reader.text()?.to_owned() }))?;
    Some(Outline { headings, links, summary: String::new(), has_raw_html, anchors, lists })
}

fn read_rest(reader: &mut Reader<'_>, outline: &mut Outline) -> Option<()> {
    reader.text()?.clone_into(&mut outline.summary);
    for link in &mut outline.links {
        link.range = reader.number()?..reader.number()?;
    }
    for list in &mut outline.lists {
        list.start = reader.number()?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{Document, Tree};
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    /// A text with something of everything that a reading gives.
    const EVERYTHING: &str = "---\nid: A-1\ntitle: \"Ä: one\"\nscores: { impact: 3, effort: ~ }\nlist:\n  - a: 1\n    b: 'x'\n  - >-\n    folded\n    text\nempty:\n---\nFirst **words** of it, [a page](b.md#c), [[B-2|other]] and <b id=\"here\">raw</b>.\n\n# Größe\n\n## Größe\n\n![alt](x.png) [out](https://example.org) [up](#here) [no](javascript:alert(1))\n\n```backlit\nlist epics\n```\n\n- [x] done\n\n| a | b |\n| - | - |\n| 1 | [two](two.md) |\n";

    fn read(text: &str) -> Document {
        Document::read("a.md".into(), text.into(), None)
    }

    fn again(text: &str) -> Option<Document> {
        let kept = read(text).keep()?;
        Some(Document::recall(&"a.md".into(), text.into(), &kept, Tree::Taken).expect("it was kept of this text"))
    }

    #[test]
    fn it_comes_back_as_it_was_read() {
        for text in
            [EVERYTHING, "", "Only prose\n", "\u{FEFF}---\nid: X\n---\nBody\n", "+++\nid = \"X\"\n+++\n", "a\r\nb"]
        {
            assert_eq!(format!("{:?}", again(text).unwrap()), format!("{:?}", read(text)), "{text}");
        }
    }

    #[test]
    fn without_its_tree_all_else_comes_back() {
        let kept = read(EVERYTHING).keep().unwrap();
        let left = Document::recall(&"a.md".into(), EVERYTHING.into(), &kept, Tree::Left).unwrap();
        let whole = Document { matter: None, ..read(EVERYTHING) };
        assert_eq!(format!("{left:?}"), format!("{whole:?}"));
    }

    #[test]
    fn what_is_wrong_is_read_anew_each_time() {
        for text in ["---\nid: X\n", "---\na: 1\na: 2\n---\n", "a\0b", "a\rb"] {
            assert_eq!(read(text).keep(), None, "{text:?}");
        }
        assert_eq!(Document::read("a.md".into(), vec![b'a', 0xFF], None).keep(), None);
    }

    #[test]
    fn the_facts_stay_while_only_words_differ() {
        let facts = |text: &str| Document::facts(&read(text).keep().unwrap()).unwrap().to_vec();
        let worded = EVERYTHING.replace("First **words** of it", "Other, more **words**").replace("- [x] done", "done");
        assert_ne!(worded, EVERYTHING);
        assert_eq!(facts(&worded), facts(EVERYTHING));
        for (from, to) in [
            ("impact: 3", "impact: 4"),
            ("- a: 1", "- a: 1 # one"),
            ("# Größe\n", "# Grösse\n"),
            ("(b.md#c)", "(b.md#d)"),
            ("list epics", "list all"),
            ("First **words** of it", "<!-- no words --> of it"),
        ] {
            assert_ne!(facts(&EVERYTHING.replace(from, to)), facts(EVERYTHING), "{from}");
        }
    }

    /// Whoever changes what a reading gives must raise [`super::KEPT_FORM`], and then this digest.
    #[test]
    fn the_form_is_that_of_its_number() {
        let sum = Sha256::digest(read(EVERYTHING).keep().unwrap());
        assert_eq!((super::KEPT_FORM, &sum[..4]), (9, [0xb3, 0x69, 0x34, 0x71].as_slice()));
    }

    proptest! {
        #[test]
        fn any_text_comes_back(matter in "([a-c]{1,2}: [a-z0-9 ,'\\[\\]{}é-]{0,12}\n){0,4}", body in "[ -~é\n#*>|`\\[\\]()-]{0,200}") {
            let text = format!("---\n{matter}---\n{body}");
            if let Some(document) = again(&text) {
                prop_assert_eq!(format!("{document:?}"), format!("{:?}", read(&text)));
            }
        }

        #[test]
        fn damage_is_refused_or_harmless(at in any::<prop::sample::Index>(), value in any::<u8>(), cut in 0_usize..40) {
            let mut kept = read(EVERYTHING).keep().unwrap();
            let left = kept.len() - cut;
            let recall = |kept: &[u8]| Document::recall(&"a.md".into(), EVERYTHING.into(), kept, Tree::Taken);
            prop_assert!(cut == 0 || matches!(recall(&kept[..left]), Err(bytes) if bytes == EVERYTHING.as_bytes()));
            let at = at.index(kept.len());
            kept[at] = value;
            // Another byte may still be a document; what is kept is proved whole before.
            drop(recall(&kept[..left]));
        }
    }
}
