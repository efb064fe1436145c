"""
An upgrade from an earlier release, function by function: for ten minutes each, new functions run
beside old ones over the same tables and queues. In the end everybody was told of everything once.
"""

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

from e2e.pump import wait_until
from e2e.story import Story, must

MANIFEST = Path(__file__).parent / "beside.yaml"
# Run out of calls: one is read by the new poll then, the other by the old one.
EXHAUSTED, EXHAUSTED_LATER = "acme-prod", "initech-secure"
# Do not answer any more: likewise. Those that fall silent together are told of together.
DARK, DARK_LATER = ("acme-erp", "globex-archive"), "initech-prod"
# Has a limit that is nearly used up, and no longer reports it.
VANISHING, LIMIT = "globex-prod", "DataStorageMB"
ORGS = (EXHAUSTED, EXHAUSTED_LATER, *DARK, DARK_LATER, VANISHING)
# The only rule that the first release knew, as rows name it.
USAGE = "USAGE"
# What was handed over just now is settled by then, and what was lost on the way swept up.
SETTLED = 90


class Beside(Story):
    """
    differ: whether the artifacts are two, and the new one writes rows that the old one cannot read

    Raises AssertionError where something is lost, doubled or left over.
    """

    def __init__(self, system, say, old, new, differ):
        super().__init__(system, say)
        self._old, self._new, self._differ = old, new, differ

    def play(self):
        """All of it, in order."""
        self.an_old_deployment_at_work()
        self.poll_is_new_and_publish_and_notify_are_old()
        self.notify_alone_is_old()
        self.poll_is_old_and_the_others_are_new()
        self.all_are_new()
        self.nothing_lost_nothing_doubled()

    def interval(self):
        before = self._back()
        super().interval()
        waiting = [f"{outbox} ({rule})" for outbox, rule in self._waiting()]
        back = self._back() - before
        told = ", ".join(f"{what} {n} times" for what, n in sorted(back.items()))
        if told or waiting:
            self.say(f"handed back: {told or 'nothing'}; not told yet: {', '.join(waiting) or 'nothing'}")

    def pump(self, function):
        self.s.queues[function].run(self.minute)

    def deploy(self, *new):
        """From now on these functions are new, the others old."""
        for export in self.s.functions:
            self.s.run_as(export, self._new if export in new else self._old)
        self.say(f"new: {', '.join(new) or 'none'}; old: {', '.join(f for f in self.s.functions if f not in new) or 'none'}")

    def an_old_deployment_at_work(self):
        self.deploy()
        for org in ORGS:
            self.s.stand_ins.switch(org, "traffic", {"used": 1_000})
        answer = self.apply(self.manifest(MANIFEST))
        self.interval()
        must(self.samples() == {org: 1 for org in ORGS}, f"samples after an interval: {self.samples()}")
        must(not self.s.receiver.webhooks and not self.s.receiver.pages, f"told of something while all is well: {self.s.receiver.told()}")
        self.s.stand_ins.switch(VANISHING, "max", {"limit": LIMIT, "max": 1_000})
        self.s.stand_ins.switch(VANISHING, "traffic", {"limit": LIMIT, "used": 985})
        self.interval()
        self._must_be_told(VANISHING, "opened")
        self.say(f"{len(answer['changes'])} changes applied; {VANISHING} uses 98.5 % of its {LIMIT}")

    def poll_is_new_and_publish_and_notify_are_old(self):
        self.deploy("poll")
        self._exhaust(EXHAUSTED)
        for org in DARK:
            self.s.stand_ins.switch(org, "fault", {"kind": "html-503"})
        self.s.stand_ins.switch(VANISHING, "fault", {"kind": "vanished", "limit": LIMIT})
        self.interval()
        self.interval()
        self._must_be_told(EXHAUSTED, "opened")

    def notify_alone_is_old(self):
        self.deploy("dispatch", "poll", "publish")
        self.interval()
        self.interval()

    def poll_is_old_and_the_others_are_new(self):
        self.deploy("dispatch", "publish", "notify", "manage")
        self.s.stand_ins.switch(EXHAUSTED, "traffic", {"used": 1_000})
        self._exhaust(EXHAUSTED_LATER)
        self.s.stand_ins.switch(DARK_LATER, "fault", {"kind": "html-503"})
        self.interval()
        self.interval()
        self._must_be_told(EXHAUSTED, "resolved")
        self._must_be_told(EXHAUSTED_LATER, "opened")
        waiting = list(self._waiting())
        must(not waiting, f"the new publish and notify have not told of {waiting}")

    def all_are_new(self):
        self.deploy(*self.s.functions)
        self.interval()
        for org in ORGS:
            self.s.stand_ins.switch(org, "fault")
            self.s.stand_ins.switch(org, "traffic", {"used": 1_000})
        self.s.stand_ins.switch(VANISHING, "traffic", {"limit": LIMIT, "used": 100})
        self.interval()
        self.interval()
        wait_until("everything to be told", self._all_is_told, SETTLED)

    def _exhaust(self, org):
        self.s.stand_ins.switch(org, "traffic", {"used": self.s.stand_ins.switch(org, "traffic", {"used": 1})["max"]})

    def _must_be_told(self, org, transition):
        """Of the use of an org's limit, once by each target."""
        hooks = [d for d in self._told() if (d["org"], d["rule"], d["transition"]) == (org, "usage", transition)]
        must(len(hooks) == 1, f"{transition} of {org} was told {len(hooks)} times: {hooks}")
        page = hooks[0]["key"], _action(hooks[0])
        pages = [p for p in self.s.receiver.pages if (p["dedup_key"], p["event_action"]) == page]
        must(len(pages) == 1, f"{transition} of {org} was paged {len(pages)} times: {pages}")
        self.say(hooks[0]["title"])

    def _told(self):
        """The data of the webhooks, in the order of arrival."""
        return [w["data"] for w in self.s.receiver.told()]

    def _outbox(self):
        """Transitions by the id that deliveries have of them."""
        found = {}
        for row in self.items("StateTable"):
            pk = row["pk"]["S"]
            if pk.startswith("OUT#"):
                version, index = row["sk"]["S"].split("#")
                found[f"{pk.removeprefix('OUT#')}:{int(version)}:{int(index)}"] = row
        return found

    def _waiting(self):
        """Transitions that are not handed over, or not delivered to every target, with their rules."""
        delivered = {
            (row["pk"]["S"].removeprefix("DLV#"), row["sk"]["S"])
            for row in self.items("StateTable")
            if row["pk"]["S"].startswith("DLV#") and row["status"]["S"] == "DELIVERED"
        }
        for outbox, row in self._outbox().items():
            if "pendingPk" in row or any((outbox, target) not in delivered for target in _targets(row)):
                yield outbox, json.loads(row["transition"]["S"])["rule"]

    def _all_is_told(self):
        self.tell()
        return not any(self._waiting())

    def _back(self):
        """How often each record was handed back, by the function and what it is about."""
        back = Counter()
        for keys in self.s.stream.handed_back:
            back[f"{keys['pk']['S']}/{keys['sk']['S']} by publish"] += 1
        for function, queue in self.s.queues.items():
            for body in queue.handed_back:
                asked = json.loads(body)
                what = asked["outbox"] + " to " + asked["target"] if function == "notify" else ", ".join(asked["orgs"]) + " at " + asked["slot"]
                back[f"{what} by {function}"] += 1
        return back

    def nothing_lost_nothing_doubled(self):
        s = self.s
        outbox = self._outbox()
        hooks = Counter(i for i, _, _ in s.receiver.webhooks)
        wanted = Counter(f"{i}:hooks" for i, row in outbox.items() if "hooks" in _targets(row))
        must(hooks == wanted, f"webhooks: {hooks}, of {sorted(outbox)}")
        must(all(signed for _, signed, _ in s.receiver.webhooks), "a webhook's signature does not hold")
        told = self._told()
        wanted = Counter((d["key"], _action(d)) for d in told)
        pages = Counter((p["dedup_key"], p["event_action"]) for p in s.receiver.pages)
        must(pages == wanted, f"pages: {pages}, but the webhooks are {wanted}")
        self._each_problem_is_told_from_its_beginning_to_its_end(told)
        self._only_what_was_played(told)
        strange = sorted(i for i, row in outbox.items() if json.loads(row["transition"]["S"])["rule"] != USAGE)
        self.say(f"transitions of rules that the first release did not know: {', '.join(strange) or 'none'}")
        missing = {org: self.slots - n for org, n in self.samples().items() if n != self.slots}
        self.say(
            f"{len(outbox)} transitions, {len(hooks)} webhooks, {sum(pages.values())} pages; slots without a sample: {missing};"
            f" batches of the stream that were given up and swept up: {s.messages('PublishDlqUrl')}"
        )
        must(not missing.keys() & {EXHAUSTED, EXHAUSTED_LATER}, f"slots without a sample: {missing}")
        must(not s.gateway.refused, f"calls that the roles do not grant: {s.gateway.refused}")
        held = {queue: s.messages(queue) for queue in ("PollQueueUrl", "NotifyQueueUrl", "PollDlqUrl", "NotifyDlqUrl", "ScheduleDlqUrl")}
        must(not any(held.values()), f"messages that nobody took: {held}")

    def _each_problem_is_told_from_its_beginning_to_its_end(self, told):
        by_key = {}
        for data in told:
            by_key.setdefault(data["key"], []).append(data)
        for key, messages in by_key.items():
            words = [d["transition"] for d in messages]
            once = words.count("opened") == words.count("resolved") == 1
            must(once and words[0] == "opened" and words[-1] == "resolved", f"{key}: {words}")
            slots = [d["slot"] for d in messages]
            must(slots == sorted(slots), f"{key} was told out of order: {slots}")
        still = [row for row in self.items("StateTable") if row.get("fleetPk", {}).get("S") == "ALERT#open"]
        must(not still, f"alerts that are still open: {still}")

    def _only_what_was_played(self, told):
        usage = Counter((d["org"], d["transition"]) for d in told if d["rule"] == "usage")
        exhausted = (EXHAUSTED, EXHAUSTED_LATER, VANISHING)
        played = Counter((org, word) for org in exhausted for word in ("opened", "resolved"))
        must(usage == played, f"told of the use of limits: {usage}")
        # A group tells of its members.
        each = [member for d in told for member in d.get("alerts", [d])]
        others = {(d["org"], d["rule"], d["transition"]) for d in each if d["rule"] != "usage"}
        ends = {(org, rule, word) for org, rule, word in others if word in ("opened", "resolved")}
        problems = [(org, "not-reporting") for org in (*DARK, DARK_LATER)] + [(VANISHING, "vanished")]
        wanted = {(*p, word) for p in problems for word in ("opened", "resolved")} if self._differ else set()
        must(ends == wanted, f"told of other problems: {others}")


def _targets(row):
    """Who is to be told of a transition; all that there are while nothing is decided."""
    return json.loads(row["decision"]["S"])["targets"] if "decision" in row else ["hooks", "pager"]


def _action(data):
    """What PagerDuty is to make of the same."""
    return "resolve" if data["transition"] == "resolved" else "trigger"
