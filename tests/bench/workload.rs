//! What is asked, and what each request costs the server.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::Result;
use super::client::{Answer, Client};
use super::corpus;
use super::seed::{CALENDAR, RUN};
use super::server::Server;

const XML: (&str, &str) = ("Content-Type", "application/xml; charset=utf-8");
const CALENDAR_TEXT: (&str, &str) = ("Content-Type", "text/calendar; charset=utf-8");
const NAMESPACES: &str = "xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\"";
/// Hrefs in a multiget.
const FETCHED: usize = 100;

/// One kind of request.
struct Measure<'a> {
    name: &'a str,
    /// Connections, each of which waits for one answer before it asks again.
    connections: usize,
    /// Requests of all connections together.
    requests: usize,
    /// Makes request number `n` and checks what comes back.
    ask: &'a (dyn Fn(&mut Client, usize) -> Result<Answer> + Sync),
}

/// Every measure in turn, each printed as a line.
pub fn all(server: &Server, events: usize, requests: usize, only: &[String]) -> Result<()> {
    let heavy = (requests * 100 / events).clamp(10, requests);
    let some = (requests / 20).max(10);
    let token = changed(&mut Client::new(server.address))?;
    println!("{:<22} {:>9} {:>10} {:>9} {:>9} {:>10}", "", "CPU µs", "requests/s", "p50 ms", "p99 ms", "responses");
    let measures: &[Measure<'_>] = &[
        Measure { name: "put c1", connections: 1, requests, ask: &|client, n| put(client, n, "one") },
        Measure { name: "put c8", connections: 8, requests: requests * 2, ask: &|client, n| put(client, n, "eight") },
        Measure { name: "get c1", connections: 1, requests: requests * 2, ask: &|client, n| get(client, n, events) },
        Measure { name: "get c8", connections: 8, requests: requests * 5, ask: &|client, n| get(client, n, events) },
        Measure { name: "propfind", connections: 1, requests: heavy, ask: &propfind },
        Measure { name: "sync-all", connections: 1, requests: heavy, ask: &|client, _| sync(client, "") },
        Measure { name: "sync-one", connections: 1, requests, ask: &|client, _| sync(client, &token) },
        Measure { name: "week", connections: 1, requests: some, ask: &|client, n| week(client, n, "") },
        Measure { name: "week-expanded", connections: 1, requests: some, ask: &|client, n| week(client, n, "expand") },
        Measure { name: "week c8", connections: 8, requests: some * 4, ask: &|client, n| week(client, n, "") },
        Measure { name: "multiget", connections: 1, requests: some, ask: &|client, _| multiget(client, events) },
        Measure { name: "month-free-busy", connections: 1, requests: some, ask: &busy },
    ];
    let wanted =
        |measure: &&Measure<'_>| only.is_empty() || only.iter().any(|word| measure.name.starts_with(word.as_str()));
    for measure in measures.iter().filter(wanted) {
        measure.take(server)?;
    }
    Ok(())
}

impl Measure<'_> {
    fn take(&self, server: &Server) -> Result<()> {
        // The first request fills caches and is not counted.
        (self.ask)(&mut Client::new(server.address), usize::MAX / 2)?;
        let (next, before, begun) = (AtomicUsize::new(0), server.meter().cpu()?, Instant::now());
        let asked = std::thread::scope(|scope| {
            let askers: Vec<_> = (0..self.connections).map(|_| scope.spawn(|| self.asked(server, &next))).collect();
            askers.into_iter().map(|asker| asker.join().map_err(|_| "a client broke")?).collect::<Result<Vec<_>>>()
        })?;
        let (took, cpu) = (begun.elapsed().as_secs_f64(), server.meter().cpu()? - before);
        let mut times: Vec<f64> = asked.iter().flat_map(|(times, _)| times.clone()).collect();
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times[(times.len() - 1) * share / 100] * 1_000.0;
        let responses: usize = asked.iter().map(|(_, responses)| responses).sum();
        let (n, each) = (times.len() as f64, cpu.as_secs_f64() * 1e6 / times.len() as f64);
        let (rate, mean) = (n / took, responses as f64 / n);
        println!("{:<22} {each:>9.1} {rate:>10.0} {:>9.2} {:>9.2} {mean:>10.1}", self.name, at(50), at(99));
        Ok(())
    }

    /// Asks until all requests are made; the seconds each took, and the responses in all of them.
    fn asked(&self, server: &Server, next: &AtomicUsize) -> Result<(Vec<f64>, usize)> {
        let mut client = Client::new(server.address);
        let (mut times, mut responses) = (Vec::new(), 0);
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= self.requests {
                return Ok((times, responses));
            }
            let begun = Instant::now();
            let answer = (self.ask)(&mut client, number)?;
            times.push(begun.elapsed().as_secs_f64());
            responses += answer.responses();
        }
    }
}

fn expected(answer: Answer, statuses: &[u16]) -> Result<Answer> {
    if statuses.contains(&answer.status) {
        return Ok(answer);
    }
    Err(format!("{}: {}", answer.status, String::from_utf8_lossy(&answer.body)).into())
}

fn put(client: &mut Client, number: usize, run: &str) -> Result<Answer> {
    let (uid, text) = corpus::event(number, run);
    let path = format!("/dav/calendars/alice/calendar/{uid}.ics");
    expected(client.request("PUT", &path, &[CALENDAR_TEXT, ("If-None-Match", "*")], text.as_bytes())?, &[201])
}

fn member(number: usize) -> String {
    format!("{CALENDAR}{}.ics", corpus::event(number, RUN).0)
}

fn get(client: &mut Client, number: usize, events: usize) -> Result<Answer> {
    // A step that shares no factor with any round size visits all.
    expected(client.request("GET", &member(number.wrapping_mul(7_919) % events), &[], b"")?, &[200])
}

fn report(client: &mut Client, depth: &str, body: &str) -> Result<Answer> {
    expected(client.request("REPORT", CALENDAR, &[XML, ("Depth", depth)], body.as_bytes())?, &[200, 207])
}

fn propfind(client: &mut Client, _: usize) -> Result<Answer> {
    let body = format!("<propfind {NAMESPACES}><prop><getetag/></prop></propfind>");
    expected(client.request("PROPFIND", CALENDAR, &[XML, ("Depth", "1")], body.as_bytes())?, &[207])
}

fn sync(client: &mut Client, token: &str) -> Result<Answer> {
    let body = format!(
        "<sync-collection {NAMESPACES}><sync-token>{token}</sync-token><sync-level>1</sync-level><prop><getetag/></prop>\
         </sync-collection>"
    );
    report(client, "0", &body)
}

/// One event changes; the token from before.
fn changed(client: &mut Client) -> Result<String> {
    let body = format!("<propfind {NAMESPACES}><prop><sync-token/></prop></propfind>");
    let before = client.request("PROPFIND", CALENDAR, &[XML, ("Depth", "0")], body.as_bytes())?;
    let token = before.between("<sync-token>", "</sync-token>").ok_or("no sync-token")?;
    let (uid, text) = corpus::event(0, RUN);
    let changed = text.replacen("SEQUENCE:1", "SEQUENCE:2", 1);
    expected(client.request("PUT", &format!("{CALENDAR}{uid}.ics"), &[CALENDAR_TEXT], changed.as_bytes())?, &[204])?;
    Ok(token)
}

/// A week of 2026, another one each time.
fn week(client: &mut Client, number: usize, form: &str) -> Result<Answer> {
    let range = range(number % 25 * 14 + 4, 7);
    let form = if form.is_empty() { String::new() } else { format!("<C:{form} {range}/>") };
    let body = format!(
        "<C:calendar-query {NAMESPACES}><prop><getetag/><C:calendar-data>{form}</C:calendar-data></prop>\
         <C:filter><C:comp-filter name=\"VCALENDAR\"><C:comp-filter name=\"VEVENT\"><C:time-range {range}/>\
         </C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
    );
    report(client, "1", &body)
}

fn busy(client: &mut Client, number: usize) -> Result<Answer> {
    let body = format!(
        "<C:free-busy-query {NAMESPACES}><C:time-range {}/></C:free-busy-query>",
        range(number % 25 * 14 + 4, 31)
    );
    report(client, "1", &body)
}

/// The attributes of a time range, from a day of 2026 on.
fn range(day: usize, days: usize) -> String {
    let at = |day: usize| {
        let new_year = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
        (new_year + chrono::TimeDelta::days(day as i64)).format("%Y%m%dT000000Z").to_string()
    };
    format!("start=\"{}\" end=\"{}\"", at(day), at(day + days))
}

fn multiget(client: &mut Client, events: usize) -> Result<Answer> {
    let hrefs: String = (0..FETCHED).map(|n| format!("<href>{}</href>", member(n * 10 % events))).collect();
    let body = format!(
        "<C:calendar-multiget {NAMESPACES}><prop><getetag/><C:calendar-data/></prop>{hrefs}</C:calendar-multiget>"
    );
    report(client, "1", &body)
}
