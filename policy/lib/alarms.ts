// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "./graph";
import { Referrers } from "./referrers";
import { Undecidable } from "./value";

export const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Alarms about resources of some types that call somebody. */
export class Alarms {
  private readonly referrers: Referrers;

  /**
   * @param namespace of the metrics, `AWS/RDS` for instance
   * @param dimension of the metrics that names the resource
   */
  constructor(graph: Graph, namespace: string, dimension: string, ...types: readonly string[]) {
    const about = graph.ofType(alarmType).filter((alarm) => {
      const own = alarm.at("namespace");
      return !own.isKnown || own.text() === namespace;
    });
    const at = (alarm: Resource) => alarm.at("dimensions", dimension);
    this.referrers = new Referrers(graph, about, at, ...types);
  }

  /** Metrics that an alarm with an action watches. @throws Undecidable */
  metricsOf(resource: Resource): (string | undefined)[] {
    return this.referrers
      .of(resource)
      .filter(callsSomebody)
      .map((alarm) => alarm.at("metricName").text());
  }
}

/** Whether an alarm has an action, and has it enabled. */
export function callsSomebody(alarm: Resource): boolean {
  const enabled = alarm.at("actionsEnabled");
  if (enabled.isKnown && enabled.flag() === false) return false;
  const actions = alarm.at("alarmActions");
  try {
    return actions.items().length > 0;
  } catch (error) {
    if (error instanceof Undecidable) return true;
    throw error;
  }
}
