//! The same transitions as an independent read of a real repository through `git log` and `git cat-file`.

use super::read::mine;
use super::repository::git_in;
use crate::support::{repository, skip};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A change of one file: the commit, the path, the content after it.
type Change = (String, String, Option<String>);

/// Lists what each commit of the first-parent line did to the tasks, oldest first.
fn changes(folder: &Path) -> Vec<Change> {
    let arguments = ["log", "--first-parent", "--reverse", "--raw", "--no-renames", "--no-abbrev", "-z"];
    let log = git_in(folder, "2025-01-01T00:00:00Z", &[&arguments[..], &["--format=%x01%H", "--", "backlog"]].concat());
    let mut changes = Vec::new();
    let mut commit = String::new();
    let mut parts = log.split('\0').map(|part| part.trim_start_matches('\n')).filter(|part| !part.is_empty());
    while let Some(part) = parts.next() {
        if let Some(id) = part.strip_prefix('\u{1}') {
            id.clone_into(&mut commit);
            continue;
        }
        let fields: Vec<&str> = part.trim_start_matches(':').split(' ').collect();
        let path = parts.next().unwrap().to_owned();
        let there = fields[1].starts_with("100");
        changes.push((commit.clone(), path, there.then(|| fields[3].to_owned())));
    }
    changes
}

/// Reads contents by their ids.
fn contents(folder: &Path, ids: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut child = Command::new("git")
        .current_dir(folder)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines = ids.iter().map(String::as_str).collect::<Vec<_>>().join("\n") + "\n";
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let bytes = child.wait_with_output().unwrap().stdout;
    writer.join().unwrap();
    let mut texts = BTreeMap::new();
    let mut rest = &bytes[..];
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let head = std::str::from_utf8(&rest[..end]).unwrap();
        let size: usize = head.rsplit(' ').next().unwrap().parse().unwrap();
        let text = String::from_utf8_lossy(&rest[end + 1..end + 1 + size]).into_owned();
        texts.insert(head.split(' ').next().unwrap().to_owned(), text);
        rest = &rest[end + 2 + size..];
    }
    texts
}

/// Reads a key of a front matter line by line.
fn key(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines();
    (lines.next()? == "---").then_some(())?;
    let line = lines.take_while(|line| *line != "---").find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    Some(line.trim().trim_matches(['\'', '"']).to_owned())
}

/// Gives the state of a task by its folder and its word.
fn state(path: &str, text: &str) -> Option<String> {
    let word = key(text, "status").map(|word| word.to_lowercase().replace(' ', "-"));
    let known = word.filter(|word| ["draft", "to-do", "in-progress", "done"].contains(&word.as_str()));
    if path.starts_with("backlog/archive/") && known.as_deref() != Some("done") {
        return Some("archived".to_owned());
    }
    known
}

/// Replays the changes: for each id its states, with the commits that brought them.
fn replay(changes: &[Change], texts: &BTreeMap<String, String>) -> BTreeMap<String, Vec<(String, String)>> {
    let task = |path: &str| {
        let folders = ["tasks", "drafts", "completed", "archive/tasks", "archive/drafts"];
        folders.iter().any(|folder| path.starts_with(&format!("backlog/{folder}/")))
    };
    let mut files: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut states: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for commit in changes.chunk_by(|a, b| a.0 == b.0) {
        let mut touched = BTreeSet::new();
        for (_, path, blob) in commit.iter().filter(|(_, path, _)| task(path)) {
            let text = blob.as_ref().map(|blob| &texts[blob]);
            touched.extend(files.remove(path).map(|(id, _)| id));
            let Some(text) = text else { continue };
            let Some(id) = key(text, "id") else { continue };
            touched.insert(id.to_lowercase());
            files.insert(path.clone(), (id.to_lowercase(), text.clone()));
        }
        for id in touched {
            let Some((path, (_, text))) = files.iter().find(|(_, (known, _))| *known == id) else { continue };
            let (Some(now), known) = (state(path, text), states.entry(id).or_default()) else { continue };
            if known.last().is_none_or(|(_, last)| *last != now) {
                known.push((commit[0].0.clone(), now));
            }
        }
    }
    states
}

#[test]
fn transitions_are_those_that_git_itself_tells() {
    let bundle = repository("../shared/data/backlog-md.bundle");
    if !bundle.is_file() {
        return skip("transitions_are_those_that_git_itself_tells", "the bundle isn't here");
    }
    let place = tempfile::tempdir().unwrap();
    let clone = place.path().join("clone");
    let arguments = ["clone", "--quiet", "--branch", "main", bundle.to_str().unwrap(), clone.to_str().unwrap()];
    git_in(place.path(), "2025-01-01T00:00:00Z", &arguments);
    let changes = changes(&clone);
    let blobs: BTreeSet<String> = changes.iter().filter_map(|(_, _, blob)| blob.clone()).collect();
    let texts = contents(&clone, &blobs);
    let expected = replay(&changes, &texts);
    let mined = mine(&clone, Some("backlog-md"));
    let names = mined.config.workflow.states();
    let mut found: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for timeline in mined.timelines().documents.iter().filter(|timeline| !timeline.transitions.is_empty()) {
        if timeline.changes_of("id").next().is_none() {
            continue;
        }
        let line = timeline.transitions.iter().filter_map(|transition| {
            let commit = &mined.timelines().commits[transition.moment.commit?].id;
            Some((commit.clone(), names[transition.state?].name.clone()))
        });
        found.insert(timeline.id.to_lowercase(), line.collect());
    }
    let mut faults = Vec::new();
    for id in expected.keys().chain(found.keys()).collect::<BTreeSet<_>>() {
        let (theirs, ours) = (expected.get(id), found.get(id));
        if theirs != ours {
            faults.push(format!("{id}:\n  git {theirs:?}\n  we  {ours:?}"));
        }
    }
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), expected.len(), faults.join("\n"));
    assert!(expected.values().map(Vec::len).sum::<usize>() > 500);
}
