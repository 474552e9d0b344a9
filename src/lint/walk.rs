//! Walks a front matter along the table of fields.
//!
//! In: a tree and the fields of its kind. Out: each key with the field that it means, or with those that it could mean.

use super::fields::{COMMON, Field, KEY_RESULT, Shape, of_kind};
use crate::config::{Config, Kind};
use crate::document::{Entry, Node, Value};
use crate::order::Order;

/// A group of keys and the fields that it can hold.
pub(super) struct Group<'a> {
    /// The keys.
    pub(super) entries: &'a [Entry],
    /// What they can be: name as written in the file, and the field.
    pub(super) known: Vec<(&'a str, Option<&'static Field>)>,
}

/// Names that are looked up for each key of each file: a name stands among the few of its length and outer letters.
#[derive(Debug)]
pub(super) struct Names(Vec<Vec<String>>);

impl Names {
    const PLACES: usize = 1024;
    /// Up to how many names are looked through one by one; a site's own fields can be many more.
    const FEW: usize = 8;

    fn of(names: impl Iterator<Item = String>) -> Self {
        let mut places: Vec<Vec<String>> = vec![Vec::new(); Self::PLACES];
        for name in names {
            places[Self::place(&name)].push(name);
        }
        for names in &mut places {
            names.order();
        }
        Self(places)
    }

    fn place(name: &str) -> usize {
        let letter = |byte: Option<u8>| usize::from(byte.unwrap_or_default());
        (name.len() + letter(name.bytes().next()) * 7 + letter(name.bytes().next_back()) * 31) % Self::PLACES
    }

    fn contains(&self, name: &str) -> bool {
        match self.0[Self::place(name)].as_slice() {
            few if few.len() <= Self::FEW => few.iter().any(|known| known == name),
            many => many.binary_search_by(|known| known.as_str().cmp(name)).is_ok(),
        }
    }
}

/// Collects every name that a key can have anywhere, hyphens folded.
pub(super) fn names(config: &Config) -> Names {
    let mut found = Vec::new();
    let mut open: Vec<&[Field]> = Kind::ALL.map(of_kind).to_vec();
    open.extend([COMMON, KEY_RESULT]);
    while let Some(fields) = open.pop() {
        for field in fields {
            found.push(field.name.to_owned());
            if let Shape::Group(inner) | Shape::GroupOr(inner) | Shape::Groups(inner) | Shape::GroupsOr(inner) =
                field.shape
            {
                open.push(inner);
            }
        }
    }
    found.extend(criteria(config).into_iter().map(|(name, _)| name.to_owned()));
    found.extend(config.fields.values().flatten().cloned());
    Names::of(found.into_iter().map(|name| name.replace('-', "_")))
}

/// Tells whether front matter may hold a key or a date that is written unusually, without reading it as a tree.
pub(super) fn is_unusual(text: &str, names: &Names) -> bool {
    let key = |before: &str| {
        let bytes = before.as_bytes();
        let behind = bytes.iter().rposition(|byte| !OF_KEY[usize::from(*byte)]);
        let start = behind.map_or(0, |at| at + 1);
        let hyphen = bytes[start..].contains(&b'-');
        let alone = behind.is_none_or(|at| bytes[at].is_ascii());
        let whole = || before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '-').len();
        let written = &before[if alone { start } else { whole() }..];
        // A hyphen before letters of other scripts isn't looked for: such a key is read with its tree.
        if hyphen { !names.contains(&written.replace('-', "_")) } else { !names.contains(written) }
    };
    let bytes = text.as_bytes();
    let odd_quarter = |at: usize| {
        let digit = matches!(bytes.get(at + 1), Some(b'1'..=b'4'));
        let iso = bytes[at] == b'Q' && at > 0 && bytes[at - 1] == b'-';
        digit && !iso
    };
    let ends_key = |at: usize| matches!(bytes.get(at + 1), None | Some(b' ' | b'\n' | b'\r'));
    text.starts_with("+++")
        || memchr::memchr_iter(b':', bytes).any(|at| ends_key(at) && key(&text[..at]))
        || memchr::memchr2_iter(b'Q', b'q', bytes).any(odd_quarter)
}

/// Which bytes stand in a key, by their value.
const OF_KEY: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        byte += 1;
    }
    table
};

/// Lists every group of a front matter whose keys are known, the whole first.
pub(super) fn groups<'a>(matter: &'a Node, kind: Kind, config: &'a Config) -> Vec<Group<'a>> {
    let mut found = Vec::new();
    let Some(entries) = matter.as_map() else { return found };
    let mut known: Vec<(&str, Option<&'static Field>)> = Vec::new();
    for field in COMMON.iter().chain(of_kind(kind)) {
        known.push((field.name, Some(field)));
        let own = config.fields.get(field.name).into_iter().flatten();
        known.extend(own.map(|name| (name.as_str(), Some(field))));
    }
    collect(entries, known, config, &mut found);
    found
}

/// Adds a group and the groups in it.
fn collect<'a>(
    entries: &'a [Entry],
    known: Vec<(&'a str, Option<&'static Field>)>,
    config: &'a Config,
    found: &mut Vec<Group<'a>>,
) {
    for entry in entries {
        let Some(field) = meant(&known, &entry.key) else { continue };
        let names: Vec<(&'a str, Option<&'static Field>)> = match field.shape {
            Shape::Group(fields) | Shape::GroupOr(fields) | Shape::Groups(fields) | Shape::GroupsOr(fields) => {
                let more: &[Field] = if field.name == "key_results" { KEY_RESULT } else { &[] };
                fields.iter().chain(more).map(|field| (field.name, Some(field))).collect()
            }
            Shape::Scores => criteria(config),
            _ => continue,
        };
        match &entry.node.value {
            Value::Map(inner) => collect(inner, names, config, found),
            Value::List(items) => {
                let maps = items.iter().filter_map(Node::as_map);
                maps.for_each(|inner| collect(inner, names.clone(), config, found));
            }
            Value::Null | Value::Scalar(_) => {}
        }
    }
    found.push(Group { entries, known });
}

/// Finds the field that a key means.
pub(super) fn meant(known: &[(&str, Option<&'static Field>)], key: &str) -> Option<&'static Field> {
    known.iter().find(|(name, _)| same(name, key)).and_then(|(_, field)| *field)
}

/// Compares two keys; hyphens and underscores are one.
pub(super) fn same(a: &str, b: &str) -> bool {
    let fold = |c: char| if c == '-' { '_' } else { c };
    a.chars().map(fold).eq(b.chars().map(fold))
}

/// Lists the criteria that the site's method can use.
fn criteria(config: &Config) -> Vec<(&str, Option<&'static Field>)> {
    const OTHERS: [&str; 12] = [
        "impact",
        "effort",
        "risk",
        "time_to_value",
        "user_business_value",
        "time_criticality",
        "risk_reduction",
        "job_size",
        "reach",
        "confidence",
        "ease",
        "duration",
    ];
    let weights = config.ranking.weights.iter().map(|(name, _)| name.as_str());
    weights.chain(OTHERS).map(|name| (name, None)).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_unusual, names};
    use crate::config::Config;

    #[test]
    fn keys_that_nobody_knows_are_unusual_whatever_stands_before_them() {
        let names = names(&Config::default());
        for text in ["id: A-1\nstatus: idea\n", "cost-of-delay: 1\n", "{ id: A, team: b }\n", "a link http://x\n", ""] {
            assert!(!is_unusual(text, &names), "{text}");
        }
        for text in
            ["titel: x\n", "größe: 1\n", "“titel: 1\n", "—titel: 1\n", "idé: 1\n", "by: Q3 2025\n", "+++\n", "—: 1\n"]
        {
            assert!(is_unusual(text, &names), "{text}");
        }
        for text in ["—status: idea\n", "“id: A\n", "\u{A0}id: A\n"] {
            assert!(!is_unusual(text, &names), "{text}");
        }
    }
}
