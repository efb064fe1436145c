"""
A template as flat facts (`PollFunction.Properties.Timeout` is 40), so written that two templates
which make the same system have the same facts.
"""

import json

from parity.intrinsics import Template

# What says nothing of the system that is made: where the zip lies, who wrote the template.
WITHOUT = {"Metadata", "Code", "CodeUri"}
UNORDERED = {
    "AttributeDefinitions": "AttributeName",
    "GlobalSecondaryIndexes": "IndexName",
    "Metrics": "Id",
    "Policies": "PolicyName",
    "Dimensions": "Name",
}


def facts(template, values=None):
    """The facts of a template under these parameter values."""
    evaluated = Template(template, values)
    found = {}
    resources = evaluated.resources()
    for name, resource in resources.items():
        if resource["Type"] != "AWS::CDK::Metadata":
            _resource(name, resource, found)
    for name, value in evaluated.outputs().items():
        _flatten(f"Outputs.{name}", value, found)
    return found


def _resource(name, resource, found):
    resource = dict(resource)
    depends = resource.pop("DependsOn", [])
    depends = [depends] if isinstance(depends, str) else depends
    # What is referred to is made before, whether it is said again or not.
    for other in set(depends) - set(_references(resource)):
        found[f"{name}.DependsOn[{other}]"] = "yes"
    _flatten(name, resource, found)


def _references(node):
    if isinstance(node, list):
        for n in node:
            yield from _references(n)
    elif isinstance(node, dict):
        if set(node) == {"Ref"}:
            yield node["Ref"]
        elif set(node) == {"Fn::GetAtt"}:
            yield node["Fn::GetAtt"][0]
        else:
            for n in node.values():
                yield from _references(n)


def _flatten(path, node, found):
    name = path.rsplit(".", 1)[-1]
    if name == "Statement":
        for n in node:
            _statement(path, n, found)
    elif name in UNORDERED and isinstance(node, list):
        for n in node:
            _flatten(f"{path}[{n[UNORDERED[name]]}]", n, found)
    elif name == "Pattern":
        found[path] = json.dumps(json.loads(node), sort_keys=True)
    elif name == "Tags":
        for n in node:
            if n["Key"] != "lambda:createdBy":
                found[f"{path}[{n['Key']}]"] = _text(n["Value"])
    elif isinstance(node, dict) and not _is_reference(node):
        for key, value in node.items():
            if key not in WITHOUT:
                _flatten(f"{path}.{key}", value, found)
    elif isinstance(node, list):
        for i, n in enumerate(node):
            _flatten(f"{path}[{i}]", n, found)
    else:
        found[path] = _text(node)


def _statement(path, statement, found):
    """One fact for each action on each resource: what is granted, however it is written down."""
    principal = _canonical(statement.get("Principal", {}))
    condition = _canonical(statement.get("Condition", {}))
    unknown = set(statement) - {"Sid", "Effect", "Action", "Resource", "Principal", "Condition"}
    if unknown:
        raise ValueError(f"{path}: statements with {unknown} are not compared here")
    for action in _list(statement["Action"]):
        for resource in _list(statement.get("Resource", "-")):
            fact = f"{path}[{statement['Effect']} {action} on {_text(resource)} to {principal} if {condition}]"
            found[fact] = "yes"


def _list(value):
    return value if isinstance(value, list) else [value]


def _canonical(node):
    if node == {"AWS": "*"}:
        node = "*"
    return json.dumps(node, sort_keys=True, default=str)


def _is_reference(node):
    return set(node) in ({"Ref"}, {"Fn::GetAtt"}, {"Join"})


def _text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        if "Ref" in value:
            return f"<{value['Ref']}>"
        if "Fn::GetAtt" in value:
            return f"<{'.'.join(value['Fn::GetAtt'])}>"
        if "Join" in value:
            return "".join(_text(v) for v in value["Join"])
        return json.dumps(value, sort_keys=True)
    return str(value)


def differences(sam, cdk):
    """What is said of the one and not of the other, or otherwise; a line each, naming both sides."""
    lines = []
    for path in sorted(sam.keys() | cdk.keys()):
        left, right = sam.get(path), cdk.get(path)
        if left != right:
            lines.append(f"{path}: SAM has {_shown(left)}, CDK has {_shown(right)}")
    return lines


def _shown(value):
    return "nothing" if value is None else value
