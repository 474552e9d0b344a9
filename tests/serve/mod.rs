//! The preview: the same pages as a build, whatever is edited, and nothing for strangers.

mod edits;
mod events;
mod fields;
mod probes;
mod saves;

use crate::support::{AS_OF, Project};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;
use std::time::{Duration, Instant};

/// How long a change may take to be seen before the test fails, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running preview, ended with the test.
pub(crate) struct Preview {
    pub(crate) child: Child,
    pub(crate) port: u16,
}

/// An answer.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Preview {
    /// Starts the preview of a project on a port that is free.
    pub(crate) fn start(project: &Project, options: &[&str]) -> Self {
        Self::of(project, ".", options)
    }

    /// Starts the preview of a folder of a project; what it says besides goes into a file beside the project.
    fn of(project: &Project, folder: &str, options: &[&str]) -> Self {
        let mut child = project
            .command(env!("CARGO_BIN_EXE_backlit"), &project.root())
            .args(["serve", folder, "--as-of", AS_OF])
            .args(if options.contains(&"--port") { &[][..] } else { &["--port", "0"] })
            .args(options)
            .stderr(std::fs::File::create(project.at("../said.txt")).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("serving at http://localhost:").unwrap_or_else(|| panic!("{line}"));
        let port = address.split('/').next().unwrap().parse().unwrap();
        Self { child, port }
    }

    /// Asks as a browser would.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    /// Listens as an open page does.
    fn listen(&self, page: &str) -> Events {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let port = self.port;
        write!(stream, "GET /-/live?page={page}&seen= HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").unwrap();
        Events(BufReader::new(stream))
    }

    /// Sends bytes and reads the whole answer.
    pub(crate) fn ask(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Answer { status, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    /// Asks until the answer is right; fails with what is still wrong.
    pub(crate) fn until<T>(&self, mut right: impl FnMut(&Self) -> Result<T, String>) -> T {
        let begun = Instant::now();
        loop {
            match right(self) {
                Ok(found) => return found,
                Err(wrong) if begun.elapsed() > PATIENCE => panic!("still wrong: {wrong}"),
                Err(_) => std::thread::yield_now(),
            }
        }
    }
}

/// What an open page is told.
struct Events(BufReader<TcpStream>);

impl Events {
    /// Reads the next event: its name and what it says.
    fn next(&mut self) -> (String, String) {
        self.next_or_end().expect("the stream goes on")
    }

    /// Reads the next event; none where the page was told to give way.
    fn next_or_end(&mut self) -> Option<(String, String)> {
        let mut name = String::new();
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the connection ended");
            // The last chunk is empty.
            if line.trim() == "0" {
                return None;
            }
            if let Some(said) = line.trim().strip_prefix("event: ") {
                said.clone_into(&mut name);
            } else if let Some(said) = line.trim().strip_prefix("data: ") {
                return Some((name, said.to_owned()));
            }
        }
    }

    /// Reads until an event of a name says what is asked for; gives what it said.
    fn until(&mut self, name: &str, right: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let (found, said) = self.next();
            if found == name && right(&said) {
                return said;
            }
            assert!(begun.elapsed() < PATIENCE, "last was {found}: {said}");
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // One that ended already has said why.
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }
}

/// Takes out the two lines that only the preview adds.
fn without_script(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    text.split_inclusive('\n').filter(|line| !line.contains("/-/live.")).collect()
}
