"""Asks Prometheus every query of a Grafana dashboard: ask.py PROMETHEUS DASHBOARD"""

import json
import sys
import time
import urllib.parse
import urllib.request

# Panels that may have nothing to show.
MAY_BE_EMPTY = ("projected_hours", ">= 80")


def ask(prometheus, query):
    """The result of an instant query; an error of Prometheus is raised."""
    url = prometheus + "/api/v1/query?" + urllib.parse.urlencode({"query": query})
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)["data"]["result"]


def until(prometheus, query):
    """Waits for a result, two minutes at most: Prometheus has to start and scrape first."""
    for _ in range(60):
        try:
            if ask(prometheus, query):
                return
        except OSError:
            pass
        time.sleep(2)
    raise SystemExit(f"Prometheus has nothing for {query}")


def main(prometheus, dashboard):
    until(prometheus, "headroom_limit_used")
    with open(dashboard, encoding="utf-8") as file:
        panels = json.load(file)["panels"]
    failed = 0
    for panel in panels:
        for target in panel["targets"]:
            query = target["expr"].replace("${names}", "headroom")
            for variable in ("$tenant", "$org", "$limit"):
                query = query.replace(variable, ".*")
            found = len(ask(prometheus, query))
            fine = found > 0 or any(part in query for part in MAY_BE_EMPTY)
            failed += not fine
            print(f"{'ok' if fine else 'EMPTY'}: {panel['title']}: {found} results of {query}")
    sys.exit(1 if failed else 0)


main(*sys.argv[1:])
