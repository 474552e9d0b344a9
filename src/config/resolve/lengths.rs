//! How long the texts of a configuration may be: titles and names stand on every page, other names are looked for in
//! every file.
//!
//! In: the merged file. Out: a failure at the first text that is longer. Never looks at what a text says.

use super::Resolver;
use crate::diagnostic::Error;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// How many characters a text may have.
const LONGEST: usize = 1_000;
/// How many names `[fields]` may give altogether, and how many one field.
const NAMES: usize = 1_000;
const NAMES_OF_ONE: usize = 50;
/// How many states a line of the workflow may have.
const STATES: usize = 50;

impl Resolver<'_> {
    /// Accepts texts that are short enough.
    pub(super) fn lengths(&self, file: &Table) -> Result<(), Error> {
        let mut keys = Vec::new();
        file.iter().try_for_each(|(name, value)| self.length(&mut keys, name, value))
    }

    /// Accepts the names of fields where they are few enough: each is looked for in each file.
    pub(super) fn fields(&self, fields: BTreeMap<String, Vec<String>>) -> Result<BTreeMap<String, Vec<String>>, Error> {
        if fields.values().map(Vec::len).sum::<usize>() > NAMES {
            return Err(self
                .wrong(&["fields"], format!("`[fields]` gives more than {NAMES} names"))
                .hint("Name what your files use: each name is looked for in each of them."));
        }
        match fields.iter().find(|(_, names)| names.len() > NAMES_OF_ONE) {
            Some((name, names)) => Err(self
                .wrong(&["fields", name, &NAMES_OF_ONE.to_string()], format!("`{name}` has {} names", names.len()))
                .hint(format!("Name at most {NAMES_OF_ONE}, those first that most of your files use."))),
            None => Ok(fields),
        }
    }

    /// Accepts states that are few enough: each is counted week by week, for each team and each product.
    pub(super) fn few_states<T>(&self, lines: &[(&str, Option<&[T]>)]) -> Result<(), Error> {
        match lines.iter().find_map(|(line, all)| all.filter(|all| all.len() > STATES).map(|all| (line, all.len()))) {
            Some((line, all)) => Err(self
                .wrong(&["workflow", line, &STATES.to_string()], format!("`{line}` has {all} states"))
                .hint(format!("Name at most {STATES}; `[workflow.aliases]` takes other names for them."))),
            None => Ok(()),
        }
    }

    fn length(&self, keys: &mut Vec<String>, name: &str, value: &Value) -> Result<(), Error> {
        let long = |text: &str| text.len() > LONGEST && text.chars().nth(LONGEST).is_some();
        keys.push(name.to_owned());
        // The formula has a limit of its own.
        let too_long = value.as_str().is_some_and(long) && *keys != ["ranking", "formula"];
        if too_long || long(name) {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let message = format!("a text of a configuration has at most {LONGEST} characters, and this one has more");
            return Err(self.wrong(&keys, message).hint("Shorten it: it stands on many pages."));
        }
        match value {
            Value::Table(inner) => inner.iter().try_for_each(|(name, value)| self.length(keys, name, value))?,
            Value::Array(items) => {
                items.iter().enumerate().try_for_each(|(at, value)| self.length(keys, &at.to_string(), value))?;
            }
            _ => {}
        }
        keys.pop();
        Ok(())
    }
}
