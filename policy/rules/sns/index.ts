// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { encryptTopics } from "./encrypt-topics";
import { subscribeByTls } from "./subscribe-by-tls";

/** Topics. */
export const snsRules: readonly Rule[] = [encryptTopics, subscribeByTls];
