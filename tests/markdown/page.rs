//! Reads a rendered body as a browser does, inside of a page.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::collections::BTreeSet;

/// An element of a page.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    /// Its name.
    pub(crate) name: String,
    /// Its attributes.
    pub(crate) attributes: Vec<(String, String)>,
    /// Elements around it.
    pub(crate) depth: usize,
}

impl Element {
    /// An attribute's value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What a browser finds in a rendered body.
pub(crate) struct Page {
    /// The elements, in order.
    pub(crate) elements: Vec<Element>,
    /// All text.
    pub(crate) text: String,
    places: usize,
}

impl Page {
    /// Parses a body in a page with something behind it.
    pub(crate) fn parse(html: &str) -> Self {
        let page = format!(
            "<!DOCTYPE html><title>t</title><body><div><div>{html}<i id=bl-inside></i></div><i id=bl-after></i></div>"
        );
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
        let mut found = Self { elements: Vec::new(), text: String::new(), places: 0 };
        let mut open = vec![(dom.document.clone(), 0)];
        while let Some((node, depth)) = open.pop() {
            found.node(&node, depth);
            let children = std::mem::take(&mut *node.children.borrow_mut());
            open.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
        }
        found
    }

    /// Says what is wrong with the body, if anything.
    pub(crate) fn fault(&self) -> Option<String> {
        let known = "html head title body div i p h1 h2 h3 h4 h5 h6 a em strong del code pre span ul ol li blockquote table thead \
            tbody tfoot tr th td caption img br hr input sup sub section b u s kbd samp var mark small ins q cite abbr dfn \
            dl dt dd details summary figure figcaption ruby rt rp bdi bdo wbr";
        let mut ids = BTreeSet::new();
        for element in &self.elements {
            if !known.split_whitespace().any(|name| name == element.name) {
                return Some(format!("element {}", element.name));
            }
            let wrong = element.attributes.iter().find(|(name, value)| is_unsafe(&element.name, name, value));
            if let Some(wrong) = wrong {
                return Some(format!("attribute {wrong:?}"));
            }
            if element.get("id").is_some_and(|id| !ids.insert(id.to_owned())) {
                return Some(format!("id {:?} twice", element.get("id")));
            }
        }
        (self.places != 2).then(|| "the body reaches out of its place".to_owned())
    }

    fn node(&mut self, node: &Handle, depth: usize) {
        match &node.data {
            NodeData::Text { contents } => self.text.push_str(&contents.borrow()),
            NodeData::Element { name, attrs, .. } => {
                let attributes =
                    attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                let element = Element { name: name.local.to_string(), attributes, depth };
                self.places += match element.get("id") {
                    Some("bl-inside") => usize::from(depth == 5),
                    Some("bl-after") => usize::from(depth == 4),
                    _ => 0,
                };
                self.elements.push(element);
            }
            NodeData::Comment { .. } => {
                self.elements.push(Element { name: "comment".into(), attributes: vec![], depth });
            }
            _ => {}
        }
    }
}

fn is_unsafe(element: &str, name: &str, value: &str) -> bool {
    let known = "href src alt title class id rel lang dir align-none colspan rowspan scope start type reversed value open width \
        height loading tabindex role aria-label checked disabled";
    if !known.split_whitespace().any(|known| known == name) {
        return true;
    }
    let compact: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let before_colon = compact.split(['/', '?', '#']).next().unwrap_or("").split_once(':').map(|(scheme, _)| scheme);
    // What holds other signs is no scheme but part of a relative address.
    let is_scheme = |text: &&str| text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let scheme = before_colon.filter(is_scheme).map(str::to_lowercase);
    let fine = ["http", "https", "mailto", "tel"];
    match name {
        "href" => compact.starts_with("//") || scheme.is_some_and(|scheme| !fine.contains(&scheme.as_str())),
        "src" => scheme.is_some() || compact.starts_with("//") || element != "img",
        _ => false,
    }
}
