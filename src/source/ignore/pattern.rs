//! One line of a `.gitignore`, as git reads it.
//!
//! In: a line, then paths. Out: whether it speaks of a path. Counts its steps, so that whoever asks can stop: a line is a
//! stranger's, and each star multiplies what can be tried.

/// A line that speaks of some paths.
#[derive(Debug)]
pub(super) struct Pattern {
    parts: Vec<Part>,
    /// Whether the paths are taken back.
    pub(super) negated: bool,
    folders_only: bool,
    /// Whether it speaks of whole paths, and not of names wherever they stand.
    whole: bool,
}

/// What stands between two slashes.
#[derive(Debug)]
enum Part {
    /// `**`: any folders, or none.
    Any,
    Name(Vec<u8>),
    /// `*` with text behind it.
    End(Vec<u8>),
    Glob(Vec<u8>),
}

impl Pattern {
    /// Reads a line; none where it says nothing.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        let mut text = line.strip_suffix(b"\r").unwrap_or(line);
        while let Some(shorter) = text.strip_suffix(b" ").filter(|shorter| !shorter.ends_with(b"\\")) {
            text = shorter;
        }
        if text.starts_with(b"#") {
            return None;
        }
        let negated = text.starts_with(b"!");
        text = text.strip_prefix(b"!").unwrap_or(text);
        let folders_only = text.ends_with(b"/");
        text = text.strip_suffix(b"/").unwrap_or(text);
        let whole = text.contains(&b'/');
        text = text.strip_prefix(b"/").unwrap_or(text);
        if text.is_empty() {
            return None;
        }
        let mut parts: Vec<Part> = text.split(|b| *b == b'/').map(|part| Part::of(part, whole)).collect();
        if matches!(parts.last(), Some(Part::Any)) {
            // What stands below a folder, and not the folder.
            parts.push(Part::End(Vec::new()));
        }
        Some(Self { parts, negated, folders_only, whole })
    }

    /// Tells whether it speaks of the file or folder of these names, from the folder of the `.gitignore` down.
    pub(super) fn speaks_of(&self, names: &[&[u8]], is_folder: bool, steps: &mut u64) -> bool {
        *steps += 1;
        if self.folders_only && !is_folder {
            return false;
        }
        // Whatever stands before it, the last name is that of the last part.
        let fits = names.last().zip(self.parts.last()).is_some_and(|(name, part)| part.fits(name, steps));
        fits && (!self.whole || self.leads_to(names, steps))
    }

    /// Tells whether its parts fit names from the first to the last.
    fn leads_to(&self, names: &[&[u8]], steps: &mut u64) -> bool {
        let (mut part, mut name, mut again) = (0, 0, None);
        while name < names.len() {
            match self.parts.get(part) {
                Some(Part::Any) => {
                    part += 1;
                    again = Some((part, name));
                    continue;
                }
                Some(one) if one.fits(names[name], steps) => {
                    (part, name) = (part + 1, name + 1);
                    continue;
                }
                _ => {}
            }
            let Some((behind, from)) = again else { return false };
            again = Some((behind, from + 1));
            (part, name) = (behind, from + 1);
        }
        part == self.parts.len()
    }
}

impl Part {
    fn of(text: &[u8], whole: bool) -> Self {
        match text {
            b"**" if whole => Self::Any,
            [b'*', end @ ..] if !is_glob(end) => Self::End(end.to_vec()),
            _ if is_glob(text) => Self::Glob(text.to_vec()),
            _ => Self::Name(text.to_vec()),
        }
    }

    fn fits(&self, name: &[u8], steps: &mut u64) -> bool {
        match self {
            Self::Any => true,
            Self::Name(text) => text == name,
            Self::End(text) => name.ends_with(text),
            Self::Glob(glob) => fits(glob, name, steps),
        }
    }
}

/// Tells whether a text stands for more than itself.
fn is_glob(text: &[u8]) -> bool {
    text.iter().any(|b| matches!(b, b'*' | b'?' | b'[' | b'\\'))
}

/// Tells whether a glob fits a whole name; only its last star so far is ever tried again.
fn fits(glob: &[u8], name: &[u8], steps: &mut u64) -> bool {
    let (mut at, mut byte, mut again) = (0, 0, None);
    while byte < name.len() {
        *steps += 1;
        if glob.get(at) == Some(&b'*') {
            at += 1;
            again = Some((at, byte));
        } else if let Some(next) = one(glob, at, name[byte], steps) {
            (at, byte) = (next, byte + 1);
        } else {
            let Some((behind, from)) = again else { return false };
            again = Some((behind, from + 1));
            (at, byte) = (behind, from + 1);
        }
    }
    glob[at..].iter().all(|b| *b == b'*')
}

/// Gives where a glob goes on behind what stands for one byte, if it fits.
fn one(glob: &[u8], at: usize, byte: u8, steps: &mut u64) -> Option<usize> {
    match *glob.get(at)? {
        b'?' => Some(at + 1),
        b'[' => class(glob, at + 1, byte, steps),
        b'\\' => (glob.get(at + 1) == Some(&byte)).then_some(at + 2),
        other => (other == byte).then_some(at + 1),
    }
}

/// Reads `[a-z]` from behind its bracket; one without an end fits nothing.
fn class(glob: &[u8], start: usize, byte: u8, steps: &mut u64) -> Option<usize> {
    let negated = matches!(glob.get(start), Some(b'!' | b'^'));
    let first = start + usize::from(negated);
    let (mut at, mut found) = (first, false);
    loop {
        *steps += 1;
        if at > first && glob.get(at) == Some(&b']') {
            return (found != negated).then_some(at + 1);
        }
        let (low, behind) = plain(glob, at)?;
        at = behind;
        let to = plain(glob, at + 1).filter(|_| glob.get(at) == Some(&b'-') && glob.get(at + 1) != Some(&b']'));
        let high = to.map_or(low, |(high, _)| high);
        at = to.map_or(at, |(_, behind)| behind);
        found |= (low..=high).contains(&byte);
    }
}

/// Reads a byte of a class, which may be escaped, and gives the place behind it.
fn plain(glob: &[u8], at: usize) -> Option<(u8, usize)> {
    match *glob.get(at)? {
        b'\\' => Some((*glob.get(at + 1)?, at + 2)),
        byte => Some((byte, at + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use proptest::prelude::*;

    /// Tells whether a line speaks of a path; folders end with a slash.
    fn speaks(line: &str, path: &str) -> bool {
        let names: Vec<&[u8]> = path.trim_end_matches('/').split('/').map(str::as_bytes).collect();
        Pattern::read(line.as_bytes()).is_some_and(|it| it.speaks_of(&names, path.ends_with('/'), &mut 0))
    }

    #[test]
    fn lines_speak_of_what_git_says() {
        for (line, yes, no) in [
            ("a.md", "a.md x/a.md a.md/", "b.md a.mdx xa.md"),
            ("*.log", "a.log x/y/.log", "a.logs log"),
            ("build/", "build/ x/build/", "build x/build"),
            ("/a", "a a/", "x/a"),
            ("x/a", "x/a", "y/x/a x/b/a"),
            ("/x/a/", "x/a/", "x/a"),
            ("**/a", "a x/a x/y/a", "ab"),
            ("**/x/a", "x/a y/x/a", "x/y/a"),
            ("x/**", "x/a x/y/a", "x/ y/x/a"),
            ("x/**/a", "x/a x/y/a x/y/z/a", "x/ab a y/x/a"),
            ("x/*", "x/a x/y/", "x/y/a x/"),
            ("a**b", "ab axxb x/ab", "a/b"),
            ("x/a**b", "x/ab x/a-b", "x/a/b"),
            ("a?c", "abc x/a.c", "ac a/c"),
            ("[a-cx]1", "a1 b1 x1", "d1 -1"),
            ("[!a-c]1", "d1", "a1"),
            ("[^]]", "a", "]"),
            ("[]-]", "] -", "a"),
            ("[a-]", "a -", "b"),
            ("[\\]]", "]", "a"),
            ("[a", "", "[a a"),
            ("{a,b}", "{a,b}", "a b"),
            ("\\#a", "#a", "\\#a"),
            ("\\!a", "!a", "a"),
            ("a\\*", "a*", "ab"),
            ("a\\", "", "a a\\"),
            ("a  ", "a", ""),
            ("a\r", "a", ""),
            ("*", "a x/a", ""),
            ("**", "a x/a x/", ""),
            ("*a*b", "ab xaxb aab", "aba"),
            ("# a", "", "a #"),
            ("", "", "a"),
            ("/", "", "a a/"),
        ] {
            for (paths, expect) in [(yes, true), (no, false)] {
                for path in paths.split_whitespace() {
                    assert_eq!(speaks(line, path), expect, "{line:?} {path:?}");
                }
            }
        }
        assert!(speaks("a\\ ", "a "));
    }

    #[test]
    fn many_stars_take_few_steps() {
        let (line, name) = ("*a".repeat(100) + "b", "a".repeat(250));
        let mut steps = 0;
        assert!(!Pattern::read(line.as_bytes()).unwrap().speaks_of(&[name.as_bytes()], false, &mut steps));
        assert!(steps < 60_000, "{steps}");
    }

    proptest! {
        #[test]
        fn any_line_ends_soon(
            line in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b"**?[]!^-\\\\//ab :#\r".to_vec())], 0..40),
            name in "[ab/\\[\\]é-]{1,40}",
        ) {
            let names: Vec<&[u8]> = name.split('/').map(str::as_bytes).collect();
            let mut steps = 0;
            if let Some(pattern) = Pattern::read(&line) {
                pattern.speaks_of(&names, false, &mut steps);
            }
            let most = (line.len() + 2) * (line.len() + 2) * (name.len() + 2);
            prop_assert!(steps <= most as u64, "{steps} of {most}");
        }
    }
}
