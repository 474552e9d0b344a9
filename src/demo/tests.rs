use super::{Tree, build, example, history};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Gives a tree of one document.
fn tree(path: &str, text: &str) -> Tree {
    Tree::from([(path.to_owned(), Arc::from(text.as_bytes()))])
}

/// Gives the text of one key at the top of a front matter.
fn field(bytes: &[u8], key: &str) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))?;
    Some(value.to_owned())
}

/// Gives the days that `transitions` declares, with the states.
fn declared(bytes: &[u8]) -> Vec<(String, String)> {
    let text = std::str::from_utf8(bytes).unwrap();
    let entries =
        text.lines().filter_map(|line| line.strip_prefix("  - { on: ")?.strip_suffix(" }")?.split_once(", to: "));
    entries.map(|(on, to)| (on.to_owned(), to.to_owned())).collect()
}

#[test]
fn it_ends_with_the_example_and_is_whole() {
    let commits = history().unwrap();
    assert!(commits.len() > 250, "{}", commits.len());
    assert_eq!(commits.last().unwrap().tree, example());
    let merges = commits.iter().filter(|commit| commit.parents.len() == 2).count();
    assert!(merges >= 2, "{merges}");
    for (at, commit) in commits.iter().enumerate() {
        assert!(commit.parents.iter().all(|parent| *parent < at) && commit.parents.is_empty() == (at == 0), "{at}");
        assert!(
            commits[..at].last().is_none_or(|before| before.tree != commit.tree),
            "nothing changes: {}",
            commit.message
        );
    }
}

#[test]
fn epics_enter_their_states_on_the_days_that_they_declare() {
    let commits = history().unwrap();
    let mut states: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut on_main: Vec<usize> =
        std::iter::successors(Some(commits.len() - 1), |at| commits[*at].parents.first().copied()).collect();
    on_main.reverse();
    for commit in on_main.iter().map(|at| &commits[*at]) {
        let day = jiff::Timestamp::from_second(commit.seconds).unwrap().strftime("%F").to_string();
        for bytes in commit.tree.iter().filter(|(path, _)| path.starts_with("epics/")).map(|(_, bytes)| bytes) {
            let (Some(id), Some(state)) = (field(bytes, "id"), field(bytes, "status")) else { continue };
            let known = states.entry(id).or_default();
            if known.last().is_none_or(|(_, last)| *last != state) {
                known.push((day.clone(), state));
            }
        }
    }
    let mut compared = 0;
    for bytes in example().iter().filter(|(path, _)| path.starts_with("epics/")).map(|(_, bytes)| bytes) {
        let id = field(bytes, "id").unwrap();
        let (mined, said) = (&states[&id], declared(bytes));
        if !said.is_empty() {
            assert_eq!(*mined, said, "{id}");
            compared += 1;
        }
        assert_eq!(field(bytes, "created").unwrap(), mined[0].0, "{id}");
        let begun = mined.iter().find(|(_, state)| state == "in-progress");
        for (key, entered) in [("started", begun), ("finished", mined.last())] {
            if let Some(day) = field(bytes, key) {
                assert_eq!(Some(&day), entered.map(|(day, _)| day), "{id}: {key}");
            }
        }
    }
    assert!(compared > 25, "{compared}");
}

#[test]
fn readings_are_written_down_on_their_day_or_later() {
    for commit in history().unwrap() {
        let day = jiff::Timestamp::from_second(commit.seconds).unwrap().strftime("%F").to_string();
        for (path, bytes) in &commit.tree {
            let text = String::from_utf8_lossy(bytes);
            for line in text.lines().filter_map(|line| line.trim_start().strip_prefix("- { on: ")) {
                let on = line.get(..10).unwrap();
                assert!(!line.contains("value:") || on <= day.as_str(), "{path}: {line} on {day}");
            }
        }
    }
}

#[test]
fn a_branch_leaves_the_main_line_alone_until_it_is_brought_in() {
    let script = "person m +0000 M <m@x>\n2025-01-01 09:00 m One\n  add a.md\n2025-01-02 09:00 m (on side) Two\n  add b.md\n2025-01-03 09:00 m Three\n  edit a.md \"x\" -> \"y\"\n2025-01-04 09:00 m (merges side) Four\n";
    let end = Tree::from([("a.md".into(), Arc::from(&b"y"[..])), ("b.md".into(), Arc::from(&b"b"[..]))]);
    let commits = build(script, end.clone(), &Tree::new()).unwrap();
    let parents: Vec<&[usize]> = commits.iter().map(|commit| commit.parents.as_slice()).collect();
    assert_eq!(parents, [&[][..], &[0], &[0], &[2, 1]]);
    assert_eq!(commits[2].tree, tree("a.md", "y"));
    assert_eq!(commits[1].tree["a.md"], Arc::from(&b"x"[..]));
    assert_eq!(commits[3].tree, end);
}

#[test]
fn a_file_that_went_comes_back_on_the_way() {
    let script = "person m +0000 M <m@x>\n2025-01-01 09:00 m One\n  add a.md\n  add b.md\n2025-01-02 09:00 m Two\n  remove b.md\n";
    let commits = build(script, tree("a.md", "a"), &tree("b.md", "b")).unwrap();
    assert_eq!(commits[0].tree.len(), 2);
    assert_eq!(commits[1].tree, tree("a.md", "a"));
}

#[test]
fn a_step_that_the_documents_do_not_show_is_named_by_its_line() {
    let start = "person m +0000 M <m@x>\n2025-01-01 09:00 m One\n";
    for (step, message) in [
        ("  state A-1: idea -> done", "history.txt:2: the documents don't show"),
        ("  add b.md", "history.txt:2: the documents don't show"),
        ("", "history.txt: nothing adds epics/A-1.md"),
    ] {
        let error = build(&format!("{start}{step}"), tree("epics/A-1.md", "---\nstatus: idea\n---\n"), &Tree::new());
        assert!(error.unwrap_err().to_string().contains(message), "{step}");
    }
}
