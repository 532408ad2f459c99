// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { describeFloor, type StateResource } from "../../../bench/floor/description";

const special = "4dabf18193072939515e22adb298388d";
const stack: StateResource = {
  urn: "urn:pulumi:one::payments::pulumi:pulumi:Stack::payments-one",
  type: "pulumi:pulumi:Stack",
  outputs: { vpcId: "vpc-1" },
};

function resource(type: string, name: string, rest: Partial<StateResource> = {}): StateResource {
  const urn = `urn:pulumi:one::payments::${type}::${name}`;
  return { urn, type, custom: true, parent: stack.urn, ...rest };
}

const engine = resource("pulumi:providers:pulumi", "default", { parent: undefined });
const random = resource("pulumi:providers:random", "default_4_21_2", {
  parent: undefined,
  inputs: { version: "4.21.2", __internal: {} },
});
const aws = resource("pulumi:providers:aws", "eu-west-1", {
  inputs: { region: "eu-west-1", version: "7.48.0", __internal: {} },
});

/** What a floor asks for, for one resource beside those that the engine makes by itself. */
function floorOf(one: StateResource, ...others: StateResource[]) {
  const { resources } = describeFloor([stack, engine, ...others, one], []);
  return resources.find(({ urn }) => urn === one.urn);
}

describe("describeFloor", () => {
  it("keeps type, name, inputs and options, and the stack as the parent that is not named", () => {
    const vpc = resource("aws:ec2/vpc:Vpc", "network", {
      inputs: { cidrBlock: "10.1.0.0/16", tags: { Name: "network" } },
      provider: `${aws.urn}::some-id`,
      protect: true,
      ignoreChanges: ["tags"],
    });
    expect(floorOf(vpc, aws)).toEqual({
      urn: vpc.urn,
      kind: "custom",
      type: "aws:ec2/vpc:Vpc",
      name: "network",
      inputs: { cidrBlock: "10.1.0.0/16", tags: { Name: "network" } },
      parent: undefined,
      provider: aws.urn,
      options: { protect: true, ignoreChanges: ["tags"] },
    });
  });

  it("gives a provider its version as an option, as a program does", () => {
    expect(floorOf(aws)).toMatchObject({
      ...{ kind: "provider", type: "aws", name: "eu-west-1", inputs: { region: "eu-west-1" } },
      options: { version: "7.48.0" },
    });
  });

  it("asks for a default provider by its version, and does not make it", () => {
    const password = resource("random:index/randomPassword:RandomPassword", "token", {
      provider: `${random.urn}::some-id`,
    });
    const { resources } = describeFloor([stack, engine, random, password], []);
    expect(resources).toHaveLength(1);
    expect(resources[0]).toMatchObject({ provider: undefined, options: { version: "4.21.2" } });
  });

  it("makes a default provider that no resource in the state would ask for", () => {
    const eks = resource("pulumi:providers:eks", "default_4_3_0", {
      ...{ parent: undefined, inputs: { version: "4.3.0" } },
    });
    expect(floorOf(eks)).toMatchObject({ kind: "provider", options: { version: "4.3.0" } });
  });

  it("marks secrets and references, however deep, and the stack's outputs too", () => {
    const inputs = {
      list: [{ password: { [special]: "1b47061264138c4ac30d75fd1eb44270", plaintext: '{"a":1}' } }],
      cluster: { [special]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:of:cluster" },
    };
    const component = resource("payments:data:Store", "store", { inputs, custom: false });
    expect(floorOf(component)).toMatchObject({
      kind: "component",
      inputs: {
        list: [{ password: { $secret: { a: 1 } } }],
        cluster: { $resource: "urn:of:cluster" },
      },
    });
    expect(describeFloor([stack], ["organization/payments/base"])).toEqual({
      ...{ reads: ["organization/payments/base"], resources: [], outputs: { vpcId: "vpc-1" } },
    });
  });

  it("is refused for a secret that isn't shown", () => {
    const inputs = { password: { [special]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" } };
    expect(() => floorOf(resource("a:b:C", "one", { inputs }))).toThrow(
      /^a floor can't hold .+; export with --show-secrets$/,
    );
  });

  it("has every resource of the state once, in its order, parents before their children", () => {
    const anyState = fc.array(fc.record({ component: fc.boolean(), parent: fc.nat() }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(anyState, (drawn) => {
        const state = drawn.reduce<StateResource[]>((made, { component, parent }, index) => {
          const components = made.filter(({ custom }) => custom === false);
          const above = components[parent % (components.length + 1)];
          const [type, custom] = component ? ["payments:a:B", false] : ["aws:a/b:B", true];
          const rest = { custom, parent: above?.urn ?? stack.urn };
          return [...made, resource(String(type), `r${index}`, { ...rest, custom: !component })];
        }, []);
        const { resources } = describeFloor([stack, engine, ...state], []);
        expect(resources.map(({ urn }) => urn)).toEqual(state.map(({ urn }) => urn));
        const places = new Map(resources.map(({ urn }, place) => [urn, place]));
        resources.forEach(({ parent }, place) => {
          if (parent !== undefined) expect(places.get(parent)).toBeLessThan(place);
        });
      }),
    );
  });
});
