import { expect, test } from "vitest";
import { isComposing } from "./keys.ts";

test.each([
  [{ isComposing: true, keyCode: 13 }, true],
  [{ isComposing: false, keyCode: 229 }, true],
  [{ isComposing: false, keyCode: 13 }, false],
])("a key of an input method is not the writer's: %o", (event, expected) => {
  expect(isComposing(event)).toBe(expected);
});
