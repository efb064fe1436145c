"""What the CDK construct makes, synthesized offline, with the SAM template's names for its parts."""

import json
import os
import re
import subprocess
from pathlib import Path

CDK = Path(__file__).parents[1] / "cdk"
# The human part of a logical id: the construct's id within the stack, the part's id, a hash.
LOGICAL_ID = re.compile(r"^Headroom(.+?)[0-9A-F]{8}$")


def synthesize(folder):
    """The templates of all scenarios by name, made in `folder` by the CDK."""
    subprocess.run(
        ["node", "--import", "tsx", "bin/scenarios.ts"],
        cwd=CDK,
        env={**os.environ, "CDK_OUTDIR": str(folder)},
        check=True,
        timeout=180,
    )
    return {
        path.name.removesuffix(".template.json"): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(Path(folder).glob("*.template.json"))
    }


def part(logical_id):
    """The name of a part within the construct; other names stay as they are."""
    found = LOGICAL_ID.match(logical_id)
    return found.group(1) if found else logical_id


def renamed(node):
    """A template whose resources, and the references to them, have their names within the construct."""
    if isinstance(node, list):
        return [renamed(n) for n in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"Ref"}:
        return {"Ref": part(node["Ref"])}
    if set(node) == {"Fn::GetAtt"}:
        name, attribute = node["Fn::GetAtt"]
        return {"Fn::GetAtt": [part(name), attribute]}
    changed = {key: renamed(value) for key, value in node.items()}
    if "Resources" in node:
        changed["Resources"] = {part(k): v for k, v in changed["Resources"].items()}
    if "DependsOn" in node:
        depends = node["DependsOn"]
        changed["DependsOn"] = [part(d) for d in ([depends] if isinstance(depends, str) else depends)]
    return changed
