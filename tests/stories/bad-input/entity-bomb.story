# Somebody sends XML that would unfold to gigabytes, XML that fetches a file, and XML that does not end: all are refused at once.
# RFC 4918 §8.2, §16, §20.6
user alice  alice@example.org

alice PROPFIND /dav/calendars/alice/  bomb.xml
> Depth: 0
< 400
alice REPORT /dav/calendars/alice/calendar/  thief.xml
< 403
< body no-entities.xml
alice PROPFIND /dav/calendars/alice/  other-thief.xml
> Depth: 0
< 403
< body no-entities.xml
alice PROPPATCH /dav/calendars/alice/calendar/  half.xml
< 400
alice PROPFIND /dav/calendars/alice/  deep.xml
> Depth: 0
< 400
alice PROPFIND /dav/calendars/alice/          # it is still there
> Depth: 0
< 207

-- bomb.xml --
<?xml version="1.0"?>
<!DOCTYPE bomb [
  <!ENTITY a "aaaaaaaaaa">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
  <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
  <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
]>
<propfind xmlns="DAV:"><prop><displayname>&d;</displayname></prop></propfind>

-- thief.xml --
<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>
<sync-collection xmlns="DAV:"><sync-token>&file;</sync-token><prop/></sync-collection>

-- other-thief.xml --
<?xml version="1.0"?>
<!DOCTYPE propfind PUBLIC "-//Example//DTD" "http://else.example/x.dtd">
<propfind xmlns="DAV:"><allprop/></propfind>

-- no-entities.xml --
<D:error>
  <D:no-external-entities>*</D:no-external-entities>
</D:error>

-- half.xml --
<?xml version="1.0"?>
<propertyupdate xmlns="DAV:"><set><prop>

-- deep.xml --
<propfind xmlns="DAV:">
@repeat 1000 <prop>
@repeat 1000 </prop>
</propfind>
