import {Duration, Stack} from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {Construct} from 'constructs';

const {GREATER_THAN_OR_EQUAL_TO_THRESHOLD, GREATER_THAN_THRESHOLD, LESS_THAN_THRESHOLD} = cloudwatch.ComparisonOperator;
const {BREACHING, NOT_BREACHING} = cloudwatch.TreatMissingData;

/** What is watched. */
export interface Watched {
  readonly topic: sns.ITopic;
  readonly pollInterval: Duration;
  readonly deadLetters: ReadonlyMap<string, {queue: sqs.IQueue; what: string}>;
  readonly functions: ReadonlyMap<string, lambda.IFunction>;
  readonly publish: lambda.IFunction;
  readonly scheduleGroup: scheduler.CfnScheduleGroup;
}

/** The ten alarms on Headroom itself; `docs/operate.md` says what to do on each. */
export function alarms(scope: Construct, watched: Watched): cloudwatch.Alarm[] {
  const {pollInterval, scheduleGroup} = watched;
  const stack = {Stack: Stack.of(scope).stackName};
  const functionMetric = (name: string) =>
    [...watched.functions].map(
      ([id, f]): [string, cloudwatch.Metric] => [
        id,
        metric('AWS/Lambda', name, {FunctionName: f.functionName}, 'Sum', Duration.minutes(5)),
      ],
    );
  const tickMetric = (id: string, name: string): [string, cloudwatch.Metric] => [
    id,
    metric('AWS/Scheduler', name, {ScheduleGroup: scheduleGroup.ref}, 'Sum', Duration.minutes(5)),
  ];
  const all = [
    new cloudwatch.Alarm(scope, 'NoPollsAlarm', {
      alarmDescription: 'No org was read during three intervals. Headroom is blind.',
      metric: metric('Headroom', 'OrgsPolled', stack, 'Sum', pollInterval),
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: LESS_THAN_THRESHOLD,
      treatMissingData: BREACHING,
    }),
    ...[...watched.deadLetters].map(
      ([id, {queue, what}]) =>
        new cloudwatch.Alarm(scope, `${id}Alarm`, {
          alarmDescription: `${what} were given up and wait in the dead-letter queue.`,
          metric: metric(
            'AWS/SQS',
            'ApproximateNumberOfMessagesVisible',
            {QueueName: queue.queueName},
            'Maximum',
            Duration.minutes(5),
          ),
          evaluationPeriods: 1,
          datapointsToAlarm: 1,
          threshold: 1,
          comparisonOperator: GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          treatMissingData: NOT_BREACHING,
        }),
    ),
    summed(scope, 'ErrorsAlarm', 'Functions fail, at start or in work.', functionMetric('Errors')),
    summed(
      scope,
      'ThrottlesAlarm',
      "Lambda refuses invocations; the account's concurrency is used up.",
      functionMetric('Throttles'),
    ),
    new cloudwatch.Alarm(scope, 'StreamAgeAlarm', {
      alarmDescription: 'Transitions wait in the stream for more than two minutes.',
      metric: metric(
        'AWS/Lambda',
        'IteratorAge',
        {FunctionName: watched.publish.functionName},
        'Maximum',
        Duration.minutes(1),
      ),
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: Duration.minutes(2).toMilliseconds(),
      comparisonOperator: GREATER_THAN_THRESHOLD,
      treatMissingData: NOT_BREACHING,
    }),
    summed(scope, 'ScheduleDropsAlarm', 'EventBridge Scheduler could not deliver ticks.', [
      tickMetric('dropped', 'InvocationDroppedCount'),
      tickMetric('failed', 'TargetErrorCount'),
    ]),
    new cloudwatch.Alarm(scope, 'OutboxAgeAlarm', {
      alarmDescription: 'A transition has not been handed over for more than five minutes.',
      metric: metric('Headroom', 'OutboxOldestAge', stack, 'Maximum', Duration.minutes(5)),
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
      threshold: 300,
      comparisonOperator: GREATER_THAN_THRESHOLD,
      treatMissingData: NOT_BREACHING,
    }),
  ];
  const tell = new actions.SnsAction(watched.topic);
  for (const alarm of all) {
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }
  return all;
}

function metric(
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  statistic: string,
  period: Duration,
): cloudwatch.Metric {
  return new cloudwatch.Metric({namespace, metricName, dimensionsMap, statistic, period});
}

/** An alarm on the sum of several counts, two of three periods of five minutes. */
function summed(
  scope: Construct,
  id: string,
  alarmDescription: string,
  counts: [string, cloudwatch.Metric][],
): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, id, {
    alarmDescription,
    metric: new cloudwatch.MathExpression({
      expression: counts.map(([name]) => `FILL(${name}, 0)`).join(' + '),
      usingMetrics: Object.fromEntries(counts),
      period: Duration.minutes(5),
    }),
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 1,
    comparisonOperator: GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: NOT_BREACHING,
  });
}
