// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "./profile/modules";

/** What one run took. */
export interface Sample {
  /** From before it was started until after it had ended. */
  readonly seconds: number;
  /** Processor time of everything that it started; undefined where the machine can't tell. */
  readonly cpuSeconds: number | undefined;
  /** Most memory that all of it held at one time; undefined where the machine can't tell. */
  readonly peakBytes: number | undefined;
  /** Resources that it was about; undefined where that means nothing. */
  readonly resources?: number;
}

/** Samples by name. */
export type Samples = Readonly<Record<string, Sample>>;

/** What is measured once in each round. */
export interface Case {
  /** Names of the samples that a run gives. */
  readonly gives: readonly string[];
  /** Whether one run before the first counted round is worth its time: not where a run is minutes. */
  readonly warmUp: boolean;
  run(): Promise<Samples>;
}

/** A sum of samples over another, of the same round; by itself, in seconds, where there is none. */
export interface Ratio {
  readonly what: string;
  /** Names of the samples that are added up. */
  readonly of: readonly string[];
  readonly over: readonly string[];
  /** Whether both sides are divided by their resources first. */
  readonly perResource: boolean;
  /** Most that is good enough; undefined where nothing was promised. */
  readonly target: number | undefined;
  /** Shows where the time goes, for when the target is missed. */
  readonly profile?: () => Promise<readonly Profile[]>;
}

/** What belongs together and can be asked for by name. */
export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly ratios: readonly Ratio[];
  /** What a reader has to know about the figures. */
  readonly notes: readonly string[];
}
