// SPDX-License-Identifier: Apache-2.0
import type { Volumes } from "../../review/cost/volumes";
import type { ExportedResource } from "../../review/graph/exported";
import { urnOf } from "./preview-steps";

/** Round figures, each of its own size. */
export const volumes: Volumes = {
  activeRegion: "us-east-1",
  databaseGb: 100,
  allocatedGib: 20,
  databaseRequests: 10,
  databaseWrites: 5,
  databaseLogGb: 200,
  journalWrites: 3,
  journalGb: 400,
  journalStoredGb: 50,
  processorGb: 1_000,
  egressGb: 500,
  loadBalancerUnits: 2,
  logGb: 10,
  flowLogGb: 40,
  bucketGb: 300,
  imagesGb: 5,
};

type Plain = Readonly<Record<string, unknown>>;

/** A resource of a graph whose cost is asked. */
export function resource(
  type: string,
  inputs: Plain,
  name = "it",
  stack = "production-us-east-1",
): ExportedResource {
  return { urn: urnOf(stack, type, name), type, custom: true, inputs };
}
