use super::place::place;
use super::*;
use proptest::prelude::*;

fn node(id: &str, (lane, column): (usize, usize), waits: &[(usize, Way)]) -> Node {
    Node {
        id: id.to_owned(),
        title: format!("Title of {id}"),
        href: format!("{id}.html"),
        state: "Ready".to_owned(),
        stage: Stage::Open,
        note: String::new(),
        lane,
        column,
        waits: waits.to_vec(),
    }
}

fn graph(nodes: Vec<Node>) -> DependencyGraph {
    let lanes = vec!["Search".to_owned(), "Platform".to_owned()];
    DependencyGraph { prefix: "g".to_owned(), title: "Work waits".to_owned(), lanes, nodes }
}

#[test]
fn an_arrow_leads_to_what_waits_and_the_table_says_so() {
    let drawing = graph(vec![node("A", (0, 0), &[]), node("B", (1, 1), &[(0, Way::Chain)])]).draw().unwrap();
    assert!(drawing.svg.contains("c-arrow c-arrow-chain"), "{}", drawing.svg);
    assert!(drawing.svg.contains("<a href=\"A.html\"><title>A Title of A: Ready</title>"), "{}", drawing.svg);
    let words: Vec<_> = drawing.rows[1].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(words, ["B Title of B", "Platform", "Ready", "A Title of A", "Ready", "yes"]);
    assert_eq!(drawing.description, "B waits for A.");
}

#[test]
fn a_circle_is_marked_and_drawn_without_end() {
    let nodes = vec![node("A", (0, 0), &[(1, Way::Circle)]), node("B", (1, 0), &[(0, Way::Circle), (1, Way::Circle)])];
    let drawing = graph(nodes).draw().unwrap();
    assert!(drawing.svg.contains("c-arrow-circle") && drawing.note.unwrap().contains("Dashed"));
}

#[test]
fn a_large_graph_and_one_without_waits_are_not_drawn() {
    assert_eq!(graph(vec![node("A", (0, 0), &[])]).draw(), None);
    let many =
        |count: usize| (0..count).map(|at| node(&format!("E-{at}"), (0, at.min(1)), &[(0, Way::Plain)])).collect();
    assert!(graph(many(MOST)).draw().is_some());
    assert_eq!(graph(many(MOST + 1)).draw(), None);
    assert_eq!(graph(vec![node("A", (9, 0), &[(4, Way::Plain)])]).draw(), None);
}

#[test]
fn hostile_words_stay_words() {
    let mut bad = node("\"><script>", (0, 0), &[(0, Way::Circle)]);
    bad.title = "</title><script>alert(1)</script>".to_owned();
    bad.href = "javascript:alert(1)".to_owned();
    let svg = graph(vec![bad]).draw().unwrap().svg;
    assert!(!svg.contains("<script") && !svg.contains("javascript:"), "{svg}");
}

proptest! {
    #[test]
    fn boxes_keep_apart_and_arrows_run_between_them(
        nodes in prop::collection::vec(((0..2_usize, 0..5_usize), prop::collection::vec(0..12_usize, 0..3)), 1..12),
    ) {
        let count = nodes.len();
        let nodes: Vec<Node> = nodes
            .into_iter()
            .map(|((lane, column), waits)| {
                let waits: Vec<_> = waits.into_iter().map(|to| (to % count, Way::Plain)).collect();
                node("E", (lane, column.min(count - 1)), &waits)
            })
            .collect();
        let graph = graph(nodes);
        let layout = place(&graph);
        for (at, one) in layout.boxes.iter().enumerate() {
            prop_assert!(layout.boxes[..at].iter().all(|other| !other.meets(one)));
            prop_assert!(one.left >= 0 && one.right <= layout.size.0 && one.bottom <= layout.size.1);
        }
        for corners in layout.ways.iter().flatten() {
            for pair in corners.windows(2) {
                let (from, to) = (pair[0], pair[1]);
                prop_assert!(from.0 == to.0 || from.1 == to.1);
                let inside = |area: &crate::chart::rect::Rect| {
                    let area = area.inset(10);
                    let line = crate::chart::rect::Rect {
                        left: from.0.min(to.0), right: from.0.max(to.0), top: from.1.min(to.1), bottom: from.1.max(to.1),
                    };
                    area.meets(&line)
                };
                prop_assert!(!layout.boxes.iter().any(inside), "{corners:?} {:?}", layout.boxes);
            }
        }
    }
}
