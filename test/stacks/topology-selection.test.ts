// SPDX-License-Identifier: Apache-2.0
import { formatIssue } from "../../components/shared/issues";
import { environments } from "../../stacks/environments";
import { scopeName } from "../../stacks/topology";
import { select, type Selection } from "../../stacks/topology-selection";
import { productionBut } from "../support/topologies";

const good: Selection = {
  environment: "production",
  scope: "us-east-1",
  stack: "production-us-east-1",
};

function problems(
  change: Partial<Selection>,
  known: Readonly<Record<string, unknown>> = environments,
) {
  const selected = select(known, { ...good, ...change });
  return selected.ok ? [] : selected.issues.map(formatIssue);
}

describe("select", () => {
  it.each(["base", "us-east-1", "eu-west-1", "us-east-1-delivery", "eu-west-1-delivery", "global"])(
    "finds scope %s of both environments",
    (scope) => {
      for (const environment of ["production", "staging"]) {
        const selected = select(environments, {
          environment,
          scope,
          stack: `${environment}-${scope}`,
        });
        expect(selected).toMatchObject({ ok: true, topology: environments[environment] });
        if (selected.ok) expect(scopeName(selected.scope)).toBe(scope);
      }
    },
  );

  it("fails when the environment is unknown, and lists the known ones", () => {
    expect(problems({ environment: "prod", stack: "prod-us-east-1" })).toEqual([
      'payments:environment: must be one of production, staging, got "prod"; correct it in stacks/Pulumi.prod-us-east-1.yaml, or add stacks/environments/prod.ts',
    ]);
  });

  it.each(["toString", "__proto__", "constructor"])(
    "fails when the environment is called %s, which every object has",
    (environment) => {
      expect(problems({ environment })).toHaveLength(1);
    },
  );

  it("fails when the scope is unknown, and lists the valid ones", () => {
    expect(problems({ scope: "us-west-2", stack: "production-us-west-2" })).toEqual([
      'payments:scope: must be one of base, us-east-1, eu-west-1, us-east-1-delivery, eu-west-1-delivery, global, got "us-west-2"; correct it in stacks/Pulumi.production-us-west-2.yaml, or add the region to the topology',
    ]);
  });

  it("fails when both are missing, and says so once for both", () => {
    expect(problems({ environment: undefined, scope: undefined, stack: "dev" })).toEqual([
      "payments:environment: is missing; set it in stacks/Pulumi.dev.yaml: production, staging",
      "payments:scope: is missing; set it in stacks/Pulumi.dev.yaml: base, global, a region, or a region with -delivery",
    ]);
  });

  it("fails when only the scope is missing, and lists what this environment has", () => {
    expect(problems({ scope: undefined })).toEqual([
      "payments:scope: is missing; set it in stacks/Pulumi.production-us-east-1.yaml: base, us-east-1, eu-west-1, us-east-1-delivery, eu-west-1-delivery, global",
    ]);
  });

  it("fails when the stack has another name than its environment and scope say", () => {
    expect(problems({ stack: "production-use1" })).toEqual([
      'stack: must be called production-us-east-1, as its environment and scope say, got "production-use1"; select the stack production-us-east-1, or correct both values in stacks/Pulumi.production-use1.yaml',
    ]);
  });

  it("fails when the topology is wrong, and lists everything under the environment's name", () => {
    const production = productionBut((topology) => {
      topology.kubernetesVersion = "1.29";
      topology.activeRegion = "ap-south-1";
    });
    expect(problems({}, { production })).toEqual([
      'production: activeRegion: must be the founding region (us-east-1) or its peer (eu-west-1), got "ap-south-1"; name the one that the journal\'s control item names',
      'production: kubernetesVersion: must be one of 1.33, 1.34, 1.35, got "1.29"; choose one of them, or add it to stacks/topology-rules/cluster.ts with its dates',
    ]);
  });

  it("fails when an environment is listed under another name than its own", () => {
    const copy = productionBut(() => undefined);
    expect(problems({ environment: "copy" }, { copy })).toEqual([
      'copy: environment: must be "copy", the name under which the environment is listed, got "production"; give both the same name',
    ]);
  });
});
