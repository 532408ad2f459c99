// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A Pulumi package that a program has installed, and with it the plugin that it needs. */
export interface RequiredPackage {
  /** Name of the plugin, such as `aws`. */
  readonly name: string;
  /** Version of the plugin, with a leading v. */
  readonly version: string;
  /** Where the plugin is downloaded from; empty for Pulumi's own place. */
  readonly server: string;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly pulumi?: {
    readonly resource?: boolean;
    readonly name?: string;
    readonly version?: string;
    readonly server?: string;
  };
}

/** The packages with `pulumi.resource` in their package.json, nested node_modules included. */
export function requiredPackages(folder: string): RequiredPackage[] {
  return packageFolders(join(folder, "node_modules")).flatMap((packageFolder) => [
    ...describe(readManifest(packageFolder)),
    ...requiredPackages(packageFolder),
  ]);
}

/** Name and installed version of the packages that a program's package.json asks for. */
export function directDependencies(folder: string): { name: string; version: string }[] {
  const text = readText(join(folder, "package.json"));
  const manifest = JSON.parse(text ?? "{}") as { dependencies?: Record<string, string> };
  return Object.entries(manifest.dependencies ?? {}).map(([name, range]) => ({
    name,
    version: readManifest(join(folder, "node_modules", name)).version ?? range,
  }));
}

function describe({ name, version, pulumi }: Manifest): RequiredPackage[] {
  if (pulumi?.resource !== true) return [];
  const plugin = pulumi.name ?? name?.replace(/^@pulumi\//, "");
  const pluginVersion = pulumi.version ?? version;
  if (plugin === undefined || pluginVersion === undefined) return [];
  return [
    {
      name: plugin,
      version: `v${pluginVersion.replace(/^v/, "")}`,
      server: pulumi.server ?? "",
    },
  ];
}

function packageFolders(modules: string): string[] {
  return list(modules).flatMap((name) => {
    if (name.startsWith(".")) return [];
    const folder = join(modules, name);
    return name.startsWith("@") ? list(folder).map((child) => join(folder, child)) : [folder];
  });
}

function readManifest(folder: string): Manifest {
  const text = readText(join(folder, "package.json"));
  if (text === undefined || !text.includes('"version"')) return {};
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    // Some packages ship broken manifests as test data; a plugin is never among them.
    return {};
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
