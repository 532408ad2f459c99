// SPDX-License-Identifier: Apache-2.0
import { found, isFilled } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const askRegionalSts = resourceRule({
  id: "ask-regional-sts",
  requirement: "Providers of AWS take their credentials from the STS of their own region.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "A provider that asks another region for credentials can change nothing in its own when that one is down, which is when the change is urgent.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/provider/",
  ],
  frameworks: [wellArchitected("REL11-BP04"), wellArchitected("REL10-BP01")],
  fix: "Set stsRegion to the provider's region.",
  types: ["pulumi:providers:aws"],
  check(provider, { violation }) {
    const [sts, region] = [provider.at("stsRegion"), provider.at("region")];
    if (!isFilled(sts)) return violation(provider, "it may ask any region's STS");
    if (sts.text() !== region.text())
      violation(provider, `${found(sts)}, its region ${region.shown()}`);
  },
});
