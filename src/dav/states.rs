//! The `If` header (RFC 4918 §10.4): in which state a client wants resources to be.
//!
//! There are no locks here, so the state tokens are the sync-tokens of collections (RFC 6578 §5). Every other token,
//! `DAV:no-lock` among them, matches nothing.

use hyper::HeaderMap;

use super::conditions::BadHeader;
use super::error::Failure;
use super::live;
use super::place::Place;
use super::resource::{BadPath, Resource};
use crate::contacts;
use crate::store::{CalendarKind, Principal, StoreError, Tx};

/// What an `If` header says: one of its lists holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct States(Vec<Production>);

/// What is said of one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Production {
    about: About,
    lists: Vec<Vec<Condition>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum About {
    /// The resource of the request: the lists have no tag.
    Request,
    /// The resource of a tag.
    Tag(Resource),
    /// A place where there never is anything.
    Nothing,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Condition {
    is_negated: bool,
    state: State,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// An entity tag, without its quotes.
    ETag(String),
    /// A state token.
    Token(String),
}

/// Conditions in one header; each tag costs a look into the store.
const MAX_CONDITIONS: usize = 100;
const BAD: BadHeader = BadHeader("If");

impl States {
    /// The `If` header, if there is one.
    ///
    /// # Errors
    /// More than one header, anything but lists as RFC 4918 §10.4.2 writes them, lists with and without tag together,
    /// more than 100 conditions.
    pub fn of(headers: &HeaderMap) -> Result<Option<States>, BadHeader> {
        let mut lines = headers.get_all("if").iter();
        let Some(line) = lines.next() else { return Ok(None) };
        let text = std::str::from_utf8(line.as_bytes()).map_err(|_| BAD)?;
        let states = States::parse(text).filter(|_| lines.next().is_none());
        states.map(Some).ok_or(BAD)
    }

    fn parse(text: &str) -> Option<States> {
        let mut productions: Vec<Production> = Vec::new();
        let mut left = MAX_CONDITIONS;
        let mut rest = text.trim_ascii();
        while !rest.is_empty() {
            if let Some(tagged) = rest.strip_prefix('<') {
                let (tag, after) = tagged.split_once('>')?;
                productions.push(Production { about: about(tag)?, lists: Vec::new() });
                rest = after.trim_ascii_start();
            } else if productions.is_empty() {
                productions.push(Production { about: About::Request, lists: Vec::new() });
            }
            let (list, after) = list(rest.strip_prefix('(')?, &mut left)?;
            productions.last_mut()?.lists.push(list);
            rest = after.trim_ascii_start();
        }
        let is_mixed = productions.len() > 1 && productions.iter().any(|one| one.about == About::Request);
        (!productions.is_empty() && !is_mixed).then_some(States(productions))
    }

    /// Whether one of the lists holds, for `who` to see; `request` is the resource of the request.
    ///
    /// # Errors
    /// The store failed.
    pub fn hold(&self, tx: &mut Tx<'_>, who: &Principal, request: &Resource) -> Result<bool, StoreError> {
        for Production { about, lists } in &self.0 {
            let states = match about {
                About::Request => states_of(tx, who, request)?,
                About::Tag(resource) => states_of(tx, who, resource)?,
                About::Nothing => None,
            };
            let holds = |condition: &Condition| (states.as_ref() == Some(&condition.state)) != condition.is_negated;
            if lists.iter().any(|list| list.iter().all(holds)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The state that a resource is in: an object or a file has an entity tag, a calendar a sync-token, anything else none.
fn states_of(tx: &mut Tx<'_>, who: &Principal, resource: &Resource) -> Result<Option<State>, StoreError> {
    match Place::find(tx, who, resource) {
        Ok(place) if place.etag().is_some() => Ok(place.etag().map(|etag| State::ETag(etag.0.clone()))),
        Ok(Place::Calendar(_, house)) if house.kind == CalendarKind::House => {
            Ok(Some(State::Token(live::house_token(&contacts::state(tx)?, None))))
        }
        Ok(Place::Calendar(_, calendar)) => Ok(Some(State::Token(live::sync_token(&calendar, calendar.revision)))),
        Ok(Place::Home(owner)) => {
            let home = tx.home(owner.id)?;
            Ok(Some(State::Token(live::home_token(&owner, &home, home.revision))))
        }
        Ok(_) => Ok(None),
        Err(Failure::Store(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

fn about(tag: &str) -> Option<About> {
    match Resource::of_href(tag) {
        Ok(resource) => Some(About::Tag(resource)),
        Err(BadPath::NotHere | BadPath::TooLong) => Some(About::Nothing),
        Err(BadPath::Malformed) => None,
    }
}

/// The conditions up to the closing bracket, one at least, and what follows it.
fn list<'a>(text: &'a str, left: &mut usize) -> Option<(Vec<Condition>, &'a str)> {
    let mut conditions = Vec::new();
    let mut rest = text.trim_ascii_start();
    loop {
        if let Some(after) = rest.strip_prefix(')') {
            return (!conditions.is_empty()).then_some((conditions, after));
        }
        *left = left.checked_sub(1)?;
        let positive = without_not(rest);
        let (state, after) = state(positive.unwrap_or(rest))?;
        conditions.push(Condition { is_negated: positive.is_some(), state });
        rest = after.trim_ascii_start();
    }
}

/// What follows `Not`, in any case, if it stands here.
fn without_not(text: &str) -> Option<&str> {
    let (word, after) = text.split_at_checked(3)?;
    word.eq_ignore_ascii_case("not").then(|| after.trim_ascii_start())
}

fn state(text: &str) -> Option<(State, &str)> {
    if let Some(token) = text.strip_prefix('<') {
        let (token, after) = token.split_once('>')?;
        return Some((State::Token(token.to_owned()), after)).filter(|_| !token.is_empty());
    }
    let (tag, after) = bracketed(text.strip_prefix('[')?)?;
    // Weak or strong makes no difference here (RFC 4918 §10.4.4), and some clients leave the quotes out.
    let tag = tag.strip_prefix("W/").unwrap_or(tag);
    let tag = tag.strip_prefix('"').map_or(Some(tag), |tag| tag.strip_suffix('"'))?;
    Some((State::ETag(tag.trim_end_matches("-gzip").to_owned()), after)).filter(|_| !tag.is_empty())
}

/// What stands before the closing bracket, which is not one inside quotes.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let end = text.find(|letter| {
        is_quoted ^= letter == '"';
        letter == ']' && !is_quoted
    })?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

/// What must hold for any text: it is refused, or it says something of at least one resource, within the bound.
pub fn check(text: &str) {
    if let Some(States(productions)) = States::parse(text) {
        let conditions: usize = productions.iter().flat_map(|one| &one.lists).map(Vec::len).sum();
        assert!((1..=MAX_CONDITIONS).contains(&conditions));
        assert!(productions.iter().all(|one| !one.lists.is_empty()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn etag(text: &str) -> State {
        State::ETag(text.to_owned())
    }

    fn is(state: State) -> Condition {
        Condition { is_negated: false, state }
    }

    fn is_not(state: State) -> Condition {
        Condition { is_negated: true, state }
    }

    #[test]
    fn lists_without_tag_are_about_the_resource_of_the_request() {
        let States(found) = States::parse(" (<urn:x> [\"I am an ETag\"]) (Not [W/\"b]\"]NOT<DAV:no-lock>)").unwrap();
        let token = |text: &str| State::Token(text.to_owned());
        let lists = vec![
            vec![is(token("urn:x")), is(etag("I am an ETag"))],
            vec![is_not(etag("b]")), is_not(token("DAV:no-lock"))],
        ];
        assert_eq!(found, [Production { about: About::Request, lists }]);
    }

    #[test]
    fn a_tag_holds_for_all_lists_up_to_the_next() {
        let States(found) =
            States::parse("<http://h/dav/>([\"a\"])([b])</dav/calendars/a/b/c.ics> ([\"c-gzip\"]) </x>([\"d\"])")
                .unwrap();
        let about: Vec<&About> = found.iter().map(|one| &one.about).collect();
        let object = Resource::parse("/dav/calendars/a/b/c.ics").unwrap();
        assert_eq!(about, [&About::Tag(Resource::Root), &About::Tag(object), &About::Nothing]);
        assert_eq!(found[0].lists, [[is(etag("a"))], [is(etag("b"))]]);
        assert_eq!(found[1].lists, [[is(etag("c"))]]);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let many = "([\"a\"])".repeat(MAX_CONDITIONS + 1);
        for bad in [
            "",
            "()",
            "(",
            "([\"a\"]",
            "[\"a\"]",
            "<urn:x>",
            "([])",
            "([\"a])",
            "(<>)",
            "(Not)",
            "(x)",
            "([\"a\"]) </dav/>([\"a\"])",
            "</dav/>",
            "</dav/%zz>([\"a\"])",
            "([\"a\"]),",
            &many,
        ] {
            assert_eq!(States::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn damaged_headers_neither_panic_nor_lose_their_lists() {
        let good = b"</dav/calendars/a/b/> (<data:,1-2> Not [\"\xc3\xa9\"]) <http://h/>([W/\"a\"])([b])";
        let mut random = 5_u64;
        for _ in 0..20_000 {
            let mut bytes = good.to_vec();
            for _ in 0..2 {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (random >> 33) as usize % bytes.len();
                match random % 3 {
                    0 => bytes[at] = (random >> 24) as u8,
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, b"()<>[]\""[(random >> 40) as usize % 7]),
                }
            }
            check(&String::from_utf8_lossy(&bytes));
        }
    }
}
