//! The fuzz targets with few and short bytes, on each run; `fuzz/` has them for longer ones.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

#[path = "../fuzz/entry.rs"]
mod entry;

/// Examples that are changed, for each target.
fn seeds(name: &str) -> &'static [&'static str] {
    match name {
        "front_matter" => &[
            "---\nid: A-1\nstatus: in-progress\nscores: { impact: 9, effort: 3 }\noutcomes:\n  - metric: Rate\n    baseline: 70%\n    target: \">= 90%\"\n    by: 2025-Q2\n    actuals: [{ on: 2025-05-26, value: 77% }]\nagreement: { reason: x, repay_by: 2025-09-30, interest: 6 h/week }\nlint: { allow: x, because: y }\n---\n# A\n\n<!-- backlit: allow(x) because y -->\n[a](b.md) [[A-1]]\n",
            "+++\nid = \"A-1\"\nestimate = \"2w 3d\"\n[scores]\nimpact = 9\n+++\n```backlit\nkind: epic\n```\n",
        ],
        "quantity" => {
            &["$1,200.50k", "-4.1 s", "70 %", "<= 2%", "+25%", "9 h/week", "2w 3d", "1'000 kg", "€ -3.5M/month"]
        }
        "date" => &["2025-06-30", "2025-06", "2025-Q2", "30 September 2025", "2025-W12-3", "20250630"],
        "formula" => {
            &["(impact + risk) / max(effort, 1)", "if(impact > 3, impact ^ 2, -risk)", "round(log(impact * 1e9), 2)"]
        }
        "configuration" => &[
            "[site]\ntitle = \"x\"\ninclude = [\"**/*.md\"]\ntimezone = \"UTC\"\n[workflow]\nstates = [{ name = \"a\", class = \"active\" }]\n[rules]\nold-work = \"off\"\n",
            "preset = \"kep\"\n[[autolinks]]\npattern = \"A-(\\\\d+)\"\nurl = \"https://x/$1\"\n[ranking]\nmethod = \"wsjf\"\n[ranking.weights]\nimpact = 3\n",
        ],
        "template" => &[
            "{% extends \"base.html\" %}{% block main %}{{ page.title | upper }}{% endblock %}",
            "{% for a in [1, 2] %}{{ a }}{% else %}x{% endfor %}",
        ],
        "markdown" => &[
            "# A {#b onclick=x}\n\n> - [x](javascript:y \"t\") ![a](b)\n\n| a | b |\n|---|:-:|\n| `c` | <b onclick=x>d</b> |\n\n```rust\nfn a() {}\n```\n[^1]: n\n\na[^1] ~~b~~ <https://x.y> &#x6a; [[A-1|b]]\n<script>x</script><svg><style>",
        ],
        "git_reader" => &[
            "\0ref: refs/heads/main\n",
            "\u{1}[core]\n\tworktree = /etc\n\tfsmonitor = touch x\n[extensions]\n\tobjectFormat = sha256\n[include]\n\tpath = /etc/passwd\n",
            "\u{3}# pack-refs with: peeled fully-peeled sorted\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa refs/tags/v1\n",
            "\u{5}../../../../tmp\n",
            "\u{a}tree bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\nparent aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nauthor A <a> 99999999999999999999 +9999\ncommitter  1 -1\ngpgsig x\n\n",
            "\u{b}40000 epics\0cccccccccccccccccccc120000 a.md\0dddddddddddddddddddd",
        ],
        "site" => &[
            "0---\nid: B-1\nstatus: ready\ndepends_on: [A-1]\n# backlit: allow(no-outcome) because x\noutcomes: [{ metric: a, baseline: 70 %, target: 90%, by: 2025-Q2 }]\n---\n# B\n\n```backlit\nkind: epic\nstatus: ready\nsort: rank\ncolumns: id, title\n```\n[[A-1|x]] [a](a.md#b) ![](x.png) <b onclick=x>\n",
            "2---\nid: B-1\nkey_results: [{ id: kr-1, metric: a, target: 3, by: 2025-06 }]\n---\n<!-- backlit: allow-file(broken-link) because y -->\n[a](/x)\n",
            "6# Notes\n\n## Notes\n\n[[A-1]] [b](#notes-1)\n",
        ],
        "review" => &[
            "0---\nid: B-1\nstatus: in-progress\nscores: { impact: 9, effort: 3 }\noutcomes: [{ metric: a|b, baseline: 70%, target: 90%, by: 2025-Q2 }]\n---\nx\n\0---\nid: B-1\nstatus: done\noutcomes: [{ metric: a|b, baseline: 70%, target: 80%, by: 2025-Q3 }]\n---\n@all ::error::x\n",
            "2---\nid: B-1\ntitle: <b>x</b>\n---\n\0",
        ],
        "review_file" => &[
            "{\"schema\":\"backlit.review/1\",\"base\":{\"name\":\"main\",\"commit\":\"\"},\"head\":{\"name\":\"@x\",\"commit\":\"\"},\"as_of\":\"2025-06-09\",\"folder\":\"a\",\"notes\":[\"::x\"],\"changes\":[{\"kind\":\"target-eased-after-start\",\"effect\":\"weaker\",\"document\":{\"id\":\"A-1\",\"title\":\"a|b\",\"kind\":\"epic\",\"path\":\"epics/a.md\"},\"outcome\":\"<!--\",\"before\":\"90%\",\"after\":\"80%\",\"notes\":[],\"place\":{\"path\":\"epics/a.md\",\"line\":3,\"side\":\"head\"}}],\"outcomes\":[],\"documents\":[],\"ranking\":{\"method_before\":\"\",\"method_after\":\"\",\"before\":[],\"after\":[],\"ranked_before\":0,\"ranked_after\":0,\"moved\":0},\"findings\":{\"new\":[],\"mended\":[],\"older\":0},\"policy\":{\"fail_on\":[],\"refused\":[0]}}",
        ],
        _ => &[],
    }
}

/// Changes an example: bytes are replaced, put in, taken out, and parts repeated.
fn changed(name: &str) -> impl Strategy<Value = Vec<u8>> {
    let seed = prop::sample::select(seeds(name)).prop_map(|seed| seed.as_bytes().to_vec());
    let edit = (
        any::<prop::sample::Index>(),
        0_usize..6,
        prop_oneof![any::<u8>(), prop::sample::select(b"-:{}[]()<>\"'&*#|\\/.,0919eE%$\n\r\t ".to_vec())],
    );
    (seed, prop::collection::vec(edit, 0..12)).prop_map(|(mut bytes, edits)| {
        for (index, how, byte) in edits {
            let at = index.index(bytes.len() + 1);
            match how {
                0 if at < bytes.len() => bytes[at] = byte,
                1 if at < bytes.len() => {
                    bytes.remove(at);
                }
                2 => bytes.truncate(at.max(1)),
                3 => {
                    let part: Vec<u8> = bytes[at..].iter().copied().take(8).collect();
                    bytes.splice(at..at, part.repeat(4));
                }
                _ => bytes.insert(at, byte),
            }
        }
        bytes
    })
}

#[test]
fn any_bytes_end_in_a_value_or_a_finding() {
    for (name, entry) in entry::ENTRIES {
        let cases = match *name {
            "quantity" | "date" => 2000,
            // Each renders dozens of pages.
            "site" => 30,
            _ => 150,
        };
        let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
        let bytes = prop_oneof![4 => changed(name), 1 => prop::collection::vec(any::<u8>(), 0..80)];
        let done = TestRunner::new(config).run(&bytes, |bytes| {
            entry(&bytes);
            Ok(())
        });
        assert!(done.is_ok(), "{name}: {done:?}");
    }
}

#[test]
fn every_target_has_its_file_and_is_listed() {
    let manifest = std::fs::read_to_string(crate::support::repository("fuzz/Cargo.toml")).unwrap();
    let files = std::fs::read_dir(crate::support::repository("fuzz/fuzz_targets")).unwrap();
    assert_eq!(files.count(), entry::ENTRIES.len());
    for (name, _) in entry::ENTRIES {
        assert!(manifest.contains(&format!("fuzz_targets/{name}.rs")), "{name}");
    }
}
