//! Says which raw HTML a page may hold: about what GitHub allows.
//!
//! In: names of elements and attributes. Out: what they become. There is no `style`, `script`, form, frame, plug-in,
//! SVG or MathML, and no class from content; old presentational elements become plain ones.

/// What an allowed element becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    /// The element that is written.
    pub(super) name: &'static str,
    /// A class that stands for what the old element did.
    pub(super) class: Option<&'static str>,
}

const ALLOWED: [&str; 61] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
    "input",
];

/// The element that an allowed name becomes.
pub(super) fn element(name: &str) -> Option<Element> {
    let plain = |name| Some(Element { name, class: None });
    match name {
        "input" => None,
        "tt" => plain("code"),
        "strike" => plain("s"),
        "font" | "big" | "nobr" | "picture" | "time" => plain("span"),
        "article" | "aside" | "header" | "footer" | "main" | "nav" => plain("div"),
        "center" => Some(Element { name: "div", class: Some("ta-center") }),
        name => ALLOWED.iter().find(|allowed| **allowed == name).and_then(|allowed| plain(allowed)),
    }
}

/// Every element that a page may hold, ours included.
pub(super) fn written() -> impl Iterator<Item = &'static str> {
    ALLOWED.into_iter()
}

/// Whether the element has no content.
pub(super) fn is_void(name: &str) -> bool {
    let void = "area base br col embed hr img input link meta param source track wbr";
    void.split(' ').any(|known| known == name)
}

/// Whether only parts of a table may stand directly inside.
pub(super) fn is_table_part(name: &str) -> bool {
    matches!(name, "table" | "thead" | "tbody" | "tfoot" | "tr")
}

/// Whether the element starts a block, and so ends an open paragraph.
pub(super) fn is_block(name: &str) -> bool {
    let blocks = "blockquote details div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul";
    blocks.split(' ').any(|known| known == name)
}

/// The elements that one of them must stand directly inside; none for most.
pub(super) fn parents(name: &str) -> &'static [&'static str] {
    match name {
        "td" | "th" => &["tr"],
        "tr" => &["table", "thead", "tbody", "tfoot"],
        "thead" | "tbody" | "tfoot" | "caption" => &["table"],
        "li" => &["ul", "ol"],
        "dt" | "dd" => &["dl"],
        "summary" => &["details"],
        "figcaption" => &["figure"],
        "rt" | "rp" => &["ruby"],
        _ => &[],
    }
}

/// The open elements that end where this one starts, innermost first (HTML Standard, section 13.1.2.4).
pub(super) fn ended_by(name: &str) -> &'static [&'static str] {
    match name {
        "li" => &["p", "li"],
        "dt" | "dd" => &["p", "dt", "dd"],
        "td" | "th" => &["p", "td", "th"],
        "tr" => &["p", "td", "th", "tr"],
        "thead" | "tbody" | "tfoot" => &["p", "td", "th", "tr", "thead", "tbody", "tfoot", "caption"],
        "rt" | "rp" => &["rt", "rp"],
        _ if is_block(name) => &["p"],
        _ => &[],
    }
}

/// How an attribute's value is written, where the attribute is allowed on the element.
pub(super) fn attribute<'a>(element: &str, name: &'a str, value: &str) -> Option<(&'a str, String)> {
    let number = |most: u32| value.trim().parse::<u32>().ok().filter(|n| (1..=most).contains(n)).map(|n| n.to_string());
    let one_of = |known: &[&str]| known.contains(&value).then(|| value.to_owned());
    let value = match (element, name) {
        (_, "title") | ("img", "alt") => Some(value.to_owned()),
        (_, "lang") => value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-').then(|| value.to_owned()),
        (_, "dir") => one_of(&["ltr", "rtl", "auto"]),
        ("img", "width" | "height") => number(10_000),
        ("td" | "th", "colspan" | "rowspan") => number(100),
        ("th", "scope") => one_of(&["row", "col", "rowgroup", "colgroup"]),
        ("ol", "start") | ("li", "value") => value.trim().parse::<i32>().ok().map(|n| n.to_string()),
        ("ol", "type") => one_of(&["1", "a", "A", "i", "I"]),
        ("ol", "reversed") | ("details", "open") => Some(String::new()),
        _ => None,
    };
    value.map(|value| (name, value))
}

/// The class that stands for an `align` attribute.
pub(super) fn alignment(element: &str, value: &str) -> Option<&'static str> {
    if !matches!(element, "p" | "div" | "td" | "th" | "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
        return None;
    }
    match value.to_ascii_lowercase().as_str() {
        "left" => Some("ta-left"),
        "center" => Some("ta-center"),
        "right" => Some("ta-right"),
        _ => None,
    }
}
