//! Who may do what: privileges, access lists, and what follows from both (RFC 3744 §3 and §6, RFC 4791 §6.1, RFC 6638
//! §6).
//!
//! Lists only ever grant, so what somebody may do is the union of what reaches them, in whatever order it is written.
//! What is granted on a home holds for everything in it.

use crate::id::{CalendarId, FileId, PrincipalId};

/// A set of privileges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Privileges(u32);

impl Privileges {
    /// None at all.
    pub const NONE: Privileges = Privileges(0);
    /// `DAV:read` without those inside it.
    const READ_ITSELF: Privileges = Privileges(1);
    /// `CALDAV:read-free-busy` (RFC 4791 §6.1.1).
    pub const READ_FREE_BUSY: Privileges = Privileges(1 << 1);
    /// `DAV:read-current-user-privilege-set` (RFC 3744 §3.7).
    pub const READ_OWN_PRIVILEGES: Privileges = Privileges(1 << 2);
    /// `DAV:read` (RFC 3744 §3.1): what one reads one may also see one's privileges on, and busy times in.
    pub const READ: Privileges =
        Privileges::READ_ITSELF.or(Privileges::READ_FREE_BUSY).or(Privileges::READ_OWN_PRIVILEGES);
    /// `DAV:read-acl` (RFC 3744 §3.6).
    pub const READ_ACL: Privileges = Privileges(1 << 3);
    /// `DAV:write-properties` (RFC 3744 §3.3).
    pub const WRITE_PROPERTIES: Privileges = Privileges(1 << 4);
    /// `DAV:write-content` (RFC 3744 §3.4).
    pub const WRITE_CONTENT: Privileges = Privileges(1 << 5);
    /// `DAV:bind` (RFC 3744 §3.9).
    pub const BIND: Privileges = Privileges(1 << 6);
    /// `DAV:unbind` (RFC 3744 §3.10).
    pub const UNBIND: Privileges = Privileges(1 << 7);
    /// `DAV:write` (RFC 3744 §3.2).
    pub const WRITE: Privileges =
        Privileges::WRITE_PROPERTIES.or(Privileges::WRITE_CONTENT).or(Privileges::BIND).or(Privileges::UNBIND);
    /// `DAV:write-acl` (RFC 3744 §3.8).
    pub const WRITE_ACL: Privileges = Privileges(1 << 8);
    /// `CALDAV:schedule-deliver-invite` (RFC 6638 §6.1.2).
    pub const DELIVER_INVITE: Privileges = Privileges(1 << 9);
    /// `CALDAV:schedule-deliver-reply` (RFC 6638 §6.1.3).
    pub const DELIVER_REPLY: Privileges = Privileges(1 << 10);
    /// `CALDAV:schedule-query-freebusy` (RFC 6638 §6.1.4).
    pub const QUERY_FREE_BUSY: Privileges = Privileges(1 << 11);
    /// `CALDAV:schedule-deliver` (RFC 6638 §6.1.1).
    pub const DELIVER: Privileges =
        Privileges::DELIVER_INVITE.or(Privileges::DELIVER_REPLY).or(Privileges::QUERY_FREE_BUSY);
    /// `CALDAV:schedule-send-invite` (RFC 6638 §6.2.2).
    pub const SEND_INVITE: Privileges = Privileges(1 << 12);
    /// `CALDAV:schedule-send-reply` (RFC 6638 §6.2.3).
    pub const SEND_REPLY: Privileges = Privileges(1 << 13);
    /// `CALDAV:schedule-send-freebusy` (RFC 6638 §6.2.4).
    pub const SEND_FREE_BUSY: Privileges = Privileges(1 << 14);
    /// `CALDAV:schedule-send` (RFC 6638 §6.2.1).
    pub const SEND: Privileges = Privileges::SEND_INVITE.or(Privileges::SEND_REPLY).or(Privileges::SEND_FREE_BUSY);
    /// `DAV:all` (RFC 3744 §3.11).
    pub const ALL: Privileges = Privileges((1 << 15) - 1);

    /// Those in either.
    #[must_use]
    pub const fn or(self, other: Privileges) -> Privileges {
        Privileges(self.0 | other.0)
    }

    /// Those in both.
    #[must_use]
    pub const fn and(self, other: Privileges) -> Privileges {
        Privileges(self.0 & other.0)
    }

    /// Those of the first that are not in the second.
    #[must_use]
    pub const fn but(self, other: Privileges) -> Privileges {
        Privileges(self.0 & !other.0)
    }

    /// Whether all of the other are in this one.
    pub const fn contain(self, other: Privileges) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether there is none in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names of the smallest privileges in it, by which it is stored; `read` is read without those inside it.
    pub fn words(self) -> String {
        let names = SMALLEST.iter().filter(|(set, _)| self.contain(*set)).map(|(_, name)| *name);
        names.collect::<Vec<_>>().join(",")
    }

    /// The set of these names; one that is not known grants nothing.
    pub fn of_words(words: &str) -> Privileges {
        let known = words.split(',').filter_map(|word| SMALLEST.iter().find(|(_, name)| *name == word));
        known.fold(Privileges::NONE, |all, (set, _)| all.or(*set))
    }
}

/// Privileges with nothing inside them, as the store names them.
const SMALLEST: &[(Privileges, &str)] = &[
    (Privileges::READ_ITSELF, "read"),
    (Privileges::READ_FREE_BUSY, "read-free-busy"),
    (Privileges::READ_OWN_PRIVILEGES, "read-current-user-privilege-set"),
    (Privileges::READ_ACL, "read-acl"),
    (Privileges::WRITE_PROPERTIES, "write-properties"),
    (Privileges::WRITE_CONTENT, "write-content"),
    (Privileges::BIND, "bind"),
    (Privileges::UNBIND, "unbind"),
    (Privileges::WRITE_ACL, "write-acl"),
    (Privileges::DELIVER_INVITE, "schedule-deliver-invite"),
    (Privileges::DELIVER_REPLY, "schedule-deliver-reply"),
    (Privileges::QUERY_FREE_BUSY, "schedule-query-freebusy"),
    (Privileges::SEND_INVITE, "schedule-send-invite"),
    (Privileges::SEND_REPLY, "schedule-send-reply"),
    (Privileges::SEND_FREE_BUSY, "schedule-send-freebusy"),
];

/// A privilege as the wire knows it; the rows of [`TREE`].
#[derive(Debug)]
pub struct Node {
    /// What it is called; with `C:` before it where it is CalDAV's.
    pub name: &'static str,
    /// Everything inside it.
    pub set: Privileges,
    /// What a place must know for this privilege to be one there.
    pub needs: Privileges,
    /// The name of the privilege that it is inside of; empty for the outermost.
    pub inside: &'static str,
    /// What it is for.
    pub about: &'static str,
}

const fn node(
    name: &'static str,
    set: Privileges,
    needs: Privileges,
    inside: &'static str,
    about: &'static str,
) -> Node {
    Node { name, set, needs, inside, about }
}

/// Every privilege, each behind the one that it is inside of.
#[rustfmt::skip]
pub static TREE: &[Node] = &[
    node("all", Privileges::ALL, Privileges::NONE, "", "Any operation"),
    node("read", Privileges::READ, Privileges::READ_ITSELF, "all", "Read content and properties"),
    node("C:read-free-busy", Privileges::READ_FREE_BUSY, Privileges::READ_FREE_BUSY, "read", "Read busy times"),
    node("read-current-user-privilege-set", Privileges::READ_OWN_PRIVILEGES, Privileges::READ_OWN_PRIVILEGES, "read", "Read one's own privileges"),
    node("read-acl", Privileges::READ_ACL, Privileges::READ_ACL, "all", "Read the access list"),
    node("write-acl", Privileges::WRITE_ACL, Privileges::WRITE_ACL, "all", "Change the access list"),
    node("write", Privileges::WRITE, Privileges::WRITE_CONTENT.or(Privileges::WRITE_PROPERTIES), "all", "Change content, properties and members"),
    node("write-properties", Privileges::WRITE_PROPERTIES, Privileges::WRITE_PROPERTIES, "write", "Change properties"),
    node("write-content", Privileges::WRITE_CONTENT, Privileges::WRITE_CONTENT, "write", "Change content"),
    node("bind", Privileges::BIND, Privileges::BIND, "write", "Add members"),
    node("unbind", Privileges::UNBIND, Privileges::UNBIND, "write", "Remove members"),
    node("C:schedule-deliver", Privileges::DELIVER, Privileges::DELIVER, "all", "Reach the owner by scheduling"),
    node("C:schedule-deliver-invite", Privileges::DELIVER_INVITE, Privileges::DELIVER_INVITE, "C:schedule-deliver", "Invite the owner"),
    node("C:schedule-deliver-reply", Privileges::DELIVER_REPLY, Privileges::DELIVER_REPLY, "C:schedule-deliver", "Answer the owner"),
    node("C:schedule-query-freebusy", Privileges::QUERY_FREE_BUSY, Privileges::QUERY_FREE_BUSY, "C:schedule-deliver", "Ask when the owner is busy"),
    node("C:schedule-send", Privileges::SEND, Privileges::SEND, "all", "Schedule in the owner's name"),
    node("C:schedule-send-invite", Privileges::SEND_INVITE, Privileges::SEND_INVITE, "C:schedule-send", "Invite in the owner's name"),
    node("C:schedule-send-reply", Privileges::SEND_REPLY, Privileges::SEND_REPLY, "C:schedule-send", "Answer in the owner's name"),
    node("C:schedule-send-freebusy", Privileges::SEND_FREE_BUSY, Privileges::SEND_FREE_BUSY, "C:schedule-send", "Ask for busy times in the owner's name"),
];

/// What a delegate may do in the home of who chose them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Delegation {
    /// Look at everything.
    Read,
    /// Change everything, and schedule in the other's name.
    Write,
}

impl Delegation {
    /// Both, the weaker first.
    pub const BOTH: [Delegation; 2] = [Delegation::Read, Delegation::Write];
}

/// How much of a calendar somebody is invited to share (caldav-sharing §5.5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Look at it.
    Read,
    /// Change what is in it, too.
    ReadWrite,
}

impl Sharing {
    /// The privileges that it stands for.
    pub const fn privileges(self) -> Privileges {
        match self {
            Sharing::Read => Privileges::READ,
            Sharing::ReadWrite => Privileges::READ.or(Privileges::WRITE),
        }
    }

    /// What these privileges come to; `None` where nothing may be read.
    pub fn of(held: Privileges) -> Option<Sharing> {
        let changes = Privileges::WRITE_CONTENT.or(Privileges::BIND).or(Privileges::UNBIND);
        match (held.contain(Privileges::READ), held.contain(changes)) {
            (false, _) => None,
            (true, false) => Some(Sharing::Read),
            (true, true) => Some(Sharing::ReadWrite),
        }
    }

    /// Its name, on the wire as in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Sharing::Read => "read",
            Sharing::ReadWrite => "read-write",
        }
    }
}

/// Whom an entry of an access list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whom {
    /// A person, or everybody in a group.
    Principal(PrincipalId),
    /// Those whom the owner delegated to.
    Delegates(Delegation),
    /// Everybody who signed in.
    Authenticated,
    /// Everybody; nobody comes here who has not signed in.
    All,
    /// Whose it is.
    Owner,
}

/// An entry of an access list: these may do that. There is no entry that takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ace {
    /// Whom it is about.
    pub whom: Whom,
    /// What they may do.
    pub granted: Privileges,
}

const fn ace(whom: Whom, granted: Privileges) -> Ace {
    Ace { whom, granted }
}

/// What of somebody's an access list is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The principal itself.
    Principal,
    /// The calendar home, and with it everything inside.
    Home,
    /// A calendar, and with it its objects.
    Calendar(CalendarId),
    /// The schedule inbox.
    Inbox(CalendarId),
    /// The schedule outbox.
    Outbox,
    /// The address book home, and with it every address book; delegates have no part in it.
    BookHome,
    /// An address book, and with it its cards.
    Book(CalendarId),
    /// A plain folder, and with it everything below: whoever asks adds up the lists on the way.
    Folder(FileId),
}

impl Scope {
    /// What it inherits from.
    pub fn above(self) -> Option<Scope> {
        match self {
            Scope::Principal | Scope::Home | Scope::BookHome | Scope::Folder(_) => None,
            Scope::Book(_) => Some(Scope::BookHome),
            Scope::Calendar(_) | Scope::Inbox(_) | Scope::Outbox => Some(Scope::Home),
        }
    }

    /// The word and number by which it is stored.
    pub fn stored(self) -> (&'static str, i64) {
        match self {
            Scope::Principal => ("principal", 0),
            Scope::Home => ("home", 0),
            Scope::Calendar(id) => ("calendar", id.0),
            Scope::Inbox(id) => ("inbox", id.0),
            Scope::Outbox => ("outbox", 0),
            Scope::BookHome => ("book-home", 0),
            Scope::Book(id) => ("book", id.0),
            Scope::Folder(id) => ("folder", id.0),
        }
    }

    /// What is stored by this word and number; `None` for a word of a newer program.
    pub fn of_stored(word: &str, number: i64) -> Option<Scope> {
        match word {
            "principal" => Some(Scope::Principal),
            "home" => Some(Scope::Home),
            "calendar" => Some(Scope::Calendar(CalendarId(number))),
            "inbox" => Some(Scope::Inbox(CalendarId(number))),
            "outbox" => Some(Scope::Outbox),
            "book-home" => Some(Scope::BookHome),
            "book" => Some(Scope::Book(CalendarId(number))),
            "folder" => Some(Scope::Folder(FileId(number))),
            _ => None,
        }
    }

    /// The entries that nobody can change.
    pub fn protected(self) -> &'static [Ace] {
        const OWNER: Ace = ace(Whom::Owner, Privileges::ALL);
        const PRINCIPAL: &[Ace] = &[OWNER, ace(Whom::Authenticated, Privileges::READ)];
        const HOME: &[Ace] = &[
            OWNER,
            ace(Whom::Delegates(Delegation::Read), Privileges::READ),
            ace(Whom::Delegates(Delegation::Write), Privileges::READ.or(Privileges::WRITE)),
        ];
        // Whoever has an account may invite and answer whoever else has one.
        const INBOX: &[Ace] =
            &[OWNER, ace(Whom::Authenticated, Privileges::DELIVER_INVITE.or(Privileges::DELIVER_REPLY))];
        const OUTBOX: &[Ace] = &[OWNER, ace(Whom::Delegates(Delegation::Write), Privileges::SEND)];
        match self {
            Scope::Principal => PRINCIPAL,
            Scope::Home => HOME,
            Scope::Calendar(_) | Scope::BookHome | Scope::Book(_) | Scope::Folder(_) => &[OWNER],
            Scope::Inbox(_) => INBOX,
            Scope::Outbox => OUTBOX,
        }
    }

    /// The entries that a new one begins with, which its owner can change.
    pub fn initial(self) -> &'static [Ace] {
        const INBOX: &[Ace] = &[ace(Whom::Authenticated, Privileges::QUERY_FREE_BUSY)];
        match self {
            Scope::Inbox(_) => INBOX,
            Scope::Principal | Scope::Home | Scope::Calendar(_) | Scope::Outbox => &[],
            Scope::BookHome | Scope::Book(_) | Scope::Folder(_) => &[],
        }
    }
}

/// Somebody, seen from whose things they want.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Who it is.
    pub id: PrincipalId,
    /// The groups they are in, and those that these are in.
    pub groups: Vec<PrincipalId>,
    /// Whose it is that they want.
    pub owner: PrincipalId,
    /// What the owner made them.
    pub delegation: Option<Delegation>,
}

impl Party {
    /// Whether an entry is about them.
    fn is_meant_by(&self, whom: Whom) -> bool {
        match whom {
            Whom::Principal(id) => id == self.id || self.groups.contains(&id),
            Whom::Delegates(level) => self.delegation.is_some_and(|delegation| delegation >= level),
            Whom::Authenticated | Whom::All => true,
            Whom::Owner => self.id == self.owner,
        }
    }

    fn granted<'a>(&self, list: impl IntoIterator<Item = &'a Ace>) -> Privileges {
        let meant = list.into_iter().filter(|ace| self.is_meant_by(ace.whom));
        meant.fold(Privileges::NONE, |all, ace| all.or(ace.granted))
    }
}

/// How far somebody reaches into what is another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It is their own.
    Owner,
    /// It is not.
    Other(Party, Vec<(Scope, Ace)>),
}

impl Reach {
    /// What they may do there.
    pub fn on(&self, scope: Scope) -> Privileges {
        let Reach::Other(party, list) = self else { return Privileges::ALL };
        let listed = list.iter().filter(|(of, _)| *of == scope).map(|(_, ace)| ace);
        let own = party.granted(listed).or(party.granted(scope.protected()));
        scope.above().map_or(own, |above| own.or(self.on(above)))
    }

    /// What they may do with the calendars that others share with the owner: the owner everything that the owner may, and
    /// those who act for the owner as much as that is. The owner's own access list gives away nothing of what is
    /// somebody else's.
    pub fn on_shared(&self) -> Privileges {
        match self {
            Reach::Owner => Privileges::ALL,
            Reach::Other(party, _) => party.granted(Scope::Home.protected()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALICE: PrincipalId = PrincipalId(1);
    const BOB: PrincipalId = PrincipalId(2);
    const STAFF: PrincipalId = PrincipalId(10);
    const HOUSE: PrincipalId = PrincipalId(11);
    const WORK: Scope = Scope::Calendar(CalendarId(5));
    const PRIVATE: Scope = Scope::Calendar(CalendarId(6));
    const INBOX: Scope = Scope::Inbox(CalendarId(7));
    const FRIENDS: Scope = Scope::Book(CalendarId(8));
    const FOLDER: Scope = Scope::Folder(FileId(9));
    const DELIVER: Privileges = Privileges::DELIVER_INVITE.or(Privileges::DELIVER_REPLY);

    fn bob(groups: &[PrincipalId], delegation: Option<Delegation>) -> Party {
        Party { id: BOB, groups: groups.to_vec(), owner: ALICE, delegation }
    }

    /// Who asks, what is granted, where, and what they may do there.
    type Row<'a> = (Party, &'a [(Scope, Ace)], Scope, Privileges);

    #[test]
    fn what_reaches_somebody_is_what_they_may_do() {
        let read = |whom| ace(whom, Privileges::READ);
        let write = |whom| ace(whom, Privileges::WRITE);
        let alone = || bob(&[], None);
        let rows: &[Row<'_>] = &[
            (alone(), &[], WORK, Privileges::NONE),
            (alone(), &[(WORK, read(Whom::Principal(BOB)))], WORK, Privileges::READ),
            (alone(), &[(WORK, read(Whom::Principal(BOB)))], PRIVATE, Privileges::NONE),
            (alone(), &[(WORK, read(Whom::Principal(BOB)))], Scope::Home, Privileges::NONE),
            (alone(), &[(WORK, read(Whom::Principal(STAFF)))], WORK, Privileges::NONE),
            (bob(&[STAFF], None), &[(WORK, read(Whom::Principal(STAFF)))], WORK, Privileges::READ),
            (bob(&[STAFF, HOUSE], None), &[(WORK, read(Whom::Principal(HOUSE)))], WORK, Privileges::READ),
            (alone(), &[(WORK, read(Whom::Authenticated))], WORK, Privileges::READ),
            (alone(), &[(WORK, read(Whom::All))], WORK, Privileges::READ),
            (alone(), &[(WORK, read(Whom::Owner))], WORK, Privileges::NONE),
            // What is granted on the home holds for all in it, beside what is granted there.
            (alone(), &[(Scope::Home, read(Whom::Principal(BOB)))], PRIVATE, Privileges::READ),
            (alone(), &[(Scope::Home, read(Whom::Principal(BOB)))], Scope::Principal, Privileges::READ),
            (
                bob(&[STAFF], None),
                &[(Scope::Home, read(Whom::Principal(BOB))), (WORK, write(Whom::Principal(STAFF)))],
                WORK,
                Privileges::READ.or(Privileges::WRITE),
            ),
            // Everybody may invite everybody; sending in somebody's name is for delegates who write.
            (alone(), &[], INBOX, DELIVER),
            (bob(&[], Some(Delegation::Read)), &[], WORK, Privileges::READ),
            (bob(&[], Some(Delegation::Read)), &[], Scope::Outbox, Privileges::READ),
            (bob(&[], Some(Delegation::Write)), &[], WORK, Privileges::READ.or(Privileges::WRITE)),
            (
                bob(&[], Some(Delegation::Write)),
                &[],
                Scope::Outbox,
                Privileges::READ.or(Privileges::WRITE).or(Privileges::SEND),
            ),
            (bob(&[], None), &[(WORK, read(Whom::Delegates(Delegation::Read)))], WORK, Privileges::NONE),
            // Address books and files are beside the calendar home: delegates see none of them.
            (bob(&[], Some(Delegation::Write)), &[], FRIENDS, Privileges::NONE),
            (bob(&[], Some(Delegation::Write)), &[], FOLDER, Privileges::NONE),
            (alone(), &[(Scope::Home, read(Whom::Principal(BOB)))], FRIENDS, Privileges::NONE),
            (alone(), &[(Scope::BookHome, read(Whom::Principal(BOB)))], FRIENDS, Privileges::READ),
            (alone(), &[(FRIENDS, read(Whom::Principal(BOB)))], Scope::BookHome, Privileges::NONE),
            (alone(), &[(FOLDER, write(Whom::Principal(BOB)))], FOLDER, Privileges::WRITE),
        ];
        // What others share with Alice is not hers to give away by her list, but her delegates see it.
        let listed = vec![(Scope::Home, read(Whom::Principal(BOB)))];
        assert_eq!(Reach::Other(alone(), listed).on_shared(), Privileges::NONE);
        assert_eq!(Reach::Other(bob(&[], Some(Delegation::Read)), Vec::new()).on_shared(), Privileges::READ);
        assert_eq!(Reach::Owner.on_shared(), Privileges::ALL);
        for (number, (party, list, scope, may)) in rows.iter().enumerate() {
            assert_eq!(Reach::Other(party.clone(), list.to_vec()).on(*scope), *may, "row {number}");
        }
        assert_eq!(Reach::Owner.on(WORK), Privileges::ALL);
    }

    #[test]
    fn sets_survive_being_stored() {
        for node in TREE {
            assert_eq!(Privileges::of_words(&node.set.words()), node.set, "{}", node.name);
        }
        assert_eq!(Privileges::of_words("bind,unknown,"), Privileges::BIND);
        for scope in [Scope::Principal, Scope::Home, WORK, INBOX, Scope::Outbox, Scope::BookHome, FRIENDS, FOLDER] {
            let (word, number) = scope.stored();
            assert_eq!(Scope::of_stored(word, number), Some(scope));
        }
    }

    #[test]
    fn each_privilege_is_inside_one_that_holds_it() {
        for (number, node) in TREE.iter().enumerate().skip(1) {
            let around = TREE[..number].iter().find(|around| around.name == node.inside).unwrap();
            assert!(around.set.contain(node.set) && !node.set.contain(around.set), "{}", node.name);
            assert!(node.set.contain(node.needs));
        }
        let smallest = SMALLEST.iter().fold(Privileges::NONE, |all, (set, _)| all.or(*set));
        assert_eq!(smallest, Privileges::ALL);
    }

    #[test]
    fn what_is_shared_is_what_may_be_done() {
        for sharing in [Sharing::Read, Sharing::ReadWrite] {
            assert_eq!(Sharing::of(sharing.privileges()), Some(sharing));
        }
        for (held, sharing) in [
            (Privileges::NONE, None),
            (Privileges::WRITE, None),
            (Privileges::READ_FREE_BUSY, None),
            (Privileges::READ.or(Privileges::WRITE_PROPERTIES), Some(Sharing::Read)),
            (Privileges::READ.or(Privileges::WRITE_CONTENT), Some(Sharing::Read)),
            (Privileges::ALL, Some(Sharing::ReadWrite)),
        ] {
            assert_eq!(Sharing::of(held), sharing, "{held:?}");
        }
    }

    #[test]
    fn reading_and_writing_stay_apart() {
        // RFC 3744 §3.12.
        assert!(Privileges::READ.and(Privileges::WRITE.or(Privileges::WRITE_ACL)).is_empty());
        assert!(!Privileges::READ.contain(Privileges::READ_ACL));
        assert!(!Privileges::WRITE.contain(Privileges::WRITE_ACL));
    }
}
