//! `backlit serve`: the site in the browser, as the files are at this moment.

mod files;
mod memory;
mod notes;
mod pages;
mod preview;
mod reviewer;

use super::build::open;
use super::console::Console;
use super::project::{Folder, parse_date};
use crate::diagnostic::Error;
use crate::publish::server::{self, Settings};
use crate::publish::{Notice, Watcher, watch_failure};
use crate::source::git_folders;
use clap::Args;
use jiff::civil::Date;
use preview::Preview;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::net::TcpListener;

/// How many ports above the wanted one are tried.
const TRIES: u16 = 20;

/// Show the site in your browser, and keep it as your files are
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct Serve {
    /// The folder that holds your Markdown
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Compute everything for this date [default: `site.as_of`, else today, where a build takes that of the newest commit]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_of: Option<Date>,
    /// The theme: paper, ledger, or one of your own in themes/
    #[arg(long)]
    theme: Option<String>,
    /// The port; where it is taken, the next free one
    #[arg(short, long, default_value_t = 4400)]
    port: u16,
    /// The address to listen on; anything but this machine's own lets others read your backlog
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,
    /// Show the site under this path, as it will be published
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = base_path)]
    base_path: String,
    /// Go to the page of the file that was just saved
    #[arg(long)]
    follow: bool,
    /// Show what the branch changes, too: compared with where it left this commit, tag or branch
    #[arg(long, value_name = "BASE")]
    review: Option<String>,
    /// Show documents that aren't published yet (`draft: true`, `publish: false`), too; each title says so
    #[arg(long)]
    drafts: bool,
    /// Look through the folder twice a second, where the file system tells of no changes
    #[arg(long)]
    poll: bool,
    /// Open the site in your browser
    #[arg(long)]
    open: bool,
}

/// How the folder is shown, as the command line says.
#[derive(Debug, Clone)]
struct Look {
    /// The theme, where it is not the configuration's.
    theme: Option<String>,
    /// The path under which the site stands.
    base_path: String,
    /// The date, where it is not the configuration's or today.
    as_of: Option<Date>,
    /// Whether the browser goes to the page of what was saved.
    follow: bool,
    /// Whether documents that aren't published yet are shown.
    drafts: bool,
    /// With what the branch is compared, if it is.
    review: Option<String>,
}

/// Reads `wiki` or `/wiki/` as `/wiki/`.
fn base_path(text: &str) -> Result<String, String> {
    let inner = text.trim_matches('/');
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
    if !inner.chars().all(plain) || inner.split('/').any(|part| matches!(part, "." | "..")) || inner.contains("//") {
        return Err("a path is letters, digits, `-`, `_`, `.` and `/`, such as /wiki/".to_owned());
    }
    Ok(if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") })
}

/// How many pages are made at once at most, however many are asked for.
const RENDERING: usize = 16;

impl Serve {
    /// Serves until it is stopped.
    pub(super) fn run(&self, console: &mut Console) -> Result<ExitCode, Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(RENDERING)
            .enable_all()
            .build()
            .map_err(|error| Error::new(format!("the server can't start: {error}")))?;
        let mut preview = Preview::start(Folder::of(self.dir.clone(), None), self.look(), console)?;
        let notice = if self.poll { Notice::Poll } else { Notice::Events };
        let watcher =
            Watcher::start(&self.dir, &preview.output(), git_folders(&self.dir), notice).map_err(|error| {
                let (message, hint) = watch_failure(&error);
                Error::new(message).hint(hint)
            })?;
        let listener = runtime.block_on(self.listen(console))?;
        let port = listener.local_addr().map_or(self.port, |address| address.port());
        let address = format!("http://{}:{port}{}", host_in_address(self.host), self.base_path);
        let review = self
            .review
            .as_ref()
            .map_or_else(String::new, |_| format!("the review is at {address}{}\n", reviewer::ADDRESS));
        console.out(&format!("serving at {address}\n{review}Stop with Ctrl-C.\n"));
        if self.open {
            open(&address, console);
        }
        let shown = preview.subscribe();
        let settings = Settings {
            base: self.base_path.clone(),
            port,
            any_address: !self.host.is_loopback(),
            review: self.review.as_ref().map(|_| reviewer::ADDRESS),
        };
        let mut console = console.clone();
        std::thread::spawn(move || {
            while let Some(files) = watcher.wait() {
                preview.refresh(&files, &mut console);
            }
        });
        runtime.block_on(server::serve(listener, shown, settings, stopped()));
        runtime.shutdown_background();
        Ok(ExitCode::SUCCESS)
    }

    /// Gathers how the folder is shown.
    fn look(&self) -> Look {
        Look {
            theme: self.theme.clone(),
            base_path: self.base_path.clone(),
            as_of: self.as_of,
            follow: self.follow,
            drafts: self.drafts,
            review: self.review.clone(),
        }
    }

    /// Takes the port, or the next free one.
    async fn listen(&self, console: &mut Console) -> Result<TcpListener, Error> {
        if !self.host.is_loopback() {
            console.note(&format!(
                "warning: {} can be reached by other machines: whoever can connect reads the whole backlog",
                self.host
            ));
        }
        let listener = server::bind(SocketAddr::new(self.host, self.port), TRIES).await.map_err(|error| {
            Error::new(format!("can't listen on port {}: {error}", self.port)).hint("Choose another one with `--port`.")
        })?;
        let port = listener.local_addr().map_or(self.port, |address| address.port());
        if self.port != 0 && port != self.port {
            console.note(&format!("port {} is taken: using {port}", self.port));
        }
        Ok(listener)
    }
}

/// Writes what is listened on as the host of an address.
fn host_in_address(host: IpAddr) -> String {
    match host {
        IpAddr::V4(host) if host.is_loopback() => "localhost".to_owned(),
        IpAddr::V4(host) => host.to_string(),
        IpAddr::V6(host) => format!("[{host}]"),
    }
}

/// Waits for Ctrl-C.
async fn stopped() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without signals the process is ended from outside.
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
mod tests {
    use super::{base_path, host_in_address};

    #[test]
    fn an_address_names_its_host_as_browsers_read_it() {
        for (host, expect) in [("127.0.0.1", "localhost"), ("0.0.0.0", "0.0.0.0"), ("::1", "[::1]"), ("::", "[::]")] {
            assert_eq!(host_in_address(host.parse().unwrap()), expect);
        }
    }

    #[test]
    fn base_paths_have_slashes_at_both_ends() {
        assert_eq!(base_path("").as_deref(), Ok("/"));
        assert_eq!(base_path("wiki").as_deref(), Ok("/wiki/"));
        assert_eq!(base_path("/a/b/").as_deref(), Ok("/a/b/"));
        assert!(base_path("/../x").is_err() && base_path("a b").is_err() && base_path("{x}").is_err());
    }
}
