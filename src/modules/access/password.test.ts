import fs from "node:fs";
import { expect, test } from "vitest";
import { useDatabase } from "../../../tests/database.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { acceptForm, credentialsForm, firstForm } from "./access.forms.ts";
import { DEMO } from "./access.model.ts";
import { changePasswordForm, confirmForm, setPasswordForm } from "./account.forms.ts";
import { hashPassword, requireGoodPassword, verifyPassword } from "./password.server.ts";
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
  ["LienHiep-2026!!", "context"],
  ["tran thi lan huong", "context"],
  ["lien hiep cac to chuc huu nghi viet nam", "context"],
  ["hoa sen nở giữa đầm", "taken"],
  ["dài hơn sáu mươi tư ký tự một chút: không ai nhớ, nhưng máy nhớ hộ", "taken"],
  ["một hai ba bốn ".repeat(10).slice(0, 128), "taken"],
  ["correct battery horse", "taken"],
  ["密码是四个没有关系的词语", "taken"],
  ["x1!".repeat(22), "common"],
];
test.each(CASES)("%s is %s", async (password, said) => {
  expect(await verdict(password)).toBe(said);
});

test("the demo's own password is good for people of the demo alone", async () => {
  expect(await verdict(DEMO.password)).not.toBe("taken");
  const of = { name: "Lan", email: `lan${DEMO.domain}` };
  await inReading(system, (work) => requireGoodPassword(work, of, DEMO.password));
});

test("a password is compared as it was typed: no blank is taken off, no mark put together, no letter made small", async () => {
  const typed = "  Hoa sen nở  ".normalize("NFD");
  const kept = await hashPassword(typed);
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$/);
  const same = (password: string) => verifyPassword({ hash: kept, password });
  expect(await same(typed)).toBe(true);
  for (const other of [typed.trim(), typed.normalize("NFC"), typed.toLowerCase(), typed.replace("  ", " ")])
    expect([other, await same(other)]).toEqual([other, false]);
  const forms = [acceptForm, firstForm, credentialsForm, changePasswordForm, setPasswordForm, confirmForm];
  for (const form of forms)
    for (const [name, field] of Object.entries(form.shape).filter(([one]) => /password/.test(one)))
      expect([name, field.parse(typed)]).toEqual([name, typed]);
});

test("at least three thousand passwords as long as ours are known, and what nobody chose is not among them", () => {
  expect(fs.statSync("src/modules/access/common-passwords.bin").size / 6).toBeGreaterThan(40_000);
  expect(isCommonPassword("1q2w3e4r5t")).toBe(true);
  expect(isCommonPassword("zkq7-vexing-moraine")).toBe(false);
});
