// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { isRegional } from "../../lib/region";
import { resourceRule } from "../../lib/rule";

export const knowRegions = resourceRule({
  id: "know-regions",
  requirement: "The region of every regional resource is known before anything is made.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A resource without a region of its own or of its provider lands wherever the shell or the runner happens to point: the standby's database in the active region, for instance, where it is lost with it.",
  sources: [
    "https://www.pulumi.com/registry/packages/aws/how-to-guides/7-0-migration/",
    "https://www.pulumi.com/docs/iac/concepts/resources/providers/",
  ],
  frameworks: [wellArchitected("REL10-BP01")],
  fix: "Give the resource, or the component it stands in, a provider with a literal region.",
  types: ["aws:*"],
  check(resource, { violation }) {
    if (!isRegional(resource.type)) return;
    const { region } = resource;
    if (!region.isKnown) violation(resource, "its region is not known yet");
    else if (region.text() === undefined) {
      violation(resource, "neither it nor its provider has a region");
    }
  },
});
