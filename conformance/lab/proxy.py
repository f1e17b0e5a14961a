"""A recording HTTP proxy between a client and the server under test."""

import contextlib
import http.client
import http.server
import threading

HOP_BY_HOP = ("connection", "keep-alive", "transfer-encoding", "content-length", "te", "upgrade")


class Recorder:
    """`with Recorder(port) as proxy:` — forwards proxy.port to that port; proxy.requests grows by (method, path, status)."""

    def __init__(self, port):
        self.requests = []
        recorder = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
                upstream = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                upstream.request(self.command, self.path, body, {**headers, "Content-Length": str(len(body))})
                answer = upstream.getresponse()
                data = answer.read()
                recorder.requests.append((self.command, self.path, answer.status))
                self.send_response(answer.status, answer.reason)
                for name, value in answer.getheaders():
                    if name.lower() not in HOP_BY_HOP:
                        self.send_header(name, value)
                if answer.status not in (204, 304):
                    self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
                upstream.close()

            def __getattr__(self, name):
                if name.startswith("do_"):
                    return self.forward
                raise AttributeError(name)

            def log_message(self, *_):
                pass

            def handle(self):
                with contextlib.suppress(ConnectionResetError):
                    super().handle()

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def methods(self):
        """How often each method was used so far: {"PROPFIND": 3, …}."""
        names = [method for method, _, _ in self.requests]
        return {name: names.count(name) for name in sorted(set(names))}
