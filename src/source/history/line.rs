//! The commits of one line, newest first.
//!
//! In: the newest commit, and one that is known already. Out: what each commit says of itself, decoded once. A commit that
//! can't be read ends the line, and the reader is told.

use super::Cut;
use crate::source::repository::Place;
use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::commit::ref_iter::Token;
use gix::objs::{CommitRefIter, Find, Kind};
use std::collections::HashMap;

/// What a commit says of itself.
#[derive(Debug)]
pub(super) struct Commit {
    pub(super) id: ObjectId,
    pub(super) tree: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    pub(super) seconds: Option<i64>,
    pub(super) author: usize,
}

/// A line of commits, newest first.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) commits: Vec<Commit>,
    /// Whether the line ends at the known commit.
    pub(super) continues: bool,
    /// The tree of the known commit, below the last one.
    pub(super) below: Option<ObjectId>,
    pub(super) people: Vec<(String, String)>,
    pub(super) cut: Option<Cut>,
}

/// Walks from a commit along first parents, down to one that is known already.
pub(super) fn walk(place: &Place, start: ObjectId, known: Option<&str>) -> Result<Line, Cut> {
    let handle = place.handle();
    let known = known.and_then(|hex| ObjectId::from_hex(hex.as_bytes()).ok());
    let shallow = handle.shallow_commits().ok().flatten();
    let mut reader = Reader { handle: &handle, buffer: Vec::new(), known: HashMap::new(), people: Vec::new() };
    let mut line = Line::default();
    let mut next = Some(start);
    while let Some(id) = next {
        if Some(id) == known {
            line.continues = true;
            line.below = reader.commit(id).ok().map(|commit| commit.tree);
            break;
        }
        match reader.commit(id) {
            Ok(commit) => {
                let ends = shallow.as_ref().is_some_and(|boundary| boundary.iter().any(|at| *at == id));
                if ends && !commit.parents.is_empty() {
                    line.cut = Some(Cut::Shallow);
                }
                next = commit.parents.first().copied().filter(|_| !ends);
                line.commits.push(commit);
            }
            Err(words) => {
                line.cut = Some(if place.promised() { Cut::Partial } else { Cut::Unreadable(words) });
                next = None;
            }
        }
    }
    if let (true, Some(cut)) = (line.commits.is_empty() && !line.continues, &line.cut) {
        return Err(cut.clone());
    }
    line.people = reader.people;
    Ok(line)
}

/// Decodes commits.
struct Reader<'a> {
    handle: &'a gix::Repository,
    buffer: Vec<u8>,
    known: HashMap<(Vec<u8>, Vec<u8>), usize>,
    people: Vec<(String, String)>,
}

impl Reader<'_> {
    /// Decodes one commit; says in words what is wrong with it.
    fn commit(&mut self, id: ObjectId) -> Result<Commit, String> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let read = self.decode(id, &mut buffer);
        self.buffer = buffer;
        read
    }

    fn decode(&mut self, id: ObjectId, buffer: &mut Vec<u8>) -> Result<Commit, String> {
        let missing = || format!("the commit {} is missing or damaged", id.to_hex_with_len(10));
        let data = self.handle.objects.try_find(&id, buffer).ok().flatten().filter(|data| data.kind == Kind::Commit);
        let data = data.ok_or_else(missing)?;
        let mut commit = Commit { id, tree: id, parents: Vec::new(), seconds: None, author: usize::MAX };
        let mut whole = false;
        for token in CommitRefIter::from_bytes(data.data, id.kind()) {
            match token {
                Ok(Token::Tree { id }) => {
                    commit.tree = id;
                    whole = true;
                }
                Ok(Token::Parent { id }) => commit.parents.push(id),
                Ok(Token::Author { signature }) => commit.author = self.person(signature.name, signature.email),
                Ok(Token::Committer { signature }) => {
                    commit.seconds = signature.time.split_whitespace().next().and_then(|text| text.parse().ok());
                    break;
                }
                Ok(_) => break,
                Err(_) => {
                    commit.seconds = loose_seconds(data.data);
                    break;
                }
            }
        }
        if commit.author == usize::MAX {
            commit.author = self.person(b"", b"");
        }
        if whole { Ok(commit) } else { Err(missing()) }
    }

    /// Gives the position of somebody who wrote a commit.
    fn person(&mut self, name: &[u8], email: &[u8]) -> usize {
        let (name, email) = (name.trim(), email.trim());
        let key = (name.to_vec(), email.to_vec());
        let (people, next) = (&mut self.people, self.known.len());
        *self.known.entry(key).or_insert_with(|| {
            people.push((name.to_str_lossy().into_owned(), email.to_str_lossy().into_owned()));
            next
        })
    }
}

/// Finds the committer's date in a commit whose identities are malformed.
fn loose_seconds(data: &[u8]) -> Option<i64> {
    let line = data.lines().take_while(|line| !line.is_empty()).find(|line| line.starts_with(b"committer "))?;
    let mut words = line.to_str().ok()?.rsplit(' ');
    words.next()?;
    words.next()?.parse().ok()
}
