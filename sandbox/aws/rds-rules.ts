// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { text, texts } from "../provider/values";
import { mustExist } from "./rules";

export const rdsSource =
  "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/rds";
export const rdsApi = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference";

export const subnetGroupToken = "aws:rds/subnetGroup:SubnetGroup";
const keyToken = "aws:kms/key:Key";
const securityGroupToken = "aws:ec2/securityGroup:SecurityGroup";

/** Refuses to delete what says that it must not be deleted; `what` as AWS's message calls it. */
export function deletionProtected(source: string, what = "Cluster"): Rule {
  return {
    code: "InvalidParameterCombination",
    property: "deletionProtection",
    stage: "delete",
    source,
    refuses: ({ old }) =>
      old.deletionProtection === true
        ? `Cannot delete protected ${what}, please disable deletion protection and try again.`
        : undefined,
  };
}

/** A key of another region can't encrypt here. */
export function keyIsThere(source: string): Rule {
  return mustExist(
    { code: "KMSKeyNotAccessibleFault", property: "kmsKeyId", source },
    {
      to: keyToken,
      by: ["id", "arn"],
      known: /alias\//,
      says: (key) =>
        `The specified KMS key [${key}] does not exist, is not enabled or you do not have permissions to access it.`,
    },
  );
}

export function subnetGroupIsThere(source: string): Rule {
  return mustExist(
    { code: "DBSubnetGroupNotFoundFault", property: "dbSubnetGroupName", source },
    {
      to: subnetGroupToken,
      known: /^default$/,
      says: (name) => `DB subnet group '${name}' does not exist.`,
    },
  );
}

export function securityGroupsAreThere(source: string): Rule {
  return mustExist(
    { code: "InvalidParameterValue", property: "vpcSecurityGroupIds", source },
    {
      to: securityGroupToken,
      says: (id) => `Invalid security group , groupId= ${id}, groupName=.`,
    },
  );
}

/** A security group works in its own VPC only. */
export const securityGroupsOfTheVpc: Rule = {
  code: "InvalidParameterCombination",
  property: "vpcSecurityGroupIds",
  stage: "write",
  source:
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  refuses: ({ inputs, region, cloud }) => {
    const name = text(inputs, "dbSubnetGroupName") ?? "";
    const vpc = text(cloud.find(subnetGroupToken, name, region)?.computed ?? {}, "vpcId") ?? "";
    if (vpc === "") return undefined;
    const stranger = texts(inputs, "vpcSecurityGroupIds")
      .map((id) => text(cloud.find(securityGroupToken, id, region)?.inputs ?? {}, "vpcId"))
      .find((other) => other !== undefined && other !== vpc);
    return (
      stranger &&
      `The DB instance and EC2 security group are in different VPCs. The DB instance is in ${vpc} and the EC2 security group is in ${stranger}`
    );
  },
};

/**
 * Majors that have been on RDS since 2023. Minors come every quarter, so no list of them stays true;
 * none of these majors has had more than this.
 */
const postgresMajors = { from: 11, to: 18 };
const mostMinors = 30;

function isPostgresVersion(version: string): boolean {
  const [, major = "", minor = "0"] = /^(\d+)(?:\.(\d+))?$/.exec(version) ?? [];
  const { from, to } = postgresMajors;
  return Number(major) >= from && Number(major) <= to && Number(minor) <= mostMinors;
}

/** A version of PostgreSQL that there can't be. */
export const versionIsKnown: Rule = {
  code: "InvalidParameterCombination",
  property: "engineVersion",
  stage: "write",
  source:
    "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-versions.html",
  refuses: ({ inputs }) => {
    const [engine, version] = [text(inputs, "engine"), text(inputs, "engineVersion")];
    if (engine?.includes("postgres") !== true || version === undefined) return undefined;
    return isPostgresVersion(version) ? undefined : `Cannot find version ${version} for ${engine}`;
  },
};

/** Families that take PostgreSQL, of either engine. */
const classFamilies =
  /^db\.(t3|t4g|m5d?|m6g|m6gd|m6i|m6id|m7g|m7i|m8g|m8gd|r5|r5b|r5d|r6g|r6gd|r6i|r6id|r7g|r7i|r8g|r8gd|c6gd|x2g|x2iedn)\.[a-z0-9]+(\.[a-z0-9.]+)?$/;

/** A class of EC2, or one that doesn't exist. */
export const classIsKnown: Rule = {
  code: "InvalidParameterValue",
  property: "instanceClass",
  stage: "write",
  source:
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html",
  refuses: ({ inputs }) => {
    const name = text(inputs, "instanceClass");
    return name === undefined || name === "db.serverless" || classFamilies.test(name)
      ? undefined
      : `Invalid DB Instance class: ${name}`;
  },
};

const shortestPassword = 8;

/** PostgreSQL's administrator has at least eight characters. */
export function passwordIsLongEnough(property: string, source: string): Rule {
  return {
    code: "InvalidParameterValue",
    property,
    stage: "write",
    source,
    refuses: ({ inputs }: Self) => {
      const password = text(inputs, property);
      return password === undefined || password.length >= shortestPassword
        ? undefined
        : `The parameter MasterUserPassword is not a valid password because it is shorter than ${shortestPassword} characters.`;
    },
  };
}
