# Alice looks for a place to meet: her program asks for rooms alone, and nobody of that name turns up among them.
# RFC 3744 §9.4, RFC 5545 §3.2.3, Calendar Server (calendarserver-principal-property-search)
user alice   alice@example.org
user garden  garden@example.org
room garden-room  garden-room@example.org
group garden-club
alice OPTIONS /dav/calendars/alice/
< 200
< DAV: *calendarserver-principal-property-search*
alice REPORT /dav/principals/  rooms.xml
< 207
< body garden-room.xml
alice REPORT /dav/principals/  people.xml
< 207
< body garden.xml
alice REPORT /dav/principals/  everything.xml
< 207
< contains /dav/principals/garden/
< contains /dav/principals/garden-club/
< contains /dav/principals/garden-room/
alice REPORT /dav/principals/  one.xml
< 207
< contains /dav/principals/garden/
< lacks /dav/principals/garden-room/
alice REPORT /dav/principals/  planets.xml
< 400
alice REPORT /dav/principals/  some.xml
< 400
alice REPORT /dav/principals/  sounds.xml
< 400

-- rooms.xml --
<D:principal-property-search xmlns:D="DAV:" test="anyof" type="ROOM">
  <D:property-search><D:prop><D:displayname/></D:prop><D:match match-type="contains">garden</D:match></D:property-search>
  <D:prop><D:principal-URL/></D:prop>
</D:principal-property-search>

-- people.xml --
<D:principal-property-search xmlns:D="DAV:" test="anyof" type="INDIVIDUAL">
  <D:property-search><D:prop><D:displayname/></D:prop><D:match match-type="starts-with">garden</D:match></D:property-search>
  <D:prop><D:principal-URL/></D:prop>
</D:principal-property-search>

-- everything.xml --
<D:principal-property-search xmlns:D="DAV:">
  <D:property-search><D:prop><D:displayname/></D:prop><D:match>garden</D:match></D:property-search>
  <D:prop><D:principal-URL/></D:prop>
</D:principal-property-search>

-- planets.xml --
<D:principal-property-search xmlns:D="DAV:" type="PLANET">
  <D:property-search><D:prop><D:displayname/></D:prop><D:match>garden</D:match></D:property-search>
</D:principal-property-search>

-- some.xml --
<D:principal-property-search xmlns:D="DAV:" test="some">
  <D:property-search><D:prop><D:displayname/></D:prop><D:match>garden</D:match></D:property-search>
</D:principal-property-search>

-- sounds.xml --
<D:principal-property-search xmlns:D="DAV:">
  <D:property-search><D:prop><D:displayname/></D:prop><D:match match-type="sounds-like">garden</D:match></D:property-search>
</D:principal-property-search>

-- one.xml --
<D:principal-property-search xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <D:property-search><D:prop><D:displayname/></D:prop><D:match>garden</D:match></D:property-search>
  <D:prop><D:principal-URL/></D:prop>
  <CS:limit><CS:nresults>1</CS:nresults></CS:limit>
</D:principal-property-search>

-- garden-room.xml --
<D:multistatus>
  <D:response><D:href>/dav/principals/garden-room/</D:href><D:propstat><D:prop><D:principal-URL><D:href>/dav/principals/garden-room/</D:href></D:principal-URL></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
</D:multistatus>

-- garden.xml --
<D:multistatus>
  <D:response><D:href>/dav/principals/garden/</D:href><D:propstat><D:prop><D:principal-URL><D:href>/dav/principals/garden/</D:href></D:principal-URL></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
</D:multistatus>
