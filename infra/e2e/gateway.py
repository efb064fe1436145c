"""
The AWS endpoint that functions call: asks the policies of the caller's role first, passes on to
DynamoDB Local or to the emulator, and counts what DynamoDB would charge.
"""

import json
import re
import threading
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass

from e2e import units
from e2e.server import Server

READS = {"GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"}
WRITES = {"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"}
# What a transaction's parts need; there is no action dynamodb:TransactWriteItems.
PARTS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem", "Get": "GetItem"}
SERVICES = {
    "DynamoDB_20120810": "dynamodb",
    "AmazonSQS": "sqs",
    "AmazonSSM": "ssm",
    "secretsmanager": "secretsmanager",
    "TrentService": "kms",
}
# Every message reads it once, unless the process read it within the second before.
FLEET_ROW = {"pk": {"S": "META"}, "sk": {"S": "FLEET"}}
S3 = "/s3/aws4_request"
CREDENTIAL = re.compile(r"Credential=([A-Za-z0-9]+)/")
LEADING = re.compile(r"\w+ = (:\w+)")
# Not passed on: they belong to one connection, or are set anew.
HOP = {"connection", "content-length", "host", "transfer-encoding", "expect", "date", "server"}


@dataclass
class Consumed:
    """By one function: requests by action, capacity units. Those of the fleet's row are counted apart too."""

    requests: Counter
    read_units: float = 0
    fleet_reads: int = 0
    fleet_units: float = 0
    write_units: float = 0


class Gateway(Server):
    """
    grants: by access key, the grants of the function that has it
    """

    def __init__(self, account, region, dynamodb, emulator, grants, tls):
        self._arn = f"arn:aws:{{}}:{region}:{account}:{{}}"
        self._dynamodb, self._emulator = dynamodb, emulator
        self._grants = grants
        self._lock = threading.Lock()
        self._emulated = threading.Lock()
        self.consumed = {key: Consumed(Counter()) for key in grants}
        self.refused = []
        self._hold = None
        super().__init__(tls)

    def hold(self, key, operation):
        """
        The next such call of the function with that key is never answered nor passed on. Answers an
        Event that is set when the call has come.
        """
        held = threading.Event()
        with self._lock:
            self._hold = (key, operation, held)
        return held

    def release(self):
        """Nothing is held from now on."""
        with self._lock:
            self._hold = None

    def _is_held(self, key, operation):
        with self._lock:
            if self._hold is None or self._hold[:2] != (key, operation):
                return False
            held, self._hold = self._hold[2], None
        held.set()
        return True

    def handle(self, exchange):
        body = exchange.body()
        found = CREDENTIAL.search(exchange.headers.get("Authorization", ""))
        key = found.group(1) if found else None
        target, _, operation = exchange.headers.get("X-Amz-Target", "").partition(".")
        service = SERVICES.get(target, target)
        if found and S3 in exchange.headers["Authorization"]:
            # An object: its action is its method, its resource its path.
            service, operation = "s3", {"PUT": "PutObject"}.get(exchange.command, exchange.command)
        asked = {} if service == "s3" else json.loads(body or b"{}")
        needed = [(f"s3:{operation}", f"arn:aws:s3:::{exchange.path[1:]}")] if service == "s3" else self._needed(service, operation, asked)
        grants = self._grants.get(key)
        missing = [n for n in needed if grants is None or not grants.allow(*n)]
        if missing or not needed:
            self._refuse(exchange, key, missing or [(f"{service}:{operation}", "?")])
            return
        if self._is_held(key, operation):
            exchange.close_connection = True
            threading.Event().wait(60)
            return
        with self._lock:
            self.consumed[key].requests[f"{service}:{operation}"] += 1
        if service == "dynamodb":
            asked["ReturnConsumedCapacity"] = "TOTAL"
            before = [self._item(exchange, *item) for item in units.touched(operation, asked)]
            status, answer, headers = self._ask(self._dynamodb, exchange, json.dumps(asked).encode())
            used = units.charged(operation, asked, before, status, json.loads(answer))
            self._count(key, operation, used, asked.get("Key") == FLEET_ROW)
        else:
            # The emulator is not safe for concurrent calls.
            with self._emulated:
                status, answer, headers = self._ask(self._emulator, exchange, body)
        exchange.reply(status, answer, headers)

    def _needed(self, service, operation, asked):
        """The actions on resources that a call needs, with what its conditions may ask for."""
        if service == "ssm":
            return [(f"ssm:{operation}", self._arn.format("ssm", "parameter" + asked["Name"]))]
        if service == "secretsmanager":
            # Secrets Manager adds a hyphen and six characters to a name.
            return [(f"secretsmanager:{operation}", self._arn.format("secretsmanager", f"secret:{asked['SecretId']}-AbCdEf"))]
        if service == "kms":
            return [self._key(operation, asked)]
        if service == "sqs":
            name = asked["QueueUrl"].rsplit("/", 1)[1]
            action = operation.replace("MessageBatch", "Message")
            return [(f"sqs:{action}", self._arn.format("sqs", name))]
        if service == "dynamodb" and operation == "TransactWriteItems":
            return [
                self._table(PARTS[part], what["TableName"], [what])
                for item in asked["TransactItems"]
                for part, what in item.items()
            ]
        if service == "dynamodb" and "RequestItems" in asked:
            return [self._table(operation, name, _requests(of)) for name, of in asked["RequestItems"].items()]
        if service == "dynamodb" and operation in READS | WRITES:
            index = f"/index/{asked['IndexName']}" if "IndexName" in asked else ""
            return [self._table(operation, asked["TableName"] + index, [asked])]
        return []

    def _key(self, operation, asked):
        key, told = asked["KeyId"], {}
        if key.startswith("alias/"):
            told["kms:ResourceAliases"] = [key]
            key = self._arn.format("kms", "key/behind-its-alias")
        if operation == "Sign":
            told["kms:SigningAlgorithm"] = asked["SigningAlgorithm"]
            told["kms:MessageType"] = asked.get("MessageType", "RAW")
        for name, value in asked.get("EncryptionContext", {}).items():
            told[f"kms:EncryptionContext:{name}"] = value
        return f"kms:{operation}", key, told

    def _table(self, operation, name, requests):
        told = {"dynamodb:LeadingKeys": [key for r in requests for key in _leading_keys(r)]}
        return f"dynamodb:{operation}", self._arn.format("dynamodb", f"table/{name}"), told

    def _refuse(self, exchange, key, missing):
        line = f"{key} may not {', '.join(f'{action} on {resource}' for action, resource, *_ in missing)}"
        self.refused.append(line)
        answer = {"__type": "com.amazon.coral.service#AccessDeniedException", "message": line}
        exchange.reply(400, json.dumps(answer).encode(), {"Content-Type": "application/x-amz-json-1.0"})

    def _item(self, exchange, table, key):
        """What is there, for the meter alone."""
        asked = json.dumps({"TableName": table, "Key": key, "ConsistentRead": True}).encode()
        status, answer, _ = self._ask(self._dynamodb, exchange, asked, {"X-Amz-Target": "DynamoDB_20120810.GetItem"})
        return json.loads(answer).get("Item", {}) if status == 200 else {}

    def _count(self, key, operation, consumed, is_fleet):
        with self._lock:
            if operation in READS:
                self.consumed[key].read_units += consumed
                if is_fleet:
                    self.consumed[key].fleet_reads += 1
                    self.consumed[key].fleet_units += consumed
            else:
                self.consumed[key].write_units += consumed

    @staticmethod
    def _ask(url, exchange, body, instead=None):
        headers = {k: v for k, v in exchange.headers.items() if k.lower() not in HOP} | (instead or {})
        request = urllib.request.Request(url + exchange.path, body, headers, method=exchange.command)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read(), _kept(answer.headers)
        except urllib.error.HTTPError as e:
            with e:
                return e.code, e.read(), _kept(e.headers)


def _requests(of):
    """The single reads or writes of one table in a batch."""
    if isinstance(of, dict):
        return [{"Key": key} for key in of["Keys"]]
    return [next(iter(write.values())) for write in of]


def _leading_keys(request):
    """The partition keys that a request is about."""
    for item in (request.get("Key"), request.get("Item")):
        if item:
            return [item["pk"]["S"]]
    found = LEADING.match(request.get("KeyConditionExpression", ""))
    return [request["ExpressionAttributeValues"][found.group(1)]["S"]] if found else []


def _kept(headers):
    return {k: v for k, v in headers.items() if k.lower() not in HOP}
