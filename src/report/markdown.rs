//! Text from files within GitHub-flavoured Markdown, made inert once.
//!
//! In: any text. Out: Markdown that shows this text and does nothing else: no markup, no HTML, no mention, no reference
//! to an issue or a commit, no link, no sign of a table, no comment that could be taken for a mark of Backlit's own.
//! Mentions and references are found by GitHub in what Markdown gives, so signs alone don't stop them: a space without
//! width stands in them.

use crate::review::{shortened, visible};
use std::fmt::Write;

/// What stops GitHub from reading a word that goes on.
const STOP: char = '\u{200B}';
/// The most letters and figures of a commit's name that are no reference to it.
const OF_COMMIT: usize = 6;

/// Makes text inert, also in a cell of a table and in HTML.
pub(super) fn inert(text: &str) -> String {
    escape(&visible(text))
}

/// Makes text inert, cut in the middle where it is longer than some characters.
pub(super) fn inert_short(text: &str, most: usize) -> String {
    let safe = escape(&shortened(text, most));
    // Where nearly all of it had to be escaped, less of it is enough: no text takes the room of many others.
    if safe.len() > 6 * most { escape(&shortened(text, most / 3)) } else { safe }
}

/// Makes a sentence of Backlit's own inert, cut where it is too long; what stands between back-ticks becomes code.
pub(super) fn sentence(text: &str, most: usize) -> String {
    let text = shortened(text, most);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) || parts.len() == 1 {
        return inert_short(&text, most);
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => escape(part),
        _ if part.is_empty() => "&#96;&#96;".to_owned(),
        _ => code(part, most),
    };
    let safe: String = parts.iter().enumerate().map(part).collect();
    if safe.len() > 6 * most { inert_short(&text, most) } else { safe }
}

/// Writes text as code.
pub(super) fn code(text: &str, most: usize) -> String {
    let text = shortened(text, most);
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '`' | '|' | '<' | '>' | '\\' | '&') || " …→".contains(c);
    if !text.is_empty() && text.chars().all(plain) && !text.contains("##[") {
        return format!("`{text}`");
    }
    format!("<code>{}</code>", escape(&text))
}

/// Escapes text that holds nothing hidden any more.
fn escape(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut safe = String::with_capacity(text.len() + text.len() / 4);
    let mut at = 0;
    while at < chars.len() {
        if let Some(end) = commit(&chars, at) {
            for (place, c) in chars[at..end].iter().enumerate() {
                if place > 0 && place % OF_COMMIT == 0 {
                    safe.push(STOP);
                }
                safe.push(*c);
            }
            at = end;
            continue;
        }
        match chars[at] {
            c @ ('@' | '#') => safe.extend([c, STOP]),
            // GitHub reads a formula between two of them; a sign in an element of its own is none.
            '$' => safe.push_str("<span>&#36;</span>"),
            c @ (':' | '.' | '-') if continues(&chars, at) => {
                if c == ':' {
                    safe.extend([c, STOP]);
                } else {
                    safe.extend([STOP, c]);
                }
            }
            c @ ('<' | '>' | '&' | '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '"' | '^') => {
                write!(safe, "&#{};", u32::from(c)).expect("a string takes all that is written");
            }
            c => safe.push(c),
        }
        at += 1;
    }
    safe
}

/// Tells whether a sign ties what stands around it together to an address, a picture or a reference.
fn continues(chars: &[char], at: usize) -> bool {
    let before = |word: &str| {
        let from = at.checked_sub(word.len());
        from.is_some_and(|from| chars[from..at].iter().zip(word.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b)))
    };
    let rest = &chars[at + 1..];
    match chars[at] {
        '.' => before("www"),
        '-' => ["GH", "GHSA", "CVE"].iter().any(|word| before(word)),
        _ => {
            let name = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || "+-_".contains(**c)).count();
            rest.starts_with(&['/', '/'])
                || rest.first() == Some(&':')
                || ["mailto", "xmpp"].iter().any(|word| before(word))
                || name > 0 && rest.get(name) == Some(&':')
        }
    }
}

/// Finds the end of what starts here and could be the name of a commit.
fn commit(chars: &[char], at: usize) -> Option<usize> {
    let hex = |c: &char| c.is_ascii_hexdigit();
    if !hex(&chars[at]) || at > 0 && hex(&chars[at - 1]) {
        return None;
    }
    let name = &chars[at..at + chars[at..].iter().take_while(|c| hex(c)).count()];
    let number = name.len() < 20 && name.iter().all(char::is_ascii_digit);
    (name.len() > OF_COMMIT && !number).then_some(at + name.len())
}

#[cfg(test)]
mod tests {
    use super::{code, inert};

    #[test]
    fn ordinary_text_stays_readable() {
        assert_eq!(
            inert("Time to first value (p90): 3 days, 2.5% at 10:30"),
            "Time to first value (p90): 3 days, 2.5% at 10:30"
        );
        assert_eq!(code("epics/GROW-12.md:14", 99), "`epics/GROW-12.md:14`");
    }

    #[test]
    fn what_github_finds_in_text_is_broken() {
        let broken = [
            ("@alice", "@\u{200B}alice"),
            ("see #12", "see #\u{200B}12"),
            ("gh-12", "gh\u{200B}-12"),
            ("https://a.example", "https:\u{200B}//a.example"),
            ("WWW.a.example", "WWW\u{200B}.a.example"),
            (":tada:", ":\u{200B}tada:"),
            (
                "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
                "deadbe\u{200B}efdead\u{200B}beefde\u{200B}adbeef\u{200B}deadbe\u{200B}efdead\u{200B}beef",
            ),
            ("1a2b3c4", "1a2b3c\u{200B}4"),
            ("::error::x", ":\u{200B}:\u{200B}error:\u{200B}:x"),
        ];
        for (text, expected) in broken {
            assert_eq!(inert(text), expected);
        }
    }

    #[test]
    fn no_comment_and_no_table_comes_of_it() {
        assert_eq!(inert("<!-- backlit:review -->"), "&#60;&#33;-- backlit:review --&#62;");
        assert_eq!(inert("a|b\\|c"), "a&#124;b&#92;&#124;c");
        assert_eq!(code("a`b|<!-- backlit", 99), "<code>a&#96;b&#124;&#60;&#33;-- backlit</code>");
    }
}
