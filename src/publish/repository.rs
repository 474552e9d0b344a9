//! Writes a git repository with a history of its own, for `demo`.
//!
//! In: commits with their trees. Out: a folder with the last tree checked out. Runs no program, reads nobody's git
//! configuration, and never touches a folder that holds something.

use super::create::missing_folders;
use crate::demo::{Commit, Person, Tree};
use crate::order::Order;
use gix::bstr::BString;
use gix::objs::tree::{Entry, EntryKind};
use gix::{ObjectId, Repository};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The branch that the history stands on.
const BRANCH: &str = "main";

/// Why the folder could not be made.
type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Makes a repository in a folder that is not there yet or empty; says in a sentence why it can't.
pub fn create_repository(folder: &Path, commits: &[Commit]) -> Result<(), String> {
    let shown = folder.display();
    if !is_free_folder(folder)? {
        return Err(format!("`{shown}` is not empty"));
    }
    let (is_new, made) = (!folder.exists(), missing_folders(folder));
    write(folder, commits).map_err(|error| {
        // Half a repository would be in the way of the next try; a folder that was there before is not ours to remove.
        if is_new {
            drop(fs::remove_dir_all(folder));
        } else {
            clear(folder, commits);
        }
        for above in made {
            drop(fs::remove_dir(above));
        }
        format!("can't write `{shown}`: {}", reason(error.as_ref()))
    })
}

/// Removes what was written into a folder that was empty, and nothing that somebody else put there meanwhile.
fn clear(folder: &Path, commits: &[Commit]) {
    let files = commits.last().into_iter().flat_map(|last| last.tree.keys());
    let tops = files.map(|path| path.split_once('/').map_or(path.as_str(), |(top, _)| top));
    for top in std::iter::once(".git").chain(tops).map(|top| folder.join(top)) {
        drop(fs::remove_dir_all(&top).or_else(|_| fs::remove_file(&top)));
    }
}

/// Gives what the system said where it said something; what could not be done for it, in words of git, helps nobody.
fn reason(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let said = causes.filter_map(|error| error.downcast_ref::<std::io::Error>()).last();
    said.map_or_else(|| error.to_string(), ToString::to_string)
}

/// Tells whether nothing is in the way: no such folder yet, or an empty one; says in a sentence why it can't tell.
pub fn is_free_folder(folder: &Path) -> Result<bool, String> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(format!("can't read `{}`: {error}", folder.display())),
    }
}

/// Writes the objects, the branch, the files and the index.
fn write(folder: &Path, commits: &[Commit]) -> Result<(), Failed> {
    fs::create_dir_all(folder)?;
    let options = gix::open::Options::isolated();
    let (kind, create) = (gix::create::Kind::WithWorktree, gix::create::Options::default());
    let repository = gix::ThreadSafeRepository::init_opts(folder, kind, create, options)?.to_thread_local();
    let git = repository.git_dir().to_owned();
    let mut objects = Objects { repository: &repository, blobs: BTreeMap::new() };
    let mut ids: Vec<ObjectId> = Vec::with_capacity(commits.len());
    let mut last = None;
    for commit in commits {
        let tree = objects.tree(&commit.tree)?;
        let parents = commit.parents.iter().map(|at| ids[*at]).collect();
        ids.push(objects.commit(commit, tree, parents)?);
        last = Some((tree, &commit.tree));
    }
    let (Some(head), Some((tree, files))) = (ids.last(), last) else {
        return Err("there is nothing to write".into());
    };
    fs::write(git.join("HEAD"), format!("ref: refs/heads/{BRANCH}\n"))?;
    fs::write(git.join("refs/heads").join(BRANCH), format!("{head}\n"))?;
    check_out(folder, files)?;
    let state =
        gix::index::State::from_tree(&tree, &repository.objects, gix::validate::path::component::Options::default())?;
    gix::index::File::from_state(state, git.join("index")).write(gix::index::write::Options::default())?;
    Ok(())
}

/// Writes the files of a tree.
fn check_out(folder: &Path, files: &Tree) -> std::io::Result<()> {
    for (path, bytes) in files {
        let file = folder.join(path);
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(file, bytes)?;
    }
    Ok(())
}

/// Writes objects, each blob once.
struct Objects<'a> {
    repository: &'a Repository,
    blobs: BTreeMap<std::sync::Arc<[u8]>, ObjectId>,
}

impl Objects<'_> {
    /// Writes a tree with everything in it.
    fn tree(&mut self, files: &Tree) -> Result<ObjectId, Failed> {
        let files: Vec<(&str, &std::sync::Arc<[u8]>)> = files.iter().map(|(path, it)| (path.as_str(), it)).collect();
        self.folder(&files)
    }

    /// Writes a folder; its files stand in order of path, so each inner folder is one run.
    fn folder(&mut self, files: &[(&str, &std::sync::Arc<[u8]>)]) -> Result<ObjectId, Failed> {
        let first = |path: &str| path.split_once('/').map(|(folder, _)| folder.to_owned());
        let mut entries = Vec::new();
        for run in files.chunk_by(|a, b| first(a.0).is_some() && first(a.0) == first(b.0)) {
            let entry = match first(run[0].0) {
                Some(name) => {
                    let inner: Vec<_> = run.iter().map(|(path, it)| (&path[name.len() + 1..], *it)).collect();
                    Entry { mode: EntryKind::Tree.into(), oid: self.folder(&inner)?, filename: name.into() }
                }
                None => Entry { mode: EntryKind::Blob.into(), oid: self.blob(run[0].1)?, filename: run[0].0.into() },
            };
            entries.push(entry);
        }
        entries.order();
        Ok(self.repository.write_object(gix::objs::Tree { entries })?.detach())
    }

    /// Writes a file's contents.
    fn blob(&mut self, bytes: &std::sync::Arc<[u8]>) -> Result<ObjectId, Failed> {
        if let Some(known) = self.blobs.get(bytes) {
            return Ok(*known);
        }
        let id = self.repository.write_blob(bytes)?.detach();
        self.blobs.insert(bytes.clone(), id);
        Ok(id)
    }

    /// Writes a commit.
    fn commit(&self, commit: &Commit, tree: ObjectId, parents: Vec<ObjectId>) -> Result<ObjectId, Failed> {
        let author = signature(&commit.author, commit.seconds);
        let object = gix::objs::Commit {
            tree,
            parents: parents.into(),
            committer: author.clone(),
            author,
            encoding: None,
            message: commit.message.as_str().into(),
            extra_headers: Vec::new(),
        };
        Ok(self.repository.write_object(object)?.detach())
    }
}

/// Says who made a commit and when.
fn signature(person: &Person, seconds: i64) -> gix::actor::Signature {
    let text = |text: &str| BString::from(text);
    let time = gix::date::Time { seconds, offset: person.offset };
    gix::actor::Signature { name: text(&person.name), email: text(&person.email), time }
}

#[cfg(test)]
mod tests {
    use super::create_repository;

    #[test]
    fn half_a_repository_is_not_left_behind() {
        let place = tempfile::tempdir().unwrap();
        let (new, empty) = (place.path().join("new"), place.path().join("empty"));
        std::fs::create_dir(&empty).unwrap();
        for folder in [&new, &empty] {
            let said = create_repository(folder, &[]).unwrap_err();
            assert!(said.ends_with("there is nothing to write"), "{said}");
        }
        assert!(!new.exists());
        assert!(empty.exists(), "a folder that was there stays");
    }
}
