import { beforeAll, expect, test } from "vitest";
import { findIdentity } from "#modules/identity/identity.queries.server.ts";
import { sayPart } from "#modules/identity/set-up.commands.server.ts";
import { addRoute } from "#modules/delegations/delegation-route.commands.server.ts";
import { routeForm } from "#modules/delegations/delegation.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { config } from "#platform/config.ts";
import { today } from "#platform/time.ts";
import { doorTo } from "#platform/doors.ts";
import { PLACES } from "../src/routes/(desk)/settings/settings.ts";
import { aPerson, useDatabase } from "./database.ts";
import { askAsIs, ROUTES } from "./handler.ts";
import { sessionOf } from "./signed-in.ts";

useDatabase();
let administrator: Actor;
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
});

async function read(actor: Actor) {
  const headers = { cookie: await sessionOf(actor.userId ?? "") };
  const answer = await askAsIs(new Request("http://amity.test/settings", { headers }));
  return { status: answer.status, text: await answer.text() };
}
type Change = { who: string } | null;
const changes = async () =>
  (JSON.parse((await read(administrator)).text) as { changes: Record<string, Change> }).changes;

test("every place of the index is a page that the administrator may enter", () => {
  const pages = new Set(ROUTES.filter((one) => one.page).map(({ id }) => id.replace("/(desk)", "")));
  const known = (href: string) => pages.has(href) || pages.has(href.replace(/[^/]+$/, "[facts=fact_kind]"));
  expect(PLACES.filter(({ href }) => !known(href) || !doorTo(href))).toEqual([]);
});

test("what nobody changed is named so, and what was changed says by whom", async () => {
  expect(await changes()).toMatchObject({ words: null, days: null, facts: null });
  const { version, ...said } = await inReading(administrator, findIdentity);
  const names = { name: "Liên hiệp", short_name: "LH", seal: "LH", seat: "Hà Nội" };
  await inWork(administrator, (work) => sayPart(work, { ...said, ...names, accent: null, version } as never));
  const route = { unit_kind: "press", direction: "incoming", approving_kind: "own", report_due_working_days: 5 };
  await inWork(administrator, (work) => addRoute(work, routeForm.parse({ ...route, from_on: today() })));
  const now = await changes();
  expect([now.identity?.who, now.routes?.who]).toEqual([administrator.name, administrator.name]);
  expect([now.words, now.days, now.facts]).toEqual([null, null, null]);
});

test("it is for nobody but who keeps the whole union, and shows no secret", async () => {
  for (const [role, unit] of [
    ["leader", "vufo"],
    ["auditor", "vufo"],
    ["administrator", "ha_noi"],
  ] as const)
    expect([role, (await read(await aPerson(role, unit))).status]).toEqual([role, 403]);
  const { status, text } = await read(administrator);
  expect(status).toBe(200);
  for (const secret of [config.secret, new URL(config.databaseUrl ?? "").password].filter(Boolean))
    expect(text).not.toContain(secret);
});
