// SPDX-License-Identifier: Apache-2.0
import { once } from "node:events";

import { Cloud } from "../../sandbox/provider/cloud";

/** Adds to a count in a cloud, and puts an object each time: a writer of its own, as a process. */
export async function write(directory: string, writer: string, times: number): Promise<void> {
  const cloud = new Cloud(directory);
  const blank = { place: "global", urn: "", inputs: {}, computed: {} };
  for (let turn = 0; turn < times; turn += 1) {
    await cloud.alone(() => {
      const count = cloud.find("test:count", "count")?.inputs.count ?? 0;
      const inputs = { count: Number(count) + 1 };
      cloud.put({ ...blank, type: "test:count", id: "count", inputs });
      cloud.put({ ...blank, type: "test:object", id: `${writer}/${turn}` });
    });
  }
}

async function writeWhenTold(directory: string, writer: string, times: number): Promise<void> {
  process.stdout.write("ready\n");
  await once(process.stdin, "data");
  process.stdin.destroy();
  await write(directory, writer, times);
}

const [, script, directory, writer, times] = process.argv;
if (script === __filename && directory !== undefined && writer !== undefined) {
  void writeWhenTold(directory, writer, Number(times));
}
