"""Chromium by its own protocol, over a pipe: nothing but Python's library is needed."""

import base64
import json
import os
import queue
import subprocess
import tempfile
import threading
import time


class Browser:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="pages-")
        to_read, self.write = os.pipe()
        self.read, to_write = os.pipe()

        def ends():
            # The browser reads from 3 and writes to 4; neither end may lie on the other's number.
            ends = os.dup(to_read), os.dup(to_write)
            high = [os.dup2(end, 100 + n) for n, end in enumerate(ends)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.errors = open(os.path.join(self.folder.name, "errors"), "wb")
        self.process = subprocess.Popen(
            [
                os.environ["CHROMIUM"], "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                f"--user-data-dir={self.folder.name}/profile", "about:blank",
            ],
            preexec_fn=ends, close_fds=False, stdout=self.errors, stderr=self.errors,
        )
        os.close(to_read)
        os.close(to_write)
        self.next, self.answers, self.pages, self.lock = 0, {}, {}, threading.Lock()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        rest = b""
        while part := os.read(self.read, 1 << 20):
            *whole, rest = (rest + part).split(b"\0")
            for message in map(json.loads, whole):
                if "id" in message:
                    with self.lock:
                        waiting = self.answers.pop(message["id"])
                    waiting.put(message)
                elif page := self.pages.get(message.get("sessionId")):
                    page.happened(message["method"], message["params"])

    def call(self, method, params=None, session=None, timeout=60):
        waiting = queue.Queue()
        with self.lock:
            self.next += 1
            number = self.next
            self.answers[number] = waiting
        message = {"id": number, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.write, data):]
        answer = waiting.get(timeout=timeout)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def page(self, width=1400, height=900):
        return Page(self, width, height)

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.errors.close()
        self.folder.cleanup()


class Page:
    """A tab, and what it did that a page of ours never does."""

    def __init__(self, browser, width, height):
        self.browser = browser
        self.target = browser.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self.session = browser.call("Target.attachToTarget", {"targetId": self.target, "flatten": True})["sessionId"]
        self.bad, self.requests, self.loaded = [], [], threading.Event()
        browser.pages[self.session] = self
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")
        self.size(width, height)

    def call(self, method, timeout=60, **params):
        return self.browser.call(method, params, self.session, timeout)

    def happened(self, method, params):
        match method:
            case "Page.loadEventFired":
                self.loaded.set()
            case "Page.javascriptDialogOpening":
                self.bad.append(f"a dialog: {params['message']}")
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown":
                self.bad.append(f"{method}: {params}")
            case "Log.entryAdded":
                self.bad.append(f"{params['entry']['level']}: {params['entry']['text']}")
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Page.frameNavigated" if params["frame"].get("parentId"):
                self.bad.append(f"a frame: {params['frame']['url']}")

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def scheme(self, name, media=""):
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)

    def open(self, path):
        """Seconds until it is loaded and drawn."""
        self.loaded.clear()
        self.requests.clear()
        start = time.monotonic()
        self.call("Page.navigate", url=f"file://{path}")
        assert self.loaded.wait(60), f"{path} is not loaded"
        self.drawn()
        took = time.monotonic() - start
        assert self.requests == [f"file://{path}"], self.requests
        return took

    def drawn(self):
        """Waits for it."""
        self.ask("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def ask(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def click(self, element):
        x, y = self.ask(
            f"(() => {{ const e = {element}; e.scrollIntoView({{block: 'center'}}); const r = e.getBoundingClientRect();"
            "return [r.x + Math.min(r.width / 2, 60), r.y + r.height / 2]; })()"
        )
        for kind in ["mousePressed", "mouseReleased"]:
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def key(self, key, code=0, text=None):
        for kind in ["keyDown", "keyUp"]:
            more = {"text": text} if text and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **more)

    def tab(self):
        self.key("Tab", 9)

    def enter(self):
        self.key("Enter", 13, "\r")

    def type(self, text):
        self.call("Input.insertText", text=text)

    def picture(self, file, whole=True):
        """A screenshot, if somebody wants to look at it."""
        if folder := os.environ.get("SCREENSHOTS"):
            os.makedirs(folder, exist_ok=True)
            data = self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
            with open(os.path.join(folder, file), "wb") as out:
                out.write(base64.b64decode(data))

    def pdf(self):
        return base64.b64decode(self.call("Page.printToPDF", printBackground=True)["data"])

    def close(self):
        """Nothing but the file was asked for, and nothing was complained about."""
        self.browser.call("Target.closeTarget", {"targetId": self.target})
        assert not self.bad, self.bad
