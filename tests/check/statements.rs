//! Outcome or output: statements of the project's own, and those of the shared data where they are.

use crate::support::{repository, skip};
use backlit::lint::statement::{Label, read};
use std::fs;

/// Reads statements with a label and four flags, and counts what is right.
fn score(table: &str) -> (usize, usize, [usize; 4], Vec<String>) {
    let mut lines = table.lines();
    let head: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let column = |name: &str| head.iter().position(|found| found.trim_start_matches("has_") == name);
    let flags = ["metric", "baseline", "target", "deadline"].map(|name| column(name).unwrap());
    let (statement, label) = (column("statement").unwrap(), column("label").unwrap());
    let ambiguous = column("ambiguous");
    let (mut clear, mut right, mut correct, mut wrong) = (0, 0, [0; 4], Vec::new());
    for row in lines.map(|line| line.split('\t').collect::<Vec<&str>>()) {
        let found = read(row[statement]);
        let same = (found.label == Label::Output) == (row[label] == "output");
        if ambiguous.is_none_or(|at| row[at] == "0") {
            clear += 1;
            right += usize::from(same);
        }
        let said = [found.has_metric, found.has_baseline, found.has_target, found.has_deadline];
        for (at, said) in said.into_iter().enumerate() {
            let same = said == (row[flags[at]] == "1");
            correct[at] += usize::from(same);
            if !same {
                wrong.push(format!("{}: {} is {said}", row[statement], head[flags[at]]));
            }
        }
        if !same {
            wrong.push(format!("{}: {:?}, {:?}", row[statement], found.label, found.reason));
        }
    }
    (clear, right, correct, wrong)
}

#[test]
fn the_projects_own_statements_are_read_rightly() {
    let table = fs::read_to_string(repository("tests/check/statements.tsv")).unwrap();
    let (clear, right, correct, wrong) = score(&table);
    assert_eq!(clear, 120);
    assert!(right >= 118 && correct.iter().all(|flag| *flag >= 117), "{right}, {correct:?}\n{}", wrong.join("\n"));
}

#[test]
fn the_shared_statements_are_read_rightly() {
    let file = repository("../shared/data/outcomes/statements_dev.tsv");
    let Ok(table) = fs::read_to_string(&file) else {
        return skip("the_shared_statements_are_read_rightly", "the shared data is not here");
    };
    let (clear, right, correct, wrong) = score(&table);
    assert!(
        right * 28 >= clear * 25 && correct.iter().all(|flag| *flag >= 27),
        "{right}, {correct:?}\n{}",
        wrong.join("\n")
    );
}
