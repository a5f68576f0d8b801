import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { grantProject, stateProject } from "#modules/aid-projects/aid-project-statement.commands.server.ts";
import { registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidProjectForm } from "#modules/aid-projects/aid-project.forms.ts";
import { aDraftDelegation, aProposedDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { addCommitment } from "#modules/delegations/delegation-commitment.commands.server.ts";
import { answerRequest, askAround } from "#modules/delegations/delegation-request.commands.server.ts";
import { grantPartner, suggestCorrection } from "#modules/partners/partner-grant.commands.server.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { lendSignature } from "#modules/access/signature.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { findToday } from "./today.queries.server.ts";

const database = useDatabase();
const day = today();
let leader: Actor, office: Actor, auditor: Actor, france: Actor, germany: Actor, hanoi: Actor, paccom: Actor;
let ministry: Actor, guest: Actor, ngo: Actor, press: Actor;

beforeAll(async () => {
  [leader, office, auditor] = [
    await aPerson("leader", "vufo"),
    await aPerson("office", "vufo"),
    await aPerson("auditor", "vufo"),
  ];
  france = await aPerson("association_officer", "association_fr");
  germany = await aPerson("association_officer", "association_de");
  hanoi = await aPerson("unit_officer", "ha_noi");
  paccom = await aPerson("ngo_officer", "paccom");
  ministry = await aPerson("consulted_agency", "vufo");
  guest = await aPerson("partner", "vufo");
  ngo = await aPerson("foreign_ngo", "vufo");
  press = await aPerson("press", "thoi_dai");
});

const todayOf = (actor: Actor, all?: string) => inReading(actor, (work) => findToday(work, all));
const waitingFor = async (actor: Actor) => (await todayOf(actor)).waiting.items.map((one) => one.title);
const dueFor = async (actor: Actor) => (await todayOf(actor)).due.items.map((one) => `${one.kind} ${one.title}`);
const asTheOwner = (text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), (client) => client.query(text, values));

describe("what waits for a decision", () => {
  test("an association's proposal waits for the union's head, for nobody else", async () => {
    await inWork(france, (work) => aProposedDelegation(work, { title: "Đoàn chờ duyệt" }));
    await inWork(france, (work) => aDraftDelegation(work, { title: "Bản nháp" }));
    expect(await waitingFor(leader)).toEqual(["Đoàn chờ duyệt"]);
    for (const other of [office, auditor, france, germany, hanoi, press, ministry])
      expect(await waitingFor(other)).toEqual([]);
  });

  test("a visit to a province that is in the plan waits for the province's own head", async () => {
    await inWork(hanoi, (work) => aProposedDelegation(work, { title: "Đoàn vào Hà Nội", direction: "incoming" }));
    expect(await waitingFor(hanoi)).toEqual(["Đoàn vào Hà Nội"]);
    // Who stands above may decide it too, and is not told that it waits for them.
    expect(await waitingFor(leader)).not.toContain("Đoàn vào Hà Nội");
    expect(await waitingFor(france)).toEqual([]);
  });

  test("who signs for the head finds what waits for the head", async () => {
    const { actor: signing } = await lendSignature(leader, office);
    expect(await waitingFor(signing)).toEqual(await waitingFor(leader));
  });

  test("however many wait, the number of questions to the database stays", async () => {
    const count = async () => {
      let asked = 0;
      await inReading(leader, async (work) => {
        const { client } = work;
        const ask = client.ask.bind(client);
        client.ask = (query) => {
          asked += 1;
          return ask(query);
        };
        await findToday(work);
        client.ask = ask;
      });
      return asked;
    };
    const before = await count();
    for (const number of [1, 2, 3])
      await inWork(france, (work) => aProposedDelegation(work, { title: `Đoàn ${number}` }));
    expect(await count()).toBe(before);
    expect(before).toBeGreaterThan(5);
  });
});

describe("what is due", () => {
  const activity = (title: string, starts_on: string, actor = germany) =>
    inWork(actor, (work) =>
      recordActivity(work, recordForm.parse({ kind: "visit", title, starts_on, countries: ["DE"] })),
    );

  test("result reports from ten days ahead, promises from fourteen, next steps from seven, activities once their day has passed", async () => {
    for (const [title, ahead] of [
      ["Báo cáo 10", 10],
      ["Báo cáo 11", 11],
    ] as const) {
      const id = await inWork(germany, (work) => aDraftDelegation(work, { title, countries: ["DE"] }));
      await asTheOwner("update delegation set status = 'report_due', report_due_on = $2 where id = $1", [
        id,
        addDays(day, ahead),
      ]);
      if (ahead === 10)
        for (const due of [14, 15])
          await inWork(germany, (work) =>
            addCommitment(work, id, {
              content: `Cam kết ${due}`,
              lead_unit_id: germany.unitId ?? "",
              due_on: addDays(day, due),
              is_awaiting_text: false,
            }),
          );
    }
    for (const ahead of [7, 8])
      await inWork(germany, (work) =>
        registerPartner(
          work,
          registerForm.parse({
            kind: "foundation",
            name: `Quỹ ${ahead}`,
            country_iso2: "DE",
            next_step: "gọi",
            next_step_on: addDays(day, ahead),
          }),
        ),
      );
    await activity("Hôm qua", addDays(day, -1));
    await activity("Hôm nay", day);
    expect(await dueFor(germany)).toEqual([
      "activity Hôm qua",
      "next_step Quỹ 7: gọi",
      "report Báo cáo 10",
      "commitment Cam kết 14",
    ]);
    expect(await dueFor(france)).toEqual([]);
    expect(await dueFor(leader)).toEqual(await dueFor(germany));
    expect(await dueFor(auditor)).toEqual(await dueFor(germany));
    const stepsFor = async (actor: Actor) => (await todayOf(actor)).due.items.flatMap((one) => one.step ?? []);
    expect([await stepsFor(germany), await stepsFor(leader), await stepsFor(auditor)]).toEqual([
      ["hold", "report"],
      ["hold", "report"],
      [],
    ]);
  });

  test("what was done is not due, nor what has been promised by somebody else's unit", async () => {
    await asTheOwner(
      `insert into exchange_settlement (exchange_owed_id, outcome, settled_on, unit_id, unit_path, visibility, shared_paths, named_user_ids)
        select id, 'done', $1, unit_id, unit_path, visibility, shared_paths, named_user_ids from exchange_owed`,
      [day],
    );
    await asTheOwner("update delegation set status = 'reported' where title like 'Báo cáo%'");
    expect(await dueFor(germany)).toEqual(["activity Hôm qua", "next_step Quỹ 7: gọi"]);
  });

  test("working days are counted without the days off between, also long ago", async () => {
    // The calendar reaches, whatever day it is.
    await asTheOwner(
      "insert into reference.calendar_day (calendar, on_date, kind, name, certainty) values ('vn', $1, 'holiday', 'x', 'set') on conflict do nothing",
      [addDays(day, 400)],
    );
    await asTheOwner("update activity set starts_on = $1 where title = 'Hôm qua'", [addDays(day, -500)]);
    const [late] = (await todayOf(germany)).due.items;
    expect(late?.days).toBeLessThan(-300);
    expect(late && late.off - (late.days ?? 0)).toBe(500);
    // Counted a second way, with Tết and the weekends that were worked for it.
    const off = await asTheOwner(
      `select count(*) from generate_series($1::date - 499, $1::date, '1 day') as each (day)
       left join reference.calendar_day on on_date = each.day and calendar = 'vn'
       where coalesce(kind::text <> 'swap_working', extract(isodow from each.day) > 5)`,
      [day],
    );
    expect(off.rows).toEqual([{ count: late?.off }]);
  });

  test("a ninth is shown, of a tenth it says that there is more, and all are one step away", async () => {
    for (let number = 1; number <= 10; number += 1) await activity(`Việc ${number}`, addDays(day, -number), hanoi);
    const { due } = await todayOf(hanoi);
    expect([due.items.length, due.more]).toEqual([9, 1]);
    expect(due.items[0]?.title).toBe("Việc 10");
    const whole = (await todayOf(hanoi, "due")).due;
    expect([whole.items.length, whole.more]).toEqual([10, 0]);
  });
});

describe("people outside the union and the press", () => {
  test("the asked find their question until it is answered, guests also afterwards", async () => {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    const request = await inWork(france, (work) =>
      askAround(work, id, {
        asked: `user:${ministry.userId}`,
        kind: "opinion",
        question: "Ý kiến?",
        shows: [],
        due_on: addDays(day, 2),
      }),
    );
    const askedOf = async (actor: Actor) => (await todayOf(actor)).asked.items.map((one) => [one.id, one.verdict]);
    expect(await askedOf(ministry)).toEqual([[request, null]]);
    for (const other of [guest, leader, germany]) expect(await askedOf(other)).toEqual([]);
    await inWork(ministry, (work) => answerRequest(work, request, { verdict: "agree", comment: undefined }));
    expect(await askedOf(ministry)).toEqual([[request, "agree"]]);
  });

  test("guests find what was granted to them and nothing that is due; what they say waits with the unit that keeps it", async () => {
    const partner = await inWork(france, (work) =>
      registerPartner(work, registerForm.parse({ kind: "foundation", name: "Fondation", country_iso2: "FR" })),
    );
    await inWork(france, (work) => grantPartner(work, partner, { user_id: guest.userId ?? "", access: "give" }));
    await inWork(guest, (work) => suggestCorrection(work, partner, { body: "Lyon" }));
    const project = await inWork(paccom, (work) =>
      registerAidProject(
        work,
        aidProjectForm.parse({
          title: "Nước sạch",
          ngo_name: "X",
          ngo_country: "FR",
          sector: "health",
          starts_on: "2025-01-01",
        }),
      ),
    );
    await inWork(paccom, (work) => grantProject(work, project, { user_id: ngo.userId ?? "", access: "give" }));
    await inWork(ngo, (work) =>
      stateProject(work, project, { on_date: "2025-06-30", amount_usd: 10, body: "Xong", is_right: false }),
    );
    const seen = await todayOf(guest);
    expect([seen.granted, seen.due.items, seen.waiting.items]).toEqual([
      { items: [{ kind: "partner", id: partner, title: "Fondation" }], more: 0 },
      [],
      [],
    ]);
    expect((await todayOf(ngo)).granted.items).toEqual([{ kind: "aid_project", id: project, title: "Nước sạch" }]);
    expect((await todayOf(france)).granted.items).toEqual([]);
    // What a ministry answered waits beside it until it is taken note of.
    expect(await dueFor(france)).toEqual(["suggestion Fondation", "request_answered Đoàn thăm Pháp"]);
    expect(await dueFor(paccom)).toEqual(["statement Nước sạch"]);
    expect((await todayOf(paccom)).due.items[0]).toMatchObject({ id: project, said_id: expect.any(String) as string });
    // Who reads and does not write is led to the record, not to the page that settles it.
    const settling = async (actor: Actor) =>
      (await todayOf(actor, "due")).due.items.filter((one) => one.said_id && one.kind !== "commitment");
    expect((await settling(leader)).map((one) => one.kind).toSorted()).toEqual(["statement", "suggestion"]);
    expect(await settling(auditor)).toEqual([]);
  });

  test("only the press is told what was held with a result, of the last two weeks", async () => {
    const held = (title: string, ago: number, result?: string) =>
      inWork(france, (work) =>
        recordActivity(
          work,
          recordForm.parse({
            kind: "visit",
            title,
            starts_on: addDays(day, -ago),
            countries: ["FR"],
            result,
            was_held: true,
          }),
        ),
      );
    await held("Có kết quả", 14, "Đã ký");
    await held("Quá lâu", 15, "Đã ký");
    await held("Chưa có kết quả", 1);
    expect((await todayOf(press)).told.items.map((one) => one.title)).toEqual(["Có kết quả"]);
    expect((await todayOf(leader)).told.items).toEqual([]);
  });
});

test("the week shows what the own units host, and says when there is more", async () => {
  const own = await todayOf(france);
  expect(own.week.activities).toEqual({ items: [], more: 0 });
  for (let number = 0; number < 8; number += 1)
    await inWork(france, (work) =>
      recordActivity(
        work,
        recordForm.parse({
          kind: "visit",
          title: `Tuần này ${number}`,
          starts_on: addDays(day, number),
          countries: ["FR"],
        }),
      ),
    );
  const { week } = await todayOf(france);
  expect(week.activities.items.map((one) => one.title)).toEqual(
    [0, 1, 2, 3, 4, 5, 6].map((number) => `Tuần này ${number}`),
  );
  expect(week.activities.more).toBe(1);
  const whole = await inReading(france, (work) => findToday(work, "week"));
  expect(whole.week.activities.items).toHaveLength(8);
  expect(whole.week.activities.more).toBe(0);
  expect((await todayOf(germany)).week.activities.items.map((one) => one.title)).toEqual(["Hôm nay"]);
});
