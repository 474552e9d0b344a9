//! What a template is given: the fields of a view, as texts where all of them are, else as the values that templates know.
//!
//! In: views. Out: their fields in order, those of the common part first. Fields whose names end in `_html` are markup;
//! all other texts are escaped.

use crate::diagnostic::Error;
use crate::site::markup::PART;
use pulldown_cmark_escape::escape_html;
use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeSeq, SerializeStruct, SerializeTuple, Serializer};
use std::fmt;
use std::ops::Range;
use tera::{Map, Value};

/// What a page's template is given.
#[derive(Debug)]
pub(in crate::site) enum Given {
    /// Values of any kind.
    Values(Value),
    /// Nothing but texts.
    Texts(Parts),
}

impl Given {
    /// Gives nothing.
    pub(in crate::site) fn nothing() -> Self {
        Self::Values(Value::none())
    }

    /// Gives the fields of a view, or of a tuple of views as if they were one.
    pub(in crate::site) fn values(views: &impl Serialize) -> Self {
        Self::Values(Value::from_serializable(&One(views)))
    }

    /// Gives them as texts; none where one of them is more.
    pub(in crate::site) fn texts(views: &impl Serialize) -> Option<Self> {
        let mut parts = Parts { text: String::with_capacity(PART * 8), ..Parts::default() };
        parts.add(views)?;
        Some(Self::Texts(parts))
    }

    /// Adds the fields of another view, all of which are texts where those before are; what has none stays so.
    pub(in crate::site) fn and(self, view: &impl Serialize) -> Result<Self, Error> {
        match self {
            Self::Values(values) => Ok(Self::Values(joined(values, view))),
            Self::Texts(mut parts) => {
                parts.add(view).ok_or_else(|| Error::new("a part of a page is more than text"))?;
                Ok(Self::Texts(parts))
            }
        }
    }
}

/// Stands in the hole of a text: what a template would change that does more than write it down.
pub(super) const TEXT: &str = "`aA";

/// What is known of a field without its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Nothing,
    NoItems,
    NoText,
    False,
    True,
    Text,
    Markup,
}

/// The fields of a view that has nothing but texts, as they stand in a page.
#[derive(Debug, Default)]
pub(in crate::site) struct Parts {
    text: String,
    fields: Vec<(&'static str, State, Range<usize>)>,
    /// The same for the template itself, to compare what both make of it while Backlit is worked on.
    pub(in crate::site) values: Option<Value>,
}

/// Adds the fields of a view to the values of another one.
fn joined(values: Value, view: &impl Serialize) -> Value {
    match (values.into_map(), Value::from_serializable(view).into_map()) {
        (Some(mut all), Some(more)) => {
            all.extend(more);
            Value::from(all)
        }
        _ => Value::none(),
    }
}

impl Parts {
    /// Adds the fields of views; none where one of them is more than text.
    fn add(&mut self, views: &impl Serialize) -> Option<()> {
        views.serialize(Fields(&mut *self)).ok()?;
        if cfg!(debug_assertions) {
            let before = self.values.take().unwrap_or_else(|| Value::from(Map::new()));
            self.values = Some(joined(before, &One(views)));
        }
        Some(())
    }

    /// Gives what tells it apart from others of the same template: what is known of each field and where its text ends, and
    /// the texts.
    pub(in crate::site) fn all(&self) -> (Vec<u8>, &str) {
        let fields = self.fields.iter();
        (fields.flat_map(|(_, state, at)| [*state as usize, at.end]).flat_map(usize::to_le_bytes).collect(), &self.text)
    }

    /// Counts the fields.
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// Counts the bytes of all texts.
    pub(super) fn size(&self) -> usize {
        self.text.len()
    }

    /// Lists what tells pages apart beside their texts.
    pub(super) fn states(&self) -> Vec<State> {
        self.fields.iter().map(|(_, state, _)| *state).collect()
    }

    /// Gives a field's text, escaped.
    pub(super) fn text(&self, at: usize) -> &str {
        &self.text[self.fields[at].2.clone()]
    }

    /// Gives the same view with a hole for each text.
    pub(super) fn with_holes(&self, hole: impl Fn(usize, &str) -> String) -> Value {
        let fields = self.fields.iter().enumerate().map(|(at, (name, state, _))| {
            let value = match state {
                State::Nothing => Value::none(),
                State::NoItems => Value::from(Vec::<Value>::new()),
                State::NoText => Value::from(""),
                State::False => Value::from(false),
                State::True => Value::from(true),
                State::Text => Value::from(hole(at, TEXT)),
                State::Markup => Value::safe_string(&hole(at, "")),
            };
            ((*name).into(), value)
        });
        Value::from(fields.collect::<Map>())
    }
}

/// Takes the fields of a view, one by one.
trait Take {
    fn take<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), NotText>;
}

impl Take for Parts {
    fn take<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), NotText> {
        let start = self.text.len();
        let state = value.serialize(Field { text: &mut self.text, is_markup: name.ends_with("_html") })?;
        self.fields.push((name, state, start..self.text.len()));
        Ok(())
    }
}

/// Hands the fields on to another struct.
struct Joined<'a, S>(&'a mut S);

impl<S: SerializeStruct> Take for Joined<'_, S> {
    fn take<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), NotText> {
        self.0.serialize_field(name, value).map_err(|_| NotText)
    }
}

/// Views as one struct.
struct One<'a, T>(&'a T);

impl<T: Serialize> Serialize for One<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut all = serializer.serialize_struct("View", 0)?;
        self.0.serialize(Fields(&mut Joined(&mut all))).map_err(S::Error::custom)?;
        all.end()
    }
}

/// A field is more than a text.
#[derive(Debug)]
struct NotText;

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a text")
    }
}

impl std::error::Error for NotText {}

impl serde::ser::Error for NotText {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Hands the fields of views to what takes them, and knows nothing else.
struct Fields<'a, T>(&'a mut T);

impl<T: Take> SerializeStruct for Fields<'_, T> {
    type Ok = ();
    type Error = NotText;

    fn serialize_field<V: Serialize + ?Sized>(&mut self, name: &'static str, value: &V) -> Result<(), NotText> {
        self.0.take(name, value)
    }

    fn end(self) -> Result<(), NotText> {
        Ok(())
    }
}

/// A tuple of views is all of them.
impl<T: Take> SerializeTuple for Fields<'_, T> {
    type Ok = ();
    type Error = NotText;

    fn serialize_element<V: Serialize + ?Sized>(&mut self, view: &V) -> Result<(), NotText> {
        view.serialize(Fields(&mut *self.0))
    }

    fn end(self) -> Result<(), NotText> {
        Ok(())
    }
}

/// Writes the text of one field.
struct Field<'a> {
    text: &'a mut String,
    is_markup: bool,
}

/// Writes methods of a serializer that have no place in it.
macro_rules! refused {
    (values $($method:ident($($of:ty),*))*) => {
        $(fn $method(self, $(_: $of),*) -> Result<Self::Ok, NotText> {
            Err(NotText)
        })*
    };
    (compounds $($method:ident($($of:ty),*) -> $made:ident)*) => {
        $(type $made = Impossible<Self::Ok, NotText>;

        fn $method(self, $(_: $of),*) -> Result<Self::$made, NotText> {
            Err(NotText)
        })*
    };
    (numbers and more) => {
        refused!(values serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64));
        refused!(values serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64));
        refused!(values serialize_f32(f32) serialize_f64(f64) serialize_char(char) serialize_bytes(&[u8]));
        refused!(values serialize_unit_struct(&'static str));
        refused!(values serialize_unit_variant(&'static str, u32, &'static str));
        refused!(compounds serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct);
        refused!(compounds serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant);
        refused!(compounds serialize_map(Option<usize>) -> SerializeMap);
        refused!(compounds serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant);

        fn serialize_newtype_variant<V: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &V,
        ) -> Result<Self::Ok, NotText> {
            Err(NotText)
        }
    };
}

impl<T: Take> Serializer for Fields<'_, T> {
    type Ok = ();
    type Error = NotText;
    type SerializeStruct = Self;
    type SerializeTuple = Self;

    refused!(numbers and more);
    refused!(values serialize_bool(bool) serialize_str(&str) serialize_unit());
    refused!(compounds serialize_seq(Option<usize>) -> SerializeSeq);

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, NotText> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, NotText> {
        Ok(self)
    }

    fn serialize_none(self) -> Result<(), NotText> {
        Ok(())
    }

    fn serialize_some<V: Serialize + ?Sized>(self, value: &V) -> Result<(), NotText> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<V: Serialize + ?Sized>(self, _: &'static str, value: &V) -> Result<(), NotText> {
        value.serialize(self)
    }
}

impl Serializer for Field<'_> {
    type Ok = State;
    type Error = NotText;
    type SerializeSeq = NoItems;

    refused!(numbers and more);
    refused!(compounds serialize_struct(&'static str, usize) -> SerializeStruct);
    refused!(compounds serialize_tuple(usize) -> SerializeTuple);

    /// Markup is handed over as it is.
    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, value: bool) -> Result<State, NotText> {
        Ok(if value { State::True } else { State::False })
    }

    fn serialize_str(self, text: &str) -> Result<State, NotText> {
        if self.is_markup {
            self.text.push_str(text);
        } else {
            escape_html(self.text, text).map_err(|_| NotText)?;
        }
        Ok(match (text.is_empty(), self.is_markup) {
            (true, _) => State::NoText,
            (false, true) => State::Markup,
            (false, false) => State::Text,
        })
    }

    fn serialize_none(self) -> Result<State, NotText> {
        Ok(State::Nothing)
    }

    fn serialize_unit(self) -> Result<State, NotText> {
        Ok(State::Nothing)
    }

    fn serialize_some<V: Serialize + ?Sized>(self, value: &V) -> Result<State, NotText> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<V: Serialize + ?Sized>(self, _: &'static str, value: &V) -> Result<State, NotText> {
        value.serialize(self)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<NoItems, NotText> {
        if len == Some(0) { Ok(NoItems) } else { Err(NotText) }
    }
}

/// A list without anything in it.
struct NoItems;

impl SerializeSeq for NoItems {
    type Ok = State;
    type Error = NotText;

    fn serialize_element<V: Serialize + ?Sized>(&mut self, _: &V) -> Result<(), NotText> {
        Err(NotText)
    }

    fn end(self) -> Result<State, NotText> {
        Ok(State::NoItems)
    }
}
