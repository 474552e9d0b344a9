//! Pages that have the same parts: their template is run once, with holes where the texts stand, and each of them fills
//! the holes with its own. Nine of ten pages of a large site are epics, and most of them have the same parts.
//!
//! In: views whose fields are texts or nothing. Out: the bytes that the template makes of them, which `tests/cli/theme.rs`
//! holds to it. A template of the site's own may do more with a text than write it down, so it is always run.

mod parts;

use super::markup::PART;
use super::navigation::Made;
use super::theme::{Theme, path_of};
use crate::diagnostic::Error;
pub(super) use parts::{Given, Parts};
use parts::{State, TEXT};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use tera::{Context, Value};

/// Stands around the number of a hole. Nothing that all pages show may hold it.
const MARK: char = '\u{1}';
/// How many stencils are kept.
const MOST: usize = 500;
/// The holes behind those of the view.
const SHARED: [&str; 3] = ["root", "nav_html", "assets_html"];

/// The stencils made so far.
#[derive(Debug, Default)]
pub(super) struct Stencils {
    /// The site's title; a page of the same title leaves one of them out. None where holes would not be safe.
    title: Option<String>,
    made: RwLock<BTreeMap<Shape, Arc<Stencil>>>,
}

/// A template, and what it is given of each field.
type Shape = (&'static str, Vec<State>);

/// A page with holes.
#[derive(Debug)]
struct Stencil {
    start: String,
    /// Which hole comes next, and what stands behind it.
    rest: Vec<(usize, String)>,
}

impl Stencils {
    /// Starts without any; `shared` is what all pages show beside their own.
    pub(super) fn new(theme: &Theme, title: String, shared: &Value) -> Self {
        let safe = theme.is_plain() && !shared.to_string().contains(MARK) && !title.contains(MARK);
        Self { title: safe.then_some(title), made: RwLock::default() }
    }

    /// Tells whether a page of that title may be made by a stencil.
    pub(super) fn fit(&self, title: &str) -> bool {
        self.title.as_deref().is_some_and(|site| site != title)
    }

    /// Makes a page of its parts.
    pub(super) fn fill(
        &self,
        template: &'static str,
        parts: &Parts,
        (theme, shared): (&Theme, &Value),
        (root, made): (&str, &Made),
    ) -> Result<Vec<u8>, Error> {
        let shape = (template, parts.states());
        let known = self.made.read().unwrap_or_else(PoisonError::into_inner).get(&shape).cloned();
        let stencil = match known {
            Some(stencil) => stencil,
            None => self.keep(shape, Stencil::cut(template, parts, (theme, shared))?),
        };
        let shared = [root, made.nav_html.as_str().unwrap_or(""), made.assets_html.as_str().unwrap_or("")];
        Ok(stencil.fill(parts, shared))
    }

    fn keep(&self, shape: Shape, stencil: Stencil) -> Arc<Stencil> {
        let stencil = Arc::new(stencil);
        let mut made = self.made.write().unwrap_or_else(PoisonError::into_inner);
        if made.len() < MOST {
            made.insert(shape, Arc::clone(&stencil));
        }
        stencil
    }
}

impl Stencil {
    /// Runs the template with holes for texts.
    fn cut(template: &str, parts: &Parts, (theme, shared): (&Theme, &Value)) -> Result<Self, Error> {
        let hole = |at: usize, what: &str| format!("{MARK}{at}{what}{MARK}");
        let mut context = Context::new();
        context.insert_value("site", shared.clone());
        for (at, name) in SHARED.into_iter().enumerate() {
            context.insert_value(name, Value::safe_string(&hole(parts.len() + at, "")));
        }
        context.insert_value("page", parts.with_holes(hole));
        let page = theme.render(&path_of(template), &context)?;
        let mut pieces = page.split(MARK);
        let start = pieces.next().unwrap_or("").to_owned();
        let mut rest = Vec::new();
        while let (Some(at), Some(after)) = (pieces.next(), pieces.next()) {
            let at = at
                .strip_suffix(TEXT)
                .unwrap_or(at)
                .parse()
                .map_err(|_| Error::new(format!("`{template}` changes a text that it is given")))?;
            rest.push((at, after.to_owned()));
        }
        Ok(Self { start, rest })
    }

    fn fill(&self, parts: &Parts, shared: [&str; SHARED.len()]) -> Vec<u8> {
        let mut page = Vec::with_capacity(self.start.len() + parts.size() + PART * 8);
        page.extend_from_slice(self.start.as_bytes());
        for (at, after) in &self.rest {
            let text = at.checked_sub(parts.len()).map_or_else(|| parts.text(*at), |at| shared[at]);
            page.extend_from_slice(text.as_bytes());
            page.extend_from_slice(after.as_bytes());
        }
        page
    }
}
