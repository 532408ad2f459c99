// SPDX-License-Identifier: Apache-2.0
"use strict";

const cards = JSON.parse(document.getElementById("cards").textContent);
const dialog = document.querySelector("dialog.card");
const signs = { keeps: "✓", breaks: "✕", undecided: "?", "not judged": "–" };

/** Text only ever gets in as text, never as markup. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function facts({ type, stack, position, change }) {
  const rows = { Type: type, Stack: stack, Program: position ?? "not known", Change: change };
  const items = Object.entries(rows).filter(([, value]) => value !== undefined);
  return element(
    "dl",
    {},
    ...items.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
  );
}

function policies(list) {
  if (list.length === 0) return [element("p", {}, "No policy is about this type.")];
  const items = list.map(({ id, verdict, requirement, texts, fix }) =>
    element(
      "li",
      {},
      element(
        "span",
        { class: `verdict verdict-${verdict.replace(" ", "-")}` },
        `${signs[verdict]} ${verdict}`,
      ),
      ` ${id}`,
      element("p", {}, requirement),
      ...texts.map((text) => element("p", { class: "finding" }, text)),
      ...(fix === undefined ? [] : [element("p", {}, `Fix: ${fix}`)]),
    ),
  );
  return [element("ul", {}, ...items)];
}

function properties(rows) {
  const body = rows.map(([path, value]) =>
    element("tr", {}, element("td", {}, path), element("td", {}, value)),
  );
  return element("table", {}, element("tbody", {}, ...body));
}

function section(card, isFirst) {
  const title = isFirst ? [] : [element("h2", {}, card.name)];
  return [
    ...title,
    facts(card),
    element("h3", {}, "Policies"),
    ...policies(card.policies),
    element("h3", {}, "Properties"),
    properties(card.properties),
  ];
}

function openCard(box) {
  const shown = cards[box.dataset.box];
  if (shown === undefined) return;
  const close = element("button", { type: "button" }, "Close");
  close.addEventListener("click", () => dialog.close());
  const title = element("h2", { id: "card-title", tabindex: "-1", autofocus: "" }, shown[0].name);
  const parts = shown.flatMap((card, index) => section(card, index === 0));
  dialog.replaceChildren(element("header", {}, title, close), ...parts);
  dialog.showModal();
  title.focus();
  dialog.scrollTop = 0;
  // The browser gives focus back to what had it; a click on a drawing need not have given it.
  dialog.addEventListener("close", () => box.focus(), { once: true });
}

function boxOf(event) {
  return event.target.closest?.("[data-box][tabindex]");
}

document.addEventListener("click", (event) => {
  if (event.target === dialog) return dialog.close();
  const box = boxOf(event);
  if (box) openCard(box);
});
document.addEventListener("keydown", (event) => {
  const box = boxOf(event);
  if (!box || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  openCard(box);
});
