//! REPORT (RFC 3253 §3.6): the searches of CalDAV and CardDAV, synchronization, free-busy, and finding principals.

mod addressbook;
mod expand;
mod freebusy;
mod mine;
mod multiget;
mod principals;
mod query;
mod sync;
mod sync_house;
mod sync_home;

use super::Call;
use super::answer::{Answer, Request};
use super::conditions::Prefer;
use super::error::{Failure, Precondition};
use super::methods::{Needs, Verb};
use super::multistatus::Missing;
use super::place::Kinds;
use super::privileges;
use super::put;
use super::xml::{self, CALDAV, CARDDAV, DAV, Element, Name};
use crate::access::Privileges;
use crate::ical::{self, Zone};
use crate::schedule::App;
use crate::store::Calendar;

type Run = fn(&Call<'_>, &Element) -> Result<Answer, Failure>;

/// One row of [`REPORTS`].
pub struct ReportRow {
    /// The root element of the request.
    pub name: Name,
    /// Where it applies.
    pub applies_to: Kinds,
    /// What the caller must be allowed there.
    pub needs: Privileges,
    /// Who answers it.
    run: Run,
    /// Where it is defined.
    pub rfc: &'static str,
}

const fn row(
    space: &'static str,
    local: &'static str,
    applies_to: Kinds,
    needs: Privileges,
    run: Run,
    rfc: &'static str,
) -> ReportRow {
    ReportRow { name: Name::fixed(space, local), applies_to, needs, run, rfc }
}

const COLLECTIONS: Kinds = Kinds::CALENDAR.or(Kinds::INBOX);
const SEARCHED: Kinds = COLLECTIONS.or(Kinds::HOME);
const SYNCED: Kinds = SEARCHED.or(Kinds::OUTBOX);
const FETCHED: Kinds = SEARCHED.or(Kinds::OBJECT).or(Kinds::MESSAGE);
const SHARED: Kinds = Kinds::BOOK.or(Kinds::BOOK_HOME).or(Kinds::FOLDER);
const GUARDED: Kinds = SEARCHED.or(Kinds::OUTBOX).or(Kinds::PRINCIPAL).or(SHARED);
const BOOKS: Kinds = Kinds::BOOK.or(Kinds::HOUSE).or(Kinds::BOOK_HOME);
const CARDS: Kinds = BOOKS.or(Kinds::CARD).or(Kinds::COLLEAGUE);
const BUSY: Kinds = Kinds::CALENDAR.or(Kinds::HOME);

/// Every report; `supported-report-set` lists those that apply.
#[rustfmt::skip]
pub static REPORTS: &[ReportRow] = &[
    row(CALDAV, "calendar-query", FETCHED, Privileges::READ, query::report, "RFC 4791 §7.8"),
    row(CALDAV, "calendar-multiget", FETCHED, Privileges::READ, multiget::report, "RFC 4791 §7.9"),
    row(CALDAV, "free-busy-query", BUSY, Privileges::READ_FREE_BUSY, freebusy::report, "RFC 4791 §7.10"),
    row(CARDDAV, "addressbook-query", CARDS, Privileges::READ, addressbook::report, "RFC 6352 §8.6"),
    row(CARDDAV, "addressbook-multiget", CARDS, Privileges::READ, multiget::report, "RFC 6352 §8.7"),
    row(DAV, "sync-collection", SYNCED.or(Kinds::BOOK).or(Kinds::HOUSE).or(Kinds::NOTIFICATIONS), Privileges::READ, sync::report, "RFC 6578 §3.2"),
    row(DAV, "expand-property", Kinds::ALL, Privileges::READ, expand::report, "RFC 3253 §3.8"),
    row(DAV, "acl-principal-prop-set", GUARDED, Privileges::READ, mine::named, "RFC 3744 §9.2"),
    row(DAV, "principal-match", Kinds::ALL, Privileges::READ, mine::mine, "RFC 3744 §9.3"),
    row(DAV, "principal-property-search", Kinds::ALL, Privileges::READ, principals::search, "RFC 3744 §9.4"),
    row(DAV, "principal-search-property-set", Kinds::ALL, Privileges::READ, principals::properties, "RFC 3744 §9.5"),
];

pub(super) fn report(call: &Call<'_>) -> Result<Answer, Failure> {
    let root = xml::read(&call.request.body)?;
    let kind = call.spot.kind();
    let row = REPORTS.iter().find(|row| row.name == root.name && row.applies_to.meets(kind));
    let needs = row.map_or(Privileges::READ, |row| row.needs);
    let checked = privileges::check(&call.spot, Needs::Here(needs), &call.resource);
    checked.map_err(|failure| unseen(Verb::Report, call.request, failure))?;
    let row = row.ok_or_else(|| Precondition::SupportedReport.because(format!("{} here", root.name.local())))?;
    (row.run)(call, &root)
}

/// The failure to see a place, as RFC 4791 §7.10 has it: who may not know when somebody is busy gets 404, not 403.
pub(super) fn unseen(verb: Verb, request: &Request, failure: Failure) -> Failure {
    let is_about_busy_time = || xml::read(&request.body).is_ok_and(|root| root.is(CALDAV, "free-busy-query"));
    match failure {
        Failure::Precondition { precondition: Precondition::NeedPrivileges, .. }
            if verb == Verb::Report && is_about_busy_time() =>
        {
            Failure::NotFound
        }
        failure => failure,
    }
}

fn missing(call: &Call<'_>) -> Missing {
    if Prefer::of(&call.request.headers).minimal { Missing::Hidden } else { Missing::Shown }
}

/// How many results a client wants at most (RFC 6352 §8.6.1, RFC 6578 §3.3); both `limit` elements are alike.
///
/// # Errors
/// What is no number above 0.
fn most_results(root: &Element, space: &str) -> Result<Option<usize>, Failure> {
    let limit = root.child(space, "limit").and_then(|limit| limit.child(space, "nresults"));
    let Some(text) = limit.map(Element::text) else { return Ok(None) };
    let is_number = !text.trim().is_empty() && text.trim().bytes().all(|byte| byte.is_ascii_digit());
    // A number with too many digits is more than there ever is.
    match text.trim().parse().unwrap_or(if is_number { usize::MAX } else { 0 }) {
        0 => Err(Failure::BadRequest("nresults is a number above 0".into())),
        most => Ok(Some(most)),
    }
}

/// What times without zone mean in a calendar: its calendar-timezone, else what they mean everywhere here.
pub(super) fn floating(app: &App, calendar: &Calendar) -> Zone {
    let own = calendar.timezone.as_deref().and_then(|text| zone(text).ok());
    own.unwrap_or_else(|| app.floating.clone())
}

/// The zone of an iCalendar text with one VTIMEZONE.
///
/// # Errors
/// `valid-calendar-data`: it is no such text.
fn zone(text: &str) -> Result<Zone, Failure> {
    let timezone = ical::timezone_of(text).map_err(put::invalid)?;
    Zone::of_timezone(&timezone).ok_or_else(|| Precondition::ValidCalendarData.because("no usable VTIMEZONE"))
}

/// The zone that a request names, as a VTIMEZONE (RFC 4791 §9.8) or by its identifier (RFC 7809 §6.2).
///
/// # Errors
/// `valid-calendar-data` for a text without VTIMEZONE, `valid-timezone` for an identifier that nobody knows.
fn requested_zone(root: &Element) -> Result<Option<Zone>, Failure> {
    if let Some(text) = root.child(CALDAV, "timezone") {
        return zone(&text.text()).map(Some);
    }
    let Some(id) = root.child(CALDAV, "timezone-id").map(Element::text) else { return Ok(None) };
    let known = Zone::iana(id.trim());
    known.map(Some).ok_or_else(|| Precondition::ValidTimezone.because(format!("{:?} is unknown here", id.trim())))
}
