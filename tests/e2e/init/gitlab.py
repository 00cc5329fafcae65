"""usage: gitlab.py FILE FOLDER: runs the job of a GitLab CI file like a runner does, in the repository it is called in, with
FOLDER as its root; the notes that it posts are left there."""

import http.server
import os
import subprocess
import sys
import threading
import urllib.parse

import yaml


class Api(http.server.BaseHTTPRequestHandler):
    """The notes of merge request 7 of project 3."""

    notes = []

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        known = self.path == "/api/v4/projects/3/merge_requests/7/notes" and self.headers["PRIVATE-TOKEN"] == "secret"
        self.notes.extend(form["body"] if known else [])
        self.send_response(201 if known else 404)
        self.end_headers()

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
    after = run(job["after_script"])
    with open(os.path.join(folder, "notes"), "w", encoding="utf-8") as notes:
        notes.writelines(Api.notes)
    return code or after


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
