"""
The slots of stored samples: those of a block in the samples table, and those that wait in an org's state.

The forms are described at `SampleBlock`.
"""

ABSENT, USED, BOTH = range(3)
NUMBERS = {ABSENT: 0, USED: 1, BOTH: 2}


def by_org(items, rows):
    """Seconds of the samples of each org, by its id; of all items of the samples table and all rows of the state table."""
    found = {}
    for item in items:
        if item["pk"]["S"].startswith("T#"):  # not calls of a day, which attribute keeps there
            found.setdefault(item["pk"]["S"].split("#")[1], set()).update(of_item(item))
    for row in rows:
        if row["sk"]["S"] == "STATE":
            found.setdefault(row["pk"]["S"].removeprefix("ORG#"), set()).update(of_state(row))
    return {org: slots for org, slots in found.items() if slots}


def of_item(item):
    """Seconds of the samples of an item of the samples table."""
    newest = int(item["sk"]["N"])
    return {newest} | _older(newest, _Varints(item.get("b", {}).get("B", b"")))


def of_state(row):
    """Seconds of the samples that wait in the state of an org."""
    packed = row.get("rs", {}).get("B", b"")
    if not packed:
        return set()
    if packed[0] != 1:
        raise ValueError(f"waiting samples have form {packed[0]}")
    numbers = _Varints(packed[1:])
    newest = int(row["slot"]["N"]) - numbers.signed()
    _skip_differences(numbers)
    span = numbers.next()
    slots = {newest} | _older(newest, numbers)
    if min(slots) != newest - span:
        raise ValueError(f"waiting samples of {sorted(slots)} span {span} s")
    return slots


def _older(slot, numbers):
    slots = set()
    while not numbers.at_end():
        slot -= numbers.signed()
        _skip_differences(numbers)
        slots.add(slot)
    return slots


def _skip_differences(numbers):
    for _ in range(numbers.next() >> 1):
        for _ in range(NUMBERS[numbers.next() & 3]):
            numbers.next()


class _Varints:
    def __init__(self, data):
        self._data, self._at = bytes(data), 0

    def at_end(self):
        return self._at == len(self._data)

    def next(self):
        value = shift = 0
        while True:
            byte = self._data[self._at]
            self._at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def signed(self):
        value = self.next()
        return (value >> 1) ^ -(value & 1)
