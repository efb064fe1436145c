"""
The expressions of EventBridge Scheduler's schedules, which no linter looks at: by "Schedule types in EventBridge
Scheduler" of its user guide.
"""

import re
from datetime import datetime

RATE = re.compile(r"rate\(([1-9][0-9]*) (minute|hour|day)(s?)\)")
# Six fields of what a cron expression may have; one of the two days is a question mark.
CRON = re.compile(r"cron\(([0-9*/,-]+) ([0-9*/,-]+) ([0-9*/,?LW-]+) ([0-9A-Z*/,-]+) ([0-9A-Z*/,?L#-]+) ([0-9*/,-]+)\)")
AT = re.compile(r"at\((.+)\)")


def findings(template):
    """What is wrong with the schedules of an evaluated template's resources, a line each with the resource first."""
    return [
        f"{name}: {wrong}"
        for name, resource in template.resources().items()
        if resource["Type"] == "AWS::Scheduler::Schedule"
        for wrong in of(resource["Properties"].get("ScheduleExpression"))
    ]


def of(expression):
    """What is wrong with an expression, in a list that is empty when nothing is."""
    if not isinstance(expression, str):
        return [f"ScheduleExpression is {expression!r}: it is known only when the stack is deployed, so it cannot be checked"]
    if expression.startswith("rate("):
        found = RATE.fullmatch(expression)
        if not found:
            return [f"{expression} is not rate(<whole number above 0> <minutes, hours or days>)"]
        value, unit, plural = found.groups()
        if (value == "1") == bool(plural):
            return [f"{expression}: the unit of {value} is {unit}{'' if value == '1' else 's'}"]
        return []
    if expression.startswith("cron("):
        found = CRON.fullmatch(expression)
        if not found:
            return [f"{expression} does not have the six fields of a cron expression"]
        if (found[3] == "?") == (found[5] == "?"):
            return [f"{expression}: either the day of the month or the day of the week is ?, not both or neither"]
        return []
    found = AT.fullmatch(expression)
    try:
        datetime.strptime(found[1] if found else "", "%Y-%m-%dT%H:%M:%S")
    except ValueError:
        return [f"{expression} is not rate(...), cron(...) or at(yyyy-mm-ddThh:mm:ss)"]
    return []
