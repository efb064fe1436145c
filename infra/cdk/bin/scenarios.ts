import {readFileSync} from 'node:fs';
import * as path from 'node:path';
import {App} from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {propsOf, Settings} from '../lib/settings';
import {HeadroomStack} from '../lib/stack';
import {TenantSettings, TenantStack} from '../lib/tenant';

/** Synthesizes a stack for each of the settings in infra/parity/scenarios.json and tenants.json, for the checks. */
const scenarios: Record<string, Settings> = JSON.parse(
  readFileSync(path.join(__dirname, '../../parity/scenarios.json'), 'utf8'),
);
const app = new App({analyticsReporting: false});
for (const [name, settings] of Object.entries(scenarios)) {
  new HeadroomStack(app, name, (stack) => propsOf(stack, settings, lambda.Code.fromAsset(path.join(__dirname, '../test/artifact'))), {
    stackName: 'headroom',
  });
}
const tenants: Record<string, TenantSettings> = JSON.parse(
  readFileSync(path.join(__dirname, '../../parity/tenants.json'), 'utf8'),
);
for (const [name, settings] of Object.entries(tenants)) {
  new TenantStack(app, name, settings, {stackName: 'headroom-tenant'});
}
app.synth();
