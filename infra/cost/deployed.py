"""
What the templates say of cost, written down here so that a bill needs nothing but Python; the tests hold it equal to
the templates.
"""

# Every custom metric that the functions emit, each with the one dimension Stack.
METRICS = ("OrgsPolled", "OrgsUnread", "NewestSampleAge", "OutboxOldestAge", "HeartbeatsFailed")
NAMESPACE = "Headroom"

# CloudWatch charges an alarm on an expression for each metric in it.
ALARM_METRICS = 19
