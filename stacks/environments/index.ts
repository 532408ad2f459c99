// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "../topology";
import { production } from "./production";
import { staging } from "./staging";

/** Every environment by its name; a new one is a file beside these and a line here. */
export const environments: Readonly<Record<string, Topology>> = { production, staging };
