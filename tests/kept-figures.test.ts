import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { editActivity, holdActivity, recordActivity } from "#modules/activities/activity.commands.server.ts";
import { decideTwin, separateTwin } from "#modules/activities/activity-twin.commands.server.ts";
import { correctActivity, takeBackStep } from "#modules/activities/activity-mend.commands.server.ts";
import { editForm, recordForm } from "#modules/activities/activity.forms.ts";
import { findActivity } from "#modules/activities/activity.queries.server.ts";
import { registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidProjectForm } from "#modules/aid-projects/aid-project.forms.ts";
import { AID_PROJECT_PARTS } from "#modules/aid-projects/aid-project.parts.server.ts";
import { approveDelegation, recordDeparture } from "#modules/delegations/delegation.commands.server.ts";
import { correctDelegation } from "#modules/delegations/delegation-mend.commands.server.ts";
import { aPart, aProposedDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { editPartner, registerPartner } from "#modules/partners/partner.commands.server.ts";
import { editForm as partnerForm, registerForm } from "#modules/partners/partner.forms.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError, RuleError } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { addPart } from "#platform/part.server.ts";
import { addDays, today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase("demo");
let office: Actor, leader: Actor, hanoi: Actor, france: Actor;
const partners: string[] = [];
const activities: string[] = [];

/** The application a second time beside the first: it keeps figures of its own and has its own connections. */
async function aCopy() {
  const [{ config }, { inReading: read, inWork: write, closePools }, { beAtHome }, reports, indicators] =
    await Promise.all([
      import("#platform/config.ts"),
      import("#platform/db.server.ts"),
      import("#modules/identity/identity.queries.server.ts"),
      import("#modules/reports/report.queries.server.ts"),
      import("#modules/reports/indicator.queries.server.ts"),
    ]);
  config.databaseUrl = database.appUrl();
  // A copy knows by whose clock it works as a start does; without, its day would be another one for hours.
  await beAtHome();
  const both = async (work: Parameters<Parameters<typeof read>[1]>[0], asked: object) => {
    const scope = await indicators.readScope(work, asked);
    const { figures, tables, anniversaries } = await reports.buildAnnualReport(work, scope);
    return { figures, tables, anniversaries, listed: await indicators.listFigures(work, scope) };
  };
  return {
    kept: (asked: object) => read(office, (work) => both(work, asked)),
    /** A work that may write keeps nothing and takes nothing that was kept. */
    anew: (asked: object) => write(office, (work) => both(work, asked)),
    closePools,
  };
}
let copies: Awaited<ReturnType<typeof aCopy>>[];

const LAST = Number(today().slice(0, 4));
const ASKED = [LAST, LAST - 1].flatMap((year) => [
  { year: String(year) },
  { year: String(year), unit: "ha_noi", tree: "then" },
  { year: String(year), unit: "association_fr", as_of: addDays(today(), -200) },
]);

beforeAll(async () => {
  office = await aPerson("office", "vufo");
  leader = await aPerson("leader", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
  france = await aPerson("association_officer", "association_fr");
  for (const name of ["Một", "Hai", "Ba"])
    partners.push(
      await inWork(france, (work) =>
        registerPartner(work, registerForm.parse({ kind: "university", name, country_iso2: "FR" })),
      ),
    );
  const known = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ id: string }>("select id from activity where status = 'held' order by starts_on desc limit 8"),
  );
  activities.push(...known.rows.map((row) => row.id));
  const first = await aCopy();
  vi.resetModules();
  copies = [first, await aCopy()];
});
afterAll(() => copies[1]?.closePools());

/** The same numbers again from one seed: a failure names it. */
function chances(seed: number) {
  let state = seed;
  return (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * most);
  };
}
type Chance = ReturnType<typeof chances>;

const REASON = { reason: "Ghi nhầm" };
const asTyped = (row: object) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? ""]));

/** When relations with them began: what is celebrated of it in each year follows. */
const BEGAN = { FR: 1973, DE: 1975, TH: 1976 };

function someFacts(random: Chance) {
  const starts_on = addDays(today(), -random(1000));
  const [occasion_country, began] = Object.entries(BEGAN)[random(3)] ?? ["FR", 1973];
  const occasion_years = Number(starts_on.slice(0, 4)) - began;
  return {
    kind: ["seminar", "visit", "festival"][random(3)],
    title: `Việc ${random(1000)}`,
    starts_on,
    countries: [["FR"], ["FR", "LA"], ["KH"], []][random(4)],
    is_multilateral: random(2) ? "on" : "",
    co_host_ids: random(3) === 0 ? [hanoi.unitId] : [],
    partner_ids: partners.slice(0, random(3)),
    ...(random(3) === 0 && { occasion: "relations_anniversary", occasion_country, occasion_years }),
  };
}

/** What somebody does; what a rule refuses there was not possible then. */
const ACTS: Record<string, (random: Chance) => Promise<unknown>> = {
  record: async (random) => {
    const facts = recordForm.parse({ ...someFacts(random), was_held: random(4) ? "on" : "" });
    activities.push(await inWork(random(2) ? france : hanoi, (work) => recordActivity(work, facts)));
  },
  "record and take back": (random) =>
    inWork(france, async (work) => {
      await recordActivity(work, recordForm.parse({ ...someFacts(random), was_held: "on" }));
      throw new NotFoundError("taken back");
    }),
  edit: (random) =>
    inWork(office, async (work) => {
      const id = activities[random(activities.length)] ?? "";
      const version = (await findActivity(work, id))?.version;
      await editActivity(work, id, editForm.parse({ ...someFacts(random), version }));
    }),
  hold: (random) =>
    inWork(office, (work) =>
      holdActivity(work, activities[random(activities.length)] ?? "", {
        starts_on: addDays(today(), -random(500)),
        participants: undefined,
        foreign_participants: undefined,
        result: undefined,
      }),
    ),
  "take back": (random) =>
    inWork(office, (work) => takeBackStep(work, activities[random(activities.length)] ?? "", REASON)),
  correct: (random) =>
    inWork(office, (work) =>
      correctActivity(work, activities[random(activities.length)] ?? "", { to: "cancelled", ...REASON }),
    ),
  join: (random) =>
    inWork(office, async (work) => {
      const [id = "", other_id = ""] = [activities[random(activities.length)], activities[random(activities.length)]];
      const one = await findActivity(work, id);
      if (one?.kept_in_id) await separateTwin(work, id, { other_id: one.kept_in_id });
      else await decideTwin(work, id, { other_id, answer: random(4) ? "this_stays" : "different" });
    }),
  travel: async (random) => {
    const departs_on = addDays(today(), -20 - random(700));
    const days = { departs_on, returns_on: addDays(departs_on, 5) };
    const id = await inWork(france, (work) => aProposedDelegation(work, { ...days, partner_id: partners[random(3)] }));
    await inWork(france, (work) => aPart(work, id, "member", { name: "Lan", role: "head" }));
    await inWork(leader, (work) => approveDelegation(work, id, {}));
    await inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
    if (random(3) === 0) await inWork(office, (work) => correctDelegation(work, id, { to: "approved", ...REASON }));
  },
  "first met": (random) =>
    inWork(france, async (work) => {
      const one = await findPartner(work, partners[random(3)] ?? "");
      const first_contact_on = addDays(today(), -random(1000));
      await editPartner(work, one?.id ?? "", partnerForm.parse({ ...asTyped(one ?? {}), first_contact_on }));
    }),
  aid: (random) =>
    inWork(office, async (work) => {
      const project = {
        title: "Nước sạch",
        ngo_name: "Plan",
        ngo_country: "GB",
        sector: "health",
        starts_on: "2020-01-01",
      };
      const id = await registerAidProject(work, aidProjectForm.parse(project));
      const amount = {
        kind: random(2) ? ("disbursement" as const) : ("commitment" as const),
        on_date: addDays(today(), -random(900)),
        amount_usd: random(9999),
      };
      await addPart(work, AID_PROJECT_PARTS, { recordId: id, name: "amount" }, amount);
    }),
  move: async (random) => {
    const [from, to] = random(2)
      ? ["vufo.ha_noi.ha_noi_ps", "vufo.can_tho.ha_noi_ps"]
      : ["vufo.can_tho.ha_noi_ps", "vufo.ha_noi.ha_noi_ps"];
    await asOwner(database.ownerUrl(), (client) =>
      client.query(`insert into unit_place (unit_id, path, valid) select id, '${to}', '{}' from unit where path = '${from}' on conflict do nothing;
        update unit_place set valid = '{}' where path = '${from}';
        update unit_place set valid = '{(,)}' where path = '${to}';
        update unit set path = '${to}' where path = '${from}'`),
    );
    const rights = unitRights({ id: office.unitId ?? "", path: "vufo" });
    await inWork(office, (work) =>
      recordHistory(work, { subject: ["unit", office.unitId ?? ""], action: "moved", rights }),
    );
  },
};

async function actOnce(random: Chance): Promise<string> {
  const names = ["record", "record", "record", "join", "join", ...Object.keys(ACTS)];
  const name = names[random(names.length)] ?? "record";
  return (ACTS[name]?.(random) ?? Promise.resolve()).then(
    () => name,
    (cause: unknown) => {
      const isRefused = cause instanceof RuleError || cause instanceof NotFoundError || cause instanceof ForbiddenError;
      if (!isRefused) throw cause;
      return `${name} (refused)`;
    },
  );
}

/** What a copy says otherwise than it is counted anew. */
async function listWrong(): Promise<object[]> {
  const found = await Promise.all(
    ASKED.map(async (asked) => {
      const anew = await copies[0]?.anew(asked);
      const kept = await Promise.all(copies.map((copy) => copy.kept(asked)));
      return kept.flatMap((one, copy) => (isDeepStrictEqual(one, anew) ? [] : [{ asked, copy, one, anew }]));
    }),
  );
  return found.flat();
}

const seed = Number(process.env.AMITY_SEED ?? Math.floor(Math.random() * 1_000_000));
test(`whatever is written, both copies say at once what is counted anew (seed ${seed})`, async () => {
  const random = chances(seed);
  const done: string[] = [];
  for (let step = 0; step < 30; step += 1) {
    // What was done so far stands in the message of a failure.
    expect([done.join(", "), await listWrong()]).toEqual([done.join(", "), []]);
    done.push(await actOnce(random));
  }
}, 300_000);

test("who writes for long and ends after others is not overlooked, nor who takes back", async () => {
  const facts = { kind: "visit", title: "Chậm", countries: ["FR"], was_held: "on" };
  const held = (starts_on: string) => recordForm.parse({ ...facts, starts_on });
  const slowly = (end: () => void) =>
    inWork(france, async (work) => {
      await recordActivity(work, held(`${LAST - 1}-05-05`));
      expect(await listWrong()).toEqual([]);
      await inWork(hanoi, (other) => recordActivity(other, held(`${LAST - 1}-06-06`)));
      expect(await listWrong()).toEqual([]);
      end();
    });
  await slowly(() => undefined);
  expect(await listWrong()).toEqual([]);
  await expect(
    slowly(() => {
      throw new Error("taken back");
    }),
  ).rejects.toThrow("taken back");
  expect(await listWrong()).toEqual([]);
});

test("many who ask and write at once are each told of all that was written before they asked", async () => {
  const asked = { year: String(LAST - 1) };
  const count = async (copy: (typeof copies)[number]) =>
    (await copy.kept(asked)).listed.find((one) => one.key === "onsite_activities")?.value ?? 0;
  const facts = recordForm.parse({ kind: "visit", title: "Cùng lúc", starts_on: `${LAST - 1}-03-03`, was_held: "on" });
  let written = 0;
  const before = await count(copies[0] as never);
  const writer = async () => {
    for (let time = 0; time < 8; time += 1) {
      await inWork(time % 2 ? france : hanoi, (work) => recordActivity(work, facts));
      written += 1;
    }
  };
  const reader = async (copy: (typeof copies)[number]) => {
    for (let time = 0; time < 12; time += 1) {
      const least = written;
      expect(await count(copy)).toBeGreaterThanOrEqual(before + least);
    }
  };
  await Promise.all([writer(), writer(), ...copies.flatMap((copy) => [reader(copy), reader(copy), reader(copy)])]);
  expect(await count(copies[0] as never)).toBe(before + written);
});

test("what is written elsewhere or of another year leaves a kept year as it is", async () => {
  const asked = { year: String(LAST - 2), unit: "ha_noi" };
  const ask = async () => (await copies[0]?.kept(asked))?.tables;
  const record = (actor: Actor, starts_on: string) =>
    inWork(actor, (work) =>
      recordActivity(work, recordForm.parse({ kind: "visit", title: "Nơi khác", starts_on, was_held: "on" })),
    );
  const before = await ask();
  await record(hanoi, `${LAST}-01-01`);
  await record(france, `${LAST - 2}-01-01`);
  expect(await ask()).toBe(before);
  await record(hanoi, `${LAST - 2}-01-01`);
  expect(await ask()).not.toBe(before);
});
