"""Just enough iCalendar to look at other people's files as they are: no library accepts all of them."""

import dataclasses
import re


@dataclasses.dataclass
class Line:
    """One content line: NAME;PARAM=value:value."""

    name: str
    params: dict
    value: str

    @property
    def email(self):
        """The address of a mailto value, lower case."""
        return re.sub(r"(?i)^mailto:", "", self.value.strip()).lower()


def lines(text):
    """The content lines, unfolded; a blank line inside a folded value (seen in real files) is skipped."""
    text = re.sub(r"\r?\n[ \t]", "", text.replace("\r\r\n", "\r\n"))
    return [line for line in map(_line, text.splitlines()) if line]


def components(text, *names):
    """The lists of lines of each component of those names, without the lines of components inside them."""
    found, open_ones = [], []
    for line in lines(text):
        if line.name == "BEGIN":
            open_ones.append((line.value.strip().upper(), []))
        elif line.name == "END" and open_ones:
            name, inside = open_ones.pop()
            if name in names:
                found.append(inside)
        elif open_ones:
            open_ones[-1][1].append(line)
    return found


def first(component, name):
    """The first line of that name, or None."""
    return next((line for line in component if line.name == name), None)


def attendee(text, email, recurrence_id=None):
    """The ATTENDEE line of that address in the master, or in the override whose RECURRENCE-ID has that value; None when there is none."""
    for component in components(text, "VEVENT", "VTODO", "VJOURNAL"):
        override = first(component, "RECURRENCE-ID")
        if (override.value if override else None) == recurrence_id:
            for line in component:
                if line.name == "ATTENDEE" and line.email == email.lower():
                    return line
    return None


def partstat(text, email, recurrence_id=None):
    """That attendee's PARTSTAT; NEEDS-ACTION when the parameter is missing, None when the attendee is."""
    line = attendee(text, email, recurrence_id)
    return line.params.get("PARTSTAT", "NEEDS-ACTION").upper() if line else None


def schedule_status(text, email):
    """The master's SCHEDULE-STATUS for that attendee, or an empty text."""
    line = attendee(text, email)
    return line.params.get("SCHEDULE-STATUS", "") if line else ""


def event(uid, *more, kind="VEVENT"):
    """A whole calendar object with those extra content lines, folded where they are long."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//rsvpd//conformance//EN", f"BEGIN:{kind}", f"UID:{uid}", "DTSTAMP:20260301T080000Z"]
    return "".join(_fold(line) + "\r\n" for line in [*head, *more, f"END:{kind}", "END:VCALENDAR"])


def _fold(line):
    """Folded after 74 characters; these are ASCII."""
    return "\r\n ".join(line[i:i + 74] for i in range(0, len(line), 74) or [0])


def _line(text):
    match = re.match(r'([A-Za-z0-9-]+)((?:;[^":;]*(?:"[^"]*"[^":;]*)*)*):(.*)', text, re.S)
    if not match:
        return None
    params = {}
    for param in re.findall(r';([^=;]*)=((?:"[^"]*"|[^";])*)', match[2]):
        params.setdefault(param[0].upper(), param[1].replace('"', ""))
    return Line(match[1].upper(), params, match[3])
