//! In the end everybody's copy says what the organizer's says.

use std::collections::BTreeSet;

use super::super::super::sequence::rescheduled_at;
use super::form::people;
use super::meeting::Meeting;
use super::*;

impl Meeting {
    pub fn everybody_agrees(&self) {
        let organizers = self.alice.copy.as_ref().map(|meeting| Series::of(meeting, &self.alice.zone));
        for (index, guest) in self.guests.iter().enumerate() {
            let own = guest.copy.as_ref().map(|copy| Series::of(copy, &guest.zone));
            let of_copies = self.alice.copy.iter().chain(&guest.copy).flat_map(all_instances);
            for instance in of_copies.collect::<BTreeSet<Timestamp>>() {
                let agreed = self.agree(organizers.as_ref(), own.as_ref(), &guest.addresses[0], Some(instance));
                if let Err(reason) = agreed {
                    let (alice, own) = (self.alice.text(), guest.text());
                    panic!(
                        "{} on {instance}: {reason}\nAlice's copy:\n{alice}\nThe guest's copy:\n{own}",
                        GUESTS[index]
                    );
                }
            }
        }
    }

    /// Whether a guest's copy says of one instance what the organizer's says.
    fn agree(
        &self,
        organizers: Option<&Series<'_>>,
        own: Option<&Series<'_>>,
        guest: &CalAddress,
        key: Key,
    ) -> Result<(), String> {
        let live = |series: &Series<'_>| {
            series.effective(key).filter(|part| !part.is_cancelled()).map(|part| part.into_owned())
        };
        let theirs = organizers.and_then(live).filter(|part| part.attendee(guest).is_some());
        let mine = own.and_then(live);
        let partstat = |part: &Component| part.attendee(guest).map(|attendee| attendee.partstat());
        let (theirs, mine) = match (theirs, mine) {
            (None, None) => return Ok(()),
            (None, Some(_)) => return Err("still has what is no more".to_owned()),
            (Some(theirs), None) if partstat(&theirs) == Some(PartStat::Declined) => return Ok(()),
            (Some(theirs), None) => {
                return Err(format!("does not have it; the organizer believes {:?}", partstat(&theirs)));
            }
            (Some(theirs), Some(mine)) => (theirs, mine),
        };
        let (Some(organizers), Some(own)) = (organizers, own) else { return Err("no copy".to_owned()) };
        if organizers.times(&theirs) != own.times(&mine) {
            return Err(format!("time: {:?} {:?}", organizers.times(&theirs), own.times(&mine)));
        }
        if theirs.summary() != mine.summary() || theirs.location() != mine.location() {
            return Err("text".to_owned());
        }
        if partstat(&theirs) != partstat(&mine) {
            return Err(format!("answer: the organizer has {:?}, the guest {:?}", partstat(&theirs), partstat(&mine)));
        }
        let list = GuestList::of(organizers.object);
        let (shown, seen) = (people(&theirs, list, guest), people(&mine, list, guest));
        if shown != seen {
            return Err(format!("guest list: {shown:?} {seen:?}"));
        }
        let moved = rescheduled_at(&self.alice.held(), key, organizers.component(key).is_some());
        if mine.sequence() > theirs.sequence() || mine.sequence() < moved {
            return Err(format!("SEQUENCE: {} {} {moved}", theirs.sequence(), mine.sequence()));
        }
        Ok(())
    }
}
