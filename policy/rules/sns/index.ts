// SPDX-License-Identifier: Apache-2.0
import { encryptTopics } from "./encrypt-topics";
import { subscribeByTls } from "./subscribe-by-tls";

/** Rules about one topic. */
export const topicRules = [encryptTopics, subscribeByTls] as const;
