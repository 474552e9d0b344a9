//! What is due, as a calendar that a reader subscribes to (RFC 5545).

use super::super::address::slug;
use super::super::due::{self, Due};
use super::super::plan::{Route, Site};
use super::{Body, Page, once};
use crate::document::add_days;
use jiff::civil::Date;

/// Where the calendar stands.
const PATH: &str = "due.ics";
/// The longest line, in bytes.
const LINE: usize = 75;

/// The calendar; a site where nothing is due has none.
pub(super) const PAGE: Page = Page {
    name: "calendar",
    about: "what is due, as a calendar to subscribe to",
    anywhere: false,
    navigation: None,
    routes: |site, page| if due::any(site) { once(page, PATH) } else { Vec::new() },
    body: Body::File(|site, _: &Route| calendar(site).into_bytes()),
};

/// Writes the calendar.
fn calendar(site: &Site<'_>) -> String {
    let mut text = String::new();
    line(&mut text, "BEGIN:VCALENDAR");
    line(&mut text, "VERSION:2.0");
    line(&mut text, &format!("PRODID:-//Backlit//{}//EN", env!("CARGO_PKG_VERSION")));
    line(&mut text, "CALSCALE:GREGORIAN");
    line(&mut text, "METHOD:PUBLISH");
    line(&mut text, &format!("X-WR-CALNAME:{}", escape(&format!("{}: what is due", site.title()))));
    let domain = escape(&slug(&site.title()));
    let stamp = format!("DTSTAMP:{}T000000Z", compact(site.analysis.as_of));
    let (all, left_out) = due::all(site);
    if left_out > 0 {
        line(&mut text, &format!("X-WR-CALDESC:{left_out} more dates\\, further from today\\, are left out"));
    }
    for due in all {
        event(&mut text, site, &due, (&domain, &stamp));
    }
    line(&mut text, "END:VCALENDAR");
    text
}

/// Writes one day's event; it takes no time of anybody's day.
fn event(text: &mut String, site: &Site<'_>, due: &Due, (domain, stamp): (&str, &str)) {
    let link = site.config.site.base_url.as_ref().map(|base| format!("{base}/{}", due.page));
    let owner = due.owner.as_ref().map(|owner| format!("Owner: {owner}"));
    let said: Vec<String> = [owner, link.clone()].into_iter().flatten().collect();
    line(text, "BEGIN:VEVENT");
    line(text, &format!("UID:{}@{}", escape(&due.key), domain));
    line(text, stamp);
    line(text, &format!("DTSTART;VALUE=DATE:{}", compact(due.on)));
    line(text, &format!("DTEND;VALUE=DATE:{}", compact(add_days(due.on, 1))));
    line(text, &format!("SUMMARY:{}", escape(&due.summary)));
    if !said.is_empty() {
        line(text, &format!("DESCRIPTION:{}", escape(&said.join("\n"))));
    }
    if let Some(link) = link {
        line(text, &format!("URL:{link}"));
    }
    line(text, "TRANSP:TRANSPARENT");
    line(text, "END:VEVENT");
}

/// Writes a day without signs.
fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Escapes a text value; control characters have no place in one.
fn escape(text: &str) -> String {
    let special = |b: u8| matches!(b, b'\\' | b';' | b',') || b.is_ascii_control() || !b.is_ascii();
    if !text.bytes().any(special) {
        return text.to_owned();
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Writes a line, folded so that no part is longer than 75 bytes.
fn line(text: &mut String, content: &str) {
    if content.len() <= LINE {
        text.push_str(content);
        text.push_str("\r\n");
        return;
    }
    let mut room = LINE;
    for c in content.chars() {
        if c.len_utf8() > room {
            text.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= c.len_utf8();
        text.push(c);
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{escape, line};

    #[test]
    fn signs_are_escaped_and_line_breaks_cannot_start_a_property() {
        assert_eq!(escape("a,b;c\\d\nBEGIN:VEVENT\r\u{1}"), "a\\,b\\;c\\\\d\\nBEGIN:VEVENT  ");
    }

    #[test]
    fn long_lines_fold_between_characters() {
        let content = format!("SUMMARY:{}", "é".repeat(100));
        let mut text = String::new();
        line(&mut text, &content);
        assert!(text.split("\r\n").all(|part| part.len() <= 75), "{text}");
        assert_eq!(text.replace("\r\n ", "").trim_end(), content);
    }
}
