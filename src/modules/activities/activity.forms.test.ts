import { describe, expect, test } from "vitest";
import { AN_ID, aFile, long, readBy, saidOf } from "#platform/forms.fixtures.ts";
import {
  cancelForm,
  editForm,
  holdForm,
  moveForm,
  patchForm,
  photoForm,
  recordForm,
  seriesForm,
} from "./activity.forms.ts";

const facts = {
  kind: "seminar",
  title: "Tọa đàm",
  starts_on: "2025-03-02",
  countries: "FR",
  is_multilateral: "on",
  is_international_conference: "on",
  is_in_plan: "on",
  occasion: "relations_anniversary",
  occasion_country: "FR",
  occasion_years: "50",
  series_id: AN_ID,
  edition: "3",
  place: "Hà Nội",
  participants: "200",
  foreign_participants: "20",
  result: "Tốt",
  co_host_ids: AN_ID,
  partner_ids: AN_ID,
};
const read = {
  ...facts,
  countries: ["FR"],
  is_multilateral: true,
  is_international_conference: true,
  is_in_plan: true,
  occasion_years: 50,
  edition: 3,
  participants: 200,
  foreign_participants: 20,
  co_host_ids: [AN_ID],
  partner_ids: [AN_ID],
};
const least = { kind: "visit", title: "Gặp", starts_on: "2025-03-02" };
const usual = {
  countries: [],
  is_multilateral: false,
  is_international_conference: false,
  is_in_plan: false,
  occasion: "none",
  co_host_ids: [],
  partner_ids: [],
};

describe("an activity", () => {
  test("has no more people from abroad than people, whichever of the two is corrected", () => {
    const people = { participants: "10", foreign_participants: "50" };
    for (const [form, values] of [
      [recordForm, facts],
      [editForm, { ...facts, version: "1" }],
      [holdForm, least],
    ] as const) {
      expect(readBy(form, { ...values, ...people })).toEqual({ foreign_participants: "rule_foreigners_of_all" });
      expect(saidOf(form, { ...values, ...people }, "foreign_participants", "10")).toBeUndefined();
    }
    expect(saidOf(recordForm, { ...least, ...people }, "participants", "")).toBeUndefined();
  });

  test("is read whole", () => {
    expect(readBy(recordForm, { ...facts, was_held: "on" })).toEqual({ ...read, was_held: true });
    expect(readBy(editForm, { ...facts, version: "3" })).toEqual({ ...read, version: 3 });
  });

  test("has a kind, a title and a day; the rest is usual", () => {
    const said = { kind: "error_choose", title: "error_required", starts_on: "error_day" };
    expect(readBy(recordForm, {})).toEqual(said);
    expect(readBy(editForm, {})).toEqual({ ...said, version: "error_version" });
    expect(readBy(recordForm, least)).toEqual({ ...least, ...usual, was_held: false });
  });

  test("an anniversary of relations says of which country and which", () => {
    const anniversary = { ...least, version: 1, occasion: "relations_anniversary" };
    for (const form of [recordForm, editForm]) {
      for (const half of [{}, { occasion_country: "FR" }, { occasion_years: "50" }])
        expect(readBy(form, { ...anniversary, ...half })).toEqual({ occasion_years: "error_anniversary" });
      expect(saidOf(form, { ...anniversary, occasion_country: "FR" }, "occasion_years", "50")).toBeUndefined();
      expect(readBy(form, { ...anniversary, occasion: "national_day" })).toMatchObject({ occasion: "national_day" });
    }
  });

  test.each([
    ["kind", "party", "error_choose"],
    ["occasion", "birthday", "error_choose"],
    ["occasion_years", "501", "error_number"],
    ["edition", "501", "error_number"],
    ["participants", "1000001", "error_number"],
    ["foreign_participants", "-1", "error_number"],
    ["result", long(2001), "error_too_long"],
    ["series_id", "x", "error_choose"],
  ])("%s as %j: %s", (name, value, said) => expect(saidOf(recordForm, least, name, value)).toBe(said));

  test("through the interface only what is sent changes", () => {
    expect(readBy(patchForm, { version: 2 })).toEqual({ version: 2 });
    const all = { title: "a", participants: 1, foreign_participants: 2, result: "b", place: "c", version: 2 };
    expect(readBy(patchForm, { ...all, kind: "visit" })).toEqual(all);
    expect(readBy(patchForm, { title: "" })).toEqual({ title: "error_required", version: "error_version" });
  });
});

test("steps", () => {
  expect([readBy(moveForm, {}), readBy(moveForm, { starts_on: "2025-03-02" })]).toEqual([
    { starts_on: "error_day" },
    { starts_on: "2025-03-02" },
  ]);
  const held = { starts_on: "2025-03-02", participants: "200", foreign_participants: "20", result: "Tốt" };
  expect(readBy(holdForm, held)).toEqual({ ...held, participants: 200, foreign_participants: 20 });
  expect(readBy(holdForm, {})).toEqual({ starts_on: "error_day" });
  expect([readBy(cancelForm, {}), readBy(cancelForm, { reason: "x" })]).toEqual([
    { reason: "error_required" },
    { reason: "x" },
  ]);
  expect([readBy(seriesForm, {}), readBy(seriesForm, { name: "x" })]).toEqual([
    { name: "error_required" },
    { name: "x" },
  ]);
});

test("a photograph is a picture, not too large, of people who agreed", () => {
  const photo = aFile("image/jpeg");
  expect(readBy(photoForm, { photo, has_consent: "on" })).toEqual({ photo, has_consent: true });
  expect(readBy(photoForm, {})).toEqual({ photo: "error_file", has_consent: "error_consent" });
  const said = (value: unknown) => saidOf(photoForm, { has_consent: "on" }, "photo", value);
  expect(["image/png", "image/webp"].map((type) => said(aFile(type)))).toEqual([undefined, undefined]);
  expect(said(aFile("image/svg+xml"))).toBe("error_file_kind");
  expect(said(aFile("image/png", 8_000_000))).toBeUndefined();
  expect(said(aFile("image/png", 8_000_001))).toBe("error_file_size");
});
