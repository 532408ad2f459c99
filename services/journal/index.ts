// SPDX-License-Identifier: Apache-2.0
export * from "./core/journal";
export * from "./core/procedure";
export * from "./core/records";
export * from "./core/store";
