//! Bytes that are not plain UTF-8 text with Unix line ends.

use super::{beside_a_good_epic, names, survives};

const EPIC: &str = "---\nid: BAD-1\ntitle: Größe\n---\nThe text.\n";

#[test]
fn marks_and_windows_line_ends_are_read_without_a_word() {
    for bytes in [format!("\u{FEFF}{EPIC}"), format!("\u{FEFF}\u{FEFF}{EPIC}"), EPIC.replace('\n', "\r\n")] {
        let project = beside_a_good_epic().file("epics/bad.md", &bytes);
        let (run, site) = survives(&project);
        assert_eq!(run.stderr, "");
        assert!(site.main("epics/bad-1.html").contains("Größe"));
    }
}

#[test]
fn places_count_the_same_with_windows_line_ends() {
    let text = "---\r\nid: BAD-1\r\ndepends_on: [NO-1]\r\n---\r\n";
    names(&beside_a_good_epic().file("epics/bad.md", text), &[("unknown-id", "epics/bad.md:3:14")]);
}

#[test]
fn lone_carriage_returns_are_read_and_named() {
    let project = beside_a_good_epic().file("epics/bad.md", EPIC.replace('\n', "\r"));
    let site = names(&project, &[("line-ends", "epics/bad.md:1:1")]);
    assert!(site.main("epics/bad-1.html").contains("Größe"));
}

#[test]
fn other_encodings_are_named() {
    let utf_16: Vec<u8> = "\u{FEFF}".chars().chain(EPIC.chars()).map(|c| c as u16).flat_map(u16::to_le_bytes).collect();
    let site = names(&beside_a_good_epic().file("epics/bad.md", utf_16), &[("not-utf-8", "epics/bad.md:1:1")]);
    assert!(site.main("epics/bad-1.html").contains("Größe"));
    let latin: Vec<u8> = EPIC.chars().map(|c| u8::try_from(c as u32).unwrap()).collect();
    let site = names(&beside_a_good_epic().file("epics/bad.md", latin), &[("not-utf-8", "epics/bad.md:3:10")]);
    assert!(site.main("epics/bad-1.html").contains("Gr\u{FFFD}\u{FFFD}e"));
    for bytes in [&b"\xFF\xFE"[..], b"\xFF\xFE\x00", b"\xFE\xFF\xD8", b"\xC3", b"---\n\xC3\n---\n", b"\xF0\x9F\x98"] {
        survives(&beside_a_good_epic().file("epics/bad.md", bytes));
    }
}

#[test]
fn a_nul_is_named() {
    let site = names(
        &beside_a_good_epic().file("wiki/bad.md", "# T\u{0}itle\n\na\u{0}b\n"),
        &[("control-character", "wiki/bad.md:1:4")],
    );
    assert!(!site.text("wiki/bad.html").contains('\0'));
    survives(&beside_a_good_epic().file("epics/bad.md", "---\nid: a\u{0}b\n---\n"));
}

#[test]
fn characters_that_hide_are_shown_nowhere() {
    for c in [
        "\u{1b}", "\u{7}", "\u{8}", "\u{9b}", "\u{202e}", "\u{2066}", "\u{ffff}", "\u{2028}", "\u{85}", "\u{c}",
        "\u{0}",
    ] {
        let text = format!(
            "---\ntitle: \"a{c}b\"\nowner: \"a{c}b\"\nstatus: \"x{c}y\"\ndepends_on: [\"NO{c}\"]\n---\n# a{c}b\n"
        );
        let (_, site) = survives(
            &beside_a_good_epic().file("epics/bad.md", text).file("wiki/bad.md", format!("# a{c}b\n\na{c}b\n")),
        );
        let page = site.text("epics/bad.html").to_owned() + site.text("wiki/bad.html") + site.text("wiki.html");
        assert!(!page.contains(['\u{1b}', '\u{7}', '\u{8}', '\u{9b}']), "{c:?}");
    }
}

#[test]
fn the_title_of_a_tab_and_the_card_of_a_link_are_not_turned() {
    let text = "---\nid: BAD-1\ntitle: T\nteam: \"a\u{202e}b\"\n---\nTurned \u{202e}prose \u{2066}here.\n";
    let (_, site) = survives(&beside_a_good_epic().file("epics/bad.md", text));
    let heads =
        site.pages().map(|(path, _)| site.text(path).split_once("</head>").unwrap_or_else(|| panic!("{path}")).0);
    let heads: String = heads.collect();
    assert!(heads.contains("content=\"Turned prose here.\"") && heads.contains("<title>Backlog: ab"));
    assert!(!heads.contains(['\u{202e}', '\u{2066}']));
}
