// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";

import type { ProviderDefinition } from "../provider/provider";
import type { ResourceType, Self } from "../provider/resource-type";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A password that is the same from run to run, so that a second run changes nothing. */
function password({ inputs, urn }: Self): string {
  const length = typeof inputs.length === "number" ? inputs.length : 32;
  const bytes = Array.from({ length: Math.ceil(length / 64) }, (_, block) => [
    ...createHash("sha512").update(`${urn}/${block}`).digest(),
  ]).flat();
  return bytes
    .slice(0, length)
    .map((byte) => alphabet[byte % alphabet.length])
    .join("");
}

const randomPassword: ResourceType = {
  token: "random:index/randomPassword:RandomPassword",
  place: "nowhere",
  source: "https://www.pulumi.com/registry/packages/random/api-docs/randompassword/",
  id: () => "none",
  replaceOn: "every change",
  outputs: (self) => ({ result: password(self) }),
};

/** The random provider's stand-in: values live in Pulumi's state only, as the real ones do. */
export const randomProvider: ProviderDefinition = {
  name: "random",
  version: "4.21.2",
  typeOf: (token) => (token === randomPassword.token ? randomPassword : undefined),
  invokes: {},
  placeOf: () => "nowhere",
};
