//! JSON whose lists are made while they are written: a finding takes ten times as much room as a value than as text.
//!
//! In: keys with what stands behind them. Out: what a serialiser writes. Never holds more than one element of a list.

use serde::{Serialize, Serializer};
use serde_json::Value;
use std::cell::RefCell;
use std::fmt;

/// A part of a JSON document.
pub enum Piece<'a> {
    /// One that is there.
    Whole(Value),
    /// A list, each element of which is made when it is written; it can be written once.
    Each(RefCell<Box<dyn Iterator<Item = Value> + 'a>>),
    /// An object, with its keys in order.
    Keys(Vec<(&'static str, Self)>),
}

impl<'a> Piece<'a> {
    /// Makes a list of what is made later.
    pub fn each(elements: impl Iterator<Item = Value> + 'a) -> Self {
        Self::Each(RefCell::new(Box::new(elements)))
    }
}

impl<T: Into<Value>> From<T> for Piece<'_> {
    fn from(value: T) -> Self {
        Self::Whole(value.into())
    }
}

impl Serialize for Piece<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole(value) => value.serialize(serializer),
            Self::Each(elements) => serializer.collect_seq(&mut *elements.borrow_mut()),
            Self::Keys(keys) => serializer.collect_map(keys.iter().map(|(key, piece)| (key, piece))),
        }
    }
}

impl fmt::Debug for Piece<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Piece").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Piece;
    use serde_json::{Value, json};

    #[test]
    fn pieces_are_written_as_the_whole_is() {
        let list = |some: Vec<Value>| Piece::each(some.into_iter().filter(|value| !value.is_null()));
        let pieces = Piece::Keys(vec![
            ("a", Piece::from("x")),
            ("none", list(vec![Value::Null])),
            ("b", list(vec![json!({ "c": [] }), Value::Null, json!(2)])),
        ]);
        let whole = json!({ "a": "x", "none": [], "b": [{ "c": [] }, 2] });
        assert_eq!(serde_json::to_string_pretty(&pieces).unwrap(), format!("{whole:#}"));
    }
}
