// SPDX-License-Identifier: Apache-2.0
import type { Cloud } from "../provider/cloud";
import { describeFaults } from "./faults";
import { describeOutages } from "./outages";

/** Reminds whoever set an outage or a fault, and forgot it; on stderr, beside any JSON. */
export function tellTroubles(cloud: Cloud, environment: string): void {
  const outages = describeOutages(cloud, environment);
  const faults = describeFaults(cloud).map((fault) => `a fault is set: ${fault}`);
  for (const line of [...outages, ...faults]) process.stderr.write(`note: ${line}\n`);
}
