// SPDX-License-Identifier: Apache-2.0

/**
 * Families of instances. Newer generations than these pass, as AWS adds some every year.
 *
 * EC2's API model of 2026-05.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html
 */
const families = new Set(
  [
    "a1",
    "c1 c3 c4 c5 c5a c5ad c5d c5n c6a c6g c6gd c6gn c6i c6id c6in c7a c7g c7gd c7gn c7i c7i-flex c8a c8g c8gb c8gd c8gn c8i c8i-flex c8id",
    "cc1 cc2",
    "cg1",
    "cr1",
    "d2 d3 d3en",
    "dl1 dl2q",
    "f1 f2",
    "g2 g3 g3s g4ad g4dn g5 g5g g6 g6e g6f g7e",
    "gr6 gr6f",
    "h1",
    "hi1",
    "hpc6a hpc6id hpc7a hpc7g hpc8a",
    "hs1",
    "i2 i3 i3en i4g i4i i7i i7ie i8g i8ge",
    "im4gn",
    "inf1 inf2",
    "is4gen",
    "m1 m2 m3 m4 m5 m5a m5ad m5d m5dn m5n m5zn m6a m6g m6gd m6i m6id m6idn m6in m7a m7g m7gd m7i m7i-flex m8a m8azn m8g m8gb m8gd m8gn m8i m8i-flex m8id",
    "mac-m4 mac-m4max mac-m4pro mac1 mac2 mac2-m1ultra mac2-m2 mac2-m2pro",
    "p2 p3 p3dn p4d p4de p5 p5e p5en p6-b200 p6-b300 p6e-gb200",
    "r3 r4 r5 r5a r5ad r5b r5d r5dn r5n r6a r6g r6gd r6i r6id r6idn r6in r7a r7g r7gd r7i r7iz r8a r8g r8gb r8gd r8gn r8i r8i-flex r8id",
    "t1 t2 t3 t3a t4g",
    "trn1 trn1n trn2",
    "u-12tb1 u-18tb1 u-24tb1 u-3tb1 u-6tb1 u-9tb1 u7i-12tb u7i-6tb u7i-8tb u7ib-12tb u7in-16tb u7in-24tb u7in-32tb u7inh-32tb",
    "vt1",
    "x1 x1e x2gd x2idn x2iedn x2iezn x8aedz x8g x8i",
    "z1d",
  ].flatMap((series) => series.split(" ")),
);

const newestGeneration = 8;

/** Regions of families that only some have. */
const onlyIn: Readonly<Record<string, readonly string[]>> = {
  dl1: ["us-east-1", "us-west-2"],
  p4de: ["us-east-1", "us-west-2"],
};

/** `m7gd.2xlarge`: series, generation, the rest of the family, size. */
const shape =
  /^(?<family>[a-z]+-?(?<generation>\d*)[a-z0-9-]*)\.(nano|micro|small|medium|large|xlarge|\d+xlarge|metal(-\d+xl)?)$/;

/** True for an instance type that a region has, as far as is known here. */
export function isOffered(instanceType: string, region: string): boolean {
  const { family = "", generation = "" } = shape.exec(instanceType)?.groups ?? {};
  if (family === "") return false;
  const known = families.has(family) || Number(generation) > newestGeneration;
  return known && onlyIn[family]?.includes(region) !== false;
}
