//! The command `rsvpd`.

use std::process::ExitCode;

fn main() -> ExitCode {
    rsvpd::cli::run()
}
