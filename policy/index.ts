// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";

import { PolicyPack } from "@pulumi/policy";

import { policies } from "./policies";

// Starts a server and prints its port; so nothing else stands in this file.
new PolicyPack("payment-platform", {
  description: "What keeps a payment platform in two AWS regions safe from the common mistakes",
  provider: "aws",
  policies: policies(join(__dirname, "..", "exceptions.yaml")),
});
