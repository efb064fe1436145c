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
# Of a failure, a thread dump included.
FAILURE_CHARS = 20_000
DUMP_SECONDS = 2
DUMP_END = b"Heap"
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


class _Process(Server):
    """
    One process of the artifact and the Runtime API that it alone speaks to: it has a port of its own,
    so that a late request of a process that was killed is never taken for one of the next.
    """

    def __init__(self, command, environment, folder, log, arn):
        self._arn, self._log = arn, Path(log)
        self._ready = threading.Event()
        self._events, self._answers = queue.Queue(), queue.Queue()
        self._is_java = Path(command[0]).name == "java"
        super().__init__()
        with open(self._log, "ab") as out:
            self._popen = subprocess.Popen(
                command,
                env={**environment, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.port}"},
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self.pid = self._popen.pid

    def is_running(self):
        return self._popen.poll() is None

    def is_ready(self, seconds):
        """Waits for the first event to be asked for."""
        return self._ready.wait(seconds)

    def send(self, request, body, deadline):
        """Hands out an event; deadline: epoch seconds."""
        self._events.put((request, body, deadline))

    def answer(self, request, seconds):
        """(outcome, body), or None when there is none within the time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                answered, outcome, body = self._answers.get(timeout=left)
            except queue.Empty:
                return None
            if answered in (request, None):
                return outcome, body
        return None

    def end_because(self, reason, body):
        """Ends the process; that is then the answer to its event."""
        self._answers.put((None, reason, body))
        self._popen.kill()

    def dump(self):
        """What its threads are at: of Java its own dump, of any process what the kernel knows."""
        lines = [f"threads of process {self.pid}:"]
        for task in sorted(Path(f"/proc/{self.pid}/task").glob("*")):
            lines.append(f"  {_text(task / 'comm')}: {_state(task)}, in {_text(task / 'wchan') or '?'}, call {_text(task / 'syscall') or '?'}")
        if self._is_java and self.is_running():
            size = self._log.stat().st_size
            self._popen.send_signal(signal.SIGQUIT)
            until = time.monotonic() + DUMP_SECONDS
            while DUMP_END not in (written := self._log.read_bytes()[size:]) and time.monotonic() < until:
                time.sleep(0.02)
            lines.append(written.decode(errors="replace"))
        return "\n".join(lines)

    def signal(self):
        """How it ended."""
        code = self._popen.wait(10)
        return signal.Signals(-code).name if code < 0 else "by itself"

    def kill(self):
        """Ends the process and waits until it is gone."""
        self._popen.kill()
        self._popen.wait(10)

    def close(self):
        """Ends the process, and what waits for it."""
        self.kill()
        self._events.put(None)
        super().close()

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
        event = self._events.get()
        if event is None:
            # For every other thread that waits.
            self._events.put(None)
            exchange.close_connection = True
            return
        request, body, deadline = event
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


class Function:
    """One function as it was deployed. Invocations are made one after another."""

    def __init__(self, name, configuration, environment, artifact, log):
        self.name = name
        self.timeout = configuration["Timeout"]
        self.memory_mb = configuration["MemorySize"]
        self._arn = configuration["FunctionArn"]
        self._handler = configuration["Handler"]
        self._environment, self._artifact, self._log = environment, artifact, Path(log)
        self._process = None
        self._one_at_a_time = threading.Lock()
        self.used = Used()

    def invoke(self, event):
        """
        What the function answers.

        Raises FunctionFailed; the process is then gone, unless it answered an error itself.
        """
        with self._one_at_a_time:
            is_new = self._process is None or not self._process.is_running()
            if is_new:
                self._start()
            process = self._process
            request, began, cpu = str(uuid.uuid4()), time.monotonic(), _cpu_millis(process.pid)
            process.send(request, json.dumps(event).encode(), time.time() + self.timeout)
            outcome, body = self._answer(process, request, began + self.timeout)
            self.used.millis.append((time.monotonic() - began) * 1000)
            if process.is_running():
                self.used.cpu_millis.append(_cpu_millis(process.pid) - cpu)
            if is_new and outcome == "response":
                self.used.firsts.append(self.used.starts[-1] + self.used.millis[-1])
                self.used.first_cpu_millis.append(_cpu_millis(process.pid))
            if outcome != "response":
                raise FunctionFailed(f"{self.name}: {outcome} {body.decode(errors='replace')[:FAILURE_CHARS]}".strip())
            return json.loads(body or b"null")

    def kill(self):
        """Ends the process at once, whatever it does, as the loss of its machine would."""
        process = self._process
        if process is not None:
            process.kill()

    def run_as(self, artifact):
        """Lets the next process be one of this artifact; the present one is ended."""
        with self._one_at_a_time:
            self.close_process()
            self._artifact = artifact

    def close_process(self):
        """Ends the process and waits until it is gone."""
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def close(self):
        self.close_process()

    def peak_mb(self):
        """The most memory that the present process ever had, by the kernel's account."""
        return _status_mb(self._process.pid, "VmHWM:")

    def log(self):
        """What the processes wrote."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def _start(self):
        self.close_process()
        began = time.monotonic()
        self._process = process = _Process(
            self._artifact.command(self._handler, self.memory_mb),
            {**self._environment, "_HANDLER": self._handler, "LAMBDA_TASK_ROOT": str(self._artifact.folder)},
            self._artifact.folder,
            self._log,
            self._arn,
        )
        threading.Thread(target=self._watch_memory, args=(process,), daemon=True).start()
        while not process.is_ready(0.005):
            if not process.is_running():
                raise FunctionFailed(f"{self.name}: did not start\n{self.log()[-4000:]}")
            if time.monotonic() - began > COLD_START:
                dump = process.dump()
                process.kill()
                raise FunctionFailed(f"{self.name}: not ready after {COLD_START} s\n{dump}\n{self.log()[-4000:]}")
        self.used.starts.append((time.monotonic() - began) * 1000)

    def _watch_memory(self, process):
        while process.is_running():
            resident = _status_mb(process.pid, "VmRSS:")
            self.used.peak_mb = max(self.used.peak_mb, resident)
            if resident > self.memory_mb:
                process.end_because("killed:", f"{resident:.0f} MB of {self.memory_mb}".encode())
            time.sleep(0.02)

    def _answer(self, process, request, deadline):
        while (answer := process.answer(request, 0.05)) is None:
            if not process.is_running():
                # Its last answer may have come while this was found out.
                return process.answer(request, 0.05) or ("ended:", process.signal().encode())
            if time.monotonic() > deadline:
                dump = process.dump()
                process.kill()
                return "timed out", f"after {self.timeout} s\n{dump}".encode()
        return answer


def _text(path):
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _state(task):
    found = [line for line in _text(task / "status").splitlines() if line.startswith("State:")]
    return found[0].removeprefix("State:").strip() if found else "gone"


def _status_mb(pid, what):
    """Memory of a process, by a line of its status; 0 when it is gone."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(what):
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
