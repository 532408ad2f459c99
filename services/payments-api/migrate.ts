// SPDX-License-Identifier: Apache-2.0
import { withFiles } from "./config/setting";
import { migrate } from "./store/migrate";

/** The command `payments-api migrate`: brings the tables of `DATABASE_URL` up to date. */
async function main(): Promise<number> {
  const { environment, issues } = withFiles(process.env, ["DATABASE_URL"]);
  const url = environment["DATABASE_URL"];
  if (url === undefined || issues.length > 0) {
    process.stderr.write(
      "DATABASE_URL: allowed is the postgres:// URL of a database that takes writes; " +
        "set it, or DATABASE_URL_FILE to a file that can be read\n",
    );
    return 2;
  }
  try {
    process.stdout.write(await migrate(url));
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
