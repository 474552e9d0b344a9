//! One timeline a document: renames, moves, gaps, copies, ids that come late.

use super::read::mine;
use super::repository::{Repository, epic};

#[test]
fn renames_and_moves_change_nothing() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("01-01");
    repository.rename("epics/A-1.md", "epics/2025/a better name.md").commit("01-02");
    repository.write("epics/2025/a better name.md", epic("A-1", "done", "")).commit("01-03");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.ids(), ["A-1"]);
    assert_eq!(mined.states("A-1"), ["01-01 idea", "01-03 done"]);
    let timeline = mined.of("A-1");
    assert_eq!(timeline.created.unwrap().commit, Some(0));
    assert_eq!(timeline.changed.unwrap().commit, Some(2));
    assert_eq!(timeline.removed, None);
    assert_eq!(mined.timelines().of_item, [Some(0)]);
}
