//! The critical path: which work decides when everything is done, and how much the rest may slip.
//!
//! In: tasks with the weeks that are left of them and what they wait for. Out: earliest finishes, slack and the longest
//! chain (critical path method, Kelley & Walker 1959). Tasks in a cycle cannot be ordered: they count as one.

use crate::backlog::{components, strongly_connected};

/// A piece of work in a network.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Task {
    /// The weeks that are left of it; one without an estimate counts as none.
    pub weeks: Option<f64>,
    /// What must be done before, as positions in the network.
    pub needs: Vec<usize>,
}

/// When each task of a network can be done, in weeks from now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schedule {
    /// The earliest finish of each task.
    pub finish: Vec<f64>,
    /// How far each task may slip before the whole takes longer.
    pub slack: Vec<f64>,
    /// The longest chain of prerequisites before each task.
    pub depth: Vec<usize>,
    /// The tasks of one longest chain, from the first to the last; none where nothing is left to do.
    pub chain: Vec<usize>,
    /// How long everything takes at least.
    pub length: f64,
    /// The tasks that wait for each other, by cycle.
    pub cycles: Vec<Vec<usize>>,
}

/// Times below this are no time.
const NOTHING: f64 = 1e-9;

/// Works out when each task can be done, as if every team could begin at once.
pub fn schedule(tasks: &[Task]) -> Schedule {
    let needs: Vec<Vec<usize>> =
        tasks.iter().map(|task| task.needs.iter().copied().filter(|need| *need < tasks.len()).collect()).collect();
    let groups = Groups::of(tasks, &needs);
    let (finish, depth) = groups.forward();
    let length = finish.iter().copied().fold(0.0, f64::max);
    let latest = groups.backward(length);
    let each = |of: &[f64]| groups.of_task.iter().map(|group| of[*group]).collect::<Vec<f64>>();
    let slack: Vec<f64> = latest.iter().zip(&finish).map(|(latest, finish)| latest - finish).collect();
    Schedule {
        chain: groups.chain(&finish, length),
        slack: each(&slack).into_iter().map(|slack| if slack < NOTHING { 0.0 } else { slack }).collect(),
        depth: groups.of_task.iter().map(|group| depth[*group]).collect(),
        finish: each(&finish),
        length,
        cycles: strongly_connected(&needs),
    }
}

/// The network with every cycle drawn together to one; what a group waits for stands before it.
struct Groups {
    members: Vec<Vec<usize>>,
    of_task: Vec<usize>,
    needs: Vec<Vec<usize>>,
    weeks: Vec<f64>,
}

impl Groups {
    fn of(tasks: &[Task], needs: &[Vec<usize>]) -> Self {
        let members = components(needs);
        let mut of_task = vec![0; tasks.len()];
        for (group, tasks) in members.iter().enumerate() {
            for task in tasks {
                of_task[*task] = group;
            }
        }
        let weeks = |task: usize| tasks[task].weeks.filter(|weeks| weeks.is_finite() && *weeks > 0.0).unwrap_or(0.0);
        let outer = |(group, members): (usize, &Vec<usize>)| {
            let all = members.iter().flat_map(|task| &needs[*task]).map(|need| of_task[*need]);
            let mut outer: Vec<usize> = all.filter(|need| *need != group).collect();
            outer.sort_unstable();
            outer.dedup();
            outer
        };
        Self {
            needs: members.iter().enumerate().map(outer).collect(),
            weeks: members.iter().map(|group| group.iter().map(|task| weeks(*task)).sum()).collect(),
            of_task,
            members,
        }
    }

    fn forward(&self) -> (Vec<f64>, Vec<usize>) {
        let (mut finish, mut depth): (Vec<f64>, Vec<usize>) = (Vec::new(), Vec::new());
        for (group, needs) in self.needs.iter().enumerate() {
            let start = needs.iter().map(|need| finish[*need]).fold(0.0, f64::max);
            finish.push(start + self.weeks[group]);
            depth.push(needs.iter().map(|need| depth[*need] + 1).max().unwrap_or(0));
        }
        (finish, depth)
    }

    fn backward(&self, length: f64) -> Vec<f64> {
        let mut latest = vec![length; self.needs.len()];
        for (group, needs) in self.needs.iter().enumerate().rev() {
            let start = latest[group] - self.weeks[group];
            for need in needs {
                latest[*need] = latest[*need].min(start);
            }
        }
        latest
    }

    /// Walks back from what is done last; of several chains as long, the one of the first tasks.
    fn chain(&self, finish: &[f64], length: f64) -> Vec<usize> {
        let first = |group: &usize| self.members[*group].iter().min().copied();
        let ends = |wanted: f64, of: &mut dyn Iterator<Item = usize>| {
            of.filter(|group| (finish[*group] - wanted).abs() < NOTHING && self.weeks[*group] > 0.0).min_by_key(first)
        };
        let mut chain = Vec::new();
        let mut next = if length > 0.0 { ends(length, &mut (0..finish.len())) } else { None };
        while let Some(group) = next {
            chain.push(group);
            next = ends(finish[group] - self.weeks[group], &mut self.needs[group].iter().copied());
        }
        let tasks = chain.into_iter().rev().flat_map(|group| {
            let mut members = self.members[group].clone();
            members.sort_unstable();
            members
        });
        tasks.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Task, schedule};
    use proptest::prelude::*;

    fn task(weeks: f64, needs: &[usize]) -> Task {
        Task { weeks: Some(weeks), needs: needs.to_vec() }
    }

    #[test]
    fn the_longest_chain_decides_and_the_rest_has_slack() {
        // A3 → B4, C6 → D2
        let seen = schedule(&[task(3.0, &[]), task(4.0, &[0]), task(6.0, &[0]), task(2.0, &[1, 2])]);
        assert_eq!(seen.finish, [3.0, 7.0, 9.0, 11.0]);
        assert_eq!(seen.slack, [0.0, 2.0, 0.0, 0.0]);
        assert_eq!((seen.chain, seen.length), (vec![0, 2, 3], 11.0));
        assert_eq!(seen.depth, [0, 1, 1, 2]);
    }

    #[test]
    fn a_cycle_counts_as_one_and_is_named() {
        let seen = schedule(&[task(1.0, &[1]), task(2.0, &[0]), task(4.0, &[0]), task(1.0, &[3])]);
        assert_eq!(seen.cycles, [vec![0, 1], vec![3]]);
        assert_eq!((seen.length, seen.chain), (7.0, vec![0, 1, 2]));
        assert_eq!(seen.depth, [0, 0, 1, 0]);
    }

    #[test]
    fn without_estimates_there_is_no_chain() {
        let unknown = Task { weeks: None, needs: vec![7] };
        let seen = schedule(&[unknown, Task { weeks: Some(f64::NAN), needs: vec![0] }]);
        assert_eq!((seen.length, seen.chain.len(), seen.depth), (0.0, 0, vec![0, 1]));
        assert_eq!(schedule(&[]), super::Schedule::default());
    }

    #[test]
    fn a_task_without_an_estimate_does_not_break_the_chain_before_it() {
        let seen = schedule(&[task(2.0, &[]), Task { weeks: None, needs: vec![0] }]);
        assert_eq!((seen.chain, seen.finish), (vec![0], vec![2.0, 2.0]));
    }

    proptest! {
        #[test]
        fn the_chain_is_as_long_as_the_whole(tasks in proptest::collection::vec((0_u8..9, proptest::collection::vec(0_usize..12, 0..3)), 1..12)) {
            let tasks: Vec<Task> = tasks.into_iter().map(|(weeks, needs)| task(f64::from(weeks), &needs)).collect();
            let seen = schedule(&tasks);
            prop_assert!(seen.slack.iter().all(|slack| *slack >= 0.0));
            let chain: f64 = seen.chain.iter().filter_map(|at| tasks[*at].weeks).sum();
            prop_assert!(chain <= seen.length + 1e-6);
            prop_assert!(seen.chain.iter().all(|at| seen.slack[*at] < 1e-6));
        }
    }
}
