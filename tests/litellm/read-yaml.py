"""Reads a JSON list of YAML texts and writes what PyYAML's safe_load makes of each, or null where it fails."""
import json
import sys

import yaml


def value_of(text):
    try:
        return [json.loads(json.dumps(yaml.safe_load(text), default=str))]
    except (yaml.YAMLError, ValueError):
        return None


json.dump([value_of(text) for text in json.load(sys.stdin)], sys.stdout)
