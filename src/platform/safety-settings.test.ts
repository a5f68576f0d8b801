import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfig } from "./config.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-settings-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test("a schedule of backups is read whole, or the setting is refused with its form", () => {
  const read = (said: string) => readConfig({ AMITY_BACKUP: said }).backup.schedule;
  expect(read("daily@02:05,keep=7")).toEqual({ hour: 2, minute: 5, keep: 7 });
  expect(read("daily@23:59")).toEqual({ hour: 23, minute: 59, keep: 30 });
  expect(read("off")).toBeUndefined();
  for (const said of [
    "daily",
    "daily@24:00",
    "daily@2:00",
    "daily@02:60",
    "daily@02:00,keep=0",
    "daily@02:00,keep=401",
    "weekly@02:00",
    "daily@02:00 ",
    "Daily@02:00,keep=3,",
  ])
    expect(() => read(said)).toThrow("AMITY_BACKUP must be off or like daily@02:00,keep=30");
});

test("real work is backed up and leaves a trail unless somebody says otherwise; the demo only when asked", () => {
  const real = readConfig({ AMITY_DEMO: "0", AMITY_DATA: "/srv/amity" });
  expect(real.backup).toMatchObject({ schedule: { hour: 2, minute: 0, keep: 30 }, folder: "/srv/amity/backups" });
  expect(real.trail).toEqual({ folder: "/srv/amity/trail", days: 7 });
  expect(readConfig({ AMITY_DEMO: "0", AMITY_BACKUP: "off", AMITY_TRAIL: "off" })).toMatchObject({
    backup: { schedule: undefined },
    trail: undefined,
  });
  const demo = readConfig({ AMITY_DEMO: "1" });
  expect([demo.backup.schedule, demo.trail]).toEqual([undefined, undefined]);
  for (const days of ["0", "91", "1.5", "a week"])
    expect(() => readConfig({ AMITY_TRAIL_DAYS: days })).toThrow(
      "AMITY_TRAIL_DAYS must be a whole number from 1 to 90.",
    );
  expect(() => readConfig({ AMITY_BACKUP_KEY: "short" })).toThrow("AMITY_BACKUP_KEY must have at least 20 characters");
});

const SECRET = "0f8a1c5e9b27d4436a1be07c55d29f3ce81a";
const OTHER = "7c2e9d41f0b85a6633e1d97c04ba52f8c6de";

test("a secret is read from the file a vault provides; said twice, lacking or empty it is refused", () => {
  const file = path.join(folder, "secret");
  fs.writeFileSync(file, `${SECRET}\n`);
  expect(readConfig({ AMITY_SECRET_FILE: file }).secret).toBe(SECRET);
  expect(readConfig({ AMITY_BACKUP_KEY_FILE: file }).backup.key).toBe(SECRET);
  expect(() => readConfig({ AMITY_SECRET_FILE: file, AMITY_SECRET: OTHER })).toThrow("not both");
  expect(() => readConfig({ SMTP_URL_FILE: path.join(folder, "none") })).toThrow("cannot be read");
  fs.writeFileSync(path.join(folder, "empty"), "\n");
  expect(() => readConfig({ AMITY_BACKUP_KEY_FILE: path.join(folder, "empty") })).toThrow("is empty");
});
