// SPDX-License-Identifier: Apache-2.0
import type { Call, JournalRecord } from "payments-journal";

import type { Claim, Lease } from "../../../../services/payments-api/operations/ports";
import type { StoredRequest } from "../../../../services/payments-api/operations/processor";
import type { RegionName } from "../engine/plan";
import type { Host, Perform } from "./host";
import type { LogDriver } from "./log-driver";
import type { SimulatedProcessors } from "./processors";
import type { StoreState } from "./store";
import { dawn, deadlines, type World } from "./world";

type Transaction = (state: StoreState) => unknown;

/** What each method of the port does in the database, once the fence is checked. */
const transactions: Readonly<
  Record<string, (args: readonly unknown[], now: number) => Transaction>
> = {
  begin:
    ([, intent, lease], now) =>
    (state) =>
      state.begin(intent as JournalRecord, lease as Lease, now),
  repeated:
    ([, merchant, key, lease], now) =>
    (state) =>
      state.repeated(merchant as string, key as string, lease as Lease, now),
  beginRefund:
    ([, intent, lease], now) =>
    (state) =>
      state.beginRefund(intent as JournalRecord, lease as Lease, now),
  advance:
    ([, record]) =>
    (state) =>
      state.advance(record as JournalRecord),
  notice:
    ([, record]) =>
    (state) =>
      state.notice(record as JournalRecord),
  finished:
    ([, operation, journaled]) =>
    (state) => {
      state.finished(operation as string, journaled as number);
    },
  claim:
    ([, claim, lease], now) =>
    (state) =>
      state.claim(claim as Claim, lease as Lease, now),
};

/** The same for what changes nothing. */
const queries: Readonly<Record<string, (args: readonly unknown[]) => Transaction>> = {
  find:
    ([, operation]) =>
    (state) =>
      state.find(operation as string),
  findPayment:
    ([, merchant, payment]) =>
    (state) =>
      state.findPayment(merchant as string, payment as string),
  unjournaled:
    ([, operation]) =>
    (state) =>
      state.unjournaled(operation as string),
};

/** Does the calls of the payment procedures for a process that writes one log. */
export function paymentPorts(
  world: World,
  host: Host,
  driver: LogDriver,
  processors: SimulatedProcessors,
): Perform {
  return (call, answered, failed) => {
    switch (call.port) {
      case "operations": {
        const act = () => operate(world, host.region, call);
        world.askDatabase(host, call.step, host.region, act, answered, failed);
        return;
      }
      case "log":
        driver.append(
          call.args[0] as JournalRecord,
          () => {
            answered(undefined);
          },
          failed,
        );
        return;
      case "processors":
        world.network.send({
          step: call.step,
          from: host.region,
          to: "processor",
          act: () => processors.send(call.args[0] as StoredRequest),
          answered,
          failed,
          deadline: deadlines.processor,
          thinking: processors.slowness,
          unknown: () => world.unavailable("the processor did not answer"),
        });
        return;
      case "wall":
        answered(wallTime(world, host, call.method));
        return;
      case "pager":
        answered(undefined);
        return;
      default:
        failed(new TypeError(`step ${call.step}: no port ${call.port}`));
    }
  };
}

function operate(world: World, region: RegionName, call: Call): unknown {
  world.requireWriter(region);
  const epoch = call.args[0] as number;
  const query = queries[call.method]?.(call.args);
  if (query) {
    const state = world.databases.read(region);
    state.check(epoch);
    return query(state);
  }
  const transaction = transactions[call.method]?.(call.args, world.timeline.now);
  if (!transaction) throw new TypeError(`step ${call.step}: no ${call.port}.${call.method}`);
  const seen = world.databaseTime(region);
  const result = world.databases.commit(region, (state) => {
    state.check(epoch);
    state.highWater = Math.max(state.highWater, seen);
    return transaction(state);
  });
  const { fence } = world.databases.read(region);
  if (fence !== epoch) world.judge.wroteAcrossFence(epoch, fence);
  return result;
}

function wallTime(world: World, host: Host, method: string): number {
  const own = dawn + host.wallTime;
  const database = world.databaseTime(host.region);
  if (method === "earliest") return Math.min(own, database);
  return Math.max(own, database, world.databases.read(host.region).highWater);
}
