// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
// Registers the classes that references to resources turn into: without it the `cluster` of a
// ManagedNodeGroup arrives as a bare URN.
import "@pulumi/eks";

import { EksProvider } from "./provider";

// The input closes when the process that started this one ends, however it ends.
process.stdin.resume().once("close", () => process.exit());

void pulumi.provider.main(new EksProvider(), process.argv.slice(2));
