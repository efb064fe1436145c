"""
How fast a new process is: `infra/e2e/run --cold-start [--native function.zip]`. Each time a new
poller reads one org, logs in to it included; DynamoDB Local and the simulator answer over plain HTTP
on this machine.
"""

from datetime import datetime, timedelta, timezone

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


def measure(world, artifact, folder, memory_mb, times):
    """Lines that tell what was measured of so many new processes."""
    folder.mkdir(parents=True, exist_ok=True)
    stand_ins = StandIns(world.java, world.class_path, folder / "stand-ins.log", {})
    functions = []
    try:
        dynamodb = client("dynamodb", stand_ins.dynamodb)
        for name, key in TABLES.items():
            dynamodb.create_table(
                TableName=name,
                AttributeDefinitions=[{"AttributeName": a, "AttributeType": t} for a, t in key],
                KeySchema=[{"AttributeName": a, "KeyType": k} for (a, _), k in zip(key, ("HASH", "RANGE"))],
                BillingMode="PAY_PER_REQUEST",
            )

        def function(name):
            made = Function(name, configuration(memory_mb), environment(name, stand_ins), artifact, folder / f"{name}.log")
            functions.append(made)
            return made

        applied = function("manage").invoke({"action": "apply", "manifest": MANIFEST.replace("SALESFORCE", stand_ins.salesforce)})
        if applied["violations"]:
            raise AssertionError(applied["violations"])
        poll = function("poll")
        # The last slot is one of now: none may lie a day ahead of the clock.
        slot = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0) - timedelta(minutes=5) * (WARM_UP + times)
        peaks = []
        for n in range(WARM_UP + times):
            if n == WARM_UP:
                poll.used = Used()
                peaks.clear()
            slot += timedelta(minutes=5)
            poll.used.peak_mb = 0
            body = f'{{"slot": "{slot:%Y-%m-%dT%H:%M:%SZ}", "orgs": ["acme-prod"]}}'
            answer = poll.invoke({"Records": [{"messageId": "1", "body": body}]})
            if answer["batchItemFailures"]:
                raise AssertionError(poll.log()[-3000:])
            peaks.append(poll.used.peak_mb)
            poll.close_process()
        samples = dynamodb.scan(TableName="samples")["Count"]
        if samples != WARM_UP + times:
            raise AssertionError(f"{samples} samples of {WARM_UP + times} polls")
        return [
            f"ready for its first event after {spread(poll.used.starts)} ms",
            f"first poll answered after {spread(poll.used.firsts)} ms, from the process's start",
            f"processor time until then {spread(poll.used.first_cpu_millis)} ms",
            f"resident at most {spread(peaks)} MB",
        ]
    finally:
        for f in functions:
            f.close()
        stand_ins.close()


def configuration(memory_mb):
    """What Lambda would say of the function."""
    return {
        "Timeout": 40,
        "MemorySize": memory_mb,
        "FunctionArn": f"arn:aws:lambda:{REGION}:123456789012:function:cold-start",
        "Handler": "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest",
    }


def environment(name, stand_ins):
    """Of a function that finds all it needs on this machine."""
    return {
        "QUARKUS_FUNQY_EXPORT": name,
        "HEADROOM_TABLES_STATE": "state",
        "HEADROOM_TABLES_SAMPLES": "samples",
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
    }


def spread(values):
    """The least, the middle and the most."""
    ordered = sorted(values)
    return f"{ordered[0]:.0f} / {ordered[len(ordered) // 2]:.0f} / {ordered[-1]:.0f} (least, median, most of {len(ordered)})"
