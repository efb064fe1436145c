"""Changes to either template that the parity test must catch: a table."""

import copy
from dataclasses import dataclass

SAM, CDK = "SAM", "CDK"
GONE = object()


@dataclass(frozen=True)
class Mutation:
    """
    A change of one side.

    path: from the resource's name; texts are members, numbers are places in lists
    value: what is put there, a function of what was there, or GONE
    """

    side: str
    path: tuple
    value: object
    scenario: str = "defaults"

    def __str__(self):
        return f"{self.side} {'.'.join(str(p) for p in self.path)}"

    def applied(self, template):
        """A changed copy of `template`; it is an error when there is nothing at the path to change."""
        changed = copy.deepcopy(template)
        node = changed if self.path[0] == "Outputs" else changed["Resources"]
        for step in self.path[:-1]:
            node = node[step]
        last = self.path[-1]
        before = node[last]
        if self.value is GONE:
            del node[last]
        else:
            node[last] = self.value(before) if callable(self.value) else self.value
            if node[last] == before:
                raise ValueError(f"{self} changes nothing")
        return changed


def _with(*more):
    """A list, or one value that stands for one, with more at its end."""
    return lambda before: [*(before if isinstance(before, list) else [before]), *more]


def _without_last(before):
    return before[:-1]


_STATEMENT = ("Properties", "Policies", 0, "PolicyDocument", "Statement")


def _function(name, *path):
    return (f"{name}Function", "Properties", *path)


MUTATIONS = [
    # functions
    Mutation(SAM, _function("Poll", "Environment", "Variables", "QUARKUS_FUNQY_EXPORT"), "notify"),
    Mutation(CDK, _function("Manage", "MemorySize"), 128),
    Mutation(SAM, _function("Notify", "Timeout"), 60),
    Mutation(CDK, _function("Publish", "Timeout"), 59),
    Mutation(CDK, _function("Dispatch", "Environment", "Variables", "HEADROOM_QUEUES_POLL"), {"Ref": "NotifyQueue"}),
    Mutation(SAM, _function("Poll", "Environment", "Variables", "HEADROOM_QUEUES_DEAD_LETTERS"), {"Ref": "NotifyDlq"}),
    Mutation(CDK, _function("Notify", "Environment", "Variables", "HEADROOM_QUEUES_MOST_RECEIVES"), "50"),
    Mutation(SAM, _function("Publish", "Environment", "Variables", "HEADROOM_HEARTBEAT_URL"), GONE, "everything"),
    Mutation(CDK, _function("Poll", "Runtime"), "java21", "everything"),
    Mutation(SAM, _function("Poll", "Architectures", 0), "x86_64", "everything"),
    Mutation(CDK, _function("Notify", "LoggingConfig", "LogGroup"), {"Ref": "PollLogs"}),
    Mutation(CDK, _function("Poll", "VpcConfig"), GONE, "everything"),
    Mutation(SAM, _function("Manage", "TracingConfig"), GONE),
    Mutation(CDK, _function("Dispatch", "Handler"), "other"),
    Mutation(CDK, _function("Manage", "Role"), {"Fn::GetAtt": ["PollRole", "Arn"]}),
    # permissions
    Mutation(SAM, ("PollRole", *_STATEMENT, 2, "Resource"), {"Fn::GetAtt": ["NotifyDlq", "Arn"]}),
    Mutation(CDK, ("NotifyRole", *_STATEMENT, 2), GONE),
    Mutation(SAM, ("PollRole", *_STATEMENT, 3, "Action"), _with("dynamodb:DeleteItem")),
    Mutation(CDK, ("PollRole", *_STATEMENT, 3, "Action"), _without_last),
    Mutation(SAM, ("DispatchRole", *_STATEMENT, 1, "Resource"), "*"),
    Mutation(CDK, ("PollRole", *_STATEMENT, 7, "Condition"), GONE),
    Mutation(SAM, ("PollRole", *_STATEMENT, 7, "Condition", "StringEquals", "kms:SigningAlgorithm"), "RSASSA_PSS_SHA_256"),
    Mutation(CDK, ("PollRole", *_STATEMENT, 7, "Condition", "StringEquals", "kms:MessageType"), GONE),
    Mutation(SAM, ("PollRole", *_STATEMENT, 5, "Resource"), _without_last),
    Mutation(SAM, ("PollRole", *_STATEMENT, 8, "Condition"), GONE),
    Mutation(CDK, ("PublishRole", *_STATEMENT, 6, "Condition", "ForAnyValue:StringLike", "dynamodb:LeadingKeys"), _without_last),
    Mutation(CDK, ("PollRole", *_STATEMENT, 9, "Resource"), _without_last),
    Mutation(CDK, ("NotifyRole", *_STATEMENT, 6), GONE),
    Mutation(SAM, ("DispatchRole", *_STATEMENT, 3, "Condition"), GONE),
    Mutation(CDK, ("PublishRole", *_STATEMENT), _without_last),
    Mutation(CDK, ("HeartbeatSecretPolicy", "Properties", "Roles"), [{"Ref": "PollRole"}], "own-topic"),
    Mutation(SAM, ("SecretsKeyPolicy", "Properties", "Roles"), _without_last, "everything"),
    Mutation(SAM, ("AlarmTopicPolicy", "Properties", "PolicyDocument", "Statement", 0, "Condition", "ArnLike"), GONE),
    Mutation(CDK, ("AlarmTopic", "Properties", "KmsMasterKeyId"), GONE, "everything"),
    Mutation(CDK, ("ManageLogs", "Properties", "KmsKeyId"), GONE, "everything"),
    Mutation(CDK, ("ManageRole", *_STATEMENT, 1, "Resource"), {"Fn::GetAtt": ["SamplesTable", "Arn"]}),
    Mutation(SAM, ("ManageRole", *_STATEMENT), _without_last),
    Mutation(SAM, ("NotifyRole", *_STATEMENT), _without_last),
    Mutation(SAM, ("ScheduleRole", "Properties", "AssumeRolePolicyDocument", "Statement", 0, "Condition"), GONE),
    Mutation(CDK, ("ManageRole", "Properties", "PermissionsBoundary"), GONE, "everything"),
    Mutation(CDK, ("DispatchRole", "Properties", "Path"), "/", "everything"),
    Mutation(SAM, ("TracingPolicy", "Properties", "Roles"), _without_last, "everything"),
    Mutation(SAM, ("TokenKeyPolicy", "Properties", "PolicyDocument", "Statement", 0, "Condition"), GONE, "everything"),
    Mutation(CDK, ("SecretsKeyPolicy", "Properties", "PolicyDocument", "Statement", 0, "Condition", "StringEquals", "kms:ViaService"), _without_last, "everything"),
    Mutation(CDK, ("PollQueuePolicy",), GONE),
    # tables
    Mutation(SAM, ("StateTable", "Properties", "PointInTimeRecoverySpecification"), GONE),
    Mutation(CDK, ("SamplesTable", "Properties", "TimeToLiveSpecification", "AttributeName"), "expires"),
    Mutation(CDK, ("StateTable", "Properties", "StreamSpecification", "StreamViewType"), "KEYS_ONLY"),
    Mutation(SAM, ("StateTable", "Properties", "GlobalSecondaryIndexes", 1, "Projection", "ProjectionType"), "ALL"),
    Mutation(CDK, ("StateTable", "Properties", "GlobalSecondaryIndexes"), _without_last),
    Mutation(SAM, ("SamplesTable", "Properties", "KeySchema", 1, "AttributeName"), "slot"),
    Mutation(CDK, ("StateTable", "DeletionPolicy"), "Delete"),
    Mutation(SAM, ("StateTable", "DeletionPolicy"), "Retain", "everything"),
    Mutation(CDK, ("StateTable", "Properties", "SSESpecification"), GONE, "everything"),
    # pages
    Mutation(SAM, ("PagesBucket", "Properties", "PublicAccessBlockConfiguration", "BlockPublicPolicy"), False, "everything"),
    Mutation(CDK, ("PagesBucket", "Properties", "BucketEncryption"), GONE, "own-topic"),
    Mutation(SAM, ("PagesBucket", "Properties", "LifecycleConfiguration", "Rules", 0, "ExpirationInDays"), 30, "own-topic"),
    Mutation(CDK, ("PagesBucket", "DeletionPolicy"), "Delete", "everything"),
    Mutation(SAM, ("PagesBucketPolicy", "Properties", "PolicyDocument", "Statement", 0, "Condition"), GONE, "everything"),
    Mutation(CDK, ("PagesPolicy", "Properties", "PolicyDocument", "Statement", 0, "Resource"), "*", "everything"),
    Mutation(SAM, ("PagesPolicy", "Properties", "PolicyDocument", "Statement", 3, "Condition"), GONE, "own-topic"),
    Mutation(CDK, ("PagesKeyPolicy",), GONE, "everything"),
    Mutation(SAM, _function("Report", "Environment", "Variables", "HEADROOM_REPORT_BUCKET"), GONE, "everything"),
    Mutation(CDK, _function("Notify", "Environment", "Variables", "HEADROOM_PAGES_URL"), GONE, "everything"),
    # queues
    Mutation(SAM, ("PollQueue", "Properties", "VisibilityTimeout"), 60),
    Mutation(CDK, ("NotifyQueue", "Properties", "RedrivePolicy", "maxReceiveCount"), 50),
    Mutation(SAM, ("NotifyQueue", "Properties", "RedrivePolicy", "deadLetterTargetArn"), {"Fn::GetAtt": ["PollDlq", "Arn"]}),
    Mutation(CDK, ("PublishDlq", "Properties", "MessageRetentionPeriod"), 60),
    # mappings
    Mutation(SAM, ("PollFunctionMessages", "Properties", "BatchSize"), 10),
    Mutation(CDK, ("NotifyFunctionMessages", "Properties", "FunctionResponseTypes"), GONE),
    Mutation(CDK, ("PublishFunctionOutbox", "Properties", "FilterCriteria", "Filters", 0, "Pattern"), '{"eventName":["MODIFY"]}'),
    Mutation(SAM, ("PollFunctionMessages", "Properties", "ScalingConfig", "MaximumConcurrency"), 6),
    Mutation(SAM, ("PublishFunctionOutbox", "Properties", "DestinationConfig"), GONE),
    Mutation(CDK, ("PublishFunctionOutbox", "Properties", "BisectBatchOnFunctionError"), False),
    # schedules
    Mutation(SAM, ("DispatchFunctionEveryMinute", "Properties", "ScheduleExpression"), "rate(5 minutes)"),
    Mutation(CDK, ("PublishFunctionSweep", "Properties", "Target", "DeadLetterConfig"), GONE),
    Mutation(CDK, ("DispatchFunctionEveryMinute", "Properties", "Target", "Input"), "{}"),
    Mutation(SAM, ("DispatchFunctionEventInvokeConfig", "Properties", "MaximumRetryAttempts"), 0),
    # alarms
    Mutation(CDK, ("NoPollsAlarm", "Properties", "TreatMissingData"), "notBreaching"),
    Mutation(SAM, ("NoPollsAlarm", "Properties", "Period"), 60),
    Mutation(SAM, ("PollDlqAlarm",), GONE),
    Mutation(CDK, ("ErrorsAlarm", "Properties", "Metrics"), _without_last),
    Mutation(CDK, ("ThrottlesAlarm", "Properties", "AlarmActions"), GONE),
    Mutation(SAM, ("OutboxAgeAlarm", "Properties", "Threshold"), 3000),
    # the rest
    Mutation(CDK, ("PollLogs", "Properties", "RetentionInDays"), 1),
    Mutation(SAM, ("ManageLogs", "Properties", "LogGroupClass"), "STANDARD", "everything"),
    Mutation(CDK, ("Outputs", "ManageFunctionArn", "Value"), {"Fn::GetAtt": ["PollFunction", "Arn"]}),
    Mutation(SAM, ("Outputs", "SecretsPrefix"), GONE),
]
