use super::super::yaml::parse_in_full;
use super::read;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What is plain: all of it is read here, and as the other way reads it.
const PLAIN: &[&str] = &[
    "id: SRCH-12\ntitle: Refactor the search\nscores: { impact: 9, effort: 3.50, risk: 0x1F }\n",
    "list:\n  - a\n  - 'it''s'\n  - \"é\\n\\t\\\"\\\\\\/\"\n  -\n  - # nothing\n  - ~\nnone: ~\nempty:\nlast: # nothing\n",
    "a: # comment\n  # another\n\n  b: 70% # a third\n  c: \"@maria\"\nd: {}\ne: []\n#",
    "actuals:\n- { on: 2025-05-05, value: 67%, note: \"two of seven\" }\n-   on: 2025-06-05\n    value: 1\ny: 1\nno: off\n",
    "a: 1\r\nb:\r\n  - x\r\n  - z: ''\r\n\r\n\r\nc: |\r\n  d\r\n  e\r\n",
    "numbers: [007, 1_000, 12345678901234567890123456, .inf, 1e3, 2025-06-09, -1, +1, .5, -.nan, 0o17, 10:30]\n",
    "flow: [a, {b: c, d: , e}, [f, 'g' , [ ] ], h i, {}, x:y, ]\nmap: {a: {b: [c]}, \"d\": e, 'f' : g,}\n",
    "- a\n- - b\n  - c\n-\n  - d\n- e: f\n  g:\n  - h\n  i:\n    - j\n",
    "  a: 1\n  b: 2",
    "# first\n\na : b\n\n# last",
    "key with blanks: http://x#y\n\"quoted\": a#b\n'single' : 'a: b # c'\nmail: a@b.c\nquote: it's \"so\"\nstar: a *b &c !d\n",
    "text: |\n  two: 1\n  lines # here\n\n\n  - end \n",
    "text: >-\n  two\n  lines\n\n  and a paragraph\n\nlist:\n  - >\n    folded\n  - a: |-\n      literal\n    b: c\n# end\n",
    "wide: — « 50 % »\u{3000}x\u{2028}y\u{202f}😀 z\n",
];

/// What is left to the other way, whether that can read it or not.
const LEFT: &[&str] = &[
    "",
    "a",
    "a:b",
    "a: b: c",
    "a: b:",
    "a: [b: c]",
    "a: [b",
    "a: [b,\n  c]",
    "a: [b]c",
    "a: [b] #c\n  d",
    "a: [b]#c",
    "a: [,]",
    "- 'a': b\n",
    "a: [b, , c]",
    "a: {b: c: d}",
    "a: {b; c}",
    "a: {b c: d, b c: e}",
    "a: {b:c}",
    "a: {b:}",
    "a: {b}}",
    "a: 'x' y",
    "a: 'x'#y",
    "a: \"x",
    "a: 'x",
    "a: \"\\x41\"",
    "a: \"x\n  y\"",
    "a: x\n  y",
    "a:\n  x",
    "a:\n  'x'",
    "a: @x",
    "a: `x`",
    "a: %x",
    "a: &x 1",
    "a: *x",
    "a: !!str 1",
    "a: ? b",
    "a: - b",
    "a: -",
    "a: ,",
    "a: ]",
    "a: }",
    "a: [-]",
    "a: [- b]",
    "a: [|]",
    "a: |+\n  b\n",
    "a: |\n \n b\n",
    "a: |2\n  b\n",
    "a: |\n\n  b\n",
    "a: |\n  b\n    c\n",
    "a: |\n  b\n c\n",
    "a: | # b\n  c\n",
    "a: |\n  b",
    "a: |\nb: c\n",
    "a: |",
    "a: 1\na: 2",
    "a: 1\n b: 2",
    "  a: 1\nb: 2",
    "a:\n  b: 1\n c: 2",
    "a:\n    - b\n  - c",
    "a: 1\n- b",
    "- a\nb: 1",
    "- a\n  b",
    "- 'a': b",
    "a:\n  - b\n  c: d",
    "a:\n- b\n - c",
    "a:\tb",
    "a: b\t# c",
    "\ta: b",
    "a: b\rc: d",
    "a: b\u{85}c",
    "\u{feff}a: b",
    "a: b\0",
    "a: b\u{7f}",
    "a: b\u{fffe}",
    "é: 1",
    "1: a",
    "true: a",
    "~: a",
    "<<: {a: 1}",
    "? a\n: b",
    ": a",
    "%YAML 1.2",
    "---\na: b",
    "a: b\n---\n",
    "a: b\n...\n",
];

/// Reads a text in both ways; true if it is plain.
#[track_caller]
fn is_read_alike(text: &str) -> bool {
    let plain = read(text);
    if let Some(node) = &plain {
        assert_eq!(Ok(node), parse_in_full(text).as_ref(), "{text:?}");
    }
    plain.is_some()
}

#[test]
fn both_ways_read_the_same() {
    for text in PLAIN {
        assert!(is_read_alike(text), "{text:?}");
    }
}

#[test]
fn the_unusual_is_left_to_the_other_way() {
    for text in LEFT {
        assert_eq!(read(text), None, "{text:?}");
    }
}

#[test]
fn what_is_too_much_is_left_to_the_other_way() {
    let plain = |count: usize| {
        let keys = (0..count).map(|key| format!("key-{key}: 1\n")).collect::<Vec<_>>().concat();
        let nested = (0..count).map(|level| format!("{}a:\n", " ".repeat(level))).collect::<Vec<_>>().concat();
        let flow = format!("a: {}{}\n", "[".repeat(count), "]".repeat(count));
        let name = format!("{}: 1\n", "a".repeat(count * 10));
        let apart = format!("a{}: 1\n", " ".repeat(count * 10));
        [keys, nested, flow, "- ".repeat(count), name, apart]
    };
    assert!(plain(14).iter().all(|text| is_read_alike(text)));
    assert!(plain(120).iter().all(|text| read(text).is_none()));
    assert!(is_read_alike(&format!("a:\n{}  b: 1\n", "# comment\n".repeat(1_000))));
    assert!(is_read_alike(&"- a\n".repeat(4_000)));
    assert_eq!(read(&"- a\n".repeat(6_000)), None);
    assert_eq!(read(&format!("a: {}\n", "b".repeat(10_000_000))), None);
}

/// A value, and how it is written.
#[derive(Debug, Clone)]
enum Tree {
    Line(String),
    Lines(&'static str, Vec<String>),
    List(Vec<(Tree, u8)>),
    Map(Vec<(String, Tree, u8)>),
}

/// A value that fits in a line.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9é—.$(/+=~_][a-zA-Z0-9é—\u{a0}\u{2028}.%/@'\"|>&*!?#=-]{0,12}( [a-z0-9(&*!'\"%@-]{1,5}){0,3}",
        2 => "[a-z]{1,5}:[a-z0-9/]{1,4}|-[a-z0-9.]{1,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9_]{1,4}[.e][0-9]{0,3}%?",
        2 => "'([a-z0-9:#,\\[\\]{} é\"\\\\-]|''){0,10}'",
        2 => "\"([a-z0-9:#,\\[\\]{} é'-]|\\\\[nt\"\\\\/]){0,10}\"",
        1 => select(vec!["", "~", "null", "Null", "NULL", "true", "no", ".inf", "0x1F", "1e999", "[]", "{}"]).prop_map(str::to_owned),
        2 => "\\[ ?([a-z0-9]{1,4}(:[a-z])? ?, ?){0,3}('x, y'|\"\\]\"|\\[a, b\\]|\\{c: d\\})? ?\\]",
        2 => "\\{ ?a(: [a-z0-9]{1,4})?( ?, ?b: ('x'|\\[1, 2\\]|\\{c: \\}|\"\\}\")?)?( ?, ?d)?(, e: )?,? ?\\}",
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    let text = prop::collection::vec("[a-z#:'\"\\[|-][a-z #:'\"—]{0,8}", 1..4);
    let leaf = prop_oneof![
        6 => line().prop_map(Tree::Line),
        1 => (select(vec!["|", ">", "|-", ">-"]), text).prop_map(|(mark, lines)| Tree::Lines(mark, lines)),
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        let key = select(vec!["id", "title", "key_results", "time to value", "A-b"]);
        prop_oneof![
            prop::collection::vec((inner.clone(), any::<u8>()), 1..4).prop_map(Tree::List),
            prop::collection::vec((key, inner, any::<u8>()), 1..5).prop_map(|entries| Tree::Map(named(entries))),
        ]
    })
}

/// Gives each entry of a map a key of its own.
fn named(entries: Vec<(&str, Tree, u8)>) -> Vec<(String, Tree, u8)> {
    entries.into_iter().enumerate().map(|(at, (key, tree, style))| (format!("{key}{at}"), tree, style)).collect()
}

/// Writes what stands behind a dash or colon, in its line and below it.
fn behind(start: &str, tree: &Tree, (indent, style): (usize, u8), out: &mut Vec<String>) {
    let comment = if style % 4 == 0 { " # a: 'b'" } else { "" };
    match tree {
        Tree::Line(text) => out.push(format!("{start} {text}{comment}")),
        Tree::Lines(mark, lines) => {
            out.push(format!("{start} {mark}"));
            out.extend(lines.iter().map(|line| format!("{:indent$}   {line}", "")));
        }
        _ => {
            out.push(format!("{start}{comment}"));
            let list = matches!(tree, Tree::List(_)) && start.ends_with(':');
            let deeper = if list { usize::from(style >> 4) % 4 } else { 1 + usize::from(style >> 4) % 4 };
            out.extend(written(tree, indent + deeper));
        }
    }
    match style & 15 {
        4 => out.push(String::new()),
        5 => out.push("# a comment: —".to_owned()),
        _ => {}
    }
}

/// Writes a list or a map from a column on.
fn written(tree: &Tree, indent: usize) -> Vec<String> {
    let mut out = Vec::new();
    match tree {
        Tree::List(items) => {
            for (item, style) in items {
                let block = matches!(item, Tree::List(_) | Tree::Map(_));
                if block && style % 2 == 0 {
                    let mut inner = written(item, indent + 2);
                    inner[0].replace_range(indent..=indent, "-");
                    out.extend(inner);
                } else {
                    behind(&format!("{:indent$}-", ""), item, (indent, *style), &mut out);
                }
            }
        }
        Tree::Map(entries) => {
            for (at, (key, value, style)) in entries.iter().enumerate() {
                // The first key stands behind a dash, where quotes are left to the other way.
                let quote = ["", "'", "\""][usize::from(style >> 6) % 3 * at.min(1)];
                behind(&format!("{:indent$}{quote}{key}{quote}:", ""), value, (indent, *style), &mut out);
            }
        }
        Tree::Line(_) | Tree::Lines(..) => {}
    }
    out
}

/// A whole front matter that is plain.
fn document() -> impl Strategy<Value = String> {
    (prop::collection::vec((Just("k"), tree(), any::<u8>()), 1..5), any::<u8>()).prop_map(|(entries, style)| {
        let lines = written(&Tree::Map(named(entries)), if style % 8 == 0 { 2 } else { 0 });
        let end = if style / 8 % 2 == 0 { "\r\n" } else { "\n" };
        lines.into_iter().map(|line| line + end).collect()
    })
}

/// What people write by mistake, or because YAML can do it.
const SLIPS: &[&str] = &[
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n  ",
    "\r",
    "\r\n",
    "\t",
    ":",
    ": ",
    " :",
    "#",
    " #",
    "-",
    "- ",
    "\n- ",
    "- - ",
    ",",
    ", ",
    "[",
    "]",
    "{",
    "}",
    "[a, b]",
    "{a: 1, b}",
    "[a: b]",
    "'",
    "''",
    "\"",
    "\\",
    "\\x",
    "? ",
    "&a ",
    "*a",
    "!t ",
    "|",
    ">",
    "|\n",
    ">-\n",
    "%x",
    "@x",
    "`",
    "~",
    "null",
    "---\n",
    "...\n",
    "<<: ",
    "a: b: c",
    "a:b",
    "a : b",
    "-x",
    "#x",
    "a #b",
    "a# b",
    "[a, b]c",
    "'x' y",
    "\"x",
    "key:value",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{3000}",
    "—",
    "\0",
    "\u{7f}",
    "😀",
    "1",
    "0x",
    "k0: ",
    "\"k0\"",
    "true",
    "=",
];

/// Puts slips in the place of some characters.
fn slipped(text: &str, slips: &[(Index, usize, &str)]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for (at, len, slip) in slips {
        let at = at.index(text.len() + 1);
        let end = text.len().min(at + len);
        text.splice(at..end, slip.chars());
    }
    text.into_iter().collect()
}

proptest! {
    #[test]
    fn what_is_plain_is_read(text in document()) {
        prop_assert!(is_read_alike(&text), "{text}");
    }

    #[test]
    fn what_is_nearly_plain_is_read_alike_or_left(
        text in document(),
        slips in prop::collection::vec((any::<Index>(), 0..4_usize, select(SLIPS)), 1..4),
    ) {
        is_read_alike(&slipped(&text, &slips));
    }

    #[test]
    fn whatever_is_read_is_read_alike(text in "([a-c]{1,2}: ?([a-z0-9 ,:#'\"~\\[\\]{}|>*&!é-]{0,12})\n( {1,4}(- )?[a-z0-9: ]{0,8}\n)?){1,4}") {
        is_read_alike(&text);
    }
}
