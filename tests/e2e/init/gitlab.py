"""usage: gitlab.py FILE FOLDER: runs the job of a GitLab CI file like a runner does, in the repository it is called in, with
FOLDER as its root, twice; the notes that it leaves are there."""

import http.server
import json
import os
import re
import subprocess
import sys
import threading
import urllib.parse

import yaml


class Api(http.server.BaseHTTPRequestHandler):
    """The notes of merge request 7 of project 3."""

    notes = ["somebody's"]

    def do_GET(self):
        self.answer(200 if self.number() is None else 404, [{"id": 10 + n, "body": body} for n, body in enumerate(self.notes)])

    def do_POST(self):
        (body,) = self.body()
        self.notes.append(body)
        self.answer(201 if self.number() is None else 404, {})

    def do_PUT(self):
        (body,) = self.body()
        self.notes[self.number() - 10] = body
        self.answer(200, {})

    def body(self):
        return urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["body"]

    def number(self):
        """Of the note that is asked for."""
        path = re.fullmatch(r"/api/v4/projects/3/merge_requests/7/notes(?:/(\d+))?", self.path.split("?")[0])
        assert path and self.headers["PRIVATE-TOKEN"] == "secret", self.path
        return path[1] and int(path[1])

    def answer(self, code, body):
        self.send_response(code)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


def main(file, folder):
    with open(file, encoding="utf-8") as text:
        job = yaml.safe_load(text)["flink-render"]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    variables = job["variables"] | {
        "CI_API_V4_URL": f"http://127.0.0.1:{server.server_port}/api/v4", "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD^", "COMMENT_TOKEN": "secret",
    }  # fmt: skip

    def run(lines):
        # The image's root is not this machine's.
        script = "\n".join(lines).replace("-C / ", f"-C {folder} ")
        return subprocess.run(["sh", "-ec", script], env=os.environ | variables, check=False).returncode

    code = run([*job["before_script"], *job["script"]])
    after = run(job["after_script"]) or run(job["after_script"])
    assert len(Api.notes) <= 2 and Api.notes[0] == "somebody's", Api.notes
    with open(os.path.join(folder, "notes"), "w", encoding="utf-8") as notes:
        notes.writelines(Api.notes[1:])
    return code or after


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
