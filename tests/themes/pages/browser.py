"""A real browser without a screen, driven by its DevTools protocol over a pair of pipes.

Keys and clicks are those of a person: they go to what is at that place or has the focus. What a page asks of any network, and
what its policy forbids, is written down. Nothing else than the browser that is installed is needed.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 30.0
KEYS = {"Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, ""), "Tab": ("Tab", 9, ""), "/": ("Slash", 191, "/")}


def installed() -> str:
    """The browser's program; "" where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), "")


class Browser:
    """One browser with one page."""

    def __init__(self, folder: Path) -> None:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        command = [
            *(
                installed(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
            ),
            *("--disable-background-networking", "--hide-scrollbars", "--remote-debugging-pipe"),
            *(
                f"--user-data-dir={folder}",
                "--disable-component-update",
                "--disable-ipc-flooding-protection",
                "--no-default-browser-check",
                "about:blank",
            ),
        ]

        def place() -> None:
            # The two ends must not lie on 3 or 4 themselves while they are put there.
            high_in, high_out = os.dup2(theirs_in, 103), os.dup2(theirs_out, 104)
            os.dup2(high_in, 3)
            os.dup2(high_out, 4)

        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=place,
            close_fds=False,
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._in, self._out = os.fdopen(ours_in, "rb", 0), os.fdopen(ours_out, "wb", 0)
        self._rest = b""
        self._last = 0
        self._session = ""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        target = next(each for each in self.ask("Target.getTargets")["targetInfos"] if each["type"] == "page")
        attached = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What the browser answers; raises AssertionError where it refuses."""
        self._last += 1
        asked = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            asked["sessionId"] = self._session
        self._out.write(json.dumps(asked).encode() + b"\0")
        while True:
            told = self._told()
            if told.get("id") == self._last:
                assert "error" not in told, told["error"]
                return dict(told["result"])

    def _told(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            assert select.select([self._in], [], [], SECONDS)[0], f"the browser said nothing for {SECONDS:.0f} seconds"
            piece = self._in.read(1 << 16)
            assert piece, "the browser has ended"
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(line)
        about = told.get("params", {})
        match told.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(about["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(about["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(about["exceptionDetails"].get("exception", about["exceptionDetails"])))
        return told

    def open(self, address: str) -> None:
        """Goes to an address and waits until it is loaded."""
        self.ask("Page.navigate", url=address)
        self.wait("document.readyState === 'complete'")

    def value(self, code: str) -> Any:
        """What a piece of script is worth."""
        answer = self.ask("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, code: str) -> None:
        """Waits until a piece of script is true."""
        until = time.monotonic() + SECONDS
        while not self.value(f"Boolean({code})"):
            assert time.monotonic() < until, f"it never came that {code}"
            time.sleep(0.02)

    def click(self, chosen: str) -> None:
        """Clicks in the middle of the first element that a selector finds, after it was scrolled to."""
        place = self.value(
            f"(() => {{ const it = document.querySelector({json.dumps(chosen)}); it.scrollIntoView({{block: 'center'}});"
            " const box = it.getClientRects()[0]; return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def key(self, name: str, shift: bool = False) -> None:
        """Presses a key."""
        code, number, text = KEYS[name]
        about = {"key": name, "code": code, "windowsVirtualKeyCode": number, "modifiers": 8 if shift else 0}
        self.ask("Input.dispatchKeyEvent", type="keyDown", **about, **({"text": text} if text else {}))
        self.ask("Input.dispatchKeyEvent", type="keyUp", **about)

    def type(self, words: str) -> None:
        self.ask("Input.insertText", text=words)

    def picture(self, path: Path, whole: bool = False) -> None:
        """A picture of what is seen, or of the whole page."""
        shot = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self) -> None:
        self._session = ""
        try:
            self.ask("Browser.close")
            self._process.wait(10)
        finally:
            self._in.close()
            self._out.close()
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait(10)


@contextmanager
def browsing(folder: Path) -> Iterator[Browser]:
    """A browser that is closed at the end."""
    browser = Browser(folder)
    try:
        yield browser
    finally:
        browser.close()
