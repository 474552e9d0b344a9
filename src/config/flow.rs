//! `[flow]`: how history becomes figures.
//!
//! In: the keys as written. Out: a [`Flow`] with every default filled, or the key that can't be used and why. Never
//! looks at a history.

use super::{State, StateClass, Workflow, file};

/// `[flow]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// How many full weeks the figures look at.
    pub window_weeks: u16,
    /// How many full weeks forecasts draw from.
    pub forecast_weeks: u16,
    /// How percentiles are read off.
    pub percentiles: Percentiles,
    /// Whether work that was put back starts anew.
    pub start_mode: StartMode,
    /// The main-line state whose entry starts the clock, by its position; none where no state can.
    pub start_state: Option<usize>,
    /// A state left and entered again within so many minutes was never left; 0 keeps every change.
    pub debounce_minutes: u32,
    /// How many epics done in one commit make a bulk closing.
    pub bulk_close: u16,
    /// How many epics added in one commit make an import.
    pub import_size: u16,
    /// Commits that are imports, whatever their size.
    pub import_commits: Vec<String>,
    /// The age in days from which open work is pointed out.
    pub age_line_days: u16,
    /// Whether forecasts leave out what was closed in bulk.
    pub forecast_without_bulk: bool,
    /// Whether velocity and work in progress come with natural process limits.
    pub process_limits: bool,
}

/// How a percentile is read off a list of figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Percentiles {
    /// The smallest figure that at least so many per cent do not exceed: always one that was observed.
    #[default]
    Nearest,
    /// Between two neighbours, as spreadsheets do.
    Interpolated,
}

/// When work starts that was put back and taken up again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StartMode {
    /// When it was first taken up.
    #[default]
    First,
    /// When it was taken up after it was last put back.
    Reset,
}

/// A key that can't be used: its name, what is wrong, and what to do.
pub(super) type Refused = (String, String, String);

/// Resolves the table; `marked` is the state that the workflow itself marks as the one that starts the clock.
pub(super) fn resolve(flow: &file::Flow, marked: Option<&str>, workflow: &Workflow) -> Result<Flow, Refused> {
    Ok(Flow {
        window_weeks: weeks("window_weeks", flow.window_weeks)?,
        forecast_weeks: weeks("forecast_weeks", flow.forecast_weeks)?,
        percentiles: percentiles(flow.percentiles.as_deref())?,
        start_mode: start_mode(flow.start_mode.as_deref())?,
        start_state: start_state(flow.start_state.as_deref().filter(|name| !name.is_empty()).or(marked), workflow)?,
        debounce_minutes: flow.debounce_minutes.unwrap_or(0),
        bulk_close: count("bulk_close", flow.bulk_close.unwrap_or(5))?,
        import_size: count("import_size", flow.import_size.unwrap_or(10))?,
        import_commits: flow.import_commits.clone().unwrap_or_default(),
        age_line_days: flow.age_line_days.unwrap_or(90),
        forecast_without_bulk: flow.forecast_without_bulk.unwrap_or(false),
        process_limits: flow.process_limits.unwrap_or(false),
    })
}

/// Accepts a number of weeks between one and five years.
fn weeks(key: &str, weeks: Option<u16>) -> Result<u16, Refused> {
    let weeks = weeks.unwrap_or(12);
    if (1..=260).contains(&weeks) {
        return Ok(weeks);
    }
    let message = format!("`{key}` must lie between 1 and 260");
    Err((key.to_owned(), message, "Write how many full weeks to look at, such as `12`.".to_owned()))
}

/// Accepts a number of epics from which something is done in bulk.
fn count(key: &str, count: u16) -> Result<u16, Refused> {
    if count >= 2 {
        return Ok(count);
    }
    let message = format!("`{key}` must be 2 or more");
    Err((key.to_owned(), message, "Write how many epics in one commit are a bulk, such as `5`.".to_owned()))
}

fn percentiles(name: Option<&str>) -> Result<Percentiles, Refused> {
    match name.unwrap_or("nearest") {
        "nearest" => Ok(Percentiles::Nearest),
        "interpolated" => Ok(Percentiles::Interpolated),
        other => Err((
            "percentiles".to_owned(),
            format!("`{}` is no way to read off percentiles", other.escape_default()),
            "Use `nearest` or `interpolated`.".to_owned(),
        )),
    }
}

fn start_mode(name: Option<&str>) -> Result<StartMode, Refused> {
    match name.unwrap_or("first") {
        "first" => Ok(StartMode::First),
        "reset" => Ok(StartMode::Reset),
        other => Err((
            "start_mode".to_owned(),
            format!("`{}` is no start mode", other.escape_default()),
            "Use `first` or `reset`.".to_owned(),
        )),
    }
}

/// Finds the state that starts the clock: the one that is named, else the first in which work has begun to wait or to move.
fn start_state(name: Option<&str>, workflow: &Workflow) -> Result<Option<usize>, Refused> {
    let states = workflow.states();
    let begun = |state: &State| state.main_line && matches!(state.class, StateClass::Active | StateClass::Waiting);
    let Some(name) = name else {
        return Ok(states.iter().position(begun));
    };
    let found = workflow.find(name).and_then(|found| states.iter().position(|state| state == found));
    found.filter(|at| begun(&states[*at])).map(Some).ok_or_else(|| {
        let message = format!("`{}` can't start the clock", name.escape_default());
        ("start_state".to_owned(), message, "Name a waiting or active state of `[workflow] states`.".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Config, load};
    use super::{Percentiles, StartMode};

    #[test]
    fn the_clock_starts_at_the_first_waiting_or_active_state_unless_another_is_named() {
        let config = Config::default();
        let name = |config: &Config| config.workflow.states()[config.flow.start_state.unwrap()].name.clone();
        assert_eq!(name(&config), "ready");
        let config = load(Some("[flow]\nstart_state = \"In Progress\"\n"), None).unwrap().config;
        assert_eq!(name(&config), "in-progress");
        let states = "[workflow]\nstates = [{ name = \"a\", class = \"waiting\" }, { name = \"b\", class = \"active\", starts_clock = true }]\n";
        assert_eq!(name(&load(Some(states), None).unwrap().config), "b");
        assert_eq!((config.flow.percentiles, config.flow.start_mode), (Percentiles::Nearest, StartMode::First));
    }

    #[test]
    fn what_cannot_be_used_is_named_where_it_stands() {
        for wrong in [
            "start_state = \"idea\"",
            "start_state = \"blocked\"",
            "start_mode = \"last\"",
            "percentiles = \"mean\"",
            "window_weeks = 0",
            "forecast_weeks = 261",
            "bulk_close = 1",
        ] {
            let error = load(Some(&format!("[flow]\n{wrong}\n")), None).unwrap_err();
            assert_eq!(error.place.unwrap().0.span.line, 2, "{wrong}");
        }
    }
}
