//! Themes and templates: those inside the binary, and a site's own over them.
//!
//! In: a theme's name and the site's own `templates/` and `themes/`. Out: a template engine and the theme's files. A
//! site may replace one template, one component, one block or one style sheet; what it does not have comes from the
//! theme, the theme that it extends, and the binary, in this order.

mod bound;

use crate::config::{Config, place_of_text};
use crate::diagnostic::{Diagnostic, Error, Span, nearest};
use crate::embedded::{TEMPLATES, THEMES};
use crate::order::{Gather, Order};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::Tera;

/// How many bytes nearly all pages stay below; room that is not used takes no memory.
const PAGE: usize = 256 * 1024;
/// The bytes of a large part of a page.
const PART: usize = 4 * 1024;

/// The version of what templates are given; a theme made for another one is refused.
const API: u32 = 1;

/// A site's own files under `templates/` and `themes/`, by path from the site's root.
pub type OwnFiles = BTreeMap<String, Vec<u8>>;

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its files, by their path under `static/`.
    pub files: BTreeMap<String, Vec<u8>>,
    pub(super) tera: Tera,
    /// Whether all templates are those of the binary.
    plain: bool,
}

/// `theme.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The folder's name.
    pub name: String,
    /// The name for readers.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// The theme whose files stand where this one has none.
    pub extends: Option<String>,
    /// The version of the views that it was made for.
    pub api: u32,
    /// The oldest Backlit that it works with.
    pub min_version: String,
    /// The style sheets, in order.
    pub styles: Vec<String>,
    /// The script that sets the colour scheme before the page shows.
    pub scheme_script: String,
    /// The script for filters and the rest.
    pub script: String,
}

impl Theme {
    /// Loads a theme and every template.
    pub fn load(name: &str, own: &OwnFiles) -> Result<Arc<Self>, Error> {
        let chain = chain(name, own)?;
        let mut files = BTreeMap::new();
        for manifest in chain.iter().rev() {
            files.extend(theme_files(&manifest.name, own, "static/"));
        }
        let templates = |manifest: &Manifest| theme_files(&manifest.name, own, "templates/");
        let plain = own_templates(own).is_empty() && chain.iter().all(|manifest| templates(manifest).is_empty());
        let tera = engine(&chain, own)?;
        let manifest = chain.into_iter().next().ok_or_else(|| Error::new("the theme is empty"))?;
        Ok(Arc::new(Self { manifest, files, tera, plain }))
    }

    /// Fails where the theme of a configuration can't be found, at the line that names it.
    pub fn find(config: &Config, own: &OwnFiles) -> Result<(), Error> {
        let (name, text) = (&config.site.theme, &config.checks.own_text);
        chain(name, own).map(drop).map_err(|error| {
            let at = place_of_text(text, &["site", "theme"]).filter(|at| text[at.clone()] == *name);
            match at.filter(|_| error.place.is_none()) {
                Some(at) => {
                    let (path, span) = ("backlit.toml".into(), Span::of(text, at));
                    let found = Diagnostic::error("configuration", &path, span, error.message);
                    Error::at(found.hint(error.hints.join(" ")), text.clone())
                }
                None => error,
            }
        })
    }

    /// Fails where the theme of a configuration can't be used. Of what comes with Backlit nothing has to be read for that.
    pub fn check(config: &Config, own: &OwnFiles) -> Result<(), Error> {
        Self::find(config, own)?;
        if own.is_empty() { Ok(()) } else { Self::load(&config.site.theme, own).map(drop) }
    }

    /// Tells whether neither the site nor its theme has a template: then what components make of views may be written
    /// without them.
    pub(super) fn is_plain(&self) -> bool {
        self.plain
    }

    /// Renders a page to its bytes.
    pub(super) fn page(&self, template: &str, context: &tera::Context) -> Result<Vec<u8>, Error> {
        self.bytes(template, context, PAGE)
    }

    /// Renders a template to a text.
    pub(super) fn render(&self, template: &str, context: &tera::Context) -> Result<String, Error> {
        let bytes = self.bytes(template, context, PART)?;
        String::from_utf8(bytes).map_err(|error| template_error(&error.into()))
    }

    /// Renders to bytes of about that many; an error names the file, the line and what was expected. Texts are rendered
    /// this way, too: all of what runs templates would be in the program a second time for them.
    fn bytes(&self, template: &str, context: &tera::Context, about: usize) -> Result<Vec<u8>, Error> {
        let mut sheet = bound::Sheet::new(about, self.plain);
        self.tera.render_to(template, context, &mut sheet).map_err(|error| {
            let error = template_error(&error);
            // Of what is too deep or too long the engine tells no place.
            let placed = error.message.contains("-->");
            if placed { error } else { error.hint(format!("It is in what `{template}` makes.")) }
        })?;
        Ok(sheet.bytes)
    }
}

/// Gives the path of a page's template.
pub(super) fn path_of(template: &str) -> String {
    format!("page/{template}.html")
}

/// Reads the manifests of a theme and of those that it extends.
fn chain(name: &str, own: &OwnFiles) -> Result<Vec<Manifest>, Error> {
    let mut chain: Vec<Manifest> = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next.take() {
        if chain.iter().any(|manifest| manifest.name == name) {
            return Err(Error::new(format!("the theme `{name}` extends itself"))
                .hint("Remove `extends` from one of the themes."));
        }
        let manifest = manifest(&name, own)?;
        next.clone_from(&manifest.extends);
        chain.push(manifest);
    }
    Ok(chain)
}

/// What stands in a manifest.
const KEYS: &str = "The file has the keys name, title, description, api, min_version, styles, scheme_script and script, \
                    and extends where it builds on another theme.";

/// Reads one manifest.
fn manifest(name: &str, own: &OwnFiles) -> Result<Manifest, Error> {
    let path = format!("themes/{name}/theme.toml");
    let bytes = own.get(&path).map(Vec::as_slice).or_else(|| THEMES.bytes(&path));
    let Some(text) = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
        let names = names(own);
        let hint = match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("The themes are {}; one of your own is a folder in `themes/`.", names.join(", ")),
        };
        return Err(Error::new(format!("there is no theme `{name}`")).hint(hint));
    };
    let manifest: Manifest = toml::from_str(text).map_err(|error| {
        let span = Span::of(text, error.span().unwrap_or(0..0));
        let message = error.message().lines().next().unwrap_or("unreadable").to_owned();
        let said = Diagnostic::error("theme", &Arc::from(path.as_str()), span, message);
        Error::at(said.hint(KEYS), text)
    })?;
    if manifest.api != API {
        let message =
            format!("the theme `{name}` was made for version {} of the views, and this is {API}", manifest.api);
        return Err(Error::new(message).hint("Use a newer copy of the theme, or the Backlit that it was made for."));
    }
    Ok(manifest)
}

/// Lists the themes there are.
fn names(own: &OwnFiles) -> Vec<String> {
    let inside = THEMES.below("themes/").map(|(path, _)| path);
    let own = own.keys().filter_map(|path| path.strip_prefix("themes/"));
    let mut names: Vec<String> =
        inside.chain(own).filter_map(|path| path.strip_suffix("/theme.toml").map(str::to_owned)).collect();
    names.order();
    names.dedup();
    names
}

/// Collects the files of a theme below one of its folders, the binary's first and the site's own over them.
fn theme_files(name: &str, own: &OwnFiles, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let prefix = format!("themes/{name}/{folder}");
    let mut files = THEMES.below(&prefix).map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).into_map();
    for (path, bytes) in own.range(prefix.clone()..).take_while(|(path, _)| path.starts_with(&prefix)) {
        files.insert(path[prefix.len()..].to_owned(), bytes.clone());
    }
    files
}

/// Builds the template engine: the site's own templates, the themes', the binary's.
fn engine(chain: &[Manifest], own: &OwnFiles) -> Result<Tera, Error> {
    let mut layers: Vec<(String, BTreeMap<String, Vec<u8>>)> = vec![("site/".to_owned(), own_templates(own))];
    for manifest in chain {
        layers.push((format!("{}/", manifest.name), theme_files(&manifest.name, own, "templates/")));
    }
    let built_in = TEMPLATES.below("templates/").map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
    layers.push(("builtin/".to_owned(), built_in.into_map()));
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".xml", ".svg"]);
    tera.set_fallback_prefixes(layers.iter().map(|(prefix, _)| prefix.clone()))
        .map_err(|error| template_error(&error))?;
    bound::register(&mut tera);
    let mut templates = Vec::new();
    for (prefix, files) in &layers {
        for (path, bytes) in files {
            let text = str::from_utf8(bytes).map_err(|_| {
                Error::new(format!("the template `{prefix}{path}` is no UTF-8 text").replacen(
                    "`site/",
                    "`templates/",
                    1,
                ))
                .hint("Save it as UTF-8 in your editor.")
            })?;
            templates.push((format!("{prefix}{path}"), text.to_owned()));
        }
    }
    tera.add_raw_templates(templates).map_err(|error| template_error(&error))?;
    Ok(tera)
}

/// Collects the site's own templates.
fn own_templates(own: &OwnFiles) -> BTreeMap<String, Vec<u8>> {
    own.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("templates/")?.to_owned(), bytes.clone()))).into_map()
}

/// Says a template error as the engine reports it: file, line, column, and what was expected.
fn template_error(error: &tera::Error) -> Error {
    let mut report = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        let text = next.to_string();
        if !report.contains(&text) {
            report.push('\n');
            report.push_str(&text);
        }
        cause = next.source();
    }
    let report = ["--> ", "'", "\""]
        .iter()
        .fold(report, |report, before| report.replace(&format!("{before}site/"), &format!("{before}templates/")));
    Error::new(format!("a template can't be used: {}", report.trim()))
        .hint("Mend the template in your `templates/` or `themes/`, or remove it to use the one inside Backlit.")
}
