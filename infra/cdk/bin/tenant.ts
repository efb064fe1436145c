import {App} from 'aws-cdk-lib';
import {TENANT_SETTINGS, TenantStack} from '../lib/tenant';

/** Deploys the role of one tenant: `npx cdk deploy --app "npx tsx bin/tenant.ts" -c Tenant=acme -c ...`. */
const app = new App();
const settings = Object.fromEntries(
  TENANT_SETTINGS.map((name) => [name, app.node.tryGetContext(name)]).filter(([, value]) => value),
);
new TenantStack(app, app.node.tryGetContext('StackName') ?? `headroom-tenant-${settings['Tenant'] ?? 'unnamed'}`, settings);
