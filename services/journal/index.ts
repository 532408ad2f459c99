// SPDX-License-Identifier: Apache-2.0
export * from "./core/applied-versions";
export * from "./core/checkpointer";
export * from "./core/codec";
export * from "./core/janitor";
export * from "./core/journal";
export * from "./core/journal-damaged";
export * from "./core/log-reader";
export * from "./core/newer-format";
export * from "./core/procedure";
export * from "./core/records";
export * from "./core/registration";
export * from "./core/registry";
export * from "./core/replayer";
export * from "./core/sealer";
export * from "./core/store";
export * from "./core/tail";
export * from "./core/writer";
