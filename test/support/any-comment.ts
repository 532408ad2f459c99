// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import type { ResourceChange, StackChanges } from "../../review/diff/changes";
import type { CommentInput, PolicyViolation } from "../../review/diff/comment";
import { urnOf } from "./preview-steps";

/** Texts that mean something to Markdown, HTML or GitHub, or can't be seen. */
export const nastyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(
        ...["|", "`", "```", "<b>", "</details>", "<!--", "-->", "\n", "\r\n", "\\", "\\|", "@all"],
        ...["# ", "- ", "![x](y)", "[x](y)", "&lt;", "\u202e", "\ud800", "~~~", "---", "$$"],
        ...["https://example.com/a|b", "www.example.com", "#12", "😀", "a@b.example"],
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

/** A text up to many times what a comment holds. */
function longText(longest: number): fc.Arbitrary<string> {
  return fc
    .tuple(nastyText, fc.nat({ max: longest }))
    .map(([text, times]) => (text + "x|`<").repeat(Math.ceil(times / (text.length + 4))));
}

function anyChange(text: fc.Arbitrary<string>, most: number): fc.Arbitrary<ResourceChange> {
  const property = fc.record({
    path: text,
    before: fc.option(text, { nil: undefined }),
    after: fc.option(text, { nil: undefined }),
    forcesReplacement: fc.boolean(),
  });
  const place = fc.record({ file: text, line: fc.nat() });
  return fc
    .record(
      {
        type: fc.constantFrom("aws:ec2/vpc:Vpc", "aws:iam/role:Role", "a|`b"),
        name: text,
        region: fc.constantFrom("us-east-1", "eu-west-1", undefined),
        loss: fc.constantFrom("its data", undefined),
        properties: fc.array(property, { maxLength: most }),
        place,
        caller: place,
      },
      { requiredKeys: ["type", "name", "region", "loss", "properties"] },
    )
    .map((change) => ({ ...change, urn: urnOf("production-base", change.type, change.name) }));
}

/** Everything that a comment could be about; `copies` of each change, texts up to `longest`. */
export function anyComment(longest: number, copies: number): fc.Arbitrary<CommentInput> {
  const text = longText(longest);
  const times = <T>(things: readonly T[]): T[] =>
    things.flatMap((thing) => Array.from({ length: copies }, () => thing));
  // Copies would be folded; numbers make them differ.
  const changes = fc.array(anyChange(text, 4), { maxLength: 3 }).map((all) =>
    times(all).map((change, index) => ({
      ...change,
      name: `${index}${change.name}`,
      properties: change.properties.map((one) => ({ ...one, path: `${index}${one.path}` })),
    })),
  );
  const stack: fc.Arbitrary<StackChanges> = fc.record({
    stack: text,
    errors: fc.array(text, { maxLength: 2 }),
    created: changes,
    updated: changes,
    replaced: changes,
    deleted: changes,
    unchanged: fc.nat(),
  });
  const violation: fc.Arbitrary<PolicyViolation> = fc.record(
    {
      rule: text,
      urn: text.map((name) => urnOf("production-base", "aws:ec2/vpc:Vpc", name)),
      message: fc.tuple(text, text).map(([found, fix]) => `${found} Fix: ${fix}`),
      level: fc.constantFrom("mandatory", "advisory"),
      file: text,
    },
    { requiredKeys: ["rule", "urn", "message", "level"] },
  );
  const gate = fc.record({ gate: text, ok: fc.boolean(), text, fix: text });
  const line = fc.record({ region: text, part: text, before: fc.nat(), after: fc.nat() });
  return fc.record(
    {
      title: text,
      base: text,
      stacks: fc.array(stack, { maxLength: 3 }).map(times),
      policies: fc.record({
        violations: fc
          .array(violation, { maxLength: 3 })
          .map((all) => times(all).map((one, index) => ({ ...one, rule: `${index}${one.rule}` }))),
        undecided: fc.nat(),
        exceptions: fc.nat(),
      }),
      gates: fc.array(gate, { maxLength: 3 }).map(times),
      cost: fc.record({
        before: fc.nat(),
        after: fc.nat(),
        lines: fc.array(line, { maxLength: 3 }).map(times),
      }),
      picture: fc.constantFrom("![The platform](platform.svg)", "x".repeat(100_000)),
      fullText: text,
    },
    { requiredKeys: ["title", "base", "stacks", "policies", "gates", "cost"] },
  );
}
