//! What a run keeps for the next: of no effect but speed, and lost without harm.

use super::read::{Mined, mine, mine_on};
use super::repository::{Repository, epic};
use proptest::prelude::*;

/// Writes down all that was mined.
fn all(mined: &Mined) -> String {
    let timelines = mined.timelines();
    format!("{:?}{:?}{:?}{:?}", timelines.commits, timelines.documents, timelines.of_item, timelines.coverage)
}

/// A repository with something of everything.
fn eventful() -> Repository {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "tags: [a, b]\nscores: { impact: 3, effort: 2 }\n").write("wiki/p.md", "# P\n");
    repository.commit("01-01");
    repository.epic("B-1", "ready", "publish: false\n").write("epics/c.md", "---\nstatus: [\n---\n").commit("01-02");
    repository.rename("epics/A-1.md", "epics/moved.md").rename("wiki/p.md", "wiki/q.md").commit("01-03");
    repository.write("epics/copy.md", epic("A-1", "done", "")).commit("01-04");
    repository
}

#[test]
fn new_commits_go_on_where_the_last_run_ended() {
    let repository = eventful();
    let first = mine(&repository.root(), None);
    assert_eq!(first.walked, 4);
    let again = mine_on(&repository.root(), None, &first.kept);
    assert_eq!((again.walked, all(&again)), (0, all(&first)));
    assert!(again.kept == first.kept, "what is kept is read and written as it was");
    repository.delete("epics/copy.md").rename("wiki/q.md", "wiki/r.md").epic("B-1", "done", "").commit("01-05");
    repository.write("epics/c.md", epic("C-1", "idea", "")).commit("01-06");
    let (cold, warm) = (mine(&repository.root(), None), mine_on(&repository.root(), None, &again.kept));
    assert_eq!((cold.walked, warm.walked), (6, 2));
    assert_eq!(all(&warm), all(&cold));
    assert_eq!(warm.states("A-1"), ["01-01 idea", "01-04 done", "01-05 idea"]);
}

#[test]
fn a_history_that_was_written_again_is_read_again() {
    let repository = eventful();
    let first = mine(&repository.root(), None);
    repository.git(&["reset", "--quiet", "--hard", "HEAD~2"]);
    repository.epic("Z-1", "idea", "").commit("01-09");
    let (cold, warm) = (mine(&repository.root(), None), mine_on(&repository.root(), None, &first.kept));
    assert_eq!((warm.walked, all(&warm)), (3, all(&cold)));
}

#[test]
fn another_way_to_read_reads_again() {
    let repository = eventful();
    let first = mine(&repository.root(), None);
    repository.write("backlit.toml", "[fields]\nlabels = \"tags\"\n").commit("01-09");
    let warm = mine_on(&repository.root(), None, &first.kept);
    assert_eq!(warm.walked, 5);
    assert_eq!(warm.values("A-1", "labels"), ["01-01 …", "01-04 none"]);
    repository.write("backlit.toml", "[fields]\nlabels = \"tags\"\n[site]\ntitle = \"Ours\"\n").commit("01-10");
    assert_eq!(mine_on(&repository.root(), None, &warm.kept).walked, 1);
}

#[test]
fn damaged_bytes_are_as_good_as_none() {
    let repository = eventful();
    let first = mine(&repository.root(), None);
    for cut in [0, 1, 31, 32, 33, first.kept.len() / 2, first.kept.len() - 1] {
        assert_eq!(mine_on(&repository.root(), None, &first.kept[..cut]).walked, 4, "{cut}");
    }
    let mut longer = first.kept.clone();
    longer.push(0);
    assert_eq!(mine_on(&repository.root(), None, &longer).walked, 4);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn one_wrong_byte_is_noticed(at in any::<prop::sample::Index>(), value in any::<u8>()) {
        let config = backlit::config::Config::default();
        let repository = once();
        let mut bytes = repository.clone();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != value);
        bytes[at] = value;
        prop_assert!(backlit::backlog::Ledger::decode(&bytes, &config.reading, &config).is_none());
    }
}

/// Gives the kept bytes of one repository, made once.
fn once() -> &'static Vec<u8> {
    static KEPT: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    KEPT.get_or_init(|| mine(&eventful().root(), None).kept)
}
