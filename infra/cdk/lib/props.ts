import {Duration, RemovalPolicy, Token} from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';

/** How Headroom is deployed. Everything but the artifact has a default. */
export interface HeadroomProps {
  /** The artifact, `target/function.zip` of the build. */
  readonly code: lambda.Code;

  /**
   * `PROVIDED_AL2023` runs the native artifact; `JAVA_25` and `JAVA_21` run the JVM artifact.
   * @default lambda.Runtime.PROVIDED_AL2023
   */
  readonly runtime?: lambda.Runtime;

  /**
   * What the native artifact was built on; the JVM artifact runs on both.
   * @default lambda.Architecture.X86_64
   */
  readonly architecture?: lambda.Architecture;

  /**
   * Between two readings of an org whose manifest entry names no interval: 5, 10, 15, 30 or 60
   * minutes. Salesforce is accurate to five minutes.
   * @default 5 minutes
   */
  readonly pollInterval?: Duration;

  /**
   * Pollers at the same time, 2 to 1000; each reads up to 50 orgs at once. No concurrency of the
   * account is reserved.
   * @default 5
   */
  readonly pollerConcurrency?: number;

  /**
   * Notifiers at the same time, 2 to 1000; each makes up to 10 deliveries at once.
   * @default 5
   */
  readonly notifierConcurrency?: number;

  /**
   * Samples older than this are dropped; 1 to 400 days.
   * @default 30 days
   */
  readonly dataRetention?: Duration;

  /**
   * What becomes of the two tables when the stack is deleted: `RETAIN` or `DESTROY`.
   * @default RemovalPolicy.RETAIN
   */
  readonly dataRemoval?: RemovalPolicy;

  /** @default logs.RetentionDays.ONE_MONTH */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Of dispatch, notify, attribute, audit, report, export and manage. The logs of poll and publish carry metrics, which
   * only a standard group turns into metrics.
   * @default logs.LogGroupClass.STANDARD
   */
  readonly logGroupClass?: logs.LogGroupClass;

  /**
   * A symmetric key for the tables, the logs, the construct's own topic, and tokens kept between
   * invocations. The policy of a key of the same app is given what logs and alarms need; that of a
   * key that is only referred to must have it.
   * @default - the tables use DynamoDB's own key, tokens are kept in memory only
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Readings are shipped to the manifest's exporters. If false, the queue for them is not polled and costs nothing.
   * @default false
   */
  readonly exporters?: boolean;

  /**
   * Pages and runbooks are written as files into a private bucket of the construct's own, which outlives the stack.
   * @default false
   */
  readonly pages?: boolean;

  /**
   * Where people find the pages; messages link to them. With a path it is the folder of the files, such as
   * https://reports.example.com/headroom.
   * @default - messages have no links
   */
  readonly pagesUrl?: string;

  /**
   * SNS topics and EventBridge buses that the manifest's targets of type `sns` and `eventbridge` name.
   * @default - none
   */
  readonly alertArns?: string[];

  /**
   * Alarms are sent to this topic.
   * @default - a topic of the construct's own
   */
  readonly alarmTopic?: sns.ITopic;

  /**
   * Subscribed to the construct's own topic; SNS asks it to confirm. Not with `alarmTopic`.
   * @default - nobody
   */
  readonly alarmEmail?: string;

  /**
   * Called while readings are fresh: a dead man's switch outside this account. An https URL, or a
   * reference to a secret that holds one: `ssm:/headroom/<stack>/heartbeat/<name>` or
   * `secretsmanager:headroom/<stack>/heartbeat/<name>`.
   * @default - none
   */
  readonly heartbeatUrl?: string;

  /**
   * X-Ray tracing; costs extra.
   * @default false
   */
  readonly tracing?: boolean;

  /**
   * Set on every role. `iam.PermissionsBoundary.of(scope)` works as well.
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Path of every role.
   * @default /
   */
  readonly rolePath?: string;

  /**
   * Only for a fixed address towards Salesforce. Its subnets need a way to the internet.
   * @default - no VPC
   */
  readonly vpc?: ec2.IVpc;

  /** @default - the VPC's private subnets with a way out */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /** Needed with `vpc`. */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/** Everything that is wrong with the props, each with its name; empty when they are right. */
export function violations(props: HeadroomProps): string[] {
  const found: string[] = [];
  const check = (holds: boolean, text: string) => {
    if (!holds) {
      found.push(text);
    }
  };
  const count = (name: string, value: number | undefined) =>
    check(
      value === undefined || (Number.isInteger(value) && value >= 2 && value <= 1000),
      `${name} is ${value}: must be a whole number from 2 to 1000`,
    );
  count('pollerConcurrency', props.pollerConcurrency);
  count('notifierConcurrency', props.notifierConcurrency);
  const runtime = props.runtime ?? lambda.Runtime.PROVIDED_AL2023;
  check(
    ['provided.al2023', 'java25', 'java21'].includes(runtime.name),
    `runtime is ${runtime.name}: must be provided.al2023, java25 or java21`,
  );
  const seconds = props.pollInterval?.toSeconds() ?? 300;
  check(
    [300, 600, 900, 1800, 3600].includes(seconds),
    `pollInterval is ${seconds} seconds: must be 5, 10, 15, 30 or 60 minutes`,
  );
  const days = props.dataRetention?.toDays({integral: false}) ?? 30;
  check(
    Number.isInteger(days) && days >= 1 && days <= 400,
    `dataRetention is ${days} days: must be a whole number from 1 to 400`,
  );
  const removal = props.dataRemoval ?? RemovalPolicy.RETAIN;
  check(
    removal === RemovalPolicy.RETAIN || removal === RemovalPolicy.DESTROY,
    `dataRemoval is ${removal}: must be RETAIN or DESTROY`,
  );
  for (const arn of props.alertArns ?? []) {
    check(
      Token.isUnresolved(arn) ||
        /^arn:aws[a-z-]*:(sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.-]+|events:[a-z0-9-]+:\d{12}:event-bus\/[A-Za-z0-9_./-]+)$/.test(arn),
      `alertArns has ${arn}: must be the ARN of an SNS topic or an EventBridge bus`,
    );
  }
  check(
    props.pagesUrl === undefined || /^https:\/\/[A-Za-z0-9.-]+(:[0-9]+)?(\/[A-Za-z0-9._~\/-]*)?$/.test(props.pagesUrl),
    `pagesUrl is ${props.pagesUrl}: must be an https URL without query and fragment`,
  );
  check(
    props.alarmTopic === undefined || props.alarmEmail === undefined,
    'alarmEmail is given with alarmTopic: subscribe the address to that topic',
  );
  check(
    props.heartbeatUrl === undefined ||
      /^https:\/\/[A-Za-z0-9.-]+\.[A-Za-z]{2,}(\/\S*)?$|^(ssm|secretsmanager):\S+$/.test(props.heartbeatUrl),
    'heartbeatUrl must be an https URL with a DNS name, or a reference to a secret that holds one (ssm: or secretsmanager:)',
  );
  check(
    props.rolePath === undefined || /^\/([!-~]+\/)?$/.test(props.rolePath),
    `rolePath is ${props.rolePath}: must begin and end with a slash`,
  );
  check(
    (props.vpc === undefined) === (props.securityGroups === undefined || props.securityGroups.length === 0),
    'vpc and securityGroups must be given together',
  );
  check(props.vpcSubnets === undefined || props.vpc !== undefined, 'vpcSubnets is given without vpc');
  return found;
}
