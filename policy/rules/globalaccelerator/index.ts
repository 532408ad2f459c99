// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { openOneEndpointGroup } from "./open-one-endpoint-group";

/** Anycast. */
export const globalacceleratorRules: readonly Rule[] = [openOneEndpointGroup];
