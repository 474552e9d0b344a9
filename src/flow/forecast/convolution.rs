//! Sums of weeks, exactly: every combination of past weeks counted, no random number drawn.
//!
//! In: how many were done in each past week. Out: how likely it is that so many are done in so many weeks. Weeks are
//! taken to be independent of each other and like those of the past.

use super::LEVELS;

/// What is forgiven to floating point when a chance is compared with a level.
const HAIR: f64 = 1e-12;

/// How likely each number of items is in one week, by number.
fn one_week(history: &[usize]) -> Vec<f64> {
    let most = history.iter().copied().max().unwrap_or(0);
    let mut chances = vec![0.0; most + 1];
    for count in history {
        chances[*count] += 1.0;
    }
    for chance in &mut chances {
        *chance /= history.len() as f64;
    }
    chances
}

/// Adds a week; numbers of `limit` and more are taken together.
fn add_week(sum: &[f64], week: &[f64], limit: usize) -> Vec<f64> {
    let mut next = vec![0.0; (sum.len() + week.len() - 1).min(limit + 1)];
    for (count, chance) in week.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
        for (so_far, mass) in sum.iter().enumerate() {
            next[(so_far + count).min(limit)] += mass * chance;
        }
    }
    next
}

/// Gives how likely each number of items is in so many weeks, by number; nothing without a history.
pub fn distribution(history: &[usize], weeks: u32) -> Vec<f64> {
    if history.is_empty() {
        return Vec::new();
    }
    let week = one_week(history);
    (0..weeks).fold(vec![1.0], |sum, _| add_week(&sum, &week, usize::MAX - 1))
}

/// Gives the largest number of items that is reached with each chance.
pub fn how_many(distribution: &[f64]) -> Option<[usize; 4]> {
    if distribution.is_empty() {
        return None;
    }
    Some(LEVELS.map(|level| {
        let mut tail = 0.0;
        let reached = |(_, chance): &(usize, &f64)| {
            tail += **chance;
            tail >= level - HAIR
        };
        distribution.iter().enumerate().rev().find(reached).map_or(0, |(count, _)| count)
    }))
}

/// Gives how likely it is that so many items or more are done in so many weeks.
pub fn chance(history: &[usize], items: usize, weeks: u32) -> Option<f64> {
    let found = distribution(history, weeks);
    (!found.is_empty()).then(|| found.iter().skip(items).sum::<f64>().min(1.0))
}

/// Gives, for each number of items from 0 to `most`, after how many weeks they are done with each chance; none where
/// that takes more than `limit` weeks.
pub fn when_each(history: &[usize], most: usize, limit: u32) -> Vec<[Option<u32>; 4]> {
    let mut found = vec![[None; 4]; most + 1];
    found[0] = [Some(0); 4];
    if history.iter().all(|count| *count == 0) {
        return found;
    }
    let week = one_week(history);
    let mut sum = vec![1.0];
    let mut next = [1; 4];
    for weeks in 1..=limit {
        sum = add_week(&sum, &week, most);
        let mut tail = 0.0;
        let mut reached = [0; 4];
        for (count, chance) in sum.iter().enumerate().rev() {
            tail += chance;
            for (place, level) in LEVELS.iter().enumerate() {
                if reached[place] == 0 && tail >= level - HAIR {
                    reached[place] = count;
                }
            }
        }
        for place in 0..4 {
            while next[place] <= reached[place] {
                found[next[place]][place] = Some(weeks);
                next[place] += 1;
            }
        }
        if next.iter().all(|next| *next > most) {
            break;
        }
    }
    found
}
