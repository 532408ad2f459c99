// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { awsProvider } from "../../sandbox/aws";
import { Refusal } from "../../sandbox/provider/resource-type";
import type { Properties } from "../../sandbox/provider/values";
import { record } from "./mocks";
import { registerCases } from "./refusal-program";
import { raisedQuotas } from "./refusal-run";
import { account, StandIn } from "./stand-in";

/**
 * What the stand-in says to one case, without an engine: every resource is checked and created in
 * the order in which the program's values and `dependsOn` let it be. An entry for each refusal,
 * `<token> <check or call> <code> <property>`.
 */
export async function refusalsOf(index: number, mistake: boolean): Promise<string[]> {
  const stand = new StandIn(awsProvider);
  stand.cloud.saveSettings({ account, quotas: raisedQuotas() });
  const refusals: string[] = [];
  const regions = new Map<string, string>();
  const newResource: pulumi.runtime.Mocks["newResource"] = async (args) => {
    const { type, name, provider = "" } = args;
    const inputs = plain(args.inputs) as Properties;
    if (type.startsWith("pulumi:")) {
      regions.set(name, String(inputs.region));
      return { id: `${name}-id`, state: inputs };
    }
    const region = regions.get(provider.split("::").at(-2) ?? "");
    const state = await make(region === undefined ? stand : stand.in(region), type, name, inputs);
    return { id: state.id, state: state.values };
  };
  const make = async (here: StandIn, token: string, name: string, inputs: Properties) => {
    const { failures } = here.check(token, name, inputs);
    for (const { property, reason } of failures) {
      refusals.push([token, "check", reason.split(":")[0], property].join(" "));
    }
    // What depends on it still runs; its own refusals would show that it isn't there.
    const refused = { id: "refused", values: inputs };
    if (failures.length > 0) return refused;
    try {
      const { object, state } = await here.make(token, name, inputs);
      return { id: object.id, values: state };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push([token, "call", error.code, error.property].join(" "));
      return refused;
    }
  };
  const mocks = {
    newResource,
    call: (args: pulumi.runtime.MockCallArgs) => args.inputs as Properties,
  };
  await record(() => registerCases([index], mistake ? [index] : []), { mocks });
  stand.dispose();
  return refusals;
}

/** The values as JSON, secrets as what they hide. */
function plain(value: unknown): unknown {
  const known: unknown = pulumi.runtime.unwrapRpcSecret(value);
  if (Array.isArray(known)) return known.map(plain);
  if (typeof known !== "object" || known === null) return known;
  const parts = Object.entries(known).filter(([, part]) => part !== undefined);
  return Object.fromEntries(parts.map(([key, part]) => [key, plain(part)]));
}
