import {existsSync} from 'node:fs';
import * as path from 'node:path';
import {App} from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {propsOf, settingsOf} from '../lib/settings';
import {HeadroomStack} from '../lib/stack';

/** Deploys one Headroom. Context: StackName, Artifact (the zip), and the settings of `lib/settings.ts`. */
const app = new App();
const artifact: string = app.node.tryGetContext('Artifact') ?? path.join(__dirname, '../../../target/function.zip');
if (!existsSync(artifact)) {
  throw new Error(`There is no artifact at ${artifact}. Make it with ./mvnw package, or name it with -c Artifact=...`);
}
new HeadroomStack(app, app.node.tryGetContext('StackName') ?? 'headroom', (stack) =>
  propsOf(stack, settingsOf(app), lambda.Code.fromAsset(artifact)),
);
