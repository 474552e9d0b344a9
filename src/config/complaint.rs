//! What the TOML reader complains of, in words of those who write a configuration.
//!
//! In: its message. Out: a sentence and how to mend it. Never names a type of the program.

use std::ops::Range;

/// What is wrong, and how to mend it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Complaint {
    pub(super) message: String,
    pub(super) hint: String,
}

/// What a line of TOML looks like.
const FORM: &str = "A line is `key = value` or `[table]`: texts stand in quotes, lists in brackets.";

/// Says a complaint of the reader in plain words.
pub(super) fn plain(message: &str) -> Complaint {
    let line = message.lines().next().unwrap_or("this can't be read");
    let (said, wanted) = line.split_once(", expected ").unwrap_or((line, ""));
    if let Some(found) = said.strip_prefix("invalid type: ") {
        return of_type(found, wanted);
    }
    if let Some(found) = said.strip_prefix("invalid value: ") {
        return of_value(found, wanted);
    }
    of_choice(said, wanted).unwrap_or_else(|| Complaint { message: syntax(said, wanted), hint: FORM.to_owned() })
}

/// A value where one of several words or forms belongs.
fn of_choice(said: &str, wanted: &str) -> Option<Complaint> {
    let (message, hint) = match said {
        "floating-point number overflowed" => ("this number is too large", "Write a smaller one."),
        _ if said.starts_with("wanted ") => ("a text belongs here", "Write one word in quotes."),
        _ if said.starts_with("data did not match any variant") => {
            ("a text or a list of texts belongs here", "Write one in quotes, or several in brackets.")
        }
        _ => {
            let found = said.strip_prefix("unknown variant ")?;
            let message = format!("{found} can't stand here");
            return Some(Complaint { message, hint: format!("Write {wanted}.") });
        }
    };
    Some(Complaint { message: message.to_owned(), hint: hint.to_owned() })
}

/// A text of several lines that goes on to the end: where it opens, since the reader says only where it misses the end.
pub(super) fn endless(message: &str, text: &str) -> Option<(Complaint, Range<usize>)> {
    let quotes = match message.lines().next()?.strip_prefix("invalid multi-line ")?.split_whitespace().next()? {
        "basic" => "\"\"\"",
        _ => "\'\'\'",
    };
    let opens = text.rfind(quotes)?;
    let message = "the three quotes that open a text here are never closed".to_owned();
    let hint = format!("Put {quotes} behind the end of the text.");
    Some((Complaint { message, hint }, opens..opens + quotes.len()))
}

/// A list of tables where one table belongs, which the reader takes for a table that was filled in without names.
pub(super) fn doubled(message: &str, found: &str) -> Option<Complaint> {
    message.starts_with("invalid type").then_some(())?;
    let name = found.strip_prefix("[[")?.strip_suffix("]]")?;
    Some(Complaint {
        message: "a table's name stands in one pair of brackets".to_owned(),
        hint: format!("Write `[{name}]`."),
    })
}

/// A value of one kind where another belongs.
fn of_type(found: &str, wanted: &str) -> Complaint {
    let (text, number) = (quoted(found), is_number(wanted));
    if number && found.ends_with("128") {
        return of_value(found, wanted);
    }
    let hint = match wanted {
        _ if number && text.is_some_and(|text| text.parse::<f64>().is_ok()) => "Leave the quotes out.",
        _ if number => "Write a number without quotes, such as `12`.",
        "a boolean" => "Write `true` or `false`, without quotes.",
        "a string" if found.starts_with(['s', 'm']) => "Write a single text in quotes.",
        "a string" => "Put it in quotes.",
        _ if is_list(wanted) && text.is_some() => "Put it in brackets, even if it is the only one.",
        _ if is_list(wanted) => "Write a list in brackets, such as `[\"a\", \"b\"]`.",
        _ => "Write a table: its name in brackets on a line of its own, and its keys on the lines below.",
    };
    Complaint { message: format!("{} belongs here, not {}", kind(wanted), what(found)), hint: hint.to_owned() }
}

/// A value of the right kind that is out of reach.
fn of_value(found: &str, wanted: &str) -> Complaint {
    let most = match wanted {
        "u8" => "255",
        "u16" => "65,535",
        _ => "4,294,967,295",
    };
    let hint = if is_number(wanted) { format!("Write a whole number from 0 to {most}.") } else { FORM.to_owned() };
    Complaint { message: format!("{} can't stand here", what(found)), hint }
}

/// The commonest faults of form.
fn syntax(said: &str, wanted: &str) -> String {
    match said {
        "string values must be quoted" => "the value is missing, or is a text without quotes".to_owned(),
        "unclosed table" => "the bracket that opens a table's name is never closed".to_owned(),
        "unclosed array" => "the bracket that opens a list is never closed".to_owned(),
        "duplicate key" => "this key or table stands twice".to_owned(),
        _ if said.starts_with("invalid ") && said.ends_with(" string") && wanted.contains(['"', '\'']) => {
            "a quote that opens in this line is never closed".to_owned()
        }
        _ if said.starts_with("missing field ") => said.replacen("missing field", "this table needs the key", 1),
        _ => format!("this can't be read: {said}"),
    }
}

/// Tells whether a number is asked for.
fn is_number(wanted: &str) -> bool {
    matches!(wanted, "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" | "f32" | "f64")
}

/// Tells whether a list is asked for.
fn is_list(wanted: &str) -> bool {
    ["a sequence", "an array", "a tuple"].iter().any(|list| wanted.starts_with(list))
}

/// The text that was found, without its quotes.
fn quoted(found: &str) -> Option<&str> {
    found.strip_prefix("string \"")?.strip_suffix('"')
}

/// What is asked for.
fn kind(wanted: &str) -> &'static str {
    match wanted {
        "f32" | "f64" => "a number",
        _ if is_number(wanted) => "a whole number",
        "a string" => "a text",
        "a boolean" => "`true` or `false`",
        _ if is_list(wanted) => "a list",
        _ => "a table",
    }
}

/// What was found.
fn what(found: &str) -> String {
    let value = found.split('`').nth(1);
    match (found.split(' ').next(), value) {
        (Some("integer" | "floating"), Some(value)) => format!("the number `{value}`"),
        (Some("boolean"), Some(value)) => format!("`{value}`"),
        (Some("sequence"), _) => "a list".to_owned(),
        (Some("map"), _) => "a table".to_owned(),
        _ => quoted(found).map_or_else(|| "this value".to_owned(), |text| format!("the text \"{text}\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::file::parse;

    /// What is said of a configuration: the message and the hint.
    fn said(text: &str) -> (String, String) {
        let (found, _) = *parse(text, "backlit.toml").unwrap_err().place.unwrap();
        (found.message, found.hint.unwrap())
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_named_with_the_kind_that_belongs_there() {
        for (text, message, hint) in [
            ("[site]\ntitle = 3", "a text belongs here, not the number `3`", "Put it in quotes."),
            ("[site]\ntitle = [\"a\"]", "a text belongs here, not a list", "Write a single text in quotes."),
            ("[site]\nhtml = \"x\"", "`x` can't stand here", "Write `sanitise` or `trust`."),
            ("[site]\nhtml = 1", "a text belongs here", "Write one word in quotes."),
            ("[site]\ntitle = 1e400", "this number is too large", "Write a smaller one."),
            (
                "[fields]\nid = 1",
                "a text or a list of texts belongs here",
                "Write one in quotes, or several in brackets.",
            ),
            (
                "[ranking]\nscale = {}",
                "a list belongs here, not a table",
                "Write a list in brackets, such as `[\"a\", \"b\"]`.",
            ),
            ("[site]\ntitle = true", "a text belongs here, not `true`", "Put it in quotes."),
            (
                "[flow]\nwindow_weeks = \"12\"",
                "a whole number belongs here, not the text \"12\"",
                "Leave the quotes out.",
            ),
            (
                "[flow]\nwindow_weeks = 2.5",
                "a whole number belongs here, not the number `2.5`",
                "Write a number without quotes, such as `12`.",
            ),
            (
                "[flow]\nprocess_limits = \"yes\"",
                "`true` or `false` belongs here, not the text \"yes\"",
                "Write `true` or `false`, without quotes.",
            ),
            (
                "[site]\ninclude = \"a\"",
                "a list belongs here, not the text \"a\"",
                "Put it in brackets, even if it is the only one.",
            ),
            (
                "site = 5",
                "a table belongs here, not the number `5`",
                "Write a table: its name in brackets on a line of its own, and its keys on the lines below.",
            ),
        ] {
            assert_eq!(said(text), (message.to_owned(), hint.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_number_out_of_reach_is_told_how_far_it_may_go() {
        for (number, most) in [("-1", "65,535"), ("70000", "65,535"), ("99999999999999999999", "65,535")] {
            let (message, hint) = said(&format!("[flow]\nbulk_close = {number}"));
            assert!(message.contains(number), "{message}");
            assert_eq!(hint, format!("Write a whole number from 0 to {most}."));
        }
    }

    #[test]
    fn faults_of_form_are_told_in_plain_words() {
        for (text, message) in [
            ("x = ", "the value is missing, or is a text without quotes"),
            ("[site", "the bracket that opens a table's name is never closed"),
            ("[site]\ntitle = \"a", "a quote that opens in this line is never closed"),
            ("[site]\ntitle = 'a", "a quote that opens in this line is never closed"),
            ("[site]\ninclude = [\"a\"", "the bracket that opens a list is never closed"),
            ("[site]\ntitle = \"a\"\ntitle = \"b\"", "this key or table stands twice"),
            ("[[autolinks]]\npattern = \"A-#\"", "this table needs the key `url`"),
        ] {
            assert_eq!(said(text), (message.to_owned(), super::FORM.to_owned()), "{text}");
        }
        let doubled = said("[[site]]\ntitle = \"a\"");
        assert_eq!(doubled.0, "a table's name stands in one pair of brackets");
        assert_eq!(doubled.1, "Write `[site]`.");
    }

    #[test]
    fn no_type_of_the_program_is_named() {
        for value in
            ["1", "-1", "1.5", "nan", "\"a\"", "true", "[]", "[1]", "{}", "{ a = 1 }", "2025-01-01", "12:00:00"]
        {
            for key in ["site.title", "site.include", "flow.bulk_close", "flow.process_limits", "ranking", "autolinks"]
            {
                let Err(error) = parse(&format!("{key} = {value}"), "backlit.toml") else { continue };
                let found = error.place.unwrap().0;
                let all = format!("{} {}", found.message, found.hint.unwrap_or_default());
                for jargon in ["i64", "i128", "u16", "u32", "f64", "struct", "sequence", "integer", "invalid type"] {
                    assert!(!all.contains(jargon), "{key} = {value}: {all}");
                }
            }
        }
    }
}
