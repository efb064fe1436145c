"""Translates scenarios to Alertmanager and records what its receivers learn.

record.py config SCENARIOS WORK PORT            writes WORK/0.yml, 1.yml and 1-later.yml
record.py run SCENARIOS WORK PORT VERSION       runs them and prints the recorded file

A tick is three seconds here. Alerts are those that a Prometheus rule a level would fire: attention fires from the lower
level on, escalation from the higher one, and an inhibition rule lets the higher one silence the lower one.
"""
import datetime, http.server, json, os, sys, threading, time, urllib.request
from zoneinfo import ZoneInfo

TICK = 3.0
GROUP_WAIT, GROUP_INTERVAL = "200ms", "1s"
MINUTE_AT = 6  # the tick at which a minute begins: windows have no seconds
TAIL = 3  # ticks that a scenario goes on for after its last step
LEVELS = ["attention", "escalation"]
COMMAND, FOLDER, WORK, PORT = sys.argv[1:5]
PORT = int(PORT)
HOOK = PORT + 2


def scenarios():
    return [json.load(open(os.path.join(FOLDER, f))) for f in sorted(os.listdir(FOLDER))]


def reloads(s):
    return any("routes" in step for step in s["steps"])


def orgs(s):
    return s.get("orgs", {"acme": {"tenant": "acme"}})


def pattern(globs):
    return "|".join(g.replace(".", "\\\\.").replace("*", ".*") for g in globs)


def matchers(match):
    out = []
    if "severity" in match:
        out.append('severity=~"%s"' % "|".join(LEVELS[LEVELS.index(match["severity"]):]))
    if "tenant" in match:
        out.append('tenant="%s"' % match["tenant"])
    for key, value in match.get("tags", {}).items():
        out.append('tag_%s="%s"' % (key, value))
    if "limits" in match:
        out.append('limit=~"%s"' % pattern(match["limits"]))
    if "orgs" in match:
        out.append('org=~"%s"' % "|".join(match["orgs"]))
    return out


def routes_of(s, later):
    routes = s.get("routes", [{"match": {}, "to": ["hooks"]}])
    for step in s["steps"]:
        if later and "routes" in step:
            routes = step["routes"]
    return routes


def config(chosen, start, later=False):
    routes, receivers, windows = [], [{"name": "nobody"}], []
    for s in chosen:
        inner = []
        muted = {}
        if "window" in s:
            muted = {"mute_time_intervals": [s["name"]]}
            windows.append({"name": s["name"], "time_intervals": intervals(s["window"], start)})
        for i, route in enumerate(routes_of(s, later)):
            name = "%s/%s" % (s["name"], "+".join(route["to"]) or "nobody")
            if route["to"] and not any(r["name"] == name for r in receivers):
                hooks = [{"url": "http://127.0.0.1:%d/%s/%s" % (HOOK, s["name"], t), "send_resolved": True}
                         for t in route["to"]]
                receivers.append({"name": name, "webhook_configs": hooks})
            inner.append({"receiver": name if route["to"] else "nobody", "matchers": matchers(route["match"]),
                          "continue": route.get("continue", False), **muted})
        routes.append({
            "receiver": "nobody", "matchers": ['scenario="%s"' % s["name"]],
            "group_by": s.get("group_by", ["org", "rule", "limit"]),
            "repeat_interval": "%ds" % (s.get("repeat", 1000) * TICK), "routes": inner})
    return {
        "global": {"resolve_timeout": "1h"},
        "route": {"receiver": "nobody", "group_by": ["org"], "group_wait": GROUP_WAIT,
                  "group_interval": GROUP_INTERVAL, "repeat_interval": "1h", "routes": routes},
        "inhibit_rules": [
            {"source_matchers": ['severity="escalation"'], "target_matchers": ['severity="attention"'],
             "equal": ["scenario", "org", "rule", "limit"]},
            {"source_matchers": ['rule="not-reporting"'], "target_matchers": ['rule="usage"'],
             "equal": ["scenario", "org"]}],
        "receivers": receivers, "time_intervals": windows}


def intervals(window, start):
    """The window as Alertmanager takes it: within a day, so that one over midnight is two."""
    zone = ZoneInfo(window.get("zone", "UTC"))
    begin = start - 3600 if window["begin"] == "earlier" else start + window["begin"] * TICK
    end = start + 3600 if window["end"] == "later" else start + window["end"] * TICK
    shift = datetime.timedelta(days=1 if window.get("day") == "tomorrow" else 0)
    first, last = [datetime.datetime.fromtimestamp(round(t), zone) + shift for t in (begin, end)]
    days = [(first, None if last.date() > first.date() else last)]
    if last.date() > first.date() and last.strftime("%H:%M") != "00:00":
        days.append((None, last))
    return [{"times": [{"start_time": a.strftime("%H:%M") if a else "00:00",
                        "end_time": b.strftime("%H:%M") if b else "24:00"}],
             "weekdays": [(a or b).strftime("%A").lower()], "location": str(zone)} for a, b in days]


def next_start(earliest):
    """A time of which a minute begins MINUTE_AT ticks later."""
    lead = 60 - MINUTE_AT * TICK % 60
    start = earliest - earliest % 60 + lead
    return start if start >= earliest else start + 60


def call(method, port, path, body=None):
    request = urllib.request.Request("http://127.0.0.1:%d%s" % (port, path), method=method,
                                     data=None if body is None else json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        text = answer.read()
        return json.loads(text) if text else None


def iso(t):
    return datetime.datetime.fromtimestamp(t, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Run:
    """One scenario while it runs."""

    def __init__(self, s):
        self.s, self.port = s, PORT + (1 if reloads(s) else 0)
        self.firing, self.silences, self.down = {}, {}, set()
        self.received = []

    def labels(self, org, rule, limit, severity):
        known = orgs(self.s)[org]
        labels = {"alertname": rule, "scenario": self.s["name"], "org": org, "tenant": known["tenant"],
                  "rule": rule, "severity": severity}
        labels.update({"tag_" + k: v for k, v in known.get("tags", {}).items()})
        if limit:
            labels["limit"] = limit
        return labels

    def step(self, step, start):
        if "mute" in step:
            matcher_list = [self.matcher(m) for m in matchers(step["match"]) + ['scenario="%s"' % self.s["name"]]]
            begins = max(start + step.get("from", step["at"]) * TICK, time.time())
            silence = {"matchers": matcher_list, "startsAt": iso(begins), "endsAt": iso(start + step["until"] * TICK),
                       "createdBy": "Ann", "comment": step["mute"]}
            self.silences[step["mute"]] = call("POST", self.port, "/api/v2/silences", silence)["silenceID"]
        elif "unmute" in step:
            call("DELETE", self.port, "/api/v2/silence/" + self.silences[step["unmute"]])
        elif "routes" in step:
            os.replace(os.path.join(WORK, "1-later.yml"), os.path.join(WORK, "1.yml"))
            call("POST", self.port, "/-/reload")
        elif "down" in step:
            self.down.add(step["down"])
        elif "up" in step:
            self.down.discard(step["up"])
        else:
            rule = "not-reporting" if "silent" in step else "usage"
            level = step["silent"] if "silent" in step else step["severity"]
            fires = LEVELS[:LEVELS.index(level) + 1] if level else []
            now, alerts = time.time(), []
            for severity in LEVELS:
                key = (step["org"], rule, step.get("limit"), severity)
                if severity in fires:
                    began = self.firing.setdefault(key, now)
                    alerts.append((key, began, now + 3600))
                elif key in self.firing:
                    alerts.append((key, self.firing.pop(key), now))
            call("POST", self.port, "/api/v2/alerts",
                 [{"labels": self.labels(*key), "startsAt": iso(a), "endsAt": iso(b)} for key, a, b in alerts])

    @staticmethod
    def matcher(text):
        regex = "=~" in text
        name, value = text.split("=~" if regex else "=", 1)
        return {"name": name, "value": value[1:-1].replace("\\\\", "\\"), "isRegex": regex, "isEqual": True}

    def outcome(self, start):
        """What each target learns: the level of each problem whenever it changes, and again if it is repeated."""
        outcome = {}
        for target in sorted({t for _, t, _ in self.received}):
            known, believed, news, messages = {}, {}, [], 0
            for at, to, message in self.received:
                if to != target:
                    continue
                messages += 1
                tick, said, touched = int((at - start) // TICK), [], []
                for alert in message["alerts"]:
                    labels = alert["labels"]
                    problem = labels["org"] + " " + labels.get("limit", labels["rule"])
                    known.setdefault(problem, {})[labels["severity"]] = alert["status"] == "firing"
                    if problem not in touched:
                        touched.append(problem)
                for problem in sorted(touched):
                    levels = [s for s in LEVELS if known[problem].get(s)]
                    level = levels[-1] if levels else "resolved"
                    if believed.get(problem) != level:
                        believed[problem] = level
                        said.append("%d %s %s" % (tick, problem, level))
                news += said or ["%d %s again" % (tick, p) for p in sorted(touched)]
            # Within a tick only the order of one problem's news counts.
            news.sort(key=lambda n: (int(n.split()[0]), n.split()[1:3]))
            outcome[target] = {"messages": messages, "news": news}
        return outcome


class Receiver(http.server.BaseHTTPRequestHandler):
    runs = {}

    def do_POST(self):
        _, name, target = self.path.split("/")
        run, body = self.runs[name], json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        down = target in run.down
        if not down:
            run.received.append((time.time(), target, body))
        self.send_response(503 if down else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


def write_configs(start):
    every = scenarios()
    plain, changing = [s for s in every if not reloads(s)], [s for s in every if reloads(s)]
    for name, chosen, later in [("0", plain, False), ("1", changing, False), ("1-later", changing, True)]:
        with open(os.path.join(WORK, name + ".yml"), "w") as file:
            json.dump(config(chosen, start, later), file, indent=1)  # JSON is YAML


def main():
    if COMMAND == "config":
        write_configs(next_start(time.time() + 5))
        return
    runs = [Run(s) for s in scenarios()]
    Receiver.runs = {r.s["name"]: r for r in runs}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", HOOK), Receiver)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    start = next_start(time.time() + 3)
    write_configs(start)
    for one in (0, 1):
        call("POST", PORT + one, "/-/reload")
    steps = sorted(((step["at"], i, run, step) for i, run in enumerate(runs) for step in run.s["steps"]),
                   key=lambda x: x[0])
    for at, _, run, step in steps:
        time.sleep(max(0, start + at * TICK - time.time()))
        run.step(step, start)
    time.sleep(TAIL * TICK)
    server.shutdown()
    recorded = {"alertmanager": sys.argv[5], "tick": "%ds" % TICK, "group_wait": GROUP_WAIT,
                "group_interval": GROUP_INTERVAL}
    print(json.dumps({**recorded, "scenarios": {}})[:-3] + "{")
    print(",\n".join("%s: %s" % (json.dumps(r.s["name"]), json.dumps(r.outcome(start))) for r in runs))
    print("}}")


main()
