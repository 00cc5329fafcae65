"""A suite: scenarios, what is said of them, and the lanes that share them."""

import contextlib
import fcntl
import os
import time
import traceback

from lane import Failure, Lane


class Suite:
    def __init__(self, name, lane=Lane):
        self.name = name
        self.lane = lane
        # In the order in which they run: name, function, chain, whether old versions of Flink run it, too.
        self.scenarios = []

    def scenario(self, chain=None, core=False):
        """Scenarios of a chain go on with the cluster, the job and the folder of the one before."""

        def add(function):
            name = function.__name__.replace("_", "-")
            self.scenarios.append((name, function, chain or name, core))
            return function

        return add

    def main(self, versions, number, work, *only):
        """Runs all or some scenarios, each on one of the lanes of its version, and returns 1 if one of them failed here."""
        version, *others = versions.split(",")
        started = time.monotonic()

        def say(text):
            print(f"{self.name}: {time.monotonic() - started:4.0f} s  {version}: {text}", flush=True)

        lane, results = None, []
        for chain, scenarios in self.chains(version, only).items():
            if not taken(os.path.join(work, "taken", f"{version}-{chain}")):
                continue
            with slot():
                lane = lane or self.lane(version, others, int(number), work)
                lane.begin(chain)
                for at, (name, function) in enumerate(scenarios):
                    before = time.monotonic()
                    try:
                        function(lane)
                        results.append(f"passed {version} {name}")
                        say(f"{name} ({time.monotonic() - before:.0f} s)")
                    except Exception as error:
                        say(f"{name} FAILED after {time.monotonic() - before:.0f} s: {type(error).__name__}: {error}")
                        if not isinstance(error, Failure):
                            traceback.print_exc()
                        print("\n".join(f"    {line}" for line in lane.logs()), flush=True)
                        for missed, _ in scenarios[at + 1 :]:
                            say(f"{missed} FAILED: another one before it did")
                        results += [f"failed {version} {missed}" for missed, _ in scenarios[at:]]
                        break
                try:
                    lane.clear()
                except Failure as failure:
                    results.append(f"failed {version} {chain} is gone")
                    say(f"{chain} is not gone: {failure}")
        with open(os.path.join(work, f"results-{number}"), "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in results)
        return int(any(result.startswith("failed") for result in results))

    def chains(self, version, only):
        """What is to run: of `only` all that comes before it in its chain, too."""
        chains = {}
        for name, function, chain, core in self.scenarios:
            if only or core or not version.startswith("1.14"):
                chains.setdefault(chain, []).append((name, function))
        if not only:
            return chains
        wanted = {}
        for name in only:
            (chain,) = [chain for known, _, chain, _ in self.scenarios if known == name]
            length = 1 + [known for known, _ in chains[chain]].index(name)
            wanted[chain] = max(length, wanted.get(chain, 0))
        return {chain: chains[chain][:length] for chain, length in wanted.items()}


def taken(folder):
    """Whether nobody took it before."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        return False
    return True


@contextlib.contextmanager
def slot():
    """SLOTS: a folder with a file for each chain that may run at a time, of all suites that share it."""
    folder = os.environ.get("SLOTS")
    files = [open(os.path.join(folder, name), "rb") for name in sorted(os.listdir(folder))] if folder else []
    try:
        while files and not any(locked(file) for file in files):
            time.sleep(1)
        yield
    finally:
        for file in files:
            file.close()
        if files:
            # Who waits looks once a second: it is their turn.
            time.sleep(2)


def locked(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
