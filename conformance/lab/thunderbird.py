"""Thunderbird without a screen, driven over Marionette (JSON over TCP): scripts run with the program's own rights."""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile

from lab.ports import free_port, wait_for_port

# Nothing of it reaches out by itself, asks a person anything, or waits for one.
PREFERENCES = {
    "marionette.port": None,
    "app.update.enabled": False,
    "app.donation.eoy.version.viewed": 999,
    "browser.search.update": False,
    "calendar.alarms.playsound": False,
    "calendar.alarms.show": False,
    "calendar.timezone.local": "Europe/Berlin",
    "calendar.timezone.useSystemTimezone": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mail.winsearch.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.cookie.cookieBehavior": 0,
    "toolkit.telemetry.enabled": False,
    "xpinstall.signatures.required": False,
}


class Failed(Exception):
    """A script ended with an error; the text is the program's own."""


class Thunderbird:
    """`with Thunderbird(preferences) as program:` — runs inside the block with a fresh profile, gone after it."""

    def __init__(self, **preferences):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lab-"))
        self.port = free_port()
        lines = {**PREFERENCES, "marionette.port": self.port, **{name.replace("__", "."): value for name, value in preferences.items()}}
        (self.folder / "user.js").write_text("".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in lines.items()))
        self.log = self.folder / "log"
        self._process = self._socket = None
        self._number, self._buffer = 0, b""

    def __enter__(self):
        environment = {**os.environ, "HOME": str(self.folder), "MOZ_HEADLESS": "1", "MOZ_CRASHREPORTER_DISABLE": "1", "MOZ_DISABLE_AUTO_SAFE_MODE": "1"}
        words = ["thunderbird", "--headless", "--no-remote", "--profile", str(self.folder), "--marionette", "--remote-allow-system-access"]
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        try:
            wait_for_port(self.port, 120)
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=180)
            self._receive()                       # the greeting
            self._ask("WebDriver:NewSession", {"strictFileInteractability": True})
            self._ask("Marionette:SetContext", {"value": "chrome"})
            self._ask("WebDriver:SetTimeouts", {"script": 120_000})
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self._socket:
            try:
                self._ask("Marionette:Quit", {"flags": ["eForceQuit"]})
            except (OSError, Failed, ValueError):
                pass
            self._socket.close()
        if self._process:
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, script, *arguments):
        """What an async function with this body returns; `args` are the arguments."""
        wrapped = ("const [done, args] = [arguments[arguments.length - 1], Array.from(arguments).slice(0, -1)];"
                   "(async () => {" + script + "})().then(value => done({ value }), error => done({ error: `${error} ${error?.stack ?? ''}` }));")
        answer = self._ask("WebDriver:ExecuteAsyncScript", {"script": wrapped, "args": list(arguments), "newSandbox": True, "sandbox": "system"})["value"]
        if "error" in answer:
            raise Failed(answer["error"])
        return answer.get("value")

    def _ask(self, command, parameters):
        self._number += 1
        text = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(text), text))
        while True:
            kind, number, error, value = self._receive()
            if kind == 1 and number == self._number:
                if error:
                    raise Failed(f"{command}: {error.get('error')}: {error.get('message')}")
                return value

    def _receive(self):
        while b":" not in self._buffer:
            self._read()
        length, self._buffer = self._buffer.split(b":", 1)
        while len(self._buffer) < int(length):
            self._read()
        text, self._buffer = self._buffer[:int(length)], self._buffer[int(length):]
        return json.loads(text)

    def _read(self):
        data = self._socket.recv(1 << 16)
        assert data, "Thunderbird closed the connection"
        self._buffer += data
