use crate::site::tests_support::{rendered, words};

#[test]
fn many_agreements_are_parted_into_pages() {
    let names: Vec<String> = (0..250).map(|at| format!("epics/e{at:03}.md")).collect();
    let agreement = |at: usize| {
        let repay_by = if at.is_multiple_of(2) { "2025-01-31" } else { "2027-01-31" };
        format!("title: E{at}\nagreement: {{ reason: Reason {at} of many, cause: Cause {at}, repay_by: {repay_by} }}")
    };
    let texts: Vec<String> = (0..250).map(agreement).collect();
    let files: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(name, text)| (name.as_str(), &**text)).collect();
    let paths = ["technical-debt.html", "technical-debt-2.html", "technical-debt-3.html"];
    let pages = paths.map(|path| rendered(&files, path));
    let all = pages.concat();
    for at in 0..250 {
        assert_eq!(all.matches(&format!("Reason {at} of many")).count(), 1, "{at}");
    }
    let said = pages.each_ref().map(|page| words(page));
    assert!(said[0].contains("Overdue 125") && said[0].contains("200 more 200"), "{}", said[0]);
    assert!(said[1].contains("Agreements 101 to 200 of 250.") && said[1].contains("Overdue 125"), "{}", said[1]);
    let causes = |said: &str| said.contains("Why shortcuts were taken");
    assert!(causes(&said[0]) && !causes(&said[2]) && !said[2].contains("Overdue 125"), "{}", said[2]);
}
