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
 * For how long a processor that is not in use here is taken to remember a key, in milliseconds: a day.
 * Nothing is sent to it meanwhile, and then its open operations are for a person.
 */
const unknownKeyAge = 86_400_000;

/**
 * What is known of all processors, of those in use and of those that are not: an operation of one
 * that was taken out of use is not sent, and is not concluded either: it comes to be reviewed.
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
  return {
    keyAge: unknownKeyAge,
    accepts: () => false,
    prepareCharge: refuse,
    prepareRefund: refuse,
  };
}

function notInUse(name: ProcessorName): string {
  return `${name} is not in use here`;
}
