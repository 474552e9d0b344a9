//! A value of the front matter as bytes, until somebody asks for it.
//!
//! In: a tree. Out: the same tree without its places. A history holds every value of every document, and few of them
//! are ever looked at.

use super::codec::{Places, Reader, Writer};
use super::{Met, Node, Value};
use crate::diagnostic::Span;
use std::convert::Infallible;
use std::sync::Arc;

/// How many bytes most values take.
const USUAL: usize = 64;

thread_local! {
    static MET: Met<Arc<[u8]>> = const { Met::new() };
}

/// A value without its places. Two are equal where their trees are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed(Arc<[u8]>);

impl Packed {
    /// Packs a tree.
    pub fn new(node: &Node) -> Self {
        let mut writer = Writer(Vec::with_capacity(USUAL));
        writer.node(node, Places::Dropped);
        Self::of(&writer.0)
    }

    fn of(bytes: &[u8]) -> Self {
        let make = || Ok::<_, Infallible>(Arc::from(bytes));
        let Ok(shared) = MET.with(|met| met.share(bytes, |known: &Arc<[u8]>| **known == *bytes, make));
        Self(shared)
    }

    /// Gives the tree; nothing where the bytes are none.
    pub fn node(&self) -> Node {
        let read = Reader(&self.0).node(Places::Dropped);
        read.unwrap_or(Node { value: Value::Null, span: Span::FILE })
    }

    /// Writes it down.
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.number(self.0.len());
        writer.fixed(&self.0);
    }

    /// Reads one back.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let len = reader.number()?;
        Some(Self::of(reader.fixed(len)?))
    }
}
