"""Decides by the policies of a role, as far as Headroom's use them, whether a call is granted."""

from fnmatch import fnmatchcase


class Grants:
    """
    What the policies of one role allow.

    Conditions are not evaluated: a statement that has one counts as granted and is listed in
    `conditional`, since the emulator has none of the keys.
    """

    def __init__(self, policies):
        self._allowed = []
        for policy in policies:
            for statement in _list(policy["Statement"]):
                if statement["Effect"] != "Allow":
                    raise ValueError("only what is allowed is known here")
                for action in _list(statement["Action"]):
                    for resource in _list(statement["Resource"]):
                        self._allowed.append((action, resource, bool(statement.get("Condition"))))
        self.used = set()

    def allow(self, action, resource):
        """Whether `action` is granted on the ARN `resource`; remembers that it was used."""
        for granted, pattern, _ in self._allowed:
            if granted == action and fnmatchcase(resource, pattern):
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
