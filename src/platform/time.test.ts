import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addDays, now, today } from "./time.ts";

const { TZ, AMITY_NOW } = process.env;
const put = (name: "TZ" | "AMITY_NOW", value: string | undefined) => {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
};
const restore = () => {
  put("TZ", TZ);
  put("AMITY_NOW", AMITY_NOW);
};

/** East and west of Greenwich, and one that has summer time again. */
describe.each(["Asia/Ho_Chi_Minh", "America/Los_Angeles", "Africa/Cairo", "UTC"])("on a server in %s", (zone) => {
  beforeEach(() => put("TZ", zone));
  afterEach(restore);

  test.each([
    ["2027-02-28T16:59:59Z", "2027-02-28"],
    ["2027-02-28T17:00:00Z", "2027-03-01"],
    ["2028-02-28T17:00:00Z", "2028-02-29"],
    ["2026-12-31T16:59:59Z", "2026-12-31"],
    ["2026-12-31T17:00:00Z", "2027-01-01"],
    ["2027-07-15", "2027-07-15"],
  ])("at %s it is %s in Viet Nam", (moment, day) => {
    put("AMITY_NOW", moment);
    expect(today()).toBe(day);
    expect(now().getTime()).toBe(Date.parse(moment));
  });

  test.each([
    ["2028-02-28", 1, "2028-02-29"],
    ["2027-02-28", 1, "2027-03-01"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2026-01-01", -1, "2025-12-31"],
    // The clocks of Los Angeles and of Cairo change on these.
    ["2026-03-07", 2, "2026-03-09"],
    ["2026-10-31", 2, "2026-11-02"],
    ["2026-04-23", 2, "2026-04-25"],
    ["2026-10-28", 2, "2026-10-30"],
    ["2026-01-01", 730, "2028-01-01"],
  ])("%s and %d days is %s", (day, days, then) => {
    expect(addDays(day, days)).toBe(then);
    expect(addDays(then, -days)).toBe(day);
  });
});

test("without AMITY_NOW the clock goes on by itself", () => {
  put("AMITY_NOW", undefined);
  const before = Date.now();
  expect(now().getTime()).toBeGreaterThanOrEqual(before);
  restore();
});
