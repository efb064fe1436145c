"""A deployment with its functions running behind it: everything that the story acts on."""

import shutil
from pathlib import Path

from e2e.emulator import REGION, Deployment, Emulator, client
from e2e.gateway import Gateway
from e2e.lambdas import Function
from e2e.pump import QueuePump, StreamPump, TickPump
from e2e.standins import Receiver, StandIns

EXPORT = "QUARKUS_FUNQY_EXPORT"


class System:
    """
    Use it in a `with`.

    functions: by export
    """

    def __init__(self, template, values, world, artifact, folder):
        self._open = []
        self.folder = Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        try:
            self._start(template, values, world, artifact)
        except BaseException:
            self.close()
            raise

    def _start(self, template, values, world, artifact):
        emulator = self._opened(Emulator(self.folder / "emulator.log"))
        self.deployment = Deployment(emulator, template, values, world.zip)
        self.sqs = emulator.client("sqs")
        self.stand_ins = self._opened(StandIns(world.java, world.class_path, self.folder / "stand-ins.log"))
        self.receiver = self._opened(Receiver(self.stand_ins.secrets["DEMO_WEBHOOK_SECRET"]))
        self._create_tables()

        deployed = {f["Environment"]["Variables"][EXPORT]: name for name, f in self.deployment.functions.items()}
        self.grants = {export: self.deployment.grants(name) for export, name in deployed.items()}
        self.gateway = self._opened(
            Gateway(self._account(), REGION, self.stand_ins.dynamodb, emulator.url, self.grants)
        )
        self.functions = {
            export: self._opened(
                Function(
                    export,
                    self.deployment.functions[name],
                    self._environment(export, name),
                    artifact,
                    self.folder / f"{export}.log",
                )
            )
            for export, name in deployed.items()
        }
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
        return {
            **self.deployment.functions[name]["Environment"]["Variables"],
            "AWS_REGION": REGION,
            "AWS_LAMBDA_FUNCTION_NAME": name,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(self.deployment.functions[name]["MemorySize"]),
            "AWS_ACCESS_KEY_ID": export,
            "AWS_SECRET_ACCESS_KEY": "none",
            "PATH": "/usr/bin:/bin",
            "TZ": ":UTC",
            # Not deployed: the emulated outside
            "AWS_ENDPOINT_URL": f"http://localhost:{self.gateway.port}",
            "HEADROOM_EGRESS_ALLOW_LOOPBACK": "true",
            "HEADROOM_SECRETS_ENV_ALLOWED": "true",
            **self.stand_ins.secrets,
        }

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
