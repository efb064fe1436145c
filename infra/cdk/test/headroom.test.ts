import assert from 'node:assert/strict';
import * as path from 'node:path';
import {before, describe, test} from 'node:test';
import {App, Duration, RemovalPolicy, Stack} from 'aws-cdk-lib';
import {Annotations, Match, Template} from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import {Headroom} from '../lib';
import type {HeadroomProps} from '../lib';

const artifact = () => lambda.Code.fromAsset(path.join(__dirname, 'artifact'));

function stackWith(props: (stack: Stack) => Omit<HeadroomProps, 'code'> = () => ({})): {
  stack: Stack;
  headroom: Headroom;
  template: Template;
} {
  const stack = new Stack(new App({analyticsReporting: false}), 'team');
  const headroom = new Headroom(stack, 'Limits', {code: artifact(), ...props(stack)});
  return {stack, headroom, template: Template.fromStack(stack)};
}

describe('Headroom by default', () => {
  let template: Template;
  let stack: Stack;
  before(() => {
    ({template, stack} = stackWith());
  });

  test('has a function for each export, which say where their tables are', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    const variables = functions.map((f) => f['Properties'].Environment.Variables);
    assert.deepEqual(variables.map((v) => v.QUARKUS_FUNQY_EXPORT).sort(), [
      'attribute',
      'audit',
      'dispatch',
      'export',
      'manage',
      'notify',
      'poll',
      'publish',
      'report',
    ]);
    for (const v of variables) {
      assert.ok(v.HEADROOM_TABLES_STATE && v.HEADROOM_TABLES_SAMPLES);
    }
  });

  test('retains both tables and recovers the state', () => {
    template.allResources('AWS::DynamoDB::Table', {DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain'});
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      StreamSpecification: {StreamViewType: 'NEW_AND_OLD_IMAGES'},
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true},
    });
  });

  test('reserves no concurrency of the account', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {ReservedConcurrentExecutions: Match.absent()});
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {ScalingConfig: {MaximumConcurrency: 5}});
  });

  test('gives physical names to nothing', () => {
    for (const [id, resource] of Object.entries(template.toJSON().Resources as Record<string, any>)) {
      for (const name of ['FunctionName', 'TableName', 'QueueName', 'TopicName', 'RoleName', 'LogGroupName', 'Name']) {
        const isOwn = resource.Type !== 'AWS::Lambda::EventSourceMapping' && resource.Type !== 'AWS::Lambda::EventInvokeConfig';
        assert.ok(!isOwn || resource.Properties?.[name] === undefined, `${id} has a ${name}`);
      }
    }
  });

  test('has ten alarms, all of which tell the topic', () => {
    template.resourceCountIs('AWS::CloudWatch::Alarm', 10);
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {AlarmActions: [Match.anyValue()]});
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {MetricName: 'OrgsPolled', TreatMissingData: 'breaching'});
  });

  test('has queues that a function cannot outlast', () => {
    const timeouts = Object.values(template.findResources('AWS::Lambda::Function')).map((f) => f['Properties'].Timeout);
    for (const [, queue] of Object.entries(template.findResources('AWS::SQS::Queue'))) {
      const visible = queue['Properties'].VisibilityTimeout;
      assert.ok(visible === undefined || timeouts.some((t) => visible === 6 * t), `${visible} seconds`);
    }
  });

  test('comes with no warning of the CDK', () => {
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
    Annotations.fromStack(stack).hasNoError('*', Match.anyValue());
  });
});

describe("Headroom in a team's own stack", () => {
  test('takes an existing key, topic and log group class', () => {
    const {template} = stackWith((stack) => ({
      encryptionKey: new kms.Key(stack, 'Key'),
      alarmTopic: new sns.Topic(stack, 'Alarms'),
      logGroupClass: logs.LogGroupClass.INFREQUENT_ACCESS,
      dataRemoval: RemovalPolicy.DESTROY,
    }));
    template.allResourcesProperties('AWS::DynamoDB::Table', {SSESpecification: {SSEEnabled: true}});
    template.allResources('AWS::DynamoDB::Table', {DeletionPolicy: 'Delete'});
    template.resourceCountIs('AWS::SNS::Topic', 1);
    template.resourcePropertiesCountIs('AWS::Logs::LogGroup', {LogGroupClass: 'STANDARD'}, 2);
  });

  test('has the logs and the alarm topic encrypted with a key of the team, which lets both services use it', () => {
    const {template} = stackWith((stack) => ({encryptionKey: new kms.Key(stack, 'Key')}));
    template.allResourcesProperties('AWS::Logs::LogGroup', {KmsKeyId: Match.anyValue()});
    template.allResourcesProperties('AWS::SNS::Topic', {KmsMasterKeyId: Match.anyValue()});
    for (const [service, action] of [
      [{'Fn::Join': ['', ['logs.', {Ref: 'AWS::Region'}, '.amazonaws.com']]}, 'kms:Encrypt'],
      ['cloudwatch.amazonaws.com', 'kms:GenerateDataKey*'],
    ]) {
      template.hasResourceProperties('AWS::KMS::Key', {
        KeyPolicy: {
          Statement: Match.arrayWith([
            Match.objectLike({Principal: {Service: service}, Action: Match.arrayWith([action])}),
          ]),
        },
      });
    }
  });

  test('has its topic told by the alarms of this account and region alone', () => {
    stackWith().template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Condition: {
              StringEquals: {'aws:SourceAccount': {Ref: 'AWS::AccountId'}},
              ArnLike: {'aws:SourceArn': Match.anyValue()},
            },
          }),
        ]),
      },
    });
  });

  test('takes a reference to the address of the heartbeat, and has it read by publish alone', () => {
    const {template} = stackWith(() => ({heartbeatUrl: 'ssm:/headroom/team/heartbeat/url'}));
    template.hasResourceProperties('AWS::IAM::Policy', {PolicyName: 'heartbeat', Roles: [Match.anyValue()]});
  });

  test('can be there twice', () => {
    const stack = new Stack(new App({analyticsReporting: false}), 'team');
    new Headroom(stack, 'Limits', {code: artifact()});
    new Headroom(stack, 'Others', {code: artifact()});
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 18);
  });

  test('shows its parts', () => {
    const {headroom} = stackWith();
    assert.ok(headroom.stateTable.tableName && headroom.pollQueue.queueUrl && headroom.manageFunction.functionArn);
    assert.equal(headroom.alarms.length, 10);
  });
});

describe('wrong props', () => {
  test('are refused all at once, each with its name', () => {
    assert.throws(
      () =>
        stackWith(() => ({
          pollerConcurrency: 1,
          notifierConcurrency: 2.5,
          pollInterval: Duration.minutes(7),
          dataRetention: Duration.days(401),
          dataRemoval: RemovalPolicy.SNAPSHOT,
          runtime: lambda.Runtime.PYTHON_3_12,
          heartbeatUrl: 'http://beat.example.com',
          rolePath: 'platform',
          securityGroups: [],
          vpcSubnets: {subnets: []},
        })),
      (error: Error) =>
        [
          'pollerConcurrency is 1',
          'notifierConcurrency is 2.5',
          'pollInterval is 420 seconds',
          'dataRetention is 401 days',
          'dataRemoval is snapshot',
          'runtime is python3.12',
          'heartbeatUrl must be',
          'rolePath is platform',
          'vpcSubnets is given without vpc',
        ].every((text) => error.message.includes(text)),
    );
  });
});
