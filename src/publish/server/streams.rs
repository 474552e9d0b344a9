//! The pages of one browser that listen for changes, so many at a time.
//!
//! In: who listens. Out: when to give way. A browser opens six connections to a server and no more, so were each open page
//! to hold one, the seventh could not be loaded. The page that listened longest gives way to the next, and asks again.

use axum::http::{HeaderMap, header};
use std::sync::{Mutex, PoisonError};
use tokio::sync::oneshot;

/// How many pages of one browser listen at once; it keeps the other connections to load pages.
const LISTENING: usize = 4;

/// The pages that listen, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Streams(Mutex<Vec<Stream>>);

#[derive(Debug)]
struct Stream {
    browser: Vec<u8>,
    /// Once it is dropped, the page gives way.
    stays: oneshot::Sender<()>,
}

impl Streams {
    /// Takes up a page that listens; what it gets ends when it has to give way.
    pub(super) fn enter(&self, headers: &HeaderMap) -> oneshot::Receiver<()> {
        let browser = headers.get(header::USER_AGENT).map(|name| name.as_bytes().to_vec()).unwrap_or_default();
        let (stays, way) = oneshot::channel();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|stream| !stream.stays.is_closed());
        if all.iter().filter(|stream| stream.browser == browser).count() >= LISTENING {
            let oldest = all.iter().position(|stream| stream.browser == browser);
            oldest.map(|at| all.remove(at));
        }
        all.push(Stream { browser, stays });
        way
    }
}
