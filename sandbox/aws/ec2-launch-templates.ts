// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { at } from "../provider/values";
import { arn } from "./arn";
import { ec2Errors } from "./ec2-lookups";
import { mustBeWithin, mustMatch } from "./value-rules";

const token = "aws:ec2/launchTemplate:LaunchTemplate";
const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";

/** Every change makes a new version; the default stays where it is, unless asked to follow. */
function versions({ inputs, old }: Self): Record<string, unknown> {
  const latestVersion = numberOr(at(old, "latestVersion"), 0) + 1;
  const follows = inputs.updateDefaultVersion === true;
  const defaultVersion = follows ? latestVersion : numberOr(at(old, "defaultVersion"), 1);
  return { latestVersion, defaultVersion: numberOr(inputs.defaultVersion, defaultVersion) };
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

/** A template is known by its name in a region. */
const nameTaken: Rule = {
  code: "InvalidLaunchTemplateName.AlreadyExistsException",
  property: "name",
  stage: "create",
  source: ec2Errors,
  refuses: ({ inputs, cloud, region }) =>
    cloud.list(token, region).some((other) => other.inputs.name === inputs.name)
      ? "Launch template name already in use."
      : undefined,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateInstanceMetadataOptionsRequest.html */
const [fewestHops, mostHops] = [1, 64];

/** Launch templates. */
export const ec2LaunchTemplates: readonly ResourceType[] = [
  {
    token,
    source: `${api}/API_CreateLaunchTemplateVersion.html`,
    id: ({ unique }) => `lt-${unique(17)}`,
    autoName: { property: "name", maximumLength: 125 },
    replaceOn: ["name", "namePrefix"],
    renews: ["latestVersion"],
    outputs: (self) => ({
      arn: arn(self, "ec2", `launch-template/${self.id}`),
      ...versions(self),
    }),
    rules: [
      mustMatch(
        {
          code: "InvalidLaunchTemplateName.MalformedException",
          property: "name",
          source: ec2Errors,
        },
        {
          pattern: /^[0-9A-Za-z()./_-]{3,128}$/,
          shortest: 0,
          says: (name) =>
            `"name" must have 3 to 128 letters, digits and ()./_- characters: ${name}`,
        },
      ),
      mustBeWithin(
        {
          code: "InvalidParameterValue",
          property: "metadataOptions.httpPutResponseHopLimit",
          source: `${api}/API_LaunchTemplateInstanceMetadataOptionsRequest.html`,
        },
        { least: fewestHops, most: mostHops },
      ),
      nameTaken,
    ],
  },
];
