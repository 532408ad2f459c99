// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../aws";
import { startEks } from "../eks/start";
import { kubernetesProvider } from "../kubernetes";
import { randomProvider } from "../random";
import { Cloud } from "./cloud";
import { type RunningProvider, serve } from "./server";

export interface StandInOptions {
  /** Folder of the cloud on disk. */
  readonly cloudDirectory: string;
  /** The account that the credentials belong to. */
  readonly accountId: string;
}

export interface StandIns {
  /** Value for `PULUMI_DEBUG_PROVIDERS`: `aws:1234,eks:1235,…` */
  readonly debugProviders: string;
  stop(): Promise<void>;
}

/** Starts every stand-in provider on a free loopback port. */
export async function startStandIns(options: StandInOptions): Promise<StandIns> {
  const cloud = new Cloud(options.cloudDirectory);
  const definitions = [awsProvider, kubernetesProvider, randomProvider];
  const running: RunningProvider[] = await Promise.all([
    ...definitions.map((definition) => serve(definition, cloud, options.accountId)),
    startEks(),
  ]);
  return {
    debugProviders: running.map(({ name, port }) => `${name}:${port}`).join(","),
    stop: async () => {
      await Promise.all(running.map((provider) => provider.stop()));
    },
  };
}
