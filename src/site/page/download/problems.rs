//! Everything that was found in the files.

use super::Table;
use crate::site::Site;
use serde_json::{Value, json};

/// The findings.
pub(super) const TABLE: Table = Table { name: "problems", columns, rows };

fn columns(_: &Site<'_>) -> Vec<String> {
    ["severity", "rule", "path", "line", "column", "message", "hint"].map(str::to_owned).into()
}

fn rows(site: &Site<'_>, take: &mut dyn FnMut(Vec<Value>)) {
    for found in &site.diagnostics {
        take(vec![
            json!(found.severity),
            json!(found.rule),
            json!(&*found.path),
            json!(found.span.line),
            json!(found.span.column),
            json!(found.message),
            json!(found.hint),
        ]);
    }
}
