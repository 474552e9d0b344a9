//! The size that a file may have here (`ulimit -f`): what goes beyond it is an error to tell of, not the end of the program.

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
