// SPDX-License-Identifier: Apache-2.0

/** How a part is. `degraded` pages people; only `down` says that the region can't take payments. */
export type PartStatus = "ok" | "degraded" | "down";

/** What a check has to say of a part that works. */
export interface Finding {
  readonly status: PartStatus;
  /** @default - nothing to say */
  readonly reason?: string;
}

/** A part that the service stands on. */
export interface HealthPart {
  readonly name: string;
  /**
   * What its failure means. A shared provider that fails, fails in both regions: moving would help
   * nobody, so it only degrades.
   */
  readonly failure: "down" | "degraded";
  /** Longest wait for the check, in milliseconds; past it the part counts as failed. */
  readonly milliseconds: number;
  /** @throws when the part fails; the message must hold no secret */
  check(): Promise<Finding>;
}

/** A part, as it was found. */
export interface PartHealth extends Finding {
  readonly latencyMs: number;
}

/** Checks one part, within its time. */
export async function examine(
  part: HealthPart,
  now: () => number = () => performance.now(),
): Promise<PartHealth> {
  const start = now();
  const finding = await withDeadline(part).catch((error: unknown): Finding => {
    // Only the kind of an error: its text may have an address or a name of a user in it.
    const reason = error instanceof TooLate ? error.message : kindOf(error);
    return { status: part.failure, reason };
  });
  return { ...finding, latencyMs: Math.round(now() - start) };
}

class TooLate extends Error {}

async function withDeadline(part: HealthPart): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const late = new TooLate(`no answer within ${part.milliseconds} ms`);
    timer = setTimeout(() => reject(late), part.milliseconds);
  });
  try {
    return await Promise.race([part.check(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  const code = (error as NodeJS.ErrnoException).code;
  return typeof code === "string" ? `${error.name} ${code}` : error.name;
}
