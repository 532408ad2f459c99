// SPDX-License-Identifier: Apache-2.0
import { pinCharts } from "./pin-charts";
import { undoFailedReleases } from "./undo-failed-releases";

/** Rules about one Helm release. */
export const deliveryRules = [pinCharts, undoFailedReleases] as const;
