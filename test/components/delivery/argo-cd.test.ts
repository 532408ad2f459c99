// SPDX-License-Identifier: Apache-2.0
import { ArgoCd, type ArgoCdArgs } from "../../../components/delivery/argo-cd";
import { argoCdValues } from "../../../components/delivery/argo-cd-values";
import { charts } from "../../../components/delivery/versions";
import { only, record, type MockOptions, type Registered } from "../../support/mocks";

function build(args?: ArgoCdArgs, options?: MockOptions): Promise<Registered[]> {
  return record(() => {
    new ArgoCd("argo-cd", args);
  }, options);
}

const releaseType = "kubernetes:helm.sh/v3:Release";

describe("ArgoCd", () => {
  it.each([false, true])(
    "installs the chart in its own namespace (preview: %s)",
    async (preview) => {
      const registered = await build({}, { preview });
      expect(only(registered, "kubernetes:core/v1:Namespace").inputs["metadata"]).toMatchObject({
        name: "argocd",
      });
      expect(only(registered, releaseType).inputs).toMatchObject({
        name: "argocd",
        chart: "argo-cd",
        version: charts.argoCd.version,
        repositoryOpts: { repo: charts.argoCd.repository },
        namespace: "argocd",
        atomic: true,
      });
    },
  );

  it("is highly available by default, and one copy of each where it need not be", async () => {
    const values = async (args?: ArgoCdArgs) =>
      only(await build(args), releaseType).inputs["values"];
    expect(await values()).toEqual(argoCdValues(true));
    expect(await values({ highlyAvailable: false })).toEqual(argoCdValues(false));
  });
});

describe("argoCdValues", () => {
  it("creates and updates Applications, and deletes none", () => {
    expect(argoCdValues(true).configs.params).toMatchObject({
      "applicationsetcontroller.policy": "create-update",
      "applicationsetcontroller.enable.policy.override": "false",
    });
    expect(argoCdValues(true).crds).toEqual({ install: true, keep: true });
  });

  it("can be reached by nobody from outside, nor with a shared password", () => {
    const { server, configs, dex } = argoCdValues(true);
    expect(server).toMatchObject({ ingress: { enabled: false }, service: { type: "ClusterIP" } });
    expect(dex.enabled).toBe(false);
    expect(configs.cm).toMatchObject({
      "admin.enabled": "false",
      "users.anonymous.enabled": "false",
      "exec.enabled": "false",
    });
  });

  it.each([
    [true, 2],
    [false, 1],
  ])("runs, when highly available is %s, %d of all but the controller", (available, copies) => {
    const values = argoCdValues(available);
    for (const part of [values.server, values.repoServer, values.applicationSet]) {
      expect(part.replicas).toBe(copies);
      expect(part.pdb).toEqual({ enabled: true, maxUnavailable: 1 });
    }
    expect(values.controller.replicas).toBe(1);
    expect(values["redis-ha"].enabled).toBe(available);
  });

  it("requests CPU and memory, and limits memory alone, everywhere", () => {
    const { controller, server, repoServer, applicationSet } = argoCdValues(true);
    for (const { resources } of [controller, server, repoServer, applicationSet]) {
      expect(Object.keys(resources.requests)).toEqual(["cpu", "memory"]);
      expect(Object.keys(resources.limits)).toEqual(["memory"]);
    }
  });
});
