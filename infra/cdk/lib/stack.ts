import {CfnOutput, Stack, StackProps} from 'aws-cdk-lib';
import {Construct} from 'constructs';
import {Headroom} from './headroom';
import {HeadroomProps} from './props';

/** A stack that holds Headroom and nothing else, and says where its parts are. */
export class HeadroomStack extends Stack {
  readonly headroom: Headroom;

  /**
   * @param props of the construct, or what makes them within this stack
   */
  constructor(
    scope: Construct,
    id: string,
    props: HeadroomProps | ((stack: Stack) => HeadroomProps),
    stackProps?: StackProps,
  ) {
    super(scope, id, {
      description:
        'Headroom watches the API and other limits of a fleet of Salesforce orgs and tells your incident tool before they run out.',
      ...stackProps,
    });
    const h = new Headroom(this, 'Headroom', typeof props === 'function' ? props(this) : props);
    this.headroom = h;
    const output = (name: string, description: string, value: string) => new CfnOutput(this, name, {description, value});
    output('SamplesTable', 'Table of samples', h.samplesTable.tableName);
    output('StateTable', 'Table of states, alerts, the outbox and the fleet', h.stateTable.tableName);
    output('PollQueueUrl', 'Queue of poll messages', h.pollQueue.queueUrl);
    output('PollDlqUrl', 'Poll messages that were given up', h.pollDlq.queueUrl);
    output('NotifyQueueUrl', 'Queue of deliveries', h.notifyQueue.queueUrl);
    output('NotifyDlqUrl', 'Delivery messages that were given up', h.notifyDlq.queueUrl);
    output('AttributeQueueUrl', 'Queue of turns of attribute', h.attributeQueue.queueUrl);
    output('AuditQueueUrl', 'Queue of turns of audit', h.auditQueue.queueUrl);
    output('ExportQueueUrl', 'Queue of readings for exporters', h.exportQueue.queueUrl);
    output('PublishDlqUrl', 'Stream batches that were given up', h.publishDlq.queueUrl);
    output('ScheduleDlqUrl', 'Ticks and turns of orgs that were given up', h.scheduleDlq.queueUrl);
    output('DispatchFunctionArn', 'Function dispatch', h.dispatchFunction.functionArn);
    output('PollFunctionArn', 'Function poll', h.pollFunction.functionArn);
    output('PublishFunctionArn', 'Function publish', h.publishFunction.functionArn);
    output('NotifyFunctionArn', 'Function notify', h.notifyFunction.functionArn);
    output('AttributeFunctionArn', 'Function attribute', h.attributeFunction.functionArn);
    output('AuditFunctionArn', 'Function audit', h.auditFunction.functionArn);
    output('ReportFunctionArn', 'Function report', h.reportFunction.functionArn);
    output('ExportFunctionArn', 'Function export', h.exportFunction.functionArn);
    output('ManageFunctionArn', "Function manage, an operator's way in", h.manageFunction.functionArn);
    if (h.pagesBucket) {
      output('PagesBucket', 'Bucket of the pages as files', h.pagesBucket.bucketName);
    }
    output('AlarmTopicArn', 'Topic of the alarms', h.alarmTopic.topicArn);
    output(
      'SecretsPrefix',
      'Names of secrets, parameters (with a leading /) and key aliases begin with this',
      h.secretsPrefix,
    );
    output(
      'Console',
      'This stack in the console',
      `https://console.aws.amazon.com/cloudformation/home?region=${this.region}#/stacks/stackinfo?stackId=${this.stackId}`,
    );
  }
}
