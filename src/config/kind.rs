//! What a document can be.

use serde::Serialize;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A piece of work with an anticipated outcome: the unit that is ranked and that flows.
    Epic,
    /// A large change that several teams contribute to.
    Initiative,
    /// An OKR objective.
    Objective,
    /// Who does the work.
    Team,
    /// The steps from idea to value for one product.
    ValueStream,
    /// An iteration whose goal is an outcome.
    Sprint,
    /// Any other file: the wiki.
    Page,
}

impl Kind {
    /// Every kind, in the order of the site's navigation.
    pub const ALL: [Self; 7] =
        [Self::Epic, Self::Initiative, Self::Objective, Self::Team, Self::ValueStream, Self::Sprint, Self::Page];

    /// Gives the word that front matter and configuration use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Epic => "epic",
            Self::Initiative => "initiative",
            Self::Objective => "objective",
            Self::Team => "team",
            Self::ValueStream => "value-stream",
            Self::Sprint => "sprint",
            Self::Page => "page",
        }
    }

    /// Gives the folder that holds documents of this kind by default, and their addresses on the site.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Epic => "epics",
            Self::Initiative => "initiatives",
            Self::Objective => "objectives",
            Self::Team => "teams",
            Self::ValueStream => "value-streams",
            Self::Sprint => "sprints",
            Self::Page => "wiki",
        }
    }

    /// Gives the heading of a list of such documents.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Epic => "Epics",
            Self::Initiative => "Initiatives",
            Self::Objective => "Objectives",
            Self::Team => "Teams",
            Self::ValueStream => "Value streams",
            Self::Sprint => "Sprints",
            Self::Page => "Wiki",
        }
    }

    /// Gives the heading of one such document.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Epic => "Epic",
            Self::Initiative => "Initiative",
            Self::Objective => "Objective",
            Self::Team => "Team",
            Self::ValueStream => "Value stream",
            Self::Sprint => "Sprint",
            Self::Page => "Page",
        }
    }

    /// Finds a kind by the word that front matter uses.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
