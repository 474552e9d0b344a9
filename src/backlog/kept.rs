//! What was made of a document's front matter, as bytes that a later run takes up instead of reading it again.
//!
//! In: a sheet, or bytes. Out: bytes, or the item as it was read, whose references lead nowhere yet. Only epics are kept,
//! of which a large site has thousands, and only those that nothing was said of; all others are read each time.

use super::sheet::Sheet;
use super::{
    Actual, Agreement, CostOfDelay, Details, Epic, Guard, Item, KeyResultReference, Located, Outcome, Reference,
    Request, Urgency,
};
use crate::config::{Kind, State, StateClass};
use crate::document::codec::{Reader, Writer};
use crate::document::{Keep, keep_fields};
use std::sync::Arc;

/// Writes down the item of a sheet; none where it should be read anew.
pub(super) fn keep(sheet: &Sheet) -> Option<Vec<u8>> {
    let item = &*sheet.item;
    let epic = item.epic().filter(|_| is_whole(sheet))?;
    let mut writer = Writer::default();
    writer.text(&item.path);
    item.id.keep(&mut writer);
    item.id_span.keep(&mut writer);
    item.title.keep(&mut writer);
    item.owners.keep(&mut writer);
    item.tags.keep(&mut writer);
    item.nav_order.keep(&mut writer);
    epic.keep(&mut writer);
    item.extra.keep(&mut writer);
    item.digest.keep(&mut writer);
    Some(writer.0)
}

/// Tells whether nothing of the document was kept back or complained of, and one file holds it.
fn is_whole(sheet: &Sheet) -> bool {
    let (item, document) = (&sheet.item, &sheet.document);
    sheet.is_shown() && sheet.found.is_empty() && sheet.said.is_empty() && !item.broken && document.beside.is_none()
}

/// Takes up the item of a file; none where it is that of another file, or the bytes can't be right.
pub(super) fn take(path: &Arc<str>, kept: &[u8]) -> Option<Item> {
    let mut reader = Reader(kept);
    if reader.text()? != &**path {
        return None;
    }
    let reader = &mut reader;
    let item = Item {
        id: Keep::take(reader)?,
        id_span: Keep::take(reader)?,
        title: Keep::take(reader)?,
        kind: Kind::Epic,
        path: Arc::clone(path),
        matter_path: Arc::clone(path),
        owners: Keep::take(reader)?,
        tags: Keep::take(reader)?,
        nav_order: Keep::take(reader)?,
        details: Details::Epic(Keep::take(reader)?),
        extra: Keep::take(reader)?,
        broken: false,
        digest: Keep::take(reader)?,
    };
    reader.0.is_empty().then_some(item)
}

keep_fields! {
    Epic {
        work_type, status, state, commitment, team, product, initiative, key_results, depends_on, requested_by, scores,
        moscow, cost_of_delay, estimate, remaining, bundled_with, confidence, outcomes, agreement, transitions, created,
        started, finished,
    }
    CostOfDelay { per_week, words, urgency, deadline, consequence }
    Request { team, need_by, accepted }
    Agreement {
        reason, impact, cause, repay_by, trigger, reviewed, taken_by, repay_item, interest, principal, owner, status,
        accepted_reason,
    }
    Outcome {
        span, metric, baseline, target, range, by, source, owner, timing, value, checkpoints, actuals, guardrails,
        learned, abandoned, confidence, amended, aspirational,
    }
    Actual { on, value, note }
    Guard { metric, limit, low, high, actuals }
    State { name, title, class, main_line }
}

impl<T: Keep> Keep for Located<T> {
    fn keep(&self, writer: &mut Writer) {
        self.value.keep(writer);
        self.span.keep(writer);
    }

    fn take(reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self { value: T::take(reader)?, span: Keep::take(reader)? })
    }
}

// Where a reference leads isn't kept: another document can have its name by then.
keep_fields! {
    Reference { id, span; target: None }
    KeyResultReference { objective, key_result; position: None }
}

/// Keeps what is one of a few by its place among them.
macro_rules! keep_one_of {
    ($($name:ident: $all:expr;)*) => {$(
        impl Keep for $name {
            fn keep(&self, writer: &mut Writer) {
                writer.number($all.iter().position(|other| other == self).unwrap_or($all.len()));
            }

            fn take(reader: &mut Reader<'_>) -> Option<Self> {
                $all.get(reader.number()?).copied()
            }
        }
    )*};
}

keep_one_of! {
    Urgency: [Urgency::Expedite, Urgency::FixedDate, Urgency::Standard, Urgency::Intangible];
    StateClass: [
        StateClass::New,
        StateClass::Waiting,
        StateClass::Active,
        StateClass::Done,
        StateClass::Cancelled,
        StateClass::Ignore,
    ];
}

#[cfg(test)]
mod tests {
    use crate::backlog::{Sheet, Trees};
    use crate::config::{self, Config};
    use crate::document::Document;
    use std::sync::Arc;

    /// Front matter with something of everything that an epic says.
    const EVERYTHING: &str = "---\nid: PAY-1\ntitle: \"One: two\"\nkind: epic\ntype: tech-debt\nstatus: in-progress\nowner: [ana, \"ben, cleo\"]\ntags: [a, b]\nnav_order: 2.5\nteam: payments\nproduct: shop\ninitiative: INI-1\nkey_results: [OBJ-1/kr-1, OBJ-2]\ndepends_on: [PAY-2, PAY-3]\nrequested_by:\n  - { team: support, need_by: 2025-Q4, accepted: yes }\nscores: { impact: 7, effort: 3.5, risk: 1, time_to_value: 9 }\nmoscow: must\ncost_of_delay: { per_week: 12k, urgency: fixed-date, deadline: 2025-11-01, consequence: a fine }\nestimate: 6w\nremaining: 1.5w\nbundled_with: PAY-4\nconfidence: 70%\noutcomes:\n  - metric: Refund rate\n    baseline: 4.1%\n    target: under 2%\n    by: 2025-Q3\n    source: till\n    owner: ana\n    timing: lead\n    value: customer\n    checkpoints: [1m, 1q]\n    actuals:\n      - { on: 2025-05-26, value: 3%, note: early }\n    guardrails:\n      - { metric: Waiting, limit: \"<= 400 ms\" }\n      - { metric: Errors, low: 1, high: 3 }\n    learned: a lot\n    confidence: 0.5\n    amended: typo\n    ambition: aspirational\n  - metric: Band\n    range: [200 ms, 400 ms]\n    abandoned: dull\n  - metric: Change\n    baseline: $40k\n    target: +25%\nagreement: { reason: autumn, impact: slow, cause: time, repay_by: 2025-12, trigger: growth, reviewed: 2025-06-01, taken_by: PAY-9, repay_item: PAY-8, interest: 3h, principal: $5k, owner: ben, status: open, accepted_reason: cheap }\ntransitions:\n  - { on: 2025-01-02, to: ready }\n  - { on: 2025-02-03, to: in-progress }\ncreated: 2024\nstarted: 2025-02-03\nfinished: 2025-03-04\ncolour: { is: [red, 1] }\n---\nBody\n";

    fn config() -> Config {
        config::load(None, None).unwrap().config
    }

    fn read(path: &str, text: &str) -> Sheet {
        Sheet::read_with(Document::read(path.into(), text.into(), None), &config(), Trees::Drop)
    }

    #[test]
    fn an_epic_comes_back_as_it_was_read() {
        for text in
            [EVERYTHING, "---\nid: A-1\n---\n", "Only prose\n", "+++\nid = \"A\"\nscores = { impact = 1 }\n+++\n"]
        {
            let sheet = read("epics/a.md", text);
            let Some(kept) = sheet.keep(&config()) else { panic!("{text}: {:?}", sheet.found) };
            let item = super::take(&Arc::from("epics/a.md"), &kept).expect("it was kept of this text");
            assert_eq!(item, *sheet.item, "{text}");
            assert!(super::take(&Arc::from("epics/b.md"), &kept).is_none(), "its name, place and state may be others");
            for cut in 1..kept.len() {
                drop(super::take(&Arc::from("epics/a.md"), &kept[..kept.len() - cut]));
            }
        }
    }

    #[test]
    fn what_was_complained_of_or_kept_back_is_read_anew() {
        for text in [
            "---\nid: A\nstatus: nowhere\n---\n",
            "---\nid: A\npublish: false\n---\n",
            "---\nid: A\n",
            "---\nkind: page\n---\n",
        ] {
            assert!(read("epics/a.md", text).keep(&config()).is_none(), "{text}");
        }
        let private = config::load(Some("[privacy]\nfields = [\"salary\"]\n"), None).unwrap().config;
        assert!(read("epics/a.md", EVERYTHING).keep(&private).is_none());
    }
}
