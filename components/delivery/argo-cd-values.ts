// SPDX-License-Identifier: Apache-2.0

/** Requests and limits of a container. No CPU limit: throttling delays a sync and saves nothing. */
interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly memory: string };
}

/** A part of Argo CD that runs in several copies. */
interface ReplicatedPart {
  readonly replicas: number;
  readonly resources: Resources;
  readonly pdb: { readonly enabled: true; readonly maxUnavailable: 1 };
}

/** The values of the argo-cd chart that this platform sets. */
export interface ArgoCdValues {
  readonly fullnameOverride: string;
  readonly crds: { readonly install: true; readonly keep: true };
  readonly global: { readonly topologySpreadConstraints: readonly TopologySpread[] };
  readonly configs: {
    readonly cm: Readonly<Record<string, string>>;
    readonly params: Readonly<Record<string, string>>;
    readonly rbac: Readonly<Record<string, string>>;
  };
  readonly controller: Omit<ReplicatedPart, "pdb">;
  readonly server: ReplicatedPart & {
    readonly ingress: { readonly enabled: false };
    readonly service: { readonly type: "ClusterIP" };
  };
  readonly repoServer: ReplicatedPart;
  readonly applicationSet: ReplicatedPart;
  readonly "redis-ha": { readonly enabled: boolean };
  readonly dex: { readonly enabled: false };
  readonly notifications: { readonly enabled: false };
}

interface TopologySpread {
  readonly maxSkew: 1;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway";
}

/**
 * Values of the argo-cd chart, the same in every region: an Argo CD that deletes nothing by accident
 * and, where it is highly available, can lose a node or a zone.
 *
 * @see https://github.com/argoproj/argo-helm/blob/main/charts/argo-cd/values.yaml
 */
export function argoCdValues(highlyAvailable: boolean): ArgoCdValues {
  const replicas = highlyAvailable ? 2 : 1;
  return {
    fullnameOverride: "argocd",
    // A release that is removed must not take the Applications, and what they run, with it.
    crds: { install: true, keep: true },
    global: { topologySpreadConstraints: [acrossZones] },
    configs: { cm: settings, params: parameters, rbac: { "policy.default": "" } },
    // One in any case: copies divide clusters among themselves, and there is one cluster here.
    // Kubernetes starts it again elsewhere when its node goes.
    controller: { replicas: 1, resources: resources("500m", "1Gi", "2Gi") },
    server: {
      ...replicated(replicas, resources("100m", "256Mi", "512Mi")),
      ingress: { enabled: false },
      service: { type: "ClusterIP" },
    },
    repoServer: replicated(replicas, resources("250m", "512Mi", "1Gi")),
    applicationSet: replicated(replicas, resources("100m", "256Mi", "512Mi")),
    "redis-ha": { enabled: highlyAvailable },
    dex: { enabled: false },
    notifications: { enabled: false },
  };
}

const acrossZones: TopologySpread = {
  maxSkew: 1,
  topologyKey: "topology.kubernetes.io/zone",
  // A zone that is gone must not keep the rest from starting.
  whenUnsatisfiable: "ScheduleAnyway",
};

const settings: Readonly<Record<string, string>> = {
  // No shared password. People read with kubectl and `argocd --core`, as themselves, through the
  // cluster's access entries; single sign-on can be added here once there is an identity provider.
  "admin.enabled": "false",
  "users.anonymous.enabled": "false",
  "exec.enabled": "false",
  "timeout.reconciliation": "60s",
};

const parameters: Readonly<Record<string, string>> = {
  // One edited label on a cluster deletes a region's workload within a second under the default.
  // https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Controlling-Resource-Modification/
  "applicationsetcontroller.policy": "create-update",
  "applicationsetcontroller.enable.policy.override": "false",
  "applicationsetcontroller.enable.progressive.syncs": "true",
  // With two copies, one acts.
  "applicationsetcontroller.enable.leader.election": "true",
};

function replicated(replicas: number, wanted: Resources): ReplicatedPart {
  return { replicas, resources: wanted, pdb: { enabled: true, maxUnavailable: 1 } };
}

function resources(cpu: string, memory: string, memoryLimit: string): Resources {
  return { requests: { cpu, memory }, limits: { memory: memoryLimit } };
}
