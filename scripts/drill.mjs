// SPDX-License-Identifier: Apache-2.0
import { runFromSource } from "./from-source.mjs";

runFromSource("drill/main.ts");
