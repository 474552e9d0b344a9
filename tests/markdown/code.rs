//! Code blocks: what is marked, and that nothing else changes.

use backlit::document::markdown::{AsWritten, Highlighter, RenderOptions, Rendered, render};
use proptest::prelude::*;

fn rendered(body: &str) -> Rendered {
    render(body, &AsWritten, &Highlighter::new(), &RenderOptions::default())
}

fn html(body: &str) -> String {
    rendered(body).html.trim_end().to_owned()
}

fn marked(info: &str, code: &str) -> String {
    let mut out = String::new();
    Highlighter::new().highlight(info, code, &mut out);
    out.replace("<span class=\"hl-", "{").replace("\">", ":").replace("</span>", "}")
}

#[test]
fn code_is_marked_by_kind() {
    let cases = [
        ("yaml", "id: SRCH-1 # x\n- a b: true\n", "{a:id}: SRCH-1 {c:# x}\n- {a:a b}: {n:true}\n"),
        ("json", "{\"a\": [1.5, null, \"b\"]}", "{{a:\"a\"}: [{n:1.5}, {n:null}, {s:\"b\"}]}"),
        ("toml", "[a]\nb-c = 'd'", "{m:[a]}\n{a:b-c} = {s:'d'}"),
        (
            "rust,ignore",
            "fn f(x: &'a str) -> Vec<u8> { g!('\\n') }",
            "{k:fn} {f:f}(x: &amp;'a {t:str}) -&gt; {t:Vec}&lt;{t:u8}&gt; { {f:g}!({s:'\\n'}) }",
        ),
        ("sh", "echo \"$A\" don't # x", "{t:echo} {s:\"$A\"} don't {c:# x}"),
        ("console", "$ git add\nok", "{m:$} {t:git} add\nok"),
        ("diff", "@@ x\n+a\n-b\n c", "{m:@@ x}\n{i:+a}\n{d:-b}\n c"),
        ("sql", "SELECT a FROM b -- c", "{k:SELECT} a {k:FROM} b {c:-- c}"),
        ("html", "<a b='c'>d</a>", "&lt;{k:a} {a:b}={s:'c'}&gt;d&lt;/{k:a}&gt;"),
        ("python", "@x\ndef f(): \"\"\"a\n\"\"\"", "{a:@x}\n{k:def} {f:f}(): {s:\"\"\"a\n\"\"\"}"),
        ("nothing", "if 1", "if 1"),
    ];
    for (info, code, expected) in cases {
        assert_eq!(marked(info, code), expected, "{info}");
    }
}

#[test]
fn code_blocks_name_only_sound_languages() {
    assert_eq!(
        html("```mermaid\nA --> B\n```"),
        "<pre tabindex=\"0\"><code class=\"language-mermaid\">A --&gt; B\n</code></pre>"
    );
    assert_eq!(html("    x"), "<pre tabindex=\"0\"><code>x</code></pre>");
    assert_eq!(html("```a\"b\nx\n```"), "<pre tabindex=\"0\"><code>x\n</code></pre>");
    assert!(rendered("```\n```").has_code && !rendered("`a`").has_code);
}

const LANGUAGES: [&str; 35] = [
    "yaml",
    "json",
    "toml",
    "ini",
    "sh",
    "console",
    "diff",
    "rust",
    "python",
    "js",
    "tsx",
    "go",
    "java",
    "kotlin",
    "c",
    "cpp",
    "cs",
    "ruby",
    "php",
    "sql",
    "html",
    "xml",
    "css",
    "markdown",
    "dockerfile",
    "graphql",
    "protobuf",
    "makefile",
    "powershell",
    "swift",
    "hcl",
    "terraform",
    "solidity",
    "bash",
    "typescript",
];

const PIECES: [&str; 44] = [
    "\"", "'", "`", "\\", "\n", "#", "//", "/*", "*/", "<!--", "-->", "<a ", ">", "</", "=", ":", "$", "${", "}", "@",
    "r#\"", "\"#", "\"\"\"", "--", "if", "x1", "0x1f", "1.", " ", "\t", "é", "名", "\u{301}", "-", "+", "[", "(", "$ ",
    "true", "\r\n", "&", "..", "٣", "a٣",
];

fn code() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned), any::<String>()],
        0..30,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn marking_changes_no_character(code in code()) {
        let highlighter = Highlighter::new();
        for language in LANGUAGES {
            let mut out = String::new();
            highlighter.highlight(language, &code, &mut out);
            let mut plain = String::new();
            for part in out.split("<span class=\"hl-") {
                plain.push_str(if plain.is_empty() && out.starts_with(part) { part } else { part.get(3..).unwrap_or("") });
            }
            let plain = plain.replace("</span>", "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            prop_assert_eq!(&plain, &code, "{}", language);
        }
    }
}
