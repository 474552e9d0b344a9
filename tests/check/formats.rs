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

/// What a hostile author puts into every value.
const HOSTILE: &[&str] = &[
    "x\n::error::pwned",
    "x\r::error::pwned",
    "x\u{2028}::error::pwned",
    "x\u{85}::error::pwned",
    "::add-mask::secret",
    "##[command]rm",
    "# #[##[[error]",
    "a%0A::set-output name=x::y",
    "\u{1b}[31mred\u{1b}]0;title\u{7}",
    "\u{1b}]8;;https://evil.example\u{1b}\\link\u{9b}2J",
    "\u{202E}evil\u{2066}x\u{2069}\u{200F}",
    "\u{0}\u{1}\u{7f}",
    "a::b,file=x,line=1",
    "\"}],\"runs\":[{</script>",
    "| a | <img src=x onerror=y> | @team #1 ``` \\",
];

#[test]
fn hostile_values_act_in_no_form() {
    let value = |text: &str| serde_json::to_string(text).unwrap();
    let all = HOSTILE.iter().enumerate().fold(Project::new(), |project, (at, text)| {
        let quoted = value(text);
        let matter = format!(
            "id: {quoted}\ntitle: {quoted}\nstatus: {quoted}\ntype: {quoted}\nowner: {quoted}\nteam: {quoted}\ndepends_on: [{quoted}]\ntags: [{quoted}]\nestimate: {quoted}\noutcomes:\n  - metric: {quoted}\n    baseline: {quoted}\n    target: {quoted}\n    by: {quoted}\n    timing: {quoted}\n{quoted}: x\n"
        );
        let link = text.replace(['\n', '\r'], " ");
        let body = format!("[a](<{link}.md>) [[{link}]] ![b](<{link}.png>) [c](#{link})\n\n<!-- backlit: allow({link}) because {link} -->\nx\n");
        let project = project.file(&format!("epics/H-{at}.md"), format!("---\n{matter}---\n{body}"));
        let name = text.replace(['\0', '/'], "_");
        project.file(&format!("wiki/{at}{name}.md"), format!("# {link}\n\n[a](<{link}.md>)\n"))
    });
    let all = all.env("GITHUB_STEP_SUMMARY", "summary.md");
    for format in ["human", "concise", "github", "json", "sarif", "gitlab", "rdjson"] {
        let run = check(&all, format);
        assert!(run.code < 2 && run.stdout.len() > 3000, "{format}: {run}");
        for line in run.stdout.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
            let trimmed = line.trim_start();
            let own = ["::error file=", "::warning file=", "::notice "].iter().any(|own| trimmed.starts_with(own));
            assert!(!trimmed.starts_with("::") || own && format == "github", "{format}: {line:?}");
            assert!(!line.contains("##["), "{format}: {line:?}");
        }
        let acts = |c: char| c.is_control() && c != '\n' || "\u{202E}\u{2066}\u{2069}\u{200F}\u{2028}".contains(c);
        assert!(!run.stdout.contains(acts), "{format}: {:?}", run.stdout.chars().find(|c| acts(*c)));
        assert!(!run.stderr.contains(acts), "{format}: {}", run.stderr);
        if ["json", "sarif", "gitlab", "rdjson"].contains(&format) {
            assert!(serde_json::from_str::<Value>(&run.stdout).is_ok(), "{format}");
        }
    }
    let summary = fs::read_to_string(all.at("summary.md")).unwrap();
    assert!(!summary.contains(['\u{1b}', '\u{202E}', '\u{0}']) && !summary.contains("<img"), "{summary}");
    let rows = summary.lines().filter(|line| line.starts_with("| ")).collect::<Vec<_>>();
    assert!(rows.iter().all(|row| row.replace("\\|", "").matches('|').count() == 5), "{summary}");
}

#[test]
fn places_count_characters_bytes_and_columns_as_each_form_wants() {
    // A title with wide and combined signs, a tab, and Windows' ends of lines.
    let text = "---\r\nid: PAY-1\r\nä: { 日本: é,\tstatus: 1 }\r\ntitle: \"日本\" \r\nowner: [\"日本\", \tines]\r\nstatus: \t\"nirvänä\"\r\n---\r\n";
    let project = Project::new().file("epics/PAY-1.md", text).file("wiki/日本.md", "日本\t[x](nope.md) [ö](nö.md)\r\n");
    let json: Value = serde_json::from_str(&check(&project, "json").stdout).unwrap();
    let found = |rule: &str| {
        json["findings"].as_array().unwrap().iter().filter(|one| one["rule"] == rule).cloned().collect::<Vec<_>>()
    };
    let state = &found("unknown-state")[0];
    assert_eq!([&state["line"], &state["column"], &state["end_column"]], [6, 10, 19], "{state}");
    let rows: Value = serde_json::from_str(&check(&project, "rdjson").stdout).unwrap();
    let ranges = |rule: &str| {
        let rows = rows["diagnostics"].as_array().unwrap().iter().filter(|row| row["code"]["value"] == rule);
        rows.map(|row| row["location"]["range"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ranges("unknown-state")[0]["end"]["column"], 21);
    let links = ranges("broken-link");
    assert_eq!((&links[0]["start"]["column"], &links[0]["end"]["column"]), (&8.into(), &20.into()));
    assert_eq!((&links[1]["start"]["column"], &links[1]["end"]["column"]), (&21.into(), &33.into()));
    let human = check(&project, "human").stdout;
    let lines: Vec<&str> = human.lines().collect();
    let quoted = lines.iter().position(|line| line.contains("[x](nope.md)")).unwrap();
    assert!(lines[quoted].ends_with("日本 [x](nope.md) [ö](nö.md)"), "{human}");
    // Signs that are two columns wide move the mark by two.
    assert_eq!(lines[quoted + 1].find('^').unwrap(), lines[quoted].find("日").unwrap() + 5, "{human}");
}

#[test]
fn gitlab_sees_each_finding_once() {
    let many = (10..30).fold(Project::example(), |project, n| project.epic(&format!("PAY-{n}"), NO_BASELINE));
    let twice = many.file("epics/a.md", format!("---\nid: PAY-10\n{NO_BASELINE}\n---\n"));
    let rows: Value = serde_json::from_str(&check(&twice, "gitlab").stdout).unwrap();
    let rows = rows.as_array().unwrap();
    let prints: std::collections::BTreeSet<&str> =
        rows.iter().map(|row| row["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), rows.len());
    assert!(rows.len() > 40 && rows.iter().all(|row| !row["location"]["path"].as_str().unwrap().starts_with('.')));
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
