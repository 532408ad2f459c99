// SPDX-License-Identifier: Apache-2.0
import { processorsServer } from "./server";

/** Serves the processors on the loopback address, on the port that is its only argument. */
const server = processorsServer();
server.listen(Number(process.argv[2]), "127.0.0.1");
process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  process.exit(0);
});
