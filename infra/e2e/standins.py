"""The world around the deployment: DynamoDB Local, the simulated Salesforce, and a receiver."""

import base64
import gzip
import hashlib
import hmac
import json
import subprocess
import threading
import urllib.request
from pathlib import Path

from e2e.server import Server


class StandIns:
    """
    DynamoDB Local and the simulator, in one Java process. Close it.

    keys: by org that logs in by JWT, the public key (DER) of what signs for it
    """

    def __init__(self, java, class_path, log, keys):
        self._log = open(log, "wb")
        self._process = subprocess.Popen(
            [str(java), "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", class_path, "dev.headroom.local.StandIns"]
            + [f"{org}={base64.b64encode(key).decode()}" for org, key in keys.items()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        guard = threading.Timer(60, self._process.kill)
        guard.start()
        line = ""
        for line in self._process.stdout:
            if line.startswith("{"):
                break
        guard.cancel()
        if not line.startswith("{"):
            self.close()
            raise RuntimeError(f"the stand-ins did not start: {Path(log).read_text()[-4000:]}")
        told = json.loads(line)
        self.dynamodb = f"http://localhost:{told['dynamodb']}"
        self.salesforce = f"http://localhost:{told['simulator']}"
        self.secrets = told["secrets"]
        # What it writes later is not to fill the pipe.
        threading.Thread(target=self._process.stdout.read, daemon=True).start()

    def close(self):
        """Ends it."""
        self._process.kill()
        self._process.wait(10)
        self._log.close()

    def switch(self, org, what, body=None):
        """Turns one of the simulator's switches; without a body takes it back."""
        request = urllib.request.Request(
            f"{self.salesforce}/_sim/orgs/{org}/{what}",
            json.dumps(body or {}).encode(),
            {"Content-Type": "application/json"},
            method="DELETE" if body is None else "POST",
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


class Receiver(Server):
    """
    Takes webhooks, PagerDuty's events, heartbeats and metrics in OTLP.

    hold: an Event; while it is set, webhooks are taken down and not answered
    busy: how many of the next requests with metrics are answered with 503
    """

    def __init__(self, webhook_secret, tls):
        self._secret = base64.b64decode(webhook_secret.removeprefix("whsec_"))
        self.webhooks, self.pages, self.beats = [], [], 0
        self.metrics, self.busy = [], 0
        self.hold = threading.Event()
        self.held = threading.Event()
        super().__init__(tls)

    def handle(self, exchange):
        body = exchange.body()
        if exchange.path == "/beat":
            self.beats += 1
            exchange.reply(200, b"OK")
            return
        if exchange.path == "/v2/enqueue":
            self.pages.append(json.loads(body))
            exchange.reply(202, b'{"status":"success"}')
            return
        headers = {k.lower(): v for k, v in exchange.headers.items()}
        if exchange.path == "/otlp/v1/metrics":
            if self.busy:
                self.busy -= 1
                exchange.reply(503)
                return
            self.metrics.append((headers["api-key"], json.loads(gzip.decompress(body))))
            exchange.reply(200, b"{}")
            return
        self.webhooks.append((headers["webhook-id"], self._is_signed(headers, body), json.loads(body)))
        if self.hold.is_set():
            self.held.set()
            exchange.close_connection = True
            threading.Event().wait(60)
            return
        exchange.reply(204)

    def _is_signed(self, headers, body):
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        digest = base64.b64encode(hmac.new(self._secret, signed, hashlib.sha256).digest()).decode()
        return f"v1,{digest}" in headers["webhook-signature"].split()

    def values(self):
        """The values of every metric that came, by name: attributes and value."""
        found = {}
        for _, body in self.metrics:
            for resource in body["resourceMetrics"]:
                for metric in resource["scopeMetrics"][0]["metrics"]:
                    for point in metric["gauge"]["dataPoints"]:
                        attributes = {a["key"]: a["value"]["stringValue"] for a in point["attributes"]}
                        found.setdefault(metric["name"], []).append((attributes, float(point.get("asInt", point.get("asDouble")))))
        return found

    def told(self):
        """The webhooks by type, each webhook-id once, in the order of arrival."""
        return [body for _, _, body in {i: (i, s, b) for i, s, b in self.webhooks}.values()]
