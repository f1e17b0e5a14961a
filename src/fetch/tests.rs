//! A scripted server on the loopback: what is asked, what is followed, and where it ends.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// A server that gives these answers, one for each connection; `ADDRESS` in them is its own.
struct Server {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn with(answers: &[&str]) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answers: Vec<String> =
            answers.iter().map(|answer| answer.replace("ADDRESS", &address.to_string())).collect();
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = Arc::clone(&heard);
        tokio::spawn(async move {
            for answer in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut bytes = vec![0; 8192];
                let length = stream.read(&mut bytes).await.unwrap();
                noted.lock().unwrap().push(String::from_utf8_lossy(&bytes[..length]).into_owned());
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        Server { address, heard }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn config(text: &str) -> Config {
    Config::parse(text).unwrap()
}

fn open() -> Fetcher {
    Fetcher::for_people(&config("[fetch]\nprivate_addresses = true\nplain_http = true")).unwrap()
}

#[tokio::test]
async fn a_request_is_asked_as_it_stands_and_answered_whole() {
    let server = Server::with(&["HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\nX-A: b\r\n\r\nno\n"]).await;
    let mut ask = Ask::post(server.url("/a/b?c=d"), "body");
    ask.headers.insert("x-token", "secret".parse().unwrap());
    let answer = open().fetch(ask).await.unwrap();
    assert_eq!((answer.status.as_u16(), &answer.body[..]), (404, &b"no\n"[..]));
    assert_eq!(answer.headers["x-a"], "b");
    assert_eq!((answer.url, answer.moved_for_good), (server.url("/a/b?c=d"), false));
    let heard = server.heard().remove(0).to_lowercase();
    for part in
        ["post /a/b?c=d http/1.1\r\n", &format!("host: {}\r\n", server.address), "x-token: secret", "\r\n\r\nbody"]
    {
        assert!(heard.contains(part), "{part}: {heard}");
    }
}

#[tokio::test]
async fn redirects_are_followed_within_bounds_and_secrets_stay_at_home() {
    let other = Server::with(&["HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"]).await;
    let away = format!("HTTP/1.1 301 x\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", other.url("/there"));
    let first = Server::with(&["HTTP/1.1 308 x\r\nLocation: b\r\nContent-Length: 0\r\n\r\n", &away]).await;
    let mut ask = Ask::get(first.url("/x/a"));
    ask.headers.insert(AUTHORIZATION, "Basic c2VjcmV0".parse().unwrap());
    let answer = open().fetch(ask).await.unwrap();
    assert_eq!((answer.url.as_str(), answer.moved_for_good), (other.url("/there").as_str(), true));
    let told = |server: &Server| server.heard().iter().filter(|heard| heard.contains("c2VjcmV0")).count();
    assert_eq!((told(&first), told(&other)), (2, 0));
    assert!(first.heard()[1].starts_with("GET /x/b "));

    let around = "HTTP/1.1 302 x\r\nLocation: http://ADDRESS/\r\nContent-Length: 0\r\n\r\n";
    let server = Server::with(&[around; 3]).await;
    let ask = Ask { bounds: Bounds { redirects: 2, ..Bounds::default() }, ..Ask::get(server.url("/")) };
    assert_eq!(open().fetch(ask).await.unwrap_err(), FetchError::TooManyRedirects);
    let server = Server::with(&[around]).await;
    assert_eq!(open().fetch(Ask::post(server.url("/"), "x")).await.unwrap_err(), FetchError::TooManyRedirects);
}

#[tokio::test]
async fn who_is_named_in_an_address_signs_in_only_where_that_is_meant() {
    let server = Server::with(&["HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"]).await;
    let url = server.url("/a?export").replace("http://", "http://alice%40example.org:a%20b%25+%26=%C3%A9@");
    assert_eq!(open().fetch(Ask::get(&url)).await.unwrap_err(), FetchError::BadUrl);
    open().fetch(Ask::get_as_named(&url)).await.unwrap();
    let heard = server.heard().remove(0);
    let basic = data_encoding::BASE64.encode("alice@example.org:a b%+&=é".as_bytes());
    assert!(heard.contains(&format!("Basic {basic}")) && heard.starts_with("GET /a?export "), "{heard}");
    assert!(!heard.contains("alice"), "{heard}");
    for url in ["https://else.example/a", "nonsense", "https://:@else.example/"] {
        assert!(Ask::get_as_named(url).headers.is_empty(), "{url}");
    }
}

#[tokio::test]
async fn nobody_is_led_into_the_house() {
    let server = Server::with(&[]).await;
    let port = server.address.port();
    let people = Fetcher::for_people(&config("[fetch]\nplain_http = true")).unwrap();
    for host in
        ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1"]
    {
        let error = people.fetch(Ask::get(format!("http://{host}:{port}/"))).await.unwrap_err();
        assert!(matches!(error, FetchError::Private(_) | FetchError::Unknown(_)), "{host}: {error}");
    }
    let strict = Fetcher::for_people(&Config::default()).unwrap();
    for (url, error) in [
        ("http://93.184.215.14/", FetchError::PlainHttp),
        ("https://192.168.0.1/", FetchError::Private("192.168.0.1".to_owned())),
        ("ftp://a.example/", FetchError::BadUrl),
        ("file:///etc/passwd", FetchError::BadUrl),
        ("/relative", FetchError::BadUrl),
        ("https://user:word@a.example/", FetchError::BadUrl),
    ] {
        assert_eq!(strict.fetch(Ask::get(url)).await.unwrap_err(), error, "{url}");
    }
    assert!(server.heard().is_empty());
}

#[test]
fn a_secure_address_does_not_lead_to_a_plain_one() {
    let from = Url::parse("https://a.example/x").unwrap();
    let answer = |status: u16, location: &str| {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, location.parse().unwrap());
        let status = StatusCode::from_u16(status).unwrap();
        Answer { status, headers, body: Bytes::new(), url: String::new(), moved_for_good: false }
    };
    assert_eq!(redirect(&from, &answer(302, "http://a.example/y")), Err(FetchError::PlainHttp));
    assert_eq!(redirect(&from, &answer(302, "//b.example/y")).unwrap().unwrap().as_str(), "https://b.example/y");
    assert_eq!(redirect(&from, &answer(304, "/y")), Ok(None));
}

#[tokio::test]
async fn an_answer_is_bounded_in_bytes_and_time() {
    let long = format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(5000));
    let server = Server::with(&[&long]).await;
    let ask = Ask { bounds: Bounds { bytes: 4096, ..Bounds::default() }, ..Ask::get(server.url("/")) };
    assert_eq!(open().fetch(ask).await.unwrap_err(), FetchError::TooLarge(4096));

    let time = Duration::from_millis(50);
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let ask = Ask { bounds: Bounds { time, ..Bounds::default() }, ..Ask::get(url) };
    assert_eq!(open().fetch(ask).await.unwrap_err(), FetchError::TooLong(time));

    let server = Server::with(&["no HTTP at all\r\n\r\n"]).await;
    assert!(matches!(open().fetch(Ask::get(server.url("/"))).await, Err(FetchError::Broken(_))));
}

#[tokio::test]
async fn a_server_without_a_good_certificate_is_not_asked() {
    let server = Server::with(&["HTTP/1.1 200 OK\r\n\r\n"]).await;
    let settings = Fetcher::for_settings(&Config::default()).unwrap();
    let error = settings.fetch(Ask::get(format!("https://{}/", server.address))).await.unwrap_err();
    assert!(matches!(error, FetchError::Tls(..)), "{error}");
}
