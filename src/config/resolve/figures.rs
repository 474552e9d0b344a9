//! The settings that figures are computed by: the ranking, the judgement of outcomes, the planning period.
//!
//! In: the merged file. Out: settings within their limits, or a failure at the value. Never computes a figure.

use super::super::file::{self, File};
use super::super::{Outcomes, Period, Ranking};
use super::Resolver;
use crate::diagnostic::Error;
use crate::order::Order;

/// How many checkpoints every outcome may have: each is a line of its page and a date in the calendar.
const CHECKPOINTS: usize = 50;

impl Resolver<'_> {
    pub(super) fn ranking(&self, file: &File) -> Result<Ranking, Error> {
        let ranking = &file.ranking;
        let [low, high] = ranking.scale.unwrap_or([1.0, 10.0]);
        if !(low.is_finite() && high.is_finite() && low < high) {
            return Err(self
                .wrong(&["ranking", "scale"], "the scale of scores needs a lower and a higher end".to_owned())
                .hint("Write the lowest score and the highest, such as `[1, 10]`."));
        }
        for (name, weight) in &ranking.weights {
            if !(0.0..=1e9).contains(weight) {
                let message = format!("the weight of `{name}` must lie between 0 and 1,000,000,000");
                return Err(self
                    .wrong(&["ranking", "weights", name], message)
                    .hint("Write how much it counts beside the others, such as `0.25`; zero leaves it out."));
            }
        }
        if ranking.weights.values().sum::<f64>() <= 0.0 {
            return Err(self
                .wrong(&["ranking", "weights"], "at least one weight must be more than zero".to_owned())
                .hint("Write how much each criterion counts, such as `impact = 0.4`."));
        }
        let variation = ranking.variation.unwrap_or(0.2);
        if !(0.0..1.0).contains(&variation) {
            return Err(self
                .wrong(&["ranking", "variation"], "the variation of weights must lie between 0 and 1".to_owned())
                .hint("Write a share, such as `0.2` for a fifth up and down."));
        }
        Ok(Ranking {
            method: ranking.method.clone().unwrap_or_else(|| "weighted".to_owned()),
            scale: (low, high),
            weights: ordered(&ranking.weights),
            costs: ranking.costs.clone().unwrap_or_default(),
            formula: ranking.formula.clone(),
            ice: self.ice(ranking.ice.clone())?,
            variation,
            movement_days: ranking.movement_days.unwrap_or(14),
            classes: ranking.classes.clone(),
        })
    }

    /// Accepts the two ways to compute ICE.
    fn ice(&self, name: Option<String>) -> Result<String, Error> {
        let name = name.unwrap_or_else(|| "product".to_owned());
        if name == "product" || name == "mean" {
            return Ok(name);
        }
        let message = format!("`{name}` is no way to compute ICE");
        Err(self.wrong(&["ranking", "ice"], message).hint("Use `product` or `mean`."))
    }

    /// Accepts shares that stand in order.
    pub(super) fn outcomes(&self, outcomes: file::Outcomes) -> Result<Outcomes, Error> {
        let (hit, partial) = (outcomes.hit_from.unwrap_or(1.0), outcomes.partial_from.unwrap_or(0.4));
        if !(hit.is_finite() && hit > 0.0) {
            return Err(self
                .wrong(&["outcomes", "hit_from"], "`hit_from` must be more than zero".to_owned())
                .hint("Write a share of the way, such as `1.0` for all of it."));
        }
        if !(0.0..=hit).contains(&partial) {
            let message = "`partial_from` must lie between 0 and `hit_from`".to_owned();
            return Err(self
                .wrong(&["outcomes", "partial_from"], message)
                .hint("Write shares of the way, such as `0.4` and `1.0`."));
        }
        let months = outcomes.checkpoints_months.unwrap_or_else(|| vec![1, 3, 6]);
        if months.len() > CHECKPOINTS {
            let message = format!("`checkpoints_months` has {} months", months.len());
            return Err(self
                .wrong(&["outcomes", "checkpoints_months", &CHECKPOINTS.to_string()], message)
                .hint(format!("Name at most {CHECKPOINTS}: each stands on the page of every outcome.")));
        }
        Ok(Outcomes {
            grace_days: outcomes.grace_days.unwrap_or(14),
            hit_from: hit,
            partial_from: partial,
            checkpoints_months: months,
        })
    }

    pub(super) fn period(&self, name: Option<&str>) -> Result<Period, Error> {
        Ok(match name.unwrap_or("quarter") {
            "month" => Period::Month,
            "quarter" => Period::Quarter,
            "half-year" => Period::HalfYear,
            "year" => Period::Year,
            other => {
                return Err(self
                    .wrong(&["capacity", "period"], format!("`{other}` is no planning period"))
                    .hint("Periods are month, quarter, half-year and year."));
            }
        })
    }
}

/// Orders weights by size, so that pages show the one that matters most first; equal ones by name.
fn ordered(weights: &std::collections::BTreeMap<String, f64>) -> Vec<(String, f64)> {
    let mut weights: Vec<(String, f64)> = weights.iter().map(|(name, weight)| (name.clone(), *weight)).collect();
    weights.order_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    weights
}
