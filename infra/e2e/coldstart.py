"""
How fast a new process is: `infra/e2e/run --cold-start [--native function.zip] [--against OLD.zip]`. Each time a new
poller reads one org, logs in to it included; DynamoDB Local and the simulator answer over plain HTTP
on this machine.
"""

from datetime import datetime, timedelta, timezone

from e2e import blocks
from e2e.emulator import REGION, client
from e2e.lambdas import Function, Used
from e2e.standins import StandIns

# Before them, unmeasured: what answers the poller compiles itself meanwhile, as DynamoDB does not.
WARM_UP = 5
TABLES = {
    "samples": [("pk", "S"), ("sk", "N")],
    "state": [("pk", "S"), ("sk", "S")],
}
MANIFEST = """
version: 1
tenants: [ {id: acme, name: Acme Ltd} ]
orgs:
  - id: acme-prod
    tenant: acme
    loginUrl: SALESFORCE
    auth: {type: client-credentials, clientId: 3MVG9.demo.acme-prod, clientSecret: "env:DEMO_ACME_PROD_SECRET"}
"""


def measure(world, artifacts, folder, memory_mb, times):
    """
    What was measured of so many new processes of each artifact, which start in turn.

    artifacts: unpacked ones by name
    Lines by the artifact's name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stand_ins = StandIns(world.java, world.class_path, folder / "stand-ins.log", {})
    pollers = []
    try:
        dynamodb = client("dynamodb", stand_ins.dynamodb)
        pollers += [Poller(name, artifact, stand_ins, dynamodb, folder, memory_mb) for name, artifact in artifacts.items()]
        # The last slot is one of now: none may lie a day ahead of the clock.
        slot = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0) - timedelta(minutes=5) * (WARM_UP + times)
        for n in range(WARM_UP + times):
            slot += timedelta(minutes=5)
            for poller in pollers:
                if n == WARM_UP:
                    poller.forget()
                poller.start(slot)
        return {poller.name: poller.lines(WARM_UP + times) for poller in pollers}
    finally:
        for poller in pollers:
            poller.close()
        stand_ins.close()


class Poller:
    """A poller with tables of its own, and one org."""

    def __init__(self, name, artifact, stand_ins, dynamodb, folder, memory_mb):
        self.name, self._dynamodb, self._peaks = name, dynamodb, []
        self._tables = {table: f"{name}-{table}" for table in TABLES}
        for table, key in TABLES.items():
            dynamodb.create_table(
                TableName=self._tables[table],
                AttributeDefinitions=[{"AttributeName": a, "AttributeType": t} for a, t in key],
                KeySchema=[{"AttributeName": a, "KeyType": k} for (a, _), k in zip(key, ("HASH", "RANGE"))],
                BillingMode="PAY_PER_REQUEST",
            )

        def function(export):
            variables = environment(export, stand_ins, self._tables)
            return Function(export, configuration(memory_mb), variables, artifact, folder / f"{name}-{export}.log")

        manage = function("manage")
        try:
            applied = manage.invoke({"action": "apply", "manifest": MANIFEST.replace("SALESFORCE", stand_ins.salesforce)})
        finally:
            manage.close()
        if applied["violations"]:
            raise AssertionError(applied["violations"])
        self._poll = function("poll")

    def start(self, slot):
        """A new process reads the org once."""
        self._poll.used.peak_mb = 0
        body = f'{{"slot": "{slot:%Y-%m-%dT%H:%M:%SZ}", "orgs": ["acme-prod"]}}'
        answer = self._poll.invoke({"Records": [{"messageId": "1", "body": body}]})
        if answer["batchItemFailures"]:
            raise AssertionError(self._poll.log()[-3000:])
        self._peaks.append(self._poll.used.peak_mb)
        self._poll.close_process()

    def forget(self):
        """What was measured so far does not count."""
        self._poll.used = Used()
        self._peaks.clear()

    def lines(self, polls):
        """What was measured; raises AssertionError when a poll left no sample."""
        found = blocks.by_org(*(self._dynamodb.scan(TableName=self._tables[table])["Items"] for table in TABLES))
        samples = len(found["acme-prod"])
        if samples != polls:
            raise AssertionError(f"{samples} samples of {polls} polls\n{self._poll.log()[-3000:]}")
        used = self._poll.used
        return [
            f"ready for its first event after {spread(used.starts)} ms",
            f"first poll answered after {spread(used.firsts)} ms, from the process's start",
            f"processor time until then {spread(used.first_cpu_millis)} ms",
            f"resident at most {spread(self._peaks)} MB",
        ]

    def close(self):
        """Ends its process."""
        self._poll.close()


def configuration(memory_mb):
    """What Lambda would say of the function."""
    return {
        "Timeout": 40,
        "MemorySize": memory_mb,
        "FunctionArn": f"arn:aws:lambda:{REGION}:123456789012:function:cold-start",
        "Handler": "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest",
    }


def environment(name, stand_ins, tables):
    """Of a function that finds all it needs on this machine."""
    return {
        "QUARKUS_FUNQY_EXPORT": name,
        "HEADROOM_TABLES_STATE": tables["state"],
        "HEADROOM_TABLES_SAMPLES": tables["samples"],
        "HEADROOM_EGRESS_ALLOW_LOOPBACK": "true",
        "HEADROOM_SECRETS_ENV_ALLOWED": "true",
        "JAVA_TOOL_OPTIONS": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
        "AWS_ENDPOINT_URL": stand_ins.dynamodb,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "cold",
        "AWS_SECRET_ACCESS_KEY": "start",
        "PATH": "/usr/bin:/bin",
        "TZ": ":UTC",
        **{f"HEADROOM_SECRET_{name}": secret for name, secret in stand_ins.secrets.items()},
        **stand_ins.secrets,  # as the first release reads them
    }


def spread(values):
    """The least, the middle and the most."""
    ordered = sorted(values)
    return f"{ordered[0]:.0f} / {ordered[len(ordered) // 2]:.0f} / {ordered[-1]:.0f} (least, median, most of {len(ordered)})"
