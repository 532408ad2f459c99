// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import { awsProvider } from "../../sandbox/aws";
import { Refusal } from "../../sandbox/provider/resource-type";
import type { Properties } from "../../sandbox/provider/values";
import { record } from "./mocks";
import { plain } from "./plain";
import { registerCases } from "./refusal-program";
import { raisedQuotas } from "./refusal-run";
import { account, StandIn } from "./stand-in";

/**
 * What the stand-in says to cases side by side, without an engine: every resource is checked and
 * created in the order in which the programs' values and `dependsOn` let it be. For each case its
 * refusals, `<token> <check or call> <code> <property>`.
 */
export async function refusalsOf(
  cases: readonly number[],
  mistakes: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const stand = new StandIn(awsProvider);
  stand.cloud.saveSettings({ account, quotas: raisedQuotas() });
  const refusals = new Map(cases.map((index): [number, string[]] => [index, []]));
  const regions = new Map<string, string>();
  const newResource: pulumi.runtime.Mocks["newResource"] = async (args) => {
    const { type, name, provider = "" } = args;
    const inputs = plain(args.inputs) as Properties;
    if (type.startsWith("pulumi:")) {
      regions.set(name, String(inputs.region));
      return { id: `${name}-id`, state: inputs };
    }
    const region = regions.get(provider.split("::").at(-2) ?? "");
    const answer = await make(region === undefined ? stand : stand.in(region), type, name, inputs);
    for (const refusal of answer.refused) refusals.get(caseOf(name))?.push(`${type} ${refusal}`);
    return { id: answer.id, state: answer.values };
  };
  await record(() => registerCases(cases, mistakes), {
    mocks: { newResource, call: ({ inputs }) => inputs as Properties },
  });
  stand.dispose();
  return refusals;
}

interface Answer {
  readonly id: string;
  readonly values: Properties;
  readonly refused: readonly string[];
}

/** What depends on something refused still runs; its own refusals would show that. */
async function make(
  stand: StandIn,
  token: string,
  name: string,
  inputs: Properties,
): Promise<Answer> {
  const { failures } = stand.check(token, name, inputs);
  const refused = failures.map(
    ({ property, reason }) => `check ${reason.split(":")[0]} ${property}`,
  );
  if (refused.length > 0) return { id: "refused", values: inputs, refused };
  try {
    const { object, state } = await stand.make(token, name, inputs);
    return { id: object.id, values: state, refused };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { id: "refused", values: inputs, refused: [`call ${error.code} ${error.property}`] };
  }
}

/** The number of the case that a resource is of: 12, of `c12-vpc`. */
function caseOf(name: string): number {
  return Number(/^c(\d+)/.exec(name)?.[1]);
}
