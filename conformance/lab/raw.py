"""Bytes to a port and bytes back, for what no client library would send."""

import socket
import time


def exchange(port, *pieces, seconds=10, pause=0.0):
    """Sends the pieces, one after the other, and returns all that comes back until the server closes or falls silent.

    A server that closes early or refuses to read on has answered in its way: that is no error here."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
        except OSError:
            pass
        return read_all(connection, seconds)


def read_all(connection, seconds):
    """Everything until the end, or until nothing came for a second after the first bytes, at most `seconds`."""
    received, deadline = b"", time.monotonic() + seconds
    while time.monotonic() < deadline:
        connection.settimeout(1.0 if received else max(deadline - time.monotonic(), 0.01))
        try:
            more = connection.recv(65536)
        except OSError:
            break
        if not more:
            break
        received += more
    return received


class Dialogue:
    """An SMTP session spoken line by line."""

    def __init__(self, port, hello=True):
        self._connection = socket.create_connection(("127.0.0.1", port), timeout=15)
        self._lines = self._connection.makefile("rb")
        self.greeting = self.reply()
        if hello:
            self.say(b"EHLO pc.guest.example\r\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def say(self, line):
        """Sends bytes as they are; the reply to them."""
        self._connection.sendall(line)
        return self.reply()

    def send(self, data):
        """Sends bytes and waits for nothing."""
        self._connection.sendall(data)

    def reply(self):
        """The next reply, continuation lines included; empty when the server has closed."""
        text = ""
        while True:
            try:
                line = self._lines.readline(2048).decode("utf-8", "replace")
            except OSError:
                return text
            text += line
            if not line or line[3:4] != "-":
                return text

    def replies_within(self, seconds):
        """All further replies until the server is silent or closes."""
        self._connection.settimeout(seconds)
        found = []
        while text := self.reply():
            found.append(text)
        return found
