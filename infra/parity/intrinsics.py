"""Evaluates a template for given parameter values: conditions, mappings, references to parameters."""

import re

ACCOUNT = {
    "AWS::AccountId": "123456789012",
    "AWS::Region": "us-east-1",
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": "headroom",
    "AWS::StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/headroom/0",
}
NO_VALUE = object()


class Template:
    """A template with values for its parameters; resources are left as references to their names."""

    def __init__(self, template, values=None, account=None):
        self.template = template
        self.account = {**ACCOUNT, **(account or {})}
        parameters = template.get("Parameters", {})
        unknown = set(values or {}) - set(parameters)
        if unknown:
            raise KeyError(f"no such parameter: {', '.join(sorted(unknown))}")
        self.values = {name: p.get("Default") for name, p in parameters.items()}
        self.values.update(values or {})

    def resources(self):
        """The resources that exist under these values, all evaluated, by logical id."""
        found = {}
        for name, resource in self.template["Resources"].items():
            if self._holds(resource.get("Condition")):
                kept = {k: v for k, v in resource.items() if k not in ("Condition",)}
                found[name] = self.evaluate(kept)
        return found

    def outputs(self):
        """The outputs' values, evaluated, by name."""
        return {
            name: self.evaluate(output["Value"])
            for name, output in self.template.get("Outputs", {}).items()
            if self._holds(output.get("Condition"))
        }

    def _holds(self, condition):
        return condition is None or self._condition(self.template["Conditions"][condition])

    def _condition(self, node):
        ((function, argument),) = node.items()
        if function == "Condition":
            return self._holds(argument)
        if function == "Fn::Equals":
            left, right = (self.evaluate(a) for a in argument)
            return str(left) == str(right)
        if function == "Fn::Not":
            return not self._condition(argument[0])
        if function == "Fn::And":
            return all(self._condition(a) for a in argument)
        if function == "Fn::Or":
            return any(self._condition(a) for a in argument)
        raise ValueError(f"a condition with {function} is not known here")

    def evaluate(self, node):
        """A value without conditions, mappings and parameters; NO_VALUE when there is none."""
        if isinstance(node, list):
            return [v for v in (self.evaluate(n) for n in node) if v is not NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((function, argument),) = node.items()
            if function == "Ref":
                return self._ref(argument)
            if function == "Fn::GetAtt":
                parts = argument.split(".", 1) if isinstance(argument, str) else argument
                return {"Fn::GetAtt": list(parts)}
            if function.startswith("Fn::"):
                return self._function(function, argument)
        evaluated = {k: self.evaluate(v) for k, v in node.items()}
        return {k: v for k, v in evaluated.items() if v is not NO_VALUE}

    def _ref(self, name):
        if name == "AWS::NoValue":
            return NO_VALUE
        if name in self.account:
            return self.account[name]
        if name in self.values:
            return self.values[name]
        return {"Ref": name}

    def _function(self, function, argument):
        if function == "Fn::If":
            condition, yes, no = argument
            return self.evaluate(yes if self._holds(condition) else no)
        if function == "Fn::FindInMap":
            table, first, second = (str(self.evaluate(a)) for a in argument)
            return self.template["Mappings"][table][first][second]
        if function == "Fn::Split":
            delimiter, text = argument
            return self.evaluate(text).split(delimiter)
        if function == "Fn::Select":
            index, values = argument
            return self.evaluate(values)[int(index)]
        if function == "Fn::Join":
            delimiter, parts = argument
            return joined(delimiter, self.evaluate(parts))
        if function == "Fn::Sub":
            return self._sub(argument)
        raise ValueError(f"{function} is not known here")

    def _sub(self, argument):
        text, own = (argument, {}) if isinstance(argument, str) else argument
        parts = []
        for literal, name in re.findall(r"([^$]+|\$(?!\{))|\$\{([^}]+)\}", text):
            if literal:
                parts.append(literal)
            elif name in own:
                parts.append(self.evaluate(own[name]))
            elif "." in name:
                parts.append({"Fn::GetAtt": name.split(".", 1)})
            else:
                parts.append(self._ref(name))
        return joined("", parts)


def joined(delimiter, parts):
    """One text where all parts are known, else the parts with neighbouring texts put together."""
    merged = []
    for i, part in enumerate(parts):
        if i and delimiter:
            merged.append(delimiter)
        merged.extend(part["Join"] if isinstance(part, dict) and "Join" in part else [part])
    texts = []
    for part in merged:
        if not isinstance(part, dict) and texts and not isinstance(texts[-1], dict):
            texts[-1] = f"{texts[-1]}{part}"
        else:
            texts.append(part if isinstance(part, dict) else str(part))
    if not texts:
        return ""
    return texts[0] if len(texts) == 1 else {"Join": texts}
