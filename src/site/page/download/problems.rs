//! Everything that was found in the files.

use super::{Sheet, Table};
use crate::site::Site;
use serde_json::json;

/// The findings.
pub(super) const TABLE: Table = Table { name: "problems", sheet };

fn sheet(site: &Site<'_>) -> Sheet {
    let mut sheet = Sheet::new(&["severity", "rule", "path", "line", "column", "message", "hint"]);
    sheet.rows = site
        .diagnostics
        .iter()
        .map(|found| {
            vec![
                json!(found.severity),
                json!(found.rule),
                json!(&*found.path),
                json!(found.span.line),
                json!(found.span.column),
                json!(found.message),
                json!(found.hint),
            ]
        })
        .collect();
    sheet
}
