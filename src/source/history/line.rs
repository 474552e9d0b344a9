//! The commits of one line, newest first.
//!
//! In: the newest commit, and one that is known already. Out: what each commit says of itself, decoded once. A commit
//! that can't be read ends the line, and the reader is told.

use super::Cut;
use crate::config;
use crate::order::Gather;
use crate::source::repository::Place;
use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::commit::ref_iter::Token;
use gix::objs::{CommitRefIter, Find, Kind};
use std::collections::{BTreeSet, BinaryHeap, HashMap, HashSet};

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
    /// For each commit the positions of those it is compared with; one past the end is the known commit.
    pub(super) bases: Vec<Vec<usize>>,
    /// Whether the line ends at the known commit.
    pub(super) continues: bool,
    /// The tree of the known commit, below the last one.
    pub(super) below: Option<ObjectId>,
    pub(super) people: Vec<(String, String)>,
    pub(super) cut: Option<Cut>,
}

/// Walks from a commit along a line, down to a commit that is known already.
pub(super) fn walk(place: &Place, start: ObjectId, (line, known): (config::Line, Option<&str>)) -> Result<Line, Cut> {
    let handle = place.handle();
    let known = known.and_then(|hex| ObjectId::from_hex(hex.as_bytes()).ok());
    let shallow = handle.shallow_commits().ok().flatten();
    let boundary = shallow.map(|all| all.iter().copied().into_set()).unwrap_or_default();
    let mut reader = Reader { handle: &handle, buffer: Vec::new(), known: HashMap::new(), people: Vec::new() };
    let mut walker = Walker { reader: &mut reader, boundary, promised: place.promised(), line: Line::default() };
    match line {
        config::Line::Full if known != Some(start) => walker.all(start),
        _ => walker.first_parents(start, known),
    }
    let mut line = walker.line;
    if let (true, Some(cut)) = (line.commits.is_empty() && !line.continues, &line.cut) {
        return Err(cut.clone());
    }
    line.people = reader.people;
    Ok(line)
}

/// Walks from commit to commit.
struct Walker<'a, 'r> {
    reader: &'a mut Reader<'r>,
    /// The commits below which a shallow clone has none.
    boundary: BTreeSet<ObjectId>,
    promised: bool,
    line: Line,
}

impl Walker<'_, '_> {
    /// Walks along first parents, down to the known commit.
    fn first_parents(&mut self, head: ObjectId, known: Option<ObjectId>) {
        let (mut next, mut seen) = (Some(head), HashSet::new());
        while let Some(id) = next.take() {
            if !seen.insert(id) {
                // Only in a repository that was made by hand: ids are not computed again from what is read.
                let words = format!("the commit {} comes before itself", id.to_hex_with_len(10));
                self.line.cut = Some(Cut::Unreadable(words));
            } else if Some(id) == known {
                self.line.continues = true;
                self.line.below = self.reader.commit(id).ok().map(|commit| commit.tree);
            } else if let Some(commit) = self.commit(id) {
                next = commit.parents.first().copied();
                self.line.commits.push(commit);
            }
        }
        let (commits, all) = (self.line.commits.len(), self.line.commits.len() + usize::from(self.line.continues));
        self.line.bases = (0..commits).map(|at| (at + 1 < all).then_some(at + 1).into_iter().collect()).collect();
    }

    /// Walks over everything that a commit stands on; children stand before their parents, and else the newer first.
    fn all(&mut self, head: ObjectId) {
        let mut found: HashMap<ObjectId, (Commit, usize)> = HashMap::new();
        let mut open = vec![head];
        while let Some(id) = open.pop() {
            if let Some((_, children)) = found.get_mut(&id) {
                *children += 1;
            } else if let Some(commit) = self.commit(id) {
                open.extend(&commit.parents);
                found.insert(id, (commit, 1));
            }
        }
        let mut ready = BinaryHeap::from([(None, head)]);
        let mut places: HashMap<ObjectId, usize> = HashMap::new();
        while let Some((_, id)) = ready.pop() {
            let Some((commit, _)) = found.remove(&id) else { continue };
            for parent in &commit.parents {
                if let Some((commit, children)) = found.get_mut(parent) {
                    *children -= 1;
                    if *children == 0 {
                        ready.push((commit.seconds, *parent));
                    }
                }
            }
            places.insert(id, self.line.commits.len());
            self.line.commits.push(commit);
        }
        let base = |commit: &Commit| commit.parents.iter().filter_map(|parent| places.get(parent).copied()).collect();
        self.line.bases = self.line.commits.iter().map(base).collect();
    }

    /// Decodes one commit, without parents that a shallow clone doesn't have; one that can't be read cuts the line.
    fn commit(&mut self, id: ObjectId) -> Option<Commit> {
        match self.reader.commit(id) {
            Ok(mut commit) => {
                if self.boundary.contains(&id) && !commit.parents.is_empty() {
                    commit.parents.clear();
                    self.line.cut = Some(Cut::Shallow);
                }
                Some(commit)
            }
            Err(words) => {
                self.line.cut = Some(if self.promised { Cut::Partial } else { Cut::Unreadable(words) });
                None
            }
        }
    }
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
