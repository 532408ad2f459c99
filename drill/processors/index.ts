// SPDX-License-Identifier: Apache-2.0
export { Processors } from "./processors";
export { drillSecrets, noFaults, type Faults } from "./settings";
export { startProcessors } from "./start";
