#!/usr/bin/env python3
"""Scores what was said about API usage against the truth of generated event log files.

    usage-score.py DIR OUT [--by-pattern] [--by-org] [--by-trend] [--false N] [--missed N] [--only ORG,ORG] [--json-only]

DIR has logs and truth, OUT the answers: OUT/<org>/<day>.json and OUT/<org>/integrations.json.
The last line of output is one JSON object. Definitions: README.md, "How usage is scored".
"""
import argparse
import json
import math
import os
import re
import sys

PATTERNS = ("single-record-loop", "describe-polling", "change-polling", "query-flood", "small-pages", "login-storm", "retry-storm", "bulk-status-polling",
            "composite-candidate", "old-api-version", "duplicate-feed", "limits-polling")
KEY = ("connectedAppId", "connectedAppName", "clientName", "user", "address", "family", "version")
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
STATUS = ("steady", "growing", "shrinking", "new", "stopped")
CLAIMS = ("growing", "new", "stopped")


class Bad(Exception):
    pass


def need(ok, text):
    if not ok:
        raise Bad(text)


def is_int(v):
    return isinstance(v, int) and not isinstance(v, bool) and v >= 0


def is_num(v):
    return isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v)


def check_day(x, org, day):
    """The shape, and that the parts add up."""
    need(isinstance(x, dict), "not an object")
    need(x.get("org") == org and x.get("day") == day, "org or day is not that of the file's place")
    need(x.get("source") in ("daily", "hourly", "daily+hourly", "none"), "source")
    for k in ("counted", "uncounted", "limitUsed"):
        need(k in x and (x[k] is None or is_int(x[k])), k)
    need("unexplained" in x and (x["unexplained"] is None or isinstance(x["unexplained"], int)), "unexplained")
    need((x["counted"] is None) == (x["uncounted"] is None), "counted and uncounted are both known or both null")
    for k in ("files", "integrations", "groups", "findings"):
        need(isinstance(x.get(k), list), k + " is not a list")
    if x["counted"] is None or x["limitUsed"] is None:
        need(x["unexplained"] is None, "unexplained must be null when counted or limitUsed is")
    else:
        need(x["unexplained"] == x["limitUsed"] - x["counted"], "unexplained is not limitUsed - counted")
    if x["counted"] is None:
        need(not x["integrations"] and not x["groups"] and not x["findings"], "counted is null but there are integrations, groups or findings")
        return
    for f in x["files"]:
        need(isinstance(f, dict) and isinstance(f.get("id"), str) and f.get("interval") in ("daily", "hourly") and is_int(f.get("sequence")) and is_int(f.get("rows"))
             and is_int(f.get("newRows")), "files")
    calls = {}
    for i in x["integrations"]:
        need(isinstance(i, dict), "integration is not an object")
        k = i.get("integration")
        need(isinstance(k, str) and k and k not in calls, "integration id is missing or twice")
        need(isinstance(i.get("name"), str) and isinstance(i.get("identifiedBy"), str), "name, identifiedBy")
        need(is_int(i.get("calls")) and i["calls"] > 0, "calls of an integration")
        need(is_num(i.get("share")) and abs(i["share"] - i["calls"] / max(1, x["counted"])) < 1e-3, "share")
        h = i.get("hours")
        need(isinstance(h, list) and len(h) == 24 and all(map(is_int, h)) and sum(h) == i["calls"], "hours must be 24 numbers that add up to calls")
        f = i.get("families")
        need(isinstance(f, dict) and all(map(is_int, f.values())) and sum(f.values()) == i["calls"], "families must add up to calls")
        need(is_int(i.get("errors")) and i["errors"] <= i["calls"], "errors")
        r = i.get("topResources")
        need(isinstance(r, list) and len(r) <= 10 and all(isinstance(z, dict) and isinstance(z.get("resource"), str) and is_int(z.get("calls")) for z in r), "topResources")
        need(all(a["calls"] >= b["calls"] for a, b in zip(r, r[1:])), "topResources are not in descending order")
        need(is_int(i.get("users")) and is_int(i.get("addresses")), "users, addresses")
        need(isinstance(i.get("versions"), list) and all(isinstance(v, str) for v in i["versions"]), "versions")
        calls[k] = i["calls"]
    need(sum(calls.values()) == x["counted"], "the calls of the integrations do not add up to counted")
    per = {}
    for g in x["groups"]:
        need(isinstance(g, dict) and all(isinstance(g.get(k), str) for k in KEY) and is_int(g.get("calls")) and g["calls"] > 0, "group")
        need(g.get("integration") in calls, "a group names an integration that is not listed")
        per[g["integration"]] = per.get(g["integration"], 0) + g["calls"]
    need(per == calls, "the groups of an integration do not add up to its calls")
    for f in x["findings"]:
        need(isinstance(f, dict) and f.get("pattern") in PATTERNS, "pattern of a finding")
        need(f.get("integration") in calls, "a finding names an integration that is not listed")
        need(isinstance(f.get("resource"), str) and f["resource"], "resource of a finding")
        need(all(isinstance(f.get(k), str) and TIME.match(f[k]) for k in ("from", "to")) and f["from"] <= f["to"], "from, to")
        need(all(is_int(f.get(k)) for k in ("calls", "needed", "saving")) and f["saving"] == f["calls"] - f["needed"], "saving must be calls - needed, none negative")
        need(is_num(f.get("confidence")) and 0 <= f["confidence"] <= 1, "confidence")
        need(isinstance(f.get("advice"), str) and f["advice"] and isinstance(f.get("evidence"), str), "advice, evidence")


def check_trends(x, org):
    need(isinstance(x, dict) and x.get("org") == org and isinstance(x.get("integrations"), list), "integrations.json")
    ids = set()
    for i in x["integrations"]:
        need(isinstance(i, dict) and isinstance(i.get("integration"), str) and i["integration"] not in ids, "integration id is missing or twice")
        ids.add(i["integration"])
        need(is_num(i.get("typicalDaily")) and i["typicalDaily"] >= 0, "typicalDaily")
        need(i.get("status") in STATUS, "status")
        need(all(isinstance(i.get(k), str) and len(i[k]) == 10 for k in ("firstSeen", "lastSeen")), "firstSeen, lastSeen")
        t = i.get("trend")
        need(isinstance(t, dict) and (t.get("changePerWeekPercent") is None or is_num(t["changePerWeekPercent"])) and isinstance(t.get("significant"), bool)
             and (t.get("since") is None or isinstance(t["since"], str)), "trend")


def norm(resource):
    """A set of comparable tokens: no verb, no version, no ids, lower case."""
    out = set()
    for p in resource.split(" + "):
        p = re.sub(r"^(GET|POST|PATCH|PUT|DELETE|HEAD) ", "", p.strip())
        p = re.sub(r"^(/services/data)?/v\d+\.\d+", "", p)
        p = re.sub(r"\{[^}]*\}", "{}", p).lower()
        m = re.match(r"^/sobjects/([^/ ]+)(/.*)?$", p)
        if m and m.group(2) not in ("/describe", "/updated", "/deleted"):
            p = "/sobjects/" + m.group(1)
        if p.startswith("/jobs/"):
            p = "/".join(p.split("/")[:3])
        out.add(p)
    return out


def same(a, b):
    for x in a:
        for y in b:
            if x == y or y.startswith(x + " ") or x.startswith(y + " "):
                return True
    return False


def ratio(a, b):
    return a / b if b else None


def median(v):
    v = sorted(v)
    n = len(v)
    return None if not n else v[n // 2] if n % 2 else (v[n // 2 - 1] + v[n // 2]) / 2


def mean(v):
    v = [x for x in v if x is not None]
    return sum(v) / len(v) if v else None


def load(path):
    try:
        with open(path) as f:
            return json.load(f)
    except FileNotFoundError:
        raise Bad("missing")
    except ValueError as e:
        raise Bad("not JSON: " + str(e)[:60])


def score_org(truth, out, problems):
    org = truth["org"]
    r = {"org": org, "clean": truth["clean"], "days": 0, "exact": 0, "exact_uncounted": 0, "null_days": 0, "null_right": 0, "missing": 0, "unexpl": [], "pairs": [], "fp": [],
         "missed": [], "planted": 0, "found": 0, "false": 0, "neutral": 0, "decoys": 0, "sure": [0, 0], "save_err": [], "save_planted": 0, "save_found": 0, "per": {}}
    cells, reports = {}, {}
    for day, td in truth["days"].items():
        r["days"] += 1
        try:
            x = load(os.path.join(out, org, day + ".json"))
            check_day(x, org, day)
        except Bad as e:
            problems.append(f"{org} {day}: {e}")
            r["missing"] += 1
            x = None
        reports[day] = x
        if not td["known"]:
            r["null_days"] += 1
            r["null_right"] += x is not None and x["counted"] is None
        else:
            r["exact"] += x is not None and x["counted"] == td["counted"]
            r["exact_uncounted"] += x is not None and x["uncounted"] == td["uncounted"]
            if x is None or x["unexplained"] is None:
                r["unexpl"].append((td["limitUsed"], td["limitUsed"]))
            else:
                r["unexpl"].append((min(td["limitUsed"], abs(x["unexplained"] - td["unlogged"])), td["limitUsed"]))
            where = {}
            for g in (x or {"groups": []})["groups"]:
                where.setdefault(tuple(g[k].strip() for k in KEY), {}).setdefault(g["integration"], 0)
                where[tuple(g[k].strip() for k in KEY)][g["integration"]] += g["calls"]
            for *k, c in truth["groups"].get(day, []):
                w = where.get(tuple(k))
                n = sum(c.values())
                if not w:
                    w = {("nowhere", day, tuple(k)): 1}
                tot = sum(w.values())
                for lab, m in w.items():                        # a group that the answer splits is split by its calls
                    for t, z in c.items():
                        cells[lab, t] = cells.get((lab, t), 0) + z * m / tot
    # ---- attribution
    P, T = {}, {}
    for (p, t), n in cells.items():
        P[p] = P.get(p, 0) + n
        T[t] = T.get(t, 0) + n
    N = sum(P.values())
    if N:
        prec = sum(n * n / P[p] for (p, t), n in cells.items()) / N
        rec = sum(n * n / T[t] for (p, t), n in cells.items()) / N
        r["b3"] = (prec, rec, 2 * prec * rec / (prec + rec))
        best = {}
        for (p, t), n in cells.items():
            f = 2 * n / (P[p] + T[t])
            if f > best.get(t, (0,))[0]:
                best[t] = (f, p)
        r["macro"] = [best[t][0] for t in T if T[t] >= 100]
        hT = -sum(v / N * math.log(v / N) for v in T.values())
        hP = -sum(v / N * math.log(v / N) for v in P.values())
        hTP = -sum(n / N * math.log(n / P[p]) for (p, t), n in cells.items() if n)
        hPT = -sum(n / N * math.log(n / T[t]) for (p, t), n in cells.items() if n)
        hom = 1 - hTP / hT if hT else 1.0
        com = 1 - hPT / hP if hP else 1.0
        r["v"] = 2 * hom * com / (hom + com) if hom + com else 0.0
    else:
        best, r["b3"], r["macro"], r["v"] = {}, None, [], None
    main = {}
    for (p, t), n in cells.items():
        if n > main.get(p, (0,))[0]:
            main[p] = (n, t)
    # ---- findings
    known = [d for d, td in truth["days"].items() if td["known"]]
    for day in known:
        x = reports[day]
        planted = [dict(f, tokens=norm(f["resource"]), hit=[]) for f in truth["findings"] if f["day"] == day]
        r["planted"] += len(planted)
        r["save_planted"] += sum(f["saving"] for f in planted)
        day_cells, day_P = {}, {}
        if x:
            gt = {tuple(k): c for *k, c in truth["groups"].get(day, [])}
            for g in x["groups"]:
                c = gt.get(tuple(g[k].strip() for k in KEY), {})
                s = sum(c.values()) or 1
                for t, z in c.items():
                    day_cells[g["integration"], t] = day_cells.get((g["integration"], t), 0) + g["calls"] * z / s
                day_P[g["integration"]] = day_P.get(g["integration"], 0) + g["calls"]
        for o in (x or {"findings": []})["findings"]:
            tok, hits = norm(o["resource"]), []
            who = {t for (p, t), n in day_cells.items() if p == o["integration"] and n >= 0.5 * day_P[p]}
            for f in planted:
                if f["pattern"] == o["pattern"] and who & set(f["integrations"]) and same(tok, f["tokens"]) and o["from"] <= f["to"] and o["to"] >= f["from"]:
                    hits.append(f)
            sure = o["confidence"] >= 0.8
            if hits:
                for f in hits:
                    f["hit"].append(o)
                r["sure"][0] += sure
            elif any(n["pattern"] == o["pattern"] and n["integration"] in who and n.get("day", day) == day and same(tok, norm(n["resource"])) for n in truth["neutral"]):
                r["neutral"] += 1
            else:
                r["false"] += 1
                r["sure"][1] += sure
                r["per"].setdefault(o["pattern"], [0, 0, 0])[2] += 1
                d = any(q["pattern"] == o["pattern"] and q["integration"] in who for q in truth["decoys"])
                r["decoys"] += d
                r["fp"].append((org, day, o["pattern"], "/".join(sorted(who)) or "-", o["resource"], o["calls"], o["saving"], "decoy" if d else ""))
        done = set()
        for f in planted:
            p = r["per"].setdefault(f["pattern"], [0, 0, 0])
            p[0] += 1
            if f["hit"]:
                p[1] += 1
                r["found"] += 1
                r["save_found"] += f["saving"]
            else:
                r["missed"].append((org, day, f["pattern"], "/".join(f["integrations"]), f["resource"], f["calls"], f["saving"]))
            if f["hit"] and id(f) not in done and f["pattern"] != "old-api-version":
                comp, outs, grow = {id(f): f}, {}, True         # findings and answers that belong together are added up
                while grow:
                    grow = False
                    for g in list(comp.values()):
                        for o in g["hit"]:
                            outs[id(o)] = o
                    for g in planted:
                        if id(g) not in comp and any(id(o) in outs for o in g["hit"]):
                            comp[id(g)] = g
                            grow = True
                done |= set(comp)
                a, b = sum(g["saving"] for g in comp.values()), sum(o["saving"] for o in outs.values())
                r["save_err"].append((f["pattern"], abs(a - b) / a))
    # ---- trends
    r["trend"] = {s: [0, 0, 0, 0] for s in CLAIMS}              # true, recalled, claims, right claims
    r["typical"], r["growth"] = [], []
    try:
        tr = load(os.path.join(out, org, "integrations.json"))
        check_trends(tr, org)
    except Bad as e:
        problems.append(f"{org} integrations.json: {e}")
        tr = {"integrations": []}
        r["missing"] += 1
    said = {i["integration"]: i for i in tr["integrations"]}
    status = {i["integration"]: i for i in truth["integrations"]}
    for t, i in status.items():
        b = best.get(t, (0, None))
        o = said.get(b[1]) if b[0] >= 0.5 else None
        if i["calls"] >= 100:
            r["typical"].append(abs(o["typicalDaily"] - i["typicalDaily"]) / max(10, i["typicalDaily"]) if o else 1.0)
        if i["status"] in CLAIMS:
            r["trend"][i["status"]][0] += 1
            ok = o is not None and o["status"] == i["status"] and o["trend"]["significant"]
            r["trend"][i["status"]][1] += ok
            if ok and i["status"] == "growing" and o["trend"]["changePerWeekPercent"] is not None:
                r["growth"].append(abs(o["trend"]["changePerWeekPercent"] - i["changePerWeekPercent"]))
    r["wrongtrend"] = []
    for p, o in said.items():
        if o["status"] in CLAIMS and o["trend"]["significant"]:
            t = main.get(p, (0, None))[1]
            true = status[t]["status"] if t else None
            if true == "one-off" and o["status"] != "growing":
                continue
            r["trend"][o["status"]][2] += 1
            r["trend"][o["status"]][3] += true == o["status"]
            if true != o["status"]:
                r["wrongtrend"].append((org, p, t, o["status"], true))
    return r


def total(rs):
    days = sum(r["days"] for r in rs)
    nul = sum(r["null_days"] for r in rs)
    s = {"orgs": len(rs), "org_days": days, "counted_exact": ratio(sum(r["exact"] for r in rs), days - nul), "uncounted_exact": ratio(sum(r["exact_uncounted"] for r in rs), days - nul),
         "unknown_right": ratio(sum(r["null_right"] for r in rs), nul), "bad_or_missing": sum(r["missing"] for r in rs)}
    b = [r["b3"] for r in rs if r["b3"]]
    s["b3_precision"], s["b3_recall"], s["b3_f1"] = (mean([x[k] for x in b]) for k in range(3))
    s["macro_f1"] = mean([x for r in rs for x in r["macro"]])
    s["v_measure"] = mean([r["v"] for r in rs])
    planted, found, false = (sum(r[k] for r in rs) for k in ("planted", "found", "false"))
    s["findings_planted"], s["findings_recall"], s["findings_precision"] = planted, ratio(found, planted), ratio(found, found + false)
    p, c = s["findings_precision"], s["findings_recall"]
    s["findings_f1"] = 2 * p * c / (p + c) if p and c else 0.0
    s["false_findings"], s["false_decoy"], s["neutral_findings"] = false, sum(r["decoys"] for r in rs), sum(r["neutral"] for r in rs)
    a, b = (sum(r["sure"][k] for r in rs) for k in (0, 1))
    s["sure_precision"] = ratio(a, a + b)
    s["saving_recall"] = ratio(sum(r["save_found"] for r in rs), sum(r["save_planted"] for r in rs))
    s["saving_error_median"] = median([e for r in rs for _, e in r["save_err"]])
    clean = [r for r in rs if r["clean"]]
    s["false_per_clean_org_week"] = ratio(sum(r["false"] for r in clean) * 7, sum(r["days"] for r in clean))
    for k in CLAIMS:
        t = [sum(r["trend"][k][i] for r in rs) for i in range(4)]
        s[f"trend_{k}_recall"], s[f"trend_{k}_precision"] = ratio(t[1], t[0]), ratio(t[3], t[2])
    t = [sum(r["trend"][k][i] for r in rs for k in CLAIMS) for i in range(4)]
    s["trend_recall"], s["trend_precision"] = ratio(t[1], t[0]), ratio(t[3], t[2])
    s["growth_error_points"] = median([x for r in rs for x in r["growth"]])
    s["typical_daily_error_median"] = median([x for r in rs for x in r["typical"]])
    s["unexplained_error"] = ratio(sum(e for r in rs for e, _ in r["unexpl"]), sum(u for r in rs for _, u in r["unexpl"]))
    return s


def show(v, f="{:.2f}"):
    return "-" if v is None else f.format(v)


COLUMNS = [("counted exact", lambda s: show(s["counted_exact"], "{:.3f}")), ("unknown right", lambda s: show(s["unknown_right"])),
           ("B3 P/R", lambda s: show(s["b3_precision"]) + "/" + show(s["b3_recall"])), ("B3 F1", lambda s: show(s["b3_f1"], "{:.3f}")), ("macro F1", lambda s: show(s["macro_f1"], "{:.3f}")),
           ("V", lambda s: show(s["v_measure"], "{:.3f}")), ("findings P/R", lambda s: show(s["findings_precision"]) + "/" + show(s["findings_recall"])),
           ("findings F1", lambda s: show(s["findings_f1"], "{:.3f}")), ("saving found", lambda s: show(s["saving_recall"])), ("saving error", lambda s: show(s["saving_error_median"], "{:.3f}")),
           ("false on decoys", lambda s: str(s["false_decoy"])), ("false / clean org-week", lambda s: show(s["false_per_clean_org_week"])),
           ("trend P/R", lambda s: show(s["trend_precision"]) + "/" + show(s["trend_recall"])), ("typical error", lambda s: show(s["typical_daily_error_median"], "{:.3f}")),
           ("unexplained error", lambda s: show(s["unexplained_error"], "{:.4f}")), ("bad or missing", lambda s: str(s["bad_or_missing"]))]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dir")
    ap.add_argument("out")
    ap.add_argument("--by-pattern", action="store_true")
    ap.add_argument("--by-org", action="store_true")
    ap.add_argument("--by-trend", action="store_true")
    ap.add_argument("--false", type=int, default=0, metavar="N", help="list N false findings")
    ap.add_argument("--missed", type=int, default=0, metavar="N", help="list N planted findings that were missed")
    ap.add_argument("--only", default="")
    ap.add_argument("--json-only", action="store_true")
    a = ap.parse_args()
    base = os.path.join(a.dir, "truth")
    if not os.path.isdir(base):
        sys.exit("no truth below " + a.dir)
    names = [o for o in sorted(os.listdir(base)) if not a.only or o in a.only.split(",")]
    if not any(os.path.isdir(os.path.join(a.out, o)) for o in names):
        sys.exit("no answers below " + a.out)
    problems, rs = [], []
    for o in names:
        with open(os.path.join(base, o, "truth.json")) as f:
            rs.append(score_org(json.load(f), a.out, problems))
    s = total(rs)
    if not a.json_only:
        for p in problems[:5]:
            print("BAD", p)
        if len(problems) > 5:
            print("BAD and", len(problems) - 5, "more")
        print("| | " + " | ".join(h for h, _ in COLUMNS) + " |\n|---|" + "--:|" * len(COLUMNS))
        print("| all | " + " | ".join(f(s) for _, f in COLUMNS) + " |")
        if a.by_org:
            for r in rs:
                print(f"| {r['org']} | " + " | ".join(f(total([r])) for _, f in COLUMNS) + " |")
        if a.by_pattern:
            print("\n| pattern | planted | recall | precision | saving error |\n|---|--:|--:|--:|--:|")
            for p in PATTERNS:
                n = [sum(r["per"].get(p, [0, 0, 0])[i] for r in rs) for i in range(3)]
                e = median([x for r in rs for q, x in r["save_err"] if q == p])
                print(f"| {p} | {n[0]} | {show(ratio(n[1], n[0]))} | {show(ratio(n[1], n[1] + n[2]))} | {show(e, '{:.3f}')} |")
        if a.by_trend:
            for k in CLAIMS:
                print(k, "recall", show(s[f"trend_{k}_recall"]), "precision", show(s[f"trend_{k}_precision"]))
            for r in rs:
                for w in r["wrongtrend"]:
                    print("WRONG", *w)
        for kind, n in (("fp", a.false), ("missed", a.missed)):
            for w in [w for r in rs for w in r[kind]][:n]:
                print("FALSE" if kind == "fp" else "MISSED", *w)
    print(json.dumps({k: round(v, 4) if isinstance(v, float) else v for k, v in s.items()}))


if __name__ == "__main__":
    main()
