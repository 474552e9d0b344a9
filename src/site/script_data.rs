//! Data for the browser, as a script: a page that is opened from a disk may load a script but not fetch a file.

use serde::Serialize;
use std::fmt::Write as _;

/// What could end a script element, open a comment or break a line.
const ESCAPED: [char; 5] = ['<', '>', '&', '\u{2028}', '\u{2029}'];

/// Tells whether one of these may begin with a byte.
fn may_begin_one(byte: u8) -> bool {
    matches!(byte, b'<' | b'>' | b'&' | 0xE2)
}

/// Writes a value as a script that puts it under a global name.
///
/// Each of these characters is written as an escape, so that the text is harmless wherever it is put.
pub(super) fn assign(name: &str, value: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_string(value).expect("our own views have text keys and finite figures");
    let mut script = String::with_capacity(json.len() + json.len() / 64 + name.len() + 16);
    script.extend(["globalThis.", name, "="]);
    let mut rest = &*json;
    while let Some(at) = rest.bytes().position(may_begin_one) {
        let (plain, found) = rest.split_at(at);
        script.push_str(plain);
        let mut chars = found.chars();
        match chars.next() {
            Some(c) if ESCAPED.contains(&c) => {
                write!(script, "\\u{:04x}", u32::from(c)).expect("a string takes all that is written");
            }
            c => script.extend(c),
        }
        rest = chars.as_str();
    }
    script.push_str(rest);
    script.push_str(";\n");
    script.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::assign;

    #[test]
    fn no_text_can_leave_its_string() {
        let hostile = "</script><!-- & \u{2028}\u{2029}\" \\ \u{0}\n";
        let script = String::from_utf8(assign("x", &hostile)).unwrap();
        assert!(!script.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\0']), "{script}");
        let json = script.strip_prefix("globalThis.x=").unwrap().strip_suffix(";\n").unwrap();
        assert_eq!(serde_json::from_str::<String>(json).unwrap(), hostile);
    }
}
