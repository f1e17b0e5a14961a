use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

use super::*;
use crate::smtp::testing::{PATIENCE, Scripted, start};
use crate::smtp::{Channel, Limits, Protocol};

/// A name server: `name TYPE value` lines, TYPE being MX (preference and host), A, AAAA, or the rcodes SERVFAIL and EMPTY
/// (the name exists). Unknown names do not exist; `.` stands for the root.
struct Dns {
    address: SocketAddr,
    asked: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Dns {
    async fn start(zone: &str) -> Dns {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let (zone, counter) = (zone.to_owned(), asked.clone());
        let task = tokio::spawn(async move {
            let mut query = [0; 512];
            loop {
                let (length, client) = socket.recv_from(&mut query).await.unwrap();
                counter.fetch_add(1, Ordering::SeqCst);
                socket.send_to(&answer(&zone, &query[..length]), client).await.unwrap();
            }
        });
        Dns { address, asked, task }
    }

    fn resolver(&self) -> Resolver {
        Resolver::at(self.address).unwrap()
    }
}

impl Drop for Dns {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn answer(zone: &str, query: &[u8]) -> Vec<u8> {
    let mut labels = Vec::new();
    let mut at = 12;
    while query[at] != 0 {
        let length = usize::from(query[at]);
        labels.push(String::from_utf8(query[at + 1..=at + length].to_vec()).unwrap().to_lowercase());
        at += length + 1;
    }
    let (name, kind, question) = (labels.join("."), query[at + 2], &query[12..at + 5]);
    let rows: Vec<Vec<&str>> = zone.lines().map(|row| row.split_whitespace().collect()).collect();
    let of_name: Vec<&Vec<&str>> = rows.iter().filter(|row| row.first() == Some(&name.as_str())).collect();
    let records: Vec<Vec<u8>> = of_name.iter().filter_map(|row| record(row, kind)).collect();
    let rcode = match () {
        () if of_name.iter().any(|row| row[1] == "SERVFAIL") => 2,
        () if of_name.is_empty() => 3,
        () => 0,
    };
    let mut reply = vec![query[0], query[1], 0x81, 0x80 | rcode, 0, 1, 0, records.len() as u8, 0, 0, 0, 0];
    reply.extend_from_slice(question);
    records.iter().for_each(|record| reply.extend_from_slice(record));
    reply
}

/// A record for the name in the question, which the compression pointer C00C names.
fn record(row: &[&str], kind: u8) -> Option<Vec<u8>> {
    let data = match (row[1], kind) {
        ("A", 1) => row[2].parse::<std::net::Ipv4Addr>().unwrap().octets().to_vec(),
        ("AAAA", 28) => row[2].parse::<std::net::Ipv6Addr>().unwrap().octets().to_vec(),
        ("MX", 15) => {
            let mut data = row[2].parse::<u16>().unwrap().to_be_bytes().to_vec();
            for label in row[3].split('.').filter(|label| !label.is_empty()) {
                data.push(label.len() as u8);
                data.extend_from_slice(label.as_bytes());
            }
            data.push(0);
            data
        }
        _ => return None,
    };
    let mut record = vec![0xC0, 0x0C, 0, kind, 0, 1, 0, 0, 0, 60, 0, data.len() as u8];
    record.extend_from_slice(&data);
    Some(record)
}

const ZONE: &str = "
    two.example MX 20 B.two.example
    two.example MX 10 a.two.example
    two.example MX 30 .
    none.example MX 0 .
    plain.example A 192.0.2.1
    six.example AAAA 2001:db8::1
    bare.example EMPTY
    broken.example SERVFAIL
    half.example EMPTY
    both.example A 192.0.2.1
    both.example AAAA 2001:db8::1
";

#[tokio::test]
async fn a_domain_has_the_mail_servers_that_dns_says() {
    let dns = Dns::start(ZONE).await;
    let resolver = dns.resolver();
    for (domain, hosts) in [
        ("two.example", Ok(vec![("a.two.example", 10), ("b.two.example", 20)])),
        ("TWO.example.", Ok(vec![("a.two.example", 10), ("b.two.example", 20)])),
        ("plain.example", Ok(vec![("plain.example", 0)])),
        ("six.example", Ok(vec![("six.example", 0)])),
        ("none.example", Err((Lasting::Permanent, "5.1.10"))),
        ("bare.example", Err((Lasting::Permanent, "5.1.2"))),
        ("nowhere.example", Err((Lasting::Permanent, "5.1.2"))),
        ("broken.example", Err((Lasting::Temporary, "4.4.3"))),
    ] {
        let found = resolver.targets(domain).await;
        let hosts = hosts.map(|hosts| {
            let target = |(host, preference): (&str, u16)| Target { host: host.to_owned(), preference };
            hosts.into_iter().map(target).collect::<Vec<_>>()
        });
        match (found, hosts) {
            (Ok(found), Ok(hosts)) => assert_eq!(found, hosts, "{domain}"),
            (Err(failed), Err((lasting, enhanced))) => {
                assert_eq!(
                    (failed.lasting, failed.enhanced.as_deref()),
                    (lasting, Some(enhanced)),
                    "{domain}: {failed}"
                );
                assert_eq!((failed.stage, failed.code), (Stage::Lookup, None));
            }
            (found, hosts) => panic!("{domain}: {found:?}, not {hosts:?}"),
        }
    }
}

#[tokio::test]
async fn answers_are_remembered() {
    let dns = Dns::start(ZONE).await;
    let resolver = dns.resolver();
    resolver.targets("two.example").await.unwrap();
    let asked = dns.asked.load(Ordering::SeqCst);
    resolver.clone().targets("two.example").await.unwrap();
    assert_eq!(dns.asked.load(Ordering::SeqCst), asked);
}

#[tokio::test]
async fn servers_of_equal_preference_share_the_load() {
    let dns = Dns::start("x.example MX 5 a.x.example\nx.example MX 5 b.x.example\nx.example MX 1 c.x.example").await;
    let resolver = dns.resolver();
    let mut seconds = std::collections::BTreeSet::new();
    for _ in 0..64 {
        let targets = resolver.targets("x.example").await.unwrap();
        assert_eq!(targets[0].host, "c.x.example");
        seconds.insert(targets[1].host.clone());
    }
    assert_eq!(seconds.len(), 2, "always the same one comes first");
}

#[tokio::test]
async fn ipv6_is_used_where_there_is_nothing_else() {
    let dns = Dns::start(ZONE).await;
    let resolver = dns.resolver();
    let addresses = async |host: &str| resolver.addresses(host).await.ok();
    assert_eq!(addresses("both.example").await, Some(vec!["192.0.2.1".parse().unwrap()]));
    assert_eq!(addresses("six.example").await, Some(vec!["2001:db8::1".parse().unwrap()]));
    assert_eq!(addresses("bare.example").await, None);
}

#[tokio::test]
async fn a_silent_name_server_is_temporary() {
    let silent = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let resolver = Resolver::asking(silent.local_addr().unwrap(), Duration::from_millis(50)).unwrap();
    let failed = tokio::time::timeout(PATIENCE, resolver.targets("two.example")).await.unwrap().unwrap_err();
    assert_eq!((failed.lasting, failed.stage), (Lasting::Temporary, Stage::Lookup));
}

#[test]
fn our_own_machine_is_nobody_elses_mail_server() {
    for (address, on_25, elsewhere) in [
        ("127.0.0.1", false, true),
        ("::1", false, true),
        ("::ffff:127.0.0.1", false, true),
        ("0.0.0.0", false, true),
        ("224.0.0.1", false, false),
        ("192.0.2.1", true, true),
    ] {
        let address: IpAddr = address.parse().unwrap();
        assert_eq!((is_elsewhere(address, 25), is_elsewhere(address, 2525)), (on_25, elsewhere), "{address}");
    }
}

#[test]
fn we_never_hand_mail_to_ourselves() {
    let target = |host: &str, preference| Target { host: host.to_owned(), preference };
    let targets =
        vec![target("a.example", 10), target("cal.example.org", 20), target("b.example", 20), target("c.example", 30)];
    assert_eq!(before_ourselves(targets.clone(), "CAL.example.org", "x.example").unwrap(), [target("a.example", 10)]);
    assert_eq!(before_ourselves(targets.clone(), "other.example", "x.example").unwrap(), targets);
    let failed = before_ourselves(vec![target("cal.example.org", 0)], "cal.example.org", "x.example").unwrap_err();
    assert_eq!((failed.lasting, failed.enhanced.as_deref()), (Lasting::Permanent, Some("5.4.6")));
}

async fn handed_over(zone: &str, port: u16) -> Result<Accepted, Failed> {
    let dns = Dns::start(zone).await;
    let direct = Direct { ehlo: "cal.example.org".to_owned(), port, timeout: PATIENCE };
    let rcpt = Address::parse("bob@x.example").unwrap();
    send_direct(&dns.resolver(), &direct, "b-1@cal.example.org", &rcpt, b"hi\r\n", None).await
}

/// Two hosts on 127.0.0.1 and 127.0.0.2; the scripted server listens on the first address only.
const TWO_HOSTS: &str = "
    x.example MX 10 a.x.example
    x.example MX 20 b.x.example
    a.x.example A 127.0.0.2
    b.x.example A 127.0.0.1
";

const TAKES_IT: &str = "> 220 hi\n< EHLO cal.example.org\n> 250 x\n< MAIL FROM:<b-1@cal.example.org>\n> 250\n< RCPT TO:<bob@x.example>\n> 250\n< DATA\n> 354\nmail\n> 250 thanks\n< QUIT\n> 221";

#[tokio::test]
async fn the_next_host_stands_in_for_one_that_is_down() {
    let server = Scripted::start(&[TAKES_IT]).await;
    assert_eq!(handed_over(TWO_HOSTS, server.address.port()).await.unwrap().text, "thanks");
    server.finish().await;
}

#[tokio::test]
async fn hosts_are_tried_until_one_refuses_for_good_or_may_have_taken_the_mail() {
    const SAME: &str =
        "x.example MX 10 a.x.example\nx.example MX 20 b.x.example\na.x.example A 127.0.0.1\nb.x.example A 127.0.0.1";
    let busy = "> 421 4.3.2 busy\nclose";
    let greylists = "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250\n< RCPT\n> 450 4.2.0 later\n< QUIT\n> 221";
    let unknown = "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250\n< RCPT\n> 550 5.1.1 unknown\n< QUIT\n> 221";
    let vanishes = "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250\n< RCPT\n> 250\n< DATA\n> 354\nmail\nclose";
    for (scripts, code) in [
        (vec![busy, TAKES_IT], Ok(250)),
        (vec![greylists, TAKES_IT], Ok(250)),
        (vec![busy, unknown], Err((Some(550), Stage::Rcpt))),
        (vec![unknown], Err((Some(550), Stage::Rcpt))),
        (vec![vanishes], Err((None, Stage::Done))),
        (vec![greylists, busy], Err((Some(450), Stage::Rcpt))),
        (vec![busy, greylists], Err((Some(450), Stage::Rcpt))),
    ] {
        let server = Scripted::start(&scripts).await;
        let result = handed_over(SAME, server.address.port()).await;
        let told = result.map(|accepted| accepted.code).map_err(|failed| (failed.code, failed.stage));
        assert_eq!(told, code, "{scripts:?}");
        server.finish().await;
    }
}

#[tokio::test]
async fn hosts_without_address_are_left_out() {
    let server = Scripted::start(&[TAKES_IT]).await;
    let zone = "x.example MX 10 gone.x.example\nx.example MX 20 b.x.example\nb.x.example A 127.0.0.1";
    handed_over(zone, server.address.port()).await.unwrap();
    server.finish().await;
    let failed = handed_over("x.example MX 10 gone.x.example", 2525).await.unwrap_err();
    assert_eq!((failed.lasting, failed.enhanced.as_deref()), (Lasting::Permanent, Some("5.4.4")));
    let zone = "x.example MX 10 gone.x.example\nx.example MX 20 b.x.example\nb.x.example SERVFAIL";
    let failed = handed_over(zone, 2525).await.unwrap_err();
    assert_eq!((failed.lasting, failed.enhanced.as_deref()), (Lasting::Temporary, Some("4.4.3")));
}

#[tokio::test]
async fn strangers_get_their_mail_encrypted_whatever_their_certificate() {
    let tls = crate::smtp::testing::server_tls();
    let server = start("127.0.0.1:0", Protocol::Smtp, Limits::default(), Some(tls)).await;
    let zone = "x.example MX 10 unverified.x.example\nunverified.x.example A 127.0.0.1";
    assert_eq!(handed_over(zone, server.address.port()).await.unwrap().channel, Channel::Tls);
    assert_eq!(server.mails().len(), 1);
    server.stop().await;
}
