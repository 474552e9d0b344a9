//! The documentation is a site of its own, made by Backlit.

use super::{backlit, file, text};
use std::fs;

#[test]
fn the_documentation_builds_without_a_finding_and_begins_with_its_first_page() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let built = backlit().args(["build", "--strict", "--output"]).arg(&site).arg(file("docs")).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let home = fs::read_to_string(site.join("index.html")).unwrap();
    for link in ["wiki/getting-started.html", "wiki/commands/index.html", "wiki/rules/index.html", "wiki/config.html"] {
        assert!(home.contains(&format!("href=\"{link}\"")), "{link}");
    }
    assert!(!site.join("backlog.html").exists() && !home.contains("What to write first"));
    let rule = fs::read_to_string(site.join("wiki/rules/missing-baseline.html")).unwrap();
    assert!(
        rule.contains("href=\"../../index.html\"") && rule.contains("<a href=\"index.html\"><bdi>Rules</bdi></a>"),
        "{rule}"
    );
}

#[test]
fn the_first_page_leads_to_every_document_at_the_top() {
    let home = text("docs/index.md");
    for entry in fs::read_dir(file("docs")).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let linked = match entry.file_type().unwrap().is_dir() {
            true => format!("]({name}/index.md)"),
            false if name != "index.md" && name.rsplit_once('.').is_some_and(|(_, end)| end == "md") => {
                format!("]({name})")
            }
            false => continue,
        };
        assert!(home.contains(&linked), "docs/index.md has no link {linked}");
    }
}

#[test]
fn one_place_says_where_the_repository_is() {
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    let repository = manifest["package"]["repository"].as_str().unwrap();
    let site: toml::Table = text("docs/backlit.toml").parse().unwrap();
    assert_eq!(site["site"]["repository"].as_str(), Some(repository));
    let version = manifest["package"]["version"].as_str().unwrap();
    let action = format!("uses: {}@v{version}\n", repository.trim_start_matches("https://github.com/"));
    assert!(text("docs/publishing.md").contains(&action), "docs/publishing.md lacks {action}");
}
