//! Who may ask, and for what: the walls of the preview.
//!
//! A page of a stranger must not read the preview (other origins, rebound names), and no address leads out of the site.

use super::{LIVE, Site, plain};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

/// The longest address that is looked at.
const LONGEST: usize = 4 * 1024;

/// Refuses strangers, and gives every answer its headers.
pub(super) async fn check(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&request, &site) {
        Some((status, why)) => plain(status, why),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Says why a request is refused; nothing when it may pass.
fn refusal(request: &Request, site: &Site) -> Option<(StatusCode, &'static str)> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Some((StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are answered."));
    }
    let length = request.headers().get(header::CONTENT_LENGTH).is_some_and(|length| length.as_bytes() != b"0");
    if length || request.headers().contains_key(header::TRANSFER_ENCODING) {
        return Some((StatusCode::BAD_REQUEST, "A request has no body here."));
    }
    if request.uri().path().len() > LONGEST {
        return Some((StatusCode::URI_TOO_LONG, "The address is too long."));
    }
    if !whole_is_ours(request.uri(), site) || !host_is_ours(request.headers(), site) {
        return Some((StatusCode::MISDIRECTED_REQUEST, "This host name is not served here."));
    }
    if !origin_is_ours(request) {
        return Some((StatusCode::FORBIDDEN, "Pages of other sites get nothing from here."));
    }
    None
}

/// Tells whether an address that names a host, as a program behind a proxy asks, names this machine and this port.
fn whole_is_ours(uri: &Uri, site: &Site) -> bool {
    uri.authority().is_none_or(|whole| uri.scheme_str() == Some("http") && is_ours(whole.as_str(), site))
}

/// Tells whether the one Host header names this machine and this port.
fn host_is_ours(headers: &HeaderMap, site: &Site) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    host.to_str().is_ok_and(|host| is_ours(host, site))
}

/// Tells whether a `name:port` is this preview.
fn is_ours(host: &str, site: &Site) -> bool {
    let Some((name, port)) = host.rsplit_once(':') else { return site.settings.port == 80 && is_name(host, site) };
    port.parse() == Ok(site.settings.port) && port.bytes().all(|byte| byte.is_ascii_digit()) && is_name(name, site)
}

/// Tells whether a name is one of this machine's own.
fn is_name(name: &str, site: &Site) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own))
        || site.settings.any_address && name.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok()
}

/// Tells whether a request comes from a page of the preview itself, or from no page at all.
fn origin_is_ours(request: &Request) -> bool {
    let headers = request.headers();
    let host = headers.get(header::HOST).map_or(&[][..], HeaderValue::as_bytes);
    let own = |origin: &HeaderValue| {
        origin.as_bytes().strip_prefix(b"http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host))
    };
    let origins = headers.get_all(header::ORIGIN).iter().all(own);
    let fetch = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let place = fetch("sec-fetch-site").unwrap_or("none");
    let followed = fetch("sec-fetch-mode") == Some("navigate") && fetch("sec-fetch-dest") == Some("document");
    // The events are for a page that is open, never a page by themselves.
    let is_live = request.uri().path().strip_suffix(LIVE).is_some_and(|before| before.ends_with('/'));
    let followed = followed && !is_live;
    origins && (matches!(place, "none" | "same-origin") || followed)
}

/// Tells whether who asks has what bears a tag; a page that was compressed on the way bears a weak one.
pub(super) fn is_known(headers: &HeaderMap, quoted: &str) -> bool {
    let values = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim).any(|tag| {
        let strong = tag.strip_prefix("W/").unwrap_or(tag);
        tag == "*" || strong == quoted
    })
}

/// Tells whether an address is the server's own root, or the base without its last slash: links of a page would lead
/// elsewhere from there.
pub(super) fn is_above(uri: &Uri, base: &str) -> bool {
    base != "/" && (uri.path() == "/" || uri.path() == base.trim_end_matches('/'))
}

/// Gives the path below the base: decoded once, without a way up, and with the index of a folder.
pub(super) fn path_of(uri: &Uri, base: &str) -> Option<String> {
    let decoded = decode(uri.path())?;
    let path = decoded.strip_prefix(base)?;
    let plain = !path.contains(['\\', '\0', ':']) && !path.chars().any(char::is_control);
    let inside = path.split('/').all(|part| part != ".." && part != ".") && !path.starts_with('/');
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    (plain && inside && !path.contains("//")).then_some(path)
}

/// Decodes `%41`; none where that is no UTF-8, or no code.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            bytes.push(digit(digits[0])? * 16 + digit(digits[1])?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Option<String> {
        path_of(&text.parse().unwrap(), "/wiki/")
    }

    #[test]
    fn addresses_stay_inside_the_site() {
        assert_eq!(path("/wiki/").as_deref(), Some("index.html"));
        let above = |text: &str, base: &str| is_above(&text.parse().unwrap(), base);
        assert!(above("/", "/wiki/") && above("/wiki", "/wiki/"));
        assert!(!above("/wiki/", "/wiki/") && !above("/", "/") && !above("/a", "/wiki/"));
        assert_eq!(path("/wiki/epics/a%20b.html?x=1").as_deref(), Some("epics/a b.html"));
        for bad in [
            "/",
            "/wiki",
            "/other/a.html",
            "/wiki/../a",
            "/wiki/%2e%2e/a",
            "/wiki/a/%2E%2E%2fb",
            "/wiki/%2fetc/passwd",
            "/wiki//evil",
            "/wiki/a%00b",
            "/wiki/a%5cb",
            "/wiki/%ff",
            "/wiki/%4",
            "/wiki/c:/x",
            "/wiki/a%0d%0ab",
        ] {
            assert_eq!(path(bad), None, "{bad}");
        }
        assert_eq!(path("/wiki/%252e%252e/a").as_deref(), Some("%2e%2e/a"), "decoded once only");
    }
}
