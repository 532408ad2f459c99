// SPDX-License-Identifier: Apache-2.0
import { parse, stringify } from "yaml";

/** A Pulumi.<stack>.yaml. */
interface StackFile {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly encryptionsalt?: string;
}

/**
 * The sandbox's copy of a committed stack file: the same plain config, under the sandbox's own
 * passphrase. What encrypts the committed file's secrets (a key on AWS) is not here, so the secrets
 * and the settings of their provider stay out; the salt that an earlier copy got stays in, because
 * the state's secrets were encrypted with it.
 */
export function copyStackFile(
  committed: string,
  earlierCopy: string | undefined,
  overrides: Readonly<Record<string, string>>,
): string {
  const config = (parse(committed) as StackFile | null)?.config ?? {};
  const plain = Object.entries(config).filter(([, value]) => !isSecret(value));
  const salt = earlierCopy === undefined ? undefined : saltOf(earlierCopy);
  return stringify({
    ...(salt !== undefined && { encryptionsalt: salt }),
    config: { ...Object.fromEntries(plain), ...overrides },
  });
}

/** The salt that `pulumi stack init` wrote. */
export function saltOf(stackFile: string): string | undefined {
  return (parse(stackFile) as StackFile | null)?.encryptionsalt;
}

function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && "secure" in value;
}
