//! What a block means, and what is said when it means nothing.

use super::LiveList;
use crate::analysis::analyse;
use crate::backlog::{Backlog, assemble};
use crate::config::load;
use crate::document::Document;
use jiff::civil::date;

/// A small backlog, as path and front matter.
const FILES: &[(&str, &str)] = &[
    ("teams/search.md", "id: search\ntitle: Search"),
    ("teams/pay.md", "id: pay\ntitle: Payments"),
    ("initiatives/i.md", "id: INIT-1\ntitle: Fewer steps\nlead_team: pay"),
    ("objectives/o.md", "id: OBJ-1\nkey_results:\n  - {id: kr-1, metric: Rate, baseline: 1%, target: 9%}"),
    (
        "epics/a.md",
        "id: A\nteam: search\ntype: tech-debt\nstatus: ready\nowner: '@maria'\ntags: [Index]\nproduct: Find\n\
         initiative: INIT-1\nkey_results: [OBJ-1/kr-1]\nscores: {impact: 9, effort: 1, risk: 9, time_to_value: 1}",
    ),
    (
        "epics/b.md",
        "id: B\nteam: Payments\ntype: feature\nstatus: idea\nowner: maria\n\
         scores: {impact: 1, effort: 9, risk: 1, time_to_value: 9}\n\
         outcomes:\n  - {metric: Calls, baseline: 9, target: 3, by: 2025-12-31}",
    ),
    ("epics/c.md", "id: C\nteam: pay\nstatus: done\nfinished: 2025-01-10"),
    ("epics/d.md", "id: D\nstatus: in-progress\nscores: {impact: 5, effort: 5, risk: 5, time_to_value: 5}"),
];

/// Answers a block on a wiki page of that backlog.
fn ask(block: &str) -> (Backlog, LiveList) {
    let page = ("wiki/page.md", format!("Text.\n\n> ```backlit\n> {}\n> ```\n", block.replace('\n', "\n> ")));
    let matter = |(path, matter): &(&'static str, &str)| (*path, format!("---\n{matter}\n---\n"));
    let (backlog, mut lists) = answers(FILES.iter().map(matter).chain([page]));
    (backlog, lists.swap_remove(0))
}

/// Answers every block of a backlog.
fn answers<'a>(files: impl Iterator<Item = (&'a str, String)>) -> (Backlog, Vec<LiveList>) {
    let config = load(None, None).unwrap().config;
    let documents = files.map(|(path, text)| Document::read(path.into(), text.into_bytes(), None)).collect();
    let backlog = assemble(documents, &config);
    let mut analysis = analyse(&backlog, &config, "", date(2025, 6, 9)).unwrap();
    let lists = std::mem::take(&mut analysis.live_lists.by_item);
    (backlog, lists.into_values().flatten().collect())
}

/// Lists the ids that a block means.
fn ids(block: &str) -> Vec<String> {
    let (backlog, list) = ask(block);
    assert!(list.problems.is_empty(), "{block}: {:?}", list.problems);
    list.items.iter().map(|at| backlog.items[*at].id.clone()).collect()
}

#[test]
fn each_filter_chooses_documents() {
    for (block, expect) in [
        ("kind: epics", "D A B C"),
        ("team: search", "A"),
        ("team: Payments", "B C"),
        ("team: pay, SEARCH", "A B C"),
        ("team: none", "D"),
        ("type: tech-debt", "A"),
        ("type: none", "D C"),
        ("status: Ready", "A"),
        ("class: open", "D A B"),
        ("class: done", "C"),
        ("owner: Maria", "A B"),
        ("tag: index", "A"),
        ("product: find", "A"),
        ("initiative: Fewer steps", "A"),
        ("key result: OBJ-1/kr-1", "A"),
        ("key_result: OBJ-1", "A"),
        ("outcome: anticipated", "B"),
        ("outcome: anticipated\nteam: search", ""),
        ("# only open work\nclass: open\nlimit: 1", "D"),
        ("sort: score descending", "A D B C"),
        ("sort: score", "B D A C"),
        ("sort: due", "B A C D"),
        ("sort: title descending", "D C B A"),
        ("sort: status", "B A D C"),
        ("kind: initiative\nteam: pay", "INIT-1"),
        ("kind: team, initiative", "INIT-1 pay search"),
        ("kind: page\nfolder: wiki", "wiki/page"),
        ("kind: epic\nfolder: wiki", ""),
    ] {
        assert_eq!(ids(block).join(" "), expect, "{block}");
    }
}

#[test]
fn a_limit_cuts_the_list_and_not_the_count() {
    let (_, list) = ask("limit: 2");
    assert_eq!((list.items.len(), list.total), (2, 4));
}

#[test]
fn a_page_has_only_so_many_rows_and_each_list_some() {
    let paths: Vec<String> = (0..600).map(|at| format!("epics/e{at}.md")).collect();
    let page = ("wiki/page.md", "```backlit\nlimit: 500\n```\n\n".repeat(7));
    let (_, lists) = answers(paths.iter().map(|path| (path.as_str(), String::new())).chain([page]));
    let rows: Vec<_> = lists.iter().map(|list| (list.items.len(), list.total)).collect();
    assert_eq!(rows, [[(500, 600); 5].as_slice(), &[(10, 600); 2]].concat());
}

#[test]
fn each_mistake_is_named_at_its_place_with_the_next_step() {
    for (block, place, message, hint) in [
        ("tema: search", (4, 3), "a list has no key `tema`", "Did you mean `team`?"),
        ("kind: epic\nteam: searhc", (5, 9), "there is no team `searhc`", "Did you mean `search`?"),
        ("team: a", (4, 9), "there is no team `a`", "Write the id or the title of the team."),
        ("team: search, zebra", (4, 17), "there is no team `zebra`", "Write the id or the title of the team."),
        ("status: raedy", (4, 11), "`raedy` is no state of the workflow", "Did you mean `ready`?"),
        (
            "status: open",
            (4, 11),
            "`open` is no state of the workflow",
            "It is a class of states; write `class: open`.",
        ),
        ("class: opne", (4, 10), "`opne` is no class of states", "Did you mean `open`?"),
        ("type: featrue", (4, 9), "no epic has the type `featrue`", "Did you mean `feature`?"),
        ("kind: epik", (4, 9), "`epik` is no kind of document", "Did you mean `epic`?"),
        ("columns: title, statsu", (4, 19), "a list has no column `statsu`", "Did you mean `status`?"),
        ("sort: rnak", (4, 9), "a list can't be sorted by `rnak`", "Did you mean `rank`?"),
        ("key_result: OBJ-1/kr-2", (4, 15), "there is no key result `OBJ-1/kr-2`", "Did you mean `kr-1`?"),
        ("outcome: hitt", (4, 12), "`hitt` is nothing that an outcome can come to", "Did you mean `hit`?"),
        ("limit: 0", (4, 10), "the limit `0` is no number of rows", "Write a whole number from 1 to 500."),
        ("team", (4, 3), "this line has no colon", "Write each line as `key: value`."),
        ("team:", (4, 3), "`team` has no value", "Write a value behind the colon, or remove the line."),
        (
            "team: pay\nteam: search",
            (5, 3),
            "`team` is written twice",
            "Put all values on one line, with commas between.",
        ),
    ] {
        let (_, list) = ask(block);
        assert_eq!(list.problems.len(), 1, "{block}");
        let found = &list.problems[0];
        assert_eq!(
            (found.message.as_str(), found.hint.as_deref(), &*found.path),
            (message, Some(hint), "wiki/page.md"),
            "{block}"
        );
        assert_eq!((found.span.line, found.span.column), place, "{block}");
        assert!(list.query.is_none() && list.items.is_empty(), "{block}");
    }
}

#[test]
fn of_thousands_of_mistakes_the_first_are_named() {
    for block in ["tema: pay\n".repeat(20_000), format!("team: {}\n{}", "a,".repeat(50), "x\n".repeat(20_000))] {
        let (_, list) = ask(block.trim_end());
        let (last, named) = list.problems.split_last().unwrap();
        assert_eq!(named.len(), 10);
        assert_eq!(last.message, "this list has 10 mistakes above, and is read no further");
        assert!(list.query.is_none(), "it lists nothing");
    }
}

#[test]
fn a_hint_lists_only_so_many_names_of_a_site() {
    let known: Vec<String> = (0..3_000).map(|at| format!("type-{at}")).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let hint = super::query::choice("zebra", &known, "Types");
    assert!(hint.ends_with("type-19, and 2980 more.") && hint.len() < 300, "{hint}");
}
