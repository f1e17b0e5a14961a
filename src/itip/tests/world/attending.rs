//! What guests do, each to the own copy.

use super::super::super::instance::edit_parts;
use super::super::super::sequence::is_leaving;
use super::meeting::Meeting;
use super::organizing::later;
use super::*;
use crate::ical::Line;

const ANSWERS: [PartStat; 3] = [PartStat::Accepted, PartStat::Declined, PartStat::Tentative];

impl Meeting {
    /// Does what is a guest's to do; `false` for all else.
    pub fn attend(&mut self, act: &Act) -> bool {
        match *act {
            Act::Answer(who, what) => self.answer(who, None, ANSWERS[what % ANSWERS.len()]),
            Act::AnswerInstance(who, which, what) => self.answer(who, Some(which), ANSWERS[what % ANSWERS.len()]),
            Act::Delegate(who, to) => self.delegate(who, to, None),
            Act::DelegateInstance(who, to, which) => self.delegate(who, to, Some(which)),
            Act::Propose(who, which, hours) => self.counter(who, which, hours),
            Act::Skip(who, which) => self.skip(who, which),
            Act::Forget(who) => self.guest_deletes(who),
            Act::SetAlarm(who) => self.set_alarm(who),
            Act::AnswerUninvited(who, what) => self.answer_uninvited(who, ANSWERS[what % ANSWERS.len()]),
            Act::Refresh(who) => self.refresh(who),
            _ => return false,
        }
        true
    }

    /// A guest's copy, and the instance of it that a number means; `None` where there is none.
    fn copy_with(&self, who: usize, which: Option<usize>) -> Option<(CalendarObject, Key)> {
        let mut copy = self.guests[who].copy.clone()?;
        let Some(which) = which else { return Some((copy, None)) };
        let instance = instances(&copy).into_iter().cycle().nth(which % SEEN)?;
        with_override(&mut copy, instance).then_some((copy, Some(instance)))
    }

    fn answer(&mut self, who: usize, which: Option<usize>, partstat: PartStat) {
        let Some((mut copy, instance)) = self.copy_with(who, which) else { return };
        let guest = address(GUESTS[who]);
        edit_parts(&mut copy, &berlin(), |key, part| {
            if key == instance && !part.is_cancelled() {
                set_own(part, &guest, |line| {
                    line.with_param("PARTSTAT", partstat.as_str()).without_param("DELEGATED-TO")
                });
            }
        });
        self.guest_puts(who, &copy);
    }

    /// Sends somebody else, who is no guest yet; what that one answered in an earlier time as a guest arrives first. From a
    /// meeting that is not to be passed on nobody's server lets a guest do so.
    fn delegate(&mut self, who: usize, to: usize, which: Option<usize>) {
        if self.alice.copy.as_ref().is_some_and(|meeting| Forwarding::of(meeting) == Forwarding::Refuse) {
            return;
        }
        self.settle(to);
        let Some((mut copy, instance)) = self.copy_with(who, which) else { return };
        let (guest, delegate) = (address(GUESTS[who]), address(GUESTS[to]));
        let is_free = |part: &Component| {
            !part.is_cancelled() && part.attendee(&delegate).is_none() && part.attendee(&guest).is_some()
        };
        let is_known =
            self.alice.copy.iter().flat_map(CalendarObject::parts).any(|part| part.attendee(&delegate).is_some());
        if who == to || is_known {
            return;
        }
        edit_parts(&mut copy, &berlin(), |key, part| {
            if key == instance && is_free(part) {
                set_own(part, &guest, |line| {
                    line.with_param("PARTSTAT", "DELEGATED").with_param_values("DELEGATED-TO", &[delegate.as_written()])
                });
                part.add(invited(GUESTS[to]).with_param_values("DELEGATED-FROM", &[guest.as_written()]));
            }
        });
        self.guest_puts(who, &copy);
    }

    /// Proposes another time for an instance, without an answer to the present one: who declines it beside that has
    /// answered for the instance, whatever the copy says of the series.
    fn counter(&mut self, who: usize, which: usize, hours: i64) {
        let Some(copy) = &self.guests[who].copy else { return };
        let Some(instance) = instances(copy).into_iter().cycle().nth(which % SEEN) else { return };
        let zone = berlin();
        let Some(part) = Series::of(copy, &zone).effective(Some(instance)).map(|part| part.into_owned()) else {
            return;
        };
        let mut proposed = part;
        set_own(&mut proposed, &address(GUESTS[who]), |line| line.with_param("PARTSTAT", "TENTATIVE"));
        proposed.map_lines(|line| match When::of(&line) {
            Some(when) if line.is("DTSTART") || line.is("DTEND") => later(&when, hours).to_line(line.name()),
            _ => line,
        });
        let message = self.foreign("COUNTER", who, proposed);
        self.wire.push(message);
    }

    /// Takes one instance off the calendar.
    fn skip(&mut self, who: usize, which: usize) {
        let Some(mut copy) = self.guests[who].copy.clone() else { return };
        if copy.master().is_none_or(Component::is_cancelled) {
            return;
        }
        let Some(instance) = instances(&copy).into_iter().cycle().nth(which % SEEN) else { return };
        let name = Series::of(&copy, &berlin()).recurrence_id(instance);
        copy.calendar_mut().retain_components(|part| part.recurrence_id() != Some(name.clone()));
        copy.master_mut().into_iter().for_each(|master| master.add(name.to_line("EXDATE")));
        self.guest_puts(who, &copy);
    }

    fn set_alarm(&mut self, who: usize) {
        let Some(mut copy) = self.guests[who].copy.clone() else { return };
        let mut alarm = Component::new("VALARM");
        alarm.add(Line::text("ACTION", "AUDIO"));
        copy.parts_mut().for_each(|part| part.push(alarm.clone()));
        self.guest_puts(who, &copy);
    }

    /// Somebody answers to whom an invitation was passed on: nothing changes but what Alice is told, unless she lets such
    /// people in. It comes at once, for later that somebody may be a guest.
    fn answer_uninvited(&mut self, who: usize, partstat: PartStat) {
        let Some(meeting) = &self.alice.copy else { return };
        let (guest, forwarding) = (address(GUESTS[who]), Forwarding::of(meeting));
        let is_off = meeting.master().is_none_or(Component::is_cancelled);
        let was_sent_off = self.alice.past.answers_of(&guest).any(is_leaving);
        let alone = meeting.parts().flat_map(Component::attendees).all(|person| person.address == address("alice"));
        let is_let_in = forwarding == Forwarding::Allow && !was_sent_off && !alone;
        if meeting.parts().any(|part| part.attendee(&guest).is_some()) || (is_off && is_let_in) {
            return;
        }
        let mut part = Component::new("VEVENT");
        part.add(Line::text("UID", &self.uid()));
        part.add(Line::text("SEQUENCE", &meeting.master().map_or(0, Component::sequence).to_string()));
        part.add(Line::text("ORGANIZER", "mailto:alice@example.org"));
        part.add(invited(GUESTS[who]).with_param("PARTSTAT", partstat.as_str()));
        let (before, message) = (self.alice.copy.clone(), self.foreign("REPLY", who, part));
        let told = received(&self.alice.held(), &message, self.now).expect("an answer").tell.len();
        assert_eq!(told > 0, forwarding != Forwarding::Refuse, "{forwarding:?}");
        self.settle(who);
        self.hand_over(&message);
        if is_let_in {
            let master = self.alice.copy.as_ref().and_then(CalendarObject::master);
            let says = master.and_then(|master| master.attendee(&guest).map(|own| own.partstat()));
            assert_eq!(says, Some(partstat), "who was let in has answered");
        } else {
            assert_eq!(self.alice.copy, before, "an answer of somebody uninvited changes nothing");
        }
    }

    fn refresh(&mut self, who: usize) {
        let (Some(meeting), Some(copy)) = (&self.alice.copy, &self.guests[who].copy) else { return };
        let (theirs, own) = (Roll::of(meeting), Roll::of(copy));
        let standing = |owner: &[CalAddress]| theirs.standing(Some(&own), owner);
        let kept = refresh(meeting, copy, &self.guests[who].addresses, &berlin());
        for other in &self.guests {
            let of_owner = standing(&self.guests[who].addresses);
            if of_owner.is_some() && of_owner == standing(&other.addresses) {
                assert_eq!(refresh(meeting, copy, &other.addresses, &berlin()), kept, "whose copies are alike");
            }
        }
        if let Keep::Put(fresh) = kept {
            self.guests[who].copy = Some(*fresh);
        }
    }

    pub fn refresh_everybody(&mut self) {
        (0..GUESTS.len()).for_each(|who| self.refresh(who));
    }
}

fn set_own(part: &mut Component, guest: &CalAddress, edit: impl Fn(Line) -> Line) {
    part.map_lines(|line| {
        let is_own = line.is("ATTENDEE") && CalAddress::parse(line.value()) == *guest;
        if is_own { edit(line) } else { line }
    });
}
