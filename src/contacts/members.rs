//! Reading the cards of a book, whether they are kept or made when they are asked for.

use crate::id::{ObjectId, PrincipalId};
use crate::store::{Calendar, CalendarKind, Object, ObjectHead, StoreError, Tx};

use super::house;

/// The card of this name.
///
/// # Errors
/// The store failed.
pub fn card(tx: &mut Tx<'_>, book: &Calendar, name: &str) -> Result<Option<Object>, StoreError> {
    if book.kind != CalendarKind::House {
        return tx.object(book.id, name);
    }
    match house::principal(tx, name)? {
        Some(principal) => house::of(tx, &principal).map(Some),
        None => Ok(None),
    }
}

/// The card of which this is known in the same snapshot, with its text.
///
/// # Errors
/// The store failed.
pub fn whole(tx: &mut Tx<'_>, book: &Calendar, head: &ObjectHead) -> Result<Option<Object>, StoreError> {
    if book.kind == CalendarKind::House {
        return card(tx, book, &head.name);
    }
    Ok(Some(Object { head: head.clone(), body: tx.body(head.id)? }))
}

/// What is known of the card of this name without its text.
///
/// # Errors
/// The store failed.
pub fn head(tx: &mut Tx<'_>, book: &Calendar, name: &str) -> Result<Option<ObjectHead>, StoreError> {
    if book.kind != CalendarKind::House {
        return tx.object_head(book.id, name);
    }
    Ok(card(tx, book, name)?.map(|card| card.head))
}

/// What is known of a book's cards, by name, `limit` at most, those after `after` (all when empty).
///
/// # Errors
/// The store failed.
pub fn heads(tx: &mut Tx<'_>, book: &Calendar, after: &str, limit: usize) -> Result<Vec<ObjectHead>, StoreError> {
    if book.kind != CalendarKind::House {
        return tx.object_heads(book.id, after, limit);
    }
    let mut people: Vec<_> = house::people(tx)?.into_iter().map(|person| (house::card_name(&person), person)).collect();
    people.retain(|(name, _)| name.as_str() > after);
    people.sort_by(|(one, _), (other, _)| one.cmp(other));
    people.iter().take(limit).map(|(_, person)| Ok(house::of(tx, person)?.head)).collect()
}

/// The numbers of a book's cards, in order.
///
/// # Errors
/// The store failed.
pub fn numbers(tx: &mut Tx<'_>, book: &Calendar) -> Result<Vec<ObjectId>, StoreError> {
    if book.kind != CalendarKind::House {
        return tx.objects_between(book.id, i64::MIN, i64::MAX);
    }
    let mut numbers: Vec<ObjectId> = house::people(tx)?.iter().map(house::number).collect();
    numbers.sort_unstable_by_key(|number| -number.0);
    Ok(numbers)
}

/// The cards of these numbers, as far as they are in the book still.
///
/// # Errors
/// The store failed.
pub fn cards(tx: &mut Tx<'_>, book: &Calendar, numbers: &[ObjectId]) -> Result<Vec<Object>, StoreError> {
    if book.kind != CalendarKind::House {
        return tx.objects(book.id, numbers);
    }
    let mut found = Vec::new();
    for number in numbers {
        if let Some(person) = tx.principal(PrincipalId(-number.0))? {
            found.push(house::of(tx, &person)?);
        }
    }
    Ok(found)
}
