//! Cuts raw HTML into tags and text.
//!
//! In: a piece of raw HTML. Out: tags with lower-case names and decoded attributes, text and comments.
//! It reads only tags that CommonMark calls tags; all else is text. It decides nothing about what is allowed, and
//! nothing of it is ever copied to a page as markup, so it need not agree with browsers in odd cases.

use super::reference::decoded;

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, with entities as they are written.
    Text(&'a str),
    /// An opening tag.
    Open(OpenTag<'a>),
    /// A closing tag.
    Close { name: String, source: &'a str },
    /// A comment.
    Comment,
}

/// An opening tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OpenTag<'a> {
    /// In lower case.
    pub(super) name: String,
    /// In lower case, with decoded values; each name once.
    pub(super) attributes: Vec<(String, String)>,
    /// As written.
    pub(super) source: &'a str,
}

/// Attributes of one tag that are read.
const MOST_ATTRIBUTES: usize = 64;

/// Cuts raw HTML into its pieces.
pub(super) fn tokens(html: &str) -> Tokens<'_> {
    // Failed attempts may read the piece again, but only so often: the work stays linear.
    Tokens { html, at: 0, work: 4 * html.len() + 1_000 }
}

/// The pieces of raw HTML.
pub(super) struct Tokens<'a> {
    html: &'a str,
    at: usize,
    work: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        let mut from = start;
        while let Some(bracket) = self.html[from..].find('<').map(|found| from + found) {
            if self.work == 0 {
                break;
            }
            if let Some((token, end)) = self.markup(bracket) {
                if bracket > start {
                    self.at = bracket;
                    return Some(Token::Text(&self.html[start..bracket]));
                }
                self.at = end;
                return Some(token);
            }
            from = bracket + 1;
        }
        self.at = self.html.len();
        (start < self.at).then(|| Token::Text(&self.html[start..]))
    }
}

impl<'a> Tokens<'a> {
    /// Takes everything up to the closing tag of this name, without reading it.
    pub(super) fn up_to_close(&mut self, name: &str) -> &'a str {
        let rest = &self.html[self.at..];
        let closes = |at: &usize| rest[at + 2..].get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
        let end = rest.match_indices("</").map(|(at, _)| at).find(closes).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn markup(&mut self, start: usize) -> Option<(Token<'a>, usize)> {
        let mut cursor = Cursor { html: self.html, at: start + 1 };
        let token = match cursor.peek() {
            Some(b'!') => cursor.comment(),
            Some(b'/') => cursor.close(start),
            _ => cursor.open(start),
        };
        if token.is_none() {
            self.work = self.work.saturating_sub(cursor.at - start);
        }
        Some((token?, cursor.at))
    }
}

struct Cursor<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.html.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, accepted: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(&accepted) {
            self.at += 1;
        }
        &self.html[start..self.at]
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn comment(&mut self) -> Option<Token<'a>> {
        let rest = &self.html[self.at..];
        let inside = rest.strip_prefix("!--")?;
        let length = match inside {
            _ if inside.starts_with('>') => 1,
            _ if inside.starts_with("->") => 2,
            _ => inside.find("-->").map(|end| end + 3).or_else(|| self.give_up())?,
        };
        self.at += 3 + length;
        Some(Token::Comment)
    }

    /// Goes to the end, so that the work of a failed search counts.
    fn give_up(&mut self) -> Option<usize> {
        self.at = self.html.len();
        None
    }

    fn name(&mut self) -> Option<String> {
        self.peek().filter(u8::is_ascii_alphabetic)?;
        Some(self.take(|b| b.is_ascii_alphanumeric() || b == b'-').to_ascii_lowercase())
    }

    fn blanks(&mut self) -> bool {
        !self.take(|b| b.is_ascii_whitespace()).is_empty()
    }

    fn close(&mut self, start: usize) -> Option<Token<'a>> {
        self.at += 1;
        let name = self.name()?;
        self.blanks();
        self.eat(b'>')?;
        Some(Token::Close { name, source: &self.html[start..self.at] })
    }

    fn open(&mut self, start: usize) -> Option<Token<'a>> {
        let name = self.name()?;
        let mut attributes: Vec<(String, String)> = Vec::new();
        while self.blanks() && !matches!(self.peek(), Some(b'/' | b'>')) {
            let (name, value) = self.attribute()?;
            if attributes.len() < MOST_ATTRIBUTES && attributes.iter().all(|(known, _)| *known != name) {
                attributes.push((name, value));
            }
        }
        let _ = self.eat(b'/');
        self.eat(b'>')?;
        Some(Token::Open(OpenTag { name, attributes, source: &self.html[start..self.at] }))
    }

    fn attribute(&mut self) -> Option<(String, String)> {
        let name = self.take(|b| b.is_ascii_alphanumeric() || b"_:.-@".contains(&b)).to_ascii_lowercase();
        if name.is_empty() {
            return None;
        }
        let after_name = self.at;
        self.blanks();
        if self.eat(b'=').is_none() {
            self.at = after_name;
            return Some((name, String::new()));
        }
        self.blanks();
        let value = match self.peek()? {
            quote @ (b'"' | b'\'') => {
                self.at += 1;
                let value = self.take(|b| b != quote);
                self.eat(quote)?;
                value
            }
            _ => self.take(|b| !b.is_ascii_whitespace() && !b"\"'=<>`".contains(&b)),
        };
        Some((name, decoded(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open<'a>(name: &str, attributes: &[(&str, &str)], source: &'a str) -> Token<'a> {
        let attributes = attributes.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        Token::Open(OpenTag { name: name.into(), attributes, source })
    }

    #[test]
    fn tags_are_told_from_text() {
        let source = "a <B Class='x' y>b</b > c<br/>";
        let expected = [
            Token::Text("a "),
            open("b", &[("class", "x"), ("y", "")], "<B Class='x' y>"),
            Token::Text("b"),
            Token::Close { name: "b".into(), source: "</b >" },
            Token::Text(" c"),
            open("br", &[], "<br/>"),
        ];
        assert_eq!(tokens(source).collect::<Vec<_>>(), expected);
        for text in
            ["a < b", "<a", "<a b='", "<!-- x", "<!DOCTYPE html>", "<![CDATA[x]]>", "<?php ?>", "<a'b>", "</ x>"]
        {
            assert_eq!(tokens(text).collect::<Vec<_>>(), [Token::Text(text)]);
        }
        assert_eq!(tokens("<!--><!-- a -- b -->").collect::<Vec<_>>(), [Token::Comment, Token::Comment]);
    }

    #[test]
    fn references_in_values_are_decoded() {
        let source = "<a x=\"&#106;&#x61;v&Tab;&unknown;&#xFFFFFFFFF;&#0;&\">";
        let value = "jav\t&unknown;\u{fffd}\0&";
        assert_eq!(tokens(source).next(), Some(open("a", &[("x", value)], source)));
    }

    #[test]
    fn hostile_pieces_take_linear_work() {
        for piece in ["<a b=\"", "<a b='\"", "<!-- ", "<a ", "<", "<a b=\"<b c='"] {
            let html = piece.repeat(400_000) + "'\">";
            assert!(tokens(&html).count() > 0, "{piece}");
        }
    }
}
