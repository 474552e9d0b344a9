//! The forms of a report: their shape, their limits, and that nothing in them acts.

use super::NO_BASELINE;
use crate::support::{Project, Run, repository, schema_faults};
use serde_json::Value;
use std::fs;

/// Checks in a form.
fn check(project: &Project, format: &str) -> Run {
    project.run(["check", ".", "--as-of", "2025-06-09", "--format", format])
}

/// A project with one error.
fn faulty() -> Project {
    Project::new().epic("PAY-1", NO_BASELINE)
}

#[test]
fn people_see_the_line_and_a_mark() {
    let run = check(&faulty(), "human");
    assert!(run.stdout.contains("error[missing-baseline]: the outcome “Refund rate” has no baseline"), "{run}");
    assert!(run.stdout.contains("--> epics/PAY-1.md:7:13"), "{run}");
    assert!(run.stdout.contains("^^^^^^^^^^^"), "{run}");
    assert!(run.stdout.ends_with("1 error in 1 of 1 file\n"), "{run}");
    let many = (10..40).fold(Project::new(), |project, n| project.epic(&format!("PAY-{n}"), NO_BASELINE));
    assert!(check(&many, "human").stdout.contains("and 18 more of missing-baseline"));
}

#[test]
fn json_keeps_to_its_schema() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(repository("docs/check.schema.json")).unwrap()).unwrap();
    for project in [faulty(), Project::example(), Project::new().file("a.md", "[x](y.md)")] {
        let value: Value = serde_json::from_str(&check(&project, "json").stdout).unwrap();
        assert_eq!(schema_faults(&schema, &value), Vec::<String>::new());
    }
}

#[test]
fn sarif_has_what_code_scanning_asks_for() {
    let value: Value = serde_json::from_str(&check(&Project::example(), "sarif").stdout).unwrap();
    let run = &value["runs"][0];
    assert_eq!(value["version"], "2.1.0");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].as_str().unwrap().len() > 40, "{rule}");
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let at = |key: &str| region[key].as_u64().unwrap();
        assert!(at("startLine") > 0 && at("startColumn") > 0, "{result}");
        assert!(at("endLine") > at("startLine") || at("endColumn") > at("startColumn"), "{result}");
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().contains(':'), "{result}");
    }
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let print = |text: &str| {
        let project = Project::new().file("epics/PAY-1.md", text);
        let value: Value = serde_json::from_str(&check(&project, "json").stdout).unwrap();
        value["findings"][0]["fingerprint"].as_str().unwrap().to_owned()
    };
    let first = print(&format!("---\nid: PAY-1\n{NO_BASELINE}\n---\n"));
    assert_eq!(first, print(&format!("---\n# more\n\nid: PAY-1\ntags: [a]\n{NO_BASELINE}\n---\n")));
    assert_ne!(first, print(&format!("---\nid: PAY-2\n{NO_BASELINE}\n---\n")));
}

#[test]
fn annotations_stay_under_the_limits_and_the_summary_has_all() {
    let many = (10..40).fold(Project::new(), |project, n| {
        project.epic(&format!("PAY-{n}"), &format!("{NO_BASELINE}\ndepends_on: [A::b\u{202E}]"))
    });
    let many = many.env("GITHUB_STEP_SUMMARY", "summary.md");
    let run = check(&many, "github");
    let count = |level: &str| run.stdout.lines().filter(|line| line.starts_with(&format!("::{level} "))).count();
    assert_eq!((count("error"), count("notice")), (10, 1), "{run}");
    assert!(run.stdout.contains("more findings are in the summary of the job"), "{run}");
    assert!(run.stdout.lines().next().unwrap().starts_with("::error file=epics/PAY-10.md,line="), "{run}");
    let summary = fs::read_to_string(many.at("summary.md")).unwrap();
    assert_eq!(summary.matches("| error |").count(), 60, "{summary}");
}

#[test]
fn nothing_of_a_file_becomes_a_command_or_markup() {
    let hostile = "status: \"##[error]x\\n::add-mask::y @team #1 | <img> \u{202E}\"\noutcomes:\n  - metric: \"a%0A::set-output name=x::y\"";
    let project = Project::new().epic("PAY-1", hostile).env("GITHUB_STEP_SUMMARY", "summary.md");
    for format in ["human", "concise", "github", "json", "sarif", "gitlab", "rdjson"] {
        let run = check(&project, format);
        for line in run.stdout.lines() {
            let trimmed = line.trim_start();
            let own = ["::error file=", "::warning file=", "::notice "].iter().any(|own| trimmed.starts_with(own));
            assert!(
                !line.contains("##[") && (!trimmed.starts_with("::") || own && format == "github"),
                "{format}: {line}"
            );
            assert!(!line.contains('\u{202E}'), "{format}: {line}");
        }
    }
    let summary = fs::read_to_string(project.at("summary.md")).unwrap();
    assert!(!summary.contains("<img") && !summary.contains("@team") && !summary.contains("#1 "), "{summary}");
}

#[test]
fn gitlab_and_reviewdog_get_their_fields() {
    let project = Project::new().epic("PÄY-1", NO_BASELINE);
    let rows: Value = serde_json::from_str(&check(&project, "gitlab").stdout).unwrap();
    let row = &rows[0];
    assert_eq!((row["severity"].as_str(), row["check_name"].as_str()), (Some("major"), Some("missing-baseline")));
    assert_eq!(row["location"]["lines"]["begin"], 7);
    let value: Value = serde_json::from_str(&check(&project, "rdjson").stdout).unwrap();
    let found = &value["diagnostics"][0];
    assert_eq!(
        (found["severity"].as_str(), found["code"]["value"].as_str()),
        (Some("ERROR"), Some("missing-baseline"))
    );
    assert_eq!(found["location"]["range"]["start"]["column"], 13);
}

#[test]
fn several_forms_are_written_in_one_run() {
    let project = faulty();
    let run =
        project.run(["check", ".", "--format", "concise", "--format", "sarif=out.sarif", "--format", "human=out.txt"]);
    assert!(run.stdout.starts_with("epics/PAY-1.md:7:13: "), "{run}");
    let sarif = fs::read_to_string(project.at("out.sarif")).unwrap();
    assert!(serde_json::from_str::<Value>(&sarif).unwrap()["runs"][0]["results"][0].is_object());
    assert!(!fs::read_to_string(project.at("out.txt")).unwrap().contains('\u{1b}'));
    assert_eq!(project.run(["check", ".", "--format", "xml"]).code, 2);
}
