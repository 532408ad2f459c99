// SPDX-License-Identifier: Apache-2.0
import { replaceFile } from "../../replace-file";
import { awsTypes } from "..";
import { argumentsFile } from ".";
import { argumentsFromSdk } from "./from-sdk";

const found = argumentsFromSdk(awsTypes.map(({ token }) => token));
replaceFile(argumentsFile, `${JSON.stringify(found, null, 2)}\n`);
