//! Where findings are written, and files that are mended.

use super::super::console::Console;
use super::super::output::{self, write_file};
use super::super::project::Inspected;
use crate::diagnostic::{Diagnostic, Error};
use crate::lint::{Mended, fingerprints};
use crate::report::format::{FORMATS, Findings, Format, job_summary};
use crate::report::terminal::plain;
use crate::source;
use std::cell::OnceCell;
use std::path::Path;

/// A form of findings, and the file it goes to.
pub(super) type Output = output::Output<&'static Format>;

/// Reads `FORMAT` or `FORMAT=FILE`.
pub(super) fn parse(text: &str) -> Result<Output, String> {
    Output::parse(text, Format::named, &FORMATS.iter().map(|format| format.name).collect::<Vec<_>>())
}

/// Writes the findings in every form that is asked for; to people where none is.
pub(super) fn print(
    project: &Inspected,
    found: &[Diagnostic],
    outputs: &[Output],
    console: &mut Console,
) -> Result<(), Error> {
    let prints = OnceCell::new();
    let folder = source::folder_in_repository(&project.root);
    let items = &project.backlog.items;
    let findings = Findings {
        list: found,
        fingerprints: &|| prints.get_or_init(|| fingerprints(&project.backlog, found)),
        text_of: &|path| project.text_of(path),
        folder: &folder,
        files: items.len() + items.iter().filter(|item| item.path != item.matter_path).count(),
        as_of: project.found.facts.as_of.to_string(),
    };
    let default = [Output { form: &FORMATS[0], file: None }];
    for output in if outputs.is_empty() { &default[..] } else { outputs } {
        output.write(&(output.form.write)(&findings), console)?;
        if output.form.name == "github" {
            output::summarise(&job_summary(&findings))?;
        }
    }
    Ok(())
}

/// Writes the files that were mended; one that changed meanwhile, or isn't plain UTF-8, is left alone.
pub(super) fn mend(root: &Path, mended: &[Mended], console: &mut Console) -> Result<bool, Error> {
    let mut any = false;
    for one in mended {
        let file = root.join(&*one.path);
        let Some(marks) = source::byte_order_marks_before(&file, &one.before) else {
            console.note(&format!("{} is left as it is: it is not the text that was checked", plain(&one.path)));
            continue;
        };
        write_file(&file, &format!("{marks}{}", one.after))?;
        let count = if one.fixes == 1 { "1 finding".to_owned() } else { format!("{} findings", one.fixes) };
        console.note(&format!("mended {count} in {}", plain(&one.path)));
        any = true;
    }
    Ok(any)
}
