import { describe, expect, test } from "vitest";
import { AN_ID, long, readBy, saidOf } from "#platform/forms.fixtures.ts";
import { today } from "#platform/time.ts";
import {
  closeForm,
  contactForm,
  editForm,
  nameForm,
  registerForm,
  relationForm,
  settleForm,
  suggestForm,
} from "./partner.forms.ts";

const facts = {
  kind: "foundation",
  name: "Fondation",
  name_in: { vi: "Quỹ" },
  family_name: "Martin",
  given_name: "Anne",
  position: "Présidente",
  addressed_as: "Madame la Présidente",
  language: "fr",
  country_iso2: " fr ",
  city: "Paris",
  fields: "y tế",
  birth_year: "1960",
  introduced_by: "Lan",
  officer_name: "Minh",
  first_contact_on: "2020-01-01",
  next_step: "Gặp",
  next_step_on: "2026-05-01",
};
const read = { ...facts, country_iso2: "FR", birth_year: 1960 };
const least = { kind: "foundation", name: "Fondation", country_iso2: "FR" };

describe("a partner", () => {
  test("is read whole", () => {
    expect(readBy(registerForm, facts)).toEqual(read);
    expect(readBy(editForm, { ...facts, version: "3" })).toEqual({ ...read, version: 3 });
  });

  test("has a kind, a name and a country", () => {
    const said = { kind: "error_choose", name: "error_required", country_iso2: "error_country_code" };
    expect(readBy(registerForm, {})).toEqual(said);
    expect(readBy(editForm, {})).toEqual({ ...said, version: "error_version" });
    expect(readBy(registerForm, least)).toEqual({ ...least, name_in: {} });
  });

  test.each([
    ["kind", "club", "error_choose"],
    ["country_iso2", "F", "error_country_code"],
    ["country_iso2", "FRA", "error_country_code"],
    ["country_iso2", "1FR", "error_country_code"],
    ["birth_year", "2101", "error_year_of_birth"],
    ["birth_year", `${Number(today().slice(0, 4)) + 1}`, "error_year_of_birth"],
    ["first_contact_on", "long ago", "error_day"],
    ["city", long(121), "error_too_long"],
  ])("%s as %j: %s", (name, value, said) => expect(saidOf(registerForm, least, name, value)).toBe(said));
});

test("what stands below a partner", () => {
  const name = { name: "Quỹ", language: "vi", kind: "alias", from_on: "2020-01-01", until_on: "2021-01-01" };
  expect(readBy(nameForm, name)).toEqual(name);
  expect(readBy(nameForm, {})).toEqual({ name: "error_required", kind: "error_choose" });
  expect(readBy(nameForm, { ...name, language: "" })).toEqual({ ...name, language: undefined });
  expect(saidOf(nameForm, name, "language", "xx")).toBe("error_choose");
  for (const language of ["vi", "en", "fr", "es", "ru", "zh", "lo", "km", "other"])
    expect(saidOf(nameForm, name, "language", language)).toBeUndefined();
  const contact = { kind: "email", value: "a@b.example", consent_on: "2020-01-01" };
  expect(readBy(contactForm, contact)).toEqual(contact);
  expect(readBy(contactForm, {})).toEqual({ kind: "error_choose", value: "error_required" });
  const relation = { other_partner_id: AN_ID, kind: "leads", from_on: "2020-01-01", until_on: "2021-01-01" };
  expect(readBy(relationForm, relation)).toEqual(relation);
  expect(readBy(relationForm, {})).toEqual({ other_partner_id: "error_choose", kind: "error_choose" });
});

test("acts", () => {
  expect([readBy(closeForm, {}), readBy(closeForm, { reason: "x" })]).toEqual([
    { reason: "error_required" },
    { reason: "x" },
  ]);
  expect([readBy(suggestForm, {}), readBy(suggestForm, { body: "x" })]).toEqual([
    { body: "error_required" },
    { body: "x" },
  ]);
  expect([readBy(settleForm, {}), readBy(settleForm, { outcome: "x" })]).toEqual([
    { outcome: "error_required" },
    { outcome: "x" },
  ]);
});
