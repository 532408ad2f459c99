// SPDX-License-Identifier: Apache-2.0
import { MemoryJournal } from "../../support/memory-journal";
import { describeStore } from "../../support/store-contract";

describeStore("the journal in memory", () => Promise.resolve(new MemoryJournal()));
