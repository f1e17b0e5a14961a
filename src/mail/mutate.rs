//! Byte mutations for replaying inputs through the checks of parsers: deterministic, so that a failure can be repeated.

/// The bytes with a handful of changes that depend on the seed only: flips, cuts, repeats and bytes that parsers care about.
pub fn mutated(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for _ in 0..1 + next(8) {
        let at = next(bytes.len());
        match next(6) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << next(8),
            1 if !bytes.is_empty() => bytes[at] = b"\0\r\n\t \"<>@:;=-._()\\%\x80\xff"[next(21)],
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..(at + next(40)).min(bytes.len()))),
            4 => {
                let piece = bytes[at..(at + next(400)).min(bytes.len())].to_vec();
                let to = next(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => bytes.insert(at.min(bytes.len()), next(256) as u8),
        }
    }
    bytes
}
