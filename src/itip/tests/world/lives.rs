//! Lives: random acts, one life after the other, each by its own seed.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::rc::Rc;
use std::sync::Once;
use std::time::Instant;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

use super::super::super::instance::edit_parts;
use super::meeting::{Diary, Meeting};
use super::*;

/// Lives in `cargo test`.
const USUAL: u64 = 20;
/// Meetings that one may be split into.
const MOST_MEETINGS: usize = 3;

/// How many people are invited at first, what is done to which meeting, and in what order the last mail comes; the last
/// number says also what kind of meeting it is.
type Life = (usize, Vec<(usize, Act)>, usize);

/// Lives a life to its end.
///
/// # Panics
/// When the engine does, or something does not hold.
fn live((guests, acts, seed): &Life, diary: Diary) {
    let mut text = form::series(*seed);
    edit_parts(&mut text, &berlin(), |_, part| {
        part.remove("ATTENDEE");
        part.add(Line::text("ATTENDEE", "mailto:alice@example.org"));
        GUESTS.iter().take(*guests).for_each(|guest| part.add(invited(guest)));
    });
    let mut meetings = vec![Meeting::begun(text, now(), diary.clone())];
    for (which, act) in acts {
        let number = meetings.len();
        let meeting = &mut meetings[which % number];
        meeting.note(|| format!("{act:?} of {}", meeting.uid()));
        match act {
            Act::Split(at) if number < MOST_MEETINGS => {
                let rest = meeting.split(*at, &format!("weekly-{number}"));
                let now = meeting.now;
                meetings.extend(rest.map(|rest| Meeting::begun(rest, now, diary.clone())));
            }
            act => happens(meeting, act),
        }
    }
    for meeting in &mut meetings {
        meeting.deliver_everything(*seed);
        meeting.refresh_everybody();
        meeting.everybody_agrees();
    }
}

fn happens(meeting: &mut Meeting, act: &Act) {
    match *act {
        Act::Deliver(which) => meeting.deliver(which),
        Act::Repeat(which) => meeting.repeat(which),
        Act::Lose(which) => meeting.lose(which),
        Act::Retry => {
            let lost = std::mem::take(&mut meeting.lost);
            meeting.wire.extend(lost);
        }
        Act::Ask(who) => meeting.ask(who % GUESTS.len()),
        ref act => {
            let act = act.of_people(GUESTS.len());
            if !meeting.attend(&act) {
                meeting.organize(&act);
            }
        }
    }
}

/// Runs what may panic without a word about it on standard error: hundreds of tries are made to shrink a life.
fn quietly<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    thread_local! { static IS_QUIET: Cell<bool> = const { Cell::new(false) } }
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| {
            if !IS_QUIET.get() {
                usual(info)
            }
        }));
    });
    IS_QUIET.set(true);
    let ran = catch_unwind(AssertUnwindSafe(run));
    IS_QUIET.set(false);
    ran.map_err(|thrown| {
        let text = thrown.downcast_ref::<String>().cloned();
        text.or_else(|| thrown.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
    })
}

/// The life of a seed; the shortest one that fails, and why, when it fails.
fn try_life(seed: u64, lives: &impl Strategy<Value = Life>) -> Result<(), (Life, String)> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config { failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let life = lives.new_tree(&mut runner).expect("a life");
    let lived = runner.run_one(life, |life| quietly(|| live(&life, None)).map_err(TestCaseError::fail));
    match lived {
        Ok(_) => Ok(()),
        Err(TestError::Fail(reason, life)) => Err((life, reason.to_string())),
        Err(TestError::Abort(reason)) => panic!("life {seed} cannot be lived: {reason}"),
    }
}

/// A number in the environment.
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().unwrap_or_else(|_| panic!("{name}: not a number: {number}")))
}

#[test]
fn whatever_people_do_and_however_the_mail_comes_all_copies_agree_in_the_end() {
    let (wanted, first) = (setting("LIVES"), setting("SEED").unwrap_or(1));
    let number = wanted.unwrap_or(USUAL);
    let (begin, lives) = (Instant::now(), act::lives(GUESTS.len()));
    for lived in 0..number {
        if wanted.is_some() && lived % 1_000 == 0 && lived > 0 {
            println!("{lived} lives in {} s", begin.elapsed().as_secs());
        }
        let seed = first + lived;
        if let Err((life, reason)) = try_life(seed, &lives) {
            let diary = Rc::new(RefCell::new(Vec::new()));
            let _ = quietly(|| live(&life, Some(Rc::clone(&diary))));
            panic!("SEED={seed}: {reason}\nThe shortest life:\n{life:#?}\nIts days:\n{}", diary.borrow().join("\n"));
        }
    }
    if wanted.is_some() {
        println!("{number} lives from {first} on, all to the end, in {} s", begin.elapsed().as_secs());
    }
}
