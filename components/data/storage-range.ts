// SPDX-License-Identifier: Apache-2.0
import { toGibibytes, type Size } from "../shared/units";

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html: gp3 for PostgreSQL. */
const gibibytes = { fewest: 20, most: 65_536 } as const;

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html: 10 percent. */
const leastGrowth = 1.1;

/** What is wrong with a range of storage, as the end of a sentence; undefined where nothing is. */
export function storageProblem(allocated: Size, maximum: Size): string | undefined {
  const [from, to] = [toGibibytes(allocated), toGibibytes(maximum)];
  if (from < gibibytes.fewest || to > gibibytes.most) {
    return `is outside of the ${gibibytes.fewest} to ${gibibytes.most} GiB that RDS gives PostgreSQL`;
  }
  return to < from * leastGrowth
    ? "leaves less than a tenth to grow, which RDS asks for"
    : undefined;
}
