//! Cells of a CSV file that a spreadsheet opens without running anything.

use crate::backlog::is_bidi;
use std::borrow::Cow;

/// Writes a cell: quoted where it must be, and text that a spreadsheet would take for a formula gets a quote mark.
///
/// What a terminal would act on is shown as a character that stands for none: a file may be looked at in one, or
/// printed into the log of a runner, which obeys `##[` anywhere and `::` where a line begins.
/// The first characters are those of the OWASP list, their full-width forms, and blanks before them.
pub fn cell(text: &str) -> Cow<'_, str> {
    let harmless = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b',' | b'"' | b';' | b'#');
    if text.bytes().all(harmless) && !text.starts_with([' ', '=', '+', '-', '@', '|', '%']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(guarded(text))
}

/// Writes a cell that may need a guard.
fn guarded(text: &str) -> String {
    if text.contains("##[") {
        return guarded(&text.replace("##[", "#\u{FFFD}["));
    }
    if text.contains('\r') {
        return guarded(&text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    if text.contains("::") && text.contains('\n') {
        return guarded(&text.replace("::", ":\u{FFFD}:"));
    }
    let hides = |c: char| is_bidi(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    let acts = |c: char| c.is_control() && !matches!(c, '\t' | '\n') || hides(c);
    if text.contains(acts) {
        return guarded(&text.replace(acts, "\u{FFFD}"));
    }
    let start = text.trim_start().chars().next();
    let formula = start.is_some_and(|c| "=+-@＝＋－＠|%".contains(c)) || text.starts_with(['\t', '\n']);
    let number = || text.parse::<f64>().is_ok_and(f64::is_finite);
    let text = if formula && !number() { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', ';', '\t']) || text.starts_with(' ') {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        for (text, expect) in [
            ("plain", "plain"),
            ("a ##[error]b", "a #\u{FFFD}[error]b"),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+1", "+1"),
            ("-2.5", "-2.5"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "\"'\t=1\""),
            ("＝1", "'＝1"),
            ("\u{1}=1", "\u{FFFD}=1"),
            ("a\u{1b}[31m\u{9b}1m\u{7}", "a\u{FFFD}[31m\u{FFFD}1m\u{FFFD}"),
            ("a\u{202e}b\u{2066}c\u{feff}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
            ("a\n ::error::b", "\"a\n :\u{FFFD}:error:\u{FFFD}:b\""),
            ("a::b", "a::b"),
            ("a\rb\r\nc", "\"a\nb\nc\""),
            ("\r=1", "\"'\n=1\""),
            ("a\nb", "\"a\nb\""),
            ("a \"b\", c", "\"a \"\"b\"\", c\""),
        ] {
            assert_eq!(cell(text), expect);
        }
    }
}
