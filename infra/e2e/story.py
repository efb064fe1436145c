"""What is played against a deployment, and what must come of it."""

import json
import posixpath
import re
import threading
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cost.deployed import METRICS
from e2e import blocks
from e2e.lambdas import FunctionFailed
from e2e.pump import wait_until
from e2e.secrets import OTLP_KEY
from e2e.system import System

MANIFEST = Path(__file__).parent / "manifest.yaml"
ORGS = ("acme-prod", "acme-erp", "initech-secure")
PLAYED = "acme-prod"
EXPORTERS = """
exporters:
  - {id: otel, type: otlp, url: "RECEIVER/otlp", apiKey: "ssm:/headroom/headroom/exporters/otel"}
"""
NO_SECRET = "/headroom/headroom/orgs/missing"
# A delivery that was cut off is free again after 30 s, and swept up 5 s later.
LEASE = 60
FORECASTS_KEPT = timedelta(hours=6)
# Of slots, the story's and the measuring's together, with room to spare; less than a block of samples spans.
LENGTH = timedelta(minutes=150)


class Story:
    """
    Tells of itself through `say`.

    Raises AssertionError where something is not as it must be.
    """

    def __init__(self, system: System, say):
        self.s, self.say = system, say
        self.minute = datetime.now(timezone.utc).replace(second=0, microsecond=0) + timedelta(minutes=1)
        self.minute -= timedelta(minutes=self.minute.minute % 5)
        # Forecasts are kept at the first slot of a stretch: not in the middle of what is measured.
        left = FORECASTS_KEPT - timedelta(seconds=self.minute.timestamp()) % FORECASTS_KEPT
        if left < LENGTH:
            self.minute += left
        self.slots = 0

    def play(self):
        """All of it, in order."""
        self.fleet_is_told()
        self.all_is_well()
        self.exhausted_while_poll_and_publish_are_killed()
        self.told_while_notify_is_killed()
        self.poison_ends_in_its_queue()
        self.the_cut_off_delivery_comes_again()
        self.well_again()
        self.a_secret_that_cannot_be_read_is_one_orgs_problem()
        self.the_access_is_audited()
        self.the_days_are_rolled_up()
        self.the_pages_are_files()
        self.a_lock_out_is_foreseen()
        self.an_operator_orders()
        self.nothing_else()
        self.readings_are_shipped()
        self.who_calls_is_read()
        self.calls_are_shipped()

    def fleet_is_told(self):
        s = self.s
        for org in ORGS:
            s.stand_ins.switch(org, "traffic", {"used": 1_000})
        text = self.manifest()
        try:
            s.doubting.invoke({"action": "plan", "manifest": text})
            raise AssertionError("an AWS endpoint that nobody vouches for was talked to")
        except FunctionFailed as e:
            must("certif" in str(e) or "PKIX" in str(e), e)
        s.doubting.close()
        answer = self.apply(text)
        again = s.functions["manage"].invoke({"action": "plan", "manifest": text})
        must(not again["changes"], f"an applied manifest still has changes: {again['changes']}")
        self.say(f"manage applied {len(answer['changes'])} changes")

    def manifest(self, file=MANIFEST):
        """The text of a manifest, with the addresses of this run."""
        return (
            file.read_text(encoding="utf-8")
            .replace("SALESFORCE", self.s.stand_ins.salesforce)
            .replace("RECEIVER", f"https://localhost:{self.s.receiver.port}")
        )

    def apply(self, text):
        """What manage answers; raises where it finds fault with the manifest."""
        answer = self.s.functions["manage"].invoke({"action": "apply", "manifest": text})
        must(not answer["violations"], answer["violations"])
        return answer

    def interval(self):
        """Five minutes of ticks; each org is due once."""
        for _ in range(5):
            self.a_minute()
        self.slots += 1

    def a_minute(self):
        self.dispatch()
        self.pump("poll")
        self.tell()
        self.minute += timedelta(minutes=1)

    def pump(self, function):
        """Hands a function what waits in its queue."""
        self.s.queues[function].run()

    def dispatch(self):
        report = self.s.ticks["dispatch"].run(self.minute.strftime("%Y-%m-%dT%H:%M:%SZ"))
        must(report is not None, f"dispatch gave up: {self.s.ticks['dispatch'].failures}")
        return report

    def tell(self):
        self.s.stream.run()
        self.pump("notify")
        self.sweep()
        self.pump("notify")

    def sweep(self):
        now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        must(self.s.ticks["publish"].run(now) is not None, f"the sweep gave up: {self.s.ticks['publish'].failures}")

    def samples(self):
        """How many samples each org has: most wait in its state, until a block of them is stored."""
        found = blocks.by_org(self.items("SamplesTable"), self.items("StateTable"))
        return {org: len(slots) for org, slots in found.items()}

    def items(self, output):
        """Everything in a table, by the name of the output with its name."""
        pages = self.s.dynamodb.get_paginator("scan").paginate(TableName=self.s.deployment.outputs[output])
        return [item for page in pages for item in page["Items"]]

    def all_is_well(self):
        self.interval()
        must(self.samples() == {org: 1 for org in ORGS}, f"samples after an interval: {self.samples()}")
        must(not self.s.receiver.webhooks and not self.s.receiver.pages, "told of something while all is well")
        told = self.s.metrics()
        must(set(told) == set(METRICS), f"metrics: {sorted(told)}")
        must(sum(told["OrgsPolled"]) == len(ORGS) and sum(told["OrgsUnread"]) == 0, f"metrics: {told}")
        # Each tick after the first reading; the first org may be read within the first minute.
        must(1 <= self.s.receiver.beats <= 5, f"{self.s.receiver.beats} heartbeats")
        must(sum(told["HeartbeatsFailed"]) == 0, f"metrics: {told}")
        self.say(f"{len(ORGS)} orgs read once in five minutes; nothing is told; {self.s.receiver.beats} heartbeats")

    def exhausted_while_poll_and_publish_are_killed(self):
        s = self.s
        org = s.stand_ins.switch(PLAYED, "traffic", {"used": s.stand_ins.switch(PLAYED, "traffic", {"used": 1})["max"]})
        must(org["used"] >= org["max"], org)
        self.say(f"{PLAYED} uses all of its {org['max']} calls")
        for _ in range(5):
            held = s.gateway.hold("poll", "TransactWriteItems")
            self.dispatch()
            self.during(s.queues["poll"].run, held, s.functions["poll"])
            held = s.gateway.hold("publish", "SendMessageBatch")
            self.during(s.stream.run, held, s.functions["publish"])
            self.minute += timedelta(minutes=1)
        self.slots += 1
        must(len(s.queues["poll"].failures) == 1, f"poll was to be killed once: {s.queues['poll'].failures}")
        must(len(s.stream.failures) == 1, f"publish was to be killed once: {s.stream.failures}")
        must(self.samples() == {org: 2 for org in ORGS}, f"samples after a kill: {self.samples()}")
        self.say("poll was killed before its commit and read again; publish was killed between its commit and the queue")

    def during(self, work, held, function):
        """Runs `work`; kills the function when it has got to where it is held."""
        problems = []

        def run():
            try:
                work()
            except BaseException as e:
                problems.append(e)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        while thread.is_alive():
            if held.wait(0.02):
                function.kill()
                break
        thread.join(120)
        self.s.gateway.release()
        must(not thread.is_alive(), "work that was cut off did not end")
        if problems:
            raise problems[0]

    def told_while_notify_is_killed(self):
        s = self.s

        def swept_up():
            self.sweep()
            return s.messages("NotifyQueueUrl") > 0

        wait_until("what publish had not sent when it was killed", swept_up, LEASE)
        s.receiver.hold.set()
        self.during(s.queues["notify"].run, s.receiver.held, s.functions["notify"])
        s.receiver.hold.clear()
        must(len(s.queues["notify"].failures) == 1, f"notify was to be killed once: {s.queues['notify'].failures}")
        self.say("the sweep sent what publish had not; notify was killed while the receiver had the message in hand")

    def poison_ends_in_its_queue(self):
        s = self.s
        for function, queue, dead in (("poll", "PollQueueUrl", "PollDlqUrl"), ("notify", "NotifyQueueUrl", "NotifyDlqUrl")):
            sent = s.sqs.send_message(QueueUrl=s.url(queue), MessageBody="rubbish")
            s.queues[function].run()
            must(s.messages(queue) == 0 and s.messages(dead) == 1, f"a poisoned message of {queue}: {s.messages(queue)}, {s.messages(dead)}")
            self._carries_its_reason(dead, sent["MessageId"])
        for function, event in (("dispatch", {"nonsense": 1}), ("publish", {"time": "soon"})):
            s.ticks[function].deliver(event)
        dead = s.sqs.receive_message(QueueUrl=s.url("ScheduleDlqUrl"), VisibilityTimeout=0, MaxNumberOfMessages=10)["Messages"]
        must(len(dead) == 2, f"ticks of an unknown shape: {len(dead)}")
        for message in dead:
            must("time" in json.loads(message["Body"])["responsePayload"], f"the reason is missing: {message['Body']}")
        for function in ("poll", "notify"):
            log = s.functions[function].log()
            must("handed back" in log and "sent to the dead-letter queue" in log, f"the log of {function} does not tell of the poisoned message")
        self.say("poisoned messages and ticks of an unknown shape are in the dead-letter queues, each with the reason")

    def _carries_its_reason(self, dead, message_id):
        (message,) = self.s.sqs.receive_message(QueueUrl=self.s.url(dead), VisibilityTimeout=0, MessageAttributeNames=["All"])["Messages"]
        told = {name: value["StringValue"] for name, value in message.get("MessageAttributes", {}).items()}
        must(message["Body"] == "rubbish" and set(told) == {"messageId", "reason"}, f"{dead} holds {message}")
        must(told["messageId"] == message_id and told["reason"].startswith("body is not {"), f"{dead} tells {told}")

    def the_cut_off_delivery_comes_again(self):
        def told():
            self.tell()
            return {"alert.opened"} == {w["type"] for w in self.s.receiver.told()} and self._settled()

        wait_until("the delivery that was cut off", told, LEASE)
        self.say("the delivery that was cut off was made again, under the same webhook-id")

    def _settled(self):
        rows = [i for i in self.items("StateTable") if i["pk"]["S"].startswith("DLV#")]
        return len(rows) == 2 and all(row["status"]["S"].lower() == "delivered" for row in rows)

    def well_again(self):
        self.s.stand_ins.switch(PLAYED, "traffic", {"used": 1_000})
        self.interval()
        self.say(f"{PLAYED} has calls again")

    def a_secret_that_cannot_be_read_is_one_orgs_problem(self):
        s = self.s
        org = f"""
  - id: globex-prod
    tenant: acme
    loginUrl: {s.stand_ins.salesforce}
    auth: {{type: jwt-bearer, clientId: 3MVG9.demo.globex-prod, username: monitor@globex-prod.example, privateKey: "ssm:{NO_SECRET}"}}
"""
        self.apply(self.manifest().replace("\n# Only what", f"{org}# Only what"))
        s.functions["poll"].kill()
        self.interval()
        self.interval()
        (state,) = [i for i in self.items("StateTable") if i["pk"]["S"] == "ORG#globex-prod" and i["sk"]["S"] == "STATE"]
        must(state["missed"]["N"] == "2", f"two slots were missed: {state}")
        must(NO_SECRET in state["detail"]["S"] and "ParameterNotFound" in state["detail"]["S"], f"the reason is missing: {state}")
        must(self.samples() == {org: self.slots for org in ORGS}, f"samples: {self.samples()}")
        self.say(f"globex-prod is not reporting, the others go on: {state['detail']['S']}")
        self._told_of_the_silent_org("opened", "silence")
        self.apply(self.manifest())

        def ended():
            self.tell()
            return s.receiver.told()[-1]["type"] == "alert.resolved"

        wait_until("the end of an alert whose org has left", ended, LEASE)
        self._told_of_the_silent_org("resolved", "removed")
        self.say("it was told so once, and once that globex-prod has left the fleet")
        calls = s.gateway.consumed["poll"].requests
        must(calls["kms:Decrypt"] >= len(ORGS), f"a new poller was to use the tokens that are kept: {calls}")
        tokens = [i for i in self.items("StateTable") if i["pk"]["S"].startswith("TOKEN#")]
        must(len(tokens) == len(ORGS), f"tokens kept: {len(tokens)}")
        self.say(f"a new poller used the kept tokens; KMS signed {calls['kms:Sign']} logins")

    def _told_of_the_silent_org(self, transition, reason):
        data = self.s.receiver.told()[-1]["data"]
        told = {name: data[name] for name in ("org", "rule", "limit", "transition", "reason", "severity")}
        wanted = {"org": "globex-prod", "rule": "not-reporting", "limit": None, "transition": transition, "reason": reason, "severity": "attention"}
        must(told == wanted, f"told of an org that is not reporting: {told}")

    def the_access_is_audited(self):
        s = self.s
        told = len(s.receiver.webhooks)
        at = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        for _ in range(2):
            for org in ORGS:
                s.queues["audit"].send(json.dumps({"org": org, "at": at}))
            self.pump("audit")
        must(not s.queues["audit"].handed_back, f"audits that came again: {s.queues['audit'].handed_back}")
        postures = {org: self._posture(org) for org in ORGS}
        for org, posture in postures.items():
            must(posture["takenAt"] == at and posture["apiUsers"], f"the posture of {org}: {posture}")
            must("@" not in json.dumps(posture["apiUsers"]), f"names stand in the posture of {org}")
        missing = {gap["permission"] for gap in postures["initech-secure"]["partial"]}
        must({"CustomizeApplication", "MonitorLoginHistory"} <= missing, f"what {ORGS[2]} does not show: {missing}")
        kinds = {finding["kind"] for finding in postures["acme-erp"]["findings"]}
        must("apiUserNotAllowed" in kinds, f"nobody is allowed by the manifest: {kinds}")
        self.tell()
        must(len(s.receiver.webhooks) == told, "a first audit was told")
        self.say(f"{len(ORGS)} orgs were audited: {sum(len(p['findings']) for p in postures.values())} findings are stored, none is told")

    def _posture(self, org):
        rows = [i for i in self.items("StateTable") if i["pk"]["S"] == f"ORG#{org}"]
        must({"ACCTOLD"} <= {row["sk"]["S"] for row in rows}, f"what the next audit of {org} has to know is missing")
        for prefix in ("ACCDRIFT#", "ACCNAMES#"):
            must(any(row["sk"]["S"].startswith(prefix) for row in rows), f"{org} has no {prefix}")
        (posture,) = [row for row in rows if row["sk"]["S"].startswith("ACC#")]
        return json.loads(zlib.decompress(posture["body"]["B"]))

    def the_days_are_rolled_up(self):
        now = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0)
        due = 0
        for hour in range(24):
            answer = self.s.functions["report"].invoke({"time": (now - timedelta(hours=hour)).strftime("%Y-%m-%dT%H:%M:%SZ")})
            due += answer["due"]
        must(due == answer["orgs"] == len(ORGS), f"{due} turns of {answer['orgs']} orgs in a day of ticks")
        made = {row["pk"]["S"].split("#")[1] for row in self.items("SamplesTable") if row["pk"]["S"].startswith("D#")}
        must(made == set(ORGS), f"days were rolled up of {sorted(made)}")
        self.say(f"a day of ticks gave each of {due} orgs its turn, and its days are rolled up")

    def the_pages_are_files(self):
        """What a day of ticks wrote into the bucket, by the grants of report's role; a tick more writes the index alone."""
        s = self.s
        bucket = s.deployment.outputs["PagesBucket"]
        s3 = s.deployment.emulator.client("s3")
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        files = {o["Key"]: s3.get_object(Bucket=bucket, Key=o["Key"]) for page in pages for o in page["Contents"]}
        texts = {key.removeprefix("headroom/"): o["Body"].read().decode() for key, o in files.items()}
        folder = ("index.html", "alerts.html", "assets/app.css", "assets/icon.svg")
        wanted = {*folder, *(f"tenants/acme/{name}" for name in folder)}
        for org in ORGS:
            wanted |= {f"tenants/acme/orgs/{org}{name}" for name in (".html", "/runbook.html", "/runbook.md")}
        must(wanted == set(texts), f"files: {sorted(wanted ^ set(texts))}")
        for name, text in texts.items():
            if name.endswith(".html"):
                links = re.findall(r'(?:href|src|action)="([^"#]+)', text)
                there = {posixpath.normpath(posixpath.join(posixpath.dirname(name), link)) for link in links}
                must(there <= set(texts) and "<script" not in text, f"{name} asks for {sorted(there - set(texts))}")
        must(texts[f"tenants/acme/orgs/{PLAYED}/runbook.md"].startswith(f"# Runbook: {PLAYED}"), "a runbook")
        # The day of ticks went back in time, so the first of these is another day's.
        tick = {"time": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:00:00Z")}
        s.functions["report"].invoke(tick)
        answer = s.functions["report"].invoke(tick)
        must(answer["pages"]["orgs"] == 0, f"nothing changed, but pages were made: {answer['pages']}")
        copy = s.folder / "pages"
        for name, text in texts.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_text(text, encoding="utf-8")
        self.say(f"{len(texts)} files lie in the bucket, and in {copy}; unchanged ones are not written again")

    def a_lock_out_is_foreseen(self):
        question = {"kind": "profile", "name": "Integration", "ranges": [{"cidr": "198.18.0.0/16"}]}
        answer = self.s.functions["manage"].invoke({"action": "lock-out", "org": "acme-erp", **question})
        must(not answer["violations"], answer["violations"])
        found = answer["lockOut"]
        must(found["complete"] and found["lockedOut"], f"whom a restriction locks out: {found}")
        must(all(hit["address"].startswith("203.0.113.") for hit in found["lockedOut"]), f"locked out: {found['lockedOut']}")
        self.say(found["summary"])

    def an_operator_orders(self):
        """What manage stores for an operator and removes again, by the grants of its role."""
        def manage(action, **members):
            answer = self.s.functions["manage"].invoke({"action": action, **members})
            must(not answer["violations"], f"{action}: {answer['violations']}")
            return answer

        org, by = "acme-erp", {"by": "e2e"}
        mute = manage("mute", org=org, limit="MassEmail", until="PT2H", reason="e2e", **by)["mute"]
        must(any(one["id"] == mute["id"] for one in manage("mutes")["mutes"]), "the mute is not listed")
        manage("unmute", id=mute["id"], **by)
        must(not any(one["id"] == mute["id"] for one in manage("mutes")["mutes"]), "the mute is still there")
        must(not self.s.gateway.refused, f"calls that the roles do not grant: {self.s.gateway.refused}")
        self.say("an operator muted a limit and took it back")

    def readings_are_shipped(self):
        s = self.s
        self.apply(self.manifest() + EXPORTERS.replace("RECEIVER", f"https://localhost:{s.receiver.port}"))
        self.interval()
        s.receiver.busy = 1
        self.pump("export")
        must(s.queues["export"].handed_back, "what the store refused with 503 was not handed back")
        must(all(key == OTLP_KEY for key, _ in s.receiver.metrics), "metrics came with another key")
        used = {(a["org"], a["tenant"]) for a, _ in s.receiver.values()["salesforce.limit.used"]}
        must(used == {(org, "acme") for org in ORGS}, f"orgs whose readings were shipped: {used}")
        must(s.messages("ExportQueueUrl") == 0, "the export queue is not empty")
        self.say(f"readings of {len(used)} orgs were shipped, after the store had been busy")

    def calls_are_shipped(self):
        self.pump("export")
        calls = self.s.receiver.values().get("salesforce.integration.calls", [])
        must(calls, "no calls of integrations were shipped")
        must({a["org"] for a, _ in calls} == {"acme-erp"}, f"calls that were shipped: {calls}")
        must(sum(value for _, value in calls) > 0, f"calls that were shipped: {calls}")
        must(not self.s.gateway.refused, f"calls that the roles do not grant: {self.s.gateway.refused}")
        must(all(OTLP_KEY not in f.log() for f in self.s.functions.values()), "the key of the store is in a log")
        self.say(f"calls of {len(calls)} integrations were shipped")

    def who_calls_is_read(self):
        queue, org = self.s.queues["attribute"], "acme-erp"
        at = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        days = []
        for _ in range(2):
            queue.send(json.dumps({"org": org, "at": at}))
            self.pump("attribute")
            days.append(self._days_of_usage(org))
        must(not queue.handed_back, f"turns that came again: {queue.handed_back}")
        must(len(days[0]) > 5, f"days of usage of {org}: {sorted(days[0])}")
        must(days[0] <= days[1], f"days of usage were lost: {sorted(days[0] - days[1])}")
        self.say(f"event log files of {org} were read: {len(days[1])} days of usage are stored")

    def _days_of_usage(self, org):
        rows = (i["sk"]["S"] for i in self.items("StateTable") if i["pk"]["S"] == f"ORG#{org}")
        return {sk[4:12] for sk in rows if sk.startswith("USE#")}

    def nothing_else(self):
        s = self.s
        hooks = [(w["type"], w["data"]["org"], w["data"]["severity"]) for w in s.receiver.told()]
        problems = ((PLAYED, "exhausted"), ("globex-prod", "attention"))
        must(hooks == [(f"alert.{word}", *p) for p in problems for word in ("opened", "resolved")], f"webhooks: {hooks}")
        must(all(signed for _, signed, _ in s.receiver.webhooks), "a webhook's signature does not hold")
        pages = list(dict.fromkeys((p["event_action"], p["dedup_key"]) for p in s.receiver.pages))
        keys = list(dict.fromkeys(k for _, k in pages))
        must(len(keys) == 2 and pages == [(a, k) for k in keys for a in ("trigger", "resolve")], f"pages: {pages}")
        must(self.samples() == {org: self.slots for org in ORGS}, f"samples: {self.samples()}")
        for queue in ("PollQueueUrl", "NotifyQueueUrl", "PublishDlqUrl"):
            must(s.messages(queue) == 0, f"{queue} holds {s.messages(queue)}")
        for queue, count in (("PollDlqUrl", 1), ("NotifyDlqUrl", 1), ("ScheduleDlqUrl", 2)):
            must(s.messages(queue) == count, f"{queue} holds {s.messages(queue)}")
        must(not s.gateway.refused, f"calls that the roles do not grant: {s.gateway.refused}")
        self._no_secret_in_logs()
        self.say(
            f"the receiver saw a trigger and a resolve of each problem ({len(s.receiver.pages)} and {len(s.receiver.webhooks)}"
            " requests, repeats under their own ids)"
        )

    def _no_secret_in_logs(self):
        for function in self.s.functions.values():
            log = function.log()
            for name, secret in self.s.stand_ins.secrets.items():
                line = secret.strip().splitlines()[1 if "PRIVATE KEY" in secret else 0]
                must(line not in log, f"{name} is in the log of {function.name}")


def must(holds, otherwise):
    """Raises AssertionError, saying what is otherwise."""
    if not holds:
        raise AssertionError(str(otherwise))
