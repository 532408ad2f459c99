// SPDX-License-Identifier: Apache-2.0
import { endWithReader } from "../../sandbox/cli/output";
import { reportFailure } from "../report-failure";
import { commandLine } from "./command-line";

endWithReader();
commandLine().parseAsync().catch(reportFailure);
