"""Clients that open many connections and then hardly speak."""

import contextlib
import socket
import threading
import time

from lab.raw import Dialogue

# The slow ones come from another loopback address, so that a bound for each address does not hit the honest client.
SLOW_ADDRESS = "127.0.0.2"
PATIENCE = 3


def slow_clients(target):
    """An honest client is served while many slow ones hang on."""
    head = b"PUT " + target.collection.encode() + b"slow.ics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
    credentials = b"Authorization: " + target.alice.credentials()["Authorization"].encode() + b"\r\n\r\nBEGIN"
    for count, name, port, start in ((400, "half an HTTP header", target.server.http_port, head), (400, "half an HTTP body", target.server.http_port, head + credentials),
                                     (400, "half an SMTP command", target.server.smtp_port, b"EHL"), (1200, "half an HTTP header", target.server.http_port, head)):
        with target.attempt(f"{count} clients that send {name} and then drip do not keep others waiting"):
            with crowd(count, port, start):
                target.alice.hang_up()
                started = time.monotonic()
                target.alice.request("GET", target.canary, timeout=PATIENCE).expect(200)
                with Dialogue(target.server.smtp_port) as dialogue:
                    assert dialogue.say(b"NOOP\r\n").startswith("250"), dialogue.greeting
                waited = time.monotonic() - started
            assert waited < PATIENCE, f"an honest client waited {waited:.1f} s"


@contextlib.contextmanager
def crowd(count, port, start):
    """So many connections, each of which sends `start` and then a byte now and then."""
    clients, over = [], threading.Event()
    try:
        for _ in range(count):
            with contextlib.suppress(OSError):
                clients.append(socket.create_connection(("127.0.0.1", port), timeout=2, source_address=(SLOW_ADDRESS, 0)))
        dripping = threading.Thread(target=drip, args=(clients, start, over), daemon=True)
        dripping.start()
        time.sleep(1)
        yield
    finally:
        over.set()
        for client in clients:
            client.close()
        time.sleep(0.5)


def drip(clients, start, over):
    """`start` to each, then one byte to each, again and again."""
    for client in clients:
        with contextlib.suppress(OSError):
            client.sendall(start)
    while not over.wait(0.5):
        for client in clients:
            with contextlib.suppress(OSError):
                client.sendall(b"x")
