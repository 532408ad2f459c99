// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";
import type { ProcessorFacts } from "../operations/ports";
import type {
  Processor,
  ProcessorAnswer,
  ProcessorName,
  StoredRequest,
} from "../operations/processor";
import { processorNames } from "../operations/processor";

/**
 * What is known of all processors, of those in use and of those that are not: an operation of one
 * that was taken out of use stays open, and is neither sent nor given up.
 */
export function allProcessors(
  used: ReadonlyMap<ProcessorName, ProcessorFacts>,
): Readonly<Record<ProcessorName, ProcessorFacts>> {
  const all = processorNames.map((name) => [name, used.get(name) ?? outOfUse(name)] as const);
  return Object.fromEntries(all) as Record<ProcessorName, ProcessorFacts>;
}

/** Sends each request by its own processor. */
export function sendBy(
  used: ReadonlyMap<ProcessorName, Pick<Processor, "send">>,
): (request: StoredRequest) => Promise<ProcessorAnswer> {
  return async (request) => {
    const processor = used.get(request.processor);
    if (processor === undefined) throw new Unavailable(notInUse(request.processor));
    return await processor.send(request);
  };
}

function outOfUse(name: ProcessorName): ProcessorFacts {
  const refuse = () => {
    throw new Unavailable(notInUse(name));
  };
  return { keyAge: Infinity, accepts: () => false, prepareCharge: refuse, prepareRefund: refuse };
}

function notInUse(name: ProcessorName): string {
  return `${name} is not in use here`;
}
