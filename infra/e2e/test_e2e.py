"""The harness itself: that what it plays is what Lambda does, and that it can fail."""

import base64
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from moto import mock_aws
from moto.cloudformation.parsing import get_model_map

from e2e import blocks, units
from e2e.arguments import parse
from e2e.emulator import ACCOUNT, NO_RESOURCES, REGION, SKIPPED, Mapping, check_made, client, deployable
from e2e.gateway import Gateway
from e2e.iam import Grants
from e2e.lambdas import Artifact, Function, FunctionFailed
from e2e.patterns import matches
from e2e.pump import QueuePump, failed_items
from parity.intrinsics import Template
from parity.templates import sam_transformed

RUN = Path(__file__).absolute().parent / "run"

# A runtime of a few lines that does what its event says.
BOOTSTRAP = f"""#!{sys.executable}
import json, os, sys, time, urllib.request
api = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
while True:
    with urllib.request.urlopen(api + "next") as r:
        request, event = r.headers["Lambda-Runtime-Aws-Request-Id"], json.load(r)
    if "sleep" in event: time.sleep(event["sleep"])
    if "exit" in event: sys.exit(event["exit"])
    kept = bytearray(event.get("megabytes", 0) << 20)
    if kept: time.sleep(5)
    how = "error" if "error" in event else "response"
    urllib.request.urlopen(api + request + "/" + how, json.dumps({{"pid": os.getpid(), "api": api, **event}}).encode())
"""


class Arguments(unittest.TestCase):
    """The command itself, as it is documented; it ends before anything is built."""

    def run_with(self, cwd, *arguments):
        return subprocess.run([RUN, *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=120)

    def test_a_path_is_that_of_where_the_command_is_called(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "target").mkdir()
            for cwd in (folder, Path(folder) / "target"):
                done = self.run_with(cwd, "--native", "target/function.zip")
                self.assertEqual(2, done.returncode, done.stdout)
                self.assertIn(f"there is no file {Path(cwd).resolve()}/target/function.zip", done.stderr)

    def test_a_file_that_is_there_is_taken_from_the_project_s_root_as_from_elsewhere(self):
        was = os.getcwd()
        self.addCleanup(os.chdir, was)
        os.chdir(RUN.parents[2])
        self.assertEqual(RUN.parents[2] / "infra" / "e2e" / "run", parse(["--native", "infra/e2e/run"]).native)
        os.chdir(RUN.parent)
        self.assertEqual(RUN, parse(["--beside", "run"]).beside)

    def test_a_native_artifact_has_nothing_beside_it(self):
        done = self.run_with(RUN.parent, "--native", "run", "--beside", "run")
        self.assertEqual(2, done.returncode)
        self.assertIn("--beside is played with JVM artifacts", done.stderr)

    def test_what_is_measured_is_one_thing(self):
        self.assertEqual((True, 1000), (parse(["--report"]).report, parse(["--report"]).orgs))
        done = self.run_with(RUN.parent, "--report", "--cold-start")
        self.assertEqual(2, done.returncode)
        self.assertIn("--report and --cold-start are measured apart", done.stderr)


class RuntimeApi(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        bootstrap = Path(folder.name) / "bootstrap"
        bootstrap.write_text(BOOTSTRAP)
        bootstrap.chmod(0o755)
        self.function = Function(
            "test",
            {"Timeout": 1, "MemorySize": 100, "FunctionArn": "arn:aws:lambda:eu-central-1:1:function:test", "Handler": "x"},
            {"PATH": "/usr/bin:/bin"},
            Artifact(folder.name),
            Path(folder.name) / "log",
        )
        self.addCleanup(self.function.close)

    def test_a_process_answers_one_event_after_the_other(self):
        first, second = self.function.invoke({"n": 1}), self.function.invoke({"n": 2})
        self.assertEqual((1, 2), (first["n"], second["n"]))
        self.assertEqual(first["pid"], second["pid"])

    def test_an_error_is_a_failure_and_keeps_the_process(self):
        pid = self.function.invoke({})["pid"]
        with self.assertRaisesRegex(FunctionFailed, "error"):
            self.function.invoke({"error": 1})
        self.assertEqual(pid, self.function.invoke({})["pid"])

    def test_a_process_is_killed_at_its_timeout_and_replaced(self):
        pid = self.function.invoke({})["pid"]
        began = time.monotonic()
        with self.assertRaisesRegex(FunctionFailed, "timed out after 1 s\\nthreads of process [0-9]+:\\n  .*: S "):
            self.function.invoke({"sleep": 30})
        self.assertLess(time.monotonic() - began, 10)
        self.assertNotEqual(pid, self.function.invoke({})["pid"])

    def test_a_process_that_takes_more_than_its_memory_is_killed(self):
        with self.assertRaisesRegex(FunctionFailed, "killed: .* MB of 100"):
            self.function.invoke({"megabytes": 300})

    def test_the_most_memory_of_a_process_is_what_it_ever_had(self):
        self.function.invoke({})
        before = self.function.peak_mb()
        self.assertGreater(before, 0)
        with open(f"/proc/{self.function.invoke({})['pid']}/status", encoding="utf-8") as status:
            peak = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))
        self.assertAlmostEqual(peak, self.function.peak_mb(), delta=1)

    def test_a_late_request_of_a_killed_process_takes_nothing_from_the_next(self):
        for n in range(20):
            before = self.function.invoke({})["api"]
            late = self.late(before)
            self.function.kill()
            after = self.function.invoke({"n": n})
            self.assertEqual(n, after["n"])
            self.assertNotEqual(before, after["api"])
            late.join(5)
            self.assertFalse(late.is_alive())

    def late(self, api):
        """A request for the next event on the port of a process that is about to be killed."""

        def ask():
            try:
                urllib.request.urlopen(api + "next", timeout=10).close()
            except OSError:
                pass

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        return thread

    def test_a_port_is_that_of_one_process(self):
        api = self.function.invoke({})["api"]
        self.function.kill()
        self.function.invoke({})
        with self.assertRaises(OSError):
            urllib.request.urlopen(api + "next", timeout=10)

    def test_a_process_that_ends_is_a_failure(self):
        with self.assertRaisesRegex(FunctionFailed, "ended"):
            self.function.invoke({"exit": 3})
        self.assertIn("pid", self.function.invoke({}))


class Queue(unittest.TestCase):
    def test_what_is_handed_back_comes_again_after_the_visibility_timeout_until_it_is_given_up(self):
        with mock_aws():
            sqs = client("sqs", None)
            dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
            redrive = {"deadLetterTargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:dead", "maxReceiveCount": 2}
            queue = sqs.create_queue(QueueName="queue", Attributes={"VisibilityTimeout": "240", "RedrivePolicy": json.dumps(redrive)})["QueueUrl"]
            refusing = SimpleNamespace(invoke=lambda event: {"batchItemFailures": [{"itemIdentifier": r["messageId"]} for r in event["Records"]]})
            deployment = SimpleNamespace(emulator=SimpleNamespace(client=lambda service: sqs))
            mapping = Mapping("f", f"arn:aws:sqs:{REGION}:{ACCOUNT}:queue", 10, True, [], -1, False, None, None)
            pump = QueuePump(deployment, mapping, {"f": refusing})
            sqs.send_message(QueueUrl=queue, MessageBody="a")
            noon = datetime(2026, 11, 25, 12)
            taken = [pump.run(noon + timedelta(minutes=m)) for m in range(10)]
            self.assertEqual([1, 0, 0, 0, 1, 0, 0, 0, 0, 0], taken)
            self.assertEqual(["a", "a"], pump.handed_back)
            self.assertEqual("a", sqs.receive_message(QueueUrl=dead)["Messages"][0]["Body"])


class Blocks(unittest.TestCase):
    OLDER = bytes([0xD8, 4, 7, 5, 5, 4, 6, 0, 0])  # as in SampleBlockTest: 300 s earlier, with three differences

    def test_the_slots_of_an_item_are_found(self):
        item = {"sk": {"N": "1795597500"}, "b": {"B": self.OLDER}}
        self.assertEqual({1795597500, 1795597200}, blocks.of_item(item))
        self.assertEqual({1795597500}, blocks.of_item({"sk": item["sk"]}))

    def test_the_slots_that_wait_are_found_and_their_span_is_checked(self):
        def waiting(span):
            # 600 s before the last slot, a whole sample without a difference to the last reading.
            return {"slot": {"N": "1795598100"}, "rs": {"B": bytes([1, 0xB0, 9, 1, *span]) + self.OLDER}}

        self.assertEqual({1795597500, 1795597200}, blocks.of_state(waiting([0xAC, 2])))
        self.assertEqual(set(), blocks.of_state({"slot": {"N": "1795598100"}}))
        with self.assertRaisesRegex(ValueError, "span 299 s"):
            blocks.of_state(waiting([0xAB, 2]))


class Rules(unittest.TestCase):
    def test_a_filter_takes_what_has_all_that_it_asks_for(self):
        pattern = {"eventName": ["INSERT"], "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "OUT#"}]}}}}
        for name, key, wanted in (("INSERT", "OUT#a", True), ("MODIFY", "OUT#a", False), ("INSERT", "ORG#a", False)):
            record = {"eventName": name, "dynamodb": {"Keys": {"pk": {"S": key}, "sk": {"S": "1"}}}}
            self.assertEqual(wanted, matches(pattern, record), record)
        self.assertFalse(matches(pattern, {"eventName": "INSERT"}))
        with self.assertRaises(ValueError):
            matches({"a": [{"numeric": [">", 1]}]}, {"a": 2})

    def test_a_batch_answer_that_is_not_understood_fails_the_whole_batch(self):
        ids = {"a", "b"}
        self.assertEqual({"a"}, failed_items({"batchItemFailures": [{"itemIdentifier": "a"}]}, ids, True))
        self.assertEqual(set(), failed_items({"batchItemFailures": []}, ids, True))
        self.assertEqual(ids, failed_items({"batchItemFailures": [{"itemIdentifier": "c"}]}, ids, True))
        self.assertEqual(ids, failed_items({"batchItemFailures": ["a"]}, ids, True))
        self.assertEqual(set(), failed_items({"batchItemFailures": [{"itemIdentifier": "a"}]}, ids, False))

    def test_a_role_grants_what_its_policies_say_and_tells_what_was_not_used(self):
        grants = Grants([{"Statement": [{"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:DeleteMessage"], "Resource": "arn:q"}]}])
        self.assertTrue(grants.allow("sqs:SendMessage", "arn:q"))
        self.assertFalse(grants.allow("sqs:SendMessage", "arn:other"))
        self.assertFalse(grants.allow("sqs:PurgeQueue", "arn:q"))
        self.assertEqual(["sqs:DeleteMessage on arn:q"], grants.unused())

    def test_what_is_denied_is_not_granted_whatever_allows_it(self):
        keys = {"ForAnyValue:StringLike": {"dynamodb:LeadingKeys": "TOKEN#*"}}
        grants = Grants(
            [
                {
                    "Statement": [
                        {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:t"},
                        {"Effect": "Deny", "Action": "dynamodb:*", "Resource": "arn:t", "Condition": keys},
                    ]
                }
            ]
        )
        self.assertTrue(grants.allow("dynamodb:GetItem", "arn:t", {"dynamodb:LeadingKeys": ["ORG#a"]}))
        self.assertFalse(grants.allow("dynamodb:GetItem", "arn:t", {"dynamodb:LeadingKeys": ["ORG#a", "TOKEN#a"]}))
        self.assertEqual([], grants.unused())

    def test_the_partition_keys_of_every_kind_of_call_are_told(self):
        gateway = Gateway.__new__(Gateway)
        gateway._arn = "arn:{}:{}"
        key, item = {"pk": {"S": "A"}, "sk": {"S": "1"}}, {"pk": {"S": "B"}, "sk": {"S": "1"}, "n": {"N": "1"}}
        query = {"TableName": "t", "KeyConditionExpression": "pk = :pk AND begins_with(sk, :x)", "ExpressionAttributeValues": {":pk": {"S": "C"}, ":x": {"S": "D"}}}
        for operation, asked, keys in (
            ("GetItem", {"TableName": "t", "Key": key}, [["A"]]),
            ("PutItem", {"TableName": "t", "Item": item}, [["B"]]),
            ("Query", query, [["C"]]),
            ("BatchGetItem", {"RequestItems": {"t": {"Keys": [key, item]}}}, [["A", "B"]]),
            ("BatchWriteItem", {"RequestItems": {"t": [{"PutRequest": {"Item": item}}, {"DeleteRequest": {"Key": key}}]}}, [["B", "A"]]),
            ("TransactWriteItems", {"TransactItems": [{"Put": {"TableName": "t", "Item": item}}, {"Update": {"TableName": "t", "Key": key}}]}, [["B"], ["A"]]),
        ):
            with self.subTest(operation):
                needed = gateway._needed("dynamodb", operation, asked)
                self.assertEqual(keys, [told["dynamodb:LeadingKeys"] for _, _, told in needed])

    def test_a_condition_is_asked_of_what_is_told_with_the_call(self):
        def grants(condition):
            return Grants([{"Statement": [{"Effect": "Allow", "Action": "kms:Sign", "Resource": "*", "Condition": condition}]}])

        aliased = grants({"ForAnyValue:StringLike": {"kms:ResourceAliases": "alias/headroom/a/*"}})
        self.assertTrue(aliased.allow("kms:Sign", "arn:k", {"kms:ResourceAliases": ["alias/x", "alias/headroom/a/b"]}))
        self.assertFalse(aliased.allow("kms:Sign", "arn:k", {"kms:ResourceAliases": ["alias/headroom/b/b"]}))
        self.assertFalse(aliased.allow("kms:Sign", "arn:k"))
        bound = grants({"Null": {"kms:EncryptionContext:headroom:org": "false"}})
        self.assertTrue(bound.allow("kms:Sign", "arn:k", {"kms:EncryptionContext:headroom:org": "acme"}))
        self.assertFalse(bound.allow("kms:Sign", "arn:k"))
        signs = grants({"StringEquals": {"kms:SigningAlgorithm": "RSASSA_PKCS1_V1_5_SHA_256", "kms:MessageType": "RAW"}})
        self.assertTrue(signs.allow("kms:Sign", "arn:k", {"kms:SigningAlgorithm": "RSASSA_PKCS1_V1_5_SHA_256", "kms:MessageType": "RAW"}))
        for algorithm, message in (("RSASSA_PSS_SHA_256", "RAW"), ("RSASSA_PKCS1_V1_5_SHA_256", "DIGEST")):
            self.assertFalse(signs.allow("kms:Sign", "arn:k", {"kms:SigningAlgorithm": algorithm, "kms:MessageType": message}))
        with self.assertRaises(ValueError):
            grants({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}).allow("kms:Sign", "arn:k")


class Units(unittest.TestCase):
    """What the service charges; ServiceUnits and its test are the same for the program's own tests."""

    ASKED = {"TableName": "State", "Key": {"pk": {"S": "ORG#a"}, "sk": {"S": "STATE"}}}

    def put(self, size, **more):
        return {**self.ASKED["Key"], "x": {"S": "x" * size}, **more}

    def transaction(self, before, *items):
        asked = {"TransactItems": [{"Put": {"TableName": "State", "Item": item}} for item in items]}
        self.assertEqual([("State", self.ASKED["Key"])] * len(items), units.touched("TransactWriteItems", asked))
        return units.charged("TransactWriteItems", asked, before, 200, {"ConsumedCapacity": [{"CapacityUnits": 2.0}]})

    def test_every_item_of_a_transaction_is_charged(self):
        for items in (1, 3, 10):
            self.assertEqual(2 * items, self.transaction([{}] * items, *[self.put(10)] * items))

    def test_the_larger_of_old_and_new_is_charged(self):
        self.assertEqual(10, self.transaction([self.put(5000)], self.put(10)))

    def test_rows_of_indexes_are_charged_when_they_change(self):
        one, other = ({"pendingPk": {"S": "OUTBOX"}, "pendingSk": {"S": sort}} for sort in "12")
        self.assertEqual(8, self.transaction([{}], self.put(3000, **one)))
        self.assertEqual(6, self.transaction([self.put(3000, **one)], self.put(3000, **one)))
        self.assertEqual(10, self.transaction([self.put(3000, **one)], self.put(3000, **other)))

    def test_a_transaction_of_more_than_puts_is_not_metered_in_silence(self):
        with self.assertRaises(ValueError):
            units.touched("TransactWriteItems", {"TransactItems": [{"Delete": self.ASKED}]})

    def test_a_refused_write_is_charged_by_what_is_there(self):
        refused = {"__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}
        self.assertEqual([("State", self.ASKED["Key"])], units.touched("UpdateItem", self.ASKED))
        self.assertEqual(3, units.charged("UpdateItem", self.ASKED, [self.put(2500)], 400, refused))
        self.assertEqual(0, units.charged("UpdateItem", self.ASKED, [self.put(2500)], 400, {"__type": "ValidationException"}))

    def test_reads_that_find_nothing_are_charged(self):
        nothing = {"ConsumedCapacity": {"CapacityUnits": 0.0}}
        self.assertEqual(0.5, units.charged("Query", {}, [], 200, nothing))
        self.assertEqual(1, units.charged("Scan", {"ConsistentRead": True}, [], 200, nothing))
        self.assertEqual(7, units.charged("Query", {}, [], 200, {"ConsumedCapacity": {"CapacityUnits": 7.0}}))

    def test_every_item_that_a_batch_asks_for_is_charged(self):
        asked = {"RequestItems": {"State": {"Keys": [{}] * 4}}}
        answer = {"Responses": {"State": [self.put(10), self.put(5000)]}, "ConsumedCapacity": [{"CapacityUnits": 1.5}]}
        self.assertEqual(2.5, units.charged("BatchGetItem", asked, [], 200, answer))
        asked["RequestItems"]["State"]["ConsistentRead"] = True
        self.assertEqual(5, units.charged("BatchGetItem", asked, [], 200, answer))

    def test_items_have_the_sizes_of_the_guide(self):
        for size, value in [
            (3, {"S": "é1"}),
            (2, {"N": "1200"}),
            (5, {"N": "-12345"}),
            (1, {"BOOL": True}),
            (1, {"NULL": True}),
            (7, {"B": base64.b64encode(bytes(7)).decode()}),
            (3, {"SS": ["a", "bc"]}),
            (4, {"NS": ["1", "22"]}),
            (3, {"L": []}),
            (5, {"L": [{"S": "a"}]}),
            (6, {"M": {"b": {"S": "a"}}}),
        ]:
            self.assertEqual(size + 1, units.size({"n": value}), value)


class Rights(unittest.TestCase):
    """Who may read what, by the roles' policies in the template."""

    SSM = "arn:aws:ssm:us-east-1:123456789012:parameter/headroom/headroom/"
    SECRETS = "arn:aws:secretsmanager:us-east-1:123456789012:secret:headroom/headroom/"

    @classmethod
    def setUpClass(cls):
        values = {"Pages": "on", "HeartbeatUrl": "ssm:/headroom/headroom/heartbeat/url", "KmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/1"}
        cls.grants = {name: cls.grants_of(name, values) for name in ("Dispatch", "Poll", "Publish", "Notify", "Attribute", "Audit", "Report", "Manage")}

    @staticmethod
    def grants_of(name, values):
        resources = Template(sam_transformed(), values).resources()
        policies = [p["PolicyDocument"] for p in resources[f"{name}Role"]["Properties"]["Policies"]]
        for r in resources.values():
            if r["Type"] == "AWS::IAM::Policy" and {"Ref": f"{name}Role"} in r["Properties"]["Roles"]:
                policies.append(r["Properties"]["PolicyDocument"])
        return Grants(json.loads(json.dumps(policies), object_hook=text_of_reference))

    def readers(self, *names):
        """The functions that may read a secret of these names, from both stores alike."""
        found = {f for f, g in self.grants.items() if all(g.allow("ssm:GetParameter", self.SSM + n) for n in names)}
        self.assertEqual(found, {f for f, g in self.grants.items() if all(g.allow("secretsmanager:GetSecretValue", f"{self.SECRETS}{n}-AbCdEf") for n in names)})
        return found

    # Whoever logs in to orgs; manage does for a lock-out question.
    LOGS_IN = ("Poll", "Attribute", "Audit", "Manage")

    def test_each_prefix_is_read_by_those_who_need_it(self):
        self.assertEqual(set(self.LOGS_IN), self.readers("orgs/acme"))
        self.assertEqual({"Notify"}, self.readers("targets/pager"))
        self.assertEqual({"Publish"}, self.readers("heartbeat/url"))

    def test_what_was_stored_under_the_one_prefix_of_old_is_read_as_before(self):
        self.assertEqual({*self.LOGS_IN, "Notify"}, self.readers("acme-secret", "all", "eu/acme"))

    def test_nobody_reads_the_secrets_of_another_stack(self):
        for function, grants in self.grants.items():
            other = self.SSM.replace("headroom/headroom/", "headroom/other/") + "orgs/acme"
            self.assertFalse(grants.allow("ssm:GetParameter", other), function)

    def test_kept_tokens_are_for_jobs_alone(self):
        for function, grants in self.grants.items():
            for action in ("GetItem", "Query", "PutItem", "UpdateItem"):
                if grants.allow(f"dynamodb:{action}", "<StateTable.Arn>", {"dynamodb:LeadingKeys": ["ORG#acme"]}):
                    allowed = grants.allow(f"dynamodb:{action}", "<StateTable.Arn>", {"dynamodb:LeadingKeys": ["TOKEN#acme"]})
                    self.assertEqual(function in ("Poll", "Attribute", "Audit"), allowed, f"{function} {action}")

    def test_the_audit_is_written_by_manage_alone_and_deleted_by_none(self):
        for function, grants in self.grants.items():
            for action in ("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"):
                allowed = grants.allow(f"dynamodb:{action}", "<StateTable.Arn>", {"dynamodb:LeadingKeys": ["AUDIT"]})
                self.assertEqual(function == "Manage" and action != "DeleteItem", allowed, f"{function} {action}")

    def test_report_changes_samples_and_nothing_else(self):
        grants = self.grants["Report"]
        for action in ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"):
            self.assertFalse(grants.allow(f"dynamodb:{action}", "<StateTable.Arn>", {"dynamodb:LeadingKeys": ["ORG#acme"]}), action)
            self.assertEqual(action == "PutItem", grants.allow(f"dynamodb:{action}", "<SamplesTable.Arn>", {"dynamodb:LeadingKeys": ["D#acme#2026"]}), action)

    def test_report_remembers_written_pages_and_puts_objects_under_its_folder(self):
        grants = self.grants["Report"]
        self.assertTrue(grants.allow("dynamodb:PutItem", "<StateTable.Arn>", {"dynamodb:LeadingKeys": ["PAGES"]}))
        self.assertTrue(grants.allow("s3:PutObject", "<PagesBucket.Arn>/headroom/index.html"))
        for action, place in (("PutObject", "other/index.html"), ("GetObject", "headroom/index.html"), ("DeleteObject", "headroom/index.html")):
            self.assertFalse(grants.allow(f"s3:{action}", f"<PagesBucket.Arn>/{place}"), f"{action} {place}")
        without = self.grants_of("Report", {})
        self.assertFalse(without.allow("s3:PutObject", "<PagesBucket.Arn>/headroom/index.html"))
        self.assertFalse(without.allow("dynamodb:PutItem", "<StateTable.Arn>", {"dynamodb:LeadingKeys": ["PAGES"]}))

    def test_a_key_signs_as_logins_need_it_and_no_other_way(self):
        key = "arn:aws:kms:us-east-1:123456789012:key/2"
        told = {
            "kms:ResourceAliases": ["alias/headroom/headroom/monitor"],
            "kms:SigningAlgorithm": "RSASSA_PKCS1_V1_5_SHA_256",
            "kms:MessageType": "RAW",
        }
        self.assertEqual(list(self.LOGS_IN), [f for f, g in self.grants.items() if g.allow("kms:Sign", key, told)])
        for other in ({"kms:SigningAlgorithm": "RSASSA_PSS_SHA_256"}, {"kms:MessageType": "DIGEST"}, {"kms:ResourceAliases": ["alias/other"]}):
            self.assertFalse(self.grants["Poll"].allow("kms:Sign", key, {**told, **other}), other)

    def test_the_heartbeat_s_secret_is_read_only_where_there_is_a_heartbeat(self):
        self.assertFalse(self.grants_of("Publish", {}).allow("ssm:GetParameter", self.SSM + "heartbeat/url"))


def text_of_reference(node):
    """A reference to a part of the stack as a text."""
    if set(node) == {"Fn::GetAtt"}:
        return f"<{'.'.join(node['Fn::GetAtt'])}>"
    return f"<{node['Ref']}>" if set(node) == {"Ref"} else "".join(node["Join"]) if set(node) == {"Join"} else node


class Skipped(unittest.TestCase):
    def test_a_type_that_is_new_and_not_made_fails(self):
        resources = {"Old": {"Type": "AWS::SQS::QueuePolicy"}, "Pipe": {"Type": "AWS::Pipes::Pipe"}}
        with self.assertRaisesRegex(AssertionError, "made no AWS::Pipes::Pipe"):
            check_made(resources, {})
        check_made(resources, {"Pipe": "pipe"})

    def test_every_type_that_is_skipped_is_in_the_template_and_unknown_to_the_emulator(self):
        used = {r["Type"] for r in sam_transformed()["Resources"].values()}
        self.assertEqual(set(), SKIPPED - used)
        self.assertEqual(set(), SKIPPED & set(get_model_map()))

    def test_what_is_deployed_refers_to_nothing_that_was_left_out(self):
        template = json.dumps(deployable(sam_transformed()))
        for name, r in sam_transformed()["Resources"].items():
            if r["Type"] in SKIPPED | NO_RESOURCES:
                self.assertNotIn(f'"{name}"', template)


if __name__ == "__main__":
    unittest.main()
