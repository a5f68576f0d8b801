import { describe, expect, test } from "vitest";
import { AN_ID, aFile, long, readBy, saidOf } from "#platform/forms.fixtures.ts";
import { today } from "#platform/time.ts";
import {
  approveForm,
  numberForm,
  budgetForm,
  commitmentForm,
  departForm,
  doneForm,
  draftForm,
  editForm,
  endRouteForm,
  meetingForm,
  memberForm,
  plainForm,
  programmeForm,
  provisionForm,
  reasonForm,
  reportForm,
  routeForm,
} from "./delegation.forms.ts";

const facts = {
  title: "Đoàn thăm Pháp",
  purpose: "Hữu nghị",
  legal_basis: "Kế hoạch",
  is_in_plan: "on",
  host: "Hội",
  partner_id: AN_ID,
  countries: "FR,DE",
  cities: "Paris",
  departs_on: "2025-03-02",
  returns_on: "2025-03-02",
  head_name: "Bà Lan",
  expected_members: "5",
  invitation_on: "2025-01-01",
  invitation_from: "Hội",
};
const read = { ...facts, is_in_plan: true, countries: ["FR", "DE"], expected_members: 5 };
const least = { title: "Đoàn", countries: "FR", departs_on: "2025-03-02", returns_on: "2025-03-04" };

describe("the proposal", () => {
  test("is read whole", () => {
    expect(readBy(draftForm, { ...facts, direction: "incoming", is_confidential: "on" })).toEqual({
      ...read,
      direction: "incoming",
      is_confidential: true,
    });
    expect(readBy(editForm, { ...facts, version: "4" })).toEqual({ ...read, version: 4 });
  });

  test("needs a title, a direction, a country and two days", () => {
    const said = {
      title: "error_required",
      countries: "error_country",
      departs_on: "error_day",
      returns_on: "error_day",
    };
    expect(readBy(draftForm, {})).toEqual({ ...said, direction: "error_choose" });
    expect(readBy(editForm, {})).toEqual({ ...said, version: "error_version" });
    expect(readBy(draftForm, { ...least, direction: "outgoing" })).toMatchObject({ is_confidential: false });
  });

  test("nobody comes back before going", () => {
    const early = { ...least, direction: "outgoing", returns_on: "2025-03-01", version: 1 };
    for (const form of [draftForm, editForm])
      expect(readBy(form, early)).toEqual({ returns_on: "error_return_before_departure" });
  });

  test.each([
    ["title", long(301), "error_too_long"],
    ["legal_basis", long(501), "error_too_long"],
    ["expected_members", "501", "error_number"],
    ["invitation_on", "soon", "error_day"],
    ["partner_id", "x", "error_choose"],
    ["direction", "sideways", "error_choose"],
    ["direction", "outgoing", undefined],
  ])("%s as %j: %s", (name, value, said) => {
    expect(saidOf(draftForm, { ...least, direction: "incoming" }, name, value)).toBe(said);
  });
});

describe("steps", () => {
  const decided = { number: "12/QĐ", decided_on: "2025-02-01" };
  test("a decision has a number and a day, and a scan or none", () => {
    expect(readBy(approveForm, decided)).toEqual(decided);
    expect(readBy(approveForm, { ...decided, scan: aFile("application/pdf", 0) })).toEqual(decided);
    // One tap is enough; the clerk gives the number, and the next one where none is said.
    expect(readBy(approveForm, {})).toEqual({});
    expect(readBy(numberForm, {})).toEqual({});
    for (const type of ["application/pdf", "image/jpeg", "image/png"])
      expect(saidOf(approveForm, decided, "scan", aFile(type))).toBeUndefined();
    expect(saidOf(approveForm, decided, "scan", aFile("text/html"))).toBe("error_scan_kind");
    expect(saidOf(approveForm, decided, "scan", "a name")).toBe("error_file");
    expect(saidOf(approveForm, decided, "scan", aFile("image/png", 20_000_001))).toBe("error_file_size_20");
  });

  test("the others ask what they need", () => {
    expect(readBy(plainForm, {})).toEqual({});
    expect(readBy(reasonForm, {})).toEqual({ reason: "error_required" });
    expect(readBy(reasonForm, { reason: "x" })).toEqual({ reason: "x" });
    expect(readBy(departForm, {})).toEqual({ took_part: [] });
    expect(readBy(departForm, { took_part: [AN_ID] })).toEqual({ took_part: [AN_ID] });
    expect(readBy(departForm, { took_part: ["x"] })).toEqual({ "took_part.0": "error_choose" });
    expect(readBy(reportForm, { facts: "a", assessment: "b", proposals: "c" })).toEqual({
      facts: "a",
      assessment: "b",
      proposals: "c",
    });
    expect(readBy(reportForm, { facts: long(8001) })).toEqual({ facts: "error_too_long" });
  });
});

describe("parts", () => {
  const member = {
    name: "Lan",
    position: "Chủ tịch",
    role: "head",
    home: "Hà Nội",
    year_of_birth: "1960",
    passport_number: "C1",
    passport_expires_on: "2030-01-01",
  };
  const stop = {
    on_date: "2025-03-02",
    starts_at: "09:30",
    content: "Gặp",
    content_in: { en: "Meeting" },
    place: "Paris",
    person_answerable: "Lan",
  };
  const cost = { description: "Vé", quantity: "2", unit_price: "10.5", currency: "USD", payer: "union" };
  test("are read whole", () => {
    expect(readBy(memberForm, member)).toEqual({ ...member, year_of_birth: 1960 });
    expect(readBy(programmeForm, stop)).toEqual(stop);
    const meeting = { partner_id: AN_ID, on_date: "2025-03-02", note: "x" };
    expect(readBy(meetingForm, meeting)).toEqual(meeting);
    expect(readBy(budgetForm, cost)).toEqual({ ...cost, quantity: 2, unit_price: 10.5 });
    const gift = { kind: "gift", description: "Tranh", counterpart: "Hội", quantity: "3" };
    expect(readBy(provisionForm, gift)).toEqual({ ...gift, quantity: 3 });
    expect(readBy(provisionForm, { kind: "document", description: "Sách" })).toMatchObject({ quantity: 1 });
  });

  test("and ask what they need", () => {
    expect(readBy(memberForm, {})).toEqual({ name: "error_required", role: "error_choose" });
    expect(readBy(programmeForm, {})).toEqual({ on_date: "error_day", content: "error_required" });
    expect(readBy(meetingForm, {})).toEqual({ partner_id: "error_choose", on_date: "error_day" });
    expect(readBy(provisionForm, {})).toEqual({ kind: "error_choose", description: "error_required" });
    expect(Object.keys(readBy(budgetForm, {}) as object)).toEqual(
      expect.arrayContaining(["payer", "currency", "unit_price", "quantity", "description"]),
    );
  });

  test.each([
    [memberForm, member, { year_of_birth: "1899" }, "error_year_of_birth"],
    [memberForm, member, { year_of_birth: "2101" }, "error_year_of_birth"],
    [memberForm, member, { year_of_birth: `${Number(today().slice(0, 4)) + 1}` }, "error_year_of_birth"],
    [memberForm, member, { role: "cook" }, "error_choose"],
    [memberForm, member, { passport_number: long(21) }, "error_too_long"],
    [budgetForm, cost, { quantity: "0" }, "error_number"],
    [budgetForm, cost, { quantity: "-1" }, "error_number"],
    [budgetForm, cost, { unit_price: "0" }, undefined],
    [budgetForm, cost, { currency: "XXX" }, "error_choose"],
    [provisionForm, { kind: "gift", description: "x" }, { quantity: "0" }, "error_number"],
    [provisionForm, { kind: "gift", description: "x" }, { quantity: "1001" }, "error_number"],
    [provisionForm, { kind: "gift", description: "x" }, { kind: "loan" }, "error_choose"],
  ])("%#: %j", (form, values, typed, said) => {
    for (const [name, value] of Object.entries(typed)) expect(saidOf(form, values, name, value)).toBe(said);
  });
});

describe("what others owe", () => {
  test("a commitment has a content, a unit that leads it and a day", () => {
    const promise = { content: "x", lead_unit_id: AN_ID, due_on: "2025-05-01" };
    expect(readBy(commitmentForm, promise)).toEqual({ ...promise, is_awaiting_text: false });
    expect(readBy(commitmentForm, {})).toEqual({
      content: "error_required",
      lead_unit_id: "error_choose",
      due_on: "error_day",
    });
    expect([readBy(doneForm, {}), readBy(doneForm, { outcome: "x" })]).toEqual([{}, { outcome: "x" }]);
  });
});

describe("a rule of approval", () => {
  const route = { approving_kind: "union", report_due_working_days: "7", from_on: "2025-01-01" };
  test("says what it is for, or leaves it open", () => {
    const open = { unit_kind: "", direction: "", is_in_plan: "" };
    expect(readBy(routeForm, { ...route, ...open })).toEqual({
      ...route,
      report_due_working_days: 7,
      budget_share: 10,
      accepts_reports: false,
    });
    const exact = { unit_kind: "chapter", direction: "outgoing", is_in_plan: "no" };
    expect(readBy(routeForm, { ...route, ...exact })).toEqual({
      ...route,
      ...exact,
      report_due_working_days: 7,
      budget_share: 10,
      accepts_reports: false,
    });
    for (const budget_share of ["-1", "101", "2.5", "x"])
      expect(saidOf(routeForm, route, "budget_share", budget_share)).toBe("error_share");
    expect(readBy(endRouteForm, {})).toEqual({ until_on: "error_day" });
  });

  test.each([
    ["unit_kind", "planet", "error_choose"],
    ["direction", "sideways", "error_choose"],
    ["direction", "incoming", undefined],
    ["is_in_plan", "yes", undefined],
    ["is_in_plan", "maybe", "error_choose"],
    ["approving_kind", "own", undefined],
    ["approving_kind", "parent", undefined],
    ["approving_kind", "", "error_choose"],
    ["report_due_working_days", "0", "error_number"],
    ["report_due_working_days", "1", undefined],
    ["report_due_working_days", "250", undefined],
    ["report_due_working_days", "251", "error_number"],
    ["report_due_working_days", "1.5", "error_number"],
    ["report_due_working_days", "week", "error_number"],
    ["from_on", "", "error_day"],
  ])("%s as %j: %s", (name, value, said) => expect(saidOf(routeForm, route, name, value)).toBe(said));
});
