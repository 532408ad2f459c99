// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";

const token = "aws:ec2/launchTemplate:LaunchTemplate";

/** A launch template; the mistake is in some of its properties. */
function templateCase(
  about: Pick<RefusalCase, "what" | "code" | "property">,
  mistaken: aws.ec2.LaunchTemplateArgs,
): RefusalCase {
  return {
    ...about,
    token,
    stage: "check",
    program: ({ aws, name, mistake }) => {
      const usual = { name: `${name}-nodes`, metadataOptions: { httpPutResponseHopLimit: 64 } };
      new aws.ec2.LaunchTemplate(`${name}-template`, { ...usual, ...(mistake ? mistaken : {}) });
    },
  };
}

export const ec2LaunchTemplates: readonly RefusalCase[] = [
  templateCase(
    {
      what: "a launch template's name with a space",
      code: "InvalidLaunchTemplateName.MalformedException",
      property: "name",
    },
    { name: "my nodes" },
  ),
  templateCase(
    {
      what: "65 hops to the metadata service",
      code: "InvalidParameterValue",
      property: "metadataOptions.httpPutResponseHopLimit",
    },
    { metadataOptions: { httpPutResponseHopLimit: 65 } },
  ),
  {
    what: "a launch template's name that is taken",
    token,
    code: "InvalidLaunchTemplateName.AlreadyExistsException",
    property: "name",
    stage: "create",
    program: ({ aws, name, mistake }) => {
      const first = new aws.ec2.LaunchTemplate(`${name}-first`, { name: `${name}-nodes` });
      const second = mistake ? `${name}-nodes` : `${name}-other-nodes`;
      new aws.ec2.LaunchTemplate(`${name}-second`, { name: second }, { dependsOn: [first] });
    },
  },
];
