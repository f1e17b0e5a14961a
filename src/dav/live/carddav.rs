//! Properties in the CardDAV namespace (RFC 6352).

use super::{Found, View, optional_text, write_href};
use crate::contacts;
use crate::dav::collation::Collation;
use crate::dav::place::book_sharers;
use crate::dav::resource::Resource;
use crate::id::ObjectName;
use crate::store::{PrincipalKind, StoreError, Tx};
use crate::vcard::Version;

type Answer = Result<Found, StoreError>;

/// One's own home first, as some clients take only that; then those with a book that somebody shares with one by name or
/// by group (quirk: homes-of-others).
pub(super) fn addressbook_home_set(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(owner) = view.place.owner() else { return Ok(Found::No) };
    write_href(out, &Resource::BookHome(owner.name.clone()));
    if owner.id == view.who.id {
        for sharer in book_sharers(tx, view.who)? {
            write_href(out, &Resource::BookHome(sharer.name));
        }
    }
    Ok(Found::Yes)
}

/// The principal's card in the book of the house, as whoever asks sees it.
pub(super) fn principal_address(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let person = view.place.owner().filter(|owner| owner.kind != PrincipalKind::Group);
    let Some(owner) = person else { return Ok(Found::No) };
    let Ok(card) = ObjectName::parse(&contacts::card_name(owner)) else { return Ok(Found::No) };
    write_href(out, &Resource::Card(view.who.name.clone(), contacts::HOUSE.to_owned(), card));
    Ok(Found::Yes)
}

pub(super) fn addressbook_description(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, view.place.collection().and_then(|book| book.description.as_deref()))
}

pub(super) fn supported_address_data(_: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    for (_, version) in Version::ALL {
        out.push_str("<CR:address-data-type content-type=\"text/vcard\" version=\"");
        out.push_str(version);
        out.push_str("\"/>");
    }
    Ok(Found::Yes)
}

pub(super) fn supported_collation_set(_: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    for (_, name) in Collation::ALL {
        out.push_str("<CR:supported-collation>");
        out.push_str(name);
        out.push_str("</CR:supported-collation>");
    }
    Ok(Found::Yes)
}
