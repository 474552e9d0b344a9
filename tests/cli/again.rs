//! A site that is built again where it stands: the same bytes as one that is made from nothing, whatever changed since.

use crate::support::{AS_OF, Project, tree};
use std::fs;
use std::path::Path;

/// The example with so many more documents that a build notes what it made.
fn large() -> Project {
    let mut project = Project::example();
    for at in 0..520 {
        let text = format!("# Note {at}\n\nSee [the next](n-{}.md), [[GROW-{}]].\n\nThe rest.\n", at + 1, at % 20);
        project = project.file(&format!("wiki/notes/n-{at}.md"), text);
    }
    project
}

/// The same, left alone for as long as it takes until nobody can write a file of it again that looks the same.
fn settled() -> Project {
    let project = large();
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    project
}

/// Builds where the site stands and from nothing, with more options, and expects the same sites; tells whether
/// nothing was written where it stands.
#[track_caller]
fn like_fresh(project: &Project, what: &str, options: &[&str]) -> bool {
    let build = |more: &[&str]| {
        let run = project.run_in(&project.root(), &[&["build", "--as-of", AS_OF], options, more].concat());
        assert_eq!(run.code, 0, "{what}: {run}");
        run
    };
    let run = build(&[]);
    build(&["--no-cache", "-o", "../fresh"]);
    let (stands, fresh) = (tree(&project.at("_site")), tree(&project.at("../fresh")));
    assert!(stands.keys().eq(fresh.keys()), "{what}: other files");
    let differs: Vec<&String> =
        fresh.iter().filter(|(path, bytes)| stands[*path] != **bytes).map(|(it, _)| it).collect();
    assert!(differs.is_empty(), "{what}: {differs:?} are not what a build from nothing makes");
    run.stdout.contains("(nothing changed)")
}

/// Replaces a part of a file, which must be there.
fn replace(project: &Project, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(project.at(path)).unwrap();
    assert!(text.contains(from), "{path} has no `{from}`");
    project.write(path, text.replacen(from, to, 1));
}

/// Adds to the end of a file.
fn append(project: &Project, path: &str, more: &str) {
    project.write(path, fs::read_to_string(project.at(path)).unwrap() + more);
}

/// A list that shows first words of other documents.
const LIST: &str = "\n```backlit\ntype: feature\ncolumns: title, summary\nlimit: 90\n```\n";

/// A change of a folder, with its name.
type Change = (&'static str, fn(&Project));

/// What may happen to a folder between two builds.
const CHANGES: [Change; 26] = [
    ("words at the end", |it| append(it, "epics/GROW-1.md", "\nOne more sentence, with *emphasis*.\n")),
    ("the first words", |it| replace(it, "wiki/glossary.md", "Words that we use", "Terms that we use")),
    ("the first words of a page in a folder", |it| replace(it, "wiki/notes/n-7.md", "See", "Look at")),
    ("words above a broken link", |it| replace(it, "wiki/notes/n-519.md", "See", "A line.\n\nSee")),
    ("a heading", |it| replace(it, "wiki/notes/n-8.md", "# Note 8", "# Another note")),
    ("a link", |it| replace(it, "wiki/notes/n-9.md", "(n-10.md)", "(n-11.md)")),
    ("a link to a part", |it| append(it, "wiki/notes/n-13.md", "\n[Part](n-14.md#a-part)\n")),
    ("the part", |it| append(it, "wiki/notes/n-14.md", "\n## A part\n\nText.\n")),
    ("another heading of the highest level", |it| append(it, "wiki/notes/n-15.md", "\n# More\n")),
    ("words that make them sections", |it| replace(it, "wiki/notes/n-15.md", "# Note 15", "Words.\n\n# Note 15")),
    ("a link to nothing", |it| replace(it, "wiki/notes/n-10.md", "(n-11.md)", "(none.md)")),
    ("a mention", |it| append(it, "wiki/notes/n-11.md", "\n[[PAY-2]]\n")),
    ("a list that prose asks for", |it| append(it, "wiki/notes/n-12.md", LIST)),
    ("first words that a list shows", |it| replace(it, "epics/GROW-2.md", "\n\n", "\n\nFirst.\n\n")),
    ("a score", |it| replace(it, "epics/GROW-9.md", "impact: ", "impact: 1")),
    ("a comment in front matter", |it| replace(it, "epics/GROW-9.md", "---\n", "---\n# a comment\n")),
    ("a front matter that can't be read", |it| replace(it, "epics/GROW-10.md", "---\n", "---\nid: [\n")),
    ("its words", |it| append(it, "epics/GROW-10.md", "\nWords below a broken front matter.\n")),
    ("a front matter that can be read again", |it| replace(it, "epics/GROW-10.md", "id: [\n", "")),
    ("an allowance", |it| append(it, "epics/GROW-11.md", "\n<!-- backlit: allow(broken-link) because of a test -->\n")),
    ("a new file", |it| it.write("wiki/notes/new.md", "# New\n\nSee [[GROW-1]].\n")),
    ("a file that went", |it| fs::remove_file(it.at("wiki/notes/n-30.md")).unwrap()),
    ("another name", |it| fs::rename(it.at("wiki/notes/n-31.md"), it.at("wiki/notes/moved.md")).unwrap()),
    ("a picture", |it| it.write("wiki/images/outcome-loop.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")),
    ("a picture that went", |it| fs::remove_file(it.at("wiki/images/onboarding.png")).unwrap()),
    ("the configuration", |it| append(it, "backlit.toml", "\n# a comment\n")),
];

#[test]
fn whatever_changes_it_is_the_site_that_a_build_from_nothing_makes() {
    let project = large();
    like_fresh(&project, "the first build", &[]);
    assert!(like_fresh(&project, "nothing", &[]));
    for (at, (what, change)) in CHANGES.into_iter().enumerate() {
        change(&project);
        like_fresh(&project, what, &[]);
        if what == "first words that a list shows" {
            assert!(project.site().text("wiki/notes/n-12.html").contains("First."), "the list has them");
        }
        if at % 6 > 0 {
            continue;
        }
        append(&project, "epics/PAY-2.md", "\nWords.\n");
        assert!(!like_fresh(&project, &format!("words, after {what}"), &[]));
    }
}

#[test]
fn options_and_templates_make_another_site() {
    let project = large();
    like_fresh(&project, "no option", &[]);
    for options in [&["--theme", "ledger"][..], &["--base-url", "https://example.org/x"], &[]] {
        like_fresh(&project, &format!("{options:?}"), options);
        like_fresh(&project, &format!("{options:?} again"), options);
    }
    project.write(
        "templates/page/wiki.html",
        "{% extends \"base.html\" %}{% block content %}Ours: {{ page.title }}{% endblock %}",
    );
    like_fresh(&project, "a template", &[]);
    project.write(
        "templates/page/wiki.html",
        "{% extends \"base.html\" %}{% block content %}Own: {{ page.title }}{% endblock %}",
    );
    like_fresh(&project, "another template", &[]);
    assert!(like_fresh(&project, "nothing", &[]));
}

#[test]
fn history_makes_another_site() {
    let project = large().git();
    like_fresh(&project, "no change", &[]);
    append(&project, "epics/GROW-1.md", "\nMore words.\n");
    assert!(!like_fresh(&project, "words that are not committed", &[]));
    project.git_run(&["commit", "--quiet", "--all", "--message", "Words"]);
    like_fresh(&project, "words that are committed", &[]);
    replace(&project, "epics/GROW-2.md", "status: ", "status: in-progress # ");
    project.git_run(&["commit", "--quiet", "--all", "--message", "A state"]);
    like_fresh(&project, "a state", &[]);
    replace(&project, ".mailmap", "\n", "\nSomebody <somebody@example.org> <a@b>\n");
    like_fresh(&project, "another name of an author", &[]);
}

#[test]
fn people_go_by_the_same_names_where_the_history_was_read_before() {
    let project = Project::example().file(".mailmap", "Maria Sommer <maria@example.org>\n").git();
    let named = || String::from_utf8_lossy(&project.site().files["epics/grow-1.html"]).contains("by Maria Sommer");
    like_fresh(&project, "the first build", &[]);
    assert!(named());
    like_fresh(&project, "a history of which nothing is new", &[]);
    project.git_run(&["commit", "--quiet", "--allow-empty", "--message", "Nothing"]);
    like_fresh(&project, "a commit that changes nothing", &[]);
    assert!(named());
}

#[test]
fn another_clone_in_the_same_place_is_read_as_it_is() {
    let project = settled().git();
    replace(&project, "epics/SRCH-12.md", "status: in-progress", "status: done");
    project.git_run(&["commit", "--quiet", "--all", "--message", "A state"]);
    let (ends, head) = (project.at(".git/shallow"), project.git_says(".", &["rev-parse", "HEAD"]));
    like_fresh(&project, "a whole clone", &[]);
    fs::write(&ends, head).unwrap();
    like_fresh(&project, "a shallow clone with the same commit", &[]);
    fs::remove_file(&ends).unwrap();
    project.git_run(&["replace", "HEAD", "HEAD~1"]);
    like_fresh(&project, "a commit for which another one stands", &[]);
}

/// Writes another text of the same length into a page, so that nobody can tell but who renders it.
fn touch_unseen(page: &Path) {
    let (text, time) = (fs::read_to_string(page).unwrap(), fs::metadata(page).unwrap().modified().unwrap());
    fs::write(page, text.replace("Backlit", "Backlot")).unwrap();
    fs::File::options().write(true).open(page).unwrap().set_modified(time).unwrap();
}

#[test]
fn the_second_build_renders_only_what_quotes_other_words() {
    let project = large();
    like_fresh(&project, "the first build", &[]);
    let pages = ["epics/grow-1.html", "wiki.html", "wiki/notes/n-8.html"].map(|page| project.at("_site").join(page));
    for page in &pages {
        touch_unseen(page);
    }
    let touched = || pages.each_ref().map(|page| fs::read_to_string(page).unwrap().contains("Backlot"));
    append(&project, "epics/PAY-2.md", "\nWords.\n");
    project.build();
    assert_eq!(touched(), [true; 3]);
    append(&project, "epics/GROW-1.md", "\nThe newest words.\n");
    project.build();
    assert!(fs::read_to_string(&pages[0]).unwrap().contains("The newest words."));
    replace(&project, "wiki/notes/n-8.md", "See", "Look at");
    project.build();
    assert_eq!(touched()[1..], [false; 2], "the list of pages shows first words");
}

/// Builds, and tells whether no more was done than to put other words into pages: then nobody looks into the style sheet,
/// which has other bytes than a build would give it.
fn only_words(project: &Project) -> bool {
    let sheets = fs::read_dir(project.at("_site/static")).unwrap().map(|entry| entry.unwrap().path());
    let sheet = sheets.filter(|path| path.extension().is_some_and(|it| it == "css")).min().unwrap();
    let right = fs::read(&sheet).unwrap();
    let time = fs::metadata(&sheet).unwrap().modified().unwrap();
    let other: Vec<u8> = right.iter().map(|byte| if *byte == b'{' { b'}' } else { *byte }).collect();
    let write = |bytes: &[u8]| {
        fs::write(&sheet, bytes).unwrap();
        fs::File::options().write(true).open(&sheet).unwrap().set_modified(time).unwrap();
    };
    write(&other);
    project.build();
    let only_words = fs::read(&sheet).unwrap() == other;
    if only_words {
        write(&right);
    }
    only_words
}

/// Another text for a document, with its name.
type Wording = (&'static str, fn(&str) -> String);

/// Other words for a document, none of which says anything to another one.
const WORDS: [Wording; 12] = [
    ("a line", |it| format!("{it}\nA line.\n")),
    ("markup", |it| format!("{it}\n*Some* `code`, **bold** ~~gone~~ and a[^1] note.\n\n[^1]: The note.\n")),
    ("code", |it| format!("{it}\n```rust\nfn main() {{}}\n```\n")),
    ("a table", |it| format!("{it}\n| a | b |\n| - | -: |\n| <x> | \"2\" |\n")),
    ("a list", |it| format!("{it}\n- [ ] one\n- [x] two\n\n1. three\n")),
    ("an alert", |it| format!("{it}\n> [!NOTE]\n> Look.\n")),
    ("a link away", |it| format!("{it}\nSee <https://example.org/?a=1&b=2>.\n")),
    ("entities", |it| format!("{it}\n&amp; &lt;b&gt; \u{202E}turned\u{202C} \u{0}.\n").replace('\0', "")),
    ("fewer words", |it| it.replace("A line.\n", "").replace("*Some* ", "")),
    ("ends of lines", |it| it.replace('\n', "\r\n")),
    ("raw HTML", |it| format!("{it}\nA <kbd>key</kbd>, <script>alert(1)</script> and <b>bold.\n")),
    ("much", |it| format!("{it}\n{}\n", "Words and words. ".repeat(2_000))),
];

#[test]
fn words_of_every_kind_are_put_into_the_pages_that_show_them() {
    let project = settled();
    like_fresh(&project, "the first build", &[]);
    let paths =
        ["epics/GROW-1.md", "wiki/notes/n-8.md", "wiki/glossary.md", "initiatives/INIT-1.md", "teams/growth.md"];
    let mut taken = 0;
    for (what, words) in WORDS {
        for path in paths {
            let text = fs::read_to_string(project.at(path)).unwrap();
            project.write(path, words(&text));
        }
        taken += usize::from(only_words(&project));
        like_fresh(&project, what, &[]);
    }
    assert!(taken > 8, "{taken} of {} were told to be words alone", WORDS.len());
}

#[test]
fn what_more_than_words_hang_on_is_made_anew() {
    let project = settled();
    like_fresh(&project, "the first build", &[]);
    append(&project, "epics/PAY-2.md", "\nWords.\n");
    assert!(only_words(&project));
    append(&project, "epics/PAY-2.md", "\nWords, and [[GROW-1]].\n");
    assert!(!only_words(&project), "a link");
    assert!(only_words(&project), "nothing");
    append(&project, "wiki/notes/n-519.md", "\nWords below a broken link.\n");
    assert!(!only_words(&project), "a finding in the body, whose place may be another");
    append(&project, "epics/GROW-11.md", "\n<!-- backlit: allow(broken-link) because of a test -->\n");
    assert!(!only_words(&project), "an allowance");
    append(&project, "epics/GROW-11.md", "\nWords.\n");
    assert!(!only_words(&project), "words beside one");
    replace(&project, "epics/PAY-2.md", "---\n", "---\n# a comment\n");
    assert!(!only_words(&project), "a comment in front matter");
    replace(&project, "wiki/notes/n-8.md", "See", "Look at");
    assert!(!only_words(&project), "first words");
    append(&project, "backlit.toml", "\n# a comment\n");
    assert!(!only_words(&project), "the configuration");
    project.write("new.txt", "new");
    assert!(!only_words(&project), "a file beside the documents");
    project.write("wiki/notes/new.md", "# New\n");
    assert!(!only_words(&project), "a new document");
    fs::remove_file(project.at("wiki/notes/new.md")).unwrap();
    assert!(!only_words(&project), "one that went");
    fs::remove_file(project.at("_site/epics/pay-2.html")).unwrap();
    assert!(!only_words(&project), "a page that went");
    project.write(
        "templates/page/wiki.html",
        "{% extends \"base.html\" %}{% block content %}{{ page.body_html | length }}{% endblock %}",
    );
    append(&project, "wiki/notes/n-8.md", "\nWords.\n");
    like_fresh(&project, "a template", &[]);
    append(&project, "wiki/notes/n-8.md", "\nWords that are counted.\n");
    assert!(!only_words(&project), "words that a template counts");
    like_fresh(&project, "they are counted anew", &[]);
}

/// Writes another text of the same length into a file, with the time that it had.
fn rewrite_unseen(file: &Path, from: &str, to: &str) {
    let time = fs::metadata(file).unwrap().modified().unwrap();
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from) && from.len() == to.len());
    fs::write(file, text.replace(from, to)).unwrap();
    fs::File::options().write(true).open(file).unwrap().set_modified(time).unwrap();
}

#[cfg(unix)]
#[test]
fn a_file_with_the_size_and_time_that_it_had_is_read_again() {
    let project = large();
    append(&project, "epics/PAY-2.md", "\nSome words.\n");
    like_fresh(&project, "the first build", &[]);
    rewrite_unseen(&project.at("epics/PAY-2.md"), "Some words.", "Same words.");
    assert!(!like_fresh(&project, "a file that was just written", &[]));
    // Once files were left alone for a while, nobody reads them to know them.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(like_fresh(&project, "nothing", &[]));
    assert!(only_words(&project));
    rewrite_unseen(&project.at("epics/PAY-2.md"), "Same words.", "Seen words.");
    assert!(!like_fresh(&project, "a file that was left alone", &[]));
    rewrite_unseen(&project.at("wiki/images/outcome-loop.svg"), "<svg", "<SVG");
    like_fresh(&project, "a picture", &[]);
}

#[test]
fn the_day_is_asked_for_each_time() {
    let project = settled();
    like_fresh(&project, "the first build", &[]);
    project.run(["build", "--as-of", "2025-07-01"]);
    assert!(!only_words(&project), "another day");
    assert!(only_words(&project), "the same day");
}

#[test]
fn a_page_is_rendered_again_where_somebody_touched_its_file() {
    let project = large();
    like_fresh(&project, "no change", &[]);
    let page = project.at("_site/epics/grow-1.html");
    let (text, time) = (fs::read_to_string(&page).unwrap(), fs::metadata(&page).unwrap().modified().unwrap());
    fs::write(&page, "touched").unwrap();
    fs::File::options().write(true).open(&page).unwrap().set_modified(time).unwrap();
    assert!(!like_fresh(&project, "another size", &[]));
    fs::write(&page, text.replace("Backlit", "Backlot")).unwrap();
    assert!(!like_fresh(&project, "another time", &[]));
    fs::remove_file(&page).unwrap();
    assert!(!like_fresh(&project, "no file", &[]));
    fs::write(project.at("_site/epics/strange.html"), "strange").unwrap();
    assert!(!like_fresh(&project, "a strange file", &[]));
    #[cfg(unix)]
    {
        fs::remove_file(&page).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", &page).unwrap();
        like_fresh(&project, "a link", &[]);
    }
    // What nobody could tell is left: the page stands as it is.
    touch_unseen(&page);
    append(&project, "epics/PAY-2.md", "\nWords.\n");
    let run = project.run(["build", "--as-of", AS_OF]);
    assert!(fs::read_to_string(&page).unwrap().contains("Backlot"), "only the page with the words is rendered: {run}");
    let run = project.run(["build", "--as-of", AS_OF, "--no-cache"]);
    assert!(!fs::read_to_string(&page).unwrap().contains("Backlot"), "without what is kept every page is: {run}");
}
