// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { keepArgoCdLocal } from "./keep-argo-cd-local";
import { pinCharts } from "./pin-charts";
import { runArgoCdBesideEveryCluster } from "./run-argo-cd-beside-every-cluster";
import { runArgoCdRedundantly } from "./run-argo-cd-redundantly";
import { undoFailedReleases } from "./undo-failed-releases";

/** Argo CD and the charts of the controllers. */
export const deliveryRules: readonly Rule[] = [
  keepArgoCdLocal,
  pinCharts,
  runArgoCdBesideEveryCluster,
  runArgoCdRedundantly,
  undoFailedReleases,
];
