// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";

import { refusalCases } from "../engine/refusals";

/** Registers some cases' resources; runs inside a Pulumi program. */
export function registerCases(cases: readonly number[], mistakes: readonly number[]): void {
  for (const index of cases) {
    const name = `c${index}`;
    const providers = new Map<string, aws.Provider>();
    const providerIn = (region: string): aws.Provider => {
      const known = providers.get(region);
      const provider = known ?? new aws.Provider(`${name}-${region}`, { region });
      providers.set(region, provider);
      return provider;
    };
    refusalCases[index]?.program({
      aws,
      name,
      mistake: mistakes.includes(index),
      in: (region) => ({ provider: providerIn(region) }),
    });
  }
}
