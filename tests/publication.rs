//! What a site publishes beside its pages, and what it never does: everything goes through the planned site.

use crate::support::rendered;
use std::collections::BTreeMap;

/// The configuration of most of these sites.
const CONFIG: &str = "[site]\nbase_url = \"https://example.org/wiki\"\n";

/// Renders every file of a site of these documents.
fn publish(config: &str, files: &[(&str, &str)]) -> BTreeMap<String, String> {
    rendered(config, files.iter().copied())
}

const HOSTILE: &str = r#"---
id: A-1
title: "</script><!-- =cmd & \x01 \u2028"
type: feature
status: done
finished: 2025-01-10
scores: { impact: 9, effort: 3, risk: 4, time_to_value: 2 }
outcomes:
  - metric: "Rate; of, \\ all <b>"
    baseline: 10%
    target: 20%
    by: 2025-03-31
    actuals:
      - { on: 2025-03-01, value: 21%, note: "]]> & \x02" }
  - { metric: Calls, baseline: 10, target: 5, by: 2025-12-31 }
---
Text </script><script>alert(1)</script>.
"#;

#[test]
fn hostile_text_stays_text_in_every_file() {
    let files = publish(CONFIG, &[("epics/a.md", HOSTILE)]);
    let index = &files["search-index.js"];
    assert!(!index.contains('<') && !index.contains('\u{2028}'), "{index}");
    assert!(index.contains("Calls"), "a search finds what is promised: {index}");
    for name in ["feed.xml", "sitemap.xml"] {
        let xml = &files[name];
        assert!(!xml.contains(['\u{1}', '\u{2}']) && !xml.contains("<b>") && !xml.contains("]]>"), "{xml}");
    }
    assert!(files["feed.xml"].contains("<title>Hit: Rate; of, \\ all &lt;b&gt;</title>"), "{}", files["feed.xml"]);
    let calendar = files["due.ics"].replace("\r\n ", "");
    assert!(calendar.contains("SUMMARY:Judge: Calls"), "{calendar}");
    assert!(files["outcomes.csv"].contains("A-1,"), "{}", files["outcomes.csv"]);
}

#[test]
fn ids_of_the_feed_and_the_calendar_outlast_the_words() {
    let later = HOSTILE.replace("=cmd", "changed").replace("note: \"", "note: \"more ");
    let ids = |text: &str| {
        let files = publish(CONFIG, &[("epics/a.md", text)]);
        let pick = |name: &str, mark: &str| {
            let whole = files[name].replace("\r\n ", "");
            whole.lines().filter(|line| line.starts_with(mark)).map(str::to_owned).collect::<Vec<_>>()
        };
        (pick("feed.xml", "<id>"), pick("due.ics", "UID:"))
    };
    let (feed, calendar) = ids(HOSTILE);
    assert!(feed.len() > 1 && !calendar.is_empty());
    assert_eq!((feed, calendar), ids(&later));
}

#[test]
fn without_an_address_there_is_no_feed_and_no_site_map() {
    let files = publish("", &[("epics/a.md", HOSTILE)]);
    assert!(!files.contains_key("feed.xml") && !files.contains_key("sitemap.xml"));
    assert!(files.contains_key("due.ics") && files.contains_key("search-index.js"));
    assert!(!files["index.html"].contains("feed.xml"));
}

#[test]
fn a_site_map_lists_pages_alone() {
    let map = &publish(CONFIG, &[("epics/a.md", HOSTILE)])["sitemap.xml"];
    assert!(map.contains("<loc>https://example.org/wiki/epics/a-1.html</loc>"), "{map}");
    assert!(!map.contains("404") && !map.contains(".csv") && !map.contains(".js"), "{map}");
}

#[test]
fn nothing_of_what_is_private_is_anywhere() {
    const PRIVATE: &str = "[site]\nbase_url = \"https://example.org\"\n[privacy]\n\
                           fields = [\"owner\", \"cost_of_delay\", \"salary\"]\nexclude = [\"private/**\"]\n";
    let open = "---\nid: OPEN-1\ntitle: Open work\nstatus: ready\nowner: OWNERSECRET\nsalary: SALARYSECRET\n\
                cost_of_delay: { per_week: 987654 }\nscores: { impact: 99, note: { salary: NESTEDSECRET } }\n\
                depends_on: [HID-1, OPN-1]\nagreement: { reason: r, owner: DEEPSECRET, repay_by: soon }\n---\n\
                See [[HID-1]], [the plan](../private/plan.md) and [hidden](hidden.md).\n";
    let hidden = "---\nid: HID-1\ntitle: TITLESECRET\npublish: false\nstatus: ready\ndepends_on: [OPEN-1]\n\
                  outcomes: [{ metric: METRICSECRET, baseline: 1, target: 2, by: 2025-01-01, actuals: \
                  [{ on: 2025-01-01, value: 2 }] }]\n---\nBODYSECRET, see [[OPEN-1]].\n";
    let plan = "---\ntitle: PLANSECRET\nstatus: nowhere\n---\n[open](../epics/open.md) [[BROKENSECRET]]\n";
    let broken = "---\nid: X\npublish: false\n bad: [BADSECRET\n---\nBROKENBODYSECRET\n";
    let unread = "---\ntitle: Unread\nowner: UNREADSECRET\n bad: [x\n---\nBody.\n";
    let endless = "---\ntitle: Endless\nowner: ENDLESSSECRET\n";
    let columns = "columns: title, id, kind, type, status, team, owner, product, initiative, key_results, tags, rank, \
                   score, outcome, outcome_status, due, estimate, summary";
    let lists = format!(
        "```backlit\n{columns}\n```\n```backlit\nkind: page, epic, team\n{columns}\nsort: owner\n```\n\
         ```backlit\nowner: none\n```\n```backlit\ninitiative: HID-1\n```\n"
    );
    let files = publish(
        PRIVATE,
        &[
            ("wiki/lists.md", &lists),
            ("epics/open.md", open),
            ("epics/hidden.md", hidden),
            ("private/plan.md", plan),
            ("epics/broken.md", broken),
            ("epics/unread.md", unread),
            ("epics/endless.md", endless),
        ],
    );
    let open_site = publish(CONFIG, &[("epics/open.md", open)]);
    assert!(open_site.values().any(|text| text.contains("NESTEDSECRET")), "a page shows what is not private");
    for (path, text) in &files {
        assert!(
            !text.contains("SECRET"),
            "{path}: {:?}",
            text.find("SECRET").map(|at| &text[at.saturating_sub(80)..at])
        );
        assert!(!text.contains("987654") && !text.contains("987,654"), "{path}");
        assert!(!path.contains("hid-1") && !path.contains("plan"), "{path}");
    }
    let page = &files["wiki/lists.html"];
    assert_eq!(page.matches("<table").count(), 3, "{page}");
    assert_eq!(page.matches(">Open work</a>").count(), 3, "the owner is private, so nobody has one: {page}");
    let problems = &files["problems.html"];
    assert!(problems.contains("99") && !problems.contains("HID-1"), "a withheld document is no mistake: {problems}");
    assert!(files["epics/open-1.html"].contains("HID-1"), "what the author wrote of it stays");
}

#[test]
fn the_report_stands_on_one_page() {
    let late = "---\nid: L-1\ntitle: Late\ntype: tech-debt\nstatus: done\nfinished: 2025-01-10\noutcomes:\n  \
                - { metric: Calls, baseline: 10, target: 5, by: 2025-03-31, owner: \"@ann\" }\nagreement: \
                { reason: haste, repay_by: 2025-02-28, interest: 6 h/week }\n---\n";
    let report = &publish(CONFIG, &[("epics/a.md", HOSTILE), ("epics/l.md", late)])["report.html"];
    for words in [
        "2 loops to close",
        "31 Mar 2025",
        "@ann",
        "1 debt agreement overdue",
        "28 Feb 2025",
        "haste",
        "1 of 3 outcomes",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert!(!publish(CONFIG, &[("page.md", "# Only a page")]).contains_key("report.html"));
}

#[test]
fn names_of_other_trackers_are_links_in_text_alone() {
    let config = format!(
        "{CONFIG}[[autolinks]]\npattern = 'JIRA-(\\S+)'\nurl = \"https://jira.example.org/browse/JIRA-{{1}}\"\n"
    );
    let text = "# A\n\nSee JIRA-7 and *JIRA-8*.\n\n## On JIRA-9\n\n[JIRA-10](b.md), `JIRA-11`, <https://x.org/JIRA-12>,\n\
                https://x.org/JIRA-13 and JIRA-\"><script>.\n\n```\nJIRA-14\n```\n";
    let page = &publish(&config, &[("wiki/a.md", text), ("wiki/b.md", "b\n")])["wiki/a.html"];
    let links: Vec<&str> = page
        .split("href=\"https://jira.example.org/browse/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(links, ["JIRA-7", "JIRA-8", "JIRA-9", "JIRA-%22%3E"], "{page}");
    assert!(page.contains("rel=\"nofollow noopener noreferrer\">JIRA-7</a>"), "{page}");
}
