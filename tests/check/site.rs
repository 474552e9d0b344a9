//! The site shows what the rules ask for: on the page that it concerns, and person by person.

use super::NO_BASELINE;
use crate::support::Project;

#[test]
fn hints_stand_on_their_page_and_by_person() {
    let project = Project::new().epic("PAY-1", NO_BASELINE).epic("PAY-2", &NO_BASELINE.replace("owner: ines\n", ""));
    let (run, site) = project.build();
    assert!(run.stdout.contains("built") && !run.stderr.contains("missing-baseline"), "{run}");
    let epic = site.text("epics/pay-1.html");
    assert!(epic.contains("1 hint from the rules") && epic.contains("missing-baseline"), "{epic}");
    let checks = site.text("checks.html");
    let (ines, nobody) = (checks.find(">ines<").unwrap(), checks.find("Nobody answers for these").unwrap());
    assert!(ines < nobody && checks.contains("missing-owner"), "{checks}");
    assert!(site.text("index.html").contains("checks.html"));
}

#[test]
fn the_page_of_advice_stays_small_however_many_have_something_to_mend() {
    let mut project = Project::new();
    for at in 0..130 {
        let owned = NO_BASELINE.replace("owner: ines", &format!("owner: person-{at:03}"));
        project = project.epic(&format!("PAY-{at}"), &owned);
    }
    for at in 130..200 {
        project = project.epic(&format!("PAY-{at}"), &NO_BASELINE.replace("owner: ines\n", ""));
    }
    let checks = project.build().1.text("checks.html").to_owned();
    assert!(checks.contains(">person-099<") && !checks.contains(">person-100<"), "the first hundred people");
    assert!(checks.contains("30 more people with "), "{checks}");
    assert!(checks.contains("Nobody answers for these"), "what nobody answers for stays");
    assert!(checks.matches("class=\"alert-title\"").count() <= 505, "five findings each at this many people");
}

#[test]
fn what_is_allowed_or_off_is_not_shown() {
    let allowed =
        NO_BASELINE.replace("Refund rate", "Refund rate # backlit: allow(missing-baseline) because it is new");
    let (_, site) = Project::new().epic("PAY-1", &allowed).build();
    assert!(!site.files.contains_key("checks.html"));
    let broken =
        Project::new().file("backlit.toml", "[rules]\nbroken-link = \"off\"\n").file("wiki/a.md", "[x](y.md)\n");
    let (run, site) = broken.build();
    assert!(!run.stderr.contains("broken-link"), "{run}");
    assert!(!site.text("problems.html").contains("broken-link"));
}

#[test]
fn of_thousands_of_findings_the_page_shows_as_many_as_a_browser_draws_soon() {
    let links = (0..100).fold(String::new(), |links, at| format!("{links}[a](no{at}.md)\n"));
    let pages = (0..16).fold(Project::new(), |project, at| project.file(&format!("wiki/p{at}.md"), &links));
    let (_, site) = pages.build();
    let page = site.text("problems.html");
    assert!(page.contains("The first 1,500 of 1,600 findings in 16 files; the download has every finding."));
    assert_eq!(page.matches("class=\"alert-title\"").count(), 1_500);
    assert_eq!(site.text("problems.csv").lines().count(), 1_601);
}
