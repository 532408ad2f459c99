// SPDX-License-Identifier: Apache-2.0
import eslint from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import prettier from "eslint-config-prettier";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import globals from "globals";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** As Node has them, and first the condition under which our own services are read from source. */
const importConditions = ["payments-source", "types", "import", "require", "node", "default"];

/** Imports go one way: shared <- network <- {cluster, data, edge} <- {delivery, observability} <- stacks. */
const layers = [
  { target: "components/shared", from: ["components/!(shared)/**", "stacks/**", "sandbox/**"] },
  {
    target: "components/network",
    from: ["components/!(shared|network)/**", "stacks/**", "sandbox/**"],
  },
  ...["cluster", "data", "edge"].map((folder) => ({
    target: `components/${folder}`,
    from: [`components/!(shared|network|${folder})/**`, "stacks/**", "sandbox/**"],
  })),
  ...["delivery", "observability"].map((folder) => ({
    target: `components/${folder}`,
    from: ["stacks/**", "sandbox/**"],
  })),
  { target: "stacks", from: ["sandbox/**"] },
  { target: ["components", "stacks", "sandbox"], from: ["bench/**", "policy/**", "review/**"] },
  // What runs on the platform knows nothing of how the platform is made, nor the reverse.
  {
    target: "services",
    from: ["{bench,components,drill,policy,review,sandbox,stacks,test}/**"],
  },
  {
    target: ["components", "policy", "review", "sandbox", "stacks"],
    from: ["{drill,services}/**"],
  },
  { target: "services/journal", from: ["services/!(journal)/**"] },
  { target: "services/journal/core", from: ["services/journal/adapters/**"] },
  // The pack judges graphs, anybody's; it knows nothing of how ours is made.
  { target: "policy", from: ["components/**", "stacks/**", "sandbox/**", "review/**"] },
];

/** Modules that decide and create nothing; they run, and are tested, without Pulumi. */
const pureModules = [
  "components/shared/{issues,key-policy,naming,policy-document,units}.ts",
  "components/network/{cidr,subnet-plan}.ts",
  "components/cluster/instance-types.ts",
  "components/data/{database-names,payments-policy,postgres-parameters,zones}.ts",
  "components/edge/{latch-metric,load-balanced-service,record-names,validation-names}.ts",
  "components/delivery/{argo-cd-values,ci-policies,load-balancer-controller-policy,versions}.ts",
  "components/observability/{alarm-definition,alarm-definitions,dashboard-body,region-watch}.ts",
  "components/observability/alarms/*.ts",
  "stacks/topology*.ts",
  "stacks/topology-rules/**/*.ts",
  "stacks/environments/*.ts",
];

/** The protocol: no I/O and no clock, so that a simulation decides what happens and when. */
const protocolModules = [
  "services/journal/core/**/*.ts",
  "services/payments-api/operations/**/*.ts",
];

export default tseslint.config(
  { ignores: ["node_modules", ".sandbox", "coverage"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "import-x": importX, "@pulumi": pulumi },
    settings: {
      "import-x/resolver-next": [
        createTypeScriptImportResolver({ conditionNames: importConditions }),
      ],
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@pulumi/no-output-in-template-literal": "error",
      "no-mixed-operators": [
        "error",
        { groups: [["??", "&&", "||", "===", "!==", "<", ">", "?:"]] },
      ],
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", { zones: layers }],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", 60],
      eqeqeq: "error",
    },
  },
  {
    files: ["components/**/*.ts", "stacks/**/*.ts"],
    ignores: ["stacks/providers.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.property.name='Provider']",
          message: "stacks/providers.ts is the only place that makes a provider",
        },
      ],
    },
  },
  {
    files: pureModules,
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [{ group: ["@pulumi/*"], message: "a pure module imports nothing of Pulumi" }],
        },
      ],
    },
  },
  {
    files: protocolModules,
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["@*/*", "pg", "fastify", "redis", "node:*"],
              message: "a protocol does no I/O",
            },
          ],
        },
      ],
      "no-restricted-globals": [
        "error",
        ...["Date", "performance", "process", "setTimeout", "setInterval", "setImmediate"].map(
          (name) => ({ name, message: "a protocol has no clock: call a port" }),
        ),
      ],
      "no-restricted-properties": ["error", { object: "Math", property: "random" }],
    },
  },
  {
    // A property that is read bare at preview may be unknown, and then ends the whole policy.
    files: ["policy/rules/**/*.ts", "policy/lib/*.ts"],
    ignores: ["policy/lib/{graph,pack,value}.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["@pulumi/*"],
              message: "rules read by Value alone, and policy/lib/pack.ts alone knows the SDK",
            },
          ],
        },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "MemberExpression[property.name=/^(props|properties|raw)$/]",
          message: "read properties by resource.at(...)",
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "max-lines-per-function": "off" },
  },
  {
    files: ["**/*.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: globals.node,
    },
  },
  {
    // Runs in a browser, as it is.
    files: ["review/diagram/page/*.js"],
    languageOptions: { sourceType: "script", globals: globals.browser },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: globals.node },
  },
  prettier,
);
