"""What the distributions say, version by version, as one table: a line for each key, and in it what it is from which version on.

    jobmanager.heap.size	1.8 memory =1 gb	1.11 >jobmanager.memory.heap.size

A fact is a type, with the words of an enum and the default, `!` before it where the option is deprecated; `>KEY` for an older
name that Flink reads and warns of, `~KEY` for one that it reads, too; `-` where the version does not read the key.
"""
import collections
import re

# Options of tables, formats and reporters, which stand elsewhere than in Flink's configuration; and the graph of a job, which
# Flink writes in the form of one.
ELSEWHERE = re.compile(
    r"org\.apache\.flink\.(connector|formats|metrics|externalresource|fs|streaming\.api\.graph"
    r"|table\.(catalog|connector|factories|filesystem|formats|module|runtime|sinks|utils|planner\.utils"
    r"|gateway\.rest|api\.config\.(LookupJoinHint|MLPredictRuntimeConfig|VectorSearchRuntimeConfig)Options))\b"
)
# What these classes say without a name space is below that of a reporter, whatever its name.
REPORTERS = {"MetricOptions": "metrics", "TraceOptions": "traces", "EventOptions": "events", "ReporterSetup": "metrics"}
KEY = re.compile(r"[A-Za-z][\w-]*(\.[\w$*-]+)*")
# The longest default, in characters: the few above are lists of classes and packages.
LONGEST = 120
OF_SCRIPTS = re.compile(r'^KEY_\w+="([\w.-]+)"', re.M)


def fact(type_, default, words, deprecated):
    words = f"({words})" if words else ""
    default = "" if default is None else f" ={default if len(default) <= LONGEST else default[:LONGEST] + '…'}"
    return f"{'!' if deprecated else ''}{type_}{words}{default}"


def name(option, key):
    """A key as somebody writes it in a configuration; none where it stands elsewhere."""
    from_, field = option.rsplit(".", 1)
    if ELSEWHERE.match(from_ + ".") and not key.startswith(("table.", "sql-gateway.", "sql-client.")) or field == "DELEGATION_TOKEN_PROVIDER_ENABLED":
        return None
    key = re.sub(r"<[^>]*>", "*", key)
    reporter = REPORTERS.get(from_.rsplit(".", 1)[1])
    if reporter and not key.startswith(reporter + "."):
        key = f"{reporter}.reporter.*.{key}"
    if "." not in key and not from_.startswith("org.apache.flink.configuration."):
        return None
    if key.endswith("*") or not KEY.fullmatch(key) or key.startswith("table.include"):
        return None
    return key


def of_version(lines, scripts):
    """{key: fact} of one version."""
    options, older, others = collections.defaultdict(set), collections.defaultdict(set), collections.defaultdict(set)
    for line in lines:
        kind, option, *rest = line.split("\t")
        if kind != "option":
            continue
        key, type_, default, words, old, other, deprecated = rest
        if not (key := name(option, key)):
            continue
        default = None if default == "none" else default[1:]
        options[key].add((bool(deprecated), type_, default, words))
        for names, keys in (older, old), (others, other):
            for alias in filter(None, keys.split("|")):
                names[re.sub(r"<[^>]*>", "*", alias)].add(key)
    facts = {}
    for key, ways in options.items():
        # An option that is defined twice: as it is where it is not deprecated.
        ways = [way for way in ways if not way[0]] or list(ways)
        # Where two readers differ in the type, one of them takes a text.
        types = {way[1] for way in ways}
        deprecated, type_, default, words = min(ways, key=lambda way: (way[2] is None, way[1], way[2] or ""))
        facts[key] = (fact(type_, default, words, deprecated) if len(types) == 1 else fact("string", default, "", deprecated))
    for key in OF_SCRIPTS.findall(scripts):
        facts.setdefault(key, "string")
    for mark, names in ("~", others), (">", older):
        for alias, targets in names.items():
            targets = targets - {alias}
            here = facts.get(alias)
            if KEY.fullmatch(alias) and targets and (here is None or here.startswith(("!", "~"))):
                facts[alias] = mark + "|".join(sorted(targets))
    # A name of what is a name by now itself.
    is_name = lambda key: facts.get(key, "-")[0] in ">~"
    for alias, what in facts.items():
        if what[0] in ">~":
            facts[alias] = what[0] + "|".join(key for key in what[1:].split("|") if not is_name(key))
    return facts


def by_hand(text):
    """{key: [(version, fact)]}"""
    rows = (line.split("\t# ")[0].split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {key: [tuple(fact.split(" ", 1)) for fact in facts] for key, *facts in rows}


def merged(by_version, hand):
    """The table's text. by_version: {"1.8": {key: fact}} in the order of versions."""
    rows = []
    versions = list(by_version)
    for key in sorted({key for facts in by_version.values() for key in facts} | set(hand)):
        facts, before = [], "-"
        if key in hand:
            facts = [f"{version} {fact}" for version, fact in hand[key]]
        else:
            for version in versions:
                here = by_version[version].get(key, "-")
                if here != before:
                    facts.append(f"{version} {here}")
                    before = here
        rows.append("\t".join([key, *facts]))
    return "\n".join(rows) + "\n"


def read(text, version):
    """{key: fact} of a table's version."""
    number = lambda version: tuple(map(int, version.split(".")))
    facts = {}
    for line in text.splitlines():
        key, *all_ = line.split("\t")
        for fact in all_:
            since, what = fact.split(" ", 1)
            if number(since) <= number(version):
                facts[key] = what
    return facts
