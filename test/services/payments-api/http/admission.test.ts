// SPDX-License-Identifier: Apache-2.0
import { Admission, defaults, type Lane } from "../../../../services/payments-api/http/admission";
import { active } from "../../../support/payment-api";

const lanes: readonly Lane[] = ["requests", "webhooks"];

describe("Admission", () => {
  it("refuses for the reason that the standing gives", () => {
    const admission = new Admission({ ...active, refusal: () => "no right to write" });
    const refusal = { reason: "standing", detail: "no right to write" };
    expect(lanes.map((lane) => admission.refusal(lane))).toEqual([refusal, refusal]);
    expect(admission.closed()).toEqual(refusal);
  });

  it.each(lanes)("refuses more %s at once than it can do, and they only", (lane) => {
    const admission = new Admission(active, { requests: 1, webhooks: 1 });
    const [other] = lanes.filter((one) => one !== lane);
    const place = admission.enter(lane);
    expect(admission.refusal(lane)).toMatchObject({ reason: "full" });
    expect(other && admission.refusal(other)).toBeUndefined();
    expect(admission.closed()).toBeUndefined();
    place.told(true);
    expect(admission.refusal(lane)).toBeUndefined();
  });

  it("takes as many of each as the defaults say", () => {
    const admission = new Admission(active);
    for (const lane of lanes) {
      for (let one = 0; one < defaults[lane]; one++) {
        expect(admission.refusal(lane)).toBeUndefined();
        admission.enter(lane);
      }
      expect(admission.refusal(lane)).toMatchObject({ reason: "full" });
    }
  });

  it("refuses while the process is late with what it has", () => {
    let lateness = 99;
    const admission = new Admission(active, { lateness: () => lateness, latest: 100 });
    expect(admission.refusal("requests")).toBeUndefined();
    lateness = 100;
    expect(lanes.map((lane) => admission.refusal(lane)?.reason)).toEqual(["late", "late"]);
    expect(admission.closed()).toBeUndefined();
    lateness = 0;
    expect(admission.refusal("requests")).toBeUndefined();
  });

  it("keeps a place for work that goes on when its client has gone", async () => {
    const admission = new Admission(active, { requests: 1 });
    const place = admission.enter("requests");
    const fail: ((error: Error) => void)[] = [];
    const work = new Promise((_, reject) => fail.push(reject));
    place.keep(work);
    place.told(false);
    expect(admission.refusal("requests")).toMatchObject({ reason: "full" });
    const drained = admission.drain(60_000);
    fail[0]?.(new Error("too late"));
    await expect(work).rejects.toThrow("too late");
    await expect(drained).resolves.toBe(true);
  });

  it("keeps a place until its client is told, too", async () => {
    const admission = new Admission(active, { requests: 1 });
    const place = admission.enter("requests");
    const work = Promise.resolve();
    place.keep(work);
    await work;
    expect(admission.refusal("requests")).toMatchObject({ reason: "full" });
    place.told(true);
    expect(admission.refusal("requests")).toBeUndefined();
  });

  it("lets nothing in while it drains, and waits for both lanes", async () => {
    const admission = new Admission(active);
    const places = lanes.map((lane) => admission.enter(lane));
    const drained = jest.fn();
    const draining = admission.drain(60_000).then(drained);
    for (const lane of lanes) expect(admission.refusal(lane)).toMatchObject({ reason: "stopping" });
    places[0]?.told(true);
    await Promise.resolve();
    expect(drained).not.toHaveBeenCalled();
    places[1]?.told(false);
    await draining;
    expect(drained).toHaveBeenCalledWith(true);
    expect([admission.admitted, admission.answered]).toEqual([2, 1]);
  });

  it("says so when time is over first", async () => {
    const admission = new Admission(active);
    admission.enter("webhooks");
    await expect(admission.drain(1)).resolves.toBe(false);
  });
});
