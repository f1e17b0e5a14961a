//! rsvpd.
fn main() {}
