// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Cloud, type CloudObject } from "../../sandbox/provider/cloud";
import type { Properties } from "../../sandbox/provider/values";
import type { DiffResult } from "../../sandbox/provider/diff";
import {
  type CheckResult,
  type Instance,
  type ProviderDefinition,
  ResourceHandler,
  type Target,
} from "../../sandbox/provider/provider";

export const account = "111122223333";

/** A resource as the engine knows it: what was checked, and what came of it. */
export interface Made {
  readonly target: Target;
  readonly inputs: Properties;
  readonly object: CloudObject;
  readonly state: Properties;
}

/** Drives one provider of the sandbox as the engine does, on a cloud of its own. */
export class StandIn {
  readonly cloud: Cloud;
  readonly handler: ResourceHandler;

  constructor(
    private readonly definition: ProviderDefinition,
    private readonly configuration: Properties = { region: "us-east-1" },
    directory: string = mkdtempSync(join(tmpdir(), "stand-in-")),
  ) {
    this.cloud = new Cloud(directory);
    this.handler = new ResourceHandler(definition);
  }

  /** The same cloud through a provider of another region. */
  in(region: string): StandIn {
    return new StandIn(this.definition, { ...this.configuration, region }, this.cloud.directory);
  }

  get instance(): Instance {
    const { configuration, cloud } = this;
    return { configuration, place: this.definition.placeOf(configuration), account, cloud };
  }

  invoke(token: string, args: Properties): Properties {
    const invoke = this.definition.invokes[token];
    if (invoke === undefined) throw new Error(`no function ${token}`);
    return invoke(args, this.instance);
  }

  check(token: string, name: string, inputs: Properties, old?: Properties): CheckResult {
    return this.handler.check(this.instance, targetOf(token, name), old, inputs);
  }

  /** Checks and creates. */
  async make(token: string, name: string, given: Properties): Promise<Made> {
    const target = targetOf(token, name);
    const { inputs, failures } = this.check(token, name, given);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
    const object = await this.handler.create(this.instance, target, inputs);
    return { target, inputs, object, state: this.handler.stateOf(target, object) };
  }

  /** What a change of some properties would do; undefined takes one away. */
  diff({ target, inputs }: Made, change: Properties): DiffResult {
    return this.handler.diff(target, inputs, withChange(inputs, change));
  }

  async change(made: Made, change: Properties): Promise<Made> {
    const { target, object, state } = made;
    const inputs = withChange(made.inputs, change);
    const next = await this.handler.update(this.instance, target, object.id, state, inputs);
    return { target, inputs, object: next, state: this.handler.stateOf(target, next) };
  }

  read({ target, object, inputs }: Made): CloudObject | undefined {
    return this.handler.read(this.instance, target, object.id, inputs);
  }

  delete({ target, object, inputs }: Made): Promise<void> {
    return this.handler.delete(this.instance, target, object.id, inputs);
  }

  /** Removes the cloud from the disk. */
  dispose(): void {
    rmSync(this.cloud.directory, { recursive: true, force: true });
  }
}

function targetOf(token: string, name: string): Target {
  return { urn: `urn:pulumi:test::payments::${token}::${name}`, token, name };
}

function withChange(inputs: Properties, change: Properties): Properties {
  const merged = Object.entries({ ...inputs, ...change });
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}
