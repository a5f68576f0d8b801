import { afterEach, describe, expect, test } from "vitest";
import { home, setHome } from "./home.ts";
import { atClock, dayAndTime, startOf } from "./time.ts";
import { isZone, offsetAt } from "./zone.ts";

const before = home();
afterEach(() => setHome(before));

test("a zone is a name that clocks go by", () => {
  expect(["UTC", "Europe/Paris", "Asia/Ho_Chi_Minh", "America/St_Johns"].filter(isZone)).toHaveLength(4);
  expect(["", "Paris", "+07:00", "Europe/", "Nowhere/None"].filter(isZone)).toEqual([]);
});

/** Summer time, none, half hours, far out, and one whose clocks jump over midnight. */
describe.each(["UTC", "Europe/Paris", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Africa/Cairo"])(
  "at home in %s",
  (zone) => {
    test("every day of three years begins once, where the day before ends", () => {
      setHome({ ...before, zone });
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2029, 0, 1); at += 86_400_000) {
        const day = new Date(at).toISOString().slice(0, 10);
        const start = startOf(day).getTime();
        expect([day, dayAndTime(new Date(start)).slice(0, 10)]).toEqual([day, day]);
        expect(dayAndTime(new Date(start - 1)) < day).toBe(true);
      }
    });

    test("an instant is said as Intl says it", () => {
      setHome({ ...before, zone });
      const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
      for (let at = Date.UTC(2026, 0, 1, 0, 7); at < Date.UTC(2027, 0, 1); at += 47 * 60_000)
        expect(dayAndTime(new Date(at)).slice(0, 19).replace("T", " ")).toBe(clock.format(at));
    });
  },
);

test("of an hour that there is twice it is the first, of one that there is not the one after", () => {
  setHome({ ...before, zone: "Europe/Paris" });
  expect(atClock("2026-10-25", "02:30:00").toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(atClock("2026-03-29", "02:30:00").toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(offsetAt("Europe/Paris", Date.parse("2026-07-01T00:00:00Z"))).toBe(7_200_000);
});
