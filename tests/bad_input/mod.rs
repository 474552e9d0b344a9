//! Files that are wrong or hostile: each is named at its place, and the rest of the site is built.

mod documents;
mod encodings;
mod half_filled;
mod hostile;
mod ids;
mod names;
mod size;

use crate::support::{AS_OF, Project, Run, Site, check_site};

/// Starts a project with an epic that nothing is wrong with.
fn beside_a_good_epic() -> Project {
    Project::new().epic("GOOD-1", "scores: { impact: 9, effort: 4, risk: 5, time_to_value: 3 }")
}

/// Builds a project that holds something wrong: the run goes on, the rest is there, nothing else is touched.
#[track_caller]
fn survives(project: &Project) -> (Run, Site) {
    let before = project.around();
    let (run, site) = project.build();
    harmless(&run);
    assert!(site.main("epics/good-1.html").contains("Epic GOOD-1"), "{:?}", site.files.keys());
    check_site(&site);
    assert_eq!(project.around().keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert!(project.around() == before, "a file was changed");
    (run, site)
}

/// Builds a project of which findings are expected, each a rule and a place such as `epics/A-1.md:4:14`.
#[track_caller]
fn names(project: &Project, expected: &[(&str, &str)]) -> Site {
    let (run, site) = survives(project);
    for (rule, place) in expected {
        let heading = format!("[{rule}]: ");
        let mut findings = run.stderr.split("\n\n");
        let found = findings.any(|finding| {
            let mut lines = finding.lines();
            let here = |line: &str| line.trim_start_matches([' ', '-', '>']) == *place;
            lines.next().is_some_and(|line| line.contains(&heading)) && lines.next().is_some_and(here)
        });
        assert!(found, "no {rule} at {place} in\n{run}");
        assert!(site.main("problems.html").contains(rule), "{rule} isn't on the page of problems");
    }
    let strict = project.run(["build", "--strict", "--as-of", AS_OF]);
    assert_eq!(strict.code, 1, "{strict}");
    site
}

/// Fails where a terminal, or a service that reads the log, would act on what is printed.
#[track_caller]
fn harmless(run: &Run) {
    for text in [&run.stdout, &run.stderr] {
        let acts = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
        };
        assert!(!text.contains(acts), "{text:?}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::") || line.contains("##[")), "{text}");
        assert!(!text.contains("panicked"), "{text}");
    }
}
