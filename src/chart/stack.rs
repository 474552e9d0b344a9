//! Numbers of epics by work type, one on the other. In: counts. Out: the order, the words and the names at the edge.
//! Never draws.

use super::ink::Ink;
use super::mark::WorkType;
use super::plot::Name;

/// Counts by work type, in the order of [`WorkType::ALL`], which is the order from the bottom up.
pub type ByType = [usize; 5];

/// Gives all that is counted.
pub fn total(counts: &ByType) -> usize {
    counts.iter().fold(0, |sum, count| sum.saturating_add(*count))
}

/// Gives the count of one type.
pub fn of(counts: &ByType, work_type: WorkType) -> usize {
    WorkType::ALL.iter().zip(counts).find(|(one, _)| **one == work_type).map_or(0, |(_, count)| *count)
}

/// Lists the types of which there is any, from the bottom up.
pub(super) fn present<'a>(rows: impl IntoIterator<Item = &'a ByType>) -> Vec<WorkType> {
    let mut sums = [0_usize; 5];
    for row in rows {
        sums.iter_mut().zip(row).for_each(|(sum, count)| *sum = sum.saturating_add(*count));
    }
    WorkType::ALL.into_iter().zip(sums).filter(|(_, sum)| *sum > 0).map(|(one, _)| one).collect()
}

/// Says counts in words: `3 feature, 1 defect`, or `none`.
pub(super) fn words(counts: &ByType) -> String {
    let said = WorkType::ALL.iter().zip(counts).filter(|(_, count)| **count > 0);
    let said: Vec<String> = said.map(|(one, count)| format!("{count} {}", one.label().to_lowercase())).collect();
    if said.is_empty() { "none".to_owned() } else { said.join(", ") }
}

/// Gives for each type the lower and the upper edge of its part, in what is counted.
pub(super) fn parts(counts: &ByType) -> Vec<(WorkType, usize, usize)> {
    let mut below = 0_usize;
    let parts = WorkType::ALL.into_iter().zip(counts).map(|(one, count)| {
        let from = below;
        below = below.saturating_add(*count);
        (one, from, below)
    });
    parts.filter(|(_, from, to)| to > from).collect()
}

/// Names the types at the edge of a plot, each at the middle of its part.
pub(super) fn names(types: &[WorkType], counts: &ByType, y: impl Fn(f64) -> i32) -> Vec<Name> {
    let mut below = 0.0;
    let mut names = Vec::new();
    for one in types {
        let count = of(counts, *one) as f64;
        let at = y(below + count / 2.0);
        below += count;
        names.push(Name { y: at, text: one.label().to_owned(), weight: 1, ink: Ink::Name });
    }
    // Names of types without a part at the edge still keep the order of the stack.
    names.reverse();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_on_each_other_in_one_order() {
        let parts = parts(&[3, 0, 1, 0, 2]);
        assert_eq!(parts, [(WorkType::Feature, 0, 3), (WorkType::Defect, 3, 4), (WorkType::Other, 4, 6)]);
        assert_eq!(words(&[3, 0, 1, 0, 0]), "3 feature, 1 defect");
        assert_eq!(present(&[[0, 1, 0, 0, 0], [1, 0, 0, 0, 0]]), [WorkType::Feature, WorkType::TechDebt]);
        assert_eq!((words(&[0; 5]), total(&[usize::MAX, 1, 0, 0, 0])), ("none".to_owned(), usize::MAX));
    }
}
