import { afterEach, beforeAll, expect, test } from "vitest";
import { createToken } from "#modules/access/access.commands.server.ts";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { draftDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { draftForm } from "#modules/delegations/delegation.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { GET } from "../src/routes/api/v1/calendar/[token].ics/+server.ts";
import { aPerson, useDatabase } from "./database.ts";

useDatabase();
let hanoi: Actor;
let key: string;
const meeting = addDays(today(), 9);
const departs_on = addDays(today(), 20);
const returns_on = addDays(today(), 24);

beforeAll(async () => {
  hanoi = await aPerson("unit_officer", "ha_noi");
  key = await inWork(hanoi, (work) => createToken(work, hanoi.userId ?? "", "lịch"));
  await inWork(hanoi, async (work) => {
    await recordActivity(
      work,
      recordForm.parse({ kind: "visit", title: "Gặp gỡ", starts_on: meeting, countries: ["FR"], is_in_plan: true }),
    );
    const visit = { direction: "outgoing", title: "Đoàn đi Pháp", countries: ["FR"], departs_on, returns_on };
    await draftDelegation(work, draftForm.parse(visit));
  });
});

const { TZ } = process.env;
afterEach(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

const plain = (day: string) => day.replaceAll("-", "");

/** The lines of one event of the feed. */
async function eventOf(title: string): Promise<string> {
  const answer = await GET({ params: { token: key } } as unknown as Parameters<typeof GET>[0]);
  expect(answer.headers.get("content-type")).toContain("text/calendar");
  const events = (await answer.text()).split("BEGIN:VEVENT").slice(1);
  return events.find((one) => one.includes(`SUMMARY:${title}`)) ?? "";
}

test.each(["Asia/Ho_Chi_Minh", "America/Los_Angeles", "Africa/Cairo", "UTC"])(
  "the feed of a server in %s says the days that people wrote",
  async (zone) => {
    process.env.TZ = zone;
    expect(await eventOf("Gặp gỡ")).toContain(`DTSTART;VALUE=DATE:${plain(meeting)}\r\n`);
    const visit = await eventOf("Đoàn đi Pháp");
    expect(visit).toContain(`DTSTART;VALUE=DATE:${plain(departs_on)}\r\n`);
    // The end of a whole-day event is the day after its last (RFC 5545 3.6.1).
    expect(visit).toContain(`DTEND;VALUE=DATE:${plain(addDays(returns_on, 1))}\r\n`);
  },
);

test("an unknown key opens nothing", async () => {
  const answer = await GET({ params: { token: "amity_unknown" } } as unknown as Parameters<typeof GET>[0]);
  expect(answer.status).toBe(404);
});
