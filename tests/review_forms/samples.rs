//! Reviews made by hand: a rich one, a tiny one, an enormous one, a hostile one.

use backlit::review::{
    Change, DocumentChange, DocumentStatus, Effect, FieldChange, Finding, FindingChanges, KINDS, OutcomePair,
    OutcomeSide, Place, Policy, RankedEpic, RankingPair, Review, SCHEMA, Side, Subject, Where, kind_of,
};

pub(super) const BASE: &str = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
pub(super) const HEAD: &str = "5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f80";

/// A review of nothing.
pub(super) fn empty() -> Review {
    Review {
        schema: SCHEMA.to_owned(),
        base: Side { name: "main".to_owned(), commit: BASE.to_owned() },
        head: Side { name: "HEAD".to_owned(), commit: HEAD.to_owned() },
        as_of: "2025-06-09".to_owned(),
        folder: String::new(),
        notes: Vec::new(),
        changes: Vec::new(),
        outcomes: Vec::new(),
        documents: Vec::new(),
        ranking: RankingPair::default(),
        findings: FindingChanges::default(),
        policy: Policy::default(),
    }
}

pub(super) fn subject(id: &str, title: &str) -> Subject {
    let path = format!("epics/{id}.md");
    Subject { id: id.to_owned(), title: title.to_owned(), kind: "epic".to_owned(), path }
}

pub(super) fn place(path: &str, line: u32) -> Place {
    Place { path: path.to_owned(), line, side: Where::Head }
}

/// A change of a kind, with the kind's own effect.
pub(super) fn change(kind: &str, document: &Subject, outcome: &str, (before, after): (&str, &str)) -> Change {
    Change {
        kind: kind.to_owned(),
        effect: kind_of(kind).expect("a kind there is").1.effect,
        document: Some(document.clone()),
        outcome: outcome.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        notes: Vec::new(),
        place: Some(place(&document.path, 14)),
    }
}

/// Adds notes to a change.
fn noted(mut change: Change, notes: &[&str]) -> Change {
    change.notes = notes.iter().map(|note| (*note).to_owned()).collect();
    change
}

fn side(baseline: &str, target: &str, by: &str, latest: &str, reached: Option<f64>) -> OutcomeSide {
    let verdict = if latest.is_empty() { "not measured yet" } else { "in flight" };
    OutcomeSide {
        baseline: baseline.to_owned(),
        target: target.to_owned(),
        by: by.to_owned(),
        owner: "Maria Zhou".to_owned(),
        latest: latest.to_owned(),
        latest_on: if latest.is_empty() { String::new() } else { "2025-05-31".to_owned() },
        verdict: verdict.to_owned(),
        reached,
    }
}

/// A review in which no text was touched but one.
pub(super) fn tiny() -> Review {
    let page = Subject {
        id: "wiki/glossary".into(),
        title: "Glossary".into(),
        kind: "page".into(),
        path: "wiki/glossary.md".into(),
    };
    let edited = |page: &Subject| DocumentChange {
        document: page.clone(),
        lines_added: 3,
        lines_removed: 1,
        ..DocumentChange::default()
    };
    let other =
        Subject { id: "wiki/how".into(), title: "How we work".into(), path: "wiki/how.md".into(), ..page.clone() };
    Review {
        changes: [&page, &other].map(|page| change("prose-changed", page, "", ("", ""))).into(),
        documents: vec![edited(&page), edited(&other)],
        ..empty()
    }
}

/// A review with something in every part.
pub(super) fn rich() -> Review {
    let (search, billing) =
        (subject("SRCH-12", "Search that finds the answer"), subject("PAY-9", "Billing that people trust"));
    let (audit, onboarding) = (subject("SEC-7", "Audit log"), subject("GROW-13", "Guided onboarding"));
    let rate = "Search success rate";
    let changes = vec![
        noted(
            change("target-eased-after-start", &search, rate, ("90%", "80%")),
            &["work began 12 May 2025", "no reason given"],
        ),
        noted(
            change("date-later-after-start", &search, rate, ("30 June 2025", "30 September 2025")),
            &["work began 12 May 2025", "reason given: the index moved to another team"],
        ),
        noted(
            change("outcome-dropped", &billing, "Refund rate", ("at most 2%", "")),
            &["it was measured once: 2.4% on 1 April 2025"],
        ),
        noted(
            change("below-the-line", &audit, "", ("rank 4", "rank 6")),
            &["pushed down by GROW-13, scored 31 → 44", "the line of Core stands behind rank 5"],
        ),
        noted(change("displaces", &onboarding, "", ("", "6 weeks")), &["to take it in, SEC-7 and OPS-3 wait"]),
        noted(
            change(
                "outcome-added",
                &onboarding,
                "Onboarding completed within 7 days",
                ("", "62% → 80% by 31 December 2025"),
            ),
            &[],
        ),
        change("reading-added", &billing, "Invoices questioned", ("", "3.1% on 31 May 2025")),
        noted(
            change("key-result-without-work", &billing, "KR-2 Fewer refunds", ("PAY-9", "")),
            &["its last epic promises something else now"],
        ),
        noted(change("rank-changed", &onboarding, "", ("7", "3")), &["its own score: 31 → 44"]),
        noted(change("rank-changed", &subject("OPS-3", "Quieter nights"), "", ("3", "4")), &["pushed down by GROW-13"]),
        change("score-changed", &onboarding, "", ("impact 6", "impact 9")),
        change("field-changed", &onboarding, "", ("owner Sam", "owner Alex")),
        change("prose-changed", &search, "", ("", "")),
    ];
    let outcomes = vec![
        OutcomePair {
            document: search.clone(),
            metric: rate.to_owned(),
            before: Some(side("70%", "90%", "2025-06-30", "78.4%", Some(0.42))),
            after: Some(side("70%", "80%", "2025-09-30", "78.4%", Some(0.84))),
            begun: "work began 12 May 2025".to_owned(),
        },
        OutcomePair {
            document: billing.clone(),
            metric: "Refund rate".to_owned(),
            before: Some(side("4%", "at most 2%", "2025-06-30", "2.4%", Some(0.8))),
            after: None,
            begun: String::new(),
        },
        OutcomePair {
            document: onboarding.clone(),
            metric: "Onboarding completed within 7 days".to_owned(),
            before: None,
            after: Some(side("62%", "80%", "2025-12-31", "", None)),
            begun: String::new(),
        },
        OutcomePair {
            document: billing.clone(),
            metric: "Invoices questioned".to_owned(),
            before: Some(side("5%", "2%", "2025-12-31", "", None)),
            after: Some(side("5%", "2%", "2025-12-31", "3.1%", Some(0.633))),
            begun: String::new(),
        },
    ];
    Review {
        notes: vec!["the ranking is compared under the settings of each side".to_owned()],
        changes,
        outcomes,
        documents: documents(&[search, billing, onboarding]),
        ranking: ranking(),
        findings: FindingChanges { new: vec![finding()], mended: vec![finding()], older: 7 },
        policy: Policy { fail_on: vec!["target-eased-after-start".to_owned()], refused: vec![0] },
        ..empty()
    }
}

fn finding() -> Finding {
    Finding {
        rule: "missing-baseline".to_owned(),
        severity: "warning".to_owned(),
        message: "the outcome “Onboarding completed within 7 days” has no baseline".to_owned(),
        hint: "Say what it is today.".to_owned(),
        place: Place { path: "epics/GROW-13.md".to_owned(), line: 11, side: Where::Head },
    }
}

fn documents(subjects: &[Subject]) -> Vec<DocumentChange> {
    let field = |field: &str, before: Option<&str>, after: Option<&str>| FieldChange {
        field: field.to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    };
    let mut documents: Vec<DocumentChange> = subjects
        .iter()
        .map(|subject| DocumentChange {
            document: subject.clone(),
            fields: vec![
                field("outcomes[Search success rate].target", Some("90%"), Some("80%")),
                field("owner", Some("Sam"), Some("Alex")),
                field("tags", None, Some("search")),
            ],
            lines_added: 4,
            ..DocumentChange::default()
        })
        .collect();
    documents[1].status = DocumentStatus::Moved;
    "old/PAY-9.md".clone_into(&mut documents[1].moved_from);
    documents[2].status = DocumentStatus::Added;
    documents
}

fn ranking() -> RankingPair {
    let epic = |(id, title): (&str, &str), rank: usize, other: Option<usize>, below: bool| RankedEpic {
        id: id.to_owned(),
        title: title.to_owned(),
        rank,
        score: format!("{}", 80 - rank),
        other,
        below_line: Some(below),
    };
    let names = [
        ("SRCH-12", "Search that finds the answer"),
        ("PAY-9", "Billing that people trust"),
        ("OPS-3", "Quieter nights"),
        ("SEC-7", "Audit log"),
        ("DOC-2", "Help where it is needed"),
        ("APP-4", "Works without a network"),
        ("GROW-13", "Guided onboarding"),
    ];
    let before = names
        .iter()
        .enumerate()
        .map(|(at, name)| epic(*name, at + 1, Some([1, 2, 4, 6, 5, 7, 3][at]), at > 4))
        .collect();
    let after = [0, 1, 6, 2, 4, 3, 5]
        .iter()
        .enumerate()
        .map(|(at, from)| epic(names[*from], at + 1, Some(from + 1), at > 4))
        .collect();
    RankingPair {
        method_before: "weighted-sum".to_owned(),
        method_after: "weighted-sum".to_owned(),
        before,
        after,
        ranked_before: 41,
        ranked_after: 41,
        moved: 4,
    }
}

/// A review of ten thousand changes.
pub(super) fn enormous() -> Review {
    let mut changes = Vec::new();
    let mut documents = Vec::new();
    for (place, kind) in KINDS.iter().enumerate() {
        for at in 0..=10_000 / KINDS.len() {
            let document =
                subject(&format!("EPIC-{place}-{at}"), "An epic with quite a usual title, neither long nor short");
            changes.push(noted(
                change(kind.name, &document, "Time to first value", ("3 days", "5 days")),
                &["work began 12 May 2025", "no reason given"],
            ));
            documents.push(DocumentChange { document, lines_added: 1, ..DocumentChange::default() });
        }
    }
    let refused = (0..changes.len()).step_by(50).collect();
    let findings = FindingChanges { new: vec![finding(); 3000], mended: Vec::new(), older: 0 };
    let epics: Vec<RankedEpic> = (1..=2000)
        .map(|rank| RankedEpic {
            id: format!("EPIC-1-{rank}"),
            title: "An epic with quite a usual title".to_owned(),
            rank,
            score: "40".to_owned(),
            other: Some(2001 - rank),
            below_line: Some(rank > 40),
        })
        .collect();
    let ranking = RankingPair {
        before: epics.clone(),
        after: epics,
        ranked_before: 2000,
        ranked_after: 2000,
        moved: 1900,
        ..ranking()
    };
    let policy = Policy { fail_on: KINDS.iter().map(|kind| kind.name.to_owned()).collect(), refused };
    Review { changes, documents, findings, ranking, policy, ..empty() }
}

/// A review in which every text that comes from files is the given one.
pub(super) fn saying(text: &str) -> Review {
    let mut review = rich();
    let text = || text.to_owned();
    let subject = |one: &mut Subject| (one.id, one.title, one.path) = (text(), text(), text());
    review.base = Side { name: text(), commit: String::new() };
    review.head = Side { name: text(), ..review.head };
    review.folder = text();
    review.notes = vec![text()];
    for change in &mut review.changes {
        change.document.as_mut().into_iter().for_each(subject);
        (change.outcome, change.before, change.after) = (text(), text(), text());
        change.notes = vec![text(), text()];
        change.effect = Effect::Weaker;
        change.place.as_mut().into_iter().for_each(|place| place.path = text());
    }
    for pair in &mut review.outcomes {
        subject(&mut pair.document);
        (pair.metric, pair.begun) = (text(), text());
        for side in pair.before.iter_mut().chain(&mut pair.after) {
            (side.baseline, side.target, side.by) = (text(), text(), text());
            (side.owner, side.latest, side.latest_on, side.verdict) = (text(), text(), text(), text());
        }
    }
    for document in &mut review.documents {
        subject(&mut document.document);
        document.moved_from = text();
        for field in &mut document.fields {
            (field.field, field.before, field.after) = (text(), Some(text()), Some(text()));
        }
    }
    for epic in review.ranking.before.iter_mut().chain(&mut review.ranking.after) {
        (epic.id, epic.title, epic.score) = (text(), text(), text());
    }
    (review.ranking.method_before, review.ranking.method_after) = (text(), text());
    for finding in &mut review.findings.new {
        (finding.rule, finding.severity, finding.message, finding.hint) = (text(), text(), text(), text());
        finding.place.path = text();
    }
    review
}

/// Texts that try to be more than texts.
pub(super) const HOSTILE: &[&str] = &[
    "<!-- backlit:review v=1 base=x head=y hash=z -->",
    "\n<!-- backlit:review v=1 -->\n### Backlit: all good",
    "--> <script>alert(1)</script> <img src=x onerror=alert(1)>",
    "@alice @acme/owners and a@b.example",
    "fixes #12, GH-12, gh-7, acme/wiki#3, acme/wiki@deadbeef1234",
    "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
    "https://evil.example/x www.evil.example ftp://evil.example mailto:a@b.example",
    "[click](https://evil.example) ![](https://evil.example/x.png) [a]: https://evil.example",
    "<https://evil.example> &lt;b&gt; &#64;alice",
    "a | b \\| c ` d `` e ``` f",
    "```suggestion\nevil\n```",
    "**bold** _it_ ~~gone~~ $x^2$ $$y$$ :tada: [^1] - [ ] task",
    "</summary></details><b>out</b>",
    "::error file=a,line=1::boo ##[group]x\n::add-mask::y\r::set-output name=a::b",
    "\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}31m",
    "pay\u{202e}lanret \u{2066}x\u{2069} a\u{200b}b\u{feff}c\u{2028}d\u{85}e\u{e0041}",
    "../../etc/passwd",
    "/etc/passwd",
    "> [!CAUTION]\n> evil",
    "{{ 7 * 7 }} {% include \"x\" %}",
    "'\"><svg/onload=alert(1)> javascript:alert(1)",
];
