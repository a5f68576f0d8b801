import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { NotFoundError } from "#platform/errors.ts";
import { endPost, fillPost } from "./unit.commands.server.ts";
import { postForm } from "./unit.forms.ts";
import { findUnitByCode, listUnitParts } from "./unit.queries.server.ts";

useDatabase();
let admin: Actor;
beforeAll(async () => {
  admin = await aPerson("administrator", "vufo");
});

test("a post ends in its own unit only", async () => {
  const idOf = async (code: string) => (await inReading(admin, (work) => findUnitByCode(work, code)))?.id ?? "";
  const [hanoi, top] = [await idOf("ha_noi"), await idOf("vufo")];
  const post = postForm.parse({ title: "Chủ tịch", holder_name: "Nguyễn Văn An", from_on: "2024-01-01" });
  await inWork(admin, (work) => fillPost(work, hanoi, post));
  const postsOf = async () => (await inReading(admin, (work) => listUnitParts(work, hanoi))).posts;
  const id = (await postsOf()).find((one) => one.holder_name === post.holder_name)?.id ?? "";
  const end = { id, until_on: "2025-01-01" };
  await expect(inWork(admin, (work) => endPost(work, top, end))).rejects.toThrow(NotFoundError);
  await inWork(admin, (work) => endPost(work, hanoi, end));
  expect((await postsOf()).find((one) => one.id === id)?.until_on).toBe("2025-01-01");
});
