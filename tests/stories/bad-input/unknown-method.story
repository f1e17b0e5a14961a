# A program uses a method that nobody knows, and one that is known but makes no sense there: it can tell the two apart.
# RFC 9110 §9.1, §15.5.6, §15.6.2
user alice  alice@example.org

alice BREW /dav/calendars/alice/calendar/
< 501
alice MKCALENDAR /dav/principals/alice/
< 40*
alice POST /dav/calendars/
< 405
< Allow: *PROPFIND*
