//! Where a review is written, and where one is read back.

use super::super::console::Console;
use super::super::output;
use crate::diagnostic::Error;
use crate::report::review::{self, FORMS, Form, Options};
use crate::review::Review;
use crate::site::review_page;
use crate::site::theme::Theme;
use crate::source;
use std::path::Path;

/// A form of a review, and the file it goes to.
pub(super) type Output = output::Output<Shape>;

/// What is written: text, or a page with the look of the site.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// A form of text.
    Text(&'static Form),
    /// The page.
    Page,
}

/// Reads `FORMAT` or `FORMAT=FILE`.
pub(super) fn parse(text: &str) -> Result<Output, String> {
    let find = |name: &str| if name == "html" { Some(Shape::Page) } else { Form::named(name).map(Shape::Text) };
    let names: Vec<&str> = FORMS.iter().map(|form| form.name).chain(["html"]).collect();
    Output::parse(text, find, &names)
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
        match output.form {
            Shape::Page => output.write_page(&review_page(found, theme)?, console)?,
            Shape::Text(form) => {
                output.write(&(form.write)(found, options), console)?;
                if form.name == "github" && !found.is_empty() {
                    output::summarise(&review::summary(found, options))?;
                }
            }
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
