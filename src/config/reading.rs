//! What of a configuration decides how files and their old versions are read.
//!
//! In: the merged tables. Out: a text that differs where reading would. What is kept of earlier readings is good only
//! under the same text.

/// Writes it down.
pub(super) fn of(table: &toml::Table) -> String {
    let of_site = ["include", "exclude", "front_matter_files", "output"];
    let mut kept = toml::Table::new();
    for name in ["collections", "fields", "workflow", "privacy", "history"] {
        kept.extend(table.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    for name in of_site {
        let value = table.get("site").and_then(|site| site.get(name));
        kept.extend(value.map(|value| (name.to_owned(), value.clone())));
    }
    kept.to_string()
}
