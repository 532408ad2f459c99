// SPDX-License-Identifier: Apache-2.0
import { nameOf } from "../../../review/graph/exported";
import type { Draft, Mutant, StackDraft } from "../../support/mutant";

const table = "aws:dynamodb/table:Table";
const route = "aws:ec2/route:Route";

/** Adds a resource of another type, in the place of a known one. */
function addOther(
  stack: StackDraft,
  like: Draft,
  type: string,
  name: string,
  inputs: object,
): Draft {
  const [stackPart = "", project = ""] = like.urn.split("::");
  const urn = `${stackPart}::${project}::${type}::${name}`;
  const added: Draft = {
    ...structuredClone(like),
    ...{ urn, type, id: name, dependencies: [], propertyDependencies: {} },
    ...{ inputs: { ...inputs }, outputs: { ...inputs, id: name } },
  };
  stack.resources.push(added);
  return added;
}

export const graphRegionsMutants: readonly Mutant[] = [
  {
    rule: "keep-journal-for-rpo-zero",
    mistake: "the journal has no witness, and so no third region",
    also: ["replicate-journals-strongly"],
    scope: "base",
    make: (stack) => stack.unset(stack.one(table), ["globalTableWitness"]),
  },
  {
    rule: "protect-the-journal",
    mistake: "the journal's replica may be deleted",
    also: ["refuse-deletion"],
    scope: "base",
    make: (stack) =>
      stack.set(stack.one(table), ["replicas", 0, "deletionProtectionEnabled"], false),
  },
  {
    rule: "protect-the-journal",
    mistake: "the journal's replica has no point-in-time recovery",
    also: ["keep-table-history"],
    environment: "staging",
    scope: "base",
    make: (stack) => stack.set(stack.one(table), ["replicas", 0, "pointInTimeRecovery"], false),
  },
  {
    rule: "avoid-last-writer-wins",
    mistake: "the journal is consistent eventually",
    also: ["keep-journal-for-rpo-zero", "replicate-journals-strongly"],
    scope: "base",
    make: (stack) => stack.set(stack.one(table), ["replicas", 0, "consistencyMode"], "EVENTUAL"),
  },
  {
    rule: "route-peerings-both-ways",
    mistake: "one zone of the standby has no route back",
    scope: "global",
    make: (stack) =>
      stack.remove(
        stack.one(route, "payments-peering-eu-west-1-us-east-1-eu-west-1b-to-10.1.0.0-16"),
      ),
  },
  {
    rule: "keep-images-in-every-region",
    mistake: "a repository is in one region, and no replication takes it in",
    scope: "base",
    make: (stack) => {
      const known = stack.one("aws:ecr/repository:Repository", "payments-images-reports-us-east-1");
      stack.add(known, "payments-images-probe-us-east-1", { name: "tools/probe" });
    },
  },
  {
    rule: "keep-secrets-in-every-region",
    mistake: "the standby has no secret for its database",
    scope: "base",
    make: (stack) =>
      stack.remove(
        stack.one(
          "aws:secretsmanager/secret:Secret",
          "payments-database-credentials-eu-west-1-secret",
        ),
      ),
  },
  {
    rule: "cover-names-in-every-region",
    mistake: "the standby's certificate lacks the public names",
    scope: "base",
    make: (stack) =>
      stack.set(
        stack.one("aws:acm/certificate:Certificate", "payments-certificates-certificate-eu-west-1"),
        ["subjectAlternativeNames"],
        ["*.eu-west-1.pay.example.com", "*.eu-west-1.internal.pay.example.com"],
      ),
  },
  {
    rule: "use-issued-certificates",
    mistake: "nothing waits for the standby's certificate",
    scope: "base",
    make: (stack) =>
      stack.remove(
        stack.one(
          "aws:acm/certificateValidation:CertificateValidation",
          "payments-certificates-issued-eu-west-1",
        ),
      ),
  },
  {
    rule: "encrypt-replicas-in-own-region",
    mistake: "the standby cluster names no key",
    also: ["encrypt-databases"],
    scope: "eu-west-1",
    make: (stack) => stack.unset(stack.one("aws:rds/cluster:Cluster"), ["kmsKeyId"]),
  },
  {
    rule: "encrypt-replicas-in-own-region",
    mistake: "the journal's replica has the other region's key",
    also: ["refer-to-own-region"],
    scope: "base",
    make: (stack) => {
      const journal = stack.one(table);
      const key = (journal.outputs.serverSideEncryption as { kmsKeyArn: string }).kmsKeyArn;
      stack.set(journal, ["replicas", 0, "kmsKeyArn"], key);
    },
  },
  {
    rule: "run-argo-cd-beside-every-cluster",
    mistake: "the standby has no Argo CD",
    scope: "eu-west-1-delivery",
    make: (stack) =>
      stack.remove(stack.one("kubernetes:helm.sh/v3:Release", "payments-argo-cd-release")),
  },
  {
    rule: "keep-argo-cd-local",
    mistake: "the Argo CD of us-east-1 knows the standby's cluster too",
    scope: "us-east-1-delivery",
    make: (stack) => {
      const known = stack.one("kubernetes:core/v1:Secret", "payments-cluster-facts-secret");
      stack.add(known, "payments-other-cluster", {});
    },
  },
  {
    rule: "open-one-endpoint-group",
    mistake: "an accelerator sends clients to both regions",
    scope: "global",
    make: (stack) => {
      const like = stack.resources.find(({ urn }) => nameOf(urn) === "payments-latch-primary");
      if (like === undefined) throw new RangeError("no health check");
      const at = "aws:globalaccelerator";
      const listener = addOther(stack, like, `${at}/listener:Listener`, "payments-anycast", {});
      for (const endpointGroupRegion of ["us-east-1", "eu-west-1"]) {
        const name = `payments-anycast-${endpointGroupRegion}`;
        const group = addOther(stack, like, `${at}/endpointGroup:EndpointGroup`, name, {
          ...{ listenerArn: listener.id, endpointGroupRegion },
        });
        group.propertyDependencies.listenerArn = [listener.urn];
      }
    },
  },
];
