// SPDX-License-Identifier: Apache-2.0
import { pinCharts } from "./pin-charts";
import { runArgoCdRedundantly } from "./run-argo-cd-redundantly";
import { undoFailedReleases } from "./undo-failed-releases";

/** Rules about one Helm release. */
export const deliveryRules = [pinCharts, runArgoCdRedundantly, undoFailedReleases] as const;
