//! What a reader is told where nothing is known of the past.

use crate::site::Site;
use crate::site::view::{Notice, Words, limit_words};

/// Tells whether anything is known of when work was begun or finished.
pub(super) fn known(site: &Site<'_>) -> bool {
    site.analysis.flow.items.iter().any(|item| item.arrival().is_some() || item.cancelled.is_some())
}

/// Says what is missing and how to get it.
pub(super) fn notices(site: &Site<'_>) -> Vec<Notice> {
    let words = limit_words(site).unwrap_or_else(|| Words {
        title: "No epic has begun".to_owned(),
        texts: vec![
            "In the history of the files no epic has entered a state of work yet, or each was finished when it first appeared.".to_owned(),
            "From the first change of a `status` on, this page shows how long work takes and where it waits.".to_owned(),
        ],
    });
    let by_hand = Words {
        title: "Dates can be written by hand".to_owned(),
        texts: vec![
            "An epic may say `created`, `started` and `finished` in its front matter. Such dates go before those of commits, and need no history.".to_owned(),
        ],
    };
    vec![Notice::warning(words), Notice::note(by_hand)]
}
