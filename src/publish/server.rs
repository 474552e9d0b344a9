//! Serves a site to browsers on this machine, and tells open pages when they change.
//!
//! In: a listener and whatever gives the bytes of an address. Out: answers and events. Never writes, never runs a
//! program, never reads a file that the site does not have, never answers a stranger's page.

mod connections;
mod events;
mod guard;
mod streams;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use connections::Connections;
use futures_util::stream::iter;
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use streams::Streams;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Below this folder stands what only the preview has.
const OWN: &str = "-/";
/// Where open pages hear of changes.
const LIVE: &str = "-/live";
/// The script that listens for changes.
const SCRIPT: &str = include_str!("server/live.js");
/// Its style sheet.
const STYLE: &str = include_str!("server/live.css");

/// Bytes that many may be sent at once.
#[derive(Debug)]
pub struct Content {
    bytes: Vec<u8>,
    tag: OnceLock<String>,
}

impl Content {
    /// Takes bytes.
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, tag: OnceLock::new() }
    }

    /// Gives their short name, which takes a while for large ones the first time.
    fn tag(&self) -> &str {
        self.tag.get_or_init(|| events::tag(&self.bytes))
    }
}

/// Content that somebody is being sent.
struct Sent(Arc<Content>);

impl AsRef<[u8]> for Sent {
    fn as_ref(&self) -> &[u8] {
        &self.0.bytes
    }
}

/// A file of the site.
#[derive(Debug, Clone)]
pub struct Served {
    /// Its bytes.
    pub content: Arc<Content>,
    /// Whether it was found; the page that says it was not is served too.
    pub found: bool,
}

/// Gives the bytes of an address below the site's root.
pub type Pages = Arc<dyn Fn(&str) -> Option<Served> + Send + Sync>;

/// Gives what is to be said beside a page, as JSON for its panel.
pub type Notes = Arc<dyn Fn(&str) -> Option<Arc<str>> + Send + Sync>;

/// What is shown at one moment.
#[derive(Clone)]
pub struct Shown {
    /// The pages.
    pub pages: Pages,
    /// What stands beside them.
    pub notes: Notes,
    /// What is wrong with the last change, as JSON for the overlay; none when all is well.
    pub trouble: Option<Arc<str>>,
    /// The page of the file that was saved last.
    pub saved: Option<Arc<str>>,
}

/// How the site is served.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder under which the site stands, with a slash at both ends.
    pub base: String,
    /// The port, which every Host header must name.
    pub port: u16,
    /// Whether it listens to other machines, which call it by some number; a name could be a stranger's.
    pub any_address: bool,
    /// Where the review of the branch stands, if there is one.
    pub review: Option<&'static str>,
}

#[derive(Clone)]
struct Site {
    shown: watch::Receiver<Shown>,
    settings: Arc<Settings>,
    streams: Arc<Streams>,
}

/// Listens until `stop` is done, and then lets no open page hold it up.
pub async fn serve(
    listener: TcpListener,
    shown: watch::Receiver<Shown>,
    settings: Settings,
    stop: impl Future<Output = ()>,
) {
    let site = Site { shown, settings: Arc::new(settings), streams: Arc::default() };
    let live = format!("{}{LIVE}", site.settings.base);
    let router = Router::new()
        .route(&live, get(events::stream))
        .fallback(answer)
        .layer(axum::middleware::from_fn_with_state(site.clone(), guard::check))
        .with_state(site);
    let mut open = Connections::default();
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            // Too many open files, or a client that left at once: the next one may do better.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        open.answer(stream, router.clone());
    }
}

/// Binds to a port, or to the next one that is free.
pub async fn bind(address: SocketAddr, tries: u16) -> std::io::Result<TcpListener> {
    let mut last = None;
    for step in 0..=tries {
        let Some(port) = address.port().checked_add(step) else { break };
        match TcpListener::bind((address.ip(), port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| std::io::Error::other("no port is left")))
}

/// Answers a request for a file of the site.
async fn answer(State(site): State<Site>, request: Request) -> Response {
    if guard::is_above(request.uri(), &site.settings.base) {
        return to_base(&site.settings.base);
    }
    let Some(path) = guard::path_of(request.uri(), &site.settings.base) else {
        return plain(StatusCode::NOT_FOUND, "There is no such address.");
    };
    match path.strip_prefix(OWN) {
        Some("live.js") => return own(SCRIPT, "text/javascript; charset=utf-8"),
        Some("live.css") => return own(STYLE, "text/css; charset=utf-8"),
        Some(_) if site.settings.review == Some(&*path) => {}
        Some(_) => return plain(StatusCode::NOT_FOUND, "There is no such address."),
        None => {}
    }
    let shown = site.shown.borrow().clone();
    let wanted = path.clone();
    let find = move || {
        let served = (shown.pages)(&wanted)?;
        served.content.tag();
        Some(served)
    };
    let Ok(Some(served)) = tokio::task::spawn_blocking(find).await else {
        return plain(StatusCode::NOT_FOUND, "There is no such page.");
    };
    respond(&request, &path, &served, &site.settings)
}

/// Writes a file of the site as an answer.
fn respond(request: &Request, path: &str, served: &Served, settings: &Settings) -> Response {
    let kind = content_type(if served.found { path } else { "404.html" });
    let tag = served.content.tag();
    let quoted = format!("\"{tag}\"");
    if served.found && guard::is_known(request.headers(), &quoted) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let html = kind.starts_with("text/html");
    // Whoever asks for the same shares its bytes, however slowly they are taken.
    let bytes = Bytes::from_owner(Sent(Arc::clone(&served.content)));
    let parts = if html { with_script(&bytes, tag, settings) } else { vec![bytes] };
    let status = if served.found { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let length = HeaderValue::from(parts.iter().map(Bytes::len).sum::<usize>());
    let sent = iter(parts.into_iter().map(Ok::<_, Infallible>));
    let body = if request.method() == Method::HEAD { Body::empty() } else { Body::from_stream(sent) };
    let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, length);
    if let Ok(value) = HeaderValue::from_str(&quoted) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}

/// Adds the script that listens for changes; the rest of the page is that of a build.
fn with_script(bytes: &Bytes, tag: &str, settings: &Settings) -> Vec<Bytes> {
    let base = &settings.base;
    let review = settings.review.map_or_else(String::new, |path| format!(" data-review=\"{path}\""));
    let script = format!(
        "<link rel=\"stylesheet\" href=\"{base}{OWN}live.css\">\n\
         <script src=\"{base}{OWN}live.js\" data-seen=\"{tag}\" data-base=\"{base}\"{review} defer></script>\n</head>"
    );
    let end = b"</head>";
    let Some(at) = bytes.windows(end.len()).position(|window| window == end) else {
        return vec![bytes.clone()];
    };
    vec![bytes.slice(..at), script.into(), bytes.slice(at + end.len()..)]
}

/// Leads from the address without a path to where the site stands.
fn to_base(base: &str) -> Response {
    let mut response = plain(StatusCode::TEMPORARY_REDIRECT, "The site stands under a path.");
    if let Ok(place) = HeaderValue::from_str(base) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// Answers with a file of the preview's own.
fn own(text: &'static str, kind: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// Answers with a sentence that repeats nothing of the request.
fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// Gives the content type of a file by its ending.
fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("pdf") => "application/pdf",
        Some("xml") => "application/xml",
        Some("atom") => "application/atom+xml",
        Some("ics") => "text/calendar; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
