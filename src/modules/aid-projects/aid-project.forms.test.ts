import { expect, test } from "vitest";
import { long, readBy, saidOf } from "#platform/forms.fixtures.ts";
import {
  aidAmountForm,
  aidProjectForm,
  correctAmountForm,
  editAidForm,
  settleForm,
  statementForm,
} from "./aid-project.forms.ts";

const project = {
  title: "Trạm y tế",
  ngo_name: "Médecins",
  ngo_country: "FR",
  sector: "health",
  province_code: "01",
  owner_name: "Sở Y tế",
  starts_on: "2025-01-01",
  ends_on: "2027-01-01",
};

test("a project is read whole", () => {
  expect(readBy(aidProjectForm, project)).toEqual(project);
  expect(readBy(editAidForm, { ...project, version: "2" })).toEqual({ ...project, version: 2 });
});

test("a project has a title, a foreign organization and its country, a sector and a first day", () => {
  const said = {
    title: "error_required",
    ngo_name: "error_required",
    ngo_country: "error_country_code",
    sector: "error_choose",
    starts_on: "error_day",
  };
  expect(readBy(aidProjectForm, {})).toEqual(said);
  expect(readBy(editAidForm, {})).toEqual({ ...said, version: "error_version" });
  expect(saidOf(aidProjectForm, project, "sector", "space")).toBe("error_choose");
  expect(saidOf(aidProjectForm, project, "ngo_country", "FRA")).toBe("error_country_code");
  expect(saidOf(aidProjectForm, project, "ends_on", "later")).toBe("error_day");
});

test("an amount is more than nothing; corrected to nothing it is out of the figures", () => {
  const amount = { kind: "disbursement", on_date: "2025-02-01", amount_usd: "100.5" };
  for (const form of [aidAmountForm, correctAmountForm]) {
    expect(readBy(form, amount)).toEqual({ ...amount, amount_usd: 100.5 });
    expect(saidOf(form, amount, "kind", "commitment")).toBeUndefined();
    expect(saidOf(form, amount, "kind", "promise")).toBe("error_choose");
    expect(saidOf(form, amount, "amount_usd", "-1")).toBe("error_number");
    expect(saidOf(form, amount, "on_date", "")).toBe("error_day");
  }
  expect(saidOf(aidAmountForm, amount, "amount_usd", "0")).toBe("error_number");
  expect(saidOf(correctAmountForm, amount, "amount_usd", "0")).toBeUndefined();
});

test("a statement has a day, an amount and words", () => {
  const statement = { on_date: "2025-02-01", amount_usd: "0", body: "x" };
  expect(readBy(statementForm, statement)).toEqual({ ...statement, amount_usd: 0, is_right: false });
  expect(readBy(statementForm, {})).toEqual({
    on_date: "error_day",
    amount_usd: "error_number",
    body: "error_required",
  });
  expect(saidOf(statementForm, statement, "body", long(4001))).toBe("error_too_long");
});

test("what is returned is returned with a reason", () => {
  expect(readBy(settleForm, { verdict: "accept" })).toEqual({ verdict: "accept" });
  expect(readBy(settleForm, { verdict: "return" })).toEqual({ outcome: "error_comment" });
  expect(readBy(settleForm, { verdict: "return", outcome: "x" })).toEqual({ verdict: "return", outcome: "x" });
  expect(readBy(settleForm, { verdict: "keep" })).toEqual({ verdict: "error_choose" });
});
