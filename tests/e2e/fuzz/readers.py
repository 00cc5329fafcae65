"""Reads what was emitted with a reader of YAML 1.1 (PyYAML) and one of YAML 1.2 (ruamel.yaml), and says what is not the same."""
import json
import sys

import ruamel.yaml
import yaml

pairs = [json.loads(line) for line in sys.stdin]
newer = ruamel.yaml.YAML(typ="safe", pure=True)
bad = 0
for name, read in [
    ("PyYAML", lambda text: yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))),
    ("ruamel.yaml", newer.load),
]:
    # The one of YAML 1.2 is slow.
    some = pairs if name == "PyYAML" else pairs[::20]
    for pair in some:
        try:
            value = read(pair["yaml"])
        except Exception as error:
            value = error
        if repr(value) != repr(pair["json"]) and value != pair["json"]:
            bad += 1
            print(f"{name}: {pair['yaml']}\n{value!r}\n{pair['json']!r}")
    print(f"{name}: {len(some)} trees, {bad} read differently")
sys.exit(bad > 0 or not pairs)
