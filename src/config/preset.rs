//! Presets: mappings for repositories that were not made for Backlit, as data inside the binary.
//!
//! In: a name. Out: the text of a configuration that a site's own file lies over. Never code: a preset can say only
//! what `backlit.toml` can say.

use crate::diagnostic::{Error, nearest};

/// A named configuration that is part of the binary.
#[derive(Debug, Clone, Copy)]
pub struct Preset {
    /// The name that `--preset` takes.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// Every preset; the first holds the defaults that lie under all.
pub const PRESETS: &[Preset] = &[
    Preset { name: "default", text: include_str!("../../presets/default.toml") },
    Preset { name: "backlog-md", text: include_str!("../../presets/backlog-md.toml") },
    Preset { name: "eip", text: include_str!("../../presets/eip.toml") },
    Preset { name: "kep", text: include_str!("../../presets/kep.toml") },
    Preset { name: "plain", text: include_str!("../../presets/plain.toml") },
];

impl Preset {
    /// Finds a preset by its name.
    pub fn named(name: &str) -> Result<&'static Self, Error> {
        Self::find(name).map_err(|(message, hint)| Error::new(message).hint(hint))
    }

    /// Finds a preset by its name, else says what is wrong and what to do.
    pub(super) fn find(name: &str) -> Result<&'static Self, (String, String)> {
        PRESETS.iter().find(|preset| preset.name == name).ok_or_else(|| {
            let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
            let hint = match nearest(name, names.iter().copied()) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("The presets are {}.", names.join(", ")),
            };
            (format!("there is no preset `{name}`"), hint)
        })
    }

    /// Says in a phrase what the preset is for.
    pub fn about(&self) -> String {
        super::file::parse(self.text, self.name).ok().and_then(|file| file.about).unwrap_or_default()
    }

    /// Lists the files whose presence marks a repository of this kind.
    pub fn marks(&self) -> Vec<String> {
        super::file::parse(self.text, self.name).ok().and_then(|file| file.detect).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{PRESETS, Preset};

    #[test]
    fn every_preset_reads_and_says_what_it_is_for() {
        for preset in PRESETS {
            super::super::file::parse(preset.text, preset.name).unwrap();
            assert!(!preset.about().is_empty(), "{}", preset.name);
        }
    }

    #[test]
    fn a_misspelt_preset_is_answered() {
        assert_eq!(
            Preset::named("backlog").unwrap_err().hints,
            ["The presets are default, backlog-md, eip, kep, plain."]
        );
        assert_eq!(Preset::named("defualt").unwrap_err().hints, ["Did you mean `default`?"]);
    }
}
