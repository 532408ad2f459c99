// SPDX-License-Identifier: Apache-2.0
const pulumi = require("@pulumi/pulumi");

const { reads, resources, outputs } = require("./floor.json");

/*
 * The floor of a stack: it asks the engine for the same resources as the stack's own program, and
 * does nothing else. No component classes, no SDK of a provider, every input known from the start.
 * The bench puts this file beside the floor.json that it makes from the stack's state.
 */

const made = new Map();

module.exports = async () => {
  // A stack that reads others can't begin before it has their outputs.
  await Promise.all(
    reads.map((name) => pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name })),
  );
  for (const resource of resources) made.set(resource.urn, register(resource));
  return live(outputs);
};

function register({ kind, type, name, inputs, parent, provider, options }) {
  const arguments_ = live(inputs);
  const opts = { ...options, parent: made.get(parent), provider: made.get(provider) };
  switch (kind) {
    case "component":
      return new pulumi.ComponentResource(type, name, arguments_, opts);
    case "provider":
      return new pulumi.ProviderResource(type, name, arguments_, opts);
    default:
      return new pulumi.CustomResource(type, name, arguments_, opts);
  }
}

/** The value with its secrets and its references to resources, which JSON only marks. */
function live(value) {
  if (Array.isArray(value)) return value.map(live);
  if (typeof value !== "object" || value === null) return value;
  if ("$secret" in value) return pulumi.secret(live(value.$secret));
  if ("$resource" in value) return made.get(value.$resource);
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, live(inside)]));
}
