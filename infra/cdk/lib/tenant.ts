import {CfnElement, CfnOutput, Stack, StackProps, Validations} from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {Construct} from 'constructs';
import * as permissions from './permissions';

/** What a {@link TenantReader} is made of. */
export interface TenantReaderProps {
  /** The id of the tenant, as in the manifest. */
  readonly tenant: string;
  /** The bucket of the pages: `pagesBucket` of a `Headroom`. */
  readonly bucket: s3.IBucket;
  /** The key of that Headroom; without it S3's own encrypts the pages. */
  readonly encryptionKey?: kms.IKey;
  /** Who may assume the role: a role, a user or an account. */
  readonly principal: iam.PrincipalBase;
  /** What whoever assumes the role must say; another one for each tenant, at least 16 characters. */
  readonly externalId: string;
  readonly permissionsBoundary?: iam.IManagedPolicy;
  readonly rolePath?: string;
}

/**
 * A role that reads the pages of one tenant and nothing else. In the account and region of the
 * Headroom; the same as `infra/sam/tenant.yaml`.
 */
export class TenantReader extends Construct {
  readonly role: iam.Role;
  /** Where the tenant's pages lie. */
  readonly folder: string;

  constructor(scope: Construct, id: string, props: TenantReaderProps) {
    super(scope, id);
    const wrong = [
      ...(/^[a-z0-9-]{1,64}$/.test(props.tenant) ? [] : [`tenant is ${props.tenant}: must be 1 to 64 of a-z, 0-9 and hyphens`]),
      ...(/^[A-Za-z0-9+=,.@:/_-]{16,256}$/.test(props.externalId)
        ? []
        : ['externalId must be 16 to 256 letters, digits and + = , . @ : / _ -']),
    ];
    if (wrong.length > 0) {
      throw new Error(wrong.join('\n'));
    }
    const {bucket, encryptionKey} = props;
    const place = `headroom/tenants/${props.tenant}/`;
    this.folder = `s3://${bucket.bucketName}/${place}`;
    this.role = new iam.Role(this, 'TenantRole', {
      description: `Reads the pages of the tenant ${props.tenant}`,
      path: props.rolePath ?? '/',
      ...(props.permissionsBoundary && {permissionsBoundary: props.permissionsBoundary}),
      assumedBy: props.principal.withConditions({StringEquals: {'sts:ExternalId': props.externalId}}),
      inlinePolicies: {
        'pages-of-tenant': new iam.PolicyDocument({
          statements: [
            permissions.allow(['s3:GetObject'], [bucket.arnForObjects(`${place}*`)]),
            // A listing needs a prefix: of the bucket as a whole it is refused.
            permissions.allow(['s3:ListBucket'], [bucket.bucketArn], {StringLike: {'s3:prefix': `${place}*`}}),
            ...(encryptionKey ? [permissions.decryptObjects(encryptionKey, bucket, Stack.of(this))] : []),
          ],
        }),
      },
    });
    const owner = bucket.node.defaultChild;
    const named = owner && CfnElement.isCfnElement(owner)
      ? `<${Stack.of(this).getLogicalId(owner)}.Arn>`
      : `arn:<AWS::Partition>:s3:::${bucket.bucketName}`;
    Validations.of(this.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${named}/${place}*]`,
      reason: "The folder is the tenant's own; which orgs it has is said after the deployment.",
    });
  }
}

/** The settings of a {@link TenantStack}: the names and values of the parameters of `infra/sam/tenant.yaml`. */
export const TENANT_SETTINGS = ['Tenant', 'PagesBucket', 'KmsKeyArn', 'PrincipalArn', 'ExternalId', 'PermissionsBoundaryArn', 'RolePath'] as const;
export type TenantSettings = Readonly<Partial<Record<(typeof TENANT_SETTINGS)[number], string>>>;

/** A stack with the role of one tenant, beside the stack of a Headroom. */
export class TenantStack extends Stack {
  /** Says all settings that are missing at once. */
  constructor(scope: Construct, id: string, settings: TenantSettings, stackProps?: StackProps) {
    super(scope, id, {
      description: "A role that one tenant of a Headroom may assume, and that reads the tenant's own pages and nothing else.",
      ...stackProps,
    });
    const {Tenant, PagesBucket, PrincipalArn, ExternalId, KmsKeyArn, PermissionsBoundaryArn, RolePath} = settings;
    if (!Tenant || !PagesBucket || !PrincipalArn || !ExternalId) {
      const missing = (['Tenant', 'PagesBucket', 'PrincipalArn', 'ExternalId'] as const).filter((name) => !settings[name]);
      throw new Error(`${missing.join(', ')} must be given, each with -c <name>=<value>.`);
    }
    if (!/^arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)\/[A-Za-z0-9+=,.@_/-]+)$/.test(PrincipalArn)) {
      throw new Error(`PrincipalArn is ${PrincipalArn}: must be the ARN of a role, of a user or of an account`);
    }
    const reader = new TenantReader(this, 'Headroom', {
      tenant: Tenant,
      bucket: s3.Bucket.fromBucketName(this, 'Pages', PagesBucket),
      principal: new iam.ArnPrincipal(PrincipalArn),
      externalId: ExternalId,
      ...(KmsKeyArn && {encryptionKey: kms.Key.fromKeyArn(this, 'Key', KmsKeyArn)}),
      ...(PermissionsBoundaryArn && {
        permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(this, 'Boundary', PermissionsBoundaryArn),
      }),
      ...(RolePath && {rolePath: RolePath}),
    });
    new CfnOutput(this, 'TenantRoleArn', {description: 'Role that the tenant assumes', value: reader.role.roleArn});
    new CfnOutput(this, 'TenantPages', {description: 'Folder that it may read', value: reader.folder});
  }
}
