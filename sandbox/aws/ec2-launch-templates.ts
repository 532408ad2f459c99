// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { at } from "../provider/values";
import { arn } from "./arn";

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

/** Launch templates. */
export const ec2LaunchTemplates: readonly ResourceType[] = [
  {
    token: "aws:ec2/launchTemplate:LaunchTemplate",
    source:
      "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplateVersion.html",
    id: ({ unique }) => `lt-${unique(17)}`,
    autoName: { property: "name", maximumLength: 125 },
    replaceOn: ["name", "namePrefix"],
    renews: ["latestVersion"],
    outputs: (self) => ({
      arn: arn(self, "ec2", `launch-template/${self.id}`),
      ...versions(self),
    }),
  },
];
