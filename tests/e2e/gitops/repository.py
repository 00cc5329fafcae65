"""What both GitOps tools need: a Git repository, and programs that run beside the test."""

import os
import subprocess


class Repository:
    """A bare repository, and a working copy that pushes to it."""

    def __init__(self, folder):
        self.bare = os.path.join(folder, "streams.git")
        self.copy = os.path.join(folder, "copy")
        person = {"NAME": "e2e", "EMAIL": "e2e@example.com"}
        self.environment = os.environ | {f"GIT_{who}_{key}": person[key] for who in ("AUTHOR", "COMMITTER") for key in person}
        os.makedirs(folder)
        self.git("init", "--quiet", "--bare", "--initial-branch=main", self.bare, folder=folder)
        self.git("clone", "--quiet", self.bare, self.copy, folder=folder)

    def git(self, *arguments, folder=None):
        done = subprocess.run(
            ["git", *arguments], cwd=folder or self.copy, env=self.environment, capture_output=True, check=False
        )
        if done.returncode:
            raise OSError(f"git {' '.join(arguments)}: {done.stderr.decode()}")
        return done.stdout.decode().strip()

    def write(self, file, text):
        path = os.path.join(self.copy, file)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)

    def commit(self, message):
        """Pushes what was written; returns the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        self.git("push", "--quiet", "origin", "HEAD:main")
        return self.git("rev-parse", "HEAD")


class Programs:
    """Programs that end with the test; their output is in FOLDER/NAME."""

    def __init__(self, folder, environment):
        self.folder = folder
        self.environment = os.environ | environment
        self.running = {}
        os.makedirs(folder, exist_ok=True)

    def start(self, name, *command):
        with open(os.path.join(self.folder, name), "wb") as log:
            self.running[name] = subprocess.Popen(
                command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def logs(self, words, last=15):
        """The ends of the logs that are of interest to who looks for a failure."""
        for name, process in self.running.items():
            with open(os.path.join(self.folder, name), encoding="utf-8", errors="replace") as file:
                lines = [line for line in file.read().splitlines() if any(word in line for word in words)]
            ended = "" if process.poll() is None else f", which ended with {process.returncode}"
            yield f"-- {name}{ended}"
            yield from [line[:500] for line in lines[-last:]]
