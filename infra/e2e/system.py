"""A deployment with its functions running behind it: everything that the story acts on."""

import json
import shutil
from pathlib import Path

from cost.deployed import NAMESPACE
from e2e import secrets, sides
from e2e.emulator import REGION, STACK, Deployment, Emulator, client
from e2e.gateway import Gateway
from e2e.lambdas import Function
from e2e.pump import QueuePump, StreamPump, TickPump
from e2e.standins import Receiver, StandIns
from e2e.tls import Authority

EXPORT = "QUARKUS_FUNQY_EXPORT"


class System:
    """
    Use it in a `with`.

    functions: by export
    doubting: manage, without trust in what vouches for the outside
    """

    def __init__(self, side, values, world, artifact, folder):
        self._open = []
        self.folder = Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        try:
            self._start(side, values, world, artifact)
        except BaseException:
            self.close()
            raise

    def _start(self, side, values, world, artifact):
        emulator = self._opened(Emulator(self.folder / "emulator.log"))
        values = {"HeartbeatUrl": secrets.HEARTBEAT, "Exporters": "on", "Pages": "on", **values, "KmsKeyArn": secrets.table_key(emulator)}
        self.deployment = Deployment(emulator, *sides.template(side, values, world.zip), world.zip)
        self.sqs = emulator.client("sqs")
        keys = {secrets.SIGNED_BY_KMS: secrets.signing_key(emulator)}
        self.stand_ins = self._opened(StandIns(world.java, world.class_path, self.folder / "stand-ins.log", keys))
        secrets.store(emulator, self.stand_ins.secrets)
        self._authority = authority = Authority(self.folder, world.java.parent / "keytool")
        self.receiver = self._opened(Receiver(self.stand_ins.secrets["DEMO_WEBHOOK_SECRET"], authority.context))
        secrets.store_heartbeat(emulator, f"https://localhost:{self.receiver.port}/beat")
        self._create_tables()

        deployed = {f["Environment"]["Variables"][EXPORT]: name for name, f in self.deployment.functions.items()}
        self.grants = {export: self.deployment.grants(name) for export, name in deployed.items()}
        self.gateway = self._opened(
            Gateway(self._account(), REGION, self.stand_ins.dynamodb, emulator.url, self.grants, authority.context)
        )
        self.functions = {
            export: self._opened(
                Function(
                    export,
                    self.deployment.functions[name],
                    self._environment(export, name),
                    artifact.trusting(authority.options),
                    self.folder / f"{export}.log",
                )
            )
            for export, name in deployed.items()
        }
        self.doubting = self._opened(
            Function(
                "manage",
                self.deployment.functions[deployed["manage"]],
                self._environment("manage", deployed["manage"]),
                artifact,
                self.folder / "doubting.log",
            )
        )
        by_name = {name: self.functions[export] for export, name in deployed.items()}
        self.queues, self.stream = {}, None
        for m in self.deployment.mappings:
            export = by_name[m.function].name
            if ":sqs:" in m.source:
                self.queues[export] = QueuePump(self.deployment, m, by_name)
            else:
                self.stream = StreamPump(self.deployment, m, by_name, self.stand_ins.dynamodb)
        self.ticks = {by_name[t.function].name: TickPump(self.deployment, t, by_name) for t in self.deployment.ticks}

    def _opened(self, part):
        self._open.append(part)
        return part

    def _account(self):
        return next(iter(self.deployment.functions.values()))["FunctionArn"].split(":")[4]

    def _create_tables(self):
        """The tables, as the emulator describes them, in DynamoDB Local, which has real capacity units."""
        dynamodb = client("dynamodb", self.stand_ins.dynamodb)
        for table in self.deployment.tables:
            indexes = [
                {k: i[k] for k in ("IndexName", "KeySchema", "Projection")}
                for i in table.get("GlobalSecondaryIndexes", [])
            ]
            dynamodb.create_table(
                TableName=table["TableName"],
                AttributeDefinitions=table["AttributeDefinitions"],
                KeySchema=table["KeySchema"],
                BillingMode="PAY_PER_REQUEST",
                **({"GlobalSecondaryIndexes": indexes} if indexes else {}),
                **({"StreamSpecification": table["StreamSpecification"]} if "StreamSpecification" in table else {}),
            )
        self.dynamodb = dynamodb

    def _environment(self, export, name):
        """What was deployed, what Lambda adds, and what makes this machine stand in for the outside."""
        deployed = self.deployment.functions[name]["Environment"]["Variables"]
        beat = deployed.get("HEADROOM_HEARTBEAT_URL", "")
        if beat.startswith("https:"):
            beat = f"https://localhost:{self.receiver.port}/beat"
        return {
            **deployed,
            **({"HEADROOM_HEARTBEAT_URL": beat} if beat else {}),
            "AWS_REGION": REGION,
            "AWS_LAMBDA_FUNCTION_NAME": name,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(self.deployment.functions[name]["MemorySize"]),
            "AWS_ACCESS_KEY_ID": export,
            "AWS_SECRET_ACCESS_KEY": "none",
            "PATH": "/usr/bin:/bin",
            "TZ": ":UTC",
            # Not deployed: the emulated outside
            "AWS_ENDPOINT_URL": f"https://localhost:{self.gateway.port}",
            "HEADROOM_EGRESS_ALLOW_LOOPBACK": "true",
            **({"HEADROOM_REPORT_URL": f"https://localhost:{self.gateway.port}"} if "HEADROOM_REPORT_BUCKET" in deployed else {}),
        }

    def run_as(self, export, artifact):
        """Has a function run another artifact from its next event on, as a deployment does."""
        self.functions[export].run_as(artifact.trusting(self._authority.options))

    def metrics(self):
        """The metrics in the functions' logs, as CloudWatch would make them: values by name, in order."""
        found = {}
        for function in self.functions.values():
            for line in function.log().splitlines():
                if line.startswith('{"_aws"'):
                    told = json.loads(line)
                    for directive in told["_aws"]["CloudWatchMetrics"]:
                        if directive["Namespace"] != NAMESPACE or told["Stack"] != STACK or directive["Dimensions"] != [["Stack"]]:
                            raise AssertionError(f"no alarm looks there: {line}")
                        for metric in directive["Metrics"]:
                            found.setdefault(metric["Name"], []).append(told[metric["Name"]])
        return found

    def messages(self, output):
        """How many messages a queue holds, visible or not; by the name of the output with its URL."""
        attributes = self.sqs.get_queue_attributes(QueueUrl=self.url(output), AttributeNames=["All"])["Attributes"]
        return sum(int(v) for k, v in attributes.items() if k.startswith("ApproximateNumberOfMessages"))

    def url(self, output):
        """The emulator's URL of a queue that is an output."""
        return self.sqs.get_queue_url(QueueName=self.deployment.outputs[output].rsplit("/", 1)[1])["QueueUrl"]

    def close(self):
        for part in reversed(self._open):
            part.close()
        self._open = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
