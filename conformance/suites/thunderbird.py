"""Thunderbird: events made, changed and deleted in it, changes that come from the server, and who mails the guests."""
# needs-debian: thunderbird

import re
import time

from lab import ics
from lab.checks import check, note, part
from lab.rsvpd import Rsvpd
from lab.sink import Sink
from lab.thunderbird import Thunderbird

GUEST = "bob@else.example"

# What every script begins with: the calendar of the lab and a way to wait for its next synchronization.
PRELUDE = """
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const { CalEvent } = ChromeUtils.importESModule("resource:///modules/CalEvent.sys.mjs");
const lab = () => cal.manager.getCalendars().find(calendar => calendar.name == "Lab");
const all = async () => await lab().getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
const find = async uid => (await all()).find(item => item.id == uid);
const parsed = text => new CalEvent(text);
const until = async (what, condition) => {
  const end = Date.now() + 30000;
  for (;;) {
    const found = await condition();
    if (found) { return found; }
    if (Date.now() > end) { throw new Error("within 30 s: " + what); }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
};
const loaded = async () => {
  const calendar = lab();
  await new Promise((resolve, reject) => {
    const observer = {
      QueryInterface: ChromeUtils.generateQI(["calIObserver"]),
      onStartBatch() {}, onEndBatch() {}, onAddItem() {}, onModifyItem() {}, onDeleteItem() {},
      onPropertyChanged() {}, onPropertyDeleting() {}, onError(_, number, text) { console.error(number, text); },
      onLoad() { calendar.removeObserver(observer); resolve(); },
    };
    calendar.addObserver(observer);
    setTimeout(() => { calendar.removeObserver(observer); reject(new Error("no synchronization within 30 s")); }, 30000);
    calendar.refresh();
  });
};
"""

ADD_ACCOUNT = """
const [port, origin, user, password, url] = args;
const server = MailServices.outgoingServer.createServer("smtp");
server.QueryInterface(Ci.nsISmtpServer);
server.hostname = "127.0.0.1"; server.port = port; server.authMethod = 1; server.socketType = 0;
MailServices.outgoingServer.defaultServer = server;
const identity = MailServices.accounts.createIdentity();
identity.email = `${user}@example.org`; identity.fullName = "Alice Example"; identity.smtpServerKey = server.key;
identity.doFcc = false;
const account = MailServices.accounts.createAccount();
account.incomingServer = MailServices.accounts.createIncomingServer("nobody", "127.0.0.1", "pop3");
account.incomingServer.loginAtStartUp = false; account.incomingServer.doBiff = false;
account.addIdentity(identity);
MailServices.accounts.defaultAccount = account;
const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
login.init(origin, null, "rsvpd", user, password, "", "");
await Services.logins.addLoginAsync(login);
const calendar = cal.manager.createCalendar("caldav", Services.io.newURI(url));
calendar.name = "Lab";
calendar.setProperty("username", user);
calendar.setProperty("cache.enabled", true);
calendar.setProperty("imip.identity.key", identity.key);
cal.manager.registerCalendar(calendar);
await until("the calendar is ready", () => lab() && !lab().getProperty("disabled") && lab().getProperty("currentStatus") !== Cr.NS_ERROR_FAILURE);
await loaded();
return { readOnly: lab().readOnly, autoSchedule: lab().canDoAutoSchedule ?? null, organizer: lab().getProperty("organizerId") };
"""


def event(uid, *lines):
    """A VEVENT as Thunderbird reads it."""
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//lab//EN\r\n" + "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20310101T000000Z", *lines, "END:VEVENT"]) + "\r\nEND:VCALENDAR\r\n"


class Desk:
    """A person at Thunderbird, with the account on the server for a second look."""

    def __init__(self, program, account):
        self.program, self.account = program, account
        self.collection = account.home + "calendar/"

    def run(self, script, *arguments):
        """Runs a script after the prelude."""
        return self.program.run(PRELUDE + script, *arguments)

    def begin(self, sink, server):
        """Adds the mail account and the calendar."""
        origin = f"http://127.0.0.1:{server.http_port}"
        return self.run(ADD_ACCOUNT, sink.port, origin, self.account.name, self.account.password, origin + self.collection)

    def stored(self, uid):
        """The object with this UID on the server, unfolded, or None."""
        for path in self.account.members(self.collection):
            text = re.sub(r"\r?\n[ \t]", "", self.account.get(path).text)
            if re.search(rf"(?m)^UID:{re.escape(uid)}\r?$", text):
                return text
        return None


def editing(desk):
    """What a person does with events of their own."""
    with check("an event made in Thunderbird is on the server"):
        desk.run("await lab().addItem(parsed(args[0]));", event("one@lab", "DTSTART:20310310T120000Z", "DTEND:20310310T130000Z", "SUMMARY:One ✓"))
        assert "SUMMARY:One ✓" in desk.stored("one@lab"), desk.stored("one@lab")
    with check("a change made in Thunderbird is on the server"):
        desk.run("const old = await find(args[0]); const item = old.clone(); item.title = 'Changed'; await lab().modifyItem(item, old);", "one@lab")
        assert "SUMMARY:Changed" in desk.stored("one@lab"), desk.stored("one@lab")
    with check("an event deleted in Thunderbird is gone on the server"):
        desk.run("await lab().deleteItem(await find(args[0]));", "one@lab")
        assert desk.stored("one@lab") is None, desk.stored("one@lab")


def series(desk):
    """A series with a moved and a deleted instance."""
    with check("a series keeps its moved and its deleted instance"):
        desk.run("await lab().addItem(parsed(args[0]));", event("series@lab", "DTSTART;TZID=Europe/Berlin:20310310T120000", "DTEND;TZID=Europe/Berlin:20310310T130000", "RRULE:FREQ=DAILY;COUNT=5", "SUMMARY:Series"))
        desk.run("""
            const day = date => { const time = cal.createDateTime(date); time.timezone = cal.timezoneService.getTimezone("Europe/Berlin"); return time; };
            let old = await find(args[0]); let item = old.clone();
            const instances = item => item.recurrenceInfo.getOccurrences(item.startDate, day("20310401T000000"), 5);
            item.recurrenceInfo.removeOccurrenceAt(instances(item)[1].recurrenceId);
            await lab().modifyItem(item, old);
            old = await find(args[0]); item = old.clone();
            const moved = instances(item)[2].clone();
            const start = moved.startDate.clone(); start.hour += 3; const end = moved.endDate.clone(); end.hour += 3;
            moved.startDate = start; moved.endDate = end; moved.title = "Moved";
            item.recurrenceInfo.modifyException(moved, true);
            await lab().modifyItem(item, old);
        """, "series@lab")
        text = desk.stored("series@lab")
        assert "EXDATE" in text and "20310311T1" in text, text
        assert text.count("BEGIN:VEVENT") == 2 and "SUMMARY:Moved" in text and "RECURRENCE-ID" in text, text
        note(re.search(r"EXDATE[^\r\n]*", text)[0])


def from_the_server(desk):
    """What another program changes is seen after the next synchronization."""
    path = desk.collection + "other.ics"
    with check("an event made elsewhere appears"):
        desk.account.put(path, ics.event("other@lab", "DTSTART:20310401T100000Z", "DTEND:20310401T110000Z", "SUMMARY:Elsewhere")).expect(201)
        title = desk.run("await loaded(); return (await until('the event', () => find(args[0]))).title;", "other@lab")
        assert title == "Elsewhere", title
    with check("a change made elsewhere appears"):
        desk.account.put(path, ics.event("other@lab", "DTSTART:20310401T100000Z", "DTEND:20310401T110000Z", "SUMMARY:New title")).expect(204)
        title = desk.run("await loaded(); return (await until('the title', async () => { const item = await find(args[0]); return item?.title == 'New title' && item; })).title;", "other@lab")
        assert title == "New title", title
    with check("an event deleted elsewhere disappears"):
        desk.account.request("DELETE", path).expect(204)
        desk.run("await loaded(); await until('its end', async () => !(await find(args[0])));", "other@lab")
    with check("an edit of what was changed elsewhere meanwhile does not overwrite it"):
        desk.account.put(path, ics.event("race@lab", "DTSTART:20310402T100000Z", "DTEND:20310402T110000Z", "SUMMARY:First")).expect(201)
        desk.run("await loaded(); await until('the event', () => find(args[0]));", "race@lab")
        desk.account.put(path, ics.event("race@lab", "DTSTART:20310402T100000Z", "DTEND:20310402T110000Z", "SUMMARY:Second")).expect(204)
        # It asks the person which one to keep; here the answer is: the one on the server.
        asked = desk.run("""let asked = 0; const before = cal.provider.promptOverwrite;
            cal.provider.promptOverwrite = () => { asked++; return false; };
            try {
              const old = await find(args[0]); const item = old.clone(); item.title = "Third";
              await Promise.race([lab().modifyItem(item, old).catch(() => {}), new Promise(resolve => setTimeout(resolve, 8000))]);
              return asked;
            } finally { cal.provider.promptOverwrite = before; }""", "race@lab")
        assert "SUMMARY:Second" in desk.stored("race@lab"), desk.stored("race@lab")
        assert asked == 1, asked


# The steps of Thunderbird's event window when it is saved with guests.
INVITE = """
const item = parsed(args[0]);
item.calendar = lab();
const stored = await lab().addItem(item);
const listed = await until("the stored event", () => find(item.id));
cal.itip.checkAndSend(Ci.calIOperationListener.ADD, listed, null, { responseMode: Ci.calIItipItem.AUTO }, null);
await new Promise(resolve => setTimeout(resolve, 4000));
return true;
"""


def invitation(uid):
    """A meeting with a guest elsewhere, organized by Alice."""
    return event(uid, "DTSTART:20310410T120000Z", "DTEND:20310410T130000Z", "SUMMARY:Lunch", "SEQUENCE:0", "X-MOZ-SEND-INVITATIONS:TRUE", "ORGANIZER;CN=Alice Example:mailto:alice@example.org",
                 "ATTENDEE;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:alice@example.org", f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;ROLE=REQ-PARTICIPANT:mailto:{GUEST}")


def mails_about(sink, uid):
    """Mails to the guest about a meeting: (from the server?, mail)."""
    return [("invitations@" in str(mail.message["From"]), mail) for mail in sink.mails if mail.recipient == GUEST and mail.invites_to(uid)]


def settled(sink, seconds=6):
    """Returns when no mail has come for a while."""
    last, since = len(sink.mails), time.monotonic()
    while time.monotonic() - since < seconds:
        if len(sink.mails) != last:
            last, since = len(sink.mails), time.monotonic()
        time.sleep(0.2)


def server_mails(desk, sink, uid, when):
    """Thunderbird leaves mailing to a server that announces calendar-auto-schedule."""
    with check(f"{when}, the guest gets one mail, from the server"):
        desk.run(INVITE, invitation(uid))
        settled(sink)
        mails = mails_about(sink, uid)
        assert [ours for ours, _ in mails] == [True], [str(mail.message["From"]) for _, mail in mails]
        assert "SCHEDULE-STATUS" in desk.stored(uid), desk.stored(uid)


def program_mails(desk, sink):
    """The calendar's setting “prefer client-side email scheduling”, with the person's setting on the server."""
    with check("with client-side scheduling preferred, the guest gets one mail, from Thunderbird"):
        desk.run("lab().setProperty('forceEmailScheduling', true);" + INVITE, invitation("program@lab"))
        settled(sink)
        mails = mails_about(sink, "program@lab")
        assert [ours for ours, _ in mails] == [False], [str(mail.message["From"]) for _, mail in mails]
    with check("the event on the server keeps its guest"):
        assert f"mailto:{GUEST}" in desk.stored("program@lab"), desk.stored("program@lab")
    with check("and deleting it makes the server mail nobody"):
        before = len(sink.mails)
        desk.account.request("DELETE", path_of(desk, "program@lab")).expect(204)
        settled(sink)
        assert len(sink.mails) == before, [str(mail.message["From"]) for mail in sink.mails[before:]]


def path_of(desk, uid):
    """Where the object with this UID is."""
    return next(path for path in desk.account.members(desk.collection) if f"UID:{uid}" in desk.account.get(path).text)


def main():
    with Sink() as sink, Rsvpd(sink.port) as server:
        alice = server.add_user("alice")
        with Thunderbird(calendar__caldav__sched__enabled=True) as program:
            desk = Desk(program, alice)
            with check("a CalDAV calendar is added, and can be written"):
                state = desk.begin(sink, server)
                note(f"Thunderbird {program.run('return Services.appinfo.version;')}: {state}")
                assert not state["readOnly"], state
            part(editing, desk)
            part(series, desk)
            part(from_the_server, desk)
            part(server_mails, desk, sink, "on@lab", "with calendar.caldav.sched.enabled")
        with Thunderbird(calendar__caldav__sched__enabled=False) as program:
            desk = Desk(program, alice)
            desk.begin(sink, server)
            part(server_mails, desk, sink, "off@lab", "without it, as by default")
            server.command("user", "set", "alice", "--client-sends-invitations", "true")
            part(program_mails, desk, sink)


main()
