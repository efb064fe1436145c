"""What the run consumed, by unit of work, as the cost model wants it."""

import copy
import json
from pathlib import Path

INTERVALS = 3
# A function's share of a processor is its memory by this.
MB_PER_PROCESSOR = 1769
BILLED_MB = 256
EXPORTS = ("dispatch", "poll", "publish", "notify")


class Measured:
    """Steady polling and one episode's way, in DynamoDB's units and processor time."""

    def __init__(self, values, starts, lines):
        self.values, self.starts, self._lines = values, starts, lines

    @classmethod
    def of(cls, story):
        """Plays some quiet intervals and one more episode on top of a story that went well."""
        s = story.s
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

        items = s.dynamodb.scan(TableName=s.deployment.outputs["SamplesTable"])["Items"]
        values = {
            "writeUnitsPerPoll": round(quiet["poll"]["writes"] / polls, 2),
            "readUnitsPerPoll": round(quiet["poll"]["reads"] / polls, 2),
            "sampleBytes": round(sum(map(_bytes, items)) / len(items)),
            "pollOverheadMs": _billed(quiet["poll"]),
            "tickReadUnits": {
                "dispatch": round(quiet["dispatch"]["reads"] / minutes, 2),
                "sweep": round(quiet["publish"]["reads"] / minutes, 2),
            },
            "tickMs": {"dispatch": _billed(quiet["dispatch"]), "sweep": _billed(quiet["publish"])},
            "writeUnitsPerTransition": round(more("writes"), 1),
            "readUnitsPerTransition": round(more("reads"), 1),
            "publishMs": _billed(episode["publish"]),
            "notifyMs": _billed(episode["notify"]),
            "logBytesPerInvocation": round(
                sum(quiet[f]["log"] for f in EXPORTS) / sum(quiet[f]["requests"] for f in EXPORTS)
            )
            # What Lambda itself writes: START, END and REPORT.
            + 400,
        }
        lines = [
            f"{name:9} ready after {_median(f.used.starts):5.0f} ms, an event {_median(f.used.millis):5.0f} ms,"
            f" at most {f.used.peak_mb:3.0f} MB of {f.memory_mb}, {len(f.used.millis)} events, {len(f.used.starts)} starts"
            for name, f in s.functions.items()
        ]
        lines += [
            f"{name:9} used {', '.join(sorted({a for a, _ in s.grants[name].used})) or 'nothing'}" for name in s.functions
        ]
        lines += [
            f"{name:9} was granted and did not use {', '.join(sorted({u.split()[0] for u in s.grants[name].unused()}))}"
            for name in s.functions
        ]
        lines.append(f"a poll: {values['writeUnitsPerPoll']} write units, {values['readUnitsPerPoll']} read units, {values['sampleBytes']} bytes")
        return cls(values, {n: _median(f.used.starts) for n, f in s.functions.items()}, lines)

    def lines(self):
        """For the transcript."""
        return self._lines

    def write(self, path, native):
        """Puts the values in place of those in `path`, or in a copy of infra/cost's."""
        known = Path(__file__).parents[1] / "cost" / "consumption.json"
        consumption = copy.deepcopy(json.loads(known.read_text(encoding="utf-8")))
        by = f"infra/e2e/run{' --native' if native else ''} --record: capacity units of DynamoDB Local; milliseconds are processor time at {BILLED_MB} MB"
        consumption["measured"] = {"by": by, **self.values}
        Path(path).write_text(json.dumps(consumption, indent=2) + "\n", encoding="utf-8")


def _snapshot(s):
    return {
        f: {
            "writes": s.gateway.consumed[f].write_units,
            "reads": s.gateway.consumed[f].read_units,
            "requests": len(s.functions[f].used.millis),
            "cpu": sum(s.functions[f].used.cpu_millis),
            "log": len(s.functions[f].log()),
        }
        for f in EXPORTS
    }


def _difference(before, after):
    return {f: {k: after[f][k] - before[f][k] for k in after[f]} for f in after}


def _billed(used):
    """Milliseconds that an event is billed, by its processor time and the memory's share of a processor."""
    return round(used["cpu"] / max(1, used["requests"]) * MB_PER_PROCESSOR / BILLED_MB)


def _median(values):
    return sorted(values)[len(values) // 2] if values else 0


def _bytes(item):
    """An item's size by DynamoDB's rules, numbers at their longest."""
    size = 0
    for name, value in item.items():
        ((kind, v),) = value.items()
        size += len(name) + (len(v) if kind in "BS" else 21 if kind == "N" else 1)
    return size
