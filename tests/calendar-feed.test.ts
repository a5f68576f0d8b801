import ICAL from "ical.js";
import { sync } from "node-ical";
import { afterEach, beforeAll, expect, test } from "vitest";
import { createToken } from "#modules/access/key.commands.server.ts";
import { cancelActivity, moveActivity, recordActivity } from "#modules/activities/activity.commands.server.ts";
import { moveForm, recordForm } from "#modules/activities/activity.forms.ts";
import { draftDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { draftForm } from "#modules/delegations/delegation.forms.ts";
import type { DelegationStatus } from "#modules/delegations/delegation.model.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActivityStatus } from "#platform/schema.gen.ts";
import { inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { carried } from "./carried.ts";
import { GET } from "../src/routes/api/v1/calendar/[token].ics/call.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { TRICKY } from "./tricky-texts.ts";

const database = useDatabase();
let hanoi: Actor;
let key: string;
const meeting = addDays(today(), 9);
const departs_on = addDays(today(), 20);
const returns_on = addDays(today(), 24);
const LONG = `Gặp gỡ; bạn bè, "thân" \\ ${"hữu nghị Việt – Lào ".repeat(12)}ສະບາຍດີ 友好`;

const record = (title: string, starts_on: string) =>
  inWork(hanoi, (work) =>
    recordActivity(
      work,
      recordForm.parse({ kind: "visit", title, starts_on, countries: ["FR"], place: "Hà Nội", is_in_plan: true }),
    ),
  );

beforeAll(async () => {
  hanoi = await aPerson("unit_officer", "ha_noi");
  key = await inWork(hanoi, (work) =>
    createToken(work, hanoi.userId ?? "", "lịch", { purpose: "calendar", scope: "read" }),
  );
  await record("Gặp gỡ", meeting);
  await record(LONG, meeting);
  const visit = { direction: "outgoing", title: "Đoàn đi Pháp", countries: ["FR"], departs_on, returns_on };
  await inWork(hanoi, (work) => draftDelegation(work, draftForm.parse(visit)));
});

const { TZ } = process.env;
afterEach(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

const asked = (token: string, narrowed = "") =>
  carried(GET({ params: { token }, url: new URL(`http://amity.example/${narrowed}`) } as Parameters<typeof GET>[0]));

async function feed(narrowed = ""): Promise<string> {
  const answer = await asked(key, narrowed);
  expect(answer.headers.get("content-type")).toContain("text/calendar");
  return answer.text();
}

type Read = { uid: string; title: string; from: string; until: string; status: string; sequence: number };

/** As a strict reader understands it: days, never instants. */
function byIcalJs(text: string): Read[] {
  return new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent").map((one) => {
    const event = new ICAL.Event(one);
    return {
      uid: event.uid,
      title: event.summary,
      from: event.startDate.toString(),
      until: event.endDate.toString(),
      status: String(one.getFirstPropertyValue("status")),
      sequence: Number(event.sequence),
    };
  });
}

const localDay = (instant: Date) =>
  [instant.getFullYear(), instant.getMonth() + 1, instant.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");

/** As a lenient one does, which makes local midnights of whole days. */
function byNodeIcal(text: string): Read[] {
  return Object.values(sync.parseICS(text)).flatMap((one) =>
    one?.type === "VEVENT"
      ? [
          {
            uid: one.uid,
            title: String(one.summary),
            from: localDay(one.start),
            until: localDay(one.end ?? one.start),
            status: one.status ?? "",
            sequence: Number(one.sequence),
          },
        ]
      : [],
  );
}

const byUid = (events: Read[]) => events.toSorted((one, other) => one.uid.localeCompare(other.uid));

test.each(["Asia/Ho_Chi_Minh", "America/Los_Angeles", "Africa/Cairo", "Pacific/Kiritimati", "UTC"])(
  "the feed of a server in %s says the days that people wrote, and two readers agree",
  async (zone) => {
    process.env.TZ = zone;
    const text = await feed();
    const events = byIcalJs(text);
    expect(byUid(byNodeIcal(text))).toEqual(byUid(events));
    const found = (title: string) => events.find((one) => one.title === title);
    expect(found("Gặp gỡ")).toMatchObject({ from: meeting, until: addDays(meeting, 1), status: "TENTATIVE" });
    expect(found("Đoàn đi Pháp")).toMatchObject({ from: departs_on, until: addDays(returns_on, 1) });
    expect(found(LONG)).toBeDefined();
  },
);

test("the same record keeps its name in the calendar when it is moved and when it is cancelled, and its number rises", async () => {
  const id = await record("Hội thảo", meeting);
  const now = async () => byIcalJs(await feed()).find((one) => one.uid === id);
  const first = await now();
  const moved = moveForm.parse({ starts_on: departs_on });
  await inWork(hanoi, (work) => moveActivity(work, id, moved));
  const second = await now();
  expect(second).toMatchObject({ from: departs_on, status: "TENTATIVE" });
  await inWork(hanoi, (work) => cancelActivity(work, id, { reason: "x" }));
  const third = await now();
  expect(third).toMatchObject({ from: departs_on, status: "CANCELLED" });
  expect([second?.sequence, third?.sequence]).toEqual([(first?.sequence ?? 0) + 1, (first?.sequence ?? 0) + 2]);
});

/** How each state stands in a calendar; a state that is added has to be added here. */
const VISITS: Record<DelegationStatus, string> = {
  draft: "TENTATIVE",
  proposed: "TENTATIVE",
  opinions: "TENTATIVE",
  approved: "CONFIRMED",
  preparing: "CONFIRMED",
  travelling: "CONFIRMED",
  report_due: "CONFIRMED",
  reported: "CONFIRMED",
  settled: "CONFIRMED",
  archived: "CONFIRMED",
  refused: "CANCELLED",
  postponed: "CANCELLED",
  cancelled: "CANCELLED",
};
const ACTIVITIES: Record<ActivityStatus, string> = {
  draft: "TENTATIVE",
  planned: "TENTATIVE",
  moved: "TENTATIVE",
  held: "CONFIRMED",
  cancelled: "CANCELLED",
};
const ownerSays = (text: string, values: unknown[]) =>
  asOwner(database.ownerUrl(), (client) => client.query(text, values));
const draftVisit = (from: number, until: number) => {
  const days = { departs_on: addDays(today(), from), returns_on: addDays(today(), until) };
  const visit = { direction: "outgoing", title: "Đoàn", countries: ["FR"], ...days };
  return inWork(hanoi, (work) => draftDelegation(work, draftForm.parse(visit)));
};
const inFeed = async (id: string) => byIcalJs(await feed()).find((one) => one.uid === id);

test.each(Object.entries(VISITS))("a visit that is %s stands there as %s", async (status, is) => {
  const id = await draftVisit(1, 2);
  await ownerSays("update delegation set status = $2::delegation_status where id = $1", [id, status]);
  expect(await inFeed(id)).toMatchObject({ status: is });
});

test.each(Object.entries(ACTIVITIES))("an activity that is %s stands there as %s", async (status, is) => {
  const id = await record("Việc", today());
  await ownerSays("update activity set status = $2::activity_status, cancelled_reason = $3 where id = $1", [
    id,
    status,
    status === "cancelled" ? "x" : null,
  ]);
  expect(await inFeed(id)).toMatchObject({ status: is });
});

test.each([
  [-61, false],
  [-60, true],
  [365, true],
  [366, false],
])("what ends or begins %i days from today is there: %s", async (day, is) => {
  const activity = await record("Ở mép", addDays(today(), day));
  const visit = await draftVisit(day < 0 ? day - 5 : day, day < 0 ? day : day + 5);
  expect([(await inFeed(activity)) !== undefined, (await inFeed(visit)) !== undefined]).toEqual([is, is]);
});

test("a feed that nobody changed is the same, byte for byte", async () => {
  expect(await feed()).toBe(await feed());
});

test("a year of a busy unit is in it whole", async () => {
  const before = byIcalJs(await feed()).length;
  await inWork(hanoi, async (work) => {
    for (let number = 0; number < 620; number++)
      await recordActivity(
        work,
        recordForm.parse({
          kind: "visit",
          title: `Việc ${number}`,
          starts_on: addDays(today(), number % 300),
          countries: ["FR"],
          is_in_plan: true,
        }),
      );
  });
  expect(byIcalJs(await feed())).toHaveLength(before + 620);
});

test("a feed is narrowed as its calendar was; what it does not know is refused", async () => {
  await inWork(hanoi, (work) =>
    recordActivity(
      work,
      recordForm.parse({
        ...{ kind: "visit", title: "Hội chợ Lào", countries: ["LA"], is_in_plan: true },
        ...{ starts_on: meeting, starts_at: "07:45", ends_on: addDays(meeting, 2) },
      }),
    ),
  );
  const ofLaos = byIcalJs(await feed("?country=LA"));
  expect(ofLaos.map((one) => [one.title, one.from, one.until])).toEqual([
    ["07:45 Hội chợ Lào", meeting, addDays(meeting, 3)],
  ]);
  const visits = byIcalJs(await feed("?what=delegation"));
  expect(visits.every((one) => one.title.startsWith("Đoàn"))).toBe(true);
  expect(visits.map((one) => one.title)).toContain("Đoàn đi Pháp");
  await expect(asked(key, "?what=due")).rejects.toThrow("error_filter_value");
  expect(byIcalJs(await feed("?country=LA&nocache=1"))).toHaveLength(ofLaos.length);
});

test("an unknown key opens nothing", async () => {
  const answer = await asked("amity_unknown");
  expect(answer.status).toBe(404);
});

test("what was kept before texts were cleaned breaks no line of the feed", async () => {
  const facts = recordForm.parse({
    kind: "visit",
    title: "-",
    starts_on: meeting,
    countries: ["FR"],
    is_in_plan: true,
  });
  await inWork(hanoi, (work) =>
    recordActivity(work, { ...facts, title: "Gặp lại\vhai\uFFFE\u0007, ba; \\n", place: "Phòng\u001F họp\r\nB" }),
  );
  const text = await feed();
  expect(text).toContain("SUMMARY:Gặp lại\\nhai\\, ba\\; \\\\n\r\n");
  expect(text).toContain("LOCATION:Phòng họp\\nB\r\n");
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\p{Cc}\p{Noncharacter_Code_Point}]/u);
});

test("a hundred tricky titles are read as they were written", async () => {
  const facts = recordForm.parse({
    kind: "visit",
    title: "-",
    starts_on: meeting,
    countries: ["FR"],
    is_in_plan: true,
  });
  for (const title of TRICKY)
    await inWork(hanoi, (work) => recordActivity(work, { ...facts, title: `${title}\uFFFE\u0007` }));
  // The lenient reader takes quotation marks and backslashes for its own.
  expect(byIcalJs(await feed()).map((one) => one.title)).toEqual(expect.arrayContaining(TRICKY));
});

test("what is confidential is in the feed by its days alone, without its title and its place", async () => {
  const visit = {
    direction: "outgoing",
    title: "Đoàn tuyệt mật",
    cities: "Lyon",
    countries: ["FR"],
    departs_on,
    returns_on,
  };
  const id = await inWork(hanoi, (work) => draftDelegation(work, draftForm.parse({ ...visit, is_confidential: true })));
  const text = (await feed()).replaceAll(/\r?\n /g, "");
  expect(text).toContain(id);
  expect(text).toContain("SUMMARY:hồ sơ hạn chế xem");
  expect(text).not.toMatch(/tuyệt mật|Lyon/);
});
