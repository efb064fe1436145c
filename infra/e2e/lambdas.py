"""
Lambda's side of one function: the Runtime API, a process of the real artifact behind it, killed at
its timeout or when it takes more than its memory.
"""

import json
import os
import queue
import signal
import subprocess
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from e2e.server import Server

ROOT = "/2018-06-01/runtime/"
COLD_START = 60
RIC = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"


class FunctionFailed(Exception):
    """The function answered with an error, or its process ended, or its time was up."""


@dataclass
class Used:
    """
    What the invocations of one function took.

    starts: milliseconds until a new process asked for its first event
    firsts: milliseconds until a new process had answered its first event
    first_cpu_millis: processor time that this took
    """

    starts: list = field(default_factory=list)
    firsts: list = field(default_factory=list)
    first_cpu_millis: list = field(default_factory=list)
    millis: list = field(default_factory=list)
    cpu_millis: list = field(default_factory=list)
    peak_mb: float = 0
    log_bytes: int = 0


class Artifact:
    """How a process of an unpacked artifact is started."""

    def __init__(self, folder, java=None, client=(), options=()):
        self.folder = Path(folder)
        self._java, self._client, self._options = java, list(client), list(options)

    def trusting(self, options):
        """The same, started with these options."""
        return Artifact(self.folder, self._java, self._client, options)

    def command(self, handler, memory_mb):
        """Of a native artifact its bootstrap; else Java with Lambda's runtime interface client."""
        bootstrap = self.folder / "bootstrap"
        if self._java is None:
            # Lambda's machine has no more memory than the function; on this one the heap has to be told.
            return [str(bootstrap), f"-Xmx{memory_mb // 4}m", *self._options]
        path = [str(self.folder), f"{self.folder}/lib/*", *self._client]
        return [str(self._java), f"-XX:MaxRAM={memory_mb}m", *self._options, "-cp", os.pathsep.join(path), RIC, handler]


class Function(Server):
    """One function as it was deployed. Invocations are made one after another."""

    def __init__(self, name, configuration, environment, artifact, log):
        self.name = name
        self.timeout = configuration["Timeout"]
        self.memory_mb = configuration["MemorySize"]
        self._arn = configuration["FunctionArn"]
        self._handler = configuration["Handler"]
        self._environment, self._artifact, self._log = environment, artifact, Path(log)
        self._events, self._answers = queue.Queue(), queue.Queue()
        self._process = None
        self._one_at_a_time = threading.Lock()
        self.used = Used()
        super().__init__()

    def invoke(self, event):
        """
        What the function answers.

        Raises FunctionFailed; the process is then gone, unless it answered an error itself.
        """
        with self._one_at_a_time:
            is_new = self._process is None or self._process.poll() is not None
            if is_new:
                self._start()
            process = self._process
            request, began, cpu = str(uuid.uuid4()), time.monotonic(), _cpu_millis(process.pid)
            self._events.put((process.pid, request, json.dumps(event).encode(), time.time() + self.timeout))
            outcome, body = self._answer(process, request, began + self.timeout)
            self.used.millis.append((time.monotonic() - began) * 1000)
            if process.poll() is None:
                self.used.cpu_millis.append(_cpu_millis(process.pid) - cpu)
            if is_new and outcome == "response":
                self.used.firsts.append(self.used.starts[-1] + self.used.millis[-1])
                self.used.first_cpu_millis.append(_cpu_millis(process.pid))
            if outcome != "response":
                raise FunctionFailed(f"{self.name}: {outcome} {body.decode(errors='replace')[:2000]}".strip())
            return json.loads(body or b"null")

    def kill(self):
        """Ends the process at once, whatever it does, as the loss of its machine would."""
        process = self._process
        if process is not None and process.poll() is None:
            process.kill()

    def run_as(self, artifact):
        """Lets the next process be one of this artifact; the present one is ended."""
        with self._one_at_a_time:
            self.close_process()
            self._artifact = artifact

    def close_process(self):
        """Ends the process and waits until it is gone."""
        self.kill()
        if self._process is not None:
            self._process.wait(10)

    def close(self):
        self.close_process()
        super().close()

    def log(self):
        """What the processes wrote."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def _start(self):
        while not self._events.empty():
            self._events.get_nowait()
        self._ready = threading.Event()
        began = time.monotonic()
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                self._artifact.command(self._handler, self.memory_mb),
                env={
                    **self._environment,
                    "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.port}",
                    "_HANDLER": self._handler,
                    "LAMBDA_TASK_ROOT": str(self._artifact.folder),
                },
                cwd=self._artifact.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        threading.Thread(target=self._watch_memory, args=(self._process,), daemon=True).start()
        while not self._ready.wait(0.005):
            if self._process.poll() is not None:
                raise FunctionFailed(f"{self.name}: did not start\n{self.log()[-4000:]}")
            if time.monotonic() - began > COLD_START:
                self._process.kill()
                raise FunctionFailed(f"{self.name}: not ready after {COLD_START} s\n{self.log()[-4000:]}")
        self.used.starts.append((time.monotonic() - began) * 1000)

    def _watch_memory(self, process):
        while process.poll() is None:
            resident = _resident_mb(process.pid)
            self.used.peak_mb = max(self.used.peak_mb, resident)
            if resident > self.memory_mb:
                self._answers.put((None, "killed:", f"{resident:.0f} MB of {self.memory_mb}".encode()))
                process.kill()
            time.sleep(0.02)

    def _answer(self, process, request, deadline):
        while True:
            try:
                answered, outcome, body = self._answers.get(timeout=0.05)
                if answered in (request, None):
                    return outcome, body
            except queue.Empty:
                if process.poll() is not None:
                    process.wait()
                    return "ended:", signal.Signals(-process.returncode).name.encode() if process.returncode < 0 else b"by itself"
                if time.monotonic() > deadline:
                    process.kill()
                    process.wait()
                    return "timed out", f"after {self.timeout} s".encode()

    def handle(self, exchange):
        what = exchange.path.removeprefix(ROOT)
        if what == "invocation/next":
            self._ready.set()
            self._next(exchange)
            return
        body = exchange.body()
        if what == "init/error":
            self._answers.put((None, "init error:", body))
        else:
            _, request, outcome = what.split("/")
            self._answers.put((request, outcome, body))
        exchange.reply(202)

    def _next(self, exchange):
        process = self._process
        while True:
            try:
                pid, request, body, deadline = self._events.get(timeout=0.5)
            except queue.Empty:
                # A process that has ended asks no more.
                if process is not self._process or process.poll() is not None:
                    exchange.close_connection = True
                    return
                continue
            if process is not self._process:
                self._events.put((pid, request, body, deadline))
                exchange.close_connection = True
                return
            break
        # Without a content type the Java runtime interface client 2.9.0 dies.
        exchange.reply(
            200,
            body,
            {
                "Content-Type": "application/json",
                "Lambda-Runtime-Aws-Request-Id": request,
                "Lambda-Runtime-Deadline-Ms": str(int(deadline * 1000)),
                "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700",
                "Lambda-Runtime-Invoked-Function-Arn": self._arn,
            },
        )


def _resident_mb(pid):
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


def _cpu_millis(pid):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")
    except (FileNotFoundError, ProcessLookupError):
        return 0
