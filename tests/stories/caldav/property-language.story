# Alice's program says for a whole request in which language its properties are: each of them comes back in it.
# RFC 4918 §4.3
user alice  alice@example.org
alice PROPPATCH /dav/calendars/alice/calendar/  german.xml
< 207
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
< 207
< body in-languages.xml
alice MKCALENDAR /dav/calendars/alice/club/  french.xml
< 201
alice PROPFIND /dav/calendars/alice/club/  ask-one.xml
> Depth: 0
< 207
< body in-french.xml

-- german.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:X="urn:example" xml:lang="fr"><D:set xml:lang="en"><D:prop xml:lang="de"><X:one>eins</X:one><X:two xml:lang="it">due</X:two><X:three xml:lang="">3</X:three></D:prop><D:prop><X:four>four</X:four></D:prop></D:set><D:set><D:prop><X:five>cinq</X:five></D:prop></D:set></D:propertyupdate>
-- ask.xml --
<D:propfind xmlns:D="DAV:" xmlns:X="urn:example"><D:prop><X:one/><X:two/><X:three/><X:four/><X:five/></D:prop></D:propfind>
-- in-languages.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/</D:href><D:propstat><D:prop xmlns:X="urn:example"><X:one xml:lang="de">eins</X:one><X:two xml:lang="it">due</X:two><X:three xml:lang="">3</X:three><X:four xml:lang="en">four</X:four><X:five xml:lang="fr">cinq</X:five></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
-- french.xml --
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:X="urn:example" xml:lang="fr"><D:set><D:prop><X:one>un</X:one></D:prop></D:set></C:mkcalendar>
-- ask-one.xml --
<D:propfind xmlns:D="DAV:" xmlns:X="urn:example"><D:prop><X:one/></D:prop></D:propfind>
-- in-french.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/club/</D:href><D:propstat><D:prop xmlns:X="urn:example"><X:one xml:lang="fr">un</X:one></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
