//! What the lines of a card mean.

use std::borrow::Cow;

use crate::ical::{Line, value};

use super::card::Card;

/// Whether a line is the property `wanted`: a name with a group prefix (`ITEM1.TEL`) names exactly that, one without
/// names it in any group (RFC 6352 §10.4.2, §10.5.1).
pub fn names(line: &Line, wanted: &str) -> bool {
    let name = if wanted.contains('.') { line.name() } else { grouped(line.name()).1 };
    name.eq_ignore_ascii_case(wanted)
}

/// The group and the name of a property (RFC 6350 §3.3).
fn grouped(name: &str) -> (Option<&str>, &str) {
    match name.split_once('.') {
        Some((group, name)) => (Some(group), name),
        None => (None, name),
    }
}

/// One e-mail address of a card (RFC 6350 §6.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    /// As written, without blanks around it and without `mailto:`.
    pub address: String,
    /// Its TYPE values, in lower case, in order.
    pub types: Vec<String>,
    /// 1 for the most preferred to 100 (PREF in version 4.0; TYPE=PREF in version 3.0 is 1), absent where nothing is
    /// said.
    pub preference: Option<u8>,
    /// The group it stands in, in upper case.
    pub group: Option<String>,
    /// What its owner calls it: Apple's `X-ABLabel` of the same group.
    pub label: Option<String>,
}

impl Card {
    /// The properties of this name, as [`names`] understands it.
    pub fn properties<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Line> {
        self.lines().iter().filter(move |line| names(line, name))
    }

    /// FN: the name to show.
    pub fn formatted_name(&self) -> String {
        self.properties("FN").next().map(|line| line.text_value().into_owned()).unwrap_or_default()
    }

    /// EMAIL: each address, in order.
    pub fn emails(&self) -> impl Iterator<Item = Email> {
        self.properties("EMAIL").map(|line| self.email(line)).filter(|email| !email.address.is_empty())
    }

    fn email(&self, line: &Line) -> Email {
        let text = line.text_value();
        let text = text.trim();
        let address = match text.split_at_checked(7) {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest,
            _ => text,
        };
        let types = types(line);
        let written =
            line.param("PREF").and_then(|pref| pref.trim().parse().ok()).filter(|pref| (1..=100).contains(pref));
        let preference = written.or_else(|| types.iter().any(|kind| kind == "pref").then_some(1));
        let group = grouped(line.name()).0;
        let label = group.and_then(|group| {
            let label = self.properties("X-ABLABEL").find(|label| grouped(label.name()).0 == Some(group))?;
            Some(label.text_value().into_owned())
        });
        Email { address: address.to_owned(), types, preference, group: group.map(str::to_owned), label }
    }
}

/// The values of a parameter. A TYPE may be a list within quotes (RFC 6350 §5.6), and is taken apart all the same.
pub fn param_values(line: &Line, name: &str) -> Vec<String> {
    let listed = line.param_values(name);
    if !name.eq_ignore_ascii_case("TYPE") {
        return listed.into_iter().map(Cow::into_owned).collect();
    }
    let single = listed.iter().flat_map(|value| value.split(',')).map(str::trim);
    single.filter(|kind| !kind.is_empty()).map(str::to_owned).collect()
}

/// The TYPE values of a property, in lower case.
pub(super) fn types(line: &Line) -> Vec<String> {
    param_values(line, "TYPE").iter().map(|kind| kind.to_ascii_lowercase()).collect()
}

/// The parts of a structured value, unescaped, lists within a part joined with blanks.
fn components(line: &Line) -> impl Iterator<Item = String> {
    parts(line.value()).map(|part| {
        let texts = value::split_list(part).map(value::unescaped);
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    })
}

/// The parts of a structured value, still escaped: split at semicolons without a backslash.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut escape = false;
    text.split(move |c| {
        let splits = c == ';' && !escape;
        escape = c == '\\' && !escape;
        splits
    })
}

/// A property as a name to show: the parts of N in the order in which people say them, others as they stand.
pub(super) fn shown(line: &Line) -> String {
    let mut parts: Vec<String> = components(line).collect();
    if names(line, "N") {
        // Family, given, additional, prefixes, suffixes.
        parts.resize(5, String::new());
        parts = [3, 1, 2, 0, 4].into_iter().filter_map(|at| parts.get(at).cloned()).collect();
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(version: &str, inner: &str) -> Card {
        let text = format!("BEGIN:VCARD\nVERSION:{version}\nUID:1\nFN:B\\, S\n{inner}\nEND:VCARD\n");
        Card::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn names_are_unescaped_part_by_part() {
        let card = card("3.0", "N:Stone\\; Sr.;Bob,Robert;;Dr.");
        assert_eq!(card.formatted_name(), "B, S");
        assert_eq!(shown(card.properties("N").next().unwrap()), "Dr. Bob Robert Stone; Sr.");
    }

    #[test]
    fn addresses_come_with_their_type_preference_and_label() {
        let old = card(
            "3.0",
            "item1.EMAIL;type=INTERNET;type=pref:a@x\nitem1.X-ABLabel:Office\nEMAIL;TYPE=\"home,work\": b@x \nEMAIL:",
        );
        let emails: Vec<Email> = old.emails().collect();
        assert_eq!(emails.len(), 2);
        assert_eq!((emails[0].address.as_str(), emails[0].preference), ("a@x", Some(1)));
        assert_eq!((emails[0].group.as_deref(), emails[0].label.as_deref()), (Some("ITEM1"), Some("Office")));
        assert_eq!((emails[1].address.as_str(), emails[1].types.join(" ")), ("b@x", "home work".to_owned()));
        let new = card("4.0", "EMAIL;PREF=7:MAILTO:c@x\nEMAIL;PREF=700:d@x");
        let preferences: Vec<_> = new.emails().map(|email| (email.address, email.preference)).collect();
        assert_eq!(preferences, [("c@x".to_owned(), Some(7)), ("d@x".to_owned(), None)]);
    }

    #[test]
    fn a_name_without_group_names_the_property_in_any_group() {
        let card = card("3.0", "X-ABC.TEL:1\nTEL:2");
        let count = |name: &str| card.properties(name).count();
        assert_eq!((count("tel"), count("x-abc.tel"), count("X-ABC-1.TEL")), (2, 1, 0));
    }
}
