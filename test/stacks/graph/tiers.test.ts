// SPDX-License-Identifier: Apache-2.0
import { environments } from "../../../stacks/environments";
import { publicName, regionsOf, type Service } from "../../../stacks/topology";
import { answersOf } from "../../support/answers";
import { finder, label, resourcesOf, stackOf, valuesAt } from "../../support/graph";
import { all, only } from "../../support/mocks";
import { platform, platformTimeout, type Resource, type StackGraph } from "../../support/platform";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const healthCheckType = "aws:route53/healthCheck:HealthCheck";
const recordType = "aws:route53/record:Record";

describe.each(Object.entries(environments))("the services of %s", (_, topology) => {
  let stacks: readonly StackGraph[];
  let globalResources: readonly Resource[];
  beforeAll(async () => {
    stacks = await platform(topology);
    globalResources = stackOf(stacks, "global").resources;
  }, platformTimeout);

  const home = topology.foundingRegion;
  const regions = topology.regions.map(({ name }) => name);
  const scopesWith = (type: string, { name }: Service) =>
    resourcesOf(stacks)
      .filter((resource) => resource.type === type)
      .filter((resource) => resource.name.startsWith(`payments-public-${name}-`))
      .map(({ scope }) => scope);
  const regionalRecords = ({ name }: Service) =>
    all(globalResources, recordType)
      .map(({ inputs }) => String(inputs.name))
      .filter((record) => regions.some((region) => record.startsWith(`${name}.${region}.`)));
  describe.each(topology.services)("such as $name of tier $tier", (service) => {
    const places = service.tier === 1 ? regions : [home];

    it("have a target group and a listener where they run", () => {
      expect(regionsOf(topology, service)).toEqual(places);
      expect(scopesWith("aws:lb/targetGroup:TargetGroup", service)).toEqual(places);
      expect(scopesWith("aws:lb/listener:Listener", service)).toEqual(places);
    });

    it("have their public name lead to the public load balancers of those regions", () => {
      const targets = answersOf(stacks, publicName(topology, service));
      expect(targets.map(({ name }) => name)).toEqual(places.map(() => "payments-public-balancer"));
      expect(targets.map(({ scope }) => scope).sort()).toEqual([...places].sort());
    });

    it("have a name per region, a check and an alarm of deep health only in tier 1", () => {
      const watched = service.tier === 1 ? regions : [];
      const checks = all(globalResources, healthCheckType)
        .map(({ inputs }) => String(inputs.fqdn))
        .filter((fqdn) => fqdn.startsWith(`${service.name}.`));
      const names = watched.map((region) => `${service.name}.${region}.${topology.dns.zone}`);
      expect(regionalRecords(service).sort()).toEqual([...names].sort());
      expect(checks.sort()).toEqual([...names].sort());
      const alarms = all(globalResources, alarmType).filter(({ name }) =>
        name.includes(`-health-alarm-${service.name}-`),
      );
      expect(alarms).toHaveLength(watched.length);
    });

    it("page by their alarms, or not, as their tier says", () => {
      const alarms = resourcesOf(stacks).filter(({ type, name }) =>
        [type === alarmType, name.startsWith(`payments-alarms-${service.name}-`)].every(Boolean),
      );
      expect(alarms.length).toBe(places.length * 2);
      for (const { inputs, scope } of alarms) {
        const topic = only(stackOf(stacks, scope).resources, "aws:sns/topic:Topic") as Resource;
        expect(inputs.tags).toMatchObject({ Tier: String(service.tier) });
        expect(inputs.alarmActions).toEqual(service.tier === 3 ? [] : [topic.arn]);
      }
    });
  });

  it("page for every other alarm by its tier, in its own region's topic", () => {
    const find = finder(stacks);
    const alarms = resourcesOf(stacks).filter(({ type }) => type === alarmType);
    const silent = alarms.filter(({ inputs }) => valuesAt(inputs, "alarmActions[]").length === 0);
    expect(silent.length).toBeGreaterThan(0);
    expect(silent.filter(({ inputs }) => valuesAt(inputs, "tags.Tier")[0] !== "3")).toEqual([]);
    const wrong = alarms.filter(({ inputs, region }) =>
      valuesAt(inputs, "alarmActions[]").some((topic) => find(topic)?.region !== region),
    );
    expect(wrong.map(label)).toEqual([]);
  });

  it("move by the latch alone: no alias follows its target's health", () => {
    const aliases = resourcesOf(stacks).filter(
      ({ type, inputs }) => type === recordType && inputs.aliases !== undefined,
    );
    expect(aliases.length).toBeGreaterThan(5);
    const publicNames = aliases.filter(({ scope }) => scope === "global");
    expect(
      new Set(
        publicNames.flatMap(({ inputs }) => valuesAt(inputs, "aliases[].evaluateTargetHealth")),
      ),
    ).toEqual(new Set([false]));
  });

  it("give a health check to no record but the primary, and that is both latches", () => {
    const find = finder(stacks);
    const checked = all(globalResources, recordType).filter(
      ({ inputs }) => inputs.healthCheckId !== undefined,
    );
    expect(checked.map(({ inputs }) => inputs.failoverRoutingPolicies)).toEqual([
      [{ type: "PRIMARY" }],
    ]);
    const [check] = checked.map(({ inputs }) => find(inputs.healthCheckId));
    const latches = valuesAt(check?.inputs, "childHealthchecks[]").map(find);
    expect(check?.inputs).toMatchObject({ type: "CALCULATED", childHealthThreshold: 1 });
    expect(latches).toHaveLength(2);
    for (const latch of latches) {
      expect(latch?.inputs).toMatchObject({
        type: "CLOUDWATCH_METRIC",
        insufficientDataHealthStatus: "LastKnownStatus",
      });
    }
  });
});
