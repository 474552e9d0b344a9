//! Text that is made to run somewhere: in a page, in a terminal, in a service that reads the log.

use super::{beside_a_good_epic, survives};

/// Text for every field: script, closed tags, quotes, templates, terminal escapes, workflow commands, formulas.
const TEXTS: [&str; 16] = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</main></body><iframe src=javascript:alert(1)>",
    "<svg onload=alert(1)>",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "[[<img src=x onerror=alert(1)>]]",
    "{{ 777 * 777 }}{% raw %}",
    "<!--<script>",
    "]]></style><script>alert(1)</script>",
    "\u{1b}]0;owned\u{7}\u{1b}[31m",
    "::error::owned\n::add-mask::x",
    "##[group]owned",
    "=cmd|' /C calc'!A0",
];

/// Writes a text as a YAML string.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\x{:02x}", c as u32),
            c => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

/// Writes an epic of which every field holds a text.
fn epic(text: &str) -> String {
    let text = quoted(text);
    format!(
        "---\nid: {text}\ntitle: {text}\nowner: {text}\nteam: {text}\nproduct: {text}\nstatus: {text}\ntype: {text}\n\
         tags: [{text}]\ndepends_on: [{text}]\ninitiative: {text}\nkey_results: [{text}]\nestimate: {text}\n\
         confidence: {text}\nscores: {{ impact: {text}, {text}: 3 }}\ncost_of_delay: {{ per_week: {text}, urgency: {text} }}\n\
         requested_by: {{ team: {text}, by: {text} }}\n\
         outcomes:\n  - {{ metric: {text}, baseline: {text}, target: {text}, by: {text}, source: {text}, owner: {text}, learned: {text} }}\n  \
         - {{ metric: {text}, baseline: 1, target: 2, by: 2025-01-01, actuals: [{{ on: 2025-01-01, value: {text} }}] }}\n\
         agreement: {{ reason: {text}, impact: {text}, cause: {text}, trigger: {text} }}\n{text}: {text}\n---\n"
    )
}

#[test]
fn no_field_of_an_epic_runs_anywhere() {
    for text in TEXTS {
        let project = beside_a_good_epic().file("epics/bad.md", epic(text) + text);
        let (_, site) = survives(&project);
        let page = site.text("epics/good-1.html").to_owned() + site.text("problems.html");
        assert!(!page.contains("<script>alert") && !page.contains("603729"), "{text}");
    }
}

#[test]
fn no_field_of_another_document_runs_anywhere() {
    for text in TEXTS {
        let value = quoted(text);
        let common = format!("id: {value}\ntitle: {value}\nowner: {value}\ntags: [{value}]\n");
        let project = beside_a_good_epic()
            .file("teams/bad.md", format!("---\n{common}members: [{value}]\ncapacity: {value}\n---\n{text}\n"))
            .file("initiatives/bad.md", format!("---\n{common}x: 1\nsponsor: {value}\n---\n{text}\n").replace("id: ", "id: I"))
            .file("objectives/bad.md", format!("---\ntitle: {value}\nperiod: {value}\nlevel: {value}\nkey_results: [{{ id: {value}, metric: {value} }}]\n---\n"))
            .file("sprints/bad.md", format!("---\ntitle: {value}\ngoal: {value}\nstarts: {value}\nresult: {value}\n---\n"))
            .file("value-streams/bad.md", format!("---\ntitle: {value}\nproduct: {value}\nsteps: [{{ name: {value}, process: {value} }}]\n---\n"))
            .file("wiki/bad.md", format!("---\ntitle: {value}\nnav_order: {value}\n---\n# {text}\n\n{text}\n\n```{text}\n{text}\n```\n"));
        survives(&project);
    }
}

#[test]
fn the_sites_own_words_do_not_run_either() {
    for text in TEXTS {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let toml = text.replace('\\', "\\\\").replace('"', "\\\"");
        let project = beside_a_good_epic().file(
            "backlit.toml",
            format!("[site]\ntitle = \"{toml}\"\ndescription = \"{toml}\"\nlanguage = \"{toml}\"\n"),
        );
        survives(&project);
    }
}

#[test]
fn active_drawings_are_not_published() {
    let project = beside_a_good_epic()
        .file("wiki/page.md", "![a](bad.svg) ![b](good.svg) ![c](odd.svg)\n")
        .file("wiki/odd.svg", b"\xff\xfe<\0s\0v\0g\0/\0>\0")
        .file("wiki/bad.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")
        .file("wiki/good.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"1\" height=\"1\"/></svg>");
    let site = super::names(&project, &[("active-drawing", "wiki/bad.svg"), ("active-drawing", "wiki/odd.svg")]);
    let copies: Vec<&String> = site.files.keys().filter(|path| path.starts_with("files/")).collect();
    assert_eq!(copies, ["files/wiki/good.svg"]);
    assert!(site.text("wiki/page.html").contains("no UTF-8 text"));
}
