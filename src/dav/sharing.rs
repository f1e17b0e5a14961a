//! Sharing a calendar by invitation (caldav-sharing §5): the owner's POST to the calendar, the sharee's POST to the home,
//! what both are told, and a calendar that leaves the sharee's home.

use hyper::StatusCode;

use super::Call;
use super::answer::Response;
use super::error::{Failure, Precondition};
use super::multistatus;
use super::place::calendar_resource;
use super::resource::Resource;
use super::xml::{self, CALENDARSERVER, DAV, Element, Name};
use crate::access::Sharing;
use crate::account::sharing::{self, NotShared, Reply};
use crate::ical::CalAddress;
use crate::id::ShareId;
use crate::store::{Calendar, News, Notification, Principal, Share, Tx};

/// Sharees in one request.
const MOST_SHAREES: usize = 200;
/// The longest summary, in bytes.
const LONGEST_SUMMARY: usize = 1_000;

impl From<NotShared> for Failure {
    fn from(refused: NotShared) -> Failure {
        match refused {
            NotShared::Store(error) => error.into(),
            NotShared::Owner | NotShared::Unreadable | NotShared::Unfit => Precondition::InviteInvalid.because(refused),
            NotShared::TooMany => Precondition::LimitedNumberOfAces.because(refused),
        }
    }
}

/// What the owner wants of one sharee.
struct Wish {
    href: String,
    /// How much is granted; `None` takes everything back.
    sharing: Option<Sharing>,
    summary: String,
}

/// POST of `CS:share` to a calendar.
pub(super) async fn share(
    call: &Call<'_>,
    owner: &Principal,
    calendar: &Calendar,
    root: &Element,
) -> Result<Response, Failure> {
    if !sharing::can_be_shared(calendar) {
        return Err(Failure::Forbidden("the owner shares a calendar, where it is theirs"));
    }
    let wishes: Vec<Wish> = root.children().filter_map(wish).collect::<Result<_, _>>()?;
    if wishes.is_empty() || wishes.len() > MOST_SHAREES {
        return Err(Failure::BadRequest(format!("1 to {MOST_SHAREES} of CS:set and CS:remove are expected")));
    }
    let (id, owner, now) = (calendar.id, owner.id, call.app.clock.now());
    let unknown = call.write::<_, Failure, _>(move |tx| {
        let mut sharees = Vec::new();
        for wish in wishes {
            sharees.push((sharee(tx, &wish.href)?, wish));
        }
        let is_unfit = |(found, wish): &(Option<Principal>, Wish)| {
            wish.sharing.is_some() && found.as_ref().is_none_or(|found| found.id == owner)
        };
        if sharees.iter().any(is_unfit) {
            let outcome = sharees.iter().map(|sharee| (sharee.1.href.clone(), is_unfit(sharee)));
            return Ok(outcome.collect());
        }
        let calendar = tx.calendar_by_id(id)?.ok_or(Failure::NotFound)?;
        for (sharee, wish) in sharees {
            match (sharee, wish.sharing) {
                (Some(sharee), Some(sharing)) => {
                    sharing::invite(tx, &calendar, &sharee, sharing, &wish.summary, now)?;
                }
                (Some(sharee), None) => drop(sharing::uninvite(tx, &calendar, sharee.id, now)?),
                // Nobody is invited whom nobody knows.
                (None, _) => {}
            }
        }
        Ok(Vec::new())
    });
    Ok(match unknown.await? {
        unknown if unknown.is_empty() => Response::empty(StatusCode::OK),
        unknown => Response::xml(StatusCode::MULTI_STATUS, refused(&unknown)),
    })
}

/// Nobody was invited: who cannot be, and who would have been without that.
fn refused(sharees: &[(String, bool)]) -> String {
    let mut out = String::new();
    multistatus::open(&mut out);
    for (href, is_unfit) in sharees {
        match is_unfit {
            true => {
                let condition = Some((Precondition::InviteInvalid, ""));
                multistatus::status(&mut out, href, StatusCode::FORBIDDEN, condition);
            }
            false => multistatus::status(&mut out, href, StatusCode::FAILED_DEPENDENCY, None),
        }
    }
    multistatus::close(&mut out);
    out
}

fn wish(element: &Element) -> Option<Result<Wish, Failure>> {
    let sets = element.is(CALENDARSERVER, "set");
    if !sets && !element.is(CALENDARSERVER, "remove") {
        return None;
    }
    let has = |name: &str| element.child(CALENDARSERVER, name).is_some();
    let sharing = match (has("read-write"), has("read")) {
        _ if !sets => None,
        (true, _) => Some(Sharing::ReadWrite),
        (false, true) => Some(Sharing::Read),
        (false, false) => return Some(Err(Failure::BadRequest("CS:read or CS:read-write is expected".into()))),
    };
    let href = element.child(DAV, "href").map(Element::text).unwrap_or_default().trim().to_owned();
    if href.is_empty() {
        return Some(Err(Failure::BadRequest("DAV:href is expected".into())));
    }
    Some(summary(element).map(|summary| Wish { href, sharing, summary }))
}

fn summary(element: &Element) -> Result<String, Failure> {
    let summary = element.child(CALENDARSERVER, "summary").map(Element::text).unwrap_or_default();
    match summary.len() > LONGEST_SUMMARY {
        true => Err(Failure::BadRequest("the summary is too long".into())),
        false => Ok(summary.trim().to_owned()),
    }
}

/// Somebody of this house by an address or a principal's URL.
fn sharee(tx: &mut Tx<'_>, href: &str) -> Result<Option<Principal>, Failure> {
    if let Some(email) = CalAddress::parse(href).email() {
        return Ok(tx.principal_by_address(email)?);
    }
    match Resource::of_href(href) {
        Ok(Resource::Principal(name)) => Ok(tx.principal_by_name(&name)?),
        _ => Ok(None),
    }
}

/// POST of `CS:invite-reply` to a home.
pub(super) async fn reply(call: &Call<'_>, home: &Principal, root: &Element) -> Result<Response, Failure> {
    let has = |name: &str| root.child(CALENDARSERVER, name).is_some();
    let reply = match (has("invite-accepted"), has("invite-declined")) {
        (true, false) => Reply::Accept,
        (false, true) => Reply::Decline,
        _ => return Err(Failure::BadRequest("CS:invite-accepted or CS:invite-declined is expected".into())),
    };
    let (called, now, home, root) = (summary(root)?, call.app.clock.now(), home.clone(), root.clone());
    let accepted = call.write::<_, Failure, _>(move |tx| {
        let invited = || Precondition::InviteInvalid.because("there is no such invitation");
        let share = meant(tx, &home, &root)?.ok_or_else(invited)?;
        let calendar = tx.calendar_by_id(share.calendar)?.ok_or_else(invited)?;
        sharing::answer(tx, &calendar, &share, reply, Some(&called), now)?;
        let shared = tx.shared_calendar_of(home.id, calendar.id)?;
        Ok(shared.map(|shared| calendar_resource(&home, &shared)))
    });
    Ok(match accepted.await? {
        None => Response::empty(StatusCode::OK),
        Some(resource) => Response::xml(StatusCode::OK, shared_as(&resource)),
    })
}

/// The invitation that a reply is to: by its code, else by the calendar.
fn meant(tx: &mut Tx<'_>, home: &Principal, root: &Element) -> Result<Option<Share>, Failure> {
    let text = |name: &str| root.child(CALENDARSERVER, name).map(Element::text).unwrap_or_default();
    let by = root.child(DAV, "href").map(Element::text).unwrap_or_default();
    if !by.trim().is_empty() && sharee(tx, &by)?.is_none_or(|sharee| sharee.id != home.id) {
        return Ok(None);
    }
    if let Some(share) = tx.share_called(home.id, text("in-reply-to").trim())? {
        return Ok(Some(share));
    }
    let url = root.child(CALENDARSERVER, "hosturl").and_then(|url| url.child(DAV, "href")).map(Element::text);
    let Ok(Resource::Calendar(owner, name)) = Resource::of_href(&url.unwrap_or_default()) else { return Ok(None) };
    let Some(owner) = tx.principal_by_name(&owner)? else { return Ok(None) };
    match tx.calendar(owner.id, &name)? {
        Some(calendar) => Ok(tx.share_with(calendar.id, home.id)?),
        None => Ok(None),
    }
}

/// DELETE of a calendar in the home of a sharee: it stays the owner's, who learns that it was declined (caldav-sharing
/// §5.4.2).
pub(super) async fn leave(call: &Call<'_>, id: ShareId) -> Result<(), Failure> {
    let now = call.app.clock.now();
    call.write::<_, Failure, _>(move |tx| {
        let share = tx.share(id)?.ok_or(Failure::NotFound)?;
        tx.unnotify(share.sharee, News::Invitation, &share.code)?;
        let calendar = tx.calendar_by_id(share.calendar)?.ok_or(Failure::NotFound)?;
        Ok(sharing::answer(tx, &calendar, &share, Reply::Decline, None, now)?)
    })
    .await
}

/// A collection's URL as Calendar Server writes it in the messages of sharing, without a slash at its end: its clients
/// compare them so (quirk: sharing-urls-without-slash).
pub(super) fn bare(resource: &Resource) -> String {
    resource.to_string().trim_end_matches('/').to_owned()
}

fn shared_as(resource: &Resource) -> String {
    let root = Name::fixed(CALENDARSERVER, "shared-as");
    let mut out = String::from(xml::DECLARATION);
    xml::open_root(&mut out, &root);
    text(&mut out, "href", &bare(resource));
    xml::close(&mut out, &root);
    out
}

/// Writes an element with a text.
pub(super) fn text(out: &mut String, name: &str, content: &str) {
    out.push_str(&format!("<{name}>"));
    xml::escape(out, content);
    out.push_str(&format!("</{name}>"));
}

/// A notification as it is sent (caldav-sharing §6.15, §6.22).
///
/// # Errors
/// The store failed.
pub(super) fn document(tx: &mut Tx<'_>, told: &Notification) -> Result<String, Failure> {
    let root = Name::fixed(CALENDARSERVER, "notification");
    let mut out = String::from(xml::DECLARATION);
    xml::open_root(&mut out, &root);
    let at = chrono::DateTime::from_timestamp(told.at, 0).unwrap_or_default();
    text(&mut out, "CS:dtstamp", &at.format("%Y%m%dT%H%M%SZ").to_string());
    out.push_str(&format!("<CS:{} {}>", told.news.element(), SHARED_TYPE));
    let sharee = tx.principal_by_name(&told.sharee)?;
    let host = bare(&Resource::Calendar(told.owner.clone(), told.calendar.clone()));
    match told.news {
        News::Invitation => {
            text(&mut out, "CS:uid", &told.code);
            text(&mut out, "href", &address(sharee.as_ref(), &told.sharee));
            out.push_str(&format!("<CS:invite-{}/>", told.state));
            out.push_str(&format!("<CS:access><CS:{}/></CS:access><CS:hosturl>", told.access));
            text(&mut out, "href", &host);
            out.push_str("</CS:hosturl>");
            let owner = tx.principal_by_name(&told.owner)?;
            organizer(&mut out, &told.owner, owner.as_ref().map(|owner| owner.display_name.as_str()));
            optional(&mut out, "CS:summary", &told.summary);
            out.push_str("<C:supported-calendar-component-set>");
            for component in &told.components {
                out.push_str("<C:comp name=\"");
                xml::escape(&mut out, component);
                out.push_str("\"/>");
            }
            out.push_str("</C:supported-calendar-component-set>");
        }
        News::Answer => {
            text(&mut out, "href", &address(sharee.as_ref(), &told.sharee));
            out.push_str(&format!("<CS:invite-{}/><CS:hosturl>", told.state));
            text(&mut out, "href", &host);
            out.push_str("</CS:hosturl>");
            text(&mut out, "CS:in-reply-to", &told.code);
            optional(&mut out, "CS:summary", &told.summary);
            optional(&mut out, "CS:common-name", sharee.as_ref().map_or("", |sharee| &sharee.display_name));
        }
    }
    out.push_str(&format!("</CS:{}>", told.news.element()));
    xml::close(&mut out, &root);
    Ok(out)
}

/// What is shared; other servers of this kind share address books, too.
pub(super) const SHARED_TYPE: &str = "shared-type=\"calendar\"";

fn optional(out: &mut String, name: &str, content: &str) {
    if !content.is_empty() {
        text(out, name, content);
    }
}

/// The address by which a sharee is named: the e-mail, or the principal's URL of a group, which has none.
pub(super) fn address(sharee: Option<&Principal>, name: &str) -> String {
    match sharee {
        Some(sharee) if !sharee.email.is_empty() => format!("mailto:{}", sharee.email),
        _ => Resource::Principal(name.to_owned()).to_string(),
    }
}

/// Writes whose calendar it is.
pub(super) fn organizer(out: &mut String, name: &str, display_name: Option<&str>) {
    out.push_str("<CS:organizer>");
    text(out, "href", &Resource::Principal(name.to_owned()).to_string());
    optional(out, "CS:common-name", display_name.unwrap_or_default());
    out.push_str("</CS:organizer>");
}
