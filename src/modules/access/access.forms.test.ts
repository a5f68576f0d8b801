import { expect, test } from "vitest";
import { AN_ID, long, readBy, saidOf } from "#platform/forms.fixtures.ts";
import {
  acceptForm,
  appointForm,
  codeForm,
  credentialsForm,
  endAppointmentForm,
  firstForm,
  inviteForm,
  signatureForm,
} from "./access.forms.ts";
import { keyForm, revokeOwnForm } from "./key.forms.ts";

const email = "lan@friends.example";

test("who is invited has a name, an address, a unit and a role", () => {
  const asked = { name: "Lan", email, unit_id: AN_ID, role: "press" };
  expect(readBy(inviteForm, asked)).toEqual(asked);
  expect(readBy(inviteForm, {})).toEqual({
    name: "error_required",
    email: "error_email",
    unit_id: "error_choose",
    role: "error_choose",
  });
  expect(saidOf(inviteForm, asked, "email", "lan")).toBe("error_email");
  expect(saidOf(inviteForm, asked, "name", long(121))).toBe("error_too_long");
});

test("who is appointed is so from a day on, and until one or none", () => {
  const asked = { email, unit_id: AN_ID, role: "leader", from_on: "2026-01-01" };
  expect(readBy(appointForm, asked)).toEqual(asked);
  expect(readBy(appointForm, { ...asked, until_on: "2027-01-01" })).toEqual({ ...asked, until_on: "2027-01-01" });
  expect(readBy(appointForm, {})).toEqual({
    email: "error_email",
    unit_id: "error_choose",
    role: "error_choose",
    from_on: "error_day",
  });
  expect(saidOf(appointForm, asked, "role", "king")).toBe("error_choose");
});

test("what has an end has a day", () => {
  expect(readBy(endAppointmentForm, {})).toEqual({ until_on: "error_day" });
  const signing = { email, signed_as: "KT", from_on: "2026-01-01", last_on: "2026-01-01" };
  expect(readBy(signatureForm, signing)).toEqual(signing);
  expect(readBy(signatureForm, {})).toEqual({
    email: "error_email",
    signed_as: "error_choose",
    from_on: "error_day",
    last_on: "error_day",
  });
  expect(readBy(signatureForm, { ...signing, last_on: "2025-12-31" })).toEqual({ last_on: "rule_until_before_from" });
});

test("keys of the interface", () => {
  const key = { name: "x", scope: "read", kinds: ["partner"], ends_on: "2026-12-31" };
  expect([readBy(keyForm, {}), readBy(keyForm, key)]).toEqual([
    { name: "error_required", scope: "error_choose", ends_on: "error_day" },
    key,
  ]);
  expect(readBy(keyForm, { ...key, kinds: ["import"] })).toHaveProperty("kinds.0");
  expect([readBy(revokeOwnForm, {}), readBy(revokeOwnForm, { id: AN_ID })]).toEqual([
    { id: "error_choose" },
    { id: AN_ID },
  ]);
});

test("a new password has ten letters, one that is asked for has any", () => {
  expect([readBy(acceptForm, { password: long(9) }), readBy(acceptForm, { password: long(10) })]).toEqual([
    { password: "error_password" },
    { password: long(10) },
  ]);
  expect(readBy(acceptForm, {})).toEqual({ password: "error_password" });
  expect(saidOf(acceptForm, {}, "password", long(129))).toBe("error_password_long");
  expect(readBy(firstForm, {})).toEqual({
    name: "error_required",
    email: "error_email",
    password: "error_password",
    first_key: "error_required",
  });
  const first = { name: "Lan", email, password: long(10), first_key: "printed" };
  expect(readBy(firstForm, first)).toEqual(first);
  expect(saidOf(firstForm, first, "password", long(9))).toBe("error_password");
  expect(readBy(credentialsForm, { email, password: "x" })).toEqual({ email, password: "x" });
  expect(readBy(credentialsForm, {})).toEqual({ email: "error_email", password: "error_required" });
  expect(saidOf(credentialsForm, { email }, "password", "")).toBe("error_required");
});

test("a code has at most forty letters", () => {
  expect([
    readBy(codeForm, {}),
    readBy(codeForm, { digits: "123456" }),
    readBy(codeForm, { digits: long(41) }),
  ]).toEqual([{ digits: "error_required" }, { digits: "123456" }, { digits: "error_too_long" }]);
});
