//! Where the receiver listens: a TCP address or a Unix socket.

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};

/// A socket that takes connections.
#[derive(Debug)]
pub enum Listener {
    /// A TCP port.
    Tcp(TcpListener),
    /// A Unix socket, guarded by the permissions of its folder.
    Unix(UnixListener),
}

/// A connection that a listener took.
#[derive(Debug)]
pub(super) enum Connection {
    /// Over TCP, and from where.
    Tcp(TcpStream, IpAddr),
    /// From a program on this machine.
    Unix(UnixStream),
}

impl Listener {
    /// Listens on `address:port` or, when there is a `/` in it, on the path of a Unix socket. A socket that a dead process left
    /// there is replaced.
    ///
    /// # Errors
    /// A text that is neither, an address in use or not ours, a folder that is missing or closed to us, another kind of file.
    pub async fn bind(place: &str) -> io::Result<Listener> {
        if !place.contains('/') {
            return TcpListener::bind(place).await.map(Listener::Tcp);
        }
        if is_dead_socket(Path::new(place)).await {
            std::fs::remove_file(place)?;
        }
        UnixListener::bind(place).map(Listener::Unix)
    }

    /// The TCP address; `None` for a Unix socket.
    pub fn address(&self) -> Option<SocketAddr> {
        match self {
            Listener::Tcp(listener) => listener.local_addr().ok(),
            Listener::Unix(_) => None,
        }
    }

    pub(super) async fn accept(&self) -> io::Result<Connection> {
        match self {
            Listener::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                // Replies are small and waited for.
                stream.set_nodelay(true)?;
                Ok(Connection::Tcp(stream, peer.ip().to_canonical()))
            }
            Listener::Unix(listener) => listener.accept().await.map(|(stream, _)| Connection::Unix(stream)),
        }
    }
}

impl Connection {
    pub(super) fn peer(&self) -> Option<IpAddr> {
        match self {
            Connection::Tcp(_, peer) => Some(*peer),
            Connection::Unix(_) => None,
        }
    }

    /// Sends a few bytes without ever waiting, then closes: a client that is turned away shall not cost us a task.
    pub(super) fn turn_away(self, words: &str) {
        // Tokio's own try_write would fail before the reactor has looked at the new socket.
        let written = match self {
            Connection::Tcp(stream, _) => stream.into_std().and_then(|mut stream| stream.write(words.as_bytes())),
            Connection::Unix(stream) => stream.into_std().and_then(|mut stream| stream.write(words.as_bytes())),
        };
        if let Err(error) = written {
            tracing::debug!(%error, "a client that was turned away did not hear why");
        }
    }
}

async fn is_dead_socket(path: &Path) -> bool {
    let is_socket = std::fs::symlink_metadata(path).is_ok_and(|file| file.file_type().is_socket());
    is_socket && UnixStream::connect(path).await.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_socket_left_behind_is_replaced_and_nothing_else_is() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("lmtp.sock");
        let place = socket.to_str().unwrap();
        let first = Listener::bind(place).await.unwrap();
        assert!(Listener::bind(place).await.is_err(), "a living socket was replaced");
        drop(first);
        assert!(Listener::bind(place).await.is_ok(), "a dead socket was not replaced");
        let file = folder.path().join("notes.txt");
        std::fs::write(&file, "keep me").unwrap();
        assert!(Listener::bind(file.to_str().unwrap()).await.is_err());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "keep me");
    }
}
