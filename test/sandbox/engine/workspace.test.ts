// SPDX-License-Identifier: Apache-2.0
import {
  engineEnvironment,
  mergeDebugProviders,
} from "../../../sandbox/engine/environment-variables";
import { copyStackFile } from "../../../sandbox/engine/stack-file";

describe("mergeDebugProviders", () => {
  it("lets the user's entries win and keeps the other stand-ins", () => {
    expect(mergeDebugProviders("aws:1, mine:2", "aws:3,eks:4")).toBe("aws:1,mine:2,eks:4");
  });
});

describe("engineEnvironment", () => {
  const locations = { state: "/s/state", home: "/s/home", debugProviders: "aws:3" };

  it("points the engine at the sandbox, whatever the user has set for AWS", () => {
    const user = {
      PATH: "/bin",
      PULUMI_BACKEND_URL: "s3://real",
      PULUMI_HOME: "/root/.pulumi",
      PULUMI_CONFIG_PASSPHRASE_FILE: "/key",
      PULUMI_ACCESS_TOKEN: "token",
    };
    const env = engineEnvironment(user, locations);
    expect(env).toMatchObject({
      PATH: "/bin",
      PULUMI_BACKEND_URL: "file:///s/state",
      PULUMI_HOME: "/s/home",
      PULUMI_DEBUG_PROVIDERS: "aws:3",
    });
    expect(Object.keys(env)).not.toContain("PULUMI_CONFIG_PASSPHRASE_FILE");
    expect(Object.keys(env)).not.toContain("PULUMI_ACCESS_TOKEN");
  });
});

describe("copyStackFile", () => {
  it("copies plain config, adds overrides and leaves what only AWS can decrypt", () => {
    const committed = [
      "secretsprovider: awskms://alias/x",
      "encryptedkey: abc",
      "config:",
      "  payments:scope: base",
      "  payments:token:",
      "    secure: v1:xyz",
    ].join("\n");
    expect(
      copyStackFile(committed, "encryptionsalt: v1:old\n", { "payments:takeDown": "true" }),
    ).toBe(
      'encryptionsalt: v1:old\nconfig:\n  payments:scope: base\n  payments:takeDown: "true"\n',
    );
  });

  it("has no salt before the stack is made", () => {
    expect(copyStackFile("config:\n  a: b\n", undefined, {})).toBe("config:\n  a: b\n");
  });
});
