// SPDX-License-Identifier: Apache-2.0
import { Fenced, Unavailable } from "payments-journal";
import type { Journal } from "payments-journal";
import type { ProcessorName } from "../../../services/payments-api/operations/processor";
import { PaymentService } from "../../../services/payments-api/service";
import type { UsedProcessor } from "../../../services/payments-api/service";
import { payIn, PaymentWorld } from "../../support/payment-world";

const request = { amount: 1_000, currency: "EUR", processor: "stripe", token: "tok" } as const;

/** The service over a world in memory. */
function serviceIn(
  world: PaymentWorld,
  change: Partial<UsedProcessor> = {},
  used: ProcessorName = "stripe",
) {
  const state: { refusal: string | undefined } = { refusal: undefined };
  const journal: Journal = {
    epoch: 1,
    log: "log",
    fenced: false,
    append: (record) => world.ports.log.append(record),
    sinceAccepted: () => 0,
    close: () => Promise.resolve(),
  };
  const stripe: UsedProcessor = {
    ...world.context().processors.stripe,
    send: (sent) => world.ports.processors.send(sent),
    ...change,
  };
  const service = new PaymentService({
    session: {
      open: () => (state.refusal === undefined ? journal : undefined),
      refusal: () => state.refusal,
    },
    operations: world.ports.operations,
    wall: world.ports.wall,
    pager: world.ports.pager,
    processors: new Map([[used, stripe]]),
    listing: { list: () => Promise.resolve({ items: [] }) },
    process: "process-a",
  });
  return { service, state };
}

const unavailable = (reason: string) => ({ kind: "unavailable", reason });

describe("PaymentService", () => {
  it("takes a payment under a new id, shows it, and gives it back", async () => {
    const { service } = serviceIn(new PaymentWorld());
    const paid = await service.pay("m", "k", request);
    if (paid.kind !== "answered") throw new Error(paid.kind);
    expect(paid.view.id).toMatch(/^pay_[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(await service.pay("m", "k", { ...request })).toEqual({ ...paid, repeated: true });
    const given = await service.refund("m", paid.view.id, "k2", { amount: 1_000 });
    expect(given).toMatchObject({ kind: "answered", view: { status: "succeeded" } });
    expect(await service.payment("m", paid.view.id)).toMatchObject({ view: { refunded: 1_000 } });
  });

  it.each([{ amount: 1_001 }, { currency: "USD" }, { token: "other" }, { reference: "an order" }])(
    "tells a body with %j from the first",
    async (change) => {
      const { service } = serviceIn(new PaymentWorld());
      await service.pay("m", "k", request);
      expect(await service.pay("m", "k", { ...request, ...change })).toEqual({
        kind: "key-reused",
      });
    },
  );

  it("touches nothing while it may not write", async () => {
    const world = new PaymentWorld();
    const { service, state } = serviceIn(world);
    state.refusal = "not here";
    expect(await service.pay("m", "k", request)).toEqual(unavailable("not here"));
    expect(await service.refund("m", "p", "k", { amount: 1 })).toEqual(unavailable("not here"));
    expect(await service.payment("m", "p")).toEqual(unavailable("not here"));
    await expect(service.payments("m", { limit: 1 })).rejects.toThrow(Unavailable);
    await expect(service.sweep(1)).rejects.toThrow(Unavailable);
    const answer = { result: "succeeded", reference: "r" } as const;
    const told = { processor: "stripe", event: "e", operation: "p", answer } as const;
    await expect(service.notified(told)).rejects.toThrow(Unavailable);
    expect(world.database.operations.size).toBe(0);
    expect(world.journal).toEqual([]);
  });

  it("tells nothing when the right to write is lost on the way", async () => {
    const world = new PaymentWorld();
    const { service, state } = serviceIn(world);
    world.decide = () => {
      state.refusal = "lost";
      return "succeeded";
    };
    expect(await service.pay("m", "k", request)).toEqual(unavailable("lost"));
  });

  it("answers unavailable when its log is sealed or the database is another epoch's", async () => {
    const world = new PaymentWorld();
    const { service } = serviceIn(world);
    world.journalFails = "fenced";
    expect(await service.pay("m", "k", request)).toMatchObject({ kind: "unavailable" });
    world.journalFails = "no";
    world.database.raiseFence(2);
    expect(await service.pay("m", "k", request)).toMatchObject({ kind: "unavailable" });
    await expect(service.sweep(1)).rejects.toThrow(Fenced);
  });

  it("sends nothing once another process may have, and leaves that one its lease", async () => {
    const world = new PaymentWorld();
    const { service } = serviceIn(world);
    jest.useFakeTimers();
    const claim = (owner: string) =>
      world.database.claim(1, { limit: 1, acceptedBefore: 0 }, { owner, milliseconds: 30_000 });
    // The process sleeps between the INTENT and the call: longer than its lease, of 30 s.
    world.ports.log.append = async () => {
      jest.advanceTimersByTime(40_000);
      world.now += 40_000;
      expect(await claim("process-b")).toHaveLength(1);
    };
    expect(await service.pay("m", "k", request)).toMatchObject({ kind: "pending" });
    expect(world.sent).toEqual([]);
    expect(await claim("process-c")).toEqual([]);
    jest.useRealTimers();
  });

  it("hides no defect", async () => {
    const broken = () => Promise.reject(new TypeError("a defect"));
    const { service } = serviceIn(new PaymentWorld(), { send: broken });
    await expect(service.pay("m", "k", request)).rejects.toThrow(TypeError);
  });

  it("leaves an operation of a processor that was taken out of use to a person, after a while", async () => {
    const world = new PaymentWorld();
    world.deaf = true;
    await payIn(world, "k", { request: { ...request, processor: "stripe" } });
    world.deaf = false;
    const { service } = serviceIn(world, {}, "adyen");
    const sent = world.sent.length;
    const statusOf = () => world.database.operations.get("payment-k")?.operation.status;
    await service.sweep(1);
    expect(statusOf()).toBe("pending");
    world.now += 13 * 3_600_000;
    await service.sweep(1);
    expect(statusOf()).toBe("needs_review");
    expect(world.sent).toHaveLength(sent);
    expect(world.pages).toHaveLength(1);
  });

  it("refuses a processor that is not in use, and one that gives no answers, before it writes", async () => {
    const world = new PaymentWorld();
    const { service } = serviceIn(world, { isOpen: true });
    expect(await service.pay("m", "k", { ...request, processor: "adyen" })).toEqual({
      kind: "refused",
      status: 422,
      reason: "payments through adyen are not taken here",
    });
    expect(await service.pay("m", "k", request)).toEqual({
      ...unavailable("stripe gives no answers now"),
      of: "processor",
    });
    const { service: crowded } = serviceIn(world, { isFull: true });
    expect(await crowded.pay("m", "k", request)).toEqual({
      ...unavailable("too many wait for stripe already"),
      of: "processor",
    });
    expect(world.database.operations.size).toBe(0);
  });
});
