"""A suite: scenarios that run one after the other on one lane, and what is said of them."""

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
        """Runs all or some scenarios, and returns 1 if one of them failed."""
        version, *others = versions.split(",")
        lane = self.lane(version, others, int(number), work)
        started = time.monotonic()
        results, broken = [], set()
        chosen = [name for name, _, _, core in self.scenarios if core or not version.startswith("1.14")]
        if only:
            places = [[name for name, _, _, _ in self.scenarios].index(wanted) for wanted in only]
            chosen = [
                self.scenarios[at][0]
                for place in places
                for at in range(place + 1)
                if self.scenarios[at][2] == self.scenarios[place][2]
            ]

        def say(text):
            print(f"{self.name}: {time.monotonic() - started:4.0f} s  {version}: {text}", flush=True)

        previous = None
        for name, function, chain, _ in self.scenarios:
            if name not in chosen:
                continue
            if chain in broken:
                results.append(f"failed {version} {name}")
                say(f"{name} FAILED: another one before it did")
                continue
            before = time.monotonic()
            if chain != previous:
                lane.renew(chain)
            previous = chain
            try:
                function(lane)
                results.append(f"passed {version} {name}")
                say(f"{name} ({time.monotonic() - before:.0f} s)")
            except Exception as error:
                results.append(f"failed {version} {name}")
                say(f"{name} FAILED after {time.monotonic() - before:.0f} s: {type(error).__name__}: {error}")
                if not isinstance(error, Failure):
                    traceback.print_exc()
                print("\n".join(f"    {line}" for line in lane.logs()), flush=True)
                broken.add(chain)
                lane.clear()
        with open(os.path.join(work, f"results-{version}"), "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in results)
        return int(any(result.startswith("failed") for result in results))
