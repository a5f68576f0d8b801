import { expect, test } from "vitest";
import { spoken, understood } from "#platform/filter.fixtures.ts";
import { importFilter, uploadQuery } from "./import.filter.ts";

test("imports are found by kind and by how far they are", () => {
  for (const status of ["trying", "tried", "committing", "committed", "undone", "failed"])
    expect(understood(importFilter, `kind=partners&status=${status}`)).toEqual([{ kind: "partners", status }]);
  expect(understood(importFilter, "kind=reports&status=lost")).toEqual([{}, "kind", "status"]);
  expect(spoken(importFilter)).toEqual({
    kind: "choice list_kind nav_",
    status: "choice list_status import_status",
  });
});

test("an upload says its kind, and whether it is only tried", () => {
  expect(understood(uploadQuery, "kind=partners&try=1")).toEqual([{ kind: "partners", try: true }]);
  expect(understood(uploadQuery, "kind=reports&try=perhaps")).toEqual([{}, "kind", "try"]);
  expect(spoken(uploadQuery)).toEqual({ kind: "choice list_kind nav_", try: "choice import_try import_try" });
});
