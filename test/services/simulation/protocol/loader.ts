// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { compileFunction } from "node:vm";

import { transformSync } from "@swc/core";

/** A mistake made in a source: the one place where `find` is becomes `replace`. */
export interface Edit {
  /** From the repository's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export const root = path.resolve(__dirname, "../../../..");

/** What stays out of the simulation, which puts its own in their place: whatever does I/O. */
const outside = /[\\/]services[\\/][^\\/]+[\\/](?:adapters|runtime|store)(?:[\\/]|$|\.)/;

/** Where our own packages are, by the names that they are imported by. */
const packages: Readonly<Record<string, string>> = {
  "payments-journal": path.join(root, "services/journal/index.ts"),
};

type Exports = Record<string, unknown>;

/** Files as they are when nothing is edited in them: many loads of the same begin with these. */
const compiled = new Map<string, string>();

/**
 * Loads modules of ours from their sources, with edits made on the way: each load has classes and
 * state of its own, so a broken protocol and a right one can run side by side.
 *
 * @throws Error when an edit's text is not in its file exactly once, or its file was not loaded
 */
export class SourceLoader {
  private readonly loaded = new Map<string, { exports: Exports }>();
  private readonly made = new Set<Edit>();

  constructor(private readonly edits: readonly Edit[] = []) {}

  /** Exports of a module, named from the repository's root. */
  load(file: string): Exports {
    return this.loadFile(path.join(root, file));
  }

  /** The files loaded so far, from the repository's root. */
  get files(): readonly string[] {
    return [...this.loaded.keys()].map((file) => path.relative(root, file));
  }

  /** @throws Error when an edit was not made, so that no mutant lives on by not being there */
  finish(): void {
    const missed = this.edits.filter((edit) => !this.made.has(edit));
    if (missed.length === 0) return;
    throw new Error(`not loaded: ${missed.map((edit) => edit.file).join(", ")}`);
  }

  private loadFile(file: string): Exports {
    const known = this.loaded.get(file);
    if (known) return known.exports;
    const loaded = { exports: {} };
    this.loaded.set(file, loaded);
    const run = compileFunction(this.compile(file), ["module", "exports", "require", "__dirname"], {
      filename: file,
    }) as (
      module: { exports: Exports },
      exports: Exports,
      load: (name: string) => unknown,
      folder: string,
    ) => void;
    run(loaded, loaded.exports, (name) => this.import(name, file), path.dirname(file));
    // The compiler makes each export a getter, for modules that import each other, which ours don't.
    loaded.exports = { ...loaded.exports };
    return loaded.exports;
  }

  private import(name: string, from: string): unknown {
    const own = packages[name];
    if (own !== undefined) return this.loadFile(own);
    if (!name.startsWith(".")) {
      if (path.relative(root, from).startsWith("test")) {
        return createRequire(from)(name) as unknown;
      }
      throw new Error(`${path.relative(root, from)}: a protocol imports no package, got ${name}`);
    }
    const file = path.resolve(path.dirname(from), name);
    return outside.test(file) ? {} : this.loadFile(sourceOf(file));
  }

  private compile(file: string): string {
    const edits = this.edits.filter((edit) => path.join(root, edit.file) === file);
    const known = edits.length === 0 ? compiled.get(file) : undefined;
    if (known !== undefined) return known;
    let source = readFileSync(file, "utf8");
    for (const edit of edits) {
      const count = source.split(edit.find).length - 1;
      if (count !== 1) {
        throw new Error(`${edit.file}: expected once, found ${count} times: ${edit.find}`);
      }
      source = source.replace(edit.find, () => edit.replace);
      this.made.add(edit);
    }
    const { code } = transformSync(source, {
      filename: file,
      jsc: { parser: { syntax: "typescript" }, target: "es2022" },
      module: { type: "commonjs" },
      configFile: false,
      swcrc: false,
    });
    if (edits.length === 0) compiled.set(file, code);
    return code;
  }
}

function sourceOf(file: string): string {
  const found = [`${file}.ts`, path.join(file, "index.ts"), file].find(
    (candidate) => existsSync(candidate) && statSync(candidate).isFile(),
  );
  if (found === undefined) throw new Error(`no module at ${path.relative(root, file)}`);
  return found;
}
