// SPDX-License-Identifier: Apache-2.0
import { expectFlag, found, setFlag } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

const subnet = "aws:ec2/subnet:Subnet";

export const keepAddressesPrivate = resourceRule({
  id: "keep-addresses-private",
  requirement: "Nothing gets a public address merely by being started in a subnet.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A subnet that hands out public addresses puts every instance that is started there on the internet; gateways and load balancers bring their own.",
  sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html"],
  frameworks: [pciDss("1.4.4"), wellArchitected("SEC05-BP01")],
  fix: "Set mapPublicIpOnLaunch, or a template's associatePublicIpAddress, to false.",
  types: [subnet, "aws:ec2/launchTemplate:LaunchTemplate"],
  check(resource, context) {
    if (resource.type === subnet) {
      // AWS's own default is false.
      if (!resource.at("mapPublicIpOnLaunch").isGiven) return;
      return expectFlag(resource, ["mapPublicIpOnLaunch"], false, context);
    }
    context.each(resource.at("networkInterfaces").items(), (one) => {
      const associates = one.at("associatePublicIpAddress");
      if (associates.flag() === true) context.violation(resource, found(associates));
    });
  },
  remedy(resource) {
    const given = resource.type === subnet && resource.at("mapPublicIpOnLaunch").isGiven;
    return given ? setFlag("mapPublicIpOnLaunch", false)(resource) : undefined;
  },
});
