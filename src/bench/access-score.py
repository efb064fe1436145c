#!/usr/bin/env python3
"""Scores access audits against the truth: a table and, as the last line, one JSON object.

    access-score.py DATA ANSWERS [--by-kind] [--by-org] [--errors N] [--only NAME,NAME]
"""
import argparse
import ipaddress
import json
import pathlib
import statistics


def address(text):
    """The address of a log entry, IPv4-mapped ones as IPv4; None when the text is not an address."""
    try:
        a = ipaddress.ip_address((text or "").strip())
    except ValueError:
        return None
    return a.ipv4_mapped if a.version == 6 and a.ipv4_mapped else a


SECTIONS = ("partial", "settings", "apiUsers", "apps", "ipRanges", "findings", "lockouts", "drift")
APP_FIELDS = ("kind", "scopes", "policy", "ipRelaxation", "refreshTokenPolicy", "users", "tokens", "lastUsed", "approvedFor")
USER_FIELDS = ("effective", "blockedBy", "apiOnly", "lastLogin", "allowed", "allowedBy", "profile", "username")


class Tally:
    """Hits, false ones and misses, with examples."""

    def __init__(self):
        self.tp = self.fp = self.fn = 0
        self.bad = []

    def sets(self, got, want, where=""):
        self.tp += len(got & want)
        self.fp += len(got - want)
        self.fn += len(want - got)
        self.bad += [f"{where} false: {x}" for x in sorted(map(str, got - want))[:20]] + [f"{where} missed: {x}" for x in sorted(map(str, want - got))[:20]]

    def part(self, ok, what=""):
        if ok:
            self.tp += 1
        else:
            self.fn += 1
            self.bad.append(what)

    @property
    def precision(self):
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else (1.0 if not self.fn else 0.0)

    @property
    def recall(self):
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self):
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp + self.fp + self.fn else 1.0


def norm(v):
    return sorted(map(str, v)) if isinstance(v, list) else v


def appkey(a):
    return a.get("app") or f"name:{a.get('name')}"


def addr(text):
    a = address(str(text))
    return str(a) if a is not None else str(text)


def lockkey(r):
    return (r.get("user"), addr(r.get("address")), r.get("via"))


def size(nets):
    return sum(n.num_addresses for n in ipaddress.collapse_addresses(nets)) if nets else 0


LISTS = {"via", "blockedBy", "findings", "ranges", "lockedOut", "bypassed", "unknown", "rangesNeeded"}


def clean(g, name, shape):
    """What is not of the right shape is told and taken as missing."""
    if not isinstance(g, dict):
        shape.append(f"{name}: not an object")
        return {}
    for k in SECTIONS:
        if k in g and not isinstance(g[k], dict if k == "settings" else list):
            shape.append(f"{name}: {k} is no {'object' if k == 'settings' else 'list'}")
            del g[k]
        elif k in g and k != "settings":
            if any(not isinstance(x, dict) for x in g[k]):
                shape.append(f"{name}: {k} holds something other than objects")
            g[k] = [x for x in g[k] if isinstance(x, dict)]
            for x in g[k]:
                for n in LISTS & set(x):
                    if not isinstance(x[n], list) or n not in ("blockedBy", "findings", "rangesNeeded") and any(not isinstance(y, dict) for y in x[n]):
                        shape.append(f"{name}: {k}.{n} is of the wrong shape")
                        x[n] = []
                for n in ("subject", "evidence"):
                    if n in x and not isinstance(x[n], dict):
                        shape.append(f"{name}: {k}.{n} is no object")
                        del x[n]
    return g


def ranges_ok(given, needed):
    """Every needed address is covered, and no range reaches outside the /24 (IPv6: /64) of a needed address. Returns (ok, covered all, addresses allowed per address needed)."""
    try:
        nets = [ipaddress.ip_network(x) for x in given]
    except ValueError:
        return False, False, None
    need = [ipaddress.ip_address(a) for a in needed]
    covered = all(any(a in n for n in nets if n.version == a.version) for a in need)
    near = {ipaddress.ip_network(f"{a}/{24 if a.version == 4 else 64}", strict=False) for a in need}
    tight = all(any(n.version == m.version and n.subnet_of(m) for m in near) for n in nets)
    v4 = [n for n in nets if n.version == 4]
    n4 = [a for a in need if a.version == 4]
    return covered and tight, covered, size(v4) / len(n4) if n4 else None


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("data")
    ap.add_argument("answers")
    ap.add_argument("--by-kind", action="store_true")
    ap.add_argument("--by-org", action="store_true")
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--only", default="")
    a = ap.parse_args()
    data, answers = pathlib.Path(a.data), pathlib.Path(a.answers)
    only = set(filter(None, a.only.split(",")))
    T = {k: Tally() for k in ("users", "user fields", "paths", "apps", "app fields", "findings", "severity", "evidence", "locks", "bypassed", "unknown", "lock fields", "ranges listed", "drift", "partial", "settings", "links")}
    by_path, by_kind, by_org = {}, {}, {}
    cand = exact = covered = fit = asked = 0
    missed_locks, false_clear, missing, excess, shape = [], [], [], [], []
    stats = json.loads((answers / "stats.json").read_text()) if (answers / "stats.json").exists() else {}
    over, secrets, writes, other = [], [], [], []
    looks = 0
    macro = {k: [] for k in ("users", "user fields", "paths", "app fields", "drift")}
    ev_kind = {}
    for path in sorted((data / "truth").glob("*.json")):
        name = path.stem
        if only and name.split(".")[0] not in only:
            continue
        looks += 1
        t = json.loads(path.read_text())
        f = answers / path.name
        g = None
        if f.exists():
            try:
                text = f.read_text()
                g = json.loads(text)
                if "SECRET-" in text or "made-up-" in text:
                    secrets.append(f"{name}: a secret is in the answer")
            except ValueError:
                shape.append(f"{name}: not JSON")
        if g is None:
            missing.append(name)
            g = {}
        g = clean(g, name, shape)
        for s in SECTIONS:
            if s not in g:
                if f.exists():
                    shape.append(f"{name}: {s} is missing")
                g[s] = {} if s == "settings" else []
        before = {k: (x.tp, x.fp, x.fn) for k, x in T.items()}
        e0 = exact
        # users and paths
        tu, gu = {u["user"]: u for u in t["apiUsers"]}, {u.get("user"): u for u in g["apiUsers"]}
        T["users"].sets({i for i, u in gu.items() if u.get("effective") == "yes"}, {i for i, u in tu.items() if u["effective"] == "yes"}, name)
        for i in set(tu) | set(gu):
            x, y = tu.get(i), gu.get(i)
            for k in USER_FIELDS:
                T["user fields"].part(x is not None and y is not None and norm(x[k]) == norm(y.get(k)), f"{name} {(x or y).get('username')} {k}: {(x or {}).get(k)} / {(y or {}).get(k)}")
        paths = lambda us: {(i, v.get("kind"), v.get("name"), v.get("state")) for i, u in us.items() for v in u.get("via", [])}
        pt, pg = paths(tu), paths(gu)
        T["paths"].sets(pg, pt, name)
        for kind in ("profile", "permissionSet", "permissionSetGroup"):
            by_path.setdefault(kind, Tally()).sets({p for p in pg if p[1] == kind}, {p for p in pt if p[1] == kind})
        for state in ("expired", "needsActivation", "stale", "pending"):
            by_path.setdefault(state, Tally()).sets({p for p in pg if p[3] == state}, {p for p in pt if p[3] == state})
        # apps
        ta, ga = {appkey(x): x for x in t["apps"]}, {appkey(x): x for x in g["apps"]}
        T["apps"].sets(set(ga), set(ta), name)
        for i in set(ta) | set(ga):
            x, y = ta.get(i), ga.get(i)
            for k in APP_FIELDS:
                T["app fields"].part(x is not None and y is not None and norm(x[k]) == norm(y.get(k)), f"{name} {(x or y).get('name')} {k}: {(x or {}).get(k)} / {(y or {}).get(k)}")
        # findings
        key = lambda x: (x.get("kind"), (x.get("subject") or {}).get("id"))
        tf, gf = {key(x): x for x in t["findings"]}, {key(x): x for x in g["findings"]}
        T["findings"].sets(set(gf), set(tf), name)
        for k in set(tf) | set(gf):
            by_kind.setdefault(k[0], Tally()).sets({k} & set(gf), {k} & set(tf))
        for k in set(tf) & set(gf):
            ev_kind.setdefault(k[0], Tally()).part(tf[k]["severity"] == gf[k].get("severity"))
            T["severity"].part(tf[k]["severity"] == gf[k].get("severity"), f"{name} {k}: {tf[k]['severity']} / {gf[k].get('severity')}")
            ev = gf[k].get("evidence") or {}
            good = all(norm(ev.get(n)) == norm(v) for n, v in tf[k]["evidence"].items())
            ev_kind[k[0]].part(good)
            T["evidence"].part(good, f"{name} {k}: {tf[k]['evidence']} / {ev}")
        ids = {x.get("id") for x in g["findings"]}
        for owner in list(gu.values()) + list(ga.values()):
            for i in owner.get("findings", []) + ([owner["finding"]] if owner.get("finding") else []):
                T["links"].part(i in ids, f"{name}: {i} is not in findings")
        # partial
        tp, gp = {x["what"]: x for x in t["partial"]}, {x.get("what"): x for x in g["partial"]}
        T["partial"].sets({(k, v.get("permission")) for k, v in gp.items()}, {(k, v["permission"]) for k, v in tp.items()}, name)
        false_clear += [f"{name}: {k} was not readable and not said" for k in tp if k not in gp]
        for k, v in t["settings"].items():
            T["settings"].part(g["settings"].get(k, "absent") == v, f"{name} {k}: {v} / {g['settings'].get(k)}")
        # ranges as configured: true ranges of further profiles are no fault
        rs = lambda x, keep: {((r.get("subject") or {}).get("type"), (r.get("subject") or {}).get("id"), q.get("start"), q.get("end"), r.get("blocks")) for r in x["ipRanges"] for q in r.get("ranges", [])
                              if keep is None or (r.get("subject") or {}).get("id") in keep}
        T["ranges listed"].sets(rs(g, {r["subject"]["id"] for r in t["ipRanges"]}), rs(t, None), name)
        # lock-outs
        gl = {x.get("candidate"): x for x in g["lockouts"]}
        for x in t["lockouts"]:
            cand += 1
            y = gl.get(x["candidate"], {})
            where = f"{name} {x['candidate']}"
            kt, kg = {lockkey(r): r for r in x["lockedOut"]}, {lockkey(r): r for r in y.get("lockedOut", [])}
            T["locks"].sets(set(kg), set(kt), where)
            missed_locks += [f"{where}: {k}" for k in set(kt) - set(kg)]
            bt, bg = ({(*lockkey(r), r.get("reason")) for r in z} for z in (x["bypassed"], y.get("bypassed", [])))
            T["bypassed"].sets(bg, bt, where)
            un = lambda z: {(u.get("reason"), u.get("logins", 0), u.get("requests", 0)) for u in z.get("unknown", [])}
            T["unknown"].sets(un(y), un(x), where)
            if un(x) - un(y):
                false_clear.append(f"{where}: unknown {sorted(un(x) - un(y))} not said")
            if not x["complete"] and y.get("complete", True):
                false_clear.append(f"{where}: said to be complete")
            same = all(str(kt[k][n]) == str(kg[k].get(n, 0)) for k in set(kt) & set(kg) for n in ("integration", "logins", "requests", "lastAt"))
            T["lock fields"].part(same and y.get("complete") == x["complete"] and y.get("logins") == x["logins"], f"{where}: counts, times or completeness differ")
            ok = set(kt) == set(kg) and bt == bg and un(x) == un(y) and same and y.get("complete") == x["complete"]
            exact += ok
            asked += 1
            r_ok, cov, ex = ranges_ok(y.get("rangesNeeded", []), x["_needed"])
            fit += r_ok
            covered += cov
            if ex is not None and cov:
                excess.append(ex)
            if not r_ok:
                T["links"].bad.append(f"{where}: ranges {y.get('rangesNeeded')} for {x['_needed'][:6]}")
        # drift
        dk = lambda x: (x.get("kind"), (x.get("subject") or {}).get("id"), x.get("change"), str(norm(x.get("before"))), str(norm(x.get("after"))))
        T["drift"].sets({dk(x) for x in g["drift"]}, {dk(x) for x in t["drift"]}, name)
        for k in macro:
            macro[k].append((lambda x, b: (lambda tp, fp, fn: (2 * tp / (2 * tp + fp + fn) if k in ("users", "paths", "drift") else tp / (tp + fn)) if tp + fp + fn else None)(x.tp - b[0], x.fp - b[1], x.fn - b[2]))
                            (T[k], before[k]))
        # cost
        st = stats.get(name)
        if st:
            if st["apiCalls"] > t["_budget"]:
                over.append(f"{name}: {st['apiCalls']} calls, budget {t['_budget']}")
            for v in st["violations"]:
                {"secret-selected": secrets, "not-read-only": writes}.get(v["kind"], other).append(f"{name}: {v['kind']} {v['detail']}")
        if a.by_org:
            d = {k: tuple(n - o for n, o in zip((x.tp, x.fp, x.fn), before[k])) for k, x in T.items()}
            f1 = lambda q: 2 * q[0] / (2 * q[0] + q[1] + q[2]) if sum(q) else 1.0
            by_org[name] = {k: round(f1(d[k]), 3) for k in ("users", "paths", "app fields", "findings", "locks", "drift", "partial")} | {
                "lock-outs exact": f"{exact - e0}/{len(t['lockouts'])}", "calls": st["apiCalls"] if st else None, "budget": t["_budget"]}
    lock_exact = exact / cand if cand else 1.0
    mean = lambda xs: sum(xs) / len(xs) if xs else 1.0
    avg = {k: mean([x for x in v if x is not None]) for k, v in macro.items()}
    kinds = {k: x for k, x in by_kind.items() if x.tp + x.fn}
    parts = {"users": avg["users"], "userFields": avg["user fields"], "paths": avg["paths"], "apps": avg["app fields"], "findings": mean([x.f1 for x in by_kind.values()]),
             "evidence": mean([ev_kind[k].tp / (2 * (x.tp + x.fn)) if k in ev_kind else 0.0 for k, x in kinds.items()]),
             "lockouts": 0.0 if missed_locks else lock_exact, "rangesNeeded": fit / asked if asked else 1.0, "ipRanges": (T["ranges listed"].f1 + T["settings"].recall) / 2, "drift": avg["drift"], "partial": T["partial"].f1}
    fail = []
    for n, x in (("missed lock-outs", missed_locks), ("needed ranges that leave an address out", [1] * (asked - covered)), ("needed ranges too wide", [1] * (covered - fit)), ("false all-clear", false_clear), ("secrets selected or shown", secrets), ("attempts to write", writes), ("over budget", over), ("no answer", missing), ("shape", shape)):
        if x:
            fail.append(f"{len(x)} {n}")
    print(f"{looks} looks, {cand} candidates\n")
    rows = [("API users", "users"), ("  fields", "user fields"), ("  paths", "paths"), ("apps", "apps"), ("  fields", "app fields"), ("findings", "findings"), ("  severity", "severity"), ("  evidence", "evidence"),
            ("locked out", "locks"), ("  bypassed", "bypassed"), ("  unknown", "unknown"), ("  counts", "lock fields"), ("ranges listed", "ranges listed"), ("settings", "settings"), ("drift", "drift"), ("partial", "partial")]
    print(f"{'':16}{'precision':>10}{'recall':>8}{'F1':>7}{'right':>8}{'false':>7}{'missed':>8}")
    for label, k in rows:
        x = T[k]
        print(f"{label:16}{x.precision:10.3f}{x.recall:8.3f}{x.f1:7.3f}{x.tp:8}{x.fp:7}{x.fn:8}")
    print("\npaths by kind and state: " + ", ".join(f"{k} {x.precision:.2f}/{x.recall:.2f}" for k, x in by_path.items()))
    print(f"lock-out questions exact {exact}/{cand}; missed lock-outs {len(missed_locks)}; false all-clears {len(false_clear)}")
    med = statistics.median(excess) if excess else None
    print(f"ranges needed: cover all {covered}/{asked}, cover all and tight {fit}/{asked}, addresses allowed per address needed (median, IPv4) {med if med is None else round(med, 2)}")
    if stats:
        calls = [v["apiCalls"] for k, v in stats.items() if not only or k.split(".")[0] in only]
        print(f"API calls per audit: median {statistics.median(calls):.0f}, most {max(calls)}; over budget {len(over)}; secrets selected {len(secrets)}; writes {len(writes)}; other violations {len(other)}")
    else:
        print("no stats.json: calls and secrets are not judged")
    if a.by_kind:
        print("\n" + "\n".join(f"  {str(k):28} precision {x.precision:.2f} recall {x.recall:.2f}  ({x.tp + x.fn} true)" for k, x in sorted(by_kind.items(), key=lambda kv: str(kv[0]))))
    if a.by_org:
        print()
        for n, d in by_org.items():
            print(f"  {n:16}" + "  ".join(f"{k} {v}" for k, v in d.items()))
    if a.errors:
        print()
        for k, x in T.items():
            for b in x.bad[:a.errors]:
                print(f"  {k}: {b}")
        for x in (missed_locks + false_clear + over + secrets + writes + other + shape + missing)[:a.errors * 3]:
            print(f"  ! {x}")
    plain = sum(parts.values()) / len(parts)
    score = min(plain, 0.5) if fail else plain
    print("\nparts (mean over looks; findings and evidence: over kinds): " + ", ".join(f"{k} {v:.3f}" for k, v in parts.items()))
    print(f"score {score:.4f}{f' (held at 0.5; mean of the parts {plain:.4f})' if fail and plain > 0.5 else ''}   {'PASS' if not fail and score >= 0.9995 else 'FAIL: ' + '; '.join(fail) if fail else 'not perfect'}")
    print(json.dumps({"score": round(score, 4), "mean": round(plain, 4), "fail": fail, **{k: round(v, 4) for k, v in parts.items()}, "lockoutsExact": round(lock_exact, 4), "missedLockouts": len(missed_locks), "falseLockouts": T["locks"].fp,
                      "falseAllClear": len(false_clear), "rangesCover": round(covered / asked, 4) if asked else 1.0, "rangesExcess": med and round(med, 3), "secretsSelected": len(secrets), "writes": len(writes),
                      "otherViolations": len(other), "overBudget": len(over), "noAnswer": len(missing), "looks": looks, "candidates": cand,
                      "findingsByKind": {str(k): [round(x.precision, 3), round(x.recall, 3)] for k, x in sorted(by_kind.items(), key=lambda kv: str(kv[0]))}}))


if __name__ == "__main__":
    main()
