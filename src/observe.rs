//! What happened, for people and machines: the log on standard error.
//!
//! Secrets never reach it: callers log names, numbers and reasons, not bodies, passwords or tokens.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts the log; `level` is a filter such as `info` or `rsvpd=debug`, and the variable `RSVPD_LOG` wins over it.
///
/// Calling it twice is harmless: the first call decides.
pub fn start(level: &str) {
    let filter = EnvFilter::try_from_env("RSVPD_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    let colours = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let _ = log.with_target(false).with_ansi(colours).try_init();
}
