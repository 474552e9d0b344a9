//! A page before it is rendered: all that its template is given but the prose of its document.
//!
//! In: a route. Out: a draft, by which a build tells whether the page can be another one than at the last; and the bytes
//! of the page. Never asks for the prose of a page that nobody wants rendered.

use super::navigation::Made;
use super::page::Body;
use super::passage::Passage;
use super::plan::{Route, Site, Subject};
use super::prose::{prose, reads_alike};
use super::stencil::{Given, Parts};
use super::theme::path_of;
use crate::diagnostic::Error;
use crate::document::markdown::page_without_forbidden;
use std::hash::Hash;
use tera::{Context, Value};

/// A page before it is rendered.
#[derive(Debug)]
pub struct Draft<'r> {
    route: &'r Route,
    made: Drafted,
}

/// What is made of a page so far.
#[derive(Debug)]
enum Drafted {
    /// A file that is no page, whole.
    File(Vec<u8>),
    /// What a template is given.
    Page(Box<Given>, Around),
}

/// What stands around a page's own part.
#[derive(Debug)]
struct Around {
    template: &'static str,
    root: String,
    made: Made,
    /// The document whose prose is still to be added.
    prose: Option<usize>,
}

impl Draft<'_> {
    /// Gives the document whose prose is to be added; none where the page is more than its prose and texts.
    pub const fn document(&self) -> Option<usize> {
        match &self.made {
            Drafted::Page(given, around) if matches!(**given, Given::Texts(_)) => around.prose,
            _ => None,
        }
    }

    /// Gives all that the page is made of beside that prose and the site's shared part, each piece as `sum` says it in short.
    pub fn summed<T: Hash>(&self, sum: impl Fn(&[u8]) -> T) -> Option<impl Hash> {
        let Drafted::Page(given, Around { template, root, made, .. }) = &self.made else { return None };
        let Given::Texts(parts) = &**given else { return None };
        let (fields, text) = parts.all();
        let texts = [text, made.nav_html.as_str()?, made.assets_html.as_str()?, root, template];
        Some((sum(&fields), texts.map(|text| sum(text.as_bytes()))))
    }
}

impl Site<'_> {
    /// Renders one route to the bytes of its file.
    pub fn render(&self, route: &Route) -> Result<Vec<u8>, Error> {
        self.finish(self.draft(route)?)
    }

    /// Drafts the page of a route.
    pub fn draft<'r>(&self, route: &'r Route) -> Result<Draft<'r>, Error> {
        let (template, view) = match route.page.body {
            Body::Html { template, view } | Body::Document { template, view } => (template, view),
            Body::File(make) => return Ok(Draft { route, made: Drafted::File(make(self, route)) }),
        };
        let root = self.root(route);
        let made = self.navigation.for_page(self, route, &root)?;
        let prose = match (route.page.body, &route.subject) {
            (Body::Document { .. }, Subject::Item(item)) => Some(*item),
            _ => None,
        };
        let given = Box::new(view(self, route));
        Ok(Draft { route, made: Drafted::Page(given, Around { template, root, made, prose }) })
    }

    /// Makes the page of its draft.
    pub fn finish(&self, draft: Draft<'_>) -> Result<Vec<u8>, Error> {
        let (given, around) = match draft.made {
            Drafted::File(bytes) => return Ok(bytes),
            Drafted::Page(given, around) => (*given, around),
        };
        let given = match around.prose {
            Some(item) => given.and(&prose(self, &draft.route.path, item))?,
            None => given,
        };
        if let Some(error) = self.fragments.failure() {
            return Err(error);
        }
        let page = match given {
            Given::Values(page) => self.templated(&around, page)?,
            Given::Texts(parts) => self.filled(&around, parts)?,
        };
        Ok(page_without_forbidden(page))
    }

    /// Tells whether the prose of a draft's document, whose words are what they were, is rendered as it was.
    pub fn reads_alike(&self, draft: &Draft<'_>, item: usize, then: &Passage) -> bool {
        reads_alike(self, &draft.route.path, item, then)
    }

    /// Fills a stencil.
    fn filled(&self, around: &Around, parts: Parts) -> Result<Vec<u8>, Error> {
        let Around { template, root, made, .. } = around;
        let page = self.stencils.fill(template, &parts, (&self.theme, &self.shared), (root, made))?;
        if let Some(values) = parts.values {
            let templated = self.templated(around, values)?;
            debug_assert_eq!(String::from_utf8_lossy(&page), String::from_utf8_lossy(&templated));
        }
        Ok(page)
    }

    /// Runs a template.
    fn templated(&self, Around { template, root, made, .. }: &Around, page: Value) -> Result<Vec<u8>, Error> {
        let mut context = Context::new();
        context.insert_value("site", self.shared.clone());
        context.insert("root", root);
        context.insert_value("nav", made.nav.clone());
        context.insert_value("nav_html", made.nav_html.clone());
        context.insert_value("assets_html", made.assets_html.clone());
        context.insert_value("page", page);
        self.theme.page(&path_of(template), &context)
    }
}

#[cfg(test)]
mod tests {
    use crate::site::tests_support::planned;
    use std::hash::{DefaultHasher, Hash, Hasher};

    /// Sums up the draft of an epic that waits for another one, of which there is some front matter.
    fn sum(own: &str, other: &str) -> u64 {
        let files = [("epics/a.md", &*format!("title: One\ndepends_on: [b]\n{own}")), ("epics/b.md", other)];
        planned(&files, "epics/a.html", |site, route| {
            let draft = site.draft(route).unwrap();
            assert_eq!(draft.document(), Some(0));
            let mut sum = DefaultHasher::new();
            draft.summed(<[u8]>::to_vec).unwrap().hash(&mut sum);
            sum.finish()
        })
    }

    #[test]
    fn a_draft_differs_where_its_page_does() {
        let before = sum("", "title: Two");
        assert_eq!(before, sum("", "title: Two\nestimate: 3w"), "nothing of the page says what the other one takes");
        for (own, other) in [("", "title: Three"), ("owner: Ada", "title: Two"), ("status: done", "title: Two")] {
            assert_ne!(before, sum(own, other), "{own} {other}");
        }
    }

    #[test]
    fn what_is_no_document_has_no_prose_to_wait_for() {
        let files = [("epics/a.md", "title: One")];
        for path in ["backlog.html", "backlog.json"] {
            let prose = planned(&files, path, |site, route| site.draft(route).unwrap().document());
            assert_eq!(prose, None, "{path}");
        }
    }
}
