"""Runs the story against the SAM template and against the CDK's: `infra/e2e/run`."""

import os
import shutil
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from e2e import coldstart, reporttime, sides
from e2e.arguments import parse
from e2e.beside import Beside
from e2e.lambdas import Artifact
from e2e.measure import Measured
from e2e.story import Story
from e2e.system import System

ROOT = Path(__file__).parents[2]
WORK = ROOT / "target" / "e2e"


@dataclass(frozen=True)
class World:
    """What a run is made with."""

    zip: Path
    java: Path
    class_path: str


def main():
    """The command."""
    given = parse()
    began = time.monotonic()
    java = Path(os.environ["JAVA_HOME"]) / "bin" / "java"
    class_path = (WORK / "classpath").read_text().strip()
    world = World(
        given.native or ROOT / "target" / "function.zip",
        java,
        os.pathsep.join([str(ROOT / "target" / "test-classes"), str(ROOT / "target" / "classes"), class_path]),
    )
    native = given.native is not None
    kind = "native" if native else "JVM"
    artifact = unpacked(world, world.zip, native, WORK / "task")
    if given.cold_start:
        zips = {"new": world.zip, **({"old": given.against} if given.against else {})}
        artifacts = {"new": artifact, **({"old": unpacked(world, given.against, native, WORK / "old-task")} if given.against else {})}
        for name, lines in coldstart.measure(world, artifacts, WORK / "cold-start", 256 if native else 512, given.times).items():
            for line in lines:
                print(f"{kind} artifact {zips[name].name}, {zips[name].stat().st_size / 1e6:.1f} MB: {line}")
        return
    if given.report:
        for line in reporttime.measure(world, artifact, WORK / "report", 256 if native else 512, given.orgs):
            print(f"{kind} artifact, {given.orgs} orgs, {line}", flush=True)
        return
    values = {"Runtime": "provided.al2023" if native else "java25", "Exporters": "on", "Pages": "on"}
    if given.beside:
        beside(given, values, world, artifact)
        return
    names = [given.only] if given.only else sides.NAMES
    # Side by side: much of a run is waiting for leases to end.
    with ThreadPoolExecutor(len(names)) as threads:
        runs = [threads.submit(run, name, values, world, artifact, kind, given.record) for name in names]
        measured = [r.result() for r in runs][0]
    if given.record:
        measured.write(native)
    else:
        measured.check()
    print(f"e2e: {kind} artifact, {' and '.join(names)}: all as it must be, {time.monotonic() - began:.0f} s")


def beside(given, values, world, artifact):
    """Plays an upgrade from an earlier release, function by function."""
    old_zip = given.beside
    old = unpacked(world, old_zip, False, WORK / "old-task")
    name = given.only or sides.NAMES[0]
    began = time.monotonic()
    # The earlier release does not know references to the heartbeat's address.
    values = {**values, "HeartbeatUrl": "https://beat.example.com/"}
    with System(name, values, world, artifact, WORK / "beside") as system:
        differ = old_zip.read_bytes() != world.zip.read_bytes()
        story = Beside(system, Say(f"{name}, {old_zip.name} beside {world.zip.name}"), old, artifact, differ)
        told(system, name, story.play)
    print(f"e2e: {world.zip.name} beside {old_zip.name}, {name}: nothing lost, nothing doubled, {time.monotonic() - began:.0f} s")


def told(system, name, work):
    """What `work` answers; when it fails, the functions' logs are printed."""
    try:
        return work()
    except BaseException:
        for function in system.functions.values():
            print(f"--- {name}, log of {function.name}\n{function.log()[-6000:]}", file=sys.stderr)
        raise


def run(name, values, world, artifact, kind, record):
    """Plays the story against one side; answers what it consumed."""
    say = Say(f"{name}, {kind}")
    with System(name, values, world, artifact, WORK / name) as system:
        made, skipped = system.deployment.counts()
        say(f"deployed: {made} resources, {skipped} that the emulator does not make")
        story = Story(system, say)

        def play():
            story.play()
            return Measured.of(story, record)

        measured = told(system, name, play)
    for line in measured.lines():
        say(line)
    return measured


class Say:
    """Prints lines of the transcript, with the seconds since the beginning."""

    def __init__(self, what):
        self._what, self._began = what, time.monotonic()

    def __call__(self, line):
        print(f"[{self._what} {time.monotonic() - self._began:5.1f} s] {line}", flush=True)


def unpacked(world, packed, native, folder):
    """An artifact as a folder, as Lambda has it."""
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(packed) as artifact:
        artifact.extractall(folder)
    if native:
        (folder / "bootstrap").chmod(0o755)
        return Artifact(folder)
    client = [
        jar
        for jar in world.class_path.split(os.pathsep)
        if "aws-lambda-java-runtime-interface-client" in jar or "aws-lambda-java-serialization" in jar
    ]
    if len(client) != 2:
        raise SystemExit("Lambda's runtime interface client is not among the tests' libraries")
    return Artifact(folder, world.java, client)


if __name__ == "__main__":
    main()
