// SPDX-License-Identifier: Apache-2.0
import { toGibibytes } from "../../components/shared/units";
import type { Topology } from "../../stacks/topology";

/** Hours of an average month, as AWS's own calculator counts. */
export const hoursPerMonth = 730;
const secondsPerMonth = hoursPerMonth * 3_600;
const bytesPerGb = 1e9;

/**
 * What flows and what is stored, which no resource says. Every figure is an ESTIMATE, to be replaced
 * by what the platform's own meters show.
 */
export interface Volumes {
  /** The region that takes the payments; its writes go to the others. */
  readonly activeRegion: string;
  /** GB that the database holds, in every region. */
  readonly databaseGb: number;
  /** GiB of a copy of an RDS instance, which says nothing of its own. */
  readonly allocatedGib: number;
  /** Millions of storage requests of the database a month, in the active region. */
  readonly databaseRequests: number;
  /** Millions of writes a month that are copied to each other region. */
  readonly databaseWrites: number;
  /** GB a month of the database's log to each other region. */
  readonly databaseLogGb: number;
  /** Millions of write units a month on the journal, in each replica. */
  readonly journalWrites: number;
  /** GB a month that are written to the journal. */
  readonly journalGb: number;
  /** GB that the journal holds in each replica. */
  readonly journalStoredGb: number;
  /** GB a month between the active region and what it calls on the internet, both ways. */
  readonly processorGb: number;
  /** GB a month from the active region to the internet. */
  readonly egressGb: number;
  /** Load balancer capacity units in use in the active region, on average. */
  readonly loadBalancerUnits: number;
  /** GB a month of events in one log group. */
  readonly logGb: number;
  /** GB a month of one network's flow log. */
  readonly flowLogGb: number;
  /** GB that a bucket of logs holds. */
  readonly bucketGb: number;
  /** GB of images in a repository. */
  readonly imagesGb: number;
}

/** What a payment amounts to; ESTIMATES. */
const perPayment = {
  /** Kept for good: a payment of about 0.8 KB, two postings and their indexes. */
  databaseBytes: 2_000,
  /** The log that replication carries: the rows, the indexes and what surrounds them. */
  logBytes: 4_000,
  /** About six SQL statements, of which each commits or changes one page of 4 KB. */
  writes: 6,
  /** Most pages are in memory; two are not. */
  reads: 2,
  /** Before and after the call to a processor (stacks/environments/production.ts). */
  journalAppends: 2,
  journalBytes: 300,
  /** A TLS request to a processor and its answer. */
  processorBytes: 8_000,
  /** Of these the request, and the answer to the merchant. */
  egressBytes: 5_000,
};

/** A slot is written, and once more when it is used again: trimming costs what writing does. */
const journalWritesPerAppend = 2;

/** Appends go out together, so that a write unit of 1 KB is full. */
const bytesPerWriteUnit = 1_000;

/** Days of appends for which the slots of the journal suffice. */
const journalDays = 1;

/**
 * New TLS connections per second that one unit carries; one payment in five opens one.
 *
 * @see https://aws.amazon.com/elasticloadbalancing/pricing/
 */
const connectionsPerUnit = 50;
const connectionsPerPayment = 0.2;

/** Payments per second on average: in production a quarter of the peak of 2,000, elsewhere a few. */
const paymentsPerSecond: Readonly<Record<string, number>> = { production: 2_000 * 0.25 };
const paymentsPerSecondElsewhere = 1;

/** Months of payments that the database keeps; older ones are archived elsewhere. */
const monthsKept = 1;

/** The volumes of an environment. */
export function volumesOf(topology: Topology): Volumes {
  const rate = paymentsPerSecond[topology.environment] ?? paymentsPerSecondElsewhere;
  const payments = rate * secondsPerMonth;
  const gb = (bytes: number) => (payments * bytes) / bytesPerGb;
  const journalBytes = perPayment.journalAppends * perPayment.journalBytes;
  const isBusy = rate > paymentsPerSecondElsewhere;
  return {
    activeRegion: topology.activeRegion,
    databaseGb: monthsKept * gb(perPayment.databaseBytes),
    allocatedGib:
      topology.database.engine === "rds" ? toGibibytes(topology.database.storage.allocated) : 0,
    databaseRequests: (payments * (perPayment.writes + perPayment.reads)) / 1e6,
    databaseWrites: (payments * perPayment.writes) / 1e6,
    databaseLogGb: gb(perPayment.logBytes),
    journalWrites: (payments * journalBytes * journalWritesPerAppend) / bytesPerWriteUnit / 1e6,
    journalGb: gb(journalBytes * journalWritesPerAppend),
    journalStoredGb: (rate * 86_400 * journalDays * journalBytes) / bytesPerGb,
    processorGb: gb(perPayment.processorBytes),
    egressGb: gb(perPayment.egressBytes),
    loadBalancerUnits: (rate * connectionsPerPayment) / connectionsPerUnit,
    logGb: isBusy ? 30 : 2,
    flowLogGb: isBusy ? 300 : 5,
    bucketGb: isBusy ? 1_000 : 20,
    imagesGb: 5,
  };
}
