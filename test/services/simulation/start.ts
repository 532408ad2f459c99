// SPDX-License-Identifier: Apache-2.0
import { SourceLoader } from "./protocol/loader";
new SourceLoader().load("test/services/simulation/main.ts");
