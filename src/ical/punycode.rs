//! Domains in their ASCII form (RFC 3492, RFC 5891), so that one address written in two ways stays one attendee.

/// Labels longer than this are no domain; they stay as they are.
const LONGEST_LABEL: usize = 63;

/// The domain with every label that has letters beyond ASCII turned into `xn--…`; expects lower case.
pub(super) fn domain(domain: &str) -> String {
    if domain.is_ascii() {
        return domain.to_owned();
    }
    let labels: Vec<String> = domain.split(['.', '。']).map(label).collect();
    labels.join(".")
}

fn label(label: &str) -> String {
    if label.is_ascii() || label.len() > LONGEST_LABEL * 4 {
        return label.to_owned();
    }
    match encoded(label) {
        Some(encoded) => format!("xn--{encoded}"),
        None => label.to_owned(),
    }
}

/// RFC 3492 §6.3; `None` when a number would overflow.
fn encoded(label: &str) -> Option<String> {
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let (mut code, mut delta, mut bias, mut done) = (128_u32, 0_u32, 72_u32, basic);
    let total = u32::try_from(label.chars().count()).ok()?;
    while done < total {
        let next = label.chars().map(u32::from).filter(|c| *c >= code).min()?;
        delta = delta.checked_add((next - code).checked_mul(done + 1)?)?;
        code = next;
        for c in label.chars().map(u32::from) {
            if c < code {
                delta = delta.checked_add(1)?;
            } else if c == code {
                push_number(delta, bias, &mut out)?;
                bias = adapted(delta / if done == basic { 700 } else { 2 }, done + 1);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        code += 1;
    }
    Some(out)
}

/// A generalised variable-length integer.
fn push_number(number: u32, bias: u32, out: &mut String) -> Option<()> {
    let mut rest = number;
    let mut position = 36_u32;
    loop {
        let threshold = position.saturating_sub(bias).clamp(1, 26);
        if rest < threshold {
            return push_digit(rest, out);
        }
        push_digit(threshold + (rest - threshold) % (36 - threshold), out)?;
        rest = (rest - threshold) / (36 - threshold);
        position += 36;
    }
}

fn push_digit(digit: u32, out: &mut String) -> Option<()> {
    out.push(char::from_digit(if digit < 26 { digit + 10 } else { digit - 26 }, 36)?);
    Some(())
}

/// RFC 3492 §6.1, behind the damping.
fn adapted(damped: u32, points: u32) -> u32 {
    let mut delta = damped + damped / points;
    let mut steps = 0;
    while delta > 455 {
        delta /= 35;
        steps += 36;
    }
    steps + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_take_their_ascii_form() {
        // RFC 3492 §7.1 (B, I, L) and common names.
        for (unicode, ascii) in [
            ("example.org", "example.org"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("münchen.straße.de", "xn--mnchen-3ya.xn--strae-oqa.de"),
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
            ("почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"),
            ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ] {
            assert_eq!(domain(unicode), ascii);
        }
    }

    #[test]
    fn a_label_too_long_to_be_one_stays() {
        let long = "ü".repeat(300);
        assert_eq!(domain(&long), long);
    }
}
