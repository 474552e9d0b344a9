//! The pages of flow on small sites: what they say with a history, without one, and with too little.

use crate::support::{Project, check_site};

/// An epic that went through the states by hand-written dates.
fn moved(started: &str, done: &str) -> String {
    format!("type: feature\nstatus: done\ncreated: 2025-01-01\nstarted: {started}\nfinished: {done}")
}

#[test]
fn without_a_history_the_page_says_what_is_missing_and_draws_nothing() {
    let project = Project::new().epic("A-1", "status: idea");
    let (_, site) = project.build();
    let flow = site.main("flow.html");
    assert!(flow.contains("There is no git repository here") && flow.contains("git init"), "{flow}");
    assert!(!flow.contains("<svg") && !flow.contains("class=\"figure\""), "{flow}");
    assert!(!site.main("epics/a-1.html").contains("Where the time went"));
    assert!(site.main("forecast.html").contains("There is no forecast yet"));
    check_site(&site);
}

#[test]
fn the_day_of_an_import_is_no_day_on_which_work_began_or_ended() {
    let started = "status: in-progress\nstarted: 2025-05-02";
    let project =
        Project::new().epic("A-1", "status: done").epic("A-2", started).epic("A-3", "status: in-progress").git();
    let (_, site) = project.build();
    let page = |id: &str| site.main(&format!("epics/{id}.html"));
    assert!(page("a-1").contains(">Done when first seen<") && !page("a-1").contains(">Finished<"), "{}", page("a-1"));
    assert!(
        page("a-3").contains("in progress when first seen") && !page("a-2").contains("in progress when first seen")
    );
}

#[test]
fn doubtful_epics_stand_in_the_order_of_their_numbers() {
    let project = ["A-10", "A-9", "A-100"].iter().fold(Project::new(), |project, id| project.epic(id, "status: done"));
    let (_, site) = project.git().build();
    let page = site.main("data-quality.html");
    let at = |id: &str| page.find(&format!(">{id} ")).or_else(|| page.find(&format!(">{id}<"))).unwrap();
    assert!(at("A-9") < at("A-10") && at("A-10") < at("A-100"), "{page}");
}

#[test]
fn where_the_time_went_is_said_of_what_was_done_without_a_start() {
    let leap =
        "status: done\ncreated: 2025-01-01\ntransitions: [{ on: 2025-02-01, to: idea }, { on: 2025-03-01, to: done }]";
    let (_, site) = Project::new().epic("A-1", leap).git().build();
    assert!(
        site.main("epics/a-1.html").contains("done, and never seen in progress"),
        "{}",
        site.main("epics/a-1.html")
    );
    check_site(&site);
}

#[test]
fn a_planned_end_is_none_and_a_type_without_work_has_a_share_of_nothing() {
    let planned =
        "status: in-progress\ntransitions: [{ on: 2025-05-01, to: in-progress }, { on: 2025-06-01, to: done }]";
    let mut project = Project::new().epic("B-1", planned);
    for at in 0..10 {
        project = project.epic(&format!("A-{at}"), &moved("2025-05-01", "2025-05-20"));
    }
    let export = project.run(["export", "--as-of", "2025-06-09"]).stdout;
    let export: serde_json::Value = serde_json::from_str(&export).unwrap();
    let shares = &export["flow"]["overall"]["flow_distribution"];
    assert_eq!((&shares["done"], &shares["feature_share"], &shares["risk_share"]), (&10.into(), &1.into(), &0.into()));
    assert_eq!(export["flow"]["overall"]["flow_load"]["in_progress"], 1);
}

#[test]
fn what_a_team_finishes_is_told_for_the_same_day_as_what_all_finish() {
    let mut project = Project::new().file("teams/pay.md", "---\nid: pay\ntitle: Pay\n---\n");
    for at in 10..30 {
        let matter = moved("2025-05-01", &format!("2025-05-{at}"));
        project = project.epic(&format!("A-{at}"), &format!("team: pay\n{matter}"));
    }
    assert_eq!(project.run(["build", "--as-of", "2025-06-11"]).code, 0);
    let site = project.site();
    let page = site.main("forecast.html");
    assert!(page.contains("Finished by 25 Jun, 85% sure") && page.contains("Finished by 25 Jun, by team"), "{page}");
}

#[test]
fn natural_process_limits_stand_where_a_site_asks_for_them() {
    let matter = |day: u8| moved("2025-05-01", &format!("2025-05-{day}"));
    let mut project = Project::new().file("backlit.toml", "[flow]\nprocess_limits = true\nwindow_weeks = 6\n");
    for at in 0..9 {
        project = project.epic(&format!("A-{at}"), &matter(if at < 8 { 20 } else { 28 }));
    }
    let export: serde_json::Value =
        serde_json::from_str(&project.run(["export", "--as-of", "2025-06-09"]).stdout).unwrap();
    let limits = &export["flow"]["overall"]["velocity_limits"];
    // 0, 0, 0, 8, 1, 0: on average 1.5, neighbours differ by (8 + 7 + 1) / 5 = 3.2.
    assert_eq!(
        (&limits["mean"], &limits["lower"], &limits["outside"]),
        (&1.5.into(), &().into(), &[(); 0].as_slice().into())
    );
    assert!((limits["upper"].as_f64().unwrap() - (1.5 + 2.66 * 3.2)).abs() < 1e-9, "{limits}");
    let (_, site) = project.build();
    let said = "Natural process limits: 1.5 on average, usually up to 10; no week is outside.";
    assert!(site.main("flow.html").contains(said), "{}", site.main("flow.html"));
}

#[test]
fn too_few_epics_have_no_percentile_and_no_forecast() {
    let project = Project::new()
        .file("backlit.toml", "[site]\nas_of = \"2025-06-09\"\n")
        .epic("A-1", &moved("2025-05-01", "2025-05-20"))
        .epic("A-2", &moved("2025-05-05", "2025-05-20"));
    let (_, site) = project.build();
    let flow = site.main("flow.html");
    assert!(flow.contains("too few to tell: 2 of the 5 finished epics that it takes"), "{flow}");
    assert!(flow.contains("Flow time of 2 epics: too few for percentiles"), "{flow}");
    assert!(site.main("forecast.html").contains("it takes 3"), "{}", site.main("forecast.html"));
    assert!(site.main("epics/a-1.html").contains("20 days from start to done"));
    assert!(site.text("flow-type-feature.html").contains("Flow: Feature"));
    let quality = site.main("data-quality.html");
    assert!(quality.contains("Dates declared by hand: 2 epics") && quality.contains("epics/a-2.html"), "{quality}");
    assert!(site.text("flow.csv").lines().any(|line| line.starts_with("A-1,Epic A-1,feature,")));
    check_site(&site);
}

#[test]
fn a_hostile_title_stays_text_in_every_drawing() {
    let title = "\"</title><script>alert(1)</script>";
    let text = format!("---\nid: A-1\ntitle: '{title}'\n{}\n---\nWhy.\n", moved("2025-05-01", "2025-05-20"));
    let config = "[site]\nas_of = \"2025-06-09\"\n";
    let project = Project::new().file("backlit.toml", config).file("epics/a-1.md", text);
    let (_, site) = project.build();
    assert!(site.main("flow.html").contains("<svg") && !site.main("flow.html").contains("<script"));
    check_site(&site);
}

#[test]
fn a_short_history_has_no_weekly_mean_and_says_since_when() {
    let epic = moved("2025-05-14", "2025-05-20").replace("2025-01-01", "2025-05-14");
    let project = Project::new().file("backlit.toml", "[site]\nas_of = \"2025-06-09\"\n").epic("A-1", &epic);
    let (_, site) = project.build();
    let flow = site.main("flow.html");
    assert!(flow.contains("too short a time for a weekly figure: history starts on 14 May 2025"), "{flow}");
    assert!(!flow.contains("/ week") && !flow.contains("epics a week"), "{flow}");
}

#[test]
fn a_site_grows_with_the_parts_of_the_work_and_not_with_their_square() {
    let of = |project: Project, i: usize| {
        project.epic(&format!("A-{i}"), &format!("status: in-progress\nstarted: 2025-05-02\nproduct: Product {i:03}"))
    };
    let (_, site) = (0..100).fold(Project::new(), of).build();
    let links = |path: &str| site.main(path).matches("<bdi>Product ").count();
    let part = site.main("flow-product-product-050.html");
    assert_eq!((links("flow.html"), links("flow-product-product-050.html")), (100, 60));
    assert!(part.contains("<a href=\"flow.html#bl-views\">All 100</a>") && part.contains("aria-current"), "{part}");
    for (path, near) in [("000", "059"), ("050", "079"), ("099", "040")] {
        let page = site.main(&format!("flow-product-product-{path}.html"));
        assert!(page.contains(&format!("<bdi>Product {near}<")), "{path}: {page}");
    }
    assert!(!site.main("flow.html").contains(">All 100<"));
    check_site(&site);
}
