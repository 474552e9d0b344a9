//! A ledger as bytes, so that the next run reads only new commits.
//!
//! In: a ledger and the circumstances under which it was made; or bytes. Out: bytes; or a ledger, if they are whole
//! and were made under the same circumstances. Never fails: what can't be read is read from git again.

use super::book::{Account, Book, Key, Slot};
use super::said::Said;
use super::{Changed, Entry, File, Ledger, slot};
use crate::backlog::timeline::Values;
use crate::config::{Config, Kind};
use crate::document::Packed;
use crate::document::codec::{Missing, Reader, Writer, checksum};
use crate::order::Gather;
use crate::source::Matter;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The form; it changes whenever the bytes or their meaning do.
const FORM: &str = "backlit history 4";

impl Ledger {
    /// Tells whether it is worth keeping: only a whole history can go on where it ended.
    pub const fn is_whole(&self) -> bool {
        self.cut.is_none() && !self.commits.is_empty()
    }

    /// Writes it down.
    pub fn encode(&self, circumstances: &str) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.text(FORM);
        writer.text(circumstances);
        let names = self.names();
        let place = |name: &Arc<str>| names.binary_search(name).unwrap_or_default();
        writer.each(names.iter(), |writer, name| writer.text(name));
        writer.each(self.people.iter(), |writer, (name, email)| {
            writer.text(name);
            writer.text(email);
        });
        writer.each(self.commits.iter(), |writer, entry| {
            writer.text(&entry.id);
            writer.fixed(&entry.at.as_second().to_le_bytes());
            writer.number(entry.author);
            writer.flag(entry.clamped);
        });
        writer.each(self.book.accounts.iter(), |writer, account| write_account(writer, account, &place));
        writer.each(self.files.iter(), |writer, (path, file)| {
            writer.text(path);
            writer.flag(file.matter == Matter::Whole);
            writer.fixed(&file.blob.to_le_bytes());
            let slot = self.book.slots.get(path).map(|slot| (slot.account, &self.book.accounts[slot.account].now));
            write_said(writer, &file.said, slot, &place);
        });
        writer.each(self.book.slots.iter(), |writer, (path, slot)| {
            writer.text(path);
            writer.number(slot.account);
        });
        let sum = checksum(&writer.0);
        writer.fixed(&sum);
        writer.0
    }

    /// Reads one back; none unless it is whole and was made under the same circumstances.
    pub fn decode(bytes: &[u8], circumstances: &str, config: &Config) -> Option<Self> {
        let (body, sum) = bytes.split_last_chunk()?;
        let mut reader = Reader(body);
        if reader.text()? != FORM || reader.text()? != circumstances || checksum(body) != *sum {
            return None;
        }
        let names = reader.each(|reader| Some(Arc::from(reader.text()?)))?;
        let people = reader.each(|reader| Some((reader.text()?.to_owned(), reader.text()?.to_owned())))?;
        let commits = reader.each(|reader| {
            let id = reader.text()?.to_owned();
            let seconds = i64::from_le_bytes(*reader.fixed(8)?.first_chunk()?);
            let at = Timestamp::from_second(seconds).ok()?;
            Some(Entry { id, at, author: reader.below(people.len())?, clamped: reader.flag()? })
        })?;
        let bounds = (commits.len(), config.workflow.states().len());
        let accounts = reader.each(|reader| read_account(reader, &names, bounds))?;
        let files: BTreeMap<Arc<str>, File> = reader
            .each(|reader| {
                let path = Arc::from(reader.text()?);
                let matter = if reader.flag()? { Matter::Whole } else { Matter::Fenced };
                let blob = u128::from_le_bytes(*reader.fixed(16)?.first_chunk()?);
                Some((path, File { matter, blob, said: Arc::new(read_said(reader, &names, &accounts)?) }))
            })?
            .into_iter()
            .into_map();
        let slots = reader.each(|reader| Some((Arc::<str>::from(reader.text()?), reader.number()?)))?;
        let book = join(accounts, slots, &files, config)?;
        reader.0.is_empty().then_some(Self { commits, people, files, book, cut: None, begins: 0 })
    }

    /// Lists the names of fields, in order.
    fn names(&self) -> Vec<Arc<str>> {
        let said = self.files.values().flat_map(|file| file.said.values.iter().map(|(name, _)| name));
        let changes = self.book.accounts.iter().flat_map(|account| &account.changes);
        let changed = changes.flat_map(|change| change.fields.iter().map(|(name, _)| name));
        let names: BTreeSet<Arc<str>> = said.chain(changed).cloned().into_set();
        names.into_iter().collect()
    }
}

/// Joins accounts with their paths and files.
fn join(
    mut accounts: Vec<Account>,
    slots: Vec<(Arc<str>, usize)>,
    files: &BTreeMap<Arc<str>, File>,
    config: &Config,
) -> Option<Book> {
    let mut book = Book::default();
    for (path, account) in slots {
        accounts.get_mut(account)?.paths.insert(Arc::clone(&path));
        let file = slot::file_of(files, &path, config)?.clone();
        book.slots.insert(path, Slot { account, file });
    }
    for (at, account) in accounts.iter().enumerate() {
        book.keys.insert(account.key.clone()?, at);
    }
    book.accounts = accounts;
    Some(book)
}

/// Writes what a version says; the values of its document only where they are others than its account has.
fn write_said(
    writer: &mut Writer,
    said: &Said,
    account: Option<(usize, &Values)>,
    place: &impl Fn(&Arc<str>) -> usize,
) {
    writer.flag(said.unread);
    writer.flag(said.private);
    writer.text(said.id.as_deref().unwrap_or_default());
    writer.maybe(said.kind.and_then(|kind| Kind::ALL.iter().position(|known| *known == kind)));
    writer.fixed(&said.digest.to_le_bytes());
    let same = account.filter(|(_, now)| **now == said.values).map(|(account, _)| account);
    writer.maybe(same);
    if same.is_none() {
        write_values(writer, &said.values, place);
    }
}

fn write_values(writer: &mut Writer, values: &Values, place: &impl Fn(&Arc<str>) -> usize) {
    writer.each(values.iter(), |writer, (name, value)| {
        writer.number(place(name));
        writer.flag(value.is_some());
        if let Some(value) = value {
            value.write(writer);
        }
    });
}

fn read_values(reader: &mut Reader<'_>, names: &[Arc<str>]) -> Option<Values> {
    let values = reader.each(|reader| {
        let name = reader.name(names)?;
        Some((name, if reader.flag()? { Some(Packed::read(reader)?) } else { None }))
    });
    values.map(Values::from)
}

fn read_said(reader: &mut Reader<'_>, names: &[Arc<str>], accounts: &[Account]) -> Option<Said> {
    let (unread, private) = (reader.flag()?, reader.flag()?);
    let id = Some(reader.text()?.to_owned()).filter(|id| !id.is_empty());
    let kind = reader.maybe(Kind::ALL.len())?.ok().map(|at| Kind::ALL[at]);
    let digest = u64::from_le_bytes(*reader.fixed(8)?.first_chunk()?);
    let values = match reader.maybe(accounts.len())? {
        Ok(account) => Arc::clone(&accounts[account].now),
        Err(Missing) => read_values(reader, names)?,
    };
    Some(Said { values, digest, id, kind, unread, private })
}

fn write_account(writer: &mut Writer, account: &Account, place: &impl Fn(&Arc<str>) -> usize) {
    writer.text(&account.id);
    let (page, key) = match &account.key {
        Some(Key::Page(key)) => (true, key.as_str()),
        Some(Key::Id(key)) => (false, key.as_str()),
        None => (false, ""),
    };
    writer.flag(page);
    writer.text(key);
    writer.maybe(account.created);
    writer.maybe(account.removed);
    writer.number(account.changed);
    writer.flag(account.private);
    writer.each(account.states.iter(), |writer, (commit, state, written)| {
        writer.number(*commit);
        writer.maybe(*state);
        writer.text(written);
    });
    writer.each(account.changes.iter(), |writer, change| {
        writer.number(change.commit);
        write_values(writer, &change.fields, place);
    });
    writer.each(account.unread.iter(), |writer, commit| writer.number(*commit));
}

/// Reads an account; positions of commits and states must be there.
fn read_account(reader: &mut Reader<'_>, names: &[Arc<str>], (commits, states): (usize, usize)) -> Option<Account> {
    let id = reader.text()?.to_owned();
    let page = reader.flag()?;
    let key = reader.text()?.to_owned();
    let mut account = Account {
        id,
        key: Some(if page { Key::Page(key) } else { Key::Id(key) }),
        created: reader.maybe(commits)?.ok(),
        removed: reader.maybe(commits)?.ok(),
        changed: reader.below(commits)?,
        private: reader.flag()?,
        ..Account::default()
    };
    account.states =
        reader.each(|reader| Some((reader.below(commits)?, reader.maybe(states)?.ok(), reader.text()?.to_owned())))?;
    account.changes =
        reader.each(|reader| Some(Changed { commit: reader.below(commits)?, fields: read_values(reader, names)? }))?;
    account.unread = reader.each(|reader| reader.below(commits))?;
    account.replay();
    Some(account)
}
