import { HtmlValidate } from "html-validate";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What Svelte writes in another of the ways that HTML allows, and what HTML itself takes for granted, is no fault. */
const WRITTEN_SO = {
  "attribute-boolean-style": "off",
  "attribute-empty-style": "off",
  "doctype-style": "off",
  "void-style": "off",
  "no-trailing-whitespace": "off",
  "no-implicit-button-type": "off",
  "no-implicit-input-type": "off",
} as const;
const checker = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    ...WRITTEN_SO,
    // A field of a row is called row.0.name, in its id too.
    "valid-id": ["error", { relaxed: true }],
    // A record's name is as long as it is.
    "long-title": "off",
    // Lists to choose from while one types: no element of HTML does that.
    "prefer-native-element": ["error", { exclude: ["listbox"] }],
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
  },
});

/** The page as the server sent it is HTML by its standard. */
export async function expectValid(page: Page, where: string) {
  const answer = await page.request.get(page.url());
  const report = await checker.validateString(await answer.text());
  const said = report.results.flatMap(({ messages }) =>
    messages.map((one) => `${where}: ${one.ruleId} ${one.message} ${one.selector ?? ""}`),
  );
  expect([...new Set(said)]).toEqual([]);
}
