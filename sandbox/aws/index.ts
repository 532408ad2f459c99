// SPDX-License-Identifier: Apache-2.0
import type { Properties } from "../provider/cloud";
import type { ProviderDefinition } from "../provider/provider";
import { isRecord, text } from "../provider/values";
import { ec2Vpc } from "./ec2-vpc";

const types = new Map([...ec2Vpc].map((type) => [type.token, type]));

/** The AWS stand-in: a table entry per type, a file per service. */
export const awsProvider: ProviderDefinition = {
  name: "aws",
  version: "7.48.0",
  typeOf: (token) => types.get(token),
  invokes: {},
  placeOf: (configuration) => text(configuration, "region") ?? "",
  common: (type, { inputs, region }, configuration) => ({
    ...(type.place === "global" ? {} : { region }),
    ...("tags" in inputs ? { tagsAll: { ...defaultTags(configuration), ...tagsOf(inputs) } } : {}),
  }),
};

/** Tags that the provider puts on everything; nested arguments arrive as JSON text. */
function defaultTags(configuration: Properties): Properties {
  const value = configuration.defaultTags;
  const parsed: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return isRecord(parsed) && isRecord(parsed.tags) ? parsed.tags : {};
}

function tagsOf(inputs: Properties): Properties {
  return isRecord(inputs.tags) ? inputs.tags : {};
}
