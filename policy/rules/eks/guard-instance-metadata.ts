// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const guardInstanceMetadata = resourceRule({
  id: "guard-instance-metadata",
  requirement: "Instance metadata is given by version 2 alone, and not to pods.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "By version 1 any request that a server can be made to send reads the node's credentials; with a hop limit above 1 a pod reads them too, and has the rights of the node.",
  sources: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
    "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
  ],
  frameworks: [pciDss("2.2.6"), wellArchitected("SEC06-BP02")],
  fix: "Set metadataOptions.httpTokens to required and httpPutResponseHopLimit to the rule's hopLimit.",
  settings: {
    hopLimit: { description: "Most hops of an answer; 1 leaves pods out", default: 1 },
  },
  types: ["aws:ec2/instance:Instance", "aws:ec2/launchTemplate:LaunchTemplate"],
  check(resource, { config, each, violation }) {
    const options = resource.at("metadataOptions");
    if (options.isKnown && options.at("httpEndpoint").text() === "disabled") return;
    const hops = options.at("httpPutResponseHopLimit");
    each([options.at("httpTokens")], (tokens) => {
      if (tokens.text() !== "required") violation(resource, `${tokens.path} is not required`);
    });
    // Left out it is 1, or what the account says.
    if ((hops.number() ?? 1) > config.hopLimit) violation(resource, found(hops));
  },
});
