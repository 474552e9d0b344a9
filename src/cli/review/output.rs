//! Where a review is written, and where one is read back.

use super::super::check::output::{plain_text, summarise, write_file};
use super::super::console::Console;
use crate::diagnostic::Error;
use crate::report::review::{self, FORMS, Form, Options};
use crate::review::Review;
use crate::site::review_page;
use crate::site::theme::Theme;
use crate::source;
use std::path::{Path, PathBuf};

/// A form, and the file it goes to.
#[derive(Debug, Clone)]
pub(super) struct Output {
    form: Shape,
    file: Option<PathBuf>,
}

/// What is written: text, or a page with the look of the site.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Text(&'static Form),
    Page,
}

impl Output {
    /// Reads `FORMAT` or `FORMAT=FILE`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(PathBuf::from(file))));
        let form = if name == "html" { Some(Shape::Page) } else { Form::named(name).map(Shape::Text) };
        let form = form.ok_or_else(|| {
            let names: Vec<&str> = FORMS.iter().map(|form| form.name).collect();
            format!("there is no format `{name}`; use one of {}, html", names.join(", "))
        })?;
        Ok(Self { form, file })
    }
}

/// Writes the review in every form that is asked for; to people where none is.
pub(super) fn print(
    (found, theme): (&Review, &Theme),
    options: &Options<'_>,
    outputs: &[Output],
    console: &mut Console,
) -> Result<(), Error> {
    let default = [Output { form: Shape::Text(&FORMS[0]), file: None }];
    for output in if outputs.is_empty() { &default[..] } else { outputs } {
        let text = match output.form {
            Shape::Text(form) => (form.write)(found, options),
            Shape::Page => review_page(found, theme)?,
        };
        match &output.file {
            // Only what is for a terminal holds colour; a page is written as it is.
            Some(file) if matches!(output.form, Shape::Page) => write_file(file, &text)?,
            Some(file) => write_file(file, &plain_text(&text))?,
            None if matches!(output.form, Shape::Page) => console.out(&text),
            None => console.show(&text),
        }
        let annotates = matches!(output.form, Shape::Text(form) if form.name == "github");
        if annotates && !found.is_empty() {
            summarise(&review::summary(found, options))?;
        }
    }
    Ok(())
}

/// Reads a review that anyone may have written.
pub(super) fn read(file: &Path) -> Result<Review, Error> {
    let text = source::open_text(file)?;
    let text = text.ok_or_else(|| {
        Error::new(format!("there is no file `{}`", file.display()))
            .hint("Write one with `backlit review --base REV --format json=FILE`.")
    })?;
    review::read(&text)
}

/// Gives the repository of a run on GitHub Actions, as its environment names it.
pub(super) fn of_the_run() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "`cli` reads the environment")]
    let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    Some(format!("{}/{}", said("GITHUB_SERVER_URL")?, said("GITHUB_REPOSITORY")?))
}
