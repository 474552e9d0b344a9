//! Tells an open page what changed, by server-sent events.

use super::{Shown, Site};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{Stream, unfold};
use serde::Deserialize;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{oneshot, watch};

/// How often an open page is told that nothing changed: that a page was closed is only seen by telling it.
const ALIVE: Duration = Duration::from_secs(2);

/// What an open page says of itself.
#[derive(Debug, Deserialize)]
pub(super) struct Open {
    /// Its path below the site's root.
    page: String,
    /// The tag of what it shows.
    seen: String,
}

/// One open page.
struct Page {
    shown: watch::Receiver<Shown>,
    open: Open,
    /// What it was told of mistakes, and of the file that was saved last; none at first, not even that there is nothing.
    trouble: Option<Arc<str>>,
    saved: Option<Arc<str>>,
    notes: Option<Arc<str>>,
    waiting: VecDeque<Event>,
    /// Ends when the page has to give way to another one.
    way: oneshot::Receiver<()>,
}

/// Streams the events of one open page; the first look is at once, so that a page which reconnects misses nothing.
pub(super) async fn stream(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(open): Query<Open>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (mut shown, way) = (site.shown.clone(), site.streams.enter(&headers));
    shown.mark_changed();
    let page = Page { shown, open, trouble: None, saved: None, notes: None, waiting: VecDeque::new(), way };
    Sse::new(unfold(page, next)).keep_alive(KeepAlive::new().interval(ALIVE))
}

/// Waits for the next event of a page; ends with the server, and where the page has to give way once it was told.
async fn next(mut page: Page) -> Option<(Result<Event, Infallible>, Page)> {
    loop {
        if let Some(event) = page.waiting.pop_front() {
            return Some((Ok(event), page));
        }
        tokio::select! {
            biased;
            changed = page.shown.changed() => changed.ok()?,
            _ = &mut page.way => return None,
        }
        let now = page.shown.borrow_and_update().clone();
        let (pages, notes, path) = (Arc::clone(&now.pages), Arc::clone(&now.notes), page.open.page.clone());
        let made = tokio::task::spawn_blocking(move || {
            (pages(&path).map(|served| served.content.tag().to_owned()), notes(&path))
        });
        let (tag, notes) = made.await.ok()?;
        page.look(&now, tag.unwrap_or_default(), notes);
    }
}

impl Page {
    /// Notes what differs from what the page shows.
    fn look(&mut self, now: &Shown, tag: String, notes: Option<Arc<str>>) {
        let mut tell = |name, told: &mut Option<Arc<str>>, now: &Option<Arc<str>>, nothing: &str| {
            let now = now.clone().unwrap_or_else(|| nothing.into());
            if told.as_ref() != Some(&now) {
                self.waiting.push_back(Event::default().event(name).data(&*now));
                *told = Some(now);
            }
        };
        tell("trouble", &mut self.trouble, &now.trouble, "null");
        // The first tells a page only from where on to follow; no page is called like that.
        tell("saved", &mut self.saved, &now.saved, "/");
        if notes != self.notes {
            self.notes = notes;
            self.waiting.push_back(Event::default().event("notes").data(self.notes.as_deref().unwrap_or("null")));
        }
        if tag != self.open.seen {
            self.waiting.push_back(Event::default().event("page").data(&tag));
            self.open.seen = tag;
        }
    }
}

/// Gives a short name to bytes: equal bytes have equal names.
pub(super) fn tag(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;
    Sha256::digest(bytes).iter().take(12).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
