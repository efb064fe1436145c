import {ArnFormat, Stack} from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';

/** A statement that allows these actions on these resources. */
export function allow(
  actions: string[],
  resources: string[],
  conditions?: Record<string, Record<string, unknown>>,
): iam.PolicyStatement {
  return new iam.PolicyStatement({actions, resources, ...(conditions && {conditions})});
}

/** What a function needs to write its own log. */
export function writeLogs(group: logs.ILogGroup): iam.PolicyStatement {
  return allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [group.logGroupArn]);
}

/** What Lambda needs to move a queue's messages to a function. */
export function consume(queue: sqs.IQueue, ...more: string[]): iam.PolicyStatement {
  return allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...more], [queue.queueArn]);
}

/** Sending to queues. */
export function send(...queues: sqs.IQueue[]): iam.PolicyStatement {
  return allow(
    ['sqs:SendMessage'],
    queues.map((q) => q.queueArn),
  );
}

/** DynamoDB actions, named without their prefix, on a table. */
export function onTable(table: dynamodb.ITable, ...actions: string[]): iam.PolicyStatement {
  return allow(
    actions.map((a) => `dynamodb:${a}`),
    [table.tableArn],
  );
}

/** What names of secrets, parameters and key aliases begin with; no slash in front. */
export function secretsPrefix(stack: Stack): string {
  return `headroom/${stack.stackName}/`;
}

/** Whose secrets have a prefix of their own below the stack's. */
const OWNERS = ['orgs', 'targets', 'heartbeat', 'exporters'] as const;
export type Owner = (typeof OWNERS)[number];

function parameters(stack: Stack, below: string): string {
  return stack.formatArn({service: 'ssm', resource: 'parameter', resourceName: `${secretsPrefix(stack)}${below}*`});
}

function secrets(stack: Stack, below: string): string {
  return stack.formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${secretsPrefix(stack)}${below}*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** Reading the secrets under these places below the stack's prefix. */
export function readSecrets(stack: Stack, ...below: string[]): iam.PolicyStatement[] {
  return [
    allow(['ssm:GetParameter'], below.map((place) => parameters(stack, place))),
    allow(['secretsmanager:GetSecretValue'], below.map((place) => secrets(stack, place))),
  ];
}

/** Where the secrets of an owner are, and for one release more where they were when all had one prefix. */
export function placesOf(owner: Owner): string[] {
  return [`${owner}/`, ''];
}

/** Not reading what the prefixes of other owners hold, which the one prefix of old would include. */
export function notOthersSecrets(stack: Stack, owner: Owner): iam.PolicyStatement {
  return new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    actions: ['ssm:GetParameter', 'secretsmanager:GetSecretValue'],
    resources: OWNERS.filter((other) => other !== owner).flatMap((other) => [
      parameters(stack, `${other}/`),
      secrets(stack, `${other}/`),
    ]),
  });
}

/** Partitions of the state table that one function alone has to do with. */
export const KEPT_TOKENS = 'TOKEN#*';
export const AUDIT = 'AUDIT';

/** The partition of mutes that operators order. */
export const MUTES = 'MUTES';

/** Deleting single rows of a partition. */
export function deletesIn(table: dynamodb.ITable, partition: string): iam.PolicyStatement {
  return allow(['dynamodb:DeleteItem'], [table.tableArn], {'ForAnyValue:StringLike': {'dynamodb:LeadingKeys': partition}});
}

/** The partition of what is remembered of written pages. */
export const PAGES = 'PAGES';

/** Storing single rows of a partition. */
export function putsIn(table: dynamodb.ITable, partition: string): iam.PolicyStatement {
  return allow(['dynamodb:PutItem'], [table.tableArn], {'ForAnyValue:StringLike': {'dynamodb:LeadingKeys': partition}});
}

/** Encrypting objects that are put into a bucket under a key. */
export function encryptObjects(key: kms.IKey, stack: Stack): iam.PolicyStatement {
  return allow(['kms:GenerateDataKey'], [key.keyArn], {
    StringEquals: {'kms:ViaService': `s3.${stack.region}.${stack.urlSuffix}`},
  });
}

/** Reading objects of a bucket with a bucket key, whose encryption context is the bucket. */
export function decryptObjects(key: kms.IKey, bucket: s3.IBucket, stack: Stack): iam.PolicyStatement {
  return allow(['kms:Decrypt'], [key.keyArn], {
    StringEquals: {
      'kms:ViaService': `s3.${stack.region}.${stack.urlSuffix}`,
      'kms:EncryptionContext:aws:s3:arn': bucket.bucketArn,
    },
  });
}

/** Not touching partitions that are others'. */
export function notPartitions(table: dynamodb.ITable, ...partitions: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    actions: ['dynamodb:*'],
    resources: [table.tableArn],
    conditions: {'ForAnyValue:StringLike': {'dynamodb:LeadingKeys': partitions.length === 1 ? partitions[0] : partitions}},
  });
}

/** Signing logins with keys that have an alias under the stack's prefix. */
export function sign(stack: Stack): iam.PolicyStatement {
  return allow(['kms:Sign'], [stack.formatArn({service: 'kms', resource: 'key', resourceName: '*'})], {
    'ForAnyValue:StringLike': {'kms:ResourceAliases': `alias/${secretsPrefix(stack)}*`},
    StringEquals: {'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256', 'kms:MessageType': 'RAW'},
  });
}

/** What a key's own policy must say, beside leaving the rest to the account: that logs and alarms may use it. */
export function keyPolicy(stack: Stack): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
            service: 'logs',
            resource: 'log-group',
            resourceName: '*',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
    }),
  ];
}

/** Using a key by way of the tables that it encrypts. */
export function useThroughTables(key: kms.IKey, stack: Stack): iam.PolicyStatement {
  return allow(
    ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:DescribeKey'],
    [key.keyArn],
    {StringEquals: {'kms:ViaService': `dynamodb.${stack.region}.${stack.urlSuffix}`}},
  );
}

/** Keeping tokens under a data key that is bound to the org by its encryption context. */
export function keepTokens(key: kms.IKey): iam.PolicyStatement {
  return allow(['kms:GenerateDataKey', 'kms:Decrypt'], [key.keyArn], {
    Null: {'kms:EncryptionContext:headroom:org': 'false'},
  });
}

/** Reading secrets and parameters that a key encrypts. */
export function useThroughSecrets(key: kms.IKey, stack: Stack): iam.PolicyStatement {
  return allow(['kms:Decrypt'], [key.keyArn], {
    StringEquals: {
      'kms:ViaService': ['ssm', 'secretsmanager'].map((service) => `${service}.${stack.region}.${stack.urlSuffix}`),
    },
  });
}
