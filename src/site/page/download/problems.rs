//! Everything that was found in the files.

use super::{Cell, Table};
use crate::site::Site;

/// The findings.
pub(super) const TABLE: Table = Table { name: "problems", columns, rows };

fn columns(_: &Site<'_>) -> Vec<String> {
    ["severity", "rule", "path", "line", "column", "message", "hint"].map(str::to_owned).into()
}

fn rows<'a>(site: &'a Site<'_>, take: &mut dyn FnMut(Vec<Cell<'a>>)) {
    for found in &site.diagnostics {
        take(vec![
            found.severity.word().into(),
            found.rule.into(),
            (&*found.path).into(),
            i64::from(found.span.line).into(),
            i64::from(found.span.column).into(),
            (&found.message).into(),
            found.hint.as_ref().into(),
        ]);
    }
}
