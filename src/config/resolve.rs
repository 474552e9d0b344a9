//! Defaults, preset and the site's own file, one over the other, to a [`Config`].
//!
//! In: the text of `backlit.toml`, if there is one, and the preset's name. Out: the configuration, and what in it
//! had no effect. Tables merge key by key; lists and values replace.

mod figures;
mod lengths;
mod patterns;

use super::checks::{self, Checks};
use super::file::{self, File, Html, Names};
use super::place::place;
use super::preset::Preset;
use super::workflow::{folded, title_of};
use super::{
    Autolink, Collection, Config, History, Kind, Line, Privacy, Reach, Review, Site, State, StateClass, Workflow,
};
use crate::diagnostic::{Diagnostic, Error, Span, nearest};
use crate::order::Gather;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The file's name in messages.
const NAME: &str = "backlit.toml";

/// How many patterns prose is searched for.
const AUTOLINKS: usize = 50;

/// The tables of a configuration.
const TABLES: [&str; 11] =
    ["site", "workflow", "ranking", "capacity", "teams", "outcomes", "flow", "review", "history", "check", "privacy"];

/// A configuration and what it was made of.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The configuration.
    pub config: Config,
}

/// Resolves a configuration from the text of `backlit.toml` and the name of a preset, which the text may name too.
pub fn load(text: Option<&str>, preset: Option<&str>) -> Result<Loaded, Error> {
    let resolver = Resolver { text: text.unwrap_or("") };
    resolver.tables()?;
    let own = file::parse(resolver.text, NAME)?;
    let preset = match (preset, own.preset.as_deref()) {
        (None, Some(name)) => {
            Preset::find(name).map_err(|(message, hint)| resolver.wrong(&["preset"], message).hint(&hint))?
        }
        (asked, _) => Preset::named(asked.unwrap_or("default"))?,
    };
    let mut table = toml::Table::new();
    for layer in [super::PRESETS[0].text, preset.text, text.unwrap_or("")] {
        let layer = layer.parse::<toml::Table>().map_err(|error| Error::new(error.message().to_owned()))?;
        merge(&mut table, layer);
    }
    resolver.lengths(&table)?;
    let reading = super::reading::of(&table);
    // As a text again: a reader of tables would be a second copy of all that reads a configuration.
    let whole = file::parse(&table.to_string(), NAME)?;
    let config = resolver.config(whole, preset)?;
    Ok(Loaded { config: Config { reading, ..config } })
}

/// Lays one table over another.
fn merge(under: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) if key != "weights" => merge(below, above),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

/// Turns the merged file into the configuration, and points at what it cannot use.
struct Resolver<'a> {
    text: &'a str,
}

impl Resolver<'_> {
    /// Refuses lists where tables belong: read by place, their values would be those of any keys.
    fn tables(&self) -> Result<(), Error> {
        let table = self.text.parse::<toml::Table>().unwrap_or_default();
        match TABLES.into_iter().find(|key| table.get(*key).is_some_and(toml::Value::is_array)) {
            Some(key) => Err(self
                .wrong(&[key], format!("`{key}` is a table, and this is a list"))
                .hint(format!("Write `[{key}]` on a line of its own, and its keys below it."))),
            None => Ok(()),
        }
    }

    fn config(&self, file: File, preset: &'static Preset) -> Result<Config, Error> {
        let workflow = self.workflow(&file)?;
        let rules = file.collections.iter().enumerate();
        let collections = rules.map(|rule| self.collection(rule, &workflow)).collect::<Result<Vec<_>, _>>()?;
        let lists = file.collections.iter().map(|rule| &*rule.paths);
        let collection_paths = self.lists("collections", lists)?;
        if file.autolinks.len() > AUTOLINKS {
            return Err(self
                .wrong(&["autolinks", &AUTOLINKS.to_string()], format!("there are more than {AUTOLINKS} autolinks"))
                .hint("Join patterns that lead to the same tracker: `(a|b)` finds either."));
        }
        let links = file.autolinks.iter().enumerate();
        let untitled = file.site.title.as_ref().is_none_or(String::is_empty);
        let title_from = file.title_from.clone().filter(|_| untitled).zip(file.detect.clone());
        let flow = super::flow::resolve(&file.flow, marked_start(&file), &workflow)
            .map_err(|(key, message, hint)| self.wrong(&["flow", &key], message).hint(hint))?;
        Ok(Config {
            preset: preset.name,
            collections,
            collection_paths,
            fields: self.fields(file.fields.iter().map(|(name, names)| (name.clone(), list(names))).into_map())?,
            types: file.types.iter().map(|(label, kind)| (label.to_lowercase(), slug(kind))).into_map(),
            ranking: self.ranking(&file)?,
            checks: self.checks(&file, &workflow)?,
            period: self.period(file.capacity.period.as_deref())?,
            outcomes: self.outcomes(file.outcomes)?,
            flow,
            history: self.history(file.history.line.as_deref())?,
            review: Review {
                fail_on: file.review.fail_on.unwrap_or_default(),
                least_move: file.review.least_move.unwrap_or(1).into(),
            },
            privacy: Privacy {
                fields: file.privacy.fields,
                exclude: self.globs(&["privacy", "exclude"], &file.privacy.exclude)?,
                drafts: false,
            },
            autolinks: links.map(|(at, link)| self.autolink(at, link)).collect::<Result<Vec<_>, _>>()?,
            publish_cost: file.teams.publish_cost.unwrap_or(false),
            site: Site { title_from, ..self.site(file.site)? },
            workflow,
            reading: String::new(),
        })
    }

    fn history(&self, line: Option<&str>) -> Result<History, Error> {
        let line = match line.unwrap_or("first-parent") {
            "first-parent" => Line::FirstParent,
            "full" => Line::Full,
            other => {
                return Err(self
                    .wrong(&["history", "line"], format!("`{other}` is no line of history"))
                    .hint("Use `first-parent`, which is what the branch itself went through, or `full`."));
            }
        };
        Ok(History { line })
    }

    fn site(&self, site: file::Site) -> Result<Site, Error> {
        let zone = site.timezone.unwrap_or_else(|| "UTC".to_owned());
        // Only other zones are looked for on the machine.
        let found = if zone == "UTC" { Ok(TimeZone::UTC) } else { TimeZone::get(&zone) };
        let timezone = found.map_err(|_| {
            self.wrong(&["site", "timezone"], format!("`{zone}` is no time zone that this machine knows"))
                .hint("Use a name such as `Europe/Berlin` or `UTC`.")
        })?;
        Ok(Site {
            title: site.title.unwrap_or_default(),
            title_from: None,
            description: site.description.unwrap_or_default(),
            language: site.language.unwrap_or_else(|| "en".to_owned()),
            timezone,
            as_of: self.date(site.as_of)?,
            timezone_name: zone,
            base_url: self.web_address("base_url", site.base_url)?,
            repository: self.web_address("repository", site.repository)?,
            branch: site.branch.unwrap_or_else(|| "main".to_owned()),
            theme: site.theme.unwrap_or_else(|| "paper".to_owned()),
            output: self.folder(site.output.unwrap_or_else(|| "_site".to_owned()))?,
            include: self.globs(&["site", "include"], site.include.as_deref().unwrap_or_default())?,
            reach: match &site.front_matter_files {
                Some(names) if !names.is_empty() => Reach::everywhere(),
                _ => Reach::of(site.include.as_deref().unwrap_or_default()),
            },
            exclude: self.globs(&["site", "exclude"], &site.exclude.unwrap_or_default())?,
            gitignore: site.gitignore.unwrap_or(true),
            front_matter_files: site.front_matter_files.unwrap_or_default(),
            trust_html: site.html == Some(Html::Trust),
        })
    }

    /// Reads a date.
    fn date(&self, text: Option<String>) -> Result<Option<jiff::civil::Date>, Error> {
        let Some(text) = text else { return Ok(None) };
        let date = text.parse::<jiff::civil::Date>().map_err(|_| {
            self.wrong(&["site", "as_of"], format!("`{}` is no date", text.escape_default()))
                .hint("Write it as `2025-06-30`.")
        })?;
        Ok(Some(date))
    }

    /// Accepts http(s) addresses alone, so that no link of the site can be anything else.
    fn web_address(&self, key: &str, address: Option<String>) -> Result<Option<String>, Error> {
        let Some(address) = address.filter(|address| !address.is_empty()) else {
            return Ok(None);
        };
        let clean = !address.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>`".contains(c));
        if clean && (address.starts_with("https://") || address.starts_with("http://")) {
            return Ok(Some(address.trim_end_matches('/').to_owned()));
        }
        Err(self
            .wrong(&["site", key], format!("`{}` is no web address", address.escape_default()))
            .hint("Write it in full, such as `https://example.org/wiki`."))
    }

    /// Accepts an output folder inside the site's root, but never the root itself: a repository that is read does not
    /// decide where on this machine something is written.
    fn folder(&self, folder: String) -> Result<String, Error> {
        if leaves(&folder) {
            return Err(self
                .wrong(
                    &["site", "output"],
                    format!("the output folder `{}` leaves the site's folder", folder.escape_default()),
                )
                .hint("Name a folder inside it, such as `_site`, or give another place with `--output`."));
        }
        if folder.trim_matches(['/', '.']).is_empty() {
            return Err(self
                .wrong(&["site", "output"], format!("`{folder}` can't be the output folder"))
                .hint("Name a folder that holds nothing but the site, such as `_site`."));
        }
        Ok(folder)
    }

    /// Accepts a pattern that can be searched for and an address that leads to one host.
    fn autolink(&self, at: usize, link: &file::Autolink) -> Result<Autolink, Error> {
        Autolink::new(&link.pattern, &link.url)
            .map_err(|(key, message, hint)| self.wrong(&["autolinks", &at.to_string(), key], message).hint(hint))
    }

    fn collection(&self, (at, rule): (usize, &file::Collection), workflow: &Workflow) -> Result<Collection, Error> {
        let at = at.to_string();
        let kind = Kind::named(&rule.kind).ok_or_else(|| {
            let names = Kind::ALL.map(Kind::name);
            let hint = match nearest(&rule.kind, names) {
                Some(name) => format!("Did you mean `{name}`?"),
                None => format!("Kinds are {}.", names.join(", ")),
            };
            self.wrong(&["collections", &at, "kind"], format!("`{}` is no kind of document", rule.kind)).hint(hint)
        })?;
        if let Some(status) = &rule.status
            && workflow.find(status).is_none()
        {
            return Err(self
                .wrong(&["collections", &at, "status"], format!("`{status}` is no state of the workflow"))
                .hint("Name one of the states in `[workflow]`."));
        }
        let folder = rule.paths.first().and_then(|path| plain_part(path));
        Ok(Collection { kind, folder, status: rule.status.clone() })
    }

    fn workflow(&self, file: &File) -> Result<Workflow, Error> {
        let lines = [("states", file.workflow.states.as_deref()), ("aside", file.workflow.aside.as_deref())];
        let (mut states, mut names) = (Vec::new(), BTreeSet::new());
        self.few_states(&lines)?;
        for (line, at, state) in lines
            .iter()
            .flat_map(|(line, all)| all.unwrap_or_default().iter().enumerate().map(|(at, s)| (*line, at, s)))
        {
            let main_line = line == "states";
            let class = StateClass::named(&state.class).ok_or_else(|| {
                self.wrong(
                    &["workflow", line, &at.to_string(), "class"],
                    format!("`{}` is no class of states", state.class),
                )
                .hint("Classes are new, waiting, active, done, cancelled and ignore.")
            })?;
            // A state of the main line may have the name of one that every workflow has aside.
            let why = match folded(&state.name) {
                name if name.is_empty() => Some("a state has no name".to_owned()),
                name => (!names.insert((line, name))).then(|| format!("the state `{}` stands twice", state.name)),
            };
            if let Some(why) = why {
                let wrong = self.wrong(&["workflow", line, &at.to_string(), "name"], why);
                return Err(wrong.hint("Give each a name of its own: capitals, blanks and hyphens tell none apart."));
            }
            let title = state.title.clone().unwrap_or_else(|| title_of(&state.name));
            states.push(State { name: state.name.clone(), title, class, main_line });
        }
        Ok(Workflow::new(states, &file.workflow.aliases))
    }

    /// Resolves what is checked, and how strictly.
    fn checks(&self, file: &File, workflow: &Workflow) -> Result<Checks, Error> {
        let paths = self.lists("rules_for", file.rules_for.iter().map(|rule| &*rule.paths))?;
        let resolved = checks::resolve(file, paths, workflow, self.text);
        resolved.map_err(|(key, message, hint)| self.wrong(&["gates", &key], message).hint(hint))
    }

    /// Makes a failure that points at a value in the site's own file, where it stands there.
    fn wrong(&self, keys: &[&str], message: String) -> Wrong {
        let span = place(self.text, keys).map_or(Span::FILE, |at| Span::of(self.text, at));
        let path: Arc<str> = Arc::from(NAME);
        Wrong(Diagnostic::error("configuration", &path, span, message), self.text.to_owned())
    }
}

/// Gives the state that is marked to start the clock.
fn marked_start(file: &File) -> Option<&str> {
    let mut states = file.workflow.states.iter().flatten();
    states.find(|state| state.starts_clock == Some(true)).map(|state| state.name.as_str())
}

/// A failure that still waits for its hint.
struct Wrong(Diagnostic, String);

impl Wrong {
    fn hint(self, hint: impl Into<String>) -> Error {
        Error::at(self.0.hint(hint), self.1)
    }
}

/// Tells whether a folder's name leads out of the site's folder, on whatever machine.
fn leaves(folder: &str) -> bool {
    folder.starts_with(['/', '\\']) || folder.split(['/', '\\']).any(|part| part == "..") || folder.contains(':')
}

/// Gives the folders of a pattern before its first sign with a meaning.
fn plain_part(pattern: &str) -> Option<String> {
    let plain = &pattern[..pattern.find(['*', '?', '[', '{']).unwrap_or(pattern.len())];
    let folder = plain.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    folder.filter(|folder| !folder.is_empty() && !leaves(folder))
}

/// Gives the names of one or several.
fn list(names: &Names) -> Vec<String> {
    match names {
        Names::One(name) => vec![name.clone()],
        Names::Several(names) => names.clone(),
    }
}

/// Folds a work type's name as front matter does.
fn slug(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '_'], "-")
}

#[cfg(test)]
mod tests {
    use super::load;
    use crate::config::{Kind, PRESETS};

    #[test]
    fn every_preset_resolves() {
        for preset in PRESETS {
            let config = load(None, Some(preset.name)).unwrap().config;
            assert_eq!(config.preset, preset.name);
            assert!(
                config.workflow.find("done").is_some()
                    || config.workflow.find("final").is_some()
                    || config.workflow.find("implemented").is_some()
            );
        }
    }

    #[test]
    fn the_sites_own_file_lies_over_its_preset() {
        let text = "preset = \"backlog-md\"\n[site]\ntitle = \"Ours\"\n[workflow.aliases]\n\"Erledigt\" = \"done\"\n";
        let config = load(Some(text), None).unwrap().config;
        assert_eq!(config.site.title, "Ours");
        assert_eq!(config.workflow.find("erledigt").unwrap().name, "done");
        assert_eq!(config.fields["owner"], ["assignee"]);
        assert_eq!(config.collections[0].kind, Kind::Epic);
    }

    #[test]
    fn own_weights_replace_the_default_ones() {
        let config = load(Some("[ranking.weights]\nreach = 2\nimpact = 1\n"), None).unwrap().config;
        assert_eq!(config.ranking.weights, [("reach".to_owned(), 2.0), ("impact".to_owned(), 1.0)]);
    }

    #[test]
    fn a_wrong_value_is_named_where_it_stands() {
        for (text, line) in [
            ("[site]\ntimezone = \"Europe/Atlantis\"\n", 2),
            ("[site]\nrepository = \"javascript:alert(1)\"\n", 2),
            ("[site]\noutput = \"../../outside\"\n", 2),
            ("[site]\noutput = \"/tmp/x\"\n", 2),
            ("[[collections]]\nkind = \"epics\"\npaths = [\"x\"]\n", 2),
            ("[capacity]\nperiod = \"fortnight\"\n", 2),
            ("[ranking]\nscale = [5, 1]\n", 2),
            ("[history]\nline = \"second\"\n", 2),
            ("# period = \"fortnight\"\n[capacity]\nperiod = \"fortnight\" # fortnight\n", 3),
            ("[[autolinks]]\npattern = 'a'\nurl = 'https://x.org/{1}'\n", 3),
            ("[site]\nexclude = [\"a\",\n  \"[\"]\n", 3),
        ] {
            let error = load(Some(text), None).unwrap_err();
            assert_eq!(error.place.unwrap().0.span.line, line, "{text}");
        }
    }
}
