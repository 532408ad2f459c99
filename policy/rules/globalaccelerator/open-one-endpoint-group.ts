// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { Referrers } from "../../lib/referrers";
import { stackRule } from "../../lib/rule";

const group = "aws:globalaccelerator/endpointGroup:EndpointGroup";
const listener = "aws:globalaccelerator/listener:Listener";

export const openOneEndpointGroup = stackRule({
  id: "open-one-endpoint-group",
  requirement: "Of a Global Accelerator listener's endpoint groups one has its traffic dial open.",
  severity: "critical",
  level: "advisory",
  protectsFrom:
    "With both dials open Global Accelerator sends clients to the nearest region, so that the standby takes payments that only the writer's region may take.",
  sources: [
    "https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-traffic-dial.html",
    "https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups.html",
  ],
  frameworks: [wellArchitected("REL13-BP02")],
  fix: "Set trafficDialPercentage of the standby's group to 0, or name the listener in the rule's setting if any region may take its traffic.",
  settings: {
    anyRegion: {
      description: "Names of listener resources whose traffic any region may take",
      default: [],
    },
  },
  types: [group],
  check(graph, { config, each, violation }) {
    const at = (one: (typeof graph.resources)[number]) => one.at("listenerArn");
    const groups = new Referrers(graph, graph.ofType(group), at, listener);
    each(graph.ofType(listener), (one) => {
      const all = groups.of(one);
      const open = all.filter((known) => (known.at("trafficDialPercentage").number() ?? 100) > 0);
      if (open.length === 1 || config.anyRegion.includes(one.name)) return;
      violation(one, `${open.length} of its ${all.length} endpoint groups are open`);
    });
  },
});
