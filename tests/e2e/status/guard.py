"""A server before Flink's REST API: TLS, a certificate of the caller, and a password."""

import base64
import http.server
import json
import os
import ssl
import subprocess
import threading
import urllib.error
import urllib.request


class Guard:
    def __init__(self, lane):
        self.folder = os.path.join(lane.work, "guard")
        os.makedirs(self.folder)
        self.cluster = f"{lane.namespace}/{lane.name}"
        self.passed = 0
        authority = ["-CA", "ca.crt", "-CAkey", "ca.key"]
        # One that signs must not serve.
        authority += ["-addext", "basicConstraints=critical,CA:FALSE"]
        self.certificate("ca", "ca", "-addext", "basicConstraints=critical,CA:TRUE")
        self.certificate("server", "localhost", *authority, "-addext", "subjectAltName=DNS:localhost")
        self.certificate("client", "flink-status-sync", *authority)
        guard, allowed = self, "Basic " + base64.b64encode(b"sync:secret").decode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                code, body = 401, b"{}"
                if self.headers.get("Authorization") == allowed:
                    guard.passed += 1
                    try:
                        with urllib.request.urlopen(lane.rest + self.path, timeout=5) as answer:
                            code, body = answer.status, answer.read()
                    except urllib.error.HTTPError as error:
                        code, body = error.code, error.read()
                self.send_response(code)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file("server.crt"), self.file("server.key"))
        context.load_verify_locations(self.file("ca.crt"))
        context.verify_mode = ssl.CERT_REQUIRED
        server.socket = context.wrap_socket(server.socket, server_side=True)
        self.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def file(self, name):
        return os.path.join(self.folder, name)

    def certificate(self, name, subject, *options):
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", f"{name}.key"]
        command = ["openssl", "req", "-config", "/dev/null", "-x509", *key, "-out", f"{name}.crt", "-days", "2", "-subj", f"/CN={subject}", *options]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)

    def config(self, password):
        """A file for --flink-config."""
        for name, text in (("user", "sync"), ("password", password)):
            with open(self.file(name), "w", encoding="ascii") as file:
                file.write(f"{text}\n")
        access = {
            "url": f"https://localhost:{self.port}",
            **{key: self.file(name) for key, name in (
                ("caFile", "ca.crt"), ("certFile", "client.crt"), ("keyFile", "client.key"),
                ("usernameFile", "user"), ("passwordFile", "password"),
            )},
        }  # fmt: skip
        with open(self.file("config.yaml"), "w", encoding="ascii") as file:
            json.dump({"clusters": {self.cluster: access}}, file)
        return file.name
