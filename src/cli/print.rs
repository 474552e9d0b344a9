//! How a file is known again: by all its bytes.
//!
//! In: bytes, and a key that is kept beside what they are to be known by. Out: sixteen bytes. Each kilobyte is summed up
//! under the key, and a digest is taken of the sums. Whoever doesn't know the key can't write two files of one print: of
//! two kilobytes that differ in any way, the sums are the same under one key in 2^64 (this is NH of RFC 4418, with
//! words of 64 bits). It takes a tenth of the time that a digest of all bytes takes.

use sha2::{Digest, Sha256};
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

/// What a file is known by.
pub(super) type Print = [u8; 16];
/// What a key is made of.
pub(super) type Seed = [u8; 32];

/// How many bytes are summed up at a time.
const BLOCK: usize = 1024;

/// Two words of eight bytes.
type Pair = [u64; 2];

/// Says in short what bytes are, where nobody keeps a key.
pub(super) fn digest(bytes: &[u8]) -> Print {
    let mut print = Print::default();
    print.copy_from_slice(&Sha256::digest(bytes)[..16]);
    print
}

/// Sums up everything that a value hashes.
pub(super) fn sum_up(value: &impl Hash) -> Print {
    let mut sum = Sum(Sha256::new());
    value.hash(&mut sum);
    let mut print = Print::default();
    print.copy_from_slice(&sum.0.finalize()[..16]);
    print
}

/// Sums up everything that it is given.
struct Sum(Sha256);

impl Hasher for Sum {
    // In place it would stand some twenty times.
    #[inline(never)]
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Gives the start of the sum.
    fn finish(&self) -> u64 {
        u64::from_le_bytes(self.0.clone().finalize().first_chunk().copied().unwrap_or_default())
    }
}

/// A key.
#[derive(Debug)]
pub(super) struct Key {
    seed: Seed,
    words: Vec<Pair>,
}

impl Key {
    /// Makes a key that nobody can guess: the system seeds the hashes of this process, and nobody sees one of them.
    pub(super) fn anew() -> Self {
        let random = RandomState::new();
        let mut seed = Seed::default();
        for (at, word) in seed.as_chunks_mut::<8>().0.iter_mut().enumerate() {
            *word = random.hash_one(at).to_le_bytes();
        }
        Self::of(seed)
    }

    /// Makes the key of a seed.
    pub(super) fn of(seed: Seed) -> Self {
        let part = |at: usize| Sha256::new().chain_update(seed).chain_update(at.to_le_bytes()).finalize();
        let bytes: Vec<u8> = (0..BLOCK / 32).flat_map(part).collect();
        Self { seed, words: bytes.as_chunks::<16>().0.iter().map(pair).collect() }
    }

    /// Gives what it was made of.
    pub(super) const fn seed(&self) -> &Seed {
        &self.seed
    }

    /// Says in short what bytes are.
    pub(super) fn print(&self, bytes: &[u8]) -> Print {
        let mut digest = Sha256::new().chain_update(bytes.len().to_le_bytes());
        for block in bytes.chunks(BLOCK) {
            digest.update(self.sum(block).to_le_bytes());
        }
        let mut print = Print::default();
        print.copy_from_slice(&digest.finalize()[..16]);
        print
    }

    /// Sums up as many bytes as the key has, or fewer.
    fn sum(&self, block: &[u8]) -> u128 {
        let (whole, rest) = block.as_chunks::<16>();
        let sum = whole.iter().zip(&self.words).map(product).fold(0, u128::wrapping_add);
        let Some(words) = self.words.get(whole.len()).filter(|_| !rest.is_empty()) else { return sum };
        let mut last = [0; 16];
        last[..rest.len()].copy_from_slice(rest);
        sum.wrapping_add(product((&last, words)))
    }
}

fn product((bytes, [one, other]): (&[u8; 16], &Pair)) -> u128 {
    let [first, second] = pair(bytes);
    u128::from(first.wrapping_add(*one)) * u128::from(second.wrapping_add(*other))
}

/// Reads two words.
fn pair(bytes: &[u8; 16]) -> Pair {
    let both = u128::from_le_bytes(*bytes);
    [both, both >> 64].map(|word| u64::try_from(word & u128::from(u64::MAX)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Key};

    #[test]
    fn any_other_byte_length_or_key_gives_another_print() {
        let (key, bytes) = (Key::of([7; 32]), vec![b'a'; 2 * BLOCK + 20]);
        let mut prints = vec![key.print(&bytes), Key::of([8; 32]).print(&bytes), Key::anew().print(&bytes)];
        assert_eq!(Key::of(*key.seed()).print(&bytes), prints[0]);
        for len in [0, 1, 15, 16, 17, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK] {
            prints.extend([key.print(&bytes[..len]), key.print(&vec![0; len])]);
        }
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1 << (at % 8);
            prints.push(key.print(&other));
        }
        // Nothing and nothing of zeros are the same.
        let all = prints.len() - 1;
        prints.sort_unstable();
        prints.dedup();
        assert_eq!(prints.len(), all);
    }
}
