//! Writes `DAV:multistatus` answers (RFC 4918 §13), response after response into one growing text that can be taken
//! away in pieces.

use std::convert::Infallible;

use hyper::StatusCode;

use super::error::{Detail, Precondition, write_condition};
use super::xml::{self, DAV, Name};

/// Begins the answer.
pub fn open(out: &mut String) {
    out.push_str(xml::DECLARATION);
    xml::open_root(out, &Name::fixed(DAV, "multistatus"));
    out.push('\n');
}

/// Ends the answer.
pub fn close(out: &mut String) {
    out.push_str("</multistatus>\n");
}

/// Ends the answer to a sync-collection report.
pub fn close_with_token(out: &mut String, token: &str) {
    out.push_str("<sync-token>");
    xml::escape(out, token);
    out.push_str("</sync-token>");
    close(out);
}

/// Writes a response that is about a resource as a whole, such as a member that is gone.
pub fn status(out: &mut String, href: &str, status: StatusCode, condition: Option<(Precondition, &str)>) {
    response(out, href);
    write_status(out, status);
    if let Some((precondition, words)) = condition {
        out.push_str("<error>");
        write_condition(out, precondition, &Detail::Words(words.to_owned()));
        out.push_str("</error>");
    }
    out.push_str("</response>\n");
}

fn response(out: &mut String, href: &str) {
    out.push_str("<response><href>");
    xml::escape(out, href);
    out.push_str("</href>");
}

fn write_status(out: &mut String, status: StatusCode) {
    out.push_str("<status>HTTP/1.1 ");
    out.push_str(status.as_str());
    out.push(' ');
    out.push_str(status.canonical_reason().unwrap_or("Unknown"));
    out.push_str("</status>");
}

/// A response made of property groups. The found properties are written straight into the answer; what is not there,
/// and what failed, is collected and written behind them.
pub struct Properties<'o> {
    out: &'o mut String,
    found_from: usize,
    has_found: bool,
    others: Vec<(StatusCode, Name, Option<Precondition>)>,
}

impl<'o> Properties<'o> {
    /// Begins the response of this resource.
    pub fn of(out: &'o mut String, href: &str) -> Properties<'o> {
        response(out, href);
        Properties::groups(out)
    }

    /// Begins property groups that are not inside a response.
    pub fn groups(out: &'o mut String) -> Properties<'o> {
        let found_from = out.len();
        out.push_str("<propstat><prop>");
        Properties { out, found_from, has_found: false, others: Vec::new() }
    }

    /// Adds a property whose content `write` writes, or says with which status it does not.
    ///
    /// # Errors
    /// Those of `write`.
    pub fn add<E>(
        &mut self,
        name: &Name,
        write: impl FnOnce(&mut String) -> Result<Option<StatusCode>, E>,
    ) -> Result<(), E> {
        let start = self.out.len();
        xml::open(self.out, name);
        let content = self.out.len();
        if let Some(status) = write(self.out)? {
            self.out.truncate(start);
            let condition = (status == StatusCode::FORBIDDEN).then_some(Precondition::NeedPrivileges);
            self.others.push((status, name.clone(), condition));
            return Ok(());
        }
        if self.out.len() == content {
            self.out.truncate(start);
            xml::empty(self.out, name);
        } else {
            xml::close(self.out, name);
        }
        self.has_found = true;
        Ok(())
    }

    /// Adds a property with its content as XML.
    pub fn add_content(&mut self, name: &Name, content: &str) {
        let Ok(()) = self.add::<Infallible>(name, |out| {
            out.push_str(content);
            Ok(None)
        });
    }

    /// Adds a property that is a whole element as XML.
    pub fn add_xml(&mut self, xml: &str) {
        self.out.push_str(xml);
        self.has_found = true;
    }

    /// Adds the bare name of a property that exists, or that was changed.
    pub fn add_name(&mut self, name: &Name) {
        xml::empty(self.out, name);
        self.has_found = true;
    }

    /// Adds a property that has no value to show, and why.
    pub fn fail(&mut self, name: &Name, status: StatusCode, condition: Option<Precondition>) {
        self.others.push((status, name.clone(), condition));
    }

    /// Ends the response; properties that do not exist are mentioned only if `missing` says so (RFC 8144 §2.1).
    pub fn finish(self, missing: Missing) {
        self.finish_groups(missing).push_str("</response>\n");
    }

    /// Ends what [`Properties::groups`] began.
    pub fn finish_groups(mut self, missing: Missing) -> &'o mut String {
        if missing == Missing::Hidden {
            self.others.retain(|(status, ..)| *status != StatusCode::NOT_FOUND);
        }
        if self.has_found || self.others.is_empty() {
            self.out.push_str("</prop>");
            write_status(self.out, StatusCode::OK);
            self.out.push_str("</propstat>");
        } else {
            self.out.truncate(self.found_from);
        }
        while let Some((status, _, condition)) = self.others.first() {
            let (status, condition) = (*status, *condition);
            let (group, rest) = self.others.into_iter().partition(|(s, _, c)| (*s, *c) == (status, condition));
            self.others = rest;
            write_group(self.out, status, condition, &group);
        }
        self.out
    }
}

type Failed = (StatusCode, Name, Option<Precondition>);

fn write_group(out: &mut String, status: StatusCode, condition: Option<Precondition>, group: &[Failed]) {
    out.push_str("<propstat><prop>");
    for (_, name, _) in group {
        xml::empty(out, name);
    }
    out.push_str("</prop>");
    write_status(out, status);
    if let Some(row) = condition.and_then(Precondition::row) {
        out.push_str("<error>");
        xml::empty(out, &row.element);
        out.push_str("</error>");
    }
    out.push_str("</propstat>");
}

/// Whether an answer mentions properties that do not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// With status 404 (RFC 4918 §9.1).
    Shown,
    /// Not at all: the client prefers a minimal answer (RFC 8144 §2.1).
    Hidden,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dav::xml::{APPLE, Element};

    const COLOR: Name = Name::fixed(APPLE, "calendar-color");
    const ETAG: Name = Name::fixed(DAV, "getetag");
    const TYPE: Name = Name::fixed(DAV, "resourcetype");

    fn written(missing: Missing, fill: impl FnOnce(&mut Properties<'_>)) -> Element {
        let mut out = String::new();
        open(&mut out);
        let mut properties = Properties::of(&mut out, "/a&b/");
        fill(&mut properties);
        properties.finish(missing);
        close(&mut out);
        xml::read(out.as_bytes()).unwrap()
    }

    fn groups(root: &Element) -> Vec<(String, Vec<String>)> {
        let response = root.child(DAV, "response").unwrap();
        let of = |group: &Element| {
            let names = group.child(DAV, "prop").unwrap().children().map(|p| p.name.local().to_owned()).collect();
            (group.child(DAV, "status").unwrap().text(), names)
        };
        response.children_named(DAV, "propstat").map(of).collect()
    }

    fn text(text: &str) -> impl FnOnce(&mut String) -> Result<Option<StatusCode>, ()> {
        let text = text.to_owned();
        move |out| {
            out.push_str(&text);
            Ok(None)
        }
    }

    #[test]
    fn properties_are_grouped_by_status() {
        let fill = |properties: &mut Properties<'_>| {
            properties.add(&ETAG, text("\"1\"")).unwrap();
            properties.add::<()>(&COLOR, |_| Ok(Some(StatusCode::NOT_FOUND))).unwrap();
            properties.add(&TYPE, text("")).unwrap();
            properties.fail(&ETAG, StatusCode::FORBIDDEN, Some(Precondition::CannotModifyProtectedProperty));
        };
        let root = written(Missing::Shown, fill);
        assert_eq!(root.child(DAV, "response").unwrap().child(DAV, "href").unwrap().text(), "/a&b/");
        let group = |status: &str, names: &[&str]| {
            (format!("HTTP/1.1 {status}"), names.iter().map(|n| (*n).to_owned()).collect())
        };
        let expected = vec![
            group("200 OK", &["getetag", "resourcetype"]),
            group("404 Not Found", &["calendar-color"]),
            group("403 Forbidden", &["getetag"]),
        ];
        assert_eq!(groups(&root), expected);
        assert_eq!(groups(&written(Missing::Hidden, fill)), [expected[0].clone(), expected[2].clone()]);
    }

    #[test]
    fn a_response_without_anything_found_is_still_a_response() {
        let missing = |properties: &mut Properties<'_>| {
            properties.add::<()>(&COLOR, |_| Ok(Some(StatusCode::NOT_FOUND))).unwrap()
        };
        assert_eq!(groups(&written(Missing::Shown, missing))[0].0, "HTTP/1.1 404 Not Found");
        assert_eq!(groups(&written(Missing::Hidden, missing)), [("HTTP/1.1 200 OK".to_owned(), vec![])]);
    }

    #[test]
    fn a_resource_that_is_gone_is_one_status() {
        let mut out = String::new();
        open(&mut out);
        status(&mut out, "/x", StatusCode::INSUFFICIENT_STORAGE, Some((Precondition::NumberOfMatchesWithinLimits, "")));
        close_with_token(&mut out, "data:,1-2");
        let root = xml::read(out.as_bytes()).unwrap();
        let response = root.child(DAV, "response").unwrap();
        assert_eq!(response.child(DAV, "status").unwrap().text(), "HTTP/1.1 507 Insufficient Storage");
        assert!(response.child(DAV, "error").unwrap().child(DAV, "number-of-matches-within-limits").is_some());
        assert_eq!(root.child(DAV, "sync-token").unwrap().text(), "data:,1-2");
    }
}
