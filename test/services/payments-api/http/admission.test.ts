// SPDX-License-Identifier: Apache-2.0
import { Admission } from "../../../../services/payments-api/http/admission";
import { active } from "../../../support/payment-api";

describe("Admission", () => {
  it("refuses for the reason that the standing gives", () => {
    const standing = { ...active, refusal: () => "no right to write" };
    expect(new Admission(standing).refusal()).toBe("no right to write");
  });

  it("refuses more at once than it can do", () => {
    const admission = new Admission(active, 1);
    expect(admission.refusal()).toBeUndefined();
    admission.enter();
    expect(admission.refusal()).toBe("too much to do");
    admission.leave(true);
    expect(admission.refusal()).toBeUndefined();
  });

  it("lets nothing in while it drains, and waits for what is under way", async () => {
    const admission = new Admission(active);
    admission.enter();
    admission.enter();
    const drained = admission.drain(60_000);
    expect(admission.refusal()).toBe("this process is stopping");
    admission.leave(true);
    admission.leave(false);
    expect([admission.admitted, admission.answered]).toEqual([2, 1]);
    await expect(drained).resolves.toBe(true);
  });

  it("says so when time is over first", async () => {
    const admission = new Admission(active);
    admission.enter();
    await expect(admission.drain(1)).resolves.toBe(false);
  });
});
