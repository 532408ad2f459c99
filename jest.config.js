/** @type {import("jest").Config} */
const shared = {
  testEnvironment: "node",
  // Our own services are read from source.
  testEnvironmentOptions: { customExportConditions: ["payments-source", "node", "node-addons"] },
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};

module.exports = {
  // Both of the cores that a small machine has; the default leaves one idle.
  maxWorkers: "100%",
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: [
        "<rootDir>/test/engine/",
        "<rootDir>/test/stacks/graph/",
        "\\.(browser|services|simulation|stacks)\\.test\\.ts$",
      ],
    },
    {
      ...shared,
      displayName: "review",
      globalSetup: "<rootDir>/test/support/review-setup.ts",
      testMatch: ["<rootDir>/test/**/*.{browser,stacks}.test.ts"],
    },
    {
      ...shared,
      displayName: "simulation",
      testMatch: ["<rootDir>/test/**/*.simulation.test.ts"],
    },
    {
      ...shared,
      displayName: "services",
      globalSetup: "<rootDir>/test/support/services-setup.ts",
      testMatch: ["<rootDir>/test/**/*.services.test.ts"],
      setupFilesAfterEnv: ["<rootDir>/test/support/services-timeout.ts"],
    },
    {
      ...shared,
      displayName: "graph",
      testMatch: ["<rootDir>/test/stacks/graph/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "engine",
      globalSetup: "<rootDir>/test/support/engine-setup.ts",
      testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
    },
  ],
};
