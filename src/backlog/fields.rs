//! Reads typed values out of a front matter, key by key, and says what cannot be used and where.
//!
//! In: a map of the tree, the names under which a site keeps our fields. Out: values with their places. A value that
//! cannot be used is a finding, never a guess: the field then counts as missing.

use crate::diagnostic::{Diagnostic, Span};
use crate::document::codec::{sum_of, sum_of_node};
use crate::document::{
    Decimal, Duration, Entry, Node, PartialDate, Quantity, Target, Value, ValueError, parse_date, parse_target,
};
use crate::order::Order;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many characters a name may have, such as a title, a team or a metric: it can stand on every page.
const NAME: usize = 500;
/// How many characters a text of some sentences may have.
const PROSE: usize = 4_000;
/// How many characters a list of names in one text may have.
const LIST: usize = 20_000;

/// Gives a name that is short enough to stand on many pages: of a longer one its start.
pub fn short(name: &str) -> Cow<'_, str> {
    shortened(name, NAME)
}

/// Gives a text of at most so many characters: of a longer one its start.
fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    // Nearly every text has fewer bytes.
    let cut = if text.len() > most { text.char_indices().nth(most) } else { None };
    cut.map_or(Cow::Borrowed(text), |(end, _)| Cow::Owned(format!("{}…", text[..end].trim_end())))
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// The place in the file that holds the front matter.
    pub span: Span,
}

/// The file that is read, and what is said about it.
pub(super) struct Reading<'a> {
    /// The file's path.
    pub(super) path: &'a Arc<str>,
    /// Its text, for places inside a value.
    pub(super) text: &'a str,
    /// What is wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The keys of one map, and which of them were asked for.
pub(super) struct Fields<'a> {
    entries: Vec<(&'a Entry, bool)>,
    names: Option<&'a BTreeMap<String, Vec<String>>>,
}

impl<'a> Fields<'a> {
    /// Takes the top level of a front matter, where a site's own names apply.
    pub(super) fn top(node: Option<&'a Node>, names: &'a BTreeMap<String, Vec<String>>) -> Self {
        let entries = node.and_then(Node::as_map).unwrap_or_default();
        Self { entries: entries.iter().map(|entry| (entry, false)).collect(), names: Some(names) }
    }

    /// Takes a map inside it.
    pub(super) fn inner(entries: &'a [Entry]) -> Self {
        Self { entries: entries.iter().map(|entry| (entry, false)).collect(), names: None }
    }

    /// Takes a field out; null and empty text count as absent. Of several names the first that says something wins.
    pub(super) fn take(&mut self, name: &str) -> Option<&'a Node> {
        let mut first = None;
        self.each(name, |node| first = first.or(Some(node)));
        first
    }

    /// Takes the values under every name that the site keeps for a field. A key can serve several fields, such as
    /// labels that say the type of work too.
    pub(super) fn take_all(&mut self, name: &str) -> Vec<&'a Node> {
        let mut found: Vec<&'a Node> = Vec::new();
        self.each(name, |node| {
            if !found.iter().any(|known| std::ptr::eq(*known, node)) {
                found.push(node);
            }
        });
        found
    }

    /// Walks the values that say something under every name of a field.
    fn each(&mut self, name: &str, mut take: impl FnMut(&'a Node)) {
        let mapped = self.names.and_then(|names| names.get(name)).into_iter().flatten().map(String::as_str);
        for key in mapped.chain([name]) {
            let entry = self.entries.iter_mut().find(|(entry, _)| same_key(&entry.key, key));
            if let Some((entry, asked)) = entry {
                *asked = true;
                if !entry.node.is_blank() {
                    take(&entry.node);
                }
            }
        }
    }

    /// Gives what nobody asked for, in the order of the file.
    pub(super) fn rest(self) -> Vec<&'a Entry> {
        self.entries.into_iter().filter(|(_, asked)| !asked).map(|(entry, _)| entry).collect()
    }
}

/// Gives the value of every field of a front matter under the names that Backlit uses, in order of name.
///
/// Fields that nothing maps keep their key, with underscores for hyphens. Blank ones count as absent.
pub fn written_values(node: Option<&Node>, names: &BTreeMap<String, Vec<String>>) -> Vec<(String, Node)> {
    let each = values(node, names).into_iter();
    each.map(|(name, node)| (name.into_owned(), node.into_owned())).collect()
}

/// A value under the name of its field.
pub(super) type Named<'v> = (Cow<'v, str>, Cow<'v, Node>);

/// Finds them, and copies only what is put together.
pub(super) fn values<'v>(node: Option<&'v Node>, names: &'v BTreeMap<String, Vec<String>>) -> Vec<Named<'v>> {
    let entries = node.and_then(Node::as_map).unwrap_or_default();
    let mut values: Vec<Named<'v>> = Vec::with_capacity(entries.len());
    for name in names.keys() {
        let mut found = Fields::top(node, names).take_all(name);
        if name == "type" && found.len() > 1 {
            let labels = found.iter().flat_map(|node| match &node.value {
                Value::List(items) => items.clone(),
                _ => vec![(*node).clone()],
            });
            let all = Value::List(labels.collect());
            values.push((name.into(), Cow::Owned(Node { value: all, span: Span::FILE })));
        } else if !found.is_empty() {
            values.push((name.into(), Cow::Borrowed(found.swap_remove(0))));
        }
    }
    for entry in entries.iter().filter(|entry| !entry.node.is_blank()) {
        let mapped = names.iter().any(|(name, keys)| keys.iter().chain([name]).any(|key| same_key(&entry.key, key)));
        if !mapped {
            let hyphen = entry.key.contains('-');
            let name = if hyphen { entry.key.replace('-', "_").into() } else { Cow::Borrowed(&*entry.key) };
            values.push((name, Cow::Borrowed(&entry.node)));
        }
    }
    // Of a key that is written in two ways the first counts.
    values.order_by(|(a, _), (b, _)| a.cmp(b));
    values.dedup_by(|(later, _), (first, _)| later == first);
    values
}

/// Digests all values of a front matter; their places don't count.
pub(super) fn digest_all(node: Option<&Node>, names: &BTreeMap<String, Vec<String>>) -> u64 {
    digest(values(node, names).iter().map(|(name, node)| (&**name, &**node)))
}

/// Digests the values of a front matter, to tell whether two are the same; their order doesn't count.
pub(super) fn digest<'v>(values: impl Iterator<Item = (&'v str, &'v Node)>) -> u64 {
    values.map(|(name, node)| sum_of_node(sum_of(0, name.as_bytes()), node)).fold(0, u64::wrapping_add)
}

/// Compares a key as written with a name; hyphens and underscores are one.
pub(super) fn same_key(written: &str, name: &str) -> bool {
    let fold = |byte: u8| if byte == b'-' { b'_' } else { byte };
    written.len() == name.len() && written.bytes().map(fold).eq(name.bytes().map(fold))
}

/// Parts `[[name|other words]]`, as Obsidian writes a link in a field; none for any other text.
pub fn linked(text: &str) -> Option<(&str, Option<&str>)> {
    let inner = text.strip_prefix("[[")?.strip_suffix("]]")?;
    let (name, words) = inner.split_once('|').map_or((inner, None), |(name, words)| (name, Some(words)));
    Some((name.trim(), words.map(str::trim)))
}

/// Gives the name that such a link leads to; any other text as it is.
pub fn unlinked(text: &str) -> &str {
    linked(text).map_or(text, |(name, _)| name)
}

impl<'a> Reading<'a> {
    /// Says that a value cannot be used.
    pub(super) fn wrong(
        &mut self,
        rule: &'static str,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::error(rule, self.path, span, message).hint(hint));
    }

    /// Reads text of some sentences.
    pub(super) fn text(&mut self, node: Option<&Node>) -> Option<Located<String>> {
        self.within(node, PROSE)
    }

    /// Reads a name, which may stand on many pages.
    pub(super) fn name(&mut self, node: Option<&Node>) -> Option<Located<String>> {
        self.within(node, NAME)
    }

    /// Reads text of at most so many characters; of a longer one its start.
    fn within(&mut self, node: Option<&Node>, most: usize) -> Option<Located<String>> {
        let (text, span) = self.written(node)?;
        let value = shortened(text, most);
        if let Cow::Owned(_) = value {
            let message = format!("this text has more than {most} characters");
            self.wrong(
                "text-too-long",
                span,
                message,
                "Shorten it; the body below the front matter has room for more.",
            );
        }
        Some(Located { value: value.into_owned(), span })
    }

    /// Finds a text and its place.
    fn written<'n>(&mut self, node: Option<&'n Node>) -> Option<(&'n str, Span)> {
        let node = node?;
        match &node.value {
            Value::Scalar(text) => Some((text.trim(), node.span)),
            Value::List(items) if items.len() == 1 => self.written(items.first()),
            Value::Null => None,
            _ => {
                self.wrong(
                    "wrong-type",
                    node.span,
                    format!("text is expected here, not {}", node.kind()),
                    "Write one line of text.",
                );
                None
            }
        }
    }

    /// Reads a list of texts; a single text is a list of one, and may hold several names with commas between.
    pub(super) fn texts(&mut self, node: Option<&Node>) -> Vec<Located<String>> {
        self.list(node, LIST)
    }

    /// Reads a list of names; a single one is a list of one.
    pub(super) fn names(&mut self, node: Option<&Node>) -> Vec<Located<String>> {
        self.list(node, NAME)
    }

    fn list(&mut self, node: Option<&Node>, most: usize) -> Vec<Located<String>> {
        match node.map(|node| (&node.value, node)) {
            Some((Value::List(items), _)) => items.iter().filter_map(|item| self.within(Some(item), most)).collect(),
            Some((_, node)) => self.within(Some(node), most).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Reads a list of ids; a single text may hold several, with commas between.
    pub(super) fn ids(&mut self, node: Option<&Node>) -> Vec<Located<String>> {
        let mut ids = Vec::new();
        for found in self.texts(node) {
            let single = !found.value.contains(',');
            for part in found.value.split(',').map(str::trim).filter(|part| !part.is_empty()) {
                let at = part.as_ptr() as usize - found.value.as_ptr() as usize;
                let exact = self.text.get(found.span.range(self.text)) == Some(found.value.as_str());
                let span = if single || !exact { found.span } else { found.span.part(self.text, at..at + part.len()) };
                let id = short(unlinked(part).trim_matches(['[', ']']));
                ids.push(Located { value: id.into_owned(), span });
            }
        }
        ids
    }

    /// Reads a value with a parser of the document layer.
    fn value<T>(
        &mut self,
        node: Option<&Node>,
        rule: &'static str,
        parse: impl Fn(&str) -> Result<T, ValueError>,
    ) -> Option<Located<T>> {
        let (text, span) = self.written(node)?;
        match parse(text) {
            Ok(value) => Some(Located { value, span }),
            Err(error) => {
                let quoted = self.text.get(span.range(self.text)) != Some(text);
                let span = if quoted { span } else { span.part(self.text, error.range.clone()) };
                self.wrong(rule, span, error.message, error.hint);
                None
            }
        }
    }

    /// Reads a quantity with its unit.
    pub(super) fn quantity(&mut self, node: Option<&Node>) -> Option<Located<Quantity>> {
        self.value(node, "bad-quantity", Quantity::parse)
    }

    /// Reads a target: a quantity, a change on the baseline, or a bound.
    pub(super) fn target(&mut self, node: Option<&Node>) -> Option<Located<Target>> {
        self.value(node, "bad-quantity", parse_target)
    }

    /// Reads a day, a month or a quarter.
    pub(super) fn date(&mut self, node: Option<&Node>) -> Option<Located<PartialDate>> {
        self.value(node, "bad-date", |text| parse_date(text).map(|reading| reading.value))
    }

    /// Reads a duration.
    pub(super) fn duration(&mut self, node: Option<&Node>) -> Option<Located<Duration>> {
        self.value(node, "bad-duration", Duration::parse)
    }

    /// Reads a plain number; a percentage is its share, so `80%` is 0.8.
    pub(super) fn number(&mut self, node: Option<&Node>) -> Option<Located<f64>> {
        let found = self.quantity(node)?;
        let value = found.value.value;
        let percent = matches!(found.value.unit.base, crate::document::UnitBase::Percent);
        let value = if percent { value.checked_mul(Decimal::new(1, 2)).unwrap_or(value) } else { value };
        Some(Located { value: value.to_f64(), span: found.span })
    }

    /// Reads a share such as `70%` or `0.7`, as a number from 0 to 1.
    pub(super) fn share(&mut self, node: Option<&Node>) -> Option<Located<Decimal>> {
        let found = self.quantity(node)?;
        let percent = matches!(found.value.unit.base, crate::document::UnitBase::Percent);
        let value = found.value.value;
        let share = if percent || value > Decimal::ONE { value.checked_mul(Decimal::new(1, 2)) } else { Some(value) };
        let value = share.filter(|share| *share >= Decimal::ZERO && *share <= Decimal::ONE);
        if value.is_none() {
            self.wrong("bad-share", found.span, "a share lies between 0% and 100%", "Write it as `70%`.");
        }
        Some(Located { value: value?, span: found.span })
    }

    /// Reads a group of keys.
    pub(super) fn group(&mut self, node: Option<&'a Node>, example: &str) -> Option<Fields<'a>> {
        let node = node?;
        let entries = node.as_map();
        if entries.is_none() {
            let message = format!("a group of keys is expected here, not {}", node.kind());
            self.wrong("wrong-type", node.span, message, format!("Write it as `{example}`."));
        }
        entries.map(Fields::inner)
    }

    /// Reads a list of groups; a single group is a list of one.
    pub(super) fn groups(&mut self, node: Option<&'a Node>, example: &str) -> Vec<(Fields<'a>, Span)> {
        match node.map(|node| (&node.value, node)) {
            Some((Value::List(items), _)) => {
                items.iter().filter_map(|item| Some((self.group(Some(item), example)?, item.span))).collect()
            }
            Some((_, node)) => self.group(Some(node), example).map(|fields| (fields, node.span)).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Reads a truth value.
    pub(super) fn truth(&mut self, node: Option<&Node>) -> Option<bool> {
        let (text, span) = self.written(node)?;
        match text.to_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => {
                self.wrong("wrong-type", span, "yes or no is expected here", "Write `true` or `false`.");
                None
            }
        }
    }
}
