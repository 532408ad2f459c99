// SPDX-License-Identifier: Apache-2.0

/** Thrown when something in the journal was written by a newer release than the one that reads it. */
export class NewerFormat extends Error {
  override readonly name = "NewerFormat";

  constructor(
    readonly where: string,
    readonly found: number,
    readonly known: number,
  ) {
    super(
      `${where} has format ${found}, and this release reads up to ${known}: ` +
        `run the release that wrote it, or a newer one`,
    );
  }
}
