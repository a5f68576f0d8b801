import { expect, test } from "vitest";
import { AN_ID, readBy } from "#platform/forms.fixtures.ts";
import { grantForm } from "./exchange.forms.ts";

test("access is given, or ended where that is said", () => {
  expect(readBy(grantForm, { user_id: AN_ID })).toEqual({ user_id: AN_ID, access: "give" });
  expect(readBy(grantForm, { user_id: AN_ID, access: "end" })).toEqual({ user_id: AN_ID, access: "end" });
  expect(readBy(grantForm, { access: "lend" })).toEqual({ user_id: "error_choose", access: "error_choose" });
});
