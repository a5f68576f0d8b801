import fs from "node:fs";
import { expect, test } from "vitest";
import { useDatabase } from "../../../tests/database.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { requireGoodPassword } from "./password.server.ts";
import { isCommonPassword } from "./password-list.server.ts";

useDatabase();
const person = { name: "Trần Thị Lan Hương", email: "lan.huong@huunghi.example" };
const verdict = (password: string) =>
  inReading(system, (work) => requireGoodPassword(work, person, password)).then(
    () => "taken",
    (cause: Error) => cause.message.replace(/^error_(password_)?/, "") || "password",
  );

const CASES: [password: string, said: string][] = [
  ["ngắn quá", "password"],
  ["x".repeat(129), "long"],
  ["1234567890", "common"],
  ["0123456789", "common"],
  ["qwertyuiop", "common"],
  ["Password123!", "common"],
  ["PASSWORD2026", "common"],
  ["football-77", "common"],
  ["aaaaaaaaaaaaaaaa", "common"],
  ["121212121212", "common"],
  ["Amity-2026!!", "context"],
  ["LanHuong1990", "context"],
  ["huunghi20251126", "context"],
  ["Trần-Thị-Hương!", "context"],
  ["tran thi lan huong", "context"],
  ["lien hiep cac to chuc huu nghi viet nam", "context"],
  ["hoa sen nở giữa đầm", "taken"],
  ["correct battery horse", "taken"],
  ["密码是四个没有关系的词语", "taken"],
  ["x1!".repeat(22), "common"],
];
test.each(CASES)("%s is %s", async (password, said) => {
  expect(await verdict(password)).toBe(said);
});

test("at least three thousand passwords as long as ours are known, and what nobody chose is not among them", () => {
  expect(fs.statSync("src/modules/access/common-passwords.bin").size / 6).toBeGreaterThan(40_000);
  expect(isCommonPassword("1q2w3e4r5t")).toBe(true);
  expect(isCommonPassword("zkq7-vexing-moraine")).toBe(false);
});
