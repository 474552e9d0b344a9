//! The workflows that `init` writes: which files there are, and what is filled in.
//!
//! In: the folder of the site in its repository, the branch, and the action to use. Out: paths and texts. Never writes.

use crate::diagnostic::Error;

/// A file that makes a host publish, check and review the backlog.
pub(super) struct Workflow {
    /// Where it stands in the repository.
    pub(super) path: &'static str,
    /// Its text, with names in braces for what is filled in.
    text: &'static str,
}

/// The workflows of GitHub Actions.
pub(super) const GITHUB: &[Workflow] = &[
    Workflow {
        path: ".github/workflows/backlit-publish.yml",
        text: include_str!("../../../workflows/github/backlit-publish.yml"),
    },
    Workflow {
        path: ".github/workflows/backlit-check.yml",
        text: include_str!("../../../workflows/github/backlit-check.yml"),
    },
    Workflow {
        path: ".github/workflows/backlit-review.yml",
        text: include_str!("../../../workflows/github/backlit-review.yml"),
    },
    Workflow {
        path: ".github/workflows/backlit-comment.yml",
        text: include_str!("../../../workflows/github/backlit-comment.yml"),
    },
];

/// The jobs of GitLab CI.
pub(super) const GITLAB: &[Workflow] =
    &[Workflow { path: ".gitlab-ci.yml", text: include_str!("../../../workflows/gitlab/gitlab-ci.yml") }];

/// Where this Backlit comes from, such as `https://github.com/owner/backlit`.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
/// Its version.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The commit that it was built from; only a release knows it.
const COMMIT: Option<&str> = option_env!("BACKLIT_RELEASED_FROM");

/// What is filled in.
pub(super) struct Blanks {
    /// The site's folder in its repository, without a slash at its end; empty at the top.
    pub(super) folder: String,
    /// The branch that is published.
    pub(super) branch: String,
    /// The action that installs Backlit: `owner/name@ref`; this release's where nothing is said.
    pub(super) action: Option<String>,
}

impl Blanks {
    /// Fills in a workflow.
    pub(super) fn fill(&self, workflow: &Workflow) -> Result<String, Error> {
        let folder = if self.folder.is_empty() { "." } else { self.folder.as_str() };
        let blanks = [
            ("{folder}", quoted(folder)?),
            ("{branch}", quoted(&self.branch)?),
            ("{action}", self.uses("")?),
            ("{comment}", self.uses("/comment")?),
            ("{version}", VERSION.to_owned()),
            ("{releases}", quoted(&format!("{REPOSITORY}/releases/download"))?),
        ];
        let mut text = workflow.text.to_owned();
        for (blank, value) in blanks {
            text = text.replace(blank, &value);
        }
        Ok(text)
    }

    /// Says which action is used; of a release by its commit, which nobody can move.
    fn uses(&self, part: &str) -> Result<String, Error> {
        let own = || {
            let name = REPOSITORY.splitn(4, '/').last().unwrap_or_default();
            format!("{name}@{}", COMMIT.map_or_else(|| format!("v{VERSION}"), str::to_owned))
        };
        let action = self.action.clone().unwrap_or_else(own);
        let (name, at) = split_action(&action)?;
        let comment = match (&self.action, COMMIT) {
            (Some(_), _) => String::new(),
            (None, Some(_)) => format!(" # v{VERSION}"),
            (None, None) => " # better the commit of this release: a tag can be moved".to_owned(),
        };
        Ok(format!("{name}{part}@{at}{comment}"))
    }
}

/// Splits `owner/name@ref`, and refuses what is none.
fn split_action(action: &str) -> Result<(&str, &str), Error> {
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let parts = action.split_once('@').filter(|(name, at)| {
        let name = name.split_once('/');
        name.is_some_and(|(owner, name)| plain(owner) && plain(name)) && at.split('/').all(plain)
    });
    parts.ok_or_else(|| {
        Error::new(format!("`{action}` names no action"))
            .hint("Write it as `owner/name@ref`, such as `acme/backlit@v1`; best with the commit as its `ref`.")
    })
}

/// Writes a name as a text of YAML that no workflow takes for an expression.
fn quoted(text: &str) -> Result<String, Error> {
    if text.contains("${{") || text.chars().any(|c| c.is_control() || c == '\u{FFFD}') {
        return Err(Error::new(format!("the name `{}` can't stand in a workflow", text.escape_debug()))
            .hint("Rename the folder, or write the workflow by hand."));
    }
    Ok(format!("'{}'", text.replace('\'', "''")))
}

#[cfg(test)]
mod tests {
    use super::{Blanks, GITHUB, GITLAB, quoted, split_action};

    fn blanks(action: Option<&str>) -> Blanks {
        Blanks { folder: "our wiki".to_owned(), branch: "main".to_owned(), action: action.map(str::to_owned) }
    }

    #[test]
    fn nothing_is_left_blank() {
        for workflow in GITHUB.iter().chain(GITLAB) {
            let text = blanks(None).fill(workflow).unwrap();
            for name in ["folder", "branch", "action", "comment", "version", "releases"] {
                assert!(!text.contains(&format!("{{{name}}}")), "{}: {name}", workflow.path);
            }
            assert!(text.contains(": 'our wiki'") || workflow.path.contains("comment"), "{}", workflow.path);
        }
    }

    #[test]
    fn an_action_of_ones_own_stands_for_both_of_its_parts() {
        let text = blanks(Some("acme/mirror@0123abc")).fill(&GITHUB[3]).unwrap();
        assert!(text.contains("uses: acme/mirror@0123abc\n"), "{text}");
        assert!(text.contains("uses: acme/mirror/comment@0123abc\n"), "{text}");
    }

    #[test]
    fn what_is_no_action_is_refused() {
        for wrong in ["", "acme", "acme/mirror", "a/b@", "a/b c@v1", "a/b@v1\n", "a/b@${{ x }}", "/b@v1", "a/b@x y"] {
            assert!(split_action(wrong).is_err(), "{wrong:?}");
        }
        assert_eq!(split_action("a/b@release/v1").unwrap(), ("a/b", "release/v1"));
    }

    #[test]
    fn names_are_texts_and_nothing_else() {
        assert_eq!(quoted("it's # a: wiki").unwrap(), "'it''s # a: wiki'");
        assert!(quoted("${{ github.token }}").is_err());
        assert!(quoted("a\nb").is_err());
    }
}
