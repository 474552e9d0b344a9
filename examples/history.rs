//! Writes a generated history of a backlog: `cargo run --example history -- COMMITS EPICS | git fast-import` in an
//! empty repository. The same numbers give the same bytes.

use std::io::{BufWriter, Error, Write};

/// The states that epics go through.
const STATES: [&str; 6] = ["idea", "ready", "in-progress", "review", "in-progress", "done"];
/// The words that prose is made of.
const WORDS: [&str; 24] = [
    "search",
    "latency",
    "partner",
    "feed",
    "because",
    "customers",
    "wait",
    "until",
    "every",
    "release",
    "measured",
    "weekly",
    "against",
    "the",
    "baseline",
    "of",
    "spring",
    "and",
    "then",
    "decide",
    "what",
    "comes",
    "next",
    "together",
];
/// How many lines of prose a document has.
const LINES: usize = 180;

/// Draws numbers that look random and are always the same.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }

    fn line(&mut self) -> String {
        let words: Vec<&str> = (0..10).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }
}

/// A document as it is now.
struct Epic {
    id: usize,
    state: usize,
    folder: &'static str,
    owner: usize,
    prose: Vec<String>,
}

impl Epic {
    fn path(&self) -> String {
        format!("wiki/epics/{}/EPIC-{}.md", self.folder, self.id)
    }

    fn text(&self) -> String {
        let (id, state, owner) = (self.id, STATES[self.state], self.owner);
        let team = id % 7;
        let head = format!(
            "id: EPIC-{id}\ntitle: Epic number {id}\ntype: feature\nstatus: {state}\nowner: \"@person{owner}\"\nteam: team-{team}\n"
        );
        let scores =
            format!("scores: {{ impact: {}, effort: {}, risk: 3, time_to_value: 4 }}\n", id % 9 + 1, id % 7 + 1);
        let outcome =
            "outcomes:\n  - metric: Search success rate\n    baseline: 70%\n    target: 90%\n    by: 2025-06-30\n";
        format!("---\n{head}{scores}{outcome}---\n\n# Epic number {id}\n\n{}\n", self.prose.join("\n"))
    }
}

/// Changes a document: mostly its prose, often its state, now and then its place or its owner.
fn change(epic: &mut Epic, draw: &mut Draw) {
    match draw.below(10) {
        0..4 => epic.state = (epic.state + 1).min(STATES.len() - 1),
        4 => epic.folder = if epic.folder == "now" { "later" } else { "now" },
        5 => epic.owner = draw.below(40),
        _ => {
            let at = draw.below(LINES);
            epic.prose[at] = draw.line();
        }
    }
}

fn main() -> Result<(), Error> {
    #[expect(clippy::disallowed_methods, reason = "an example reads its own arguments")]
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|number| number.parse().ok()).collect();
    let [commits, epics] = numbers[..] else {
        return Err(Error::other("usage: history COMMITS EPICS"));
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut draw = Draw(7);
    let mut all: Vec<Epic> = Vec::new();
    for commit in 0..commits {
        let when = 1_420_070_400 + commit * 40_000;
        let who = format!("Person {} <p{}@example.org> {when} +0000", commit % 40, commit % 40);
        writeln!(out, "commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata 8\nA change")?;
        if commit * epics / commits >= all.len() {
            let prose = (0..LINES).map(|_| draw.line()).collect();
            all.push(Epic { id: all.len() + 1, state: 0, folder: "later", owner: draw.below(40), prose });
            write_file(&mut out, &all[all.len() - 1])?;
            continue;
        }
        for _ in 0..=usize::from(draw.below(8) == 0) {
            let at = draw.below(all.len());
            let before = all[at].path();
            change(&mut all[at], &mut draw);
            if before != all[at].path() {
                writeln!(out, "D {before}")?;
            }
            write_file(&mut out, &all[at])?;
        }
        if draw.below(5) == 0 {
            let code = draw.line();
            writeln!(out, "M 100644 inline src/part{}.rs\ndata {}\n{code}", draw.below(300), code.len())?;
        }
    }
    out.flush()
}

/// Writes a document into the commit at hand.
fn write_file(out: &mut impl Write, epic: &Epic) -> Result<(), Error> {
    let text = epic.text();
    writeln!(out, "M 100644 inline {}\ndata {}\n{text}", epic.path(), text.len())
}
