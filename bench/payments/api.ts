// SPDX-License-Identifier: Apache-2.0
import { createServer } from "node:http";
import { Session } from "node:inspector/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { readSettings } from "../../services/payments-api/config/settings";
import { PaymentsProcess } from "../../services/payments-api/process/payments-process";
import { makeLog } from "../../services/payments-api/telemetry/log";
import type { CpuProfile } from "../profile/modules";
import { JournalTimes } from "./journal-times";
import { openNoJournal } from "./no-journal";

/**
 * The payment API's own process, with its journal or with none: `api.ts journal|none PORT`. At the
 * port it tells what its journal took (`/journal`) and where its processor time goes (`/profile`).
 */
const [variant, port] = process.argv.slice(2);

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const times = new JournalTimes();
  const open = variant === "journal" ? times.open.bind(times) : openNoJournal;
  const service = new PaymentsProcess(
    settings,
    makeLog(settings.LOG_LEVEL),
    () => process.exit(1),
    open,
  );
  process.once("SIGTERM", () => void service.stop().finally(() => process.exit()));
  serve(times);
  await service.start();
}

function serve(times: JournalTimes): void {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://bench");
    const answer =
      pathname === "/profile"
        ? profile(Number(searchParams.get("milliseconds")))
        : Promise.resolve(times.take());
    answer.then(
      (body) => response.end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(Number(port), "127.0.0.1");
}

async function profile(milliseconds: number): Promise<CpuProfile> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.start");
    await sleep(milliseconds);
    return (await session.post("Profiler.stop")).profile;
  } finally {
    session.disconnect();
  }
}

void main();
