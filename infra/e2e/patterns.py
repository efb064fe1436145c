"""Event patterns, as event source mappings filter with: values and prefixes of nested members."""


def matches(pattern, event):
    """Whether `event` has all that `pattern` asks for."""
    if isinstance(pattern, list):
        return any(_value(choice, event) for choice in pattern)
    return isinstance(event, dict) and all(
        matches(wanted, event.get(name)) for name, wanted in pattern.items()
    )


def _value(choice, value):
    if isinstance(choice, dict):
        if set(choice) != {"prefix"}:
            raise ValueError(f"a pattern with {sorted(choice)} is not known here")
        return isinstance(value, str) and value.startswith(choice["prefix"])
    return choice == value
