"""A headless Chromium, driven over its debugging pipe (Chrome DevTools Protocol) without further packages."""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
         "--disable-dev-shm-usage", "--remote-debugging-pipe"]
SECONDS = 300  # for one answer; none takes a hundredth of it


class Browser:
    """One process with a profile of its own, gone with it. `requests` are the addresses a page asked for."""

    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="arshjul-web-")
        self.number = 0
        self.session = None
        self.requests = []
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()

        def place():
            # The browser reads descriptor 3 and writes 4; both may be in use here.
            first, second = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(first, 3)
            os.dup2(second, 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)

        self.process = subprocess.Popen([program, *FLAGS, f"--user-data-dir={self.profile}", "about:blank"],
                                        preexec_fn=place, close_fds=False, env={**os.environ, "HOME": self.profile}, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.into, self.from_ = os.fdopen(ours_out, "wb"), os.fdopen(ours_in, "rb")
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        try:
            self.send("Browser.close", on_browser=True)
            self.process.wait(timeout=60)
        except (OSError, EOFError, RuntimeError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self.into.close()
        self.from_.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    def receive(self):
        while b"\0" not in self.rest:
            if not select.select([self.from_], [], [], SECONDS)[0]:
                raise RuntimeError(f"the browser says nothing for {SECONDS} s")
            more = os.read(self.from_.fileno(), 1 << 20)
            if not more:
                raise EOFError("the browser is gone")
            self.rest += more
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def note(self, message):
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])

    def send(self, method, on_browser=False, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session and not on_browser:
            message["sessionId"] = self.session
        self.into.write(json.dumps(message).encode() + b"\0")
        self.into.flush()
        while True:
            answer = self.receive()
            self.note(answer)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def wait_for(self, method):
        while True:
            message = self.receive()
            self.note(message)
            if message.get("method") == method:
                return message["params"]

    def open(self, address, width, height, script=True):
        """Shows a page in a fresh tab of that many CSS pixels; its own script runs unless that is shut off."""
        if self.session:
            self.send("Target.closeTarget", on_browser=True, targetId=self.target)
            self.session = None
        self.target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        self.requests = []
        for domain in ("Page", "Network", "Runtime"):
            self.send(f"{domain}.enable")
        self.resize(width, height)
        if not script:
            self.send("Emulation.setScriptExecutionDisabled", value=True)
        self.prefer()
        self.send("Page.navigate", url=address)
        self.wait_for("Page.loadEventFired")
        self.call("document.fonts.ready.then(() => 1)")

    def resize(self, width, height):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def prefer(self, **features):
        """What the reader has chosen: prefer(forced_colors="active", prefers_color_scheme="dark")."""
        chosen = {"prefers_reduced_motion": "reduce", **features}
        self.send("Emulation.setEmulatedMedia", features=[{"name": k.replace("_", "-"), "value": v} for k, v in chosen.items()])

    def call(self, expression):
        """The value of an expression (or of its promise) in the page."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def press(self, key, code):
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    def type(self, letter):
        """One letter into what has the focus."""
        self.send("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=letter)

    def picture(self, path, height=None):
        """The page as PNG; all of it, or its first `height` pixels."""
        more = {}
        if height:
            more = {"clip": {"x": 0, "y": 0, "width": self.call("innerWidth"), "height": height, "scale": 1}}
        data = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=True, **more)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
