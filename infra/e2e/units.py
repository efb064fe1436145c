"""
What the DynamoDB service charges for where DynamoDB Local (3.3.1) says something else: items of a
transaction that cost the same are counted once there, reads that find nothing and missing items of
a batch not at all, refused writes never.

Source: "Read and write operations" and "DynamoDB item sizes and formats" of the Amazon DynamoDB
Developer Guide. Units of a transaction are twice those of single writes; its index rows are counted
twice too, as DynamoDB Local does, which the guide does not say.
"""

import base64
from decimal import Decimal
from math import ceil

# A read that finds nothing, eventually consistent; strongly consistent it is twice that.
NOTHING_FOUND = 0.5
WRITE_BYTES = 1024
READ_BYTES = 4096
CONTAINER_BYTES = 3
KEY = ("pk", "sk")
# Partition key, sort key, and whether whole items are projected: infra/tables/shape.json.
INDEXES = (("fleetPk", "fleetSk", True), ("pendingPk", "pendingSk", False))
# Calls whose charge depends on the item that is there.
WRITES_OF_ONE = ("PutItem", "UpdateItem", "DeleteItem")


def touched(operation, asked):
    """The (table, key) of each item whose size before a write is part of its charge, in order."""
    if operation == "TransactWriteItems":
        return [(put["TableName"], _key(put["Item"])) for put in _puts(asked)]
    if operation in WRITES_OF_ONE:
        return [(asked["TableName"], asked.get("Key") or _key(asked["Item"]))]
    return []


def charged(operation, asked, before, status, answer):
    """
    Read or write units of a call.

    before: the items that were there, in the order of touched()
    status, answer: what DynamoDB Local said
    """
    if operation == "TransactWriteItems":
        return sum(of_transaction(old, put["Item"]) for old, put in zip(before, _puts(asked), strict=True))
    if status != 200:
        refused = "ConditionalCheckFailed" in answer.get("__type", "")
        return sum(_written(size(item)) for item in before) if refused else 0
    if operation == "BatchGetItem":
        return sum(_of_batch(of, answer["Responses"].get(table, [])) for table, of in asked["RequestItems"].items())
    told = answer.get("ConsumedCapacity", [])
    units = sum(c["CapacityUnits"] for c in (told if isinstance(told, list) else [told]))
    if operation in ("Query", "Scan"):
        return max(units, NOTHING_FOUND * (2 if asked.get("ConsistentRead") else 1))
    return units


def of_transaction(before, after):
    """Write units of one item of a transaction; {} where there was or is none."""
    return 2 * (_written(max(size(before), size(after))) + sum(_of_index(index, before, after) for index in INDEXES))


def _puts(asked):
    for part in asked["TransactItems"]:
        if "Put" not in part:
            raise ValueError(f"only puts of a transaction are metered: {part}")
        yield part["Put"]


def _key(item):
    return {name: item[name] for name in KEY}


def _of_batch(asked, found):
    weight = 1 if asked.get("ConsistentRead") else 0.5
    pages = sum(max(1, ceil(size(item) / READ_BYTES)) for item in found)
    return weight * (pages + len(asked["Keys"]) - len(found))


def _of_index(index, before, after):
    partition, sort, whole = index

    def row(item):
        if partition not in item or sort not in item:
            return {}
        return item if whole else {name: item[name] for name in (*KEY, partition, sort)}

    left, come = row(before), row(after)
    if left == come:
        return 0
    if left and come and any(left[name] != come[name] for name in (partition, sort)):
        return _written(size(left)) + _written(size(come))
    return _written(max(size(left), size(come)))


def _written(size_bytes):
    return max(1, ceil(size_bytes / WRITE_BYTES))


def size(item):
    """Of an item, in bytes."""
    return sum(len(name.encode()) + _size(value) for name, value in item.items())


def _size(value):
    ((kind, what),) = value.items()
    if kind == "S":
        return len(what.encode())
    if kind == "N":
        return _number(what)
    if kind == "B":
        return len(base64.b64decode(what))
    if kind in ("BOOL", "NULL"):
        return 1
    if kind in ("SS", "NS", "BS"):
        return sum(_size({kind[0]: element}) for element in what)
    if kind == "L":
        return CONTAINER_BYTES + sum(1 + _size(element) for element in what)
    if kind == "M":
        return CONTAINER_BYTES + len(what) + size(what)
    raise ValueError(f"unknown type of value {kind}")


def _number(text):
    """A byte for two significant digits, and one more; one for a sign."""
    number = Decimal(text)
    digits = len("".join(map(str, number.as_tuple().digits)).rstrip("0").lstrip("0")) or 1
    return ceil(digits / 2) + (2 if number < 0 else 1)
