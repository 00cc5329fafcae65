"""Values of every kind for each option of a version: the configuration that has them, and whether `validate` says what Flink does."""
import collections
import json
import pathlib
import re
import subprocess

# Good ones, and those at the edge of what Flink's parsers take.
TEXTS = {
    "boolean": ["true", "False", "TRUE", "yes", "1", "t", "true;", "'true'"],
    "int": ["5", "-5", "+5", "007", "5.0", "5L", "1_000", "2147483647", "2147483648", "0x10", "1e3", "abc", "1 000", "٣"],
    "long": ["5", "-5", "+5", "5.0", "5L", "9223372036854775807", "9223372036854775808", "abc", "10 s"],
    "float": ["0.5", ".5", "5.", "1e3", "NaN", "Infinity", "-Infinity", "inf", "0x1p3", "0.5f", "0.5d", "1e400", "0,5", "abc", "50%", "1e-60", "+1"],
    "double": ["0.5", ".5", "5.", "1e3", "NaN", "Infinity", "inf", "0x1p3", "0.5f", "0.5D", "1e400", "0,5", "abc", "50%", "-0", "0x1.8"],
    "duration": ["10", "10 s", "10s", "10 S", "10 min", "10 m", "10 minutes", "1 d", "1 day", "1 days", "2 h", "2 hour", "500 ms",
                 "500 milli", "5 µs", "5 micro", "10 ns", "10 nano", "PT10S", "P1D", "pt10s", "-5 s", "1.5 s", "60 sec", "60 sec onds",
                 "abc", "10  s", "1d 2h", "9223372036854775807 d", "9223372036854775807", "9223372036854775808", "s", "10_000", "infinite"],
    "memory": ["64", "64m", "64 mb", "64 MB", "64 mebibytes", "64 k", "64 kibibytes", "1gb", "1 t", "1.5g", "-1m", "abc", "64 x", "64 b",
               "64 bytes", "64Mi", "64 g b", "9223372036854775807 tb", "9223372036854775807", "64  m"],
    "string": ["abc", "5", "[a"],
    "list<string>": ["a", "a;b", "[a, b]", "'a;b'", "a;'b", "[a", "a, b", '"a";b', "{a: b}", "- a", "''"],
    "list<enum>": ["abc", "a;b", "[abc]"],
    "list<map>": ["k:v", "k:v,l:w;k:v", "k", "[k: v]", "[{k: v}]", "'k:v"],
    "map": ["k:v", "k:v,l:w", "k", "{k: v}", "{k: v", "k:v:w", "'k:v'", "'k:v", "k: v", "k:v,l", "[k]", "k:"],
}


def texts(fact):
    """What is tried of an option."""
    kind = re.match(r"!?([a-z]+(<[a-z]+>)?)(\((.*?)\))?( =|$)", fact)
    words = (kind[4] or "").split("|")
    if kind[1] == "enum":
        first, last = words[0], words[-1]
        swapped = first.translate(str.maketrans("_-", "-_"))
        return [*words, first.lower(), last.upper(), swapped, swapped.lower(), first + "x", "abc", f"[{first}]"]
    if kind[1] == "list<enum>":
        return [*TEXTS[kind[1]], *words, ";".join(words).lower(), words[0] + ", " + words[-1], f"[{words[0]}]"]
    return TEXTS[kind[1]]


# What `flink-conf.yaml` cannot say: with it, a version that reads either file gets `config.yaml`.
UNSAYABLE = "grid.unsayable", "#"


def grid(facts, version):
    """{(file, number): {key: text}}: each key once in a folder, so that none stands in the way of another."""
    folders = {}
    minor = tuple(map(int, version.split(".")[:2]))
    files = ["yaml"] if minor[0] > 1 else ["conf", "yaml"] if minor >= (1, 19) else ["conf"]
    for key, fact in facts.items():
        if fact[0] not in ">~-" and "*" not in key:
            for number, text in enumerate(texts(fact)):
                # YAML is written for YAML where that can be.
                for file in files[-1:] if text.lstrip()[:1] in ("[", "{") and re.match("!?(list|map)", fact) else files:
                    folders.setdefault(f"{file}-{number:02}", {})[key] = text
    return folders


def write(place, settings, yaml):
    """A configuration as we write it: YAML's values in quotes."""
    place.mkdir()
    lines = [f"{key}: {json.dumps(text, ensure_ascii=False) if yaml else text}\n" for key, text in settings.items()]
    (place / ("config.yaml" if yaml else "flink-conf.yaml")).write_text("".join(lines))
    (place / "keys").write_text("".join(f"{key}\n" for key in settings))


# What the compiler makes from fields of the resource, and does not judge.
OWN = {"jobmanager.rpc.address", "jobmanager.rpc.port", "blob.server.port", "query.server.port", "rest.port", "taskmanager.data.port",
       "taskmanager.rpc.port", "queryable-state.proxy.ports"}
# What nobody reads here, and has another finding for it.
ELSEWHERE = re.compile(r"(yarn|mesos|containerized|kubernetes(?!\.(cluster-id$|namespace$|config\.file$|context$|client\.|transactional-operation\.)))\.")
# What Flink refuses and we let pass, and why.
LEFT = []


def compare(program, place, version, folders, answers, facts):
    """How many values were compared; and those that we judge otherwise than Flink: (text, what Flink does, version, key, answers)."""
    place.mkdir()
    lines = {}
    for name, settings in folders.items():
        rows = [f"{json.dumps(key)}: {json.dumps(text)}" for key, text in settings.items()]
        if name.startswith("yaml"):
            rows.append(": ".join(map(json.dumps, UNSAYABLE)))
        begin = ['{"apiVersion": "flinkoperator.k8s.io/v1alpha1", "kind": "FlinkCluster", "metadata": {"name": "a", "namespace": "a"},',
                 f'"spec": {{"image": {{"name": "flink:{version}"}}, "jobManager": {{}}, "taskManager": {{}}, "flinkProperties": {{']
        (place / f"{name}.json").write_text("\n".join(begin) + "\n" + ",\n".join(rows) + "}}}\n")
        lines |= {(f"{name}.json", number): (name, key) for number, key in enumerate(settings, len(begin) + 1)}
    report = subprocess.run([program, "validate", place, "--report", "json"], stdout=subprocess.PIPE, text=True).stdout
    ours = {lines[item["file"].rsplit("/", 1)[1], item["line"]]: item["message"] for item in json.loads(report) if item["code"] == "FR209"}
    flinks = collections.defaultdict(set)
    for line in answers:
        _, folder, key, verdict, *text = line.split("\t")
        flinks[folder, key].add((verdict, *text))
    wrong, count = [], 0
    for (folder, key), verdicts in flinks.items():
        if key in OWN or ELSEWHERE.match(key):
            continue
        count += 1
        text, said = folders[folder][key], ours.get((folder, key), "")
        refused = any(verdict == "refused" for verdict, *_ in verdicts)
        # Of two readers one refuses it: which one reads it is Flink's affair.
        if len({verdict for verdict, *_ in verdicts}) > 1:
            continue
        default = re.search(r" =(.*)$", facts[key])
        instead = "false" if "takes `false`" in said else default[1] if default else "null"
        if refused and "refuses it" not in said and not any(left(facts[key], text) for left in LEFT):
            wrong.append((text, "refuses it", version, key, verdicts))
        elif not refused and "refuses it" in said:
            wrong.append((text, "takes it", version, key, verdicts))
        elif "takes" in said and not refused and instead not in {value for _, value in verdicts}:
            wrong.append((text, "makes something else of it", version, key, verdicts))
    return count, wrong


# What is asked of options whose values are names, in any version that reads them.
NAMES = {
    ("high-availability", "high-availability.type", "recovery.mode"): "none NONE standalone zookeeper ZooKeeper kubernetes filesystem zoo",
    ("jobmanager.execution.failover-strategy",): "full region Region individual region-legacy pipelined-region org.example.Failover",
    ("restart-strategy", "restart-strategy.type"): "none off disable disabled fixed-delay fixeddelay Fixed-Delay failure-rate failurerate "
    "exponential-delay exponentialdelay no-restart",
    ("state.backend", "state.backend.type"): "hashmap HashMap rocksdb RocksDB forst jobmanager filesystem fs memory heap",
    ("state.checkpoint-storage", "execution.checkpointing.storage"): "filesystem FileSystem jobmanager hashmap memory",
    ("classloader.resolve-order",): "child-first parent-first Parent-First parentfirst parent_first org.example.Order",
    ("state.backend.rocksdb.predefined-options",): "DEFAULT Default SPINNING_DISK_OPTIMIZED SPINNING_DISK_OPTIMIZED_HIGH_MEM "
    "FLASH_SSD_OPTIMIZED flash_ssd_optimized flash-ssd-optimized",
}


def names(facts):
    """[(key, text)] for a version."""
    read = {key for key, fact in facts.items() if fact != "-"}
    return [(key, text) for keys, texts in NAMES.items() for key in keys if key in read for text in texts.split()]


def compare_names(program, place, version, answers):
    """The same of names: the first text is what is asked, and Flink's verdict stands where values have theirs."""
    asked = [line.split("\t")[1:] for line in answers if line.startswith("named\t")]
    place.mkdir()
    cluster = '{{"apiVersion": "flinkoperator.k8s.io/v1alpha1", "kind": "FlinkCluster", "metadata": {{"name": "a{}", "namespace": "a"}}, "spec": {{' \
        '"image": {{"name": "flink:{}"}}, "jobManager": {{}}, "taskManager": {{}}, "flinkProperties": {}}}}}\n'
    for number, (key, text, _) in enumerate(asked):
        (place / f"{number}.json").write_text(cluster.format(number, version, json.dumps({key: text})))
    report = subprocess.run([program, "validate", place, "--report", "json"], stdout=subprocess.PIPE, text=True).stdout
    refused = {int(pathlib.Path(item["file"]).stem) for item in json.loads(report) if item["code"] == "FR236"}
    wrong = [(text, "knows it" if verdict == "known" else "does not know it", version, key, {verdict})
             for number, (key, text, verdict) in enumerate(asked) if (verdict == "unknown") != (number in refused)]
    return len(asked), wrong


def told(wrong):
    """The same of many options and versions in one line."""
    groups = collections.defaultdict(list)
    for text, what, *where in wrong:
        groups[text, what].append(where)
    for (text, what), places in groups.items():
        versions = list(dict.fromkeys(version for version, *_ in places))
        version, key, verdicts = places[-1]
        yield f"{text!r}: Flink {' '.join(versions)} {what}, {len(places)} times, as of {key}: {sorted(verdicts)}"
