//! A whole page, as a browser reads it.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{NodeData, RcDom};

/// An element of a page.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// The text directly inside.
    pub(crate) text: String,
}

impl Element {
    /// Gives an attribute's value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The elements of a page in order, and what the parser complained about.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) elements: Vec<Element>,
    pub(crate) errors: Vec<String>,
}

impl Page {
    /// Parses a page.
    pub(crate) fn parse(text: &str) -> Self {
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(text);
        let errors: Vec<String> = dom.errors.borrow().iter().map(ToString::to_string).collect();
        let mut page = Self { elements: Vec::new(), errors };
        let mut open = vec![dom.document.clone()];
        while let Some(node) = open.pop() {
            if let NodeData::Element { name, attrs, .. } = &node.data {
                let attributes = attrs.borrow();
                let pair = |a: &html5ever::Attribute| (a.name.local.to_string(), a.value.to_string());
                page.elements.push(Element {
                    name: name.local.to_string(),
                    attributes: attributes.iter().map(pair).collect(),
                    text: text_of(&node),
                });
            }
            open.extend(node.children.borrow().iter().rev().cloned());
        }
        page
    }

    /// Walks the elements of a name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// Walks the ids of the page.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.elements.iter().filter_map(|element| element.get("id"))
    }
}

/// Joins the text directly inside of a node.
fn text_of(node: &markup5ever_rcdom::Node) -> String {
    let mut text = String::new();
    for child in node.children.borrow().iter() {
        if let NodeData::Text { contents } = &child.data {
            text.push_str(&contents.borrow());
        }
    }
    text
}
