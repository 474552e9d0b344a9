//! Makes backlogs of any size, for benches, load tests and `examples/generate.rs`.
//!
//! In: a number of epics. Out: the files of a site's folder, one at a time. The same number gives the same bytes on every
//! machine. Never touches the disk.

use std::fmt::{Arguments, Write};

/// One file of a backlog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// The path in the site's folder.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) text: String,
}

/// Makes a backlog: its configuration, teams, objectives, wiki pages (one for twenty epics) and epics.
pub(crate) fn backlog(epics: usize) -> impl Iterator<Item = File> {
    let size = Size::of(epics);
    std::iter::once(configuration())
        .chain((0..size.teams).map(team))
        .chain((0..size.objectives).map(objective))
        .chain((0..size.pages).map(move |at| page(size, at)))
        .chain((0..epics).map(move |at| epic(size, at)))
}

/// How many of each kind there are.
#[derive(Clone, Copy)]
struct Size {
    epics: usize,
    teams: usize,
    objectives: usize,
    pages: usize,
}

impl Size {
    fn of(epics: usize) -> Self {
        Self {
            epics,
            teams: (epics / 200).clamp(4, 40),
            objectives: (epics / 100).clamp(2, 200),
            pages: (epics / 20).max(3),
        }
    }
}

/// A small generator of numbers (SplitMix64, Steele et al. 2014).
struct Dice(u64);

impl Dice {
    fn new(kind: u64, at: usize) -> Self {
        Self((at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (kind << 56))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Gives a number from `0` up to, and without, `limit`.
    fn below(&mut self, limit: usize) -> usize {
        let rest = self.next() % limit.max(1) as u64;
        usize::try_from(rest).expect("a rest below a usize is one")
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

const WHO: [&str; 10] = [
    "New learners",
    "Partner schools",
    "People on slow phones",
    "Our support team",
    "Course authors",
    "Teachers with large classes",
    "Returning visitors",
    "The finance team",
    "Learners who pay by invoice",
    "People who read with a screen reader",
];
const DOES: [&str; 10] = [
    "wait too long for",
    "leave before they see",
    "ask three times a week about",
    "can't find",
    "no longer trust",
    "would pay more for",
    "work around",
    "have to repeat by hand",
    "are surprised by",
    "first notice on a Monday",
];
const WHAT: [&str; 12] = [
    "the list of results",
    "the monthly report",
    "a receipt with the right tax",
    "the first lesson",
    "what changed since yesterday",
    "the page that compares prices",
    "an answer from the import",
    "the reminder by mail",
    "their own progress",
    "the sign-in on a second device",
    "the certificate at the end",
    "the calendar of live classes",
];
const WHY: [&str; 8] = [
    "and it costs us about a day a week",
    "which nobody had measured before March",
    "so the numbers of last quarter can't be compared",
    "although the old way still works for small schools",
    "because every step asks the same slow service",
    "and the busiest hour of the week is the worst",
    "as the interviews in spring have shown",
    "which is why it stands in this list at all",
];
const THEME: [&str; 12] = [
    "search",
    "checkout",
    "onboarding",
    "reports",
    "imports",
    "sign-in",
    "lessons",
    "invoices",
    "reminders",
    "certificates",
    "catalogue",
    "calendar",
];
const VERB: [&str; 8] = ["Speed up", "Replace", "Simplify", "Repair", "Open", "Measure", "Split", "Retire"];
const METRIC: [&str; 8] = [
    "Success rate",
    "Completion within seven days",
    "Median waiting time",
    "Tickets a week",
    "Weekly active learners",
    "Refunds a month",
    "Pages without an owner",
    "Renewals on the first reminder",
];
const WORK_TYPE: [&str; 6] = ["feature", "feature", "feature", "tech-debt", "defect", "risk"];
const STATUS: [&str; 12] =
    ["idea", "idea", "idea", "ready", "ready", "ready", "ready", "in-progress", "review", "done", "done", "cancelled"];

fn configuration() -> File {
    let text = "[site]\ntitle = \"A generated backlog\"\nrepository = \"https://git.example.org/learning/backlog\"\n";
    file("backlit.toml", text)
}

fn file(path: impl Into<String>, text: impl Into<String>) -> File {
    File { path: path.into(), text: text.into() }
}

fn epic_id(at: usize) -> String {
    format!("{}-{}", ["GROW", "PAY", "PLAT", "SRCH"][at % 4], at + 1)
}

fn team(at: usize) -> File {
    let text = format!(
        "---\nid: team-{at}\ntitle: Team {at}\nmembers: [\"@ada-{at}\", \"@noor-{at}\"]\ncapacity: 12w\nwip_limit: 3\n---\n\n{}\n",
        paragraph(&mut Dice::new(1, at))
    );
    file(format!("teams/team-{at}.md"), text)
}

fn objective(at: usize) -> File {
    let mut dice = Dice::new(2, at);
    let text = format!(
        "---\nid: OBJ-{at}\ntitle: {} {} for everybody ({at})\nperiod: 2025-Q2\nkey_results:\n  - id: kr-1\n    metric: {}\n    baseline: {}%\n    target: 90%\n    by: 2025-09-30\n---\n\n{}\n",
        dice.pick(&VERB),
        dice.pick(&THEME),
        dice.pick(&METRIC),
        20 + dice.below(50),
        paragraph(&mut dice)
    );
    file(format!("objectives/OBJ-{at}.md"), text)
}

fn page(size: Size, at: usize) -> File {
    let mut dice = Dice::new(3, at);
    let mut text = format!("---\ntitle: How we handle {} ({at})\n---\n\n", dice.pick(&THEME));
    while text.len() < 2500 {
        section(&mut text, size, &mut dice);
    }
    let folder = ["", "decisions/", "guides/", "guides/import/"][at % 4];
    file(format!("wiki/{folder}page-{at}.md"), text)
}

fn epic(size: Size, at: usize) -> File {
    let mut dice = Dice::new(4, at);
    let mut text = front_matter(size, at, &mut dice);
    let length = 3000 + dice.below(3300);
    let code = dice.one_in(4);
    text.push_str(&paragraph(&mut dice));
    text.push_str("\n\n");
    if dice.one_in(2) {
        table(&mut text, &mut dice);
    }
    if code {
        code_block(&mut text, at, &mut dice);
    }
    while text.len() < length {
        section(&mut text, size, &mut dice);
    }
    file(format!("epics/{}.md", epic_id(at)), text)
}

fn front_matter(size: Size, at: usize, dice: &mut Dice) -> String {
    let theme = dice.pick(&THEME);
    let mut text = format!(
        "---\nid: {}\ntitle: {} {theme} for group {}\ntype: {}\nstatus: {}\nowner: \"@owner-{}\"\nteam: team-{}\nkey_results: [OBJ-{}/kr-1]\ncreated: 2025-{:02}-{:02}\n",
        epic_id(at),
        dice.pick(&VERB),
        at % 97,
        dice.pick(&WORK_TYPE),
        dice.pick(&STATUS),
        dice.below(50),
        dice.below(size.teams),
        dice.below(size.objectives),
        1 + dice.below(5),
        1 + dice.below(28),
    );
    if at > 0 && dice.one_in(8) {
        let before = at - 1 - dice.below(at.min(40));
        add(&mut text, format_args!("depends_on: [{}]\n", epic_id(before)));
    }
    if !dice.one_in(10) {
        add(
            &mut text,
            format_args!(
                "scores: {{ impact: {}, effort: {}, risk: {}, time_to_value: {} }}\n",
                score(dice),
                score(dice),
                score(dice),
                score(dice)
            ),
        );
    }
    add(&mut text, format_args!("estimate: {}w\nconfidence: {}%\n", 1 + dice.below(12), 40 + 5 * dice.below(12)));
    text.push_str("outcomes:\n");
    for _ in 0..=dice.below(2) {
        outcome(&mut text, dice);
    }
    add(&mut text, format_args!("tags: [{theme}, year-2025]\n---\n\n"));
    text
}

/// Adds formatted words to a text.
fn add(text: &mut String, words: Arguments<'_>) {
    text.write_fmt(words).expect("a string takes all that is written");
}

fn score(dice: &mut Dice) -> usize {
    1 + dice.below(10)
}

fn outcome(text: &mut String, dice: &mut Dice) {
    let baseline = 30 + dice.below(40);
    add(
        text,
        format_args!(
            "  - metric: {} of {}\n    baseline: {baseline}%\n    target: {}%\n    by: 2025-{:02}-28\n    source: counted weekly\n    timing: lead\n    value: customer\n",
            dice.pick(&METRIC),
            dice.pick(&THEME),
            baseline + 5 + dice.below(20),
            3 + dice.below(9)
        ),
    );
    if dice.one_in(2) {
        add(
            text,
            format_args!(
                "    actuals:\n      - {{ on: 2025-05-05, value: {}% }}\n      - {{ on: 2025-06-02, value: {}%, note: \"two of seven lists\" }}\n",
                baseline + dice.below(6),
                baseline + dice.below(20)
            ),
        );
    }
}

fn sentence(dice: &mut Dice) -> String {
    format!("{} {} {}, {}.", dice.pick(&WHO), dice.pick(&DOES), dice.pick(&WHAT), dice.pick(&WHY))
}

fn paragraph(dice: &mut Dice) -> String {
    let sentences: Vec<String> = (0..2 + dice.below(4)).map(|_| sentence(dice)).collect();
    sentences.join(" ")
}

/// Writes a heading with prose, links and a list below it.
fn section(text: &mut String, size: Size, dice: &mut Dice) {
    add(text, format_args!("## What we know about {}\n\n{}\n\n", dice.pick(&WHAT), paragraph(dice)));
    if dice.one_in(3) && size.epics > 0 {
        add(text, format_args!("See [[{}]] and ", epic_id(dice.below(size.epics))));
        add(text, format_args!("[the team](/teams/team-{}.md) for **how it began**.\n\n", dice.below(size.teams)));
    }
    if dice.one_in(2) {
        for _ in 0..2 + dice.below(3) {
            add(text, format_args!("- *{}*: {}\n", dice.pick(&THEME), sentence(dice)));
        }
        text.push('\n');
    }
    if dice.one_in(6) {
        add(text, format_args!("> {}\n\n", sentence(dice)));
    }
}

fn table(text: &mut String, dice: &mut Dice) {
    text.push_str("| Part | Before | After |\n| --- | ---: | ---: |\n");
    for _ in 0..3 + dice.below(4) {
        add(
            text,
            format_args!("| {} | {} ms | `{}` ms |\n", dice.pick(&THEME), 200 + dice.below(900), dice.below(200)),
        );
    }
    text.push('\n');
}

/// Writes about 600 bytes of code that stand nowhere else.
fn code_block(text: &mut String, at: usize, dice: &mut Dice) {
    let (language, lines) = [("python", PYTHON), ("sql", SQL), ("rust", RUST), ("yaml", YAML)][dice.below(4)];
    add(text, format_args!("```{language}\n"));
    for round in 0..3 {
        let number = at * 3 + round;
        text.push_str(&lines.replace("NAME", &format!("group_{number}")).replace("LIMIT", &(number % 977).to_string()));
    }
    text.push_str("```\n\n");
}

const PYTHON: &str = "def NAME(rows, limit=LIMIT):\n    \"\"\"Counts what was found within a minute.\"\"\"\n    found = [row for row in rows if row.seconds < 60]\n    return len(found) / max(limit, 1)  # a share\n\n";
const SQL: &str = "-- NAME: searches followed by a click\nselect date_trunc('week', searched_at) as week,\n       round(100.0 * count(clicked_at) / count(*), 1) as rate\nfrom searches where school_id = LIMIT and not is_staff group by week;\n\n";
const RUST: &str = "/// Counts what was found within a minute.\nfn NAME(rows: &[Row]) -> Option<f64> {\n    let found = rows.iter().filter(|row| row.seconds < 60).count();\n    (rows.len() > LIMIT).then(|| found as f64 / rows.len() as f64)\n}\n\n";
const YAML: &str = "NAME:\n  metric: Success rate # weekly\n  limit: LIMIT\n  owner: \"@maria\"\n  guardrails:\n    - { metric: Complaints, high: 20 }\n    - { metric: \"Refunds a month\", high: 4.5 }\n\n";
