import {CfnElement, Stack, Token, Validations} from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {IConstruct} from 'constructs';
import type {Headroom} from './headroom';
import {placesOf, secretsPrefix} from './permissions';

/** Tells cdk-nag why what it finds in Headroom is as it should be. */
export function acknowledge(headroom: Headroom, functions: lambda.Function[], shared: IConstruct[]): void {
  const because = (construct: IConstruct, id: string, reason: string) =>
    Validations.of(construct).acknowledge({id: `AwsSolutions-${id}`, reason});
  const wildcard = (construct: IConstruct, resource: string, reason: string) =>
    because(construct, `IAM5[Resource::${resource}]`, reason);

  because(headroom.samplesTable, 'DDB3', 'Samples and their rollups are dropped by age and only shown: without them charts are empty, and no alert is lost. What is decided is in the state table, which is recovered to any point in time.');
  because(headroom.publishDlq, 'SQS3', 'It is a dead-letter queue: of the stream mapping.');
  because(headroom.scheduleDlq, 'SQS3', 'It is a dead-letter queue: of the schedules, of asynchronous invocations of the turns of orgs and of exports.');

  const stack = Stack.of(headroom);
  const shown = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
  const arn = (service: string, rest: string) =>
    ['arn', shown(stack.partition, 'Partition'), service, shown(stack.region, 'Region'), shown(stack.account, 'AccountId'), rest].join(':');
  const prefix = secretsPrefix(stack);
  const reads: [IConstruct | undefined, string[]][] = [
    [headroom.node.findChild('PollRole'), placesOf('orgs')],
    [headroom.node.findChild('AttributeRole'), placesOf('orgs')],
    [headroom.node.findChild('AuditRole'), placesOf('orgs')],
    [headroom.node.findChild('ManageRole'), placesOf('orgs')],
    [headroom.node.findChild('NotifyRole'), placesOf('targets')],
    [headroom.node.findChild('ExportRole'), ['exporters/']],
    [headroom.node.tryFindChild('HeartbeatSecretPolicy'), ['heartbeat/']],
  ];
  for (const [reader, places] of reads) {
    const reason = "Which secrets there are is said after the deployment; the prefix is this stack's own.";
    for (const place of reader ? places : []) {
      wildcard(reader!, arn('ssm', `parameter/${prefix}${place}*`), reason);
      wildcard(reader!, arn('secretsmanager', `secret:${prefix}${place}*`), reason);
    }
  }
  for (const role of ['PollRole', 'AttributeRole', 'AuditRole', 'ManageRole']) {
    wildcard(
      headroom.node.findChild(role),
      arn('kms', 'key/*'),
      "Only keys with an alias under the stack's prefix, by a condition, and only to sign as logins need it.",
    );
  }
  wildcard(
    headroom.node.findChild('PublishRole'),
    '*',
    'dynamodb:ListStreams, which Lambda asks of the role of a stream mapping, knows no narrower resource.',
  );
  wildcard(
    headroom.node.findChild('ExportRole'),
    '*',
    'cloudwatch:PutMetricData knows no narrower resource; a condition names the namespace.',
  );
  if (headroom.pagesBucket) {
    because(headroom.pagesBucket, 'S1', "Its objects are copies of what the tables hold; whoever needs to know who reads them turns on CloudTrail's data events.");
    wildcard(
      headroom.node.findChild('PagesPolicy'),
      `<${Stack.of(headroom).getLogicalId(headroom.pagesBucket.node.defaultChild as CfnElement)}.Arn>/headroom/*`,
      'Which orgs there are is said after the deployment; the bucket is of this stack alone, and it may only be written.',
    );
  }
  for (const policy of shared) {
    wildcard(policy, '*', "X-Ray's writes and the network interfaces of Lambda in a VPC know no narrower resource.");
  }
  for (const f of functions) {
    if (f.runtime.name === lambda.Runtime.JAVA_21.name) {
      because(f, 'L1', 'java21 is offered where Lambda does not have java25.');
    }
  }
}
