//! What the system allows here: the size of a file (`ulimit -f`) beyond which there is an error to tell of, not the end of the
//! program, and the room for threads (`ulimit -v`).

/// Asks the system to refuse to write beyond the limit, where there is one: it would end the program without a word, in the
/// middle of whatever it does, and be it only for what is kept for the next run.
#[cfg(unix)]
pub(super) fn tell_of_limit() {
    use rustix::process::{Resource, Signal, getrlimit};
    use tokio::signal::unix::{SignalKind, signal};
    if getrlimit(Resource::Fsize).current.is_none() {
        return;
    }
    // Who listens to the signal once is not ended by it any more, however soon the listener goes.
    if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() {
        let _entered = runtime.enter();
        drop(signal(SignalKind::from_raw(Signal::XFSZ.as_raw())));
    }
}

#[cfg(not(unix))]
pub(super) const fn tell_of_limit() {}

/// What a thread reserves, twice: the other half is for what the threads work on.
#[cfg(unix)]
const ROOM: u64 = 128 << 20;

/// Says how many threads have room where memory is limited; most of what each reserves it never uses, and it counts.
#[cfg(unix)]
pub(super) fn threads_with_room() -> usize {
    use rustix::process::{Resource, getrlimit};
    let room = getrlimit(Resource::As).current.map(|room| usize::try_from(room / ROOM).unwrap_or(usize::MAX));
    room.map_or(usize::MAX, |threads| threads.max(1))
}

#[cfg(not(unix))]
pub(super) const fn threads_with_room() -> usize {
    usize::MAX
}
