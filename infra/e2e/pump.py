"""
Moves what Lambda's event source mappings and the scheduler move, by the deployed settings. A wait
that would only pass time (a visibility timeout, a back-off between retries) is counted and skipped.
"""

import json
import time
from datetime import timedelta

from e2e.emulator import Deployment, Mapping, Tick, client
from e2e.lambdas import FunctionFailed
from e2e.patterns import matches


# Longer than any run.
HIDDEN = 43_200


class QueuePump:
    """
    One SQS mapping.

    handed_back: the bodies of messages that the function gave back, each time again
    """

    def __init__(self, deployment: Deployment, mapping: Mapping, functions):
        self._sqs = deployment.emulator.client("sqs")
        self._mapping, self._function = mapping, functions[mapping.function]
        self._queue = queue_url(self._sqs, mapping.source)
        self._hidden = []
        self.failures = []
        self.handed_back = []
        self.skipped_waits = 0

    def send(self, body):
        """Puts a message into the queue."""
        self._sqs.send_message(QueueUrl=self._queue, MessageBody=body)

    def run(self, now=None):
        """
        Until the queue shows nothing. Answers how many messages were taken.

        now: what is handed back comes again when the queue's visibility timeout has passed by this
            clock; without it at once
        """
        if now is not None:
            self._show(now)
        taken = 0
        while True:
            messages = self._sqs.receive_message(
                QueueUrl=self._queue,
                MaxNumberOfMessages=min(10, self._mapping.batch),
                AttributeNames=["All"],
                **({} if now is None else {"VisibilityTimeout": HIDDEN}),
            ).get("Messages", [])
            if not messages:
                return taken
            taken += len(messages)
            self._batch(messages, now)

    def _show(self, now):
        due, self._hidden = (
            [h for h in self._hidden if h[0] <= now],
            [h for h in self._hidden if h[0] > now],
        )
        for _, receipt in due:
            self._sqs.change_message_visibility(QueueUrl=self._queue, ReceiptHandle=receipt, VisibilityTimeout=0)

    def _timeout(self):
        found = self._sqs.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["VisibilityTimeout"])
        return timedelta(seconds=int(found["Attributes"]["VisibilityTimeout"]))

    def _batch(self, messages, now):
        failed = {m["MessageId"] for m in messages}
        try:
            answer = self._function.invoke({"Records": [self._record(m) for m in messages]})
            failed = failed_items(answer, failed, self._mapping.partial)
        except FunctionFailed as e:
            self.failures.append(str(e))
        for m in messages:
            if m["MessageId"] in failed:
                self.handed_back.append(m["Body"])
                if now is not None:
                    self._hidden.append((now + self._timeout(), m["ReceiptHandle"]))
                    continue
                self.skipped_waits += 1
                self._sqs.change_message_visibility(
                    QueueUrl=self._queue, ReceiptHandle=m["ReceiptHandle"], VisibilityTimeout=0
                )
            else:
                self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=m["ReceiptHandle"])

    def _record(self, message):
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": message.get("Attributes", {}),
            "messageAttributes": {},
            "md5OfBody": message["MD5OfBody"],
            "eventSource": "aws:sqs",
            "eventSourceARN": self._mapping.source,
            "awsRegion": self._mapping.source.split(":")[3],
        }


class StreamPump:
    """
    One mapping of a table's stream, read from DynamoDB Local.

    handed_back: the keys of records that the function gave back, each time again
    """

    def __init__(self, deployment: Deployment, mapping: Mapping, functions, dynamodb):
        self._sqs = deployment.emulator.client("sqs")
        self._mapping, self._function = mapping, functions[mapping.function]
        self._streams = client("dynamodbstreams", dynamodb)
        table = mapping.source.split("/")[1]
        self._stream = self._streams.list_streams(TableName=table)["Streams"][0]["StreamArn"]
        self._read = {}
        self.seen = self.passed = 0
        self.failures = []
        self.handed_back = []

    def run(self):
        """Until the stream shows nothing new. Answers how many records were taken."""
        taken = 0
        while True:
            records = [r for r in self._new() if any(matches(f, r) for f in self._mapping.filters) or not self._mapping.filters]
            self.passed += len(records)
            if not records:
                return taken
            taken += len(records)
            for i in range(0, len(records), self._mapping.batch):
                self._batch(records[i : i + self._mapping.batch], self._mapping.retries)

    def _new(self):
        """The records since the last time."""
        found = []
        shards = self._streams.describe_stream(StreamArn=self._stream)["StreamDescription"]["Shards"]
        for shard in shards:
            name = shard["ShardId"]
            last = self._read.get(name)
            where = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": last} if last else {"ShardIteratorType": "TRIM_HORIZON"}
            iterator = self._streams.get_shard_iterator(StreamArn=self._stream, ShardId=name, **where)["ShardIterator"]
            records = self._streams.get_records(ShardIterator=iterator)["Records"]
            if records:
                self._read[name] = records[-1]["dynamodb"]["SequenceNumber"]
            found += [self._record(r) for r in records]
        self.seen += len(found)
        return found

    def _record(self, record):
        change = dict(record["dynamodb"])
        change["ApproximateCreationDateTime"] = change["ApproximateCreationDateTime"].timestamp()
        return {
            "eventID": record["eventID"],
            "eventName": record["eventName"],
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": self._mapping.source.split(":")[3],
            "dynamodb": change,
            "eventSourceARN": self._mapping.source,
        }

    def _batch(self, records, retries):
        numbers = [r["dynamodb"]["SequenceNumber"] for r in records]
        try:
            answer = self._function.invoke({"Records": records})
            failed = failed_items(answer, set(numbers), self._mapping.partial)
            if not failed:
                return
            self.handed_back += [r["dynamodb"]["Keys"] for r, n in zip(records, numbers) if n in failed]
            # Lambda goes on from the first that failed.
            rest = records[min(numbers.index(n) for n in failed) :]
        except FunctionFailed as e:
            self.failures.append(str(e))
            rest = records
        if self._mapping.bisects and len(rest) == len(records) > 1:
            half = len(rest) // 2
            self._batch(rest[:half], retries)
            self._batch(rest[half:], retries)
        elif retries != 0:
            self._batch(rest, retries - 1)
        else:
            self._sqs.send_message(
                QueueUrl=queue_url(self._sqs, self._mapping.on_failure),
                MessageBody=json.dumps({"requestContext": {"condition": "RetryAttemptsExhausted"}, "DDBStreamBatchInfo": {"batchSize": len(rest)}}),
            )


class TickPump:
    """One schedule: an asynchronous invocation a minute, or on the hour."""

    KNOWN = ("rate(1 minute)", "cron(0 * * * ? *)")

    def __init__(self, deployment: Deployment, tick: Tick, functions):
        self._sqs = deployment.emulator.client("sqs")
        self._tick, self._function = tick, functions[tick.function]
        if tick.expression not in self.KNOWN:
            raise ValueError(f"a schedule of {tick.expression} is not known here")
        self.failures = []

    def run(self, minute):
        """One tick at `minute`, an ISO instant; the function's answer, or None when it was given up."""
        return self.deliver(json.loads(self._tick.input.replace("<aws.scheduler.scheduled-time>", minute)))

    def deliver(self, event):
        """Invokes as Lambda does asynchronously: again after an error, then the failure queue."""
        for _ in range(1 + self._tick.retries):
            try:
                return self._function.invoke(event)
            except FunctionFailed as e:
                reason = str(e)
                self.failures.append(reason)
        self._sqs.send_message(
            QueueUrl=queue_url(self._sqs, self._tick.on_failure),
            MessageBody=json.dumps({"requestPayload": event, "responsePayload": reason}),
        )
        return None


def queue_url(sqs, arn):
    """The emulator's URL of a queue."""
    return sqs.get_queue_url(QueueName=arn.rsplit(":", 1)[1])["QueueUrl"]


def failed_items(answer, ids, partial):
    """Which of a batch's items an answer gives back; by Lambda's rules all of them when it is not understood."""
    if not partial or answer is None:
        return set()
    try:
        failed = {f["itemIdentifier"] for f in answer.get("batchItemFailures") or []}
    except (AttributeError, KeyError, TypeError):
        return ids
    return failed if failed <= ids else ids


def wait_until(what, condition, seconds):
    """Polls for something that comes by itself. Raises AssertionError when it does not."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"after {seconds} s still not: {what}")
        time.sleep(0.5)
