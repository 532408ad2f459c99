// SPDX-License-Identifier: Apache-2.0
import { createRequire } from "node:module";

import { ensureInstalled } from "./install.mjs";

ensureInstalled();
const require = createRequire(import.meta.url);
require("tsx/cjs");
require("../test/services/simulation/start.ts");
