"""Copies the rows of one DynamoDB table into another."""

import time

BATCH = 25
TRIES = 10


class NotEmpty(Exception):
    """The table that is to be written holds rows already."""


def copy(dynamodb, old, new):
    """
    Copies every row; answers how many there were.

    Raises NotEmpty when `new` has rows: an old state beside new outbox rows, or the other way
    round, would give two transitions one id.
    """
    if dynamodb.scan(TableName=new, Limit=1, ConsistentRead=True)["Items"]:
        raise NotEmpty(f"{new} is not empty")
    count = 0
    for page in dynamodb.get_paginator("scan").paginate(TableName=old, ConsistentRead=True):
        rows = page["Items"]
        for i in range(0, len(rows), BATCH):
            _write(dynamodb, new, rows[i : i + BATCH])
        count += len(rows)
    return count


def _write(dynamodb, table, rows):
    left = {table: [{"PutRequest": {"Item": row}} for row in rows]}
    for attempt in range(TRIES):
        left = dynamodb.batch_write_item(RequestItems=left)["UnprocessedItems"]
        if not left:
            return
        time.sleep(min(5, 0.1 * 2**attempt))
    raise RuntimeError(f"{table} does not take more rows now; empty it and try again")
