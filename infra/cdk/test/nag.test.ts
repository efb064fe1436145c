import assert from 'node:assert/strict';
import * as path from 'node:path';
import {describe, test} from 'node:test';
import {App, Stack} from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {AwsSolutionsChecks} from 'cdk-nag';
import {propsOf, Settings} from '../lib/settings';
import {HeadroomStack} from '../lib/stack';
import {TenantSettings, TenantStack} from '../lib/tenant';
import scenarios from '../../parity/scenarios.json';
import tenants from '../../parity/tenants.json';

function stackWith(settings: Settings): HeadroomStack {
  const app = new App({analyticsReporting: false});
  return new HeadroomStack(app, 'headroom', (stack) =>
    propsOf(stack, settings, lambda.Code.fromAsset(path.join(__dirname, 'artifact'))),
  );
}

function findings(stack: Stack): string[] {
  const report = new AwsSolutionsChecks().validateScope(stack);
  return report.violations.flatMap((v) =>
    v.violatingResources.map((r: any) => `${v.ruleName} ${r.constructPath ?? r.resourceLogicalId}: ${v.description}`),
  );
}

describe("cdk-nag's AWS solutions checks", () => {
  for (const [name, settings] of Object.entries(scenarios as Record<string, Settings>)) {
    test(`find nothing that is not acknowledged with its reason: ${name}`, () => {
      assert.deepEqual(findings(stackWith(settings)), []);
    });
  }

  for (const [name, settings] of Object.entries(tenants as Record<string, TenantSettings>)) {
    test(`find nothing that is not acknowledged with its reason: ${name}`, () => {
      assert.deepEqual(findings(new TenantStack(new App({analyticsReporting: false}), 'tenant', settings)), []);
    });
  }

  test('find a queue that takes plain HTTP and has no dead-letter queue', () => {
    const stack = stackWith({});
    new sqs.Queue(stack, 'Bare');
    const found = findings(stack).join('\n');
    assert.match(found, /AwsSolutions-SQS3/);
    assert.match(found, /AwsSolutions-SQS4/);
  });
});
