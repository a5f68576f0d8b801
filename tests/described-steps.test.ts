import { expect, test } from "vitest";
import { openApi } from "../src/routes/api/openapi.server.ts";

test("the description of a step says what its form asks, without files", () => {
  type Described = { post?: { requestBody?: { content: { "application/json": { schema: { properties: object } } } } } };
  const paths = openApi().paths as Record<string, Described>;
  const asked = (path: string) =>
    Object.keys(paths[path]?.post?.requestBody?.content["application/json"].schema.properties ?? { none: true });
  expect(asked("/delegations/{id}/steps/approve")).toEqual(["number", "decided_on", "seen"]);
  expect(asked("/delegations/{id}/steps/number")).toEqual(["number", "decided_on", "reason"]);
  expect(asked("/delegations/{id}/approval")).toEqual(["number", "decided_on", "seen"]);
  expect(asked("/delegations/{id}/steps/report")).toEqual(["facts", "assessment", "proposals"]);
  expect(asked("/delegations/{id}/steps/come-back")).toEqual([]);
  expect(asked("/delegations/{id}/proposal")).toEqual([]);
  expect(asked("/activities/{id}/steps/move")).toEqual(["starts_on"]);
});
