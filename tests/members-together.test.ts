import { beforeAll, expect, test } from "vitest";
import { aDraftDelegation } from "#modules/delegations/delegation.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { aPerson, useDatabase } from "./database.ts";
import { askAsIs } from "./handler.ts";
import { sessionOf } from "./signed-in.ts";

// Adding several members from the page to the way back: who may be somebody who is there is asked about, the rest is counted and can be undone.
useDatabase();
let officer: Actor;
let visit: string;
beforeAll(async () => {
  officer = await aPerson("association_officer", "association_fr");
  visit = `/delegations/${await inWork(officer, (work) => aDraftDelegation(work))}`;
});

const ask = async (path: string, fields?: Record<string, string>) => {
  const headers = { cookie: await sessionOf(officer.userId ?? "") };
  const sent = fields && { method: "POST", body: new URLSearchParams(fields) };
  return askAsIs(new Request(`http://amity.test${path}`, { headers, ...sent }));
};
type Shown = { members: { name: string }[]; undo?: { href: string; sent: Record<string, string | number> } };
type Refused = { refusal: { errors: Record<string, string>; there: string } };

test("those that were added are counted where one lands, and one act takes them out again", async () => {
  const added = await ask(`${visit}/members/several`, {
    "row.0.name": "Vũ Một",
    "row.0.role": "member",
    "row.2.name": "Vũ Hai",
    "row.2.role": "member",
  });
  const to = added.headers.get("location") ?? "";
  expect([added.status, to]).toEqual([303, expect.stringMatching(/did=parts_added&count=2&first=.+#members$/)]);
  const { members, undo } = (await (await ask(to)).json()) as Shown;
  expect(members).toHaveLength(2);
  const before = await ask(`${undo?.href}?${new URLSearchParams(undo?.sent as Record<string, string>).toString()}`);
  expect(((await before.json()) as { rows: unknown[] }).rows).toHaveLength(2);
  const gone = await ask(undo?.href ?? "", undo?.sent as Record<string, string>);
  expect([gone.status, gone.headers.get("location")]).toEqual([303, `${visit}?did=parts_removed&count=2#members`]);
  const after = (await (await ask(to)).json()) as Shown;
  expect([after.members, after.undo]).toEqual([[], undefined]);
});

test("a name that is there is asked about in rows and by itself, and taken once it is said to be another's", async () => {
  const single = { name: "Vũ Ba", role: "member" };
  expect((await ask(`${visit}/members/new`, single)).status).toBe(303);
  const row = { "row.0.name": "VŨ BA", "row.0.role": "member" };
  for (const [path, sent, field] of [
    ["members/several", row, "row.0.name"],
    ["members/new", single, "name"],
  ] as const) {
    const refused = (await (await ask(`${visit}/${path}`, sent)).json()) as Refused;
    expect([Object.keys(refused.refusal.errors), refused.refusal.there]).toEqual([[field], `${visit}#members`]);
    expect((await ask(`${visit}/${path}`, { ...sent, is_another: "on" })).status).toBe(303);
  }
  expect(((await (await ask(visit)).json()) as Shown).members).toHaveLength(3);
});
