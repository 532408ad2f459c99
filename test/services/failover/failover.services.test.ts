// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from "node:timers/promises";
import { Fenced } from "payments-journal";
import { FailoverSite, intent } from "../../support/failover-site";

let site: FailoverSite;

afterEach(async () => {
  await site.stop();
});

async function operations(postgres: FailoverSite["europe"]): Promise<unknown> {
  const { rows } = await postgres.query("SELECT id FROM operations ORDER BY id");
  return rows.map(({ id }) => id);
}

describe("the failover process", () => {
  it("replaces a region that is lost: what only the journal has is in the other database", async () => {
    site = await FailoverSite.start();
    const third = await site.watcher("eu-central-1");
    const watcher = await site.watcher("eu-west-1", { VANTAGES: `third=${third.url}/vantage` });
    expect(await watcher.order({ kind: "found", target: "us-east-1" })).toEqual({
      status: 202,
      body: { kind: "founded", epoch: 1 },
    });
    const writer = await site.writer();
    await Promise.all(["a", "b", "c"].map((id) => writer.append(intent(id))));
    await watcher.sees("ACTIVE", 1);
    expect((await fetch(`${watcher.url}/latch/us-east-1-retired`)).status).toBe(404);

    await site.america.kill();
    site.alive = false;
    await watcher.sees("ACTIVE", 2);
    expect(await operations(site.europe)).toEqual(["a", "b", "c"]);
    const { rows } = await site.europe.query("SELECT DISTINCT epoch::int FROM fence");
    expect(rows).toEqual([{ epoch: 2 }]);
    expect((await fetch(`${watcher.url}/latch/us-east-1-retired`)).status).toBe(200);
    await expect(writer.append(intent("d"))).rejects.toThrow(Fenced);
    const story = ["detected", "begun", "sealed", "latched", "promoted", "replayed", "opened"];
    expect(watcher.moments()).toEqual(story);
  });

  it("renews an epoch that is a day old, once, by what the database says of its age", async () => {
    site = await FailoverSite.start();
    const watchers = [await site.watcher("eu-west-1"), await site.watcher("us-east-1")];
    await watchers[0]?.order({ kind: "found", target: "us-east-1" });
    const writer = await site.writer();
    await writer.append(intent("a"));
    await site.america.query("UPDATE fence SET raised_at = raised_at - interval '1 day'");
    for (const watcher of watchers) await watcher.sees("ACTIVE", 2);
    await expect(writer.append(intent("b"))).rejects.toThrow(Fenced);
    expect((await site.writer()).epoch).toBe(2);
    expect(await operations(site.america)).toEqual(["a"]);
    const moments = watchers.map((watcher) => watcher.moments());
    expect(moments).toEqual([["begun", "sealed", "latched", "replayed", "opened"], []]);
    await sleep(2_000);
    for (const watcher of watchers) await watcher.sees("ACTIVE", 2);
  });

  it("pages a database that came back without its last commits, and leaves the epoch alone", async () => {
    site = await FailoverSite.start();
    const watcher = await site.watcher("eu-west-1");
    await watcher.order({ kind: "found", target: "us-east-1" });
    await site.writer();
    await site.america.query(
      "UPDATE fence SET epoch = 0, raised_at = raised_at - interval '9 days'",
    );
    while ((await watcher.pages()).length === 0) await sleep(50);
    await sleep(1_000);
    expect(await watcher.pages()).toEqual([
      "the database of us-east-1 came back without its last commits",
    ]);
    await watcher.sees("ACTIVE", 1);
  });

  it("goes back to the old region when the promotion is refused", async () => {
    // Whoever is no superuser may not promote.
    site = await FailoverSite.start("watcher");
    const watcher = await site.watcher("eu-west-1", {}, "watcher");
    await watcher.order({ kind: "found", target: "us-east-1" });
    const writer = await site.writer();
    await writer.append(intent("a"));
    await watcher.sees("ACTIVE", 1);

    const order = { kind: "failover", target: "eu-west-1", epoch: 1 };
    expect(await watcher.order(order)).toMatchObject({ status: 202, body: { kind: "begun" } });
    await watcher.sees("ACTIVE", 2);
    expect(watcher.moments()).toContain("aborted");
    expect(await operations(site.america)).toEqual(["a"]);
    expect((await fetch(`${watcher.url}/latch/us-east-1-retired`)).status).toBe(404);
    await expect(site.europe.query("CREATE TABLE written (id int)")).rejects.toThrow("read-only");
    await expect(writer.append(intent("b"))).rejects.toThrow(Fenced);
    expect((await site.writer()).epoch).toBe(2);
  });

  it.each(["F2.put-seal", "F3.promote", "F4.apply"])(
    "goes on with a failover whose process died at %s",
    async (step) => {
      site = await FailoverSite.start();
      const dying = await site.watcher("eu-west-1", { EXIT_AT_STEP: step });
      await dying.order({ kind: "found", target: "us-east-1" });
      const writer = await site.writer();
      await writer.append(intent("a"));
      await dying.sees("ACTIVE", 1);
      await site.america.kill();
      await dying.order({ kind: "failover", target: "eu-west-1", epoch: 1 }).catch(() => undefined);
      while (dying.running) await sleep(50);
      const other = await site.watcher("eu-west-1");
      await other.sees("ACTIVE", 2);
      expect(await operations(site.europe)).toEqual(["a"]);
    },
  );
});
