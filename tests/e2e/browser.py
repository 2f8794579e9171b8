"""A headless Chromium, driven over the W3C WebDriver protocol of chromedriver.

https://www.w3.org/TR/webdriver2/
"""

import base64
import json
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the protocol's name for a reference
PATIENCE_S = 10
AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Browser:
    """One window; closing the context ends the browser."""

    def __init__(self, *, width: int = 1280, height: int = 800, dark: bool = False) -> None:
        driver = shutil.which("chromedriver")
        if driver is None:
            raise FileNotFoundError(
                "chromedriver is missing: install Chromium, on Debian with "
                "apt-get install chromium chromium-driver"
            )
        self._profile = tempfile.TemporaryDirectory(prefix="chromium-")
        self._driver = subprocess.Popen(
            [driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._url = f"http://localhost:{self._port()}/session"
        arguments = [*ARGUMENTS, f"--user-data-dir={self._profile.name}"]
        if dark:
            arguments.append("--force-dark-mode")
        options: dict[str, Any] = {"args": arguments}
        if width < 600:  # a window cannot be as narrow as a phone, an emulated screen can
            metrics = {"width": width, "height": height, "pixelRatio": 2, "touch": True}
            options["mobileEmulation"] = {"deviceMetrics": metrics}
        else:
            arguments.append(f"--window-size={width},{height + 143}")
        wanted = {
            "alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        }
        self._url += "/" + self._call("POST", "", {"capabilities": wanted})["sessionId"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._call("DELETE", "")
        self._driver.terminate()
        self._driver.wait()
        self._profile.cleanup()

    def open(self, page: Path, fragment: str = "") -> None:
        """Load a page from disk."""
        self.visit(page.resolve().as_uri() + fragment)

    def visit(self, url: str) -> None:
        """Load a page."""
        self._call("POST", "/url", {"url": url})

    def violations(self) -> list[str]:
        """Check what is seen against axe's rules of accessibility; says which are broken where."""
        self.run(AXE)
        found = self._call(
            "POST",
            "/execute/async",
            {
                "script": "const [told] = arguments; axe.run({ resultTypes: ['violations'] })"
                ".then((result) => told(result.violations), (error) => told(String(error)))",
                "args": [],
            },
        )
        return [f"{it['id']}: {node['html']}" for it in found for node in it["nodes"]]

    def run(self, script: str, *arguments: object) -> Any:
        """Run a function body in the page and return its result."""
        return self._call("POST", "/execute/sync", {"script": script, "args": arguments})

    def wait_for(self, script: str) -> Any:
        """Wait until an expression is true in the page; raises `TimeoutError`."""
        deadline = time.monotonic() + PATIENCE_S
        while not (result := self.run(f"return {script}")):
            if time.monotonic() > deadline:
                raise TimeoutError(script)
            time.sleep(0.05)
        return result

    def point_at(self, selector: str) -> None:
        """Move the mouse onto the first element of a selector."""
        move = {
            "type": "pointerMove",
            "duration": 0,
            "x": 0,
            "y": 0,
            "origin": self._find(selector),
        }
        mouse = {"type": "pointer", "id": "mouse", "actions": [move]}
        self._call("POST", "/actions", {"actions": [mouse]})

    def tap(self, selector: str) -> None:
        """Click or tap the first element of a selector."""
        self._call("POST", f"/element/{self._find(selector)[ELEMENT]}/click", {})

    def press(self, *keys: str) -> None:
        """Press and release keys, one after the other, where the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._call(
            "POST", "/actions", {"actions": [{"type": "key", "id": "k", "actions": actions}]}
        )

    def screenshot(self, path: Path) -> None:
        """Write what is seen as a PNG."""
        path.write_bytes(base64.b64decode(self._call("GET", "/screenshot")))

    @property
    def complaints(self) -> list[str]:
        """What the page wrote to the console since it was asked last."""
        return [entry["message"] for entry in self._call("POST", "/se/log", {"type": "browser"})]

    def _find(self, selector: str) -> dict[str, str]:
        found: dict[str, str] = self._call(
            "POST", "/element", {"using": "css selector", "value": selector}
        )
        return found

    def _port(self) -> int:
        assert self._driver.stdout is not None
        for line in self._driver.stdout:
            if "started successfully on port" in line:
                return int(line.rstrip(".\n").rpartition(" ")[2])
        raise RuntimeError("chromedriver did not start")

    def _call(self, method: str, path: str, body: object = None) -> Any:
        request = urllib.request.Request(  # noqa: S310 (always localhost)
            self._url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:  # noqa: S310
                return json.load(reply)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from error
