//! The server under measure: a child process with a data folder that is filled already.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Result;
use super::client::Client;
use super::meter::Meter;

/// A running server; it is stopped when this is dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// How long it took to the first answer to somebody who signed in.
    pub took: Duration,
}

impl Server {
    /// Starts `rsvpd` on a free loopback port.
    pub fn start(rsvpd: &Path, folder: &Path) -> Result<Server> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let file = folder.join("rsvpd.toml");
        let settings = format!(
            "data = {folder:?}\nlog = \"warn\"\n[http]\nlisten = [\"{address}\"]\n[mail]\nhost = \"cal.example.org\"\n[mail.out]\nroute = \"caught\"\nhold_seconds = 0\n\
             [limits]\nattendees = 5000\nmails_per_hour = 1000000\n"
        );
        std::fs::write(&file, settings)?;
        let begun = Instant::now();
        let child = Command::new(rsvpd).arg("serve").arg("--config").arg(&file).stdin(Stdio::null()).spawn()?;
        let mut server = Server { child, address, took: Duration::ZERO };
        while Client::new(address).request("PROPFIND", "/dav/", &[("Depth", "0")], b"").is_err() {
            if begun.elapsed() > Duration::from_secs(60) {
                return Err("the server does not answer".into());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        server.took = begun.elapsed();
        Ok(server)
    }

    /// What it uses.
    pub fn meter(&self) -> Meter {
        Meter(self.child.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
