"""Decides by the policies of a role, as far as Headroom's use them, whether a call is granted."""

from fnmatch import fnmatchcase


class Grants:
    """
    What the policies of one role allow and deny; what is denied is not granted, whatever allows it.

    Of conditions those are known that Headroom's statements have; what they ask for is told with
    each call.
    """

    def __init__(self, policies):
        self._allowed, self._denied = [], []
        for policy in policies:
            for statement in _list(policy["Statement"]):
                into = {"Allow": self._allowed, "Deny": self._denied}[statement["Effect"]]
                for action in _list(statement["Action"]):
                    for resource in _list(statement["Resource"]):
                        into.append((action, resource, statement.get("Condition", {})))
        self.used = set()

    def allow(self, action, resource, told=None):
        """
        Whether `action` is granted on the ARN `resource`; remembers that it was used.

        told: by condition key, its value or values
        """
        def matches(named, pattern, conditions):
            return fnmatchcase(action, named) and fnmatchcase(resource, pattern) and _holds(conditions, told or {})

        if any(matches(*denied) for denied in self._denied):
            return False
        for granted, pattern, conditions in self._allowed:
            if matches(granted, pattern, conditions):
                self.used.add((action, pattern))
                return True
        return False

    def unused(self):
        """What is granted and was not asked for, as `action on resource`."""
        return sorted(
            f"{action} on {resource}" for action, resource, _ in self._allowed if (action, resource) not in self.used
        )


def _list(value):
    return value if isinstance(value, list) else [value]


def _holds(conditions, told):
    for operator, keys in conditions.items():
        for key, wanted in keys.items():
            values = _list(told.get(key, []))
            if operator == "Null":
                holds = (not values) == (wanted == "true")
            elif operator in ("StringEquals", "StringLike", "ForAnyValue:StringLike"):
                holds = any(fnmatchcase(v, w) for v in values for w in _list(wanted))
            else:
                raise ValueError(f"the condition {operator} is not known here")
            if not holds:
                return False
    return True
