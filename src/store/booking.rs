//! How rooms and resources answer invitations.

use super::{Result, Tx};
use crate::id::PrincipalId;

/// What answers an invitation to a room or resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// It accepts when it is free and declines when it is taken.
    Automatic,
    /// It accepts when it is free; else its manager decides.
    AcceptIfFree,
    /// It declines when it is taken; else its manager decides.
    DeclineIfBusy,
    /// Its manager decides.
    Ask,
    /// It accepts, taken or not.
    Always,
    /// Nobody answers.
    Ignore,
}

impl Policy {
    /// All of them, with the word for each.
    pub const ALL: [(Policy, &str); 6] = [
        (Policy::Automatic, "automatic"),
        (Policy::AcceptIfFree, "accept-if-free"),
        (Policy::DeclineIfBusy, "decline-if-busy"),
        (Policy::Ask, "ask"),
        (Policy::Always, "always"),
        (Policy::Ignore, "ignore"),
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        Policy::ALL.iter().find(|(policy, _)| *policy == self).map_or("ignore", |(_, word)| word)
    }

    /// What a word means; nobody answers where it is none of ours.
    pub fn of(word: &str) -> Policy {
        Policy::ALL.iter().find(|(_, known)| *known == word).map_or(Policy::Ignore, |(policy, _)| *policy)
    }
}

/// How one room or resource is booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booking {
    /// What answers.
    pub policy: Policy,
    /// Who decides where the policy leaves it to somebody.
    pub manager: Option<PrincipalId>,
    /// How many days ahead it can be booked; 0 for any.
    pub window_days: i64,
    /// How many minutes a meeting may take; 0 for any.
    pub max_minutes: i64,
}

impl Booking {
    /// How rooms are booked of which nothing is said.
    pub const USUAL: Booking = Booking { policy: Policy::Automatic, manager: None, window_days: 0, max_minutes: 0 };
}

impl Tx<'_> {
    /// How a principal answers invitations, if something was said.
    pub fn booking(&mut self, principal: PrincipalId) -> Result<Option<Booking>> {
        self.one(
            "SELECT policy, manager, window_days, max_minutes FROM booking WHERE principal = ?1",
            [principal.0],
            |row| {
                Ok(Booking {
                    policy: Policy::of(&row.get::<_, String>(0)?),
                    manager: row.get::<_, Option<i64>>(1)?.map(PrincipalId),
                    window_days: row.get(2)?,
                    max_minutes: row.get(3)?,
                })
            },
        )
    }

    /// Says how a principal answers invitations.
    pub fn set_booking(&mut self, principal: PrincipalId, booking: &Booking) -> Result<()> {
        self.run(
            "INSERT INTO booking (principal, policy, manager, window_days, max_minutes) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (principal) DO UPDATE SET policy = excluded.policy, manager = excluded.manager, \
             window_days = excluded.window_days, max_minutes = excluded.max_minutes",
            (
                principal.0,
                booking.policy.as_str(),
                booking.manager.map(|manager| manager.0),
                booking.window_days,
                booking.max_minutes,
            ),
        )?;
        Ok(())
    }
}
