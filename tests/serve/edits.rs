//! Any sequence of edits gives exactly what a fresh build would give.

use super::{Preview, without_script};
use crate::support::{AS_OF, Project};
use std::fs;
use std::path::Path;

/// A small generator of numbers, the same in every run.
pub(super) struct Numbers(u64);

impl Numbers {
    /// Starts it anywhere.
    pub(super) const fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// Gives a number below an end.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// Changes something, and says what.
fn edit(project: &Project, numbers: &mut Numbers, step: usize) -> String {
    let mut files: Vec<_> = fs::read_dir(project.at("epics")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    let file = files[numbers.below(files.len())].clone();
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    let text = fs::read_to_string(&file).unwrap_or_default();
    let kind = numbers.below(EDITS.len());
    EDITS[kind].1(project, (&file, &text), step);
    format!("{} of {name}", EDITS[kind].0)
}

/// A change of a project, or of one of its epics.
type Edit = fn(&Project, (&Path, &str), usize);

/// Every way in which a project is changed.
const EDITS: &[(&str, Edit)] = &[
    ("title", |_, (file, text), step| fs::write(file, text.replace("title:", &format!("title: Step {step}"))).unwrap()),
    ("scores", |_, (file, text), _| {
        fs::write(file, text.replace("impact: 2", "impact: 4").replace("impact: 6", "impact: 9")).unwrap();
    }),
    ("deletion", |_, (file, _), _| fs::remove_file(file).unwrap()),
    ("rename", |project, (file, _), step| fs::rename(file, project.at(&format!("epics/renamed-{step}.md"))).unwrap()),
    ("folder", |project, (file, _), step| {
        project.write(&format!("epics/later-{step}/README.md"), format!("---\ntitle: Later {step}\n---\n"));
        fs::rename(file, project.at(&format!("epics/later-{step}/moved-{step}.md"))).unwrap();
    }),
    ("new epic", |project, _, step| {
        let text = format!("---\ntitle: New {step}\nstatus: ready\ndepends_on: [E-3]\n---\nWhy [[E-2]].\n");
        project.write(&format!("epics/new-{step}.md"), text);
    }),
    ("broken front matter", |_, (file, text), _| fs::write(file, text.replacen("---", "---\n\tbroken", 1)).unwrap()),
    ("prose", |project, (file, text), step| {
        let other = project.at("epics/.saved.tmp");
        fs::write(&other, format!("{text}\nSaved as editors do, step {step}: [[E-{}]].\n", step % 9)).unwrap();
        fs::rename(other, file).unwrap();
    }),
    ("heading and link", |_, (file, text), step| {
        fs::write(file, format!("{text}\n## Part {step}\n\n[it](#part-{}) and [other](E-1.md#why)\n", step % 3))
            .unwrap();
    }),
    ("allowance", |_, (file, text), _| {
        fs::write(file, format!("{text}\n<!-- backlit: allow-file(no-outcome) because it is small -->\n")).unwrap();
    }),
    ("live list", |_, (file, text), _| fs::write(file, format!("{text}\n```backlit\nkind: epic\n```\n")).unwrap()),
    ("private", |_, (file, text), _| fs::write(file, text.replacen("---\n", "---\npublish: false\n", 1)).unwrap()),
    ("page", |project, _, step| {
        project.write(&format!("wiki/more/page-{step}.md"), format!("# Page {step}\n\n[back](../index.md)\n"));
    }),
    ("template", |project, _, step| {
        project.write("templates/component/panel.html", format!("{}<!-- {step} -->\n", panel()));
    }),
    ("theme", |project, _, step| {
        project.write("themes/own/theme.toml", OWN_THEME);
        project.write("themes/own/static/own.css", format!("main {{ margin: {step}px }}\n"));
        project.write("backlit.toml", "[site]\ntitle = \"Own\"\ntheme = \"own\"\n");
    }),
    ("configuration", |project, _, step| {
        let text = format!("[site]\ntitle = \"Step {step}\"\n\n[ranking]\nweights = {{ impact = {} }}\n", step % 3 + 1);
        project.write("backlit.toml", text);
    }),
    ("commit", |project, _, _| {
        project.git_says(".", &["add", "--all"]);
        project.git_says(".", &["commit", "--quiet", "--allow-empty", "--message", "So far"]);
    }),
    ("branch", |project, _, step| {
        project.git_says(".", &["add", "--all"]);
        project.git_says(".", &["commit", "--quiet", "--allow-empty", "--message", "Before the branch"]);
        project.git_says(".", &["branch", &format!("at-{step}")]);
        project.git_says(".", &["checkout", "--quiet", "--force", if step % 2 == 0 { "first" } else { "second" }]);
    }),
];

/// A theme that stands over another one.
const OWN_THEME: &str = "name = \"own\"\ntitle = \"Own\"\ndescription = \"Ours\"\nextends = \"paper\"\napi = 1\nmin_version = \"0.1.0\"\nstyles = [\"base.css\", \"own.css\"]\nscheme_script = \"theme.js\"\nscript = \"backlit.js\"\n";

/// Gives the component that the edits replace by itself.
fn panel() -> String {
    fs::read_to_string(crate::support::repository("templates/component/panel.html")).unwrap()
}

/// A small backlog in git, with two more branches.
fn edited() -> Project {
    let mut project = Project::new()
        .file("wiki/index.md", "# Home\n\n[[E-1]] and [a page](ways.md)\n")
        .file("wiki/ways.md", "# Ways\n");
    for n in 1..9 {
        let scores = format!(
            "status: ready\nscores: {{ impact: {n}, effort: 3, risk: 7, time_to_value: 8 }}\ndepends_on: [E-{}]",
            n % 8 + 1
        );
        project = project.epic(&format!("E-{n}"), &scores);
    }
    let project = project.git();
    project.git_says(".", &["branch", "first"]);
    project.git_says(".", &["checkout", "--quiet", "-b", "second"]);
    project.write("epics/E-2.md", "---\nid: E-2\ntitle: Of the second\nstatus: in-progress\n---\n");
    project.git_says(".", &["commit", "--quiet", "--all", "--message", "Another way"]);
    project
}

/// Compares every file of the site with that of a fresh build.
pub(super) fn is_fresh(project: &Project, preview: &Preview, what: &str) {
    let run = project.run(["build", "--as-of", AS_OF, "--no-cache", "--output", "../fresh"]);
    assert_eq!(run.code, 0, "after {what}: {run}");
    let fresh = crate::support::Site::read(&project.root().join("../fresh"));
    preview.until(|preview| {
        for (path, bytes) in fresh.files.iter().filter(|(path, _)| !path.starts_with('.')) {
            let served = preview.get(&format!("/{}", path.replace(' ', "%20")));
            let body = without_script(&served.body);
            if body.as_bytes() != &**bytes && served.body != **bytes {
                return Err(format!("after {what}: {path} ({})", served.status));
            }
        }
        Ok(())
    });
}

#[test]
fn random_edits_show_what_a_fresh_build_would_write() {
    for seed in [7, 8] {
        let project = edited();
        let preview = Preview::start(&project, &[]);
        let mut numbers = Numbers::of(seed);
        for step in 0..15 {
            let what = edit(&project, &mut numbers, step);
            is_fresh(&project, &preview, &format!("seed {seed}, step {step}, {what}"));
        }
    }
}

#[test]
fn each_edit_by_itself_shows_what_a_fresh_build_would_write() {
    let project = edited();
    let preview = Preview::start(&project, &[]);
    for (step, (name, edit)) in EDITS.iter().enumerate() {
        let file = project.at("epics/E-4.md");
        let text = format!("---\nid: E-4\ntitle: Four\nstatus: ready\nscores: {{ impact: 2 }}\n---\nStep {step}.\n");
        fs::write(&file, &text).unwrap();
        edit(&project, (&file, &text), step);
        is_fresh(&project, &preview, name);
    }
}

#[test]
fn a_commit_is_a_change_where_the_folder_is_a_part_of_its_repository() {
    let project = Project::new().file("README.md", "# Code\n").git();
    project.write("wiki/backlit.toml", "[site]\ntitle = \"Wiki\"\n");
    project.write("wiki/epics/A-1.md", "---\nid: A-1\ntitle: Faster\nstatus: ready\n---\nWhy.\n");
    let preview = Preview::of(&project, "wiki", &[]);
    let fresh = |place: &str| {
        let run = project.run(["build", "wiki", "--as-of", AS_OF, "--no-cache", "--output", place]);
        assert_eq!(run.code, 0, "{run}");
        crate::support::Site::read(&project.at(place)).text("epics/a-1.html").to_owned()
    };
    let served = |preview: &Preview| without_script(&preview.get("/epics/a-1.html").body);
    let before = fresh("../before");
    assert_eq!(served(&preview), before);
    project.git_says(".", &["add", "--all"]);
    project.git_says(".", &["commit", "--quiet", "--message", "Write down what should change"]);
    let after = fresh("../after");
    assert_ne!(before, after, "the page says when the epic was written down");
    preview.until(|preview| if served(preview) == after { Ok(()) } else { Err("the page is as before".to_owned()) });
}

#[test]
fn a_history_that_is_cut_or_replaced_where_it_stands_is_read_again() {
    let project = edited();
    for state in ["in-progress", "done"] {
        project.write("epics/Z-1.md", format!("---\nid: Z-1\ntitle: Last\nstatus: {state}\n---\n"));
        project.git_run(&["add", "--all"]);
        project.git_run(&["commit", "--quiet", "--message", state]);
    }
    let preview = Preview::start(&project, &[]);
    is_fresh(&project, &preview, "a whole history");
    let ends = project.at(".git/shallow");
    fs::write(&ends, project.git_says(".", &["rev-parse", "HEAD"])).unwrap();
    is_fresh(&project, &preview, "one that is cut");
    fs::remove_file(&ends).unwrap();
    is_fresh(&project, &preview, "the whole of it again");
    project.git_run(&["replace", "HEAD", "HEAD~1"]);
    is_fresh(&project, &preview, "a commit for which another one stands");
    project.git_run(&["replace", "--delete", "HEAD"]);
    is_fresh(&project, &preview, "itself again");
}

#[test]
fn what_holds_for_the_whole_folder_is_said_once() {
    let mark = "backlog/config.yml";
    let project = Project::new().file(mark, "project_name: Shop\n").file("backlog/docs/a.md", "# One\n");
    let preview = Preview::start(&project, &[]);
    let page = |preview: &Preview, title: &str| {
        let body = String::from_utf8(preview.get("/wiki.html").body).unwrap();
        if body.contains(title) { Ok(()) } else { Err(body) }
    };
    preview.until(|preview| page(preview, "One"));
    for title in ["Two", "Three"] {
        project.write("backlog/docs/a.md", format!("# {title}\n"));
        preview.until(|preview| page(preview, title));
    }
    project.write("backlog/docs/b.md", "[nowhere](c.md)\n");
    for title in ["Four", "Five"] {
        project.write("backlog/docs/a.md", format!("# {title}\n"));
        preview.until(|preview| page(preview, title));
    }
    for title in ["Shop", "Stall"] {
        project.write(mark, format!("project_name: {title}\n"));
        preview.until(|preview| page(preview, &format!("<title>Wiki · {title}")));
    }
    let said = fs::read_to_string(project.at("../said.txt")).unwrap();
    assert_eq!(said.matches("leads nowhere").count(), 1, "{said}");
    assert_eq!(said.matches("preset `backlog-md`").count(), 1, "{said}");
}

#[test]
fn a_mistake_keeps_the_last_good_page_and_the_server() {
    let project = Project::new().file("backlit.toml", "[site]\ntitle = \"First\"\n").epic("A-1", "status: ready");
    let preview = Preview::start(&project, &[]);
    let shows = |preview: &Preview, text: &str| {
        let body = String::from_utf8(preview.get("/").body).unwrap();
        if body.contains(text) { Ok(()) } else { Err(format!("no {text}")) }
    };
    preview.until(|preview| shows(preview, "First"));
    project.write("backlit.toml", "[site]\ntitel = \"Second\"\n");
    project.write("epics/A-2.md", "---\nid: A-2\ntitle: Later\nstatus: idea\n---\n");
    preview.until(|preview| shows(preview, "First"));
    project.write("backlit.toml", "[site]\ntitle = \"Third\"\n");
    preview.until(|preview| shows(preview, "Third"));
    let page = preview.get("/epics/a-2.html");
    assert_eq!(page.status, 200);
}

#[test]
fn prose_alone_reaches_everything_that_reads_it() {
    let project = Project::new()
        .file("wiki/index.md", "# Home\n\n[ways](ways.md#second), [all](ways.md#ways) and [one](one.md)\n")
        .file("wiki/ways.md", "# Ways\n\n## Second\n\n[home](index.md)\n")
        .file("wiki/one.md", "# One\n\n[home](index.md)\n")
        .epic("A-1", "status: ready\noutcomes:\n  - metric: Ship the service");
    let preview = Preview::start(&project, &[]);
    let epic = fs::read_to_string(project.at("epics/A-1.md")).unwrap();
    let saves = [
        (
            "a part that another page links to goes",
            "wiki/ways.md",
            "# Ways\n\n## Third\n\n[home](index.md)\n".to_owned(),
        ),
        ("and comes back", "wiki/ways.md", "# Ways\n\n## Second\n\n[home](index.md)\n".to_owned()),
        (
            "a title is no heading any more",
            "wiki/ways.md",
            "---\ntitle: Other\n---\n# Ways\n\n## Second\n\n[home](index.md)\n".to_owned(),
        ),
        ("a page is linked to no more", "wiki/index.md", "# Home\n\n[ways](ways.md#second)\n".to_owned()),
        ("a link leads nowhere", "wiki/one.md", "# One\n\n[home](index.md) [gone](gone.md)\n".to_owned()),
        ("a link leads to a file", "wiki/one.md", "# One\n\n[home](index.md) ![a](a.png)\n".to_owned()),
        ("the first paragraph", "wiki/one.md", "# One\n\nAnother summary.\n".to_owned()),
        (
            "an allowance",
            "epics/A-1.md",
            format!("{epic}\n<!-- backlit: allow-file(output-not-outcome) because we know -->\n"),
        ),
        (
            "an allowance without a reason",
            "epics/A-1.md",
            format!("{epic}\n<!-- backlit: allow-file(output-not-outcome) -->\n"),
        ),
        (
            "an allowance that allows nothing",
            "wiki/one.md",
            "# One\n\n<!-- backlit: allow(no-outcome) because so -->\nText.\n".to_owned(),
        ),
        ("a mention", "wiki/one.md", "# One\n\n[[A-1]] and [[A-2]]\n".to_owned()),
        ("a title from a heading", "wiki/one.md", "# Other\n\n[[A-1]]\n".to_owned()),
        ("blanks at the end of a line", "epics/A-1.md", format!("{epic}\nText. \n")),
        ("nothing", "epics/A-1.md", epic.clone()),
    ];
    project.write("wiki/a.png", b"\x89PNG");
    for (what, path, text) in saves {
        project.write(path, text);
        is_fresh(&project, &preview, what);
    }
}
