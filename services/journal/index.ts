// SPDX-License-Identifier: Apache-2.0
export * from "./core/codec";
export * from "./core/journal";
export * from "./core/journal-damaged";
export * from "./core/newer-format";
export * from "./core/procedure";
export * from "./core/records";
export * from "./core/registration";
export * from "./core/store";
export * from "./core/writer";
