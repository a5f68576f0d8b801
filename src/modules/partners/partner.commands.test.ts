import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addPart } from "#platform/part.server.ts";
import { addDays, today } from "#platform/time.ts";
import { grantPartner } from "./partner-grant.commands.server.ts";
import { closePartner, editPartner, registerPartner, reopenPartner } from "./partner.commands.server.ts";
import { retellPartners } from "./partner-event.commands.server.ts";
import { contactForm, editForm, registerForm } from "./partner.forms.ts";
import { PARTNER_PARTS } from "./partner.parts.server.ts";
import {
  countPartners,
  findPartner,
  listContactPoints,
  listNextSteps,
  offerPartners,
  listPartnerParts,
  listPartners,
} from "./partner.queries.server.ts";

const database = useDatabase();
const ANY = { q: "", chosen: [] };
let france: Actor, hanoi: Actor, press: Actor, guest: Actor;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  press = await aPerson("press", "association_fr");
  guest = await aPerson("partner", "vufo");
});

const facts = { kind: "foundation", name: "Fondation", country_iso2: "FR" };
const register = (values: Record<string, unknown> = {}, actor = france) =>
  inWork(actor, (work) => registerPartner(work, registerForm.parse({ ...facts, ...values })));
const read = (id: string, actor = france) => inReading(actor, (work) => findPartner(work, id));
const edit = (id: string, values: Record<string, unknown>, actor = france) =>
  inWork(actor, (work) => editPartner(work, id, editForm.parse({ ...facts, version: 1, ...values })));
const lines = (id: string) => inReading(france, (work) => listHistory(work, id));

describe("registering", () => {
  test("the unit acted for keeps the partner, the union reads it, its name stands among its names", async () => {
    const id = await register({ city: "Paris", first_contact_on: "2020-05-01" });
    expect(await read(id, hanoi)).toMatchObject({
      name: "Fondation",
      city: "Paris",
      status: "active",
      visibility: "union",
      unit_id: france.unitId,
      unit_path: france.unitPath,
      created_by: france.userId,
      first_contact_on: "2020-05-01",
      last_contact_on: "2020-05-01",
      version: 1,
    });
    const { names } = await inReading(hanoi, (work) => listPartnerParts(work, id));
    expect(names.map((one) => [one.name, one.kind])).toEqual([["Fondation", "official"]]);
    const [line] = await lines(id);
    expect([line?.action, line?.after]).toMatchObject(["registered", { name: "Fondation", city: "Paris" }]);
  });

  test("is not for everybody who works there", async () => {
    await expect(register({}, press)).rejects.toThrow(ForbiddenError);
    await expect(register({}, guest)).rejects.toThrow(ForbiddenError);
  });
});

describe("editing", () => {
  test("no record becomes a person's while its contact details have no day of consent", async () => {
    const id = await register();
    const email = { kind: "email", value: "a@b.example" };
    const contact = (values: object) => contactForm.parse({ ...email, ...values });
    const place = { recordId: id, name: "contact" } as const;
    await inWork(france, (work) => addPart(work, PARTNER_PARTS, place, contact({ consent_on: "2024-01-01" })));
    await edit(id, { kind: "individual_friend" });
    await edit(id, { kind: "foundation", version: 2 });
    await inWork(france, (work) => addPart(work, PARTNER_PARTS, place, contact({})));
    await expect(edit(id, { kind: "individual_friend", version: 3 })).rejects.toThrow("rule_contacts_without_consent");
  });

  test("a new name leaves the old one found: by search, and among the names as a former one", async () => {
    const id = await register({ name: "EC Alpha Quux", name_in: { ko: "알파" } });
    await edit(id, { name: "EC Beta Zorch" });
    const found = (q: string) => inReading(hanoi, (work) => listPartners(work, { q, limit: 5 }));
    for (const q of ["Alpha Quux", "Beta Zorch"]) expect((await found(q)).items.map((one) => one.id)).toEqual([id]);
    const names = async () =>
      (await inReading(hanoi, (work) => listPartnerParts(work, id))).names
        .map((one) => [one.name, one.kind, one.language])
        .toSorted(([one], [other]) => String(one).localeCompare(String(other)));
    expect(await names()).toEqual([
      ["EC Alpha Quux", "former", null],
      ["EC Beta Zorch", "official", null],
    ]);
    // Called again as before: no third name.
    await edit(id, { name: "EC Alpha Quux", version: 2 });
    expect(await names()).toEqual([
      ["EC Alpha Quux", "official", null],
      ["EC Beta Zorch", "former", null],
    ]);
    expect((await read(id))?.other_names).toBe("EC Beta Zorch");
  });

  test("writes what was typed, empties what was emptied, and says both in the history", async () => {
    const id = await register({ city: "Paris", fields: "y tế" });
    await edit(id, { city: "Lyon", fields: "" });
    expect(await read(id)).toMatchObject({ city: "Lyon", fields: null, version: 2 });
    const [line] = await lines(id);
    expect(line?.action).toBe("edited");
    expect([line?.before, line?.after]).toMatchObject([{ city: "Paris", fields: "y tế" }, { city: "Lyon" }]);
    expect(line?.before).not.toHaveProperty("version");
  });

  test("of two who edit at once the second is told, another unit may not, and what is not there is not found", async () => {
    const id = await register();
    await edit(id, { city: "Lyon" });
    await expect(edit(id, { city: "Nice" })).rejects.toThrow(StaleError);
    await expect(edit(id, { city: "Nice", version: 2 }, hanoi)).rejects.toThrow(ForbiddenError);
    await expect(edit("0197a3c0-1111-7222-8333-444455556666", {})).rejects.toThrow(NotFoundError);
    expect((await read(id))?.city).toBe("Lyon");
  });
});

test("a closed partner is neither edited nor closed again, is offered no more, and can be opened", async () => {
  const id = await register({ name: "Fermée" });
  const close = (actor = france) => inWork(actor, (work) => closePartner(work, id, { reason: "x" }));
  const reopen = (actor = france) => inWork(actor, (work) => reopenPartner(work, id));
  const offered = async () =>
    (await inReading(france, (work) => offerPartners(work, ANY, { countries: ["FR"] }))).options.some(
      (one) => one.value === id,
    );
  await expect(reopen()).rejects.toThrow(ForbiddenError);
  await expect(close(hanoi)).rejects.toThrow(ForbiddenError);
  expect(await offered()).toBe(true);
  await close();
  expect(await read(id)).toMatchObject({ status: "closed", closed_reason: "x", version: 2 });
  expect(await offered()).toBe(false);
  await expect(close()).rejects.toThrow(ForbiddenError);
  await expect(edit(id, { version: 2 })).rejects.toThrow(ForbiddenError);
  await expect(reopen(hanoi)).rejects.toThrow(ForbiddenError);
  await reopen();
  expect(await read(id)).toMatchObject({ status: "active", closed_reason: null, version: 3 });
  const [opened, closed] = await lines(id);
  expect([opened?.action, opened?.after, closed?.action, closed?.before, closed?.after]).toEqual([
    "reopened",
    { name: "Fermée", status: "active", reason: null },
    "closed",
    { name: "Fermée", status: "active", reason: null },
    { name: "Fermée", status: "closed", reason: "x" },
  ]);
});

test("an organization's number needs nobody's consent, a person's does", async () => {
  const number = contactForm.parse({ kind: "phone", value: "+33 1" });
  const add = (recordId: string) =>
    inWork(france, (work) => addPart(work, PARTNER_PARTS, { recordId, name: "contact" }, number));
  const [house, person] = [await register(), await register({ kind: "individual_friend", name: "Jeanne" })];
  await add(house);
  await expect(add(person)).rejects.toThrow("rule_consent_first");
  const numbers = await inReading(france, (work) => listContactPoints(work, house));
  expect(numbers.map((one) => [one.kind, one.value])).toEqual([["phone", "+33 1"]]);
});

test("what was done with a partner stands once on its timeline, and the last contact is what stands now", async () => {
  const id = await register();
  const subject: [kind: "activity", id: string] = ["activity", "0197a3c0-1111-7222-8333-444455556666"];
  const { visibility } = (await read(id)) ?? never();
  const tell = (title: string, on_date: string | null) => {
    const row = sql`select ${id}::uuid as partner_id, ${subject[1]}::uuid as subject_id, ${on_date}::date as on_date, ${title}::text as title,
      ${hanoi.unitId}::uuid as unit_id, ${hanoi.unitPath}::ltree as unit_path, ${visibility}::row_visibility as visibility,
      '{}'::ltree[] as shared_paths, '{}'::uuid[] as named_user_ids where ${on_date}::date is not null`;
    return inWork(hanoi, (work) => retellPartners(work, { kind: "activity", rows: () => row }, [subject[1]]));
  };
  const told = async () => {
    const { events } = await inReading(france, (work) => listPartnerParts(work, id));
    return events.map((one) => [one.title, one.on_date, one.subject_kind, one.subject_id]);
  };
  await tell("Gặp", "2024-05-01");
  await tell("Gặp lại", "2024-03-01");
  expect(await told()).toEqual([["Gặp lại", "2024-03-01", ...subject]]);
  expect((await read(id))?.last_contact_on).toBe("2024-03-01");
  await tell("", null);
  expect(await told()).toEqual([]);
  expect((await read(id))?.last_contact_on).toBeNull();
});

function never(): never {
  throw new Error("not there");
}

test("what the union intends with a partner is not for the partner's own eyes", async () => {
  const id = await register({ next_step: "Mời sang", next_step_on: "2026-01-01", introduced_by: "Lan", city: "Paris" });
  expect(await read(id, guest)).toBeUndefined();
  await inWork(france, (work) => grantPartner(work, id, { user_id: guest.userId ?? "", access: "give" }));
  const hidden = { next_step: null, next_step_on: null };
  expect(await read(id, guest)).toMatchObject({ ...hidden, introduced_by: null, city: "Paris" });
  const seen = await inReading(guest, (work) => listPartners(work, { limit: 10 }));
  expect(seen.items).toMatchObject([{ id, ...hidden }]);
  expect(seen.items[0]).not.toHaveProperty("introduced_by");
  expect(await read(id, hanoi)).toMatchObject({
    next_step: "Mời sang",
    next_step_on: "2026-01-01",
    introduced_by: "Lan",
  });
});

describe("what others ask of partners", () => {
  let nice: Actor;
  beforeAll(async () => {
    nice = await aPerson("association_officer", "association_be");
    for (const [name, on] of [
      ["late", "2022-01-01"],
      ["due", "2022-02-01"],
      ["to come", "2022-02-02"],
      ["over", "2022-01-01"],
    ])
      await register({ name, country_iso2: "BE", next_step: name, next_step_on: on }, nice);
    await register({ name: "without", country_iso2: "BE" }, nice);
    await asOwner(database.ownerUrl(), (client) =>
      client.query("update partner set status = 'closed' where name = 'over'"),
    );
    await asOwner(database.ownerUrl(), (client) =>
      client.query("update partner set status = 'dormant' where name = 'due'"),
    );
  });

  test("the next steps that have come, of the own unit, the most urgent first", async () => {
    const steps = (limit: number, actor = nice) => inReading(actor, (work) => listNextSteps(work, "2022-02-01", limit));
    expect((await steps(9)).map((one) => [one.name, one.next_step, one.on])).toEqual([
      ["late", "late", "2022-01-01"],
      ["due", "due", "2022-02-01"],
    ]);
    expect((await steps(1)).map((one) => [one.name, one.total])).toEqual([["late", 2]]);
    expect(await steps(9, hanoi)).toEqual([]);
  });

  test("active ones to choose from, of these countries or of all", async () => {
    const offered = async (countries?: string[]) =>
      (await inReading(hanoi, (work) => offerPartners(work, ANY, { countries }))).options.map((one) => one.label);
    expect(await offered(["BE"])).toEqual(["late (Bỉ)", "to come (Bỉ)", "without (Bỉ)"]);
    const countries = new Set((await offered()).map((label) => /\((.+)\)$/.exec(label)?.[1]));
    expect([...countries]).toEqual(expect.arrayContaining(["Bỉ", "Pháp"]));
  });

  test("those that nobody has heard from for a year, and how many", async () => {
    const silent = async () => {
      const filter = { silent: true, country: "BE" };
      const { items } = await inReading(nice, (work) => listPartners(work, { ...filter, limit: 9 }));
      expect(await inReading(nice, (work) => countPartners(work, filter))).toBe(items.length);
      return items.map((one) => one.name);
    };
    const heard = (name: string, on: string) =>
      asOwner(database.ownerUrl(), (client) =>
        client.query("update partner set last_contact_on = $2 where name = $1", [name, on]),
      );
    await heard("late", addDays(today(), -366));
    await heard("due", addDays(today(), -365));
    await heard("to come", today());
    expect(await silent()).toEqual(["late", "over", "without"]);
    const sorted = await inReading(nice, (work) =>
      listPartners(work, { country: "BE", sort: "last_contact", limit: 3 }),
    );
    expect(sorted.items.map((one) => one.name)).toEqual(["to come", "due", "late"]);
    const { next_cursor } = sorted;
    const rest = await inReading(nice, (work) =>
      listPartners(work, { country: "BE", sort: "last_contact", limit: 3, cursor: next_cursor ?? "" }),
    );
    expect(rest.items.map((one) => one.name).toSorted()).toEqual(["over", "without"]);
  });

  test("counting stops where nobody looks any further", async () => {
    expect(await inReading(nice, (work) => countPartners(work, { country: "BE" }, 2))).toBe(2);
    const all = () => inReading(nice, (work) => countPartners(work, { country: "BE" }));
    expect(await all()).toBe(5);
    await register({ country_iso2: "BE" }, nice);
    expect(await all()).toBe(6);
  });
});
