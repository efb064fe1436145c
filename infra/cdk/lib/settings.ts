import {Duration, RemovalPolicy, Stack} from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import {Construct} from 'constructs';
import {HeadroomProps} from './props';

/**
 * The app's settings as texts: the names and values of the SAM template's parameters. Given with
 * `cdk deploy -c PollInterval=10`; one that is left out has the construct's default.
 */
export type Settings = Readonly<Record<string, string>>;

const NAMES = [
  'Runtime',
  'Architecture',
  'PollInterval',
  'PollerConcurrency',
  'NotifierConcurrency',
  'DataRetention',
  'DataDeletion',
  'LogRetention',
  'LogGroupClass',
  'KmsKeyArn',
  'Exporters',
  'Pages',
  'PagesUrl',
  'AlertArns',
  'AlarmEmail',
  'AlarmTopicArn',
  'HeartbeatUrl',
  'Tracing',
  'PermissionsBoundaryArn',
  'RolePath',
  'VpcSubnetIds',
  'VpcSecurityGroupIds',
];

/** The settings of an app's context. */
export function settingsOf(scope: Construct): Settings {
  const found: Record<string, string> = {};
  for (const name of NAMES) {
    const value: unknown = scope.node.tryGetContext(name);
    if (value !== undefined && value !== '') {
      found[name] = String(value);
    }
  }
  return found;
}

/** The construct's props for these settings; what exists already is referred to within `scope`. */
export function propsOf(scope: Construct, settings: Settings, code: lambda.Code): HeadroomProps {
  const unknown = Object.keys(settings).filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) {
    throw new Error(`There is no setting ${unknown.join(', ')}; there are ${NAMES.join(', ')}.`);
  }
  const given = <T>(name: string, use: (value: string) => T): T | undefined => {
    const value = settings[name];
    return value === undefined ? undefined : use(value);
  };
  const subnetIds = given('VpcSubnetIds', (v) => v.split(','));
  return {
    code,
    runtime: given('Runtime', runtime),
    architecture: given('Architecture', architecture),
    pollInterval: given('PollInterval', (v) => Duration.minutes(Number(v))),
    pollerConcurrency: given('PollerConcurrency', Number),
    notifierConcurrency: given('NotifierConcurrency', Number),
    dataRetention: given('DataRetention', (v) => Duration.days(Number(v))),
    dataRemoval: given('DataDeletion', removal),
    logRetention: given('LogRetention', Number) as logs.RetentionDays | undefined,
    logGroupClass: given('LogGroupClass', (v) => v as logs.LogGroupClass),
    encryptionKey: given('KmsKeyArn', (arn) => kms.Key.fromKeyArn(scope, 'Key', arn)),
    exporters: given('Exporters', (v) => choice('Exporters', v, {on: true, off: false})),
    pages: given('Pages', (v) => choice('Pages', v, {on: true, off: false})),
    pagesUrl: settings['PagesUrl'],
    alertArns: given('AlertArns', (v) => v.split(',')),
    alarmTopic: given('AlarmTopicArn', (arn) => sns.Topic.fromTopicArn(scope, 'Topic', arn)),
    alarmEmail: settings['AlarmEmail'],
    heartbeatUrl: settings['HeartbeatUrl'],
    tracing: given('Tracing', (v) => v === 'true'),
    permissionsBoundary: given('PermissionsBoundaryArn', (arn) =>
      iam.ManagedPolicy.fromManagedPolicyArn(scope, 'Boundary', arn),
    ),
    rolePath: settings['RolePath'],
    vpc: subnetIds && vpc(scope),
    vpcSubnets: subnetIds && {
      subnets: subnetIds.map((id, i) => ec2.Subnet.fromSubnetAttributes(scope, `Subnet${i}`, {subnetId: id})),
    },
    securityGroups: given('VpcSecurityGroupIds', (v) =>
      v
        .split(',')
        .map((id, i) => ec2.SecurityGroup.fromSecurityGroupId(scope, `SecurityGroup${i}`, id, {mutable: false})),
    ),
  };
}

/** Only a handle: the subnets are given by their ids, nothing of the VPC itself gets into the stack. */
function vpc(scope: Construct): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {vpcId: 'vpc-of-the-subnets', availabilityZones: Stack.of(scope).availabilityZones});
}

function choice<T>(name: string, value: string, choices: Record<string, T>): T {
  const chosen = choices[value];
  if (chosen === undefined) {
    throw new Error(`${name} is ${value}: must be ${Object.keys(choices).join(' or ')}`);
  }
  return chosen;
}

function runtime(value: string): lambda.Runtime {
  return choice('Runtime', value, {
    'provided.al2023': lambda.Runtime.PROVIDED_AL2023,
    java25: lambda.Runtime.JAVA_25,
    java21: lambda.Runtime.JAVA_21,
  });
}

function architecture(value: string): lambda.Architecture {
  return choice('Architecture', value, {x86_64: lambda.Architecture.X86_64, arm64: lambda.Architecture.ARM_64});
}

function removal(value: string): RemovalPolicy {
  return choice('DataDeletion', value, {Retain: RemovalPolicy.RETAIN, Delete: RemovalPolicy.DESTROY});
}
