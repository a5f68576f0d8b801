import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import type { Kind, KindName } from "#platform/kinds.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

/** The register with one more line: what lists kinds shows the new one, and nothing else has to be told of it. */
vi.mock("#platform/kinds.ts", async (original) => {
  const register = await original<{ KINDS: Record<string, Kind> }>();
  register.KINDS.medal = {
    list: "medals",
    pages: ["staff"],
    api: ["staff"],
    rail: ["staff"],
    search: { title: "title", detail: "given_on" },
    told: true,
    logged: true,
    counted: "medal",
    imported: true,
    exported: true,
  };
  return register;
});

const { KINDS, kindsWith } = await import("#platform/kinds.ts");
const medal = "medal" as "partner";
const database = useDatabase();
let office: Actor;
let id: string;
const asked = (address: string) =>
  ({ locals: { actor: office, locale: "vi" }, url: new URL(`http://amity.example${address}`), params: {} }) as never;

beforeAll(async () => {
  await asOwner(database.ownerUrl(), (client) =>
    client.query(`create table medal (id uuid primary key default new_id(), title text not null, given_on date not null,
        search_text text generated always as (reference.words(title)) stored);
      call own_rows('medal'); grant select, insert on medal to amity_app`),
  );
  office = await aPerson("office", "vufo");
  const { ownRights, recordHistory } = await import("#platform/history.server.ts");
  const { tellPeople } = await import("#modules/access/notification.commands.server.ts");
  const other = await aPerson("leader", "vufo");
  id = await inWork(office, async (work) => {
    const rights = ownRights(work, "union");
    const made = await work.client.query<{ id: string }>(
      "insert into medal (title, given_on, unit_id, unit_path, visibility) values ('Vì hòa bình, hữu nghị', '2026-03-05', $1, $2, 'union') returning id",
      [rights.unit_id, rights.unit_path],
    );
    const made_id = made.rows[0]?.id ?? "";
    await recordHistory(work, {
      subject: [medal, made_id],
      action: "registered",
      rights,
      after: { title: "Vì hòa bình" },
    });
    await tellPeople({ ...work, actor: other }, [office.userId ?? ""], {
      kind: "medal_given",
      subject: [medal, made_id],
      title: "Vì hòa bình",
    });
    return made_id;
  });
});

test("is found by pages, interface and the box that jumps", async () => {
  const { GET } = await import("../src/routes/api/v1/search/+server.ts");
  const { load } = await import("../src/routes/(desk)/search/+page.server.ts");
  const hit = { name: "Vì hòa bình, hữu nghị", href: `/medals/${id}`, note: "medal · 5/3/2026" };
  const answer = (await (await GET(asked("/api/v1/search?q=hoa+binh"))).json()) as { items: unknown[] };
  expect(answer.items).toContainEqual(expect.objectContaining({ kind: "medal", id, ...hit }));
  expect(await load(asked("/search?q=hoa+binh"))).toMatchObject({ hits: expect.arrayContaining([hit]) });
});

test("is told on the desk, in the log and in its filter", async () => {
  const desk = await import("../src/routes/(desk)/+page.server.ts");
  const log = await import("../src/routes/(desk)/history/+page.server.ts");
  const line = { kind: "medal", title: "Vì hòa bình", href: `/medals/${id}` };
  expect(await desk.load(asked("/"))).toMatchObject({ changes: [line] });
  expect(await log.load(asked("/history?kind=medal"))).toMatchObject({
    bar: {
      boxes: expect.arrayContaining([
        expect.objectContaining({
          name: "kind",
          options: expect.arrayContaining([expect.objectContaining({ value: "medal" })]),
        }),
      ]),
    },
    items: [line],
  });
});

test("is linked from notifications and from the letter of the day", async () => {
  const { system } = await import("#platform/actor.ts");
  const { sendDigests } = await import("#modules/access/notification.commands.server.ts");
  const { listLetters } = await import("#modules/access/notification.queries.server.ts");
  const { load } = await import("../src/routes/(desk)/notifications/+page.server.ts");
  await inWork(system, sendDigests);
  expect((await inWork(office, (work) => listLetters(work)))[0]?.body).toContain(`/medals/${id}`);
  expect(await load(asked("/notifications"))).toMatchObject({ lines: [{ href: `/medals/${id}` }] });
});

test("has its doors and its place in the rail", async () => {
  const { doorTo, mayEnter } = await import("#platform/doors.ts");
  const { railFor } = await import("../src/routes/rail.server.ts");
  for (const address of [`/medals/${id}`, "/medals", "/api/v1/medals"]) {
    expect(mayEnter(doorTo(address), "staff")).toBe(true);
    expect(mayEnter(doorTo(address), "outside")).toBe(false);
  }
  expect(railFor(office)).toContainEqual({ href: "/medals", word: "medals" });
  expect(railFor({ ...office, reach: "reader", role: "auditor" })).not.toContainEqual({
    href: "/medals",
    word: "medals",
  });
});

test("is offered by imports and exports, on pages and on the command line", async () => {
  const { uploadForm } = await import("#modules/imports/import.forms.ts");
  const { load } = await import("../src/routes/(desk)/imports/new/+page.server.ts");
  const { COMMANDS } = await import("../src/cli/commands.ts");
  const { exportList } = await import("../src/cli/export.ts");
  expect(uploadForm.shape.kind.safeParse("medals").success).toBe(true);
  expect(await load(asked("/imports/new"))).toMatchObject({
    kinds: expect.arrayContaining([{ value: "medals", label: "medals" }]),
  });
  expect(COMMANDS.import?.usage).toContain("|medals ");
  expect(COMMANDS.export?.usage).toContain("|medals ");
  const file = path.join(os.tmpdir(), "amity-no-such-list.csv");
  await expect(inWork(office, (work) => exportList(work, "metals", file))).rejects.toThrow("|medals");
  expect(fs.existsSync(file)).toBe(false);
});

test("moves the figures when it changes", async () => {
  const { keptFigure } = await import("#modules/reports/indicator.queries.server.ts");
  const { ownRights, recordHistory } = await import("#platform/history.server.ts");
  const { inReading } = await import("#platform/db.server.ts");
  let counted = 0;
  const ask = () => inReading(office, (work) => keptFigure(work, "medals", async () => (counted += 1)));
  expect([await ask(), await ask()]).toEqual([1, 1]);
  const rights = await inWork(office, async (work) => ownRights(work));
  await inWork(office, (work) => recordHistory(work, { subject: [medal, id], action: "edited", rights }));
  expect(await ask()).toBe(2);
  expect(kindsWith("counted")).toContain("medal" as KindName);
  expect(KINDS).toHaveProperty("medal");
});
