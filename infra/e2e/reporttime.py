"""
What `report` takes of a fleet: `infra/e2e/run --report [--native function.zip] [--orgs N]`. Every
tick has a process of its own, as an hourly one has on AWS; DynamoDB Local and a bucket of the
emulator answer over plain HTTP on this machine, as processes of their own.
"""

import json
import subprocess
import threading
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from e2e.coldstart import configuration, environment
from e2e.emulator import REGION, Emulator
from e2e.lambdas import Function

BUCKET = "pages"
FLEET = "dev.headroom.cycle.report.ServedFleet"
# The time that a tick has by the template, and more for a machine that is busy with the store too.
TIMEOUT = 900
HOURS = 3


class ServedFleet:
    """DynamoDB Local with a fleet of so many orgs, some days of readings each. Close it."""

    def __init__(self, world, orgs, log):
        self.secrets = {}
        self._log = open(log, "wb")
        self._process = subprocess.Popen(
            [str(world.java), "-Xmx3g", "-XX:+UseSerialGC", "-cp", world.class_path, FLEET, str(orgs)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        line = ""
        for line in self._process.stdout:
            if line.startswith("{"):
                break
        if not line.startswith("{"):
            self.close()
            raise RuntimeError(f"the fleet was not made: {Path(log).read_text()[-4000:]}")
        told = json.loads(line)
        self.dynamodb = f"http://localhost:{told['dynamodb']}"
        self.tables = {"samples": told["samples"], "state": told["state"]}
        threading.Thread(target=self._process.stdout.read, daemon=True).start()

    def close(self):
        """Ends it."""
        self._process.kill()
        self._process.wait(10)
        self._log.close()


def measure(world, artifact, folder, memory_mb, orgs):
    """
    Yields what was measured, a line for each tick: the first one, which makes all pages, the same
    again, in which nothing changed, and some hours more, each with the turns of its orgs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    opened = []
    try:
        fleet = ServedFleet(world, orgs, folder / "fleet.log")
        opened.append(fleet)
        emulator = Emulator(folder / "emulator.log")
        opened.append(emulator)
        emulator.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        variables = {
            **environment("report", fleet, fleet.tables),
            "HEADROOM_REPORT_BUCKET": BUCKET,
            "HEADROOM_REPORT_URL": emulator.url,
        }
        report = Function("report", {**configuration(memory_mb), "Timeout": TIMEOUT}, variables, artifact, folder / "report.log")
        opened.append(report)
        now = datetime.now(timezone.utc)
        for what, hours in [("first tick", 0), ("the same again", 0), *((f"{n} h later", n) for n in range(1, HOURS + 1))]:
            yield f"{what}: {tick(report, now + timedelta(hours=hours))}"
    finally:
        for one in reversed(opened):
            one.close()


def tick(report, at):
    """What a new process took for the tick; its memory is the kernel's own account of it."""
    began = time.monotonic()
    answer = report.invoke({"time": f"{at:%Y-%m-%dT%H:%M:%SZ}"})
    took, cpu, peak = time.monotonic() - began, report.used.first_cpu_millis[-1] / 1000, report.peak_mb()
    report.close_process()
    told = ", ".join(f"{name} {value}" for name, value in answer.items() if isinstance(value, int))
    return f"{told}: {cpu:.1f} s of processor time, {took:.0f} s, resident at most {peak:.0f} MB"
