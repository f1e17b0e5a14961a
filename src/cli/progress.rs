//! How far a long command is: a bar on a terminal, a line now and then elsewhere.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Time between two drawings of the bar.
const REDRAWN: Duration = Duration::from_millis(100);
/// Time between two lines where there is no terminal.
const REPEATED: Duration = Duration::from_secs(10);
/// Characters of the bar.
const WIDTH: usize = 24;

/// The progress of one command, shown on standard error.
pub(super) struct Progress {
    bytes: u64,
    begun: Instant,
    shown: Instant,
    is_terminal: bool,
}

impl Progress {
    /// Of work on this many bytes.
    pub(super) fn of(bytes: u64) -> Progress {
        let now = Instant::now();
        Progress { bytes, begun: now, shown: now, is_terminal: std::io::stderr().is_terminal() }
    }

    /// Says how far the work is, if the last time is long enough ago.
    pub(super) fn at(&mut self, bytes: u64, objects: usize, refused: usize) {
        let pause = if self.is_terminal { REDRAWN } else { REPEATED };
        if self.shown.elapsed() < pause {
            return;
        }
        self.shown = Instant::now();
        let words = self.words(bytes, objects, refused);
        let mut out = std::io::stderr().lock();
        let _ = match self.is_terminal {
            true => write!(out, "\r\x1b[K{} {words}", bar(share(bytes, self.bytes))),
            false => writeln!(out, "{words}"),
        };
        let _ = out.flush();
    }

    /// Takes the bar away and says how long it all took.
    pub(super) fn finished(&self, objects: usize) -> String {
        if self.is_terminal {
            eprint!("\r\x1b[K");
        }
        let seconds = self.begun.elapsed().as_secs_f64();
        format!("{objects} objects in {seconds:.1} s, {:.0} a second", objects as f64 / seconds.max(0.001))
    }

    fn words(&self, bytes: u64, objects: usize, refused: usize) -> String {
        let rate = objects as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        format!("{:3}%  {objects} objects, {rate:.0} a second, {refused} refused", share(bytes, self.bytes))
    }
}

/// How much of the whole a part is, in percent.
fn share(part: u64, whole: u64) -> u64 {
    part.min(whole) * 100 / whole.max(1)
}

fn bar(percent: u64) -> String {
    let full = WIDTH * usize::try_from(percent).unwrap_or(100) / 100;
    format!("[{}{}]", "#".repeat(full), " ".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_full_as_the_work_is_done() {
        assert_eq!([share(0, 0), share(1, 3), share(3, 3), share(9, 3)], [0, 33, 100, 100]);
        assert_eq!((bar(0).matches('#').count(), bar(50).matches('#').count(), bar(100).len()), (0, 12, 26));
        assert!(Progress::of(200).words(50, 10, 1).starts_with(" 25%  10 objects, "));
    }
}
