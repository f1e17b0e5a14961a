//! Makes guessing passwords slow: every wrong one costs whoever tries it from there a growing delay.
//!
//! Counted is for each network and account, so that nobody is locked out by what others do elsewhere, and for each
//! network over all accounts, so that one password is not tried on everybody. The same wrong password again is no new
//! guess: a program that was not told of a new password would otherwise lock out its owner.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Wrong passwords for one account that cost nothing.
const FREE: u32 = 5;
/// Accounts with wrong passwords from one network that cost nothing.
const FREE_ACCOUNTS: u32 = 20;
/// The longest delay, in seconds.
const LONGEST_DELAY: i64 = 900;
/// How long a failure is remembered.
const REMEMBERED: TimeDelta = TimeDelta::hours(1);
/// How many failures are remembered: some megabytes.
const MOST: usize = 50_000;
/// Characters of an account's name that are looked at.
const NAME: usize = 64;

/// Whom a failure is counted for: one account, or all together, from one network.
type Key = (IpAddr, Option<String>);

struct Slot {
    failures: u32,
    last: DateTime<Utc>,
    /// What was wrong last, as a keyed hash.
    wrong: [u8; 32],
}

/// Remembers who failed, within bounds.
#[derive(Default)]
pub(super) struct Throttle {
    slots: Mutex<HashMap<Key, Slot>>,
}

impl Throttle {
    /// Seconds that whoever comes from there has to wait before the next guess.
    pub(super) fn wait(&self, from: IpAddr, account: &str, now: DateTime<Utc>) -> Option<i64> {
        let slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.is_empty() {
            return None;
        }
        let network = network(from);
        let one = slots.get(&(network, Some(short(account)))).map_or(0, |slot| slot.rest(FREE, now));
        let all = slots.get(&(network, None)).map_or(0, |slot| slot.rest(FREE_ACCOUNTS, now));
        Some(one.max(all)).filter(|seconds| *seconds > 0)
    }

    /// Counts a wrong password, given as a keyed hash.
    pub(super) fn failed(&self, from: IpAddr, account: &str, wrong: [u8; 32], now: DateTime<Utc>) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.len() + 2 > MOST {
            make_room(&mut slots, now);
        }
        let network = network(from);
        if count(&mut slots, (network, Some(short(account))), wrong, now) {
            count(&mut slots, (network, None), wrong, now);
        }
    }

    /// Forgets what failed for an account from there, because its owner came in.
    pub(super) fn succeeded(&self, from: IpAddr, account: &str) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if !slots.is_empty() {
            slots.remove(&(network(from), Some(short(account))));
        }
    }
}

impl Slot {
    fn rest(&self, free: u32, now: DateTime<Utc>) -> i64 {
        let Some(over) = self.failures.checked_sub(free) else { return 0 };
        let delay = 1_i64.checked_shl(over.min(30)).unwrap_or(LONGEST_DELAY).min(LONGEST_DELAY);
        (self.last + TimeDelta::seconds(delay) - now).num_seconds().max(0)
    }

    fn is_over(&self, now: DateTime<Utc>) -> bool {
        now - self.last >= REMEMBERED
    }
}

/// Counts one failure; says whether it is the first of its kind.
fn count(slots: &mut HashMap<Key, Slot>, key: Key, wrong: [u8; 32], now: DateTime<Utc>) -> bool {
    match slots.get_mut(&key).filter(|slot| !slot.is_over(now)) {
        Some(slot) => {
            if slot.wrong != wrong {
                *slot = Slot { failures: slot.failures.saturating_add(1), last: now, wrong };
            }
            false
        }
        None => {
            slots.insert(key, Slot { failures: 1, last: now, wrong });
            true
        }
    }
}

/// Forgets what is over, and if that is not enough the older half of the rest.
fn make_room(slots: &mut HashMap<Key, Slot>, now: DateTime<Utc>) {
    slots.retain(|_, slot| !slot.is_over(now));
    if slots.len() > MOST / 2 {
        let mut times: Vec<DateTime<Utc>> = slots.values().map(|slot| slot.last).collect();
        let middle = times.len() / 2;
        let (_, median, _) = times.select_nth_unstable(middle);
        let median = *median;
        let mut left = MOST / 2;
        slots.retain(|_, slot| {
            let stays = slot.last >= median && left > 0;
            left -= usize::from(stays);
            stays
        });
    }
}

/// One IPv4 address, or the 64 bits of IPv6 that one household has.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => std::net::Ipv6Addr::from(u128::from(address) >> 64 << 64).into(),
    }
}

fn short(account: &str) -> String {
    account.chars().take(NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn guess(number: u32) -> [u8; 32] {
        let mut wrong = [0; 32];
        wrong[..4].copy_from_slice(&number.to_be_bytes());
        wrong
    }

    #[test]
    fn each_guess_waits_longer_than_the_one_before_and_an_hour_forgives() {
        let throttle = Throttle::default();
        let here = ip("192.0.2.1");
        let mut time = 0;
        for (number, delay) in [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900].into_iter().enumerate() {
            throttle.failed(here, "alice", guess(number as u32), at(time));
            assert_eq!(throttle.wait(here, "alice", at(time)).unwrap_or(0), delay, "guess {number}");
            time += delay;
            assert_eq!(throttle.wait(here, "alice", at(time)), None);
        }
        throttle.failed(here, "alice", guess(99), at(time + 3600));
        assert_eq!(throttle.wait(here, "alice", at(time + 3600)), None);
    }

    #[test]
    fn nobody_is_locked_out_by_what_others_do_elsewhere() {
        let throttle = Throttle::default();
        for number in 0..10 {
            throttle.failed(ip("192.0.2.1"), "alice", guess(number), at(0));
            throttle.failed(ip("2001:db8::1"), "alice", guess(number), at(0));
        }
        for (from, account, waits) in [
            ("192.0.2.1", "alice", true),
            ("::ffff:192.0.2.1", "alice", true),
            ("192.0.2.2", "alice", false),
            ("192.0.2.1", "bob", false),
            ("2001:db8::ffff", "alice", true),
            ("2001:db8:0:1::1", "alice", false),
        ] {
            assert_eq!(throttle.wait(ip(from), account, at(0)).is_some(), waits, "{from} {account}");
        }
        throttle.succeeded(ip("192.0.2.1"), "alice");
        assert_eq!(throttle.wait(ip("192.0.2.1"), "alice", at(0)), None);
    }

    #[test]
    fn the_same_wrong_password_again_is_no_new_guess() {
        let throttle = Throttle::default();
        for second in 0..100 {
            throttle.failed(ip("192.0.2.1"), "alice", guess(7), at(second));
        }
        assert_eq!(throttle.wait(ip("192.0.2.1"), "alice", at(100)), None);
    }

    #[test]
    fn one_password_is_not_tried_on_everybody() {
        let throttle = Throttle::default();
        for number in 0..30_u32 {
            throttle.failed(ip("192.0.2.1"), &format!("user{number}"), guess(number), at(0));
        }
        assert!(throttle.wait(ip("192.0.2.1"), "another", at(0)).is_some());
        assert_eq!(throttle.wait(ip("192.0.2.2"), "another", at(0)), None);
    }

    #[test]
    fn what_is_remembered_has_bounds() {
        let throttle = Throttle::default();
        for number in 0..2 * MOST as u32 {
            let from = IpAddr::from(std::net::Ipv4Addr::from(number));
            throttle.failed(from, &"x".repeat(1000), guess(number), at(i64::from(number / 1000)));
        }
        assert!(throttle.slots.lock().unwrap().len() <= MOST);
    }
}
