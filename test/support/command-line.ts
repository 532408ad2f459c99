// SPDX-License-Identifier: Apache-2.0
import { CommanderError } from "commander";

/** What was said to standard output and standard error in the test that runs, instead of there. */
export function listened(): { readonly said: string } {
  const heard = { said: "" };
  const listen = (text: string | Uint8Array) => {
    heard.said += String(text);
    return true;
  };
  beforeEach(() => {
    heard.said = "";
    jest.spyOn(process.stdout, "write").mockImplementation(listen);
    jest.spyOn(process.stderr, "write").mockImplementation(listen);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  return heard;
}

/** The exit code that a command line asks for; `undefined` when it is to be run. */
export function exitCodeOf(read: () => unknown): number | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
}
