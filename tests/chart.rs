//! Holds the drawings to what every page relies on: well-formed, safe, small, the same every time.

use backlit::chart::Drawing;
use backlit::chart::mark::WorkType;
use backlit::chart::quadrant::{Point, Quadrant};
use proptest::prelude::*;

/// Checks that a text is one well-formed XML element as far as our writer can go: tags nest, attributes
/// are quoted and unique, only known entities stand in the text, no forbidden characters.
pub(crate) fn is_well_formed(xml: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        text(&rest[..start])?;
        let end = rest[start..].find('>').ok_or("a tag without an end")? + start;
        let tag = &rest[start + 1..end];
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop();
            (last == Some(name)).then_some(()).ok_or(format!("</{name}> closes {last:?}"))?;
        } else {
            let name = tag.trim_end_matches('/').split(' ').next().unwrap_or("");
            attributes(&tag.trim_end_matches('/')[name.len()..])?;
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
        rest = &rest[end + 1..];
    }
    (rest.is_empty() && open.is_empty()).then_some(()).ok_or(format!("left open: {open:?}"))
}

fn attributes(mut rest: &str) -> Result<(), String> {
    let mut names = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").ok_or(format!("no value: {rest}"))?;
        let name = name.strip_prefix(' ').ok_or("no space before a name")?;
        let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        (plain && !names.contains(&name)).then_some(()).ok_or(format!("bad name {name}"))?;
        names.push(name);
        let (value, after) = after.split_once('"').ok_or("no closing quote")?;
        text(value)?;
        rest = after;
    }
    Ok(())
}

fn text(text: &str) -> Result<(), String> {
    for part in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|name| part.starts_with(name));
        known.then_some(()).ok_or(format!("unknown entity &{part}"))?;
    }
    let bad = |c: char| (c < ' ') || matches!(c, '\u{fffe}' | '\u{ffff}' | '>');
    text.chars().find(|c| bad(*c)).map_or(Ok(()), |c| Err(format!("forbidden {c:?}")))
}

fn quadrant(points: Vec<Point<'_>>, hi: f64) -> Quadrant<'_> {
    let (prefix, list_href) = ("quadrant".to_owned(), "#parts".to_owned());
    Quadrant { prefix, lo: 1.0, hi, width: 720, list_href, rows: usize::MAX, points }
}

fn many(count: u32, steps: u32) -> Vec<Point<'static>> {
    let spread = |n: u32, by: u32| f64::from(n.wrapping_mul(by) % 7_919 % steps) + 1.0;
    (0..count)
        .map(|n| Point {
            id: format!("EPIC-{n}").into(),
            title: "Guided onboarding for new learners & their teachers".into(),
            href: format!("epics/guided-onboarding-for-new-learners-{n}.html"),
            work_type: WorkType::ALL[n as usize % 5],
            value: spread(n, 2_654_435),
            effort: spread(n, 40_503),
        })
        .collect()
}

fn drawn(points: Vec<Point<'_>>, hi: f64) -> Drawing {
    quadrant(points, hi).draw().expect("the points are on the scale")
}

#[test]
fn any_number_of_epics_stays_under_sixty_kilobytes() {
    for count in [1, 7, 40, 150, 300, 700, 1_500, 4_000, 10_000] {
        for steps in [5, 10, 100] {
            let drawing = drawn(many(count, steps), f64::from(steps));
            assert!(drawing.svg.len() < 60_000, "{count} on {steps}: {}", drawing.svg.len());
            assert_eq!(drawing.rows.len(), count as usize);
            is_well_formed(&drawing.svg).unwrap();
        }
    }
}

#[test]
fn long_names_and_addresses_stay_under_sixty_kilobytes() {
    let mut points = many(300, 10);
    for point in &mut points {
        point.id = "\"'<&>".repeat(40).into();
        point.title = "\"'<&>".repeat(4_000).into();
        point.href = format!("epics/{}.html", "%E6%97%A5".repeat(80));
    }
    let drawing = Quadrant { list_href: "x".repeat(9_000), ..quadrant(points, 10.0) }.draw().unwrap();
    assert!(drawing.svg.len() < 60_000, "{}", drawing.svg.len());
    is_well_formed(&drawing.svg).unwrap();
}

#[test]
fn attacks_stay_words() {
    let vectors = [
        "</title><script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "' onfocus='alert(1)' autofocus='",
        "]]><!--<svg/onload=alert(1)>",
        "&lt;script&gt;&#60;script&#62;",
        "<![CDATA[<script>]]>",
        "javascript:alert(1)",
        "java\u{1}script:alert(1)",
        "data:text/html,<script>",
        "<style>*{x:expression(1)}</style><set attributeName=href to=javascript:alert(1)>",
    ];
    let mut points = many(10, 5);
    for (point, vector) in points.iter_mut().zip(vectors) {
        point.id = vector.into();
        point.title = vector.into();
        point.href = vector.to_owned();
    }
    let svg = Quadrant { prefix: vectors[1].to_owned(), ..quadrant(points, 5.0) }.draw().unwrap().svg;
    is_well_formed(&svg).unwrap();
    for bad in
        ["<script", "<style", "<set", "<!", " onload=\"", " onfocus=\"", " style=", "href=\"javascript", "href=\"data"]
    {
        assert!(!svg.contains(bad), "{bad} in {svg}");
    }
}

#[test]
fn a_drawing_has_no_colour_but_the_stand_in() {
    let svg = drawn(many(40, 10), 10.0).svg;
    let colours: Vec<_> = svg.split("=\"#").skip(1).map(|rest| &rest[..6]).collect();
    assert!(colours.iter().all(|colour| *colour == "767676" || colour.starts_with("parts")));
    assert!(!svg.contains("rgb(") && !svg.contains("style="));
}

/// Gives any text that doesn't spell what no number of a drawing may be: an epic may well be called `-0`.
pub(crate) fn words() -> impl Strategy<Value = String> {
    any::<String>()
        .prop_filter("spells a number that is none", |text| !["NaN", "inf", "-0"].iter().any(|bad| text.contains(bad)))
}

fn any_point() -> impl Strategy<Value = Point<'static>> {
    let score = prop_oneof![4 => (0..12i32).prop_map(f64::from), 1 => any::<f64>()];
    ((words(), words(), words()), 0..5usize, (score.clone(), score)).prop_map(
        |((id, title, href), kind, (value, effort))| Point {
            id: id.into(),
            title: title.into(),
            href,
            work_type: WorkType::ALL[kind],
            value,
            effort,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_input_gives_a_well_formed_drawing_or_none(
        points in prop::collection::vec(any_point(), 0..60),
        ends in (any::<f64>(), any::<f64>()),
        tame in prop::bool::weighted(0.8),
        width in any::<u32>(),
    ) {
        let (lo, hi) = if tame { (1.0, 10.0) } else { ends };
        let input = Quadrant { lo, hi, width, ..quadrant(points, 10.0) };
        if let Some(drawing) = input.draw() {
            prop_assert_eq!(is_well_formed(&drawing.svg), Ok(()));
            prop_assert!(!drawing.svg.contains("NaN") && !drawing.svg.contains("\"-0\""));
            prop_assert_eq!(drawing.rows.len(), input.points.len());
            prop_assert_eq!(Some(drawing), input.draw());
        }
    }
}
