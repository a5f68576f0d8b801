import { expect, test } from "vitest";
import { DEMO, INVITATION_DAYS } from "./access.model.ts";

test("the demo's accounts stand below one address that nobody can own", () => {
  expect(DEMO.domain).toMatch(/^@[a-z.]+\.example$/);
  expect(DEMO.password.length).toBeGreaterThanOrEqual(10);
  expect(INVITATION_DAYS).toBe(14);
});
