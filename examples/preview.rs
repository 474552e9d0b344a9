//! How long it takes from the write of a file to its new page over loopback.
//!
//! `cargo run --profile fast --example preview -- SAVES FILE PAGE LIST COMMAND…` starts a preview (ours or another tool's,
//! whichever prints its address), saves FILE with a new line of prose, seen on PAGE, then with a new title, seen
//! on LIST, and prints one line: start to first page in seconds, the medians in milliseconds with the smallest and the
//! largest, and the processor time of an idle second in milliseconds.

use std::fs;
use std::io::{BufRead, BufReader, Error, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a page is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long it is quiet between two saves.
const PAUSE: Duration = Duration::from_millis(60);
/// How often it is asked.
const STEP: Duration = Duration::from_millis(1);

/// A preview that runs.
struct Preview {
    child: Child,
    host: String,
    base: String,
}

impl Preview {
    /// Starts a command and reads where it serves.
    fn start(command: &[String]) -> Result<Self, Error> {
        let (program, arguments) = command.split_first().ok_or_else(|| Error::other("no command"))?;
        #[expect(clippy::disallowed_methods, reason = "a benchmark starts what it measures")]
        let mut child = Command::new(program).args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().ok_or_else(|| Error::other("no output"))?).lines();
        let address = loop {
            let line = lines.next().ok_or_else(|| Error::other("no address was printed"))??;
            if let Some((_, rest)) = line.split_once("http://") {
                break rest.split([' ', '"']).next().unwrap_or_default().to_owned();
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        let (host, path) = address.split_once('/').unwrap_or((&address, ""));
        Ok(Self { child, host: host.to_owned(), base: format!("/{path}") })
    }

    /// Asks for a page; empty while nobody answers.
    fn get(&self, page: &str) -> Result<Vec<u8>, Error> {
        let mut stream = TcpStream::connect(&self.host)?;
        let (host, base) = (&self.host, &self.base);
        write!(stream, "GET {base}{page} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Asks until a page holds a text; gives how long that took.
    fn until(&self, page: &str, text: &str, begun: Instant) -> Result<Duration, Error> {
        loop {
            let bytes = self.get(page).unwrap_or_default();
            if bytes.windows(text.len()).any(|window| window == text.as_bytes()) {
                return Ok(begun.elapsed());
            }
            if begun.elapsed() > PATIENCE {
                return Err(Error::other(format!("{page} never showed `{text}`")));
            }
            sleep(STEP);
        }
    }

    /// Gives the processor time so far in milliseconds; none where the system does not say.
    fn processor_time(&self) -> Option<u64> {
        #[expect(clippy::disallowed_methods, reason = "a benchmark asks the system")]
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
        // Ticks of a hundredth of a second, as everywhere on Linux.
        Some((ticks(11)? + ticks(12)?) * 10)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "an example reads its own arguments and prints")]
fn main() -> Result<(), Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [saves, file, page, list, command @ ..] = &arguments[..] else {
        return Err(Error::other("usage: preview SAVES FILE PAGE LIST COMMAND…"));
    };
    let saves: usize = saves.parse().map_err(Error::other)?;
    let begun = Instant::now();
    let preview = Preview::start(command)?;
    let first = preview.until(page, " 200 OK", begun)?;
    let text = fs::read_to_string(file)?;
    let measured = measure(&preview, Path::new(file), &text, (saves, page, list));
    fs::write(file, &text)?;
    let (prose, titles) = measured?;
    // The last save, which takes the changes back, is worked at first.
    sleep(Duration::from_secs(6));
    let before = preview.processor_time();
    sleep(Duration::from_secs(2));
    let idle =
        preview.processor_time().zip(before).map_or_else(String::new, |(now, then)| format!("{}", (now - then) / 2));
    println!("{:.2} | {} | {} | {idle}", first.as_secs_f64(), spread(prose), spread(titles));
    Ok(())
}

/// Saves a file again and again, in place as most editors do.
#[expect(clippy::disallowed_methods, reason = "a benchmark saves a file and looks at the clock")]
fn measure(
    preview: &Preview,
    file: &Path,
    text: &str,
    (saves, page, list): (usize, &str, &str),
) -> Result<(Vec<Duration>, Vec<Duration>), Error> {
    let (mut prose, mut titles) = (Vec::new(), Vec::new());
    for save in 0..saves {
        sleep(PAUSE);
        let mark = format!("Saved for the time {save} here.");
        let begun = Instant::now();
        fs::write(file, format!("{text}\n{mark}\n"))?;
        prose.push(preview.until(page, &mark, begun)?);
    }
    for save in 0..saves {
        sleep(PAUSE);
        let title = format!("A title of save {save} ends");
        let begun = Instant::now();
        fs::write(file, with_title(text, &title))?;
        titles.push(preview.until(list, &title, begun)?);
    }
    Ok((prose, titles))
}

/// Gives a document another title.
fn with_title(text: &str, title: &str) -> String {
    let change =
        |line: &str| if line.starts_with("title:") { format!("title: {title}\n") } else { format!("{line}\n") };
    text.lines().map(change).collect()
}

/// Writes a median with the smallest and the largest, in milliseconds.
fn spread(mut times: Vec<Duration>) -> String {
    times.sort();
    let milliseconds = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    let (least, most) = (milliseconds(times.first()), milliseconds(times.last()));
    format!("{:.1} [{least:.1}–{most:.1}]", milliseconds(times.get(times.len() / 2)))
}
