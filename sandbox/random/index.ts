// SPDX-License-Identifier: Apache-2.0
import type { ProviderDefinition } from "../provider/provider";
import { randomPassword } from "./password";

/** The random provider's stand-in: values live in Pulumi's state only, as the real ones do. */
export const randomProvider: ProviderDefinition = {
  name: "random",
  version: "4.21.2",
  typeOf: (token) => (token === randomPassword.token ? randomPassword : undefined),
  invokes: {},
  placeOf: () => "nowhere",
};
