"""What the run consumed, by unit of work, as the cost model wants it."""

import json
from datetime import timedelta
from pathlib import Path

INTERVALS = 3
# What an org shows in the fleet index is rewritten at most every half an hour: after the story it settles.
SETTLING = 7
WARM_UP, MESSAGES = 40, 30
# A function's share of a processor is its memory by this.
MB_PER_PROCESSOR = 1769
BILLED_MB = 256
TOLERANCE = 1.15
COMMITTED = Path(__file__).parents[1] / "cost" / "consumption.json"
EXPORTS = ("dispatch", "poll", "publish", "notify")


class Measured:
    """Steady polling and one episode's way, in DynamoDB's units and processor time."""

    def __init__(self, values, starts, lines):
        self.values, self.starts, self._lines = values, starts, lines

    @classmethod
    def of(cls, story, processor):
        """
        Plays some quiet intervals and one more episode on top of a story that went well.

        processor: whether processor time is measured too, which takes a while
        """
        s = story.s
        for _ in range(SETTLING):
            story.interval()
        before = _snapshot(s)
        for _ in range(INTERVALS):
            story.interval()
        quiet = _difference(before, _snapshot(s))
        polls, minutes = INTERVALS * 3, INTERVALS * 5
        before = _snapshot(s)
        org = s.stand_ins.switch("acme-prod", "traffic", {"used": 120_000})
        story.interval()
        s.stand_ins.switch("acme-prod", "traffic", {"used": 1_000})
        story.interval()
        episode = _difference(before, _snapshot(s))
        transitions = 2
        if not org["max"] > 120_000:
            raise AssertionError(f"the org has too few calls for this: {org['max']}")
        sent = episode["notify"]["requests"]
        if sent != transitions:
            raise AssertionError(f"{sent} batches of deliveries, not {transitions}")

        def more(kind):
            """By transition: what the episode took beyond quiet polling, of the functions on its way."""
            return sum(
                episode[f][kind] - quiet[f][kind] * 2 / INTERVALS for f in ("poll", "publish", "notify")
            ) / transitions

        values = {
            # Without the blocks of samples, which are complete after more slots than these.
            "writeUnitsPerPoll": round(quiet["poll"]["writes"] / polls, 2),
            "readUnitsPerPoll": round((quiet["poll"]["reads"] - quiet["poll"]["fleetUnits"]) / polls, 2),
            # Of a message that does not come within a second of another: so it does not depend on how fast the story is played.
            "readUnitsPerMessage": round(quiet["poll"]["fleetUnits"] / quiet["poll"]["fleetReads"], 2),
            "tickReadUnits": {
                "dispatch": round(quiet["dispatch"]["reads"] / minutes, 2),
                "sweep": round(quiet["publish"]["reads"] / minutes, 2),
            },
            "writeUnitsPerTransition": round(more("writes"), 1),
            "readUnitsPerTransition": round(more("reads"), 1),
        }
        if processor:
            alone, together = _poll_cpu(story, 1), _poll_cpu(story, 3)
            an_org = max(0, together - alone) / 2
            values |= {
                "pollOverheadMs": _scaled(max(0, alone - an_org)),
                "pollMsPerOrg": _scaled(an_org),
                "tickMs": {"dispatch": _billed(quiet["dispatch"]), "sweep": _billed(quiet["publish"])},
                "publishMs": _billed(episode["publish"]),
                "notifyMs": _billed(episode["notify"]),
                # Beside what Lambda itself writes: START, END and REPORT.
                "logBytesPerInvocation": 400
                + round(sum(quiet[f]["log"] for f in EXPORTS) / sum(quiet[f]["requests"] for f in EXPORTS)),
            }
        ran = {name: f for name, f in s.functions.items() if f.used.starts}
        lines = [
            f"{name:9} ready after {_median(f.used.starts):5.0f} ms (at best {min(f.used.starts):.0f}), first event answered after"
            f" {_median(f.used.firsts):5.0f} ms, a later one {_median(f.used.millis):4.0f} ms, at most {f.used.peak_mb:3.0f} MB of {f.memory_mb}, {len(f.used.millis)} events, {len(f.used.starts)} starts"
            for name, f in ran.items()
        ]
        lines += [f"{name:9} was not called" for name in s.functions if name not in ran]
        lines += [
            f"{name:9} used {', '.join(sorted({a for a, _ in s.grants[name].used})) or 'nothing'}" for name in s.functions
        ]
        lines += [
            f"{name:9} was granted and did not use {', '.join(sorted({u.split()[0] for u in s.grants[name].unused()}))}"
            for name in s.functions
        ]
        lines.append(f"a poll: {values['writeUnitsPerPoll']} write units, {values['readUnitsPerPoll']} read units and {values['readUnitsPerMessage']} a message")
        ticks = ", ".join(f"{name} {units} read units a tick" for name, units in values["tickReadUnits"].items())
        lines.append(f"a transition: {values['writeUnitsPerTransition']} write units, {values['readUnitsPerTransition']} read units; {ticks}")
        return cls(values, {n: _median(f.used.starts) for n, f in ran.items()}, lines)

    def lines(self):
        """For the transcript."""
        return self._lines

    def check(self):
        """Raises AssertionError when more of DynamoDB was used than the cost model counts with."""
        counted = _committed()["measured"]
        for name in ("writeUnitsPerPoll", "readUnitsPerPoll", "readUnitsPerMessage", "writeUnitsPerTransition", "readUnitsPerTransition"):
            if self.values[name] > counted[name] * TOLERANCE:
                raise AssertionError(f"{name} is {self.values[name]}, infra/cost counts with {counted[name]}: see --record")

    def write(self, native):
        """Puts the values in place of those that the cost model counts with."""
        consumption = _committed()
        by = f"infra/e2e/run{' --native' if native else ''} --record: capacity units as the service charges them (infra/e2e/units.py); milliseconds are processor time at {BILLED_MB} MB, of the {'native' if native else 'JVM'} artifact"
        consumption["measured"] = {"by": by, **self.values}
        COMMITTED.write_text(json.dumps(consumption, indent=2) + "\n", encoding="utf-8")


def _committed():
    return json.loads(COMMITTED.read_text(encoding="utf-8"))


def _snapshot(s):
    return {
        f: {
            "writes": s.gateway.consumed[f].write_units,
            "reads": s.gateway.consumed[f].read_units,
            "fleetReads": s.gateway.consumed[f].fleet_reads,
            "fleetUnits": s.gateway.consumed[f].fleet_units,
            "requests": len(s.functions[f].used.millis),
            "cpu": sum(s.functions[f].used.cpu_millis),
            "log": len(s.functions[f].log()),
        }
        for f in EXPORTS
    }


def _difference(before, after):
    return {f: {k: after[f][k] - before[f][k] for k in after[f]} for f in after}


def _poll_cpu(story, orgs):
    """Processor milliseconds of a message of so many orgs, once the process is warm."""
    s, names = story.s, list(story.samples())[:orgs]
    taken = []
    for messages in (WARM_UP, MESSAGES):
        before = len(s.functions["poll"].used.cpu_millis)
        for _ in range(messages):
            story.minute += timedelta(minutes=5)
            body = {"slot": story.minute.strftime("%Y-%m-%dT%H:%M:00Z"), "orgs": names}
            s.sqs.send_message(QueueUrl=s.url("PollQueueUrl"), MessageBody=json.dumps(body))
        s.queues["poll"].run()
        taken = s.functions["poll"].used.cpu_millis[before:]
    if len(taken) != MESSAGES:
        raise AssertionError(f"{len(taken)} messages were polled, not {MESSAGES}")
    return sum(taken) / len(taken)


def _billed(used):
    """Milliseconds that an event is billed."""
    return _scaled(used["cpu"] / max(1, used["requests"]))


def _scaled(cpu_millis):
    """Milliseconds of a function's clock for so much processor time, by its memory's share of a processor."""
    return round(cpu_millis * MB_PER_PROCESSOR / BILLED_MB)


def _median(values):
    return sorted(values)[len(values) // 2] if values else 0

