//! `rsvpd room`: how rooms and resources answer invitations.

use clap::Subcommand;

use super::{Failure, owner, person, print};
use crate::schedule::{self, App, Refused};
use crate::store::{Booking, Policy, StoreError};

#[derive(Subcommand)]
pub(super) enum RoomCommand {
    /// List rooms and resources, and how they answer
    List,
    /// Say how a room or resource answers invitations
    #[command(
        after_help = "Examples:\n  rsvpd user add blue --email blue@example.org --name \"Blue room\" --kind room\n  rsvpd room set blue --policy automatic --window-days 180 --max-minutes 240\n  rsvpd room set blue --policy ask --manager alice\n\nautomatic: accepts when free, declines when taken. accept-if-free, decline-if-busy: the manager decides the rest.\nask: the manager decides all. always: accepts, taken or not. ignore: nobody answers."
    )]
    Set {
        /// The room's account
        name: String,
        /// What answers
        #[arg(long, value_parser = ["automatic", "accept-if-free", "decline-if-busy", "ask", "always", "ignore"])]
        policy: String,
        /// The account that decides what the policy leaves open; it may then change the room's calendars
        #[arg(long)]
        manager: Option<String>,
        /// How many days ahead it can be booked; 0 for any
        #[arg(long, default_value_t = 0)]
        window_days: u16,
        /// How many minutes a meeting may take; 0 for any
        #[arg(long, default_value_t = 0)]
        max_minutes: u32,
    },
}

pub(super) async fn obey(app: &App, command: RoomCommand) -> Result<(), Failure> {
    match command {
        RoomCommand::List => list(app),
        RoomCommand::Set { name, policy, manager, window_days, max_minutes } => {
            let room = person(app, &name)?.id;
            let booking = Booking {
                policy: Policy::of(&policy),
                manager: manager.map(|manager| owner(app, &manager)).transpose()?.map(|manager| manager.id),
                window_days: i64::from(window_days),
                max_minutes: i64::from(max_minutes),
            };
            let words = answers(&booking);
            let set = app.store.write::<_, Refused, _>(move |tx| schedule::set_booking(tx, room, &booking));
            set.await.map_err(Failure::of)?;
            print(&format!("{name}: {words}\n"));
            Ok(())
        }
    }
}

/// How a room answers now, in words.
fn answers(booking: &Booking) -> String {
    let asks = matches!(booking.policy, Policy::Ask | Policy::AcceptIfFree | Policy::DeclineIfBusy);
    let nobody =
        if asks && booking.manager.is_none() { "; nobody decides the rest: name one with --manager" } else { "" };
    format!("{}{nobody}", booking.policy.as_str())
}

fn list(app: &App) -> Result<(), Failure> {
    let read = app.store.read::<_, StoreError, _>(|tx| {
        let mut lines = Vec::new();
        for room in tx.principals()? {
            let Some(booking) = schedule::booking(tx, &room)? else { continue };
            let manager = booking.manager.map(|manager| tx.principal(manager)).transpose()?.flatten();
            let manager = manager.map(|manager| format!(", manager {}", manager.name)).unwrap_or_default();
            let (days, minutes) = (booking.window_days, booking.max_minutes);
            let days = if days > 0 { format!(", {days} days ahead") } else { String::new() };
            let minutes = if minutes > 0 { format!(", {minutes} minutes at most") } else { String::new() };
            let policy = booking.policy.as_str();
            lines.push(format!("{:<16} {} {policy}{days}{minutes}{manager}\n", room.name, room.email));
        }
        Ok(lines)
    });
    let lines = read.map_err(Failure::of)?;
    if lines.is_empty() {
        print("There are no rooms yet. Add one: rsvpd user add blue --email blue@example.org --kind room\n");
    }
    print(&lines.concat());
    Ok(())
}
