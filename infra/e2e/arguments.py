"""What `infra/e2e/run` is asked for. As a program it only says what is wrong with that, before anything is built."""

import argparse
from pathlib import Path

from e2e import sides

MAX_TIMES = 10_000
DESCRIPTION = "Runs the story against the SAM template and against the CDK's."


def parse(given=None):
    """The arguments; paths are absolute, and were those of the working directory. Ends the process when one is wrong."""
    arguments = argparse.ArgumentParser(prog="infra/e2e/run", description=DESCRIPTION)
    arguments.add_argument("--native", type=_file, help="a native function.zip; without it the JVM artifact")
    arguments.add_argument("--only", choices=sides.NAMES, help="one of the templates")
    arguments.add_argument("--record", action="store_true", help="write what was consumed to infra/cost/consumption.json")
    arguments.add_argument("--beside", type=_file, metavar="OLD.zip", help="an earlier release's JVM artifact: only prove that a deployment over it loses and doubles nothing")
    arguments.add_argument("--cold-start", action="store_true", help="only measure how fast a new process is")
    arguments.add_argument("--against", type=_file, metavar="OLD.zip", help="with --cold-start: another artifact of the same kind, whose processes start in turn with those of the first")
    arguments.add_argument("--report", action="store_true", help="only measure what report takes of a fleet")
    arguments.add_argument("--orgs", type=_times, default=1_000, metavar="N", help="with --report: how many orgs it has (1000)")
    arguments.add_argument("--times", type=_times, default=15, metavar="N", help="so many new processes (15)")
    parsed = arguments.parse_args(given)
    if parsed.native and parsed.beside:
        arguments.error("--beside is played with JVM artifacts")
    if parsed.against and not parsed.cold_start:
        arguments.error("--against goes with --cold-start")
    if parsed.report and parsed.cold_start:
        arguments.error("--report and --cold-start are measured apart")
    return parsed


def _times(text):
    if not text.isdecimal() or not 1 <= int(text) <= MAX_TIMES:
        raise argparse.ArgumentTypeError(f"{text} is no whole number from 1 to {MAX_TIMES}")
    return int(text)


def _file(text):
    path = Path(text).absolute()
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {path}")
    return path


if __name__ == "__main__":
    parse()
