// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";

export const rdsSource =
  "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/rds";
export const rdsApi = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference";

/** Refuses to delete what says that it must not be deleted. */
export function deletionProtected(source: string): Rule {
  return {
    code: "InvalidParameterCombination",
    property: "deletionProtection",
    stage: "delete",
    source,
    refuses: ({ old }) =>
      old.deletionProtection === true
        ? "Cannot delete protected Cluster, please disable deletion protection and try again."
        : undefined,
  };
}
