//! The connections that are open, so many at most.
//!
//! In: streams of browsers. Out: answers. Where too many are open, one that has asked for nothing yet gives way to the
//! next, so that slow ones keep nobody out.

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::task::AbortHandle;

/// How long a browser may take to send its request's head.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How many connections are open at once.
const CONNECTIONS: usize = 256;
/// The largest head of a request.
const HEAD_SIZE: usize = 16 * 1024;

/// The connections that are open, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Connections(Vec<Open>);

#[derive(Debug)]
struct Open {
    task: AbortHandle,
    asked: Arc<AtomicBool>,
}

impl Connections {
    /// Answers what a stream asks, until it ends or has to give way.
    pub(super) fn answer(&mut self, stream: TcpStream, router: Router) {
        self.make_room();
        let asked = Arc::new(AtomicBool::new(false));
        let service = Noted { inner: TowerToHyperService::new(router), asked: Arc::clone(&asked) };
        let task = tokio::spawn(async move {
            let mut http = hyper::server::conn::http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(HEAD_SIZE * 2).max_headers(64);
            // Who has asked, and says so by closing its half, still waits for the answer.
            http.half_close(true);
            if http.serve_connection(TokioIo::new(stream), service).await.is_err() {
                // A connection that breaks off concerns nobody else.
            }
        });
        self.0.push(Open { task: task.abort_handle(), asked });
    }

    /// Ends the oldest connection that has asked for nothing, else the oldest, where there are too many.
    fn make_room(&mut self) {
        self.0.retain(|open| !open.task.is_finished());
        if self.0.len() >= CONNECTIONS {
            let silent = self.0.iter().position(|open| !open.asked.load(Ordering::Relaxed));
            self.0.remove(silent.unwrap_or(0)).task.abort();
        }
    }
}

/// A service that notes that it was asked.
struct Noted {
    inner: TowerToHyperService<Router>,
    asked: Arc<AtomicBool>,
}

impl Service<Request<Incoming>> for Noted {
    type Response = <TowerToHyperService<Router> as Service<Request<Incoming>>>::Response;
    type Error = <TowerToHyperService<Router> as Service<Request<Incoming>>>::Error;
    type Future = <TowerToHyperService<Router> as Service<Request<Incoming>>>::Future;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.asked.store(true, Ordering::Relaxed);
        self.inner.call(request)
    }
}
