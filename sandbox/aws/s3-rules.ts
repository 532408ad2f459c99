// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { at, isRecord, list, text, textsWithin } from "../provider/values";
import { coversAction, principalsOf, statementsOf, textsOf } from "./policy-documents";
import { policyRules } from "./policy-rules";
import { mustExist, type Wording } from "./rules";
import { mustBeOneOf, mustBeWithin } from "./value-rules";

export const s3Api = "https://docs.aws.amazon.com/AmazonS3/latest/API";
export const bucketToken = "aws:s3/bucket:Bucket";
const publicAccessBlock = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

/** Refuses the configuration of a bucket that isn't there. */
export const bucketMissing = mustExist(
  { code: "NoSuchBucket", property: "bucket", source: `${s3Api}/ErrorResponses.html` },
  {
    to: bucketToken,
    by: ["id", "arn"],
    place: () => undefined,
    says: () => "The specified bucket does not exist",
  },
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketForm =
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*\.\.)(?!\d+(\.\d+){3}$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const reservedEnd = /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

export const bucketName: Rule = {
  code: "InvalidBucketName",
  property: "bucket",
  stage: "create",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  refuses: ({ inputs }) => {
    const name = text(inputs, "bucket") ?? "bucket";
    return bucketForm.test(name) && !reservedEnd.test(name)
      ? undefined
      : `The specified bucket is not valid: ${name}`;
  },
};

const malformed: Wording = {
  code: "MalformedPolicy",
  property: "policy",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
};

const resourceElsewhere: Rule = {
  ...malformed,
  stage: "write",
  refuses: (self) => {
    const bucket = `arn:aws:s3:::${text(self.inputs, "bucket")}`;
    const covers = (resource: string): boolean =>
      resource.startsWith(bucket) ||
      (resource.includes("*") && bucket.startsWith(resource.split("*")[0] ?? ""));
    const outside = statements(self)
      .flatMap(({ Resource }) => textsOf(Resource))
      .some((resource) => !covers(resource));
    return outside ? "Policy has invalid resource" : undefined;
  },
};

const actionOfAnotherService: Rule = {
  ...malformed,
  stage: "write",
  refuses: (self) => {
    const other = statements(self)
      .flatMap(({ Action, NotAction }) => textsOf(Action ?? NotAction))
      .some((action) => action !== "*" && !/^s3:/i.test(action));
    return other ? "Policy has invalid action" : undefined;
  },
};

function statements({ inputs }: Self): ReturnType<typeof statementsOf> & object {
  return statementsOf(text(inputs, "policy") ?? "") ?? [];
}

/** A new bucket blocks such policies; a setting of the program's own may lift that. */
const publicWhileBlocked: Rule = {
  code: "AccessDenied",
  property: "policy",
  stage: "write",
  source:
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  refuses: (self) => {
    const block = self.cloud.find(publicAccessBlock, text(self.inputs, "bucket") ?? "");
    const blocked = block === undefined || block.inputs.blockPublicPolicy === true;
    const open = statements(self).some(
      (statement) =>
        statement.Effect === "Allow" &&
        statement.Condition === undefined &&
        principalsOf(statement).AWS?.includes("*") === true &&
        coversAction(statement, "s3:GetObject"),
    );
    return blocked && open
      ? "User is not authorized to perform: s3:PutBucketPolicy because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
      : undefined;
  },
};

export const bucketPolicyRules: readonly Rule[] = [
  ...policyRules(malformed, "resource"),
  resourceElsewhere,
  actionOfAnotherService,
  publicWhileBlocked,
];

const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3";

function xml(property: string, file: string): Wording {
  return { code: "MalformedXML", property, source: `${provider}/${file}` };
}

export const versioningRules: readonly Rule[] = [
  mustBeOneOf(xml("versioningConfiguration.status", "bucket_versioning.go"), [
    "Disabled",
    "Enabled",
    "Suspended",
  ]),
];

export const ownershipRules: readonly Rule[] = [
  mustBeOneOf(xml("rule.objectOwnership", "bucket_ownership_controls.go"), [
    "BucketOwnerEnforced",
    "BucketOwnerPreferred",
    "ObjectWriter",
  ]),
];

const encryption = "rules.applyServerSideEncryptionByDefault";

/** S3 takes any key's name, and fails when it writes: only the two arguments have to fit. */
const keyWithoutKms: Rule = {
  code: "InvalidArgument",
  property: `${encryption}.kmsMasterKeyId`,
  stage: "write",
  source: `${s3Api}/API_ServerSideEncryptionByDefault.html`,
  refuses: ({ inputs }) =>
    list(inputs, "rules").some(
      (rule) =>
        at({ rule }, "rule.applyServerSideEncryptionByDefault.sseAlgorithm") === "AES256" &&
        at({ rule }, "rule.applyServerSideEncryptionByDefault.kmsMasterKeyId") !== undefined,
    )
      ? "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse"
      : undefined,
};

export const encryptionRules: readonly Rule[] = [
  mustBeOneOf(xml(`${encryption}.sseAlgorithm`, "bucket_server_side_encryption_configuration.go"), [
    "AES256",
    "aws:kms",
    "aws:kms:dsse",
  ]),
  keyWithoutKms,
];

const lifecycle = `${s3Api}/API_PutBucketLifecycleConfiguration.html`;

const ruleTwice: Rule = {
  code: "InvalidArgument",
  property: "rules",
  stage: "write",
  source: lifecycle,
  refuses: ({ inputs }) => {
    const ids = textsWithin(inputs, "rules.id");
    return new Set(ids).size < ids.length
      ? "Rule ID must be unique. Found same ID for more than one rule"
      : undefined;
  },
};

const actions = [
  "abortIncompleteMultipartUpload",
  "expiration",
  "noncurrentVersionExpiration",
  "noncurrentVersionTransitions",
  "transitions",
];

const ruleWithoutAction: Rule = {
  code: "InvalidRequest",
  property: "rules",
  stage: "write",
  source: lifecycle,
  refuses: ({ inputs }) =>
    list(inputs, "rules").some(
      (rule) => isRecord(rule) && actions.every((action) => rule[action] === undefined),
    )
      ? "At least one action needs to be specified in a rule"
      : undefined,
};

/** Days that a rule waits. */
const days = [
  "rules.abortIncompleteMultipartUpload.daysAfterInitiation",
  "rules.expiration.days",
  "rules.noncurrentVersionExpiration.noncurrentDays",
];

export const lifecycleRules: readonly Rule[] = [
  ...days.map((property) =>
    mustBeWithin(
      {
        code: "InvalidArgument",
        property,
        source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html",
      },
      { least: 1, most: Infinity },
    ),
  ),
  mustBeOneOf(xml("rules.status", "bucket_lifecycle_configuration.go"), ["Disabled", "Enabled"]),
  ruleTwice,
  ruleWithoutAction,
];
