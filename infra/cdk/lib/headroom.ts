import {ArnFormat, Duration, RemovalPolicy, Stack} from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {SqsDestination} from 'aws-cdk-lib/aws-lambda-destinations';
import {SqsDlq} from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {Construct} from 'constructs';
import {acknowledge} from './acknowledged';
import {alarms} from './alarms';
import * as permissions from './permissions';
import {HeadroomProps, violations} from './props';

const JVM_HANDLER = 'io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest';

interface FunctionSettings {
  readonly timeout: Duration;
  readonly logGroup: logs.ILogGroup;
  readonly memory?: 'large';
  readonly environment?: Record<string, string>;
  readonly statements: iam.PolicyStatement[];
}

/**
 * Headroom: watches the limits of a fleet of Salesforce orgs.
 *
 * The same system as `infra/sam/template.yaml`; a parity test holds the two equal.
 */
export class Headroom extends Construct {
  readonly samplesTable: dynamodb.Table;
  readonly stateTable: dynamodb.Table;
  readonly pollQueue: sqs.Queue;
  readonly pollDlq: sqs.Queue;
  readonly notifyQueue: sqs.Queue;
  readonly notifyDlq: sqs.Queue;
  readonly attributeQueue: sqs.Queue;
  readonly auditQueue: sqs.Queue;
  readonly exportQueue: sqs.Queue;
  /** Where the stream's batches go that publish could not hand over. */
  readonly publishDlq: sqs.Queue;
  /** Where ticks go that were not delivered, or that a function refused, with its reason; and turns of orgs and exports that were given up. */
  readonly scheduleDlq: sqs.Queue;
  readonly dispatchFunction: lambda.Function;
  readonly pollFunction: lambda.Function;
  readonly publishFunction: lambda.Function;
  readonly notifyFunction: lambda.Function;
  readonly attributeFunction: lambda.Function;
  readonly auditFunction: lambda.Function;
  readonly reportFunction: lambda.Function;
  readonly exportFunction: lambda.Function;
  /** An operator's way in. */
  readonly manageFunction: lambda.Function;
  /** Holds the pages as files; undefined where none are written. */
  readonly pagesBucket: s3.Bucket | undefined;
  readonly alarmTopic: sns.ITopic;
  readonly alarms: cloudwatch.Alarm[];
  /** What names of secrets, parameters (with a slash in front) and key aliases begin with. */
  readonly secretsPrefix: string;

  private readonly props: HeadroomProps;
  private readonly roles: iam.Role[] = [];
  private readonly networkPolicy: iam.ManagedPolicy | undefined;

  constructor(scope: Construct, id: string, props: HeadroomProps) {
    super(scope, id);
    const wrong = violations(props);
    if (wrong.length > 0) {
      throw new Error(`Headroom cannot be deployed like this: ${wrong.join('; ')}`);
    }
    this.props = props;
    this.secretsPrefix = permissions.secretsPrefix(Stack.of(this));
    // Says nothing to a key that is only referred to: whoever owns it lets logs and alarms use it.
    for (const statement of props.encryptionKey ? permissions.keyPolicy(Stack.of(this)) : []) {
      props.encryptionKey!.addToResourcePolicy(statement, true);
    }
    this.samplesTable = this.makeSamplesTable();
    this.stateTable = this.makeStateTable();
    this.pollDlq = this.deadLetters('PollDlq');
    this.pollQueue = this.queue('PollQueue', Duration.seconds(240), Duration.hours(1), this.pollDlq, 4);
    this.notifyDlq = this.deadLetters('NotifyDlq');
    this.notifyQueue = this.queue('NotifyQueue', Duration.seconds(180), Duration.days(4), this.notifyDlq, 5);
    this.publishDlq = this.deadLetters('PublishDlq');
    this.scheduleDlq = this.deadLetters('ScheduleDlq');
    this.attributeQueue = this.queue('AttributeQueue', Duration.minutes(30), Duration.hours(4), this.scheduleDlq, 4);
    this.auditQueue = this.queue('AuditQueue', Duration.minutes(30), Duration.hours(4), this.scheduleDlq, 4);
    this.exportQueue = this.queue('ExportQueue', Duration.seconds(840), Duration.hours(4), this.scheduleDlq, 4);
    this.pagesBucket = props.pages ? this.makePagesBucket() : undefined;
    this.networkPolicy = props.vpc && this.makeNetworkPolicy();
    this.dispatchFunction = this.makeDispatch();
    this.pollFunction = this.makePoll();
    this.publishFunction = this.makePublish();
    this.notifyFunction = this.makeNotify();
    this.attributeFunction = this.makeAttribute();
    this.auditFunction = this.makeAudit();
    this.reportFunction = this.makeReport();
    this.exportFunction = this.makeExport();
    this.manageFunction = this.makeManage();
    const shared = this.makeSharedPolicies();
    const group = this.makeSchedules();
    this.alarmTopic = props.alarmTopic ?? this.makeTopic();
    this.alarms = alarms(this, {
      topic: this.alarmTopic,
      pollInterval: this.pollInterval(),
      deadLetters: new Map([
        ['PollDlq', {queue: this.pollDlq, what: 'Poll messages'}],
        ['NotifyDlq', {queue: this.notifyDlq, what: 'Delivery messages'}],
        ['PublishDlq', {queue: this.publishDlq, what: 'Transitions of the stream'}],
        ['ScheduleDlq', {queue: this.scheduleDlq, what: 'Ticks, turns of orgs or exports'}],
      ]),
      // What attribute fails to do lies in ScheduleDlq, or is an alert of the org's own.
      functions: new Map([
        ['dispatch', this.dispatchFunction],
        ['poll', this.pollFunction],
        ['publish', this.publishFunction],
        ['notify', this.notifyFunction],
        ['manage', this.manageFunction],
      ]),
      publish: this.publishFunction,
      scheduleGroup: group,
    });
    const functions = [
      this.dispatchFunction,
      this.pollFunction,
      this.publishFunction,
      this.notifyFunction,
      this.attributeFunction,
      this.auditFunction,
      this.reportFunction,
      this.exportFunction,
      this.manageFunction,
    ];
    acknowledge(this, functions, [...shared, ...(this.networkPolicy ? [this.networkPolicy] : [])]);
  }

  private pollInterval(): Duration {
    return this.props.pollInterval ?? Duration.minutes(5);
  }

  private tableProps(): Omit<dynamodb.TableProps, 'partitionKey' | 'sortKey'> {
    const key = this.props.encryptionKey;
    return {
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'ttl',
      removalPolicy: this.props.dataRemoval ?? RemovalPolicy.RETAIN,
      ...(key && {encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED, encryptionKey: key}),
    };
  }

  private makeSamplesTable(): dynamodb.Table {
    return new dynamodb.Table(this, 'SamplesTable', {
      ...this.tableProps(),
      partitionKey: text('pk'),
      sortKey: {name: 'sk', type: dynamodb.AttributeType.NUMBER},
    });
  }

  private makeStateTable(): dynamodb.Table {
    const table = new dynamodb.Table(this, 'StateTable', {
      ...this.tableProps(),
      partitionKey: text('pk'),
      sortKey: text('sk'),
      stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: {pointInTimeRecoveryEnabled: true},
    });
    table.addGlobalSecondaryIndex({
      indexName: 'fleet',
      partitionKey: text('fleetPk'),
      sortKey: text('fleetSk'),
      projectionType: dynamodb.ProjectionType.ALL,
    });
    table.addGlobalSecondaryIndex({
      indexName: 'pending',
      partitionKey: text('pendingPk'),
      sortKey: text('pendingSk'),
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
    });
    return table;
  }

  /** What was not written for 60 days is of orgs that left. */
  private makePagesBucket(): s3.Bucket {
    const key = this.props.encryptionKey;
    return new s3.Bucket(this, 'PagesBucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{id: 'unwritten', expiration: Duration.days(60)}],
      ...(key
        ? {encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true}
        : {encryption: s3.BucketEncryption.S3_MANAGED}),
    });
  }

  private queue(
    id: string,
    visibilityTimeout: Duration,
    retentionPeriod: Duration,
    deadLetters: sqs.IQueue,
    maxReceiveCount: number,
  ): sqs.Queue {
    return new sqs.Queue(this, id, {
      visibilityTimeout,
      retentionPeriod,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: {queue: deadLetters, maxReceiveCount},
    });
  }

  private deadLetters(id: string): sqs.Queue {
    return new sqs.Queue(this, id, {
      retentionPeriod: Duration.days(14),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
  }

  private makeDispatch(): lambda.Function {
    const logGroup = this.logs('Dispatch', false);
    const made = this.makeFunction('Dispatch', {
      timeout: Duration.seconds(30),
      logGroup,
      environment: {HEADROOM_QUEUES_POLL: this.pollQueue.queueUrl},
      statements: [
        permissions.writeLogs(logGroup),
        permissions.onTable(this.stateTable, 'GetItem', 'Query'),
        permissions.send(this.pollQueue, this.scheduleDlq),
        permissions.notPartitions(this.stateTable, permissions.KEPT_TOKENS, permissions.AUDIT),
      ],
    });
    made.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.minutes(5),
      onFailure: new SqsDestination(this.scheduleDlq),
    });
    return made;
  }

  private makePoll(): lambda.Function {
    const {dataRetention, encryptionKey, pollerConcurrency} = this.props;
    const logGroup = this.logs('Poll', true);
    const made = this.makeFunction('Poll', {
      timeout: Duration.seconds(40),
      logGroup,
      environment: {
        ...(this.props.exporters && {HEADROOM_QUEUES_EXPORT: this.exportQueue.queueUrl}),
        HEADROOM_HISTORY_RAW_RETENTION: `P${dataRetention?.toDays() ?? 30}D`,
        ...givenUp(this.pollQueue),
        ...(encryptionKey && {HEADROOM_TOKENS_KEY: encryptionKey.keyArn}),
      },
      statements: [
        permissions.writeLogs(logGroup),
        permissions.consume(this.pollQueue),
        permissions.send(this.pollDlq, this.exportQueue),
        permissions.onTable(this.stateTable, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'),
        permissions.onTable(this.samplesTable, 'PutItem', 'Query'),
        ...permissions.readSecrets(Stack.of(this), ...permissions.placesOf('orgs')),
        permissions.sign(Stack.of(this)),
        permissions.notPartitions(this.stateTable, permissions.AUDIT),
        permissions.notOthersSecrets(Stack.of(this), 'orgs'),
      ],
    });
    // One message is up to 50 orgs; a poisoned one harms no other.
    new lambda.EventSourceMapping(this, 'PollFunctionMessages', {
      target: made,
      eventSourceArn: this.pollQueue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: pollerConcurrency ?? 5,
    });
    return made;
  }

  private makePublish(): lambda.Function {
    const logGroup = this.logs('Publish', true);
    const {heartbeatUrl} = this.props;
    const stream = this.stateTable.tableStreamArn!;
    const made = this.makeFunction('Publish', {
      timeout: Duration.seconds(60),
      logGroup,
      environment: {
        HEADROOM_QUEUES_NOTIFICATION: this.notifyQueue.queueUrl,
        HEADROOM_POLL_INTERVAL: `PT${this.pollInterval().toMinutes()}M`,
        ...(heartbeatUrl && {HEADROOM_HEARTBEAT_URL: heartbeatUrl}),
      },
      statements: [
        permissions.writeLogs(logGroup),
        permissions.allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [stream]),
        // IAM knows no narrower resource for it, and Lambda asks for it.
        permissions.allow(['dynamodb:ListStreams'], ['*']),
        permissions.onTable(
          this.stateTable,
          'GetItem',
          'BatchGetItem',
          'Query',
          'PutItem',
          'UpdateItem',
          'DeleteItem',
        ),
        permissions.allow(
          ['dynamodb:Query'],
          ['pending', 'fleet'].map((index) => `${this.stateTable.tableArn}/index/${index}`),
        ),
        permissions.send(this.notifyQueue, this.publishDlq, this.scheduleDlq),
        permissions.notPartitions(this.stateTable, permissions.KEPT_TOKENS, permissions.AUDIT),
      ],
    });
    made.configureAsyncInvoke({
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
      onFailure: new SqsDestination(this.scheduleDlq),
    });
    new lambda.EventSourceMapping(this, 'PublishFunctionOutbox', {
      target: made,
      eventSourceArn: stream,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(1),
      filters: [
        lambda.FilterCriteria.filter({
          eventName: ['INSERT'],
          dynamodb: {Keys: {pk: {S: lambda.FilterRule.beginsWith('OUT#')}}},
        }),
      ],
      onFailure: new SqsDlq(this.publishDlq),
    });
    return made;
  }

  private makeNotify(): lambda.Function {
    const logGroup = this.logs('Notify', false);
    const made = this.makeFunction('Notify', {
      timeout: Duration.seconds(30),
      logGroup,
      environment: {
        ...(this.props.pagesUrl !== undefined && {HEADROOM_PAGES_URL: this.props.pagesUrl}),
        HEADROOM_QUEUES_NOTIFICATION: this.notifyQueue.queueUrl,
        ...givenUp(this.notifyQueue),
      },
      statements: [
        permissions.writeLogs(logGroup),
        permissions.consume(this.notifyQueue, 'sqs:SendMessage'),
        permissions.send(this.notifyDlq),
        permissions.onTable(
          this.stateTable,
          'GetItem',
          'BatchGetItem',
          'Query',
          'PutItem',
          'UpdateItem',
          'DeleteItem',
        ),
        ...permissions.readSecrets(Stack.of(this), ...permissions.placesOf('targets')),
        permissions.notOthersSecrets(Stack.of(this), 'targets'),
        permissions.notPartitions(this.stateTable, permissions.KEPT_TOKENS, permissions.AUDIT),
      ],
    });
    new lambda.EventSourceMapping(this, 'NotifyFunctionMessages', {
      target: made,
      eventSourceArn: this.notifyQueue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency: this.props.notifierConcurrency ?? 5,
    });
    return made;
  }

  private makeAttribute(): lambda.Function {
    const {dataRetention, encryptionKey} = this.props;
    const logGroup = this.logs('Attribute', false);
    const made = this.makeFunction('Attribute', {
      timeout: Duration.seconds(300),
      memory: 'large',
      logGroup,
      environment: {
        ...(this.props.exporters && {HEADROOM_QUEUES_EXPORT: this.exportQueue.queueUrl}),
        HEADROOM_QUEUES_JOB: this.attributeQueue.queueUrl,
        HEADROOM_HISTORY_RAW_RETENTION: `P${dataRetention?.toDays() ?? 30}D`,
        HEADROOM_USAGE_TIME: 'PT4M',
        ...givenUp(this.attributeQueue),
        ...(encryptionKey && {HEADROOM_TOKENS_KEY: encryptionKey.keyArn}),
      },
      statements: [
        permissions.writeLogs(logGroup),
        permissions.consume(this.attributeQueue, 'sqs:SendMessage'),
        permissions.send(this.scheduleDlq, this.exportQueue),
        permissions.onTable(
          this.stateTable,
          'GetItem',
          'BatchGetItem',
          'Query',
          'PutItem',
          'UpdateItem',
          'BatchWriteItem',
        ),
        permissions.onTable(this.samplesTable, 'PutItem', 'Query', 'BatchGetItem'),
        ...permissions.readSecrets(Stack.of(this), ...permissions.placesOf('orgs')),
        permissions.sign(Stack.of(this)),
        permissions.notPartitions(this.stateTable, permissions.AUDIT),
        permissions.notOthersSecrets(Stack.of(this), 'orgs'),
      ],
    });
    made.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.minutes(15),
      onFailure: new SqsDestination(this.scheduleDlq),
    });
    new lambda.EventSourceMapping(this, 'AttributeFunctionMessages', {
      target: made,
      eventSourceArn: this.attributeQueue.queueArn,
      batchSize: 3,
      reportBatchItemFailures: true,
      maxConcurrency: 5,
    });
    return made;
  }

  private makeAudit(): lambda.Function {
    const {encryptionKey} = this.props;
    const logGroup = this.logs('Audit', false);
    const made = this.makeFunction('Audit', {
      timeout: Duration.seconds(300),
      memory: 'large',
      logGroup,
      environment: {
        HEADROOM_QUEUES_JOB: this.auditQueue.queueUrl,
        ...givenUp(this.auditQueue),
        ...(encryptionKey && {HEADROOM_TOKENS_KEY: encryptionKey.keyArn}),
      },
      statements: [
        permissions.writeLogs(logGroup),
        permissions.consume(this.auditQueue, 'sqs:SendMessage'),
        permissions.send(this.scheduleDlq),
        permissions.onTable(
          this.stateTable,
          'GetItem',
          'BatchGetItem',
          'Query',
          'PutItem',
          'UpdateItem',
          'BatchWriteItem',
        ),
        ...permissions.readSecrets(Stack.of(this), ...permissions.placesOf('orgs')),
        permissions.sign(Stack.of(this)),
        permissions.notPartitions(this.stateTable, permissions.AUDIT),
        permissions.notOthersSecrets(Stack.of(this), 'orgs'),
      ],
    });
    made.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.minutes(15),
      onFailure: new SqsDestination(this.scheduleDlq),
    });
    new lambda.EventSourceMapping(this, 'AuditFunctionMessages', {
      target: made,
      eventSourceArn: this.auditQueue.queueArn,
      batchSize: 5,
      maxBatchingWindow: Duration.minutes(2),
      reportBatchItemFailures: true,
      maxConcurrency: 2,
    });
    return made;
  }

  private makeReport(): lambda.Function {
    const logGroup = this.logs('Report', false);
    const made = this.makeFunction('Report', {
      timeout: Duration.seconds(300),
      logGroup,
      environment: {
        HEADROOM_HISTORY_RAW_RETENTION: `P${this.props.dataRetention?.toDays() ?? 30}D`,
        ...(this.pagesBucket && {HEADROOM_REPORT_BUCKET: this.pagesBucket.bucketName}),
      },
      statements: [
        permissions.writeLogs(logGroup),
        permissions.send(this.scheduleDlq),
        permissions.onTable(this.stateTable, 'GetItem', 'Query'),
        permissions.onTable(this.samplesTable, 'PutItem', 'Query'),
        permissions.notPartitions(this.stateTable, permissions.KEPT_TOKENS, permissions.AUDIT),
      ],
    });
    made.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.minutes(30),
      onFailure: new SqsDestination(this.scheduleDlq),
    });
    return made;
  }

  private makeExport(): lambda.Function {
    const logGroup = this.logs('Export', false);
    const made = this.makeFunction('Export', {
      timeout: Duration.seconds(140),
      logGroup,
      environment: givenUp(this.exportQueue),
      statements: [
        permissions.writeLogs(logGroup),
        permissions.consume(this.exportQueue),
        permissions.send(this.scheduleDlq),
        permissions.onTable(this.stateTable, 'GetItem', 'BatchGetItem', 'Query'),
        ...permissions.readSecrets(Stack.of(this), 'exporters/'),
        // IAM knows no narrower resource for it than a namespace.
        permissions.allow(['cloudwatch:PutMetricData'], ['*'], {StringLike: {'cloudwatch:namespace': 'Headroom/*'}}),
        permissions.notPartitions(this.stateTable, permissions.KEPT_TOKENS, permissions.AUDIT),
      ],
    });
    new lambda.EventSourceMapping(this, 'ExportFunctionMessages', {
      target: made,
      eventSourceArn: this.exportQueue.queueArn,
      enabled: this.props.exporters ?? false,
      batchSize: 20,
      maxBatchingWindow: Duration.minutes(1),
      reportBatchItemFailures: true,
      maxConcurrency: 5,
    });
    return made;
  }

  private makeManage(): lambda.Function {
    const logGroup = this.logs('Manage', false);
    return this.makeFunction('Manage', {
      timeout: Duration.seconds(120),
      memory: 'large',
      logGroup,
      environment: {
        // Not to send there: a manifest with exporters is warned of where nothing is shipped.
        ...(this.props.exporters && {HEADROOM_QUEUES_EXPORT: this.exportQueue.queueUrl}),
        HEADROOM_POLL_INTERVAL: `PT${this.pollInterval().toMinutes()}M`,
        HEADROOM_HISTORY_RAW_RETENTION: `P${this.props.dataRetention?.toDays() ?? 30}D`,
      },
      statements: [
        permissions.writeLogs(logGroup),
        permissions.onTable(
          this.stateTable,
          'GetItem',
          'BatchGetItem',
          'Query',
          'PutItem',
          'UpdateItem',
          'BatchWriteItem',
        ),
        // A mute that is removed.
        permissions.deletesIn(this.stateTable, permissions.MUTES),
        permissions.onTable(this.samplesTable, 'Query', 'BatchWriteItem'),
        // A lock-out question asks an org.
        ...permissions.readSecrets(Stack.of(this), ...permissions.placesOf('orgs')),
        permissions.sign(Stack.of(this)),
        permissions.notPartitions(this.stateTable, permissions.KEPT_TOKENS),
        permissions.notOthersSecrets(Stack.of(this), 'orgs'),
      ],
    });
  }

  private logs(name: string, carriesMetrics: boolean): logs.LogGroup {
    return new logs.LogGroup(this, `${name}Logs`, {
      retention: this.props.logRetention ?? logs.RetentionDays.ONE_MONTH,
      logGroupClass: carriesMetrics
        ? logs.LogGroupClass.STANDARD
        : (this.props.logGroupClass ?? logs.LogGroupClass.STANDARD),
      removalPolicy: RemovalPolicy.DESTROY,
      encryptionKey: this.props.encryptionKey,
    });
  }

  private makeFunction(name: string, settings: FunctionSettings): lambda.Function {
    const {props} = this;
    const runtime = props.runtime ?? lambda.Runtime.PROVIDED_AL2023;
    const isJvm = runtime.family === lambda.RuntimeFamily.JAVA;
    const role = this.makeRole(
      `${name}Role`,
      new iam.ServicePrincipal('lambda.amazonaws.com'),
      name.toLowerCase(),
      settings.statements,
      this.networkPolicy ? [this.networkPolicy] : [],
    );
    this.roles.push(role);
    return new lambda.Function(this, `${name}Function`, {
      code: props.code,
      runtime,
      handler: isJvm ? JVM_HANDLER : 'bootstrap',
      architecture: props.architecture ?? lambda.Architecture.X86_64,
      memorySize: (isJvm ? 512 : 256) * (settings.memory ? 2 : 1),
      timeout: settings.timeout,
      tracing: props.tracing ? lambda.Tracing.ACTIVE : lambda.Tracing.PASS_THROUGH,
      logGroup: settings.logGroup,
      // All that it may do is said above; nothing adds to it by the way.
      role: role.withoutPolicyUpdates(),
      ...(props.vpc && {vpc: props.vpc, securityGroups: props.securityGroups ?? []}),
      ...(props.vpcSubnets && {vpcSubnets: props.vpcSubnets}),
      environment: {
        QUARKUS_FUNQY_EXPORT: name.toLowerCase(),
        HEADROOM_TABLES_STATE: this.stateTable.tableName,
        HEADROOM_TABLES_SAMPLES: this.samplesTable.tableName,
        HEADROOM_METRICS_STACK: Stack.of(this).stackName,
        // Native: leave signals to Lambda. JVM: start fast rather than peak high.
        DISABLE_SIGNAL_HANDLERS: 'true',
        ...(isJvm && {JAVA_TOOL_OPTIONS: '-XX:+UseSerialGC -XX:TieredStopAtLevel=1'}),
        ...settings.environment,
      },
    });
  }

  private makeRole(
    id: string,
    assumedBy: iam.IPrincipal,
    policyName: string,
    statements: iam.PolicyStatement[],
    managedPolicies: iam.IManagedPolicy[] = [],
  ): iam.Role {
    const {permissionsBoundary} = this.props;
    return new iam.Role(this, id, {
      assumedBy,
      path: this.props.rolePath ?? '/',
      managedPolicies,
      inlinePolicies: {[policyName]: new iam.PolicyDocument({statements})},
      ...(permissionsBoundary && {permissionsBoundary}),
    });
  }

  /** A managed policy, so that every role has it before its function is made in the VPC. */
  private makeNetworkPolicy(): iam.ManagedPolicy {
    return new iam.ManagedPolicy(this, 'NetworkPolicy', {
      description: 'Lets functions work in a VPC',
      path: this.props.rolePath ?? '/',
      statements: [
        permissions.allow(
          [
            'ec2:CreateNetworkInterface',
            'ec2:DescribeNetworkInterfaces',
            'ec2:DescribeSubnets',
            'ec2:DeleteNetworkInterface',
            'ec2:AssignPrivateIpAddresses',
            'ec2:UnassignPrivateIpAddresses',
          ],
          ['*'],
        ),
      ],
    });
  }

  /** What all functions may do when a prop asks for it; those on all resources are handed back. */
  private makeSharedPolicies(): iam.Policy[] {
    const {alertArns, encryptionKey, heartbeatUrl, tracing} = this.props;
    const policy = (id: string, policyName: string, roles: iam.IRole[], ...statements: iam.PolicyStatement[]) =>
      new iam.Policy(this, id, {policyName, roles, statements});
    const rolesOf = (...names: string[]) => this.roles.filter((role) => names.includes(role.node.id));
    if (alertArns?.length) {
      policy('AlertTargetsPolicy', 'alert-targets', rolesOf('NotifyRole'), permissions.allow(['sns:Publish', 'events:PutEvents'], alertArns));
    }
    if (heartbeatUrl) {
      const read = permissions.readSecrets(Stack.of(this), 'heartbeat/');
      policy('HeartbeatSecretPolicy', 'heartbeat', rolesOf('PublishRole'), ...read);
    }
    const report = rolesOf('ReportRole');
    if (this.pagesBucket) {
      policy(
        'PagesPolicy',
        'pages',
        report,
        permissions.allow(['s3:PutObject'], [this.pagesBucket.arnForObjects('headroom/*')]),
        // The fleet and its alerts, which pages show.
        permissions.onTable(this.stateTable, 'BatchGetItem'),
        permissions.allow(['dynamodb:Query'], [`${this.stateTable.tableArn}/index/fleet`]),
        // Which files were written.
        permissions.putsIn(this.stateTable, permissions.PAGES),
      );
    }
    if (this.pagesBucket && encryptionKey) {
      policy('PagesKeyPolicy', 'pages-key', report, permissions.encryptObjects(encryptionKey, Stack.of(this)));
    }
    if (encryptionKey) {
      policy('TableKeyPolicy', 'tables-key', this.roles, permissions.useThroughTables(encryptionKey, Stack.of(this)));
      policy('TokenKeyPolicy', 'tokens', rolesOf('PollRole', 'AttributeRole', 'AuditRole'), permissions.keepTokens(encryptionKey));
      const reads = [...rolesOf('PollRole', 'NotifyRole', 'AttributeRole', 'AuditRole', 'ExportRole', 'ManageRole'), ...(heartbeatUrl ? rolesOf('PublishRole') : [])];
      policy('SecretsKeyPolicy', 'secrets-key', reads, permissions.useThroughSecrets(encryptionKey, Stack.of(this)));
    }
    const traces = permissions.allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);
    return tracing ? [policy('TracingPolicy', 'tracing', this.roles, traces)] : [];
  }

  private makeSchedules(): scheduler.CfnScheduleGroup {
    const stack = Stack.of(this);
    const group = new scheduler.CfnScheduleGroup(this, 'ScheduleGroup');
    const role = this.makeRole(
      'ScheduleRole',
      new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {StringEquals: {'aws:SourceAccount': stack.account, 'aws:SourceArn': group.attrArn}},
      }),
      'schedule',
      [
        permissions.allow(
          ['lambda:InvokeFunction'],
          [this.dispatchFunction, this.publishFunction, this.attributeFunction, this.auditFunction, this.reportFunction].map(
            (f) => f.functionArn,
          ),
        ),
        permissions.send(this.scheduleDlq),
      ],
    );
    const tick = (
      id: string,
      target: lambda.IFunction,
      maximumEventAgeInSeconds: number,
      maximumRetryAttempts: number,
      scheduleExpression = 'rate(1 minute)',
    ) =>
      new scheduler.CfnSchedule(this, id, {
        scheduleExpression,
        groupName: group.ref,
        flexibleTimeWindow: {mode: 'OFF'},
        target: {
          arn: target.functionArn,
          roleArn: role.roleArn,
          input: '{"time":"<aws.scheduler.scheduled-time>"}',
          retryPolicy: {maximumEventAgeInSeconds, maximumRetryAttempts},
          deadLetterConfig: {arn: this.scheduleDlq.queueArn},
        },
      });
    tick('DispatchFunctionEveryMinute', this.dispatchFunction, 300, 3);
    tick('PublishFunctionSweep', this.publishFunction, 60, 1);
    tick('AttributeFunctionEveryHour', this.attributeFunction, 900, 3, 'cron(0 * * * ? *)');
    tick('AuditFunctionEveryHour', this.auditFunction, 900, 3, 'cron(0 * * * ? *)');
    tick('ReportFunctionEveryHour', this.reportFunction, 900, 3, 'cron(0 * * * ? *)');
    return group;
  }

  private makeTopic(): sns.Topic {
    const topic = new sns.Topic(this, 'AlarmTopic', {enforceSSL: true, masterKey: this.props.encryptionKey});
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    topic.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {StringEquals: {'aws:SourceAccount': Stack.of(this).account}, ArnLike: {'aws:SourceArn': alarms}},
      }),
    );
    if (this.props.alarmEmail !== undefined) {
      new sns.Subscription(this, 'AlarmSubscription', {
        topic,
        protocol: sns.SubscriptionProtocol.EMAIL,
        endpoint: this.props.alarmEmail,
      });
    }
    return topic;
  }
}

/** Where a queue's messages are given up to and after how many receives; on the last one the function says why. */
function givenUp(from: sqs.Queue): Record<string, string> {
  const {queue, maxReceiveCount} = from.deadLetterQueue!;
  return {HEADROOM_QUEUES_DEAD_LETTERS: queue.queueUrl, HEADROOM_QUEUES_MOST_RECEIVES: `${maxReceiveCount}`};
}

function text(name: string): dynamodb.Attribute {
  return {name, type: dynamodb.AttributeType.STRING};
}
