import { expect, test } from "vitest";
import type { ExchangeKind } from "./exchange.model.ts";
import { isQuestion } from "./exchange.model.ts";

/** Questions end with an answer of who was asked; the others are settled. */
const ENDS_WITH_AN_ANSWER: Record<ExchangeKind, boolean> = {
  opinion: true,
  programme: true,
  commitment: false,
  suggestion: false,
  statement: false,
};

test.each(Object.entries(ENDS_WITH_AN_ANSWER) as [ExchangeKind, boolean][])("%s: %s", (kind, is) => {
  expect(isQuestion(kind)).toBe(is);
});
