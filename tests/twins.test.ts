import { beforeAll, expect, test } from "vitest";
import { listNotifications } from "#modules/access/notification.queries.server.ts";
import { editActivity, moveActivity, recordActivity } from "#modules/activities/activity.commands.server.ts";
import { decideTwin, separateTwin } from "#modules/activities/activity-twin.commands.server.ts";
import { twinFilter } from "#modules/activities/activity-twin.filter.ts";
import type { TwinAnswer } from "#modules/activities/activity-twin.model.ts";
import { aboveBoth, stayingOf } from "#modules/activities/activity-twin.model.ts";
import { findTwin, listKeptFor, listTwins, twinList } from "#modules/activities/activity-twin.queries.server.ts";
import { editForm, recordForm } from "#modules/activities/activity.forms.ts";
import { canEdit, canTake, canTakeBack } from "#modules/activities/activity.policy.ts";
import { listHostedForFeed } from "#modules/activities/activity-feed.queries.server.ts";
import { activityList, findActivity, listActivityParts } from "#modules/activities/activity.queries.server.ts";
import { ownParts } from "#modules/activities/activity-parts.model.ts";
import { saidKind } from "#modules/activities/own-kind.model.ts";
import { rebuildAll } from "#modules/derived.server.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { countFigures, readScope } from "#modules/reports/indicator.queries.server.ts";
import { searchAll } from "#modules/search/search.queries.server.ts";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import { sharingForm } from "#modules/sharing/sharing.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
let france: Actor, hanoi: Actor, office: Actor, danang: Actor;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  danang = await aPerson("unit_officer", "da_nang");
  office = await aPerson("office", "vufo");
});

const day = addDays(today(), -30);
const event = {
  kind: "friendship_meeting",
  title: "Gặp gỡ hữu nghị Việt Nam - Pháp",
  starts_on: day,
  countries: ["FR"],
};
let times = 0;
/** An event of its own on a day of its own, so that no test sees those of another. */
const another = () => ({ ...event, starts_on: addDays(day, -3 * (times += 1)), was_held: "on" });
type Values = Record<string, unknown>;
const record = (actor: Actor, values: Values) =>
  inWork(actor, (work) => recordActivity(work, recordForm.parse(values)));
const twinsOf = async (actor: Actor, id: string) =>
  (await inReading(actor, (work) => listTwins(work, id))).map((one) => one.id);
const decide = (actor: Actor, [id, other_id]: string[], answer: TwinAnswer) =>
  inWork(actor, (work) => decideTwin(work, id ?? "", { other_id: other_id ?? "", answer }));
const separate = (actor: Actor, [id, other_id]: string[]) =>
  inWork(actor, (work) => separateTwin(work, id ?? "", { other_id: other_id ?? "" }));
const one = async (id: string) =>
  (await inReading(office, (work) => findActivity(work, id))) as NonNullable<Awaited<ReturnType<typeof findActivity>>>;
const both = async (more: Values = {}, hosts: [Actor, Actor] = [france, hanoi]) => {
  const facts = another();
  const first = await record(hosts[0], facts);
  return [first, await record(hosts[1], { ...facts, title: "Gặp gỡ hữu nghị Việt Nam – Pháp 2026", ...more })];
};
const listed = async (actor: Actor, unit_path?: string) =>
  (
    await inReading(actor, (work) => activityList.list(work, { limit: 200, ...(unit_path && { unit_path }) }))
  ).items.map(({ id }) => id);
const figure = (actor: Actor, unit: string) =>
  inReading(actor, async (work) => {
    const years = await Promise.all(
      [0, 1, 2].map(async (ago) => {
        const year = String(Number(today().slice(0, 4)) - ago);
        const figures = await countFigures(work, await readScope(work, { year, unit }));
        return Number(figures.find(({ key }) => key === "onsite_activities")?.value ?? 0);
      }),
    );
    return years.reduce((sum, each) => sum + each, 0);
  });

test("what two units record of one day and country under much the same title may be one; nothing else may", async () => {
  const [id = "", other = ""] = await both();
  expect(await twinsOf(france, id)).toEqual([other]);
  expect(await twinsOf(hanoi, other)).toEqual([id]);
  const { starts_on } = await one(id);
  const facts = { ...event, starts_on, was_held: "on" };
  await record(danang, { ...facts, title: "Trao tặng nhà tình nghĩa cho gia đình chính sách" });
  await record(danang, { ...facts, countries: ["LA"] });
  await record(danang, { ...facts, starts_on: addDays(starts_on, 1) });
  await record(france, facts);
  expect(await twinsOf(france, id)).toEqual([other]);
});

test("days that overlap are enough, whichever began first", async () => {
  const facts = another();
  const id = await record(france, { ...facts, ends_on: addDays(facts.starts_on, 2) });
  const later = await record(hanoi, { ...facts, starts_on: addDays(facts.starts_on, 2) });
  expect([await twinsOf(office, id), await twinsOf(office, later)]).toEqual([[later], [id]]);
  const page = await inReading(office, (work) =>
    twinList.list(work, twinFilter.parse({ year: facts.starts_on.slice(0, 4), limit: "200" })),
  );
  expect(page.items.filter((each) => each.id === id).map(({ others }) => others.map((each) => each.id))).toEqual([
    [later],
  ]);
});

test("a record that the whole union does not read is compared with none, and betrayed to nobody", async () => {
  const [id = "", other = ""] = await both();
  const { version } = await one(other);
  await inWork(hanoi, (work) =>
    changeSharing(work, ["activity", other], sharingForm.parse({ visibility: "unit", version })),
  );
  for (const actor of [france, office, hanoi]) expect(await twinsOf(actor, id)).toEqual([]);
  expect(await twinsOf(hanoi, other)).toEqual([]);
  await expect(decide(office, [id, other], "this_stays")).rejects.toThrow("rule_twin_hidden");
});

test("who keeps both or stands above them decides; a unit does not decide of another's record", async () => {
  const pair = await both();
  for (const actor of [france, hanoi]) await expect(decide(actor, pair, "this_stays")).rejects.toThrow("not yours");
  await expect(decide(await aPerson("auditor", "vufo"), pair, "different")).rejects.toThrow("not yours");
  expect(aboveBoth("vufo.ha_noi.a", "vufo.ha_noi.b")).toEqual(["vufo", "vufo.ha_noi"]);
  expect(aboveBoth("vufo.ha_noi", "vufo.ha_noi.b")).toEqual(["vufo", "vufo.ha_noi"]);
  expect(aboveBoth("vufo.ha_noi", "vufo.hai_phong")).toEqual(["vufo"]);
});

test("taken for one it is listed and counted once, for the union and for each host; separated all stands as before", async () => {
  const units = ["vufo", "association_fr", "ha_noi", "da_nang"];
  const counts = () => Promise.all(units.map((unit) => figure(office, unit)));
  const pair = await both({ co_host_ids: [danang.unitId] });
  const [id = "", other = ""] = pair;
  const before = await counts();
  const stood = [await one(id), await one(other)];
  expect(await decide(office, pair, "this_stays")).toBe(id);

  expect(await counts()).toEqual([(before[0] ?? 0) - 1, ...before.slice(1)]);
  for (const [actor, path] of [
    [hanoi, hanoi.unitPath],
    [danang, danang.unitPath],
    [france, france.unitPath],
  ] as const) {
    const ids = await listed(actor, path);
    expect([ids.includes(id), ids.includes(other)]).toEqual([true, false]);
  }
  const { hosts } = await inReading(office, (work) => listActivityParts(work, id));
  expect(hosts.map((host) => [host.id, host.from_id])).toEqual(
    expect.arrayContaining([
      [france.unitId, null],
      [hanoi.unitId, other],
      [danang.unitId, other],
    ]),
  );
  const found = await inReading(office, (work) => searchAll(work, "Gặp gỡ hữu nghị Việt Nam", 200));
  expect([found.some((each) => each.id === id), found.some((each) => each.id === other)]).toEqual([true, false]);
  const feed = await inReading(hanoi, (work) => listHostedForFeed(work, { from: addDays(day, -400), to: day }));
  expect(feed.find((each) => each.id === other)?.status).toBe("cancelled");

  await separate(office, [other, id]);
  expect(await counts()).toEqual(before);
  const ignored = ({ version: _version, ...rest }: Awaited<ReturnType<typeof one>>) => rest;
  expect([await one(id), await one(other)].map(ignored)).toEqual(stood.map(ignored));
  expect(await rebuildAll()).toEqual([]);
});

test("the other is read and not written, and says where it is kept", async () => {
  const pair = await both();
  const [id = "", other = ""] = pair;
  await decide(office, pair, "other_stays");
  const absorbed = await one(id);
  expect(absorbed.kept_in_id).toBe(other);
  expect([
    canEdit(france, absorbed),
    canTake(office, absorbed),
    canTakeBack(office, absorbed, { user_id: "x" }),
  ]).toEqual([false, false, false]);
  await expect(inWork(office, (work) => moveActivity(work, id, { starts_on: day }))).rejects.toThrow("not yours");
  expect((await inReading(france, (work) => listKeptFor(work, other))).map((each) => each.id)).toEqual([id]);
  await expect(decide(office, pair, "different")).rejects.toThrow("rule_twin_decided");
});

test("editing the one that stays keeps the hosts that the other names, also where it names one of them itself and no more", async () => {
  const pair = await both();
  const [id = "", other = ""] = pair;
  await decide(office, pair, "this_stays");
  const edit = async (co_host_ids: (string | undefined)[]) => {
    const activity = await one(id);
    const parts = await inReading(office, (work) => listActivityParts(work, id));
    const values = { ...activity, kind: saidKind(activity), ...ownParts(parts), co_host_ids };
    const typed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ""]));
    await inWork(office, (work) => editActivity(work, id, editForm.parse(typed)));
    const { hosts } = await inReading(office, (work) => listActivityParts(work, id));
    return hosts.find((host) => host.id === hanoi.unitId)?.from_id;
  };
  expect(await edit([hanoi.unitId, danang.unitId])).toBeNull();
  expect(await edit([danang.unitId])).toBe(other);
  expect(new Set((await one(id)).host_paths)).toEqual(new Set([france.unitPath, hanoi.unitPath, danang.unitPath]));
  expect(await rebuildAll()).toEqual([]);
});

test("partners whom only the other names were met as well, once and under the record that stays", async () => {
  const partner = await inWork(hanoi, (work) =>
    registerPartner(work, registerForm.parse({ kind: "university", name: "Université de Lyon", country_iso2: "FR" })),
  );
  const pair = await both({ partner_ids: [partner] });
  const [id = "", other = ""] = pair;
  const told = () =>
    asOwner(database.ownerUrl(), async (client) =>
      (
        await client.query<{ subject_id: string }>("select subject_id from partner_event where partner_id = $1", [
          partner,
        ])
      ).rows.map((row) => row.subject_id),
    );
  expect(await told()).toEqual([other]);
  await decide(office, pair, "this_stays");
  expect(await told()).toEqual([id]);
  const { partners } = await inReading(office, (work) => listActivityParts(work, id));
  expect(partners.map((each) => [each.id, each.from_id])).toEqual([[partner, other]]);
  await separate(office, pair);
  expect(await told()).toEqual([other]);
});

test("two different ones are not asked about again until either says something else; then they are", async () => {
  const pair = await both();
  const [id = "", other = ""] = pair;
  await decide(office, pair, "different");
  expect([await twinsOf(office, id), await twinsOf(office, other)]).toEqual([[], []]);
  expect((await inReading(office, (work) => findTwin(work, [other, id])))?.is_same).toBe(false);
  const state = (twins?: string) =>
    inReading(office, (work) => twinList.list(work, twinFilter.parse({ twins, limit: "200" }))).then(({ items }) =>
      items.some((each) => [each, ...each.others].every((some) => pair.includes(some.id))),
    );
  expect([await state(), await state("different")]).toEqual([false, true]);
  const activity = await one(other);
  const typed = Object.fromEntries(
    Object.entries({ ...activity, kind: saidKind(activity), title: "Gặp gỡ hữu nghị Việt Nam - Pháp lần 2" }).map(
      ([name, value]) => [name, value ?? ""],
    ),
  );
  await inWork(hanoi, (work) => editActivity(work, other, editForm.parse(typed)));
  expect(await twinsOf(office, id)).toEqual([other]);
  await decide(office, [other, id], "this_stays");
  expect((await one(id)).kept_in_id).toBe(other);
});

test("what was held stays, one that stays for others stays, and one unit's own are no twins", async () => {
  const facts = { ...another(), was_held: "", starts_on: addDays(today(), 3 + times) };
  const planned = await record(france, facts);
  const held = await record(hanoi, { ...another() });
  await expect(decide(office, [planned, held], "this_stays")).rejects.toThrow("rule_twin_held_stays");
  const third = await record(danang, { ...another() });
  await decide(office, [planned, held], "other_stays");
  await expect(decide(office, [third, held], "this_stays")).rejects.toThrow("rule_twin_stays_for_others");
  await expect(decide(office, [held, held], "this_stays")).rejects.toThrow("rule_twin_itself");
  const own = await record(hanoi, { ...another() });
  await expect(decide(office, [held, own], "this_stays")).rejects.toThrow("rule_twin_one_unit");
  await expect(separate(office, [held, third])).rejects.toThrow("rule_twin_not_joined");
  const at = new Date(0);
  expect(
    stayingOf({ id: "a", status: "planned", created_at: at }, { id: "b", status: "held", created_at: new Date() }).id,
  ).toBe("b");
  expect(
    stayingOf({ id: "a", status: "held", created_at: at }, { id: "b", status: "held", created_at: new Date() }).id,
  ).toBe("a");
});

test("both histories tell it, and both units are told, of the undoing as well", async () => {
  const pair = await both();
  const [id = "", other = ""] = pair;
  await decide(office, pair, "this_stays");
  await separate(office, pair);
  for (const each of pair) {
    const lines = await inReading(office, (work) => listHistory(work, each ?? ""));
    expect(lines.map((line) => line.action).slice(0, 2)).toEqual(["separated", "joined"]);
  }
  for (const [actor, mine] of [
    [france, id],
    [hanoi, other],
  ] as const) {
    const notices = await inReading(actor, (work) => listNotifications(work));
    expect(
      notices.items
        .filter((each) => each.subject_id === mine)
        .map((each) => each.kind)
        .toSorted(),
    ).toEqual(["activity_joined", "activity_separated"]);
  }
});
