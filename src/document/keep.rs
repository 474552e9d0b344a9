//! Values as bytes, and back, field by field.
//!
//! In: values that were read of a front matter, or bytes. Out: bytes, or the same values; none where the bytes can't be
//! right. What is shared between many comes back shared.

use super::codec::{Places, Reader, Writer};
use super::{Bound, ByName, Decimal, Duration, Entry, PartialDate, Quantity, Target};
use crate::diagnostic::Span;
use jiff::civil::Date;
use std::sync::Arc;

/// A value that can be kept.
pub(crate) trait Keep: Sized {
    /// Writes it down.
    fn keep(&self, writer: &mut Writer);

    /// Takes it up again; none where the bytes can't be right.
    fn take(reader: &mut Reader<'_>) -> Option<Self>;
}

/// Keeps structures by their fields; the compiler sees to it that none is forgotten. What stands behind a semicolon isn't
/// kept, and comes back as it says.
macro_rules! keep_fields {
    ($($name:ident { $($field:ident),* $(,)? $(; $left:ident: $value:expr)? })*) => {$(
        impl $crate::document::Keep for $name {
            fn keep(&self, writer: &mut $crate::document::codec::Writer) {
                let Self { $($field,)* $($left: _)? } = self;
                $($crate::document::Keep::keep($field, writer);)*
            }

            fn take(reader: &mut $crate::document::codec::Reader<'_>) -> Option<Self> {
                Some(Self { $($field: $crate::document::Keep::take(reader)?,)* $($left: $value)? })
            }
        }
    )*};
}
pub(crate) use keep_fields;

impl Keep for bool {
    fn keep(&self, writer: &mut Writer) {
        writer.flag(*self);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        reader.flag()
    }
}

impl Keep for usize {
    fn keep(&self, writer: &mut Writer) {
        writer.number(*self);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        reader.number()
    }
}

impl Keep for u64 {
    fn keep(&self, writer: &mut Writer) {
        writer.fixed(&self.to_le_bytes());
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self::from_le_bytes(*reader.fixed(8)?.first_chunk()?))
    }
}

impl Keep for f64 {
    fn keep(&self, writer: &mut Writer) {
        self.to_bits().keep(writer);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        Keep::take(reader).map(Self::from_bits)
    }
}

impl Keep for String {
    fn keep(&self, writer: &mut Writer) {
        writer.text(self);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        reader.text().map(str::to_owned)
    }
}

impl<T: Keep> Keep for Option<T> {
    fn keep(&self, writer: &mut Writer) {
        writer.flag(self.is_some());
        if let Some(value) = self {
            value.keep(writer);
        }
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        Some(if reader.flag()? { Some(T::take(reader)?) } else { None })
    }
}

impl<T: Keep> Keep for Vec<T> {
    fn keep(&self, writer: &mut Writer) {
        writer.each(self.iter(), |writer, value| value.keep(writer));
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        reader.each(T::take)
    }
}

impl<T: Keep> Keep for Arc<[T]> {
    fn keep(&self, writer: &mut Writer) {
        writer.each(self.iter(), |writer, value| value.keep(writer));
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        reader.each(T::take).map(Self::from)
    }
}

impl<T: Keep> Keep for Box<T> {
    fn keep(&self, writer: &mut Writer) {
        T::keep(self, writer);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        T::take(reader).map(Self::new)
    }
}

impl<A: Keep, B: Keep> Keep for (A, B) {
    fn keep(&self, writer: &mut Writer) {
        self.0.keep(writer);
        self.1.keep(writer);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        Some((A::take(reader)?, B::take(reader)?))
    }
}

impl<T: Keep> Keep for ByName<T> {
    fn keep(&self, writer: &mut Writer) {
        let pairs: Vec<(&Arc<str>, &T)> = self.iter().collect();
        writer.each(pairs.into_iter(), |writer, (name, value)| {
            writer.text(name);
            value.keep(writer);
        });
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        let pairs = reader.each(|reader| Some((reader.text()?.to_owned(), T::take(reader)?)))?;
        Some(pairs.into_iter().collect())
    }
}

impl Keep for Span {
    fn keep(&self, writer: &mut Writer) {
        writer.span(*self, Places::Kept);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        reader.span(Places::Kept)
    }
}

impl Keep for Entry {
    fn keep(&self, writer: &mut Writer) {
        writer.entry(self, Places::Kept);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        reader.entry(Places::Kept)
    }
}

impl Keep for Decimal {
    fn keep(&self, writer: &mut Writer) {
        writer.fixed(&self.mantissa().to_le_bytes());
        writer.number(self.scale() as usize);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        let mantissa = i128::from_le_bytes(*reader.fixed(16)?.first_chunk()?);
        Some(Self::new(mantissa, u32::try_from(reader.number()?).ok()?))
    }
}

keep_fields! { Duration { months, days } }

/// A quantity is its text: most of them are known already when they are read again.
impl Keep for Quantity {
    fn keep(&self, writer: &mut Writer) {
        writer.text(&self.text);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        Self::parse(reader.text()?).ok()
    }
}

/// Every bound, in the order of their numbers.
const BOUNDS: [Bound; 4] = [Bound::AtMost, Bound::AtLeast, Bound::Below, Bound::Above];

impl Keep for Target {
    fn keep(&self, writer: &mut Writer) {
        writer.number(match self {
            Self::Absolute(_) => 0,
            Self::Relative(_) => 1,
            Self::Bounded(bound, _) => 2 + BOUNDS.iter().position(|other| other == bound).unwrap_or(BOUNDS.len()),
        });
        self.quantity().keep(writer);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        Some(match reader.number()? {
            0 => Self::Absolute(Quantity::take(reader)?),
            1 => Self::Relative(Quantity::take(reader)?),
            bound => Self::Bounded(*BOUNDS.get(bound - 2)?, Quantity::take(reader)?),
        })
    }
}

impl Keep for PartialDate {
    fn keep(&self, writer: &mut Writer) {
        let (kind, year, month, day) = match *self {
            Self::Day(date) => (0, date.year(), date.month(), date.day()),
            Self::Month(year, month) => (1, year, month, 0),
            Self::Quarter(year, quarter) => (2, year, quarter, 0),
            Self::Year(year) => (3, year, 0, 0),
        };
        let [low, high] = year.to_le_bytes();
        writer.fixed(&[kind, low, high, month.cast_unsigned(), day.cast_unsigned()]);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        let [kind, low, high, month, day] = *reader.fixed(5)?.first_chunk()?;
        let (year, month, day) = (i16::from_le_bytes([low, high]), month.cast_signed(), day.cast_signed());
        Some(match kind {
            0 => Self::Day(Date::new(year, month, day).ok()?),
            1 if (1..=12).contains(&month) => Self::Month(year, month),
            2 if (1..=4).contains(&month) => Self::Quarter(year, month),
            3 => Self::Year(year),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Keep, Reader, Writer};
    use crate::document::{Duration, PartialDate, Quantity, Target, parse_target};
    use proptest::prelude::*;
    use std::fmt::Debug;

    fn comes_back<T: Keep + PartialEq + Debug>(value: &T) {
        let mut writer = Writer::default();
        value.keep(&mut writer);
        let mut reader = Reader(&writer.0);
        assert_eq!(T::take(&mut reader).as_ref(), Some(value));
        assert!(reader.0.is_empty());
    }

    proptest! {
        #[test]
        fn every_value_that_can_be_read_comes_back(
            text in "[<>=≤≥+−-]{0,2}(under |at most )?[ ]?[$€£]?-?[0-9]{1,5}([.,][0-9]{1,3})?[ ]?(k|M|%|pp|ms|s|min|h|days|EUR|USD|points|[a-zé/ ]{1,12})?[ ]?",
            date in "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-Q[1-4])?", length in "[0-9]{1,3}([.][0-9])?[dwmqy]( [0-9]d)?",
        ) {
            Quantity::parse(&text).iter().for_each(comes_back);
            parse_target(&text).iter().for_each(comes_back::<Target>);
            PartialDate::parse(&date).iter().for_each(comes_back);
            Duration::parse(&length).iter().for_each(comes_back);
        }

        #[test]
        fn bytes_of_anybody_are_refused_or_harmless(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let date = PartialDate::take(&mut Reader(&bytes));
            prop_assert!(date.is_none_or(|date| date.first_day() <= date.last_day()));
            drop(Target::take(&mut Reader(&bytes)));
            drop(Vec::<Option<(f64, Duration)>>::take(&mut Reader(&bytes)));
        }
    }
}
