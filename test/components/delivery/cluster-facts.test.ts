// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { ClusterFacts, type ClusterFactsArgs } from "../../../components/delivery/cluster-facts";
import { only, record, type MockOptions, type Registered } from "../../support/mocks";

const args: ClusterFactsArgs = {
  namespace: "argocd",
  environment: "production",
  region: "eu-west-1",
  role: "standby",
  architecture: "x86_64",
  facts: { databaseEndpoint: "db.example", journalTable: pulumi.output("production-journal") },
};

function build(given: ClusterFactsArgs, options?: MockOptions): Promise<Registered[]> {
  return record(() => {
    new ClusterFacts("facts", given);
  }, options);
}

const secretType = "kubernetes:core/v1:Secret";

describe("ClusterFacts", () => {
  it.each([false, true])("is the cluster that Argo CD runs in (preview: %s)", async (preview) => {
    const { inputs } = only(await build(args, { preview }), secretType);
    expect(inputs["metadata"]).toEqual({
      name: "in-cluster",
      namespace: "argocd",
      labels: {
        "argocd.argoproj.io/secret-type": "cluster",
        env: "production",
        region: "eu-west-1",
        role: "standby",
        arch: "amd64",
      },
      annotations: { databaseEndpoint: "db.example", journalTable: "production-journal" },
    });
    expect(inputs["stringData"]).toHaveProperty("value", {
      name: "in-cluster",
      server: "https://kubernetes.default.svc",
      config: '{"tlsClientConfig":{"insecure":false}}',
    });
  });

  it("changes one label, and nothing else, when the role changes", async () => {
    const standby = only(await build(args), secretType);
    const active = only(await build({ ...args, role: "active" }), secretType);
    const roleAway = ({ inputs }: Registered) =>
      JSON.parse(
        JSON.stringify(inputs, (key, value: unknown) => (key === "role" ? "-" : value)),
      ) as unknown;
    expect(active.inputs).not.toEqual(standby.inputs);
    expect(roleAway(active)).toEqual(roleAway(standby));
  });

  it("fails on every name that a template can't use", async () => {
    const facts = { ok: "", "kebab-case": "", "team/slash": "" };
    await expect(build({ ...args, facts })).rejects.toThrow(
      [
        "invalid arguments",
        '  - facts["kebab-case"]: is not a name that a template can use; write it in camel case, with letters and digits only',
        '  - facts["team/slash"]: is not a name that a template can use; write it in camel case, with letters and digits only',
      ].join("\n"),
    );
  });
});
