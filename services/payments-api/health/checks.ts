// SPDX-License-Identifier: Apache-2.0
import { connect, type PeerCertificate, type TLSSocket } from "node:tls";

import type { GuardedRedis } from "../fast-path/guarded-redis";
import type { Standing } from "../http/standing";
import type { Processor } from "../operations/processor";
import type { HealthPart } from "./part";

/**
 * Longest wait for one part, in milliseconds. Route 53 waits 4 seconds for a connection and 2 for an
 * answer, so a report has to be there within 2.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
const partMilliseconds = 1500;

/** What the check of the database needs to ask. */
export interface DatabaseState {
  /** Writes something small where the database takes writes; `false` where it is a standby. */
  writable(): Promise<boolean>;
}

/** The database takes writes; or it is a standby, and could be promoted. */
export function databasePart(database: DatabaseState, standing: Standing): HealthPart {
  return {
    name: "database",
    failure: "down",
    milliseconds: partMilliseconds,
    check: async () => {
      const writable = await database.writable();
      if (standing.role === "active") {
        return writable
          ? { status: "ok", reason: "takes writes" }
          : { status: "down", reason: "read-only, while this region is to write" };
      }
      return writable
        ? { status: "degraded", reason: "takes writes, and follows no other: rebuild it" }
        : { status: "ok", reason: "ready to promote" };
    },
  };
}

/** What the check of the journal needs to ask. */
export interface JournalState {
  /** Milliseconds since an append was accepted, `undefined` without an open log. */
  sinceAccepted(): number | undefined;
  /** Reads something strongly consistent. @throws Unavailable */
  reachable(): Promise<void>;
}

/** The journal takes appends, shown by the heartbeats of this process; or, without a log, is read. */
export function journalPart(journal: JournalState, staleMilliseconds: number): HealthPart {
  return {
    name: "journal",
    failure: "down",
    milliseconds: partMilliseconds,
    check: async () => {
      const since = journal.sinceAccepted();
      if (since === undefined) {
        await journal.reachable();
        return { status: "ok", reason: "can be read; no log is open here" };
      }
      if (since <= staleMilliseconds) return { status: "ok", reason: "takes appends" };
      return { status: "down", reason: `no append accepted for ${Math.round(since)} ms` };
    },
  };
}

/** Redis answers. Without it all is slower, and nothing else. */
export function redisPart(redis: GuardedRedis): HealthPart {
  return {
    name: "redis",
    failure: "degraded",
    milliseconds: partMilliseconds,
    check: async () => {
      const { ok } = await redis.attempt((client) => client.ping());
      return ok ? { status: "ok" } : { status: "degraded", reason: "no answer" };
    },
  };
}

/** At least one processor can be reached. */
export function processorsPart(
  processors: readonly Pick<Processor, "name" | "ping">[],
): HealthPart {
  return {
    name: "processors",
    failure: "degraded",
    milliseconds: partMilliseconds,
    check: async () => {
      const reached = processors.map(async (processor) => {
        await processor.ping();
        return processor.name;
      });
      return { status: "ok", reason: `${await Promise.any(reached)} answers` };
    },
  };
}

/** Days before its end from which a certificate counts as near expiry; ACM renews 60 days ahead. */
const certificateDays = 21;
const dayMilliseconds = 86_400_000;

/** The certificate that clients meet is valid, and will be for some weeks. */
export function certificatePart(address: string, wall: () => number = Date.now): HealthPart {
  const [host = "", port] = address.split(":");
  return {
    name: "certificate",
    failure: "degraded",
    milliseconds: partMilliseconds,
    check: async () => {
      const { authorized, certificate } = await certificateAt(host, Number(port));
      const days = Math.floor((Date.parse(certificate.valid_to) - wall()) / dayMilliseconds);
      if (!authorized) return { status: "degraded", reason: "is not one that clients trust" };
      if (days < certificateDays) return { status: "degraded", reason: `ends in ${days} days` };
      return { status: "ok", reason: `ends in ${days} days` };
    },
  };
}

async function certificateAt(
  host: string,
  port: number,
): Promise<{ readonly authorized: boolean; readonly certificate: PeerCertificate }> {
  return await new Promise((resolve, reject) => {
    const socket: TLSSocket = connect(
      // One that isn't trusted is what this is to find out.
      { host, port, servername: host, rejectUnauthorized: false, timeout: partMilliseconds },
      () => {
        const { authorized } = socket;
        const certificate = socket.getPeerCertificate();
        socket.destroy();
        resolve({ authorized, certificate });
      },
    );
    socket.on("error", reject);
    socket.on("timeout", () => socket.destroy(new Error("no handshake in time")));
  });
}
