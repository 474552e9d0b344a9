//! `backlit new`: a document from a template that asks the right questions.

use super::console::Console;
use super::output::unwritten;
use super::project::preset;
use crate::backlog::{kind_by_place, why_no_id};
use crate::config::{self, Config, Kind};
use crate::diagnostic::{Error, nearest};
use crate::publish::{create_file, stays_below};
use crate::report::terminal::{place, plain};
use crate::source::Origin;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write a new document
#[derive(Debug, Args)]
pub(super) struct New {
    /// epic, initiative, objective, team, value-stream, sprint or page
    kind: String,
    /// What it is called; for an epic, say what should change
    title: String,
    /// The site's folder
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// The id [default: made of the title]
    #[arg(long)]
    id: Option<String>,
}

/// The template of each kind.
const TEMPLATES: [(Kind, &str); 7] = [
    (Kind::Epic, include_str!("epic.md")),
    (Kind::Initiative, include_str!("initiative.md")),
    (Kind::Objective, include_str!("objective.md")),
    (Kind::Team, include_str!("team.md")),
    (Kind::ValueStream, include_str!("value-stream.md")),
    (Kind::Sprint, include_str!("sprint.md")),
    (Kind::Page, include_str!("page.md")),
];

impl New {
    /// Writes the document; one that is there is never touched.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        let kind = self.kind()?;
        let origin = Origin::Folder(self.dir.clone());
        let text = origin.text("backlit.toml")?;
        let known = preset(&origin, text.as_deref(), console);
        let config = config::load(text.as_deref(), known)?.config;
        let id = self.id.clone().unwrap_or_else(|| slug(&self.title));
        let wrong = why_no_id(&id).map(|reason| format!("the id `{}` {reason}", id.escape_debug()));
        let is_no_name = id.is_empty() || id.contains(['/', '\\']) || id.starts_with('.');
        if let Some(wrong) = is_no_name.then(|| format!("no file can be named after `{}`", id.escape_debug())).or(wrong)
        {
            return Err(Error::new(wrong).hint("Give it an id of letters, digits and hyphens with `--id`."));
        }
        let path = format!("{}/{id}.md", folder(&config, kind));
        let file = stays_below(&self.dir, &path).map_err(Error::new)?;
        let text = in_words_of(&config, &fill(kind, &id, &self.title));
        let belongs = kind_by_place(&path, &config) == kind;
        let text = if belongs { text } else { text.replacen("---\n", &format!("---\nkind: {}\n", kind.name()), 1) };
        create_file(&file, text.as_bytes()).map_err(|error| {
            let there = "Choose another title, or give an id with `--id`.";
            if file.exists() { Error::new(error).hint(there) } else { unwritten(error) }
        })?;
        console.out(&format!("wrote {}\n", place(&file)));
        told(console, (&path, kind), &config, belongs);
        Ok(ExitCode::SUCCESS)
    }

    /// Reads the kind.
    fn kind(&self) -> Result<Kind, Error> {
        Kind::named(&self.kind.to_lowercase()).ok_or_else(|| {
            let names = Kind::ALL.map(Kind::name);
            let hint = match nearest(&self.kind, names) {
                Some(name) => format!("Did you mean `{name}`?"),
                None => format!("Kinds are {}.", names.join(", ")),
            };
            Error::new(format!("`{}` is no kind of document", self.kind.escape_debug())).hint(hint)
        })
    }
}

/// Says where the site's rules don't take up the file by themselves.
fn told(console: &mut Console, (path, kind): (&str, Kind), config: &Config, belongs: bool) {
    let shown = plain(path);
    if !belongs {
        let name = kind.name();
        console.note(&format!("`{shown}` says `kind: {name}`, because the site's rules look for no {name} there"));
    }
    if !config.site.include.is_match(path) {
        let named = "it to `site.include` in backlit.toml, or move the file to where the others are";
        console.note(&format!("`{shown}` isn't part of the site yet: add {named}"));
    }
}

/// Gives the folder of a kind: the plain part of the site's first rule for it, else the kind's own.
fn folder(config: &Config, kind: Kind) -> String {
    let rule = config.collections.iter().find(|rule| rule.kind == kind);
    rule.and_then(|rule| rule.folder.clone()).unwrap_or_else(|| kind.folder().to_owned())
}

/// Writes a template in the site's own words: its name for the id, and its first state.
fn in_words_of(config: &Config, text: &str) -> String {
    let name = scalar(config.fields.get("id").and_then(|names| names.first()).map_or("id", String::as_str));
    let state = config.workflow.find("idea").or_else(|| config.workflow.states().first());
    let state = scalar(state.map_or("idea", |state| state.name.as_str()));
    text.replacen("\nid: ", &format!("\n{name}: "), 1).replacen("\nstatus: idea\n", &format!("\nstatus: {state}\n"), 1)
}

/// Writes a text as YAML, in quotes where it could be read as anything else.
fn scalar(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || "-_ ".contains(c))
        && !text.ends_with(' ');
    let word = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"].contains(&text.to_lowercase().as_str());
    if plain && !word { text.to_owned() } else { quoted(text) }
}

/// Writes a text as YAML in quotes.
fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                written.extend([format!("\\u{:04x}", u32::from(c))]);
            }
            c => written.push(c),
        }
    }
    written + "\""
}

/// Makes an id of a title.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.to_lowercase().chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.chars().take(60).collect::<String>().trim_end_matches('-').to_owned()
}

/// Fills a template.
fn fill(kind: Kind, id: &str, title: &str) -> String {
    let template = TEMPLATES.iter().find(|(of, _)| *of == kind).map_or("", |(_, text)| text);
    let one_line: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    template.replace("{{id}}", &scalar(id)).replace("{{title}}", &quoted(&one_line))
}

#[cfg(test)]
mod tests {
    use super::{TEMPLATES, fill, slug};
    use crate::backlog::assemble;
    use crate::config::{Config, Kind};
    use crate::document::Document;

    #[test]
    fn every_template_is_a_document_of_its_kind_without_errors() {
        for (kind, _) in TEMPLATES {
            let text = fill(kind, "new-id", "A \"title\": with \\ signs");
            let path = format!("{}/new-id.md", kind.folder());
            let document = Document::read(path.into(), text.into(), None);
            let backlog = assemble(vec![document], &Config::default());
            assert_eq!(backlog.items[0].kind, kind);
            assert_eq!(backlog.items[0].title, "A \"title\": with \\ signs");
            assert_eq!(backlog.diagnostics, [], "{}", kind.name());
            assert!(backlog.items[0].extra.is_empty(), "{}: {:?}", kind.name(), backlog.items[0].extra);
        }
        assert_eq!(TEMPLATES.map(|(kind, _)| kind), Kind::ALL);
    }

    #[test]
    fn ids_come_from_titles() {
        assert_eq!(slug("Cut refunds, by half!"), "cut-refunds-by-half");
        assert_eq!(slug("../../etc"), "etc");
    }
}
