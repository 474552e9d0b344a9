//! Text that may stand in a page: escaped words, plain numbers, the `<svg>` element. In: anything. Out:
//! well-formed markup. Never writes an exponent, a negative zero or a character that XML forbids.

use std::fmt;

use super::super::text;

/// What stands around the elements of a drawing.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// Begins the ids of this drawing: it must be the only one on its page.
    pub prefix: &'a str,
    /// Is the size in tenths of a pixel.
    pub size: (u32, u32),
    /// Names the drawing.
    pub title: &'a str,
    /// Says in words what the drawing shows.
    pub description: &'a str,
    /// Tells what the drawing is to assistive technology.
    pub role: Role,
}

/// What a drawing is to assistive technology.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Is one picture, with nothing inside that can be reached.
    Picture,
    /// Holds links; a picture would hide them from those who can't see it.
    Group,
}

/// Puts the elements of a drawing into its `<svg>` element.
pub fn document(head: &Head, elements: &str) -> String {
    let (width, height) = (Tenths(whole(head.size.0)), Tenths(whole(head.size.1)));
    let role = match head.role {
        Role::Picture => "img",
        Role::Group => "group",
    };
    let id = identifier(head.prefix);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"{role}\" aria-labelledby=\"{id}-title {id}-desc\" \
         viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" fill=\"{GREY}\" \
         font-family=\"sans-serif\" font-size=\"11\"><title id=\"{id}-title\">{}</title>\
         <desc id=\"{id}-desc\">{}</desc>{elements}</svg>",
        escape(head.title),
        escape(head.description)
    )
}

/// Escapes a text for element content and for quoted attributes; drops what XML forbids.
pub fn escape(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !b"&<>\"'".contains(&byte)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            other if text::is_allowed(other) => out.push(other),
            _ => {}
        }
    }
    out
}

/// Is the grey of everything where no style sheet is at hand; it is legible on white and on black.
pub(super) const GREY: &str = "#767676";

/// Is a length in tenths, written as a decimal number: `125` is `12.5`, `-30` is `-3`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tenths(pub(super) i32);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        f.write_str(if self.0 < 0 { "-" } else { "" })?;
        match part {
            0 => write!(f, "{whole}"),
            _ => write!(f, "{whole}.{part}"),
        }
    }
}

pub(super) fn whole(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// Keeps of a prefix what an id may hold.
fn identifier(prefix: &str) -> String {
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }
    };
    format!("c-{}", prefix.chars().take(60).map(safe).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_have_no_exponent_and_no_negative_zero() {
        let written = [0, 5, -5, -30, 125, i32::MIN].map(|tenths| Tenths(tenths).to_string());
        assert_eq!(written, ["0", "0.5", "-0.5", "-3", "12.5", "-214748364.8"]);
    }

    #[test]
    fn escaping_leaves_no_markup_and_nothing_that_xml_forbids() {
        assert_eq!(escape("<a b='c' d=\"e\">&\u{0}\u{b}\u{fffe}\t"), "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp; ");
    }

    #[test]
    fn the_document_names_itself_with_its_own_ids() {
        let head =
            Head { prefix: "a b\"<", size: (1_000, 505), title: "A & B", description: "<d>", role: Role::Picture };
        let out = document(&head, "");
        assert!(
            out.contains("role=\"img\" aria-labelledby=\"c-a-b---title c-a-b---desc\" viewBox=\"0 0 100 50.5\""),
            "{out}"
        );
        assert!(out.contains("<title id=\"c-a-b---title\">A &amp; B</title>"), "{out}");
        assert!(out.ends_with("&lt;d&gt;</desc></svg>"), "{out}");
    }
}
