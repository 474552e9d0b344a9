//! What waits for a task, directly or not, each counted once. It stops when its budget is spent, so
//! that a hostile graph costs no more than a large one.

/// A walk over everything that waits for a task.
pub(super) struct Reach<'a> {
    waiting: &'a [Vec<usize>],
    seen: Vec<usize>,
    walk: usize,
    budget: &'a mut u64,
}

impl<'a> Reach<'a> {
    /// Prepares walks; `waiting` lists for each task the tasks that need it.
    pub(super) fn new(waiting: &'a [Vec<usize>], budget: &'a mut u64) -> Self {
        Self { waiting, seen: vec![0; waiting.len()], walk: 0, budget }
    }

    /// Lists all that wait for a task; none when the budget is spent.
    pub(super) fn of(&mut self, task: usize) -> Option<Vec<usize>> {
        self.walk += 1;
        self.seen[task] = self.walk;
        let mut found: Vec<usize> = Vec::new();
        let mut next = Some(task);
        let mut at = 0;
        while let Some(from) = next {
            for &other in &self.waiting[from] {
                *self.budget = self.budget.checked_sub(1)?;
                if self.seen[other] != self.walk {
                    self.seen[other] = self.walk;
                    found.push(other);
                }
            }
            next = found.get(at).copied();
            at += 1;
        }
        Some(found)
    }
}

/// Turns "needs" around into "is waited for by".
pub(super) fn reverse(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut waiting = vec![Vec::new(); needs.len()];
    for (task, needs) in needs.iter().enumerate() {
        for need in needs {
            waiting[*need].push(task);
        }
    }
    waiting
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dependent_counts_once() {
        let waiting = reverse(&[vec![], vec![0], vec![0], vec![1, 2]]);
        assert_eq!(Reach::new(&waiting, &mut 100).of(0), Some(vec![1, 2, 3]));
        assert_eq!(Reach::new(&waiting, &mut 2).of(0), None);
    }
}
