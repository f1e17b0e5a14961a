//! Who was told of what by what happened since the story looked last.

use std::collections::{BTreeMap, BTreeSet};

use rsvpd::access::Delegation;
use rsvpd::ical::{CalAddress, CalendarObject, Component};
use rsvpd::imip::CaughtMail;
use rsvpd::store::{CalendarKind, ObjectHead, StoreError, Tx};

use super::mail::Letter;

/// What everybody has at one time, by name.
#[derive(Clone, Debug, Default)]
pub struct Snapshot(BTreeMap<String, Person>);

/// What one person, room or resource has.
#[derive(Clone, Debug, Default)]
struct Person {
    email: String,
    /// Copies by UID.
    copies: BTreeMap<String, Copy>,
    /// Items of the schedule inbox by name, in short.
    inbox: BTreeMap<String, String>,
    /// Kinds of notices, oldest first.
    notices: Vec<String>,
    /// Who sees all of it.
    delegates: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Copy {
    etag: String,
    path: String,
    /// SEQUENCE and own answer of each component.
    says: String,
}

/// Somebody who may look at another's copy, for a test whether that shows it as it is now.
#[derive(Clone, Debug)]
pub struct Look {
    /// Who looks.
    pub delegate: String,
    /// At whose copy.
    pub owner: String,
    /// Its path.
    pub path: String,
    /// Its entity tag; `None` where it is gone.
    pub etag: Option<String>,
    says: String,
}

impl Look {
    /// The line part for somebody who sees it as it is.
    pub fn seen(&self) -> String {
        format!("sees {}'s copy {}", self.owner, self.says)
    }
}

impl Snapshot {
    /// What everybody has now.
    ///
    /// # Errors
    /// The store failed.
    pub fn of(tx: &mut Tx<'_>) -> Result<Snapshot, StoreError> {
        let mut people = BTreeMap::new();
        for principal in tx.principals()? {
            let own: Vec<CalAddress> = tx.addresses(principal.id)?.iter().map(|own| CalAddress::mailto(own)).collect();
            let mut person = Person { email: principal.email.clone(), ..Person::default() };
            for calendar in tx.calendars(principal.id)? {
                for head in tx.object_heads(calendar.id, "", 1000)? {
                    let Ok(object) = CalendarObject::read(&tx.body(head.id)?) else { continue };
                    if calendar.kind == CalendarKind::Inbox {
                        person.inbox.insert(head.name.clone(), message(&object));
                        continue;
                    }
                    let path = format!("/dav/calendars/{}/{}/{}", principal.name, calendar.name, head.name);
                    person.copies.insert(head.uid.clone(), copy(&head, path, &object, &own));
                }
            }
            person.notices = tx.notices(principal.id, 1000)?.iter().rev().map(|notice| notice.kind.clone()).collect();
            for level in [Delegation::Read, Delegation::Write] {
                person.delegates.extend(tx.delegates(principal.id, level)?.into_iter().map(|delegate| delegate.name));
            }
            people.insert(principal.name, person);
        }
        Ok(Snapshot(people))
    }

    /// What delegates have to see, if they see what changed since `before`.
    pub fn looks(&self, before: &Snapshot) -> Vec<Look> {
        let mut looks = Vec::new();
        for (owner, now) in &self.0 {
            for (path, etag, says) in changed(before.0.get(owner), now) {
                looks.extend(now.delegates.iter().map(|delegate| Look {
                    delegate: delegate.clone(),
                    owner: owner.clone(),
                    path: path.clone(),
                    etag: etag.clone(),
                    says: says.clone(),
                }));
            }
        }
        looks
    }

    /// A line for each person to whom something happened, people of the house first.
    pub fn lines(&self, before: &Snapshot, seen: &[(String, String)], mails: &[CaughtMail]) -> Vec<String> {
        let mut lines = Vec::new();
        for (name, now) in &self.0 {
            let was = before.0.get(name);
            let mut items: Vec<String> = changed(was, now).map(|(_, _, says)| format!("copy {says}")).collect();
            let is_new = |item: &&String| was.is_none_or(|was| !was.inbox.contains_key(*item));
            let mut inbox: Vec<String> =
                now.inbox.keys().filter(is_new).map(|item| format!("inbox {}", now.inbox[item])).collect();
            inbox.sort();
            items.extend(inbox);
            let known = was.map_or(0, |was| was.notices.len());
            items.extend(now.notices.iter().skip(known).map(|kind| format!("notice {kind}")));
            items.extend(to(&now.email, mails));
            items.extend(seen.iter().filter(|(who, _)| who == name).map(|(_, what)| what.clone()));
            if !items.is_empty() {
                lines.push(format!("{name}: {}", items.join(", ")));
            }
        }
        let is_outside = |address: &&String| !self.0.values().any(|person| person.email == **address);
        let outside: BTreeSet<&String> = mails.iter().map(|mail| &mail.to).filter(is_outside).collect();
        lines.extend(outside.iter().map(|address| format!("{address}: {}", to(address, mails).join(", "))));
        lines
    }
}

/// Copies that are new, changed or gone: path, entity tag and what they say.
fn changed<'a>(was: Option<&'a Person>, now: &'a Person) -> impl Iterator<Item = (String, Option<String>, String)> {
    let old = move |uid: &String| was.and_then(|was| was.copies.get(uid));
    let made = now.copies.iter().filter(move |(uid, copy)| old(uid).is_none_or(|old| old.etag != copy.etag));
    let made = made.map(|(_, copy)| (copy.path.clone(), Some(copy.etag.clone()), copy.says.clone()));
    let gone = was.into_iter().flat_map(|was| &was.copies).filter(|(uid, _)| !now.copies.contains_key(*uid));
    made.chain(gone.map(|(_, copy)| (copy.path.clone(), None, "gone".to_owned())))
}

fn to(address: &str, mails: &[CaughtMail]) -> Vec<String> {
    let theirs = mails.iter().filter(|mail| mail.to.eq_ignore_ascii_case(address));
    theirs.filter_map(|mail| Letter::read(mail).ok()).map(|letter| format!("mail {}", mailed(&letter))).collect()
}

fn mailed(letter: &Letter<'_>) -> String {
    match letter.calendar().and_then(|text| CalendarObject::read(text.as_bytes()).ok()) {
        Some(object) => message(&object),
        None => format!("“{}”", letter.subject()),
    }
}

/// A scheduling message in short: method, SEQUENCE, and whether it is about one date.
fn message(object: &CalendarObject) -> String {
    let method = object.method().unwrap_or_else(|| "no method".to_owned());
    let sequence = object.parts().map(Component::sequence).max().unwrap_or(0);
    let one = if object.master().is_none() { " for one date" } else { "" };
    format!("{method} {sequence}{one}")
}

fn copy(head: &ObjectHead, path: String, object: &CalendarObject, own: &[CalAddress]) -> Copy {
    let is_organizer = object.organizer().is_some_and(|organizer| own.contains(&organizer));
    let part = |part: &Component| {
        let mut says = part.sequence().to_string();
        let answer = part.attendees().find(|who| own.contains(&who.address)).map(|who| who.partstat());
        if let Some(answer) = answer.filter(|_| !is_organizer) {
            says = format!("{says} {}", answer.as_str());
        }
        if part.is_cancelled() { format!("{says} cancelled") } else { says }
    };
    Copy { etag: head.etag.to_string(), path, says: object.parts().map(part).collect::<Vec<_>>().join(" + ") }
}
