// SPDX-License-Identifier: Apache-2.0
export * from "./begin";
export * from "./budget";
export * from "./change";
export * from "./control";
export * from "./decide";
export * from "./drain";
export * from "./hold";
export * from "./ports";
export * from "./promotion";
export * from "./reconciler";
