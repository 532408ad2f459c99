// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { ArgumentTypes } from "../../provider/arguments";

/** Where the arguments of AWS's types are kept, as the SDK of that version declares them. */
export const argumentsFile = join(__dirname, "arguments.json");

let known: ArgumentTypes | undefined;

/** The arguments of AWS's types; read once, when first asked for. */
export function awsArguments(): ArgumentTypes {
  return (known ??= JSON.parse(readFileSync(argumentsFile, "utf8")) as ArgumentTypes);
}
