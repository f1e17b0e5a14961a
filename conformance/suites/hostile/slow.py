"""Clients that open many connections and then hardly speak."""

import contextlib
import socket
import threading
import time

from lab.raw import Dialogue


def slow_clients(target):
    """Clients that open many connections and then hardly speak."""
    head = b"PUT " + target.collection.encode() + b"slow.ics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
    for name, port, start in (("half an HTTP header each", target.server.http_port, head), ("half an HTTP body each", target.server.http_port, head + b"Authorization: " + target.alice.credentials()["Authorization"].encode() + b"\r\n\r\nBEGIN"),
                              ("half an SMTP command each", target.server.smtp_port, b"EHL")):
        with target.attempt(f"400 slow clients with {name} do not keep others waiting"):
            clients = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(400)]
            over = threading.Event()
            threading.Thread(target=drip, args=(clients, start, over), daemon=True).start()
            time.sleep(1)
            started = time.monotonic()
            target.alice.hang_up()
            target.alice.get(target.canary)
            with Dialogue(target.server.smtp_port) as dialogue:
                assert dialogue.say(b"NOOP\r\n").startswith("250") or dialogue.greeting.startswith("421")
            waited = time.monotonic() - started
            over.set()
            for client in clients:
                client.close()
            assert waited < 3, f"an honest client waited {waited:.1f} s"


def drip(clients, start, over):
    for client in clients:
        with contextlib.suppress(OSError):
            client.sendall(start)
    while not over.wait(0.5):
        for client in clients:
            with contextlib.suppress(OSError):
                client.sendall(b"x")
