//! Twice as much takes about twice as long: in bytes that are written, and in the time of the processor.

use crate::support::{AS_OF, Project, tree};

/// How much larger the second input is.
const TIMES: usize = 4;
/// The most that its work may be: linear work is 4 times as much, quadratic 16 times.
const MOST: f64 = 9.0;
/// Less than this is lost in what every run takes, in seconds.
const LEAST: f64 = 0.08;

/// Makes an input of a size.
type Make = fn(Project, usize) -> Project;

/// Inputs that were slow once, or are of the kind, each with a size that takes some tenths of a second.
const INPUTS: [(&str, usize, Make); 22] = [
    ("teams, owners, products and initiatives of their own", 110, |project, n| {
        each(project, n, |i| format!("owner: o{i}\nteam: t{i}\nproduct: p{i}\ninitiative: i{i}"))
    }),
    ("a cycle", 120, |project, n| each(project, n, |i| format!("depends_on: [A-{}]", (i + 1) % n))),
    ("a chain", 100, |project, n| each(project, n, |i| format!("depends_on: [A-{}]", i + 1))),
    ("all wait for one", 120, |project, n| each(project, n, |_| "depends_on: [A-0]".to_owned())),
    ("kinds, states and tags of their own", 100, |project, n| {
        each(project, n, |i| format!("type: y{i}\nstatus: s{i}\ntags: [g{i}]"))
    }),
    ("one id", 100, |project, n| {
        (0..n).fold(project, |project, i| project.file(&format!("epics/x{i}.md"), "---\nid: A-1\ntitle: T\n---\n"))
    }),
    ("owners of one epic", 1_000, |project, n| project.epic("A-1", &format!("owner: [{}]", list(n, "o")))),
    ("tags of one epic", 2_000, |project, n| project.epic("A-1", &format!("tags: [{}]", list(n, "t")))),
    ("prerequisites that are not there", 600, |project, n| {
        project.epic("A-1", &format!("depends_on: [{}]", list(n, "B-")))
    }),
    ("outcomes of one epic", 250, |project, n| {
        let outcome = |i| format!("  - {{ metric: m{i}, baseline: 1, target: 2, by: 2025-01-01 }}\n");
        project.epic("A-1", &format!("outcomes:\n{}", joined(n, outcome)))
    }),
    ("outcomes of one epic in each of many commits", 40, |project, n| {
        let write = |project: &Project, commit: usize| {
            let outcome = |i| format!("  - {{ metric: m{i}, baseline: 1, target: {}, by: 2025-01-01 }}\n", 2 + commit);
            project
                .write("epics/A-1.md", format!("---\nid: A-1\nstatus: idea\noutcomes:\n{}---\n", joined(n, outcome)));
        };
        write(&project, 0);
        let project = project.git();
        for commit in 1..25 {
            write(&project, commit);
            project.git_run(&["commit", "--quiet", "--all", "--message", "x"]);
        }
        project
    }),
    ("key results of one objective", 250, |project, n| {
        let result = |i| format!("  - {{ id: k{i}, metric: m{i}, baseline: 1, target: 2 }}\n");
        let results: String = joined(n, result);
        project.file("objectives/O-1.md", format!("---\nid: O-1\ntitle: O\nkey_results:\n{results}---\n"))
    }),
    ("entities", 50_000, |project, n| project.file("wiki/a.md", format!("# A {0}\n\n{0}\n", "&amp;".repeat(n)))),
    ("links to one page", 3_000, |project, n| project.file("wiki/a.md", "[[A-1]] [x](b.md) ".repeat(n))),
    ("names that lead nowhere", 2_000, |project, n| project.file("wiki/a.md", joined(n, |i| format!("[[no{i}]] ")))),
    ("headings of one text", 3_000, |project, n| project.file("wiki/a.md", "# Same\n\n".repeat(n))),
    ("comments that allow nothing", 1_500, |project, n| project.file("wiki/a.md", "<!-- backlit: x -->\n".repeat(n))),
    ("mistakes in a list that prose asks for", 3_000, |project, n| {
        project.file("wiki/a.md", format!("```backlit\n{}```\n", joined(n, |i| format!("kye{i}: x\n"))))
    }),
    ("links to parts that are not there", 60, |project, n| {
        (0..n).fold(project, |project, i| {
            let links = joined(20, |j| format!("[x](p{}.md#prat-{j}) ", (i + j) % n));
            project.file(&format!("wiki/p{i}.md"), joined(50, |j| format!("## Part {j}\n\n")) + &links)
        })
    }),
    ("collections", 120, |project, n| {
        let rules = joined(4 * n, |i| format!("[[collections]]\nkind = \"epic\"\npaths = [\"x{i}/**\"]\n"));
        each(project.file("backlit.toml", rules), n, |_| String::new())
    }),
    ("rules for some files and dead links", 40, |project, n| {
        let table = |i| format!("[[rules_for]]\npaths = [\"x{i}/**/*.md\"]\nrules = {{ broken-link = \"off\" }}\n");
        let project = project.file("backlit.toml", joined(4 * n, table));
        (0..n).fold(project, |project, i| {
            project.file(&format!("wiki/p{i}.md"), joined(50, |j| format!("[a](no{j}.md) ")))
        })
    }),
    ("patterns", 250, |project, n| {
        let patterns: String = joined(n, |i| format!("\"x{i}/**/*.md\", "));
        project.file("backlit.toml", format!("[site]\nexclude = [{patterns}]\n"))
    }),
];

/// Writes epics that differ in their front matter.
fn each(project: Project, n: usize, matter: impl Fn(usize) -> String) -> Project {
    (0..n).fold(project, |project, i| project.epic(&format!("A-{i}"), &matter(i)))
}

/// Writes names with commas between.
fn list(n: usize, name: &str) -> String {
    joined(n, |i| format!("{name}{i}, "))
}

/// Writes one piece of text after the other.
fn joined(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |text, i| text + &piece(i))
}

/// Builds and measures: the bytes of the site, and the seconds that the processor worked.
fn work(project: &Project) -> (f64, f64) {
    let script = format!("'{}' build --as-of {AS_OF} >/dev/null 2>&1; times", env!("CARGO_BIN_EXE_backlit"));
    let output = project.command("sh", &project.root()).args(["-c", &script]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let children =
        said.lines().nth(1).and_then(|line| line.split_whitespace().next()).unwrap_or_else(|| panic!("{said}"));
    let (minutes, seconds) = children.trim_end_matches('s').split_once('m').unwrap();
    let seconds = minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap();
    let bytes: usize = tree(&project.at("_site")).values().map(Vec::len).sum();
    assert!(bytes > 0, "{said}");
    (f64::from(u32::try_from(bytes).unwrap()), seconds)
}

#[test]
fn twice_as_much_takes_no_more_than_little_over_twice_as_long() {
    let start = || Project::new().epic("GOOD-1", "").file("wiki/b.md", "# B\n");
    let (usual_bytes, usual_seconds) = work(&start());
    let mut slow = Vec::new();
    for (name, n, make) in INPUTS {
        let (small, large) = (make(start(), n), make(start(), n * TIMES));
        // A machine that is busy may be slow once; what is quadratic is so every time.
        let is_fine = (0..3).any(|_| {
            let (small, large) = (work(&small), work(&large));
            let bytes = (large.0 - usual_bytes) / (small.0 - usual_bytes).max(4096.0);
            let seconds = (large.1 - usual_seconds) / (small.1 - usual_seconds).max(LEAST);
            bytes < MOST && seconds < MOST
        });
        if !is_fine {
            slow.push(name);
        }
    }
    assert_eq!(slow, Vec::<&str>::new());
}
