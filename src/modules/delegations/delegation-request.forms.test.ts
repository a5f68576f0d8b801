import { describe, expect, test } from "vitest";
import { AN_ID, readBy, saidOf } from "#platform/forms.fixtures.ts";
import {
  answerCallForm,
  answerForm,
  requestForm,
  settleRequestForm,
  withdrawRequestForm,
} from "./delegation-request.forms.ts";

describe("asking others", () => {
  const question = { asked: `user:${AN_ID}`, kind: "opinion", question: "?", due_on: "2025-05-01" };
  test("one asks a person or a unit", () => {
    expect(readBy(requestForm, question)).toEqual({ ...question, shows: [] });
    expect(saidOf(requestForm, question, "asked", `unit:${AN_ID}`)).toBeUndefined();
    for (const asked of [
      AN_ID,
      `team:${AN_ID}`,
      "user:x",
      `x user:${AN_ID}`,
      `user:${AN_ID}0`,
      `user:${AN_ID.toUpperCase()}`,
    ])
      expect(saidOf(requestForm, question, "asked", asked)).toBe("error_choose");
    expect(readBy(requestForm, {})).toEqual({
      asked: "error_choose",
      kind: "error_choose",
      question: "error_required",
      due_on: "error_day",
    });
    expect(saidOf(requestForm, question, "kind", "commitment")).toBe("error_choose");
  });

  test("whoever does not agree says why", () => {
    expect(readBy(answerForm, { verdict: "agree" })).toEqual({ verdict: "agree" });
    expect(readBy(answerForm, { verdict: "agree", comment: "x" })).toEqual({ verdict: "agree", comment: "x" });
    for (const verdict of ["remarks", "object"]) {
      expect(readBy(answerForm, { verdict })).toEqual({ comment: "error_comment" });
      expect(readBy(answerForm, { verdict, comment: "x" })).toEqual({ verdict, comment: "x" });
    }
    expect(readBy(answerForm, { verdict: "perhaps" })).toEqual({ verdict: "error_choose" });
  });

  test("what is shown is ticked, and nothing else can be", () => {
    const shown = (shows: unknown) => readBy(requestForm, { ...question, shows });
    expect(shown(["members", "budget"])).toEqual({ ...question, shows: ["members", "budget"] });
    expect(shown("programme, members")).toEqual({ ...question, shows: ["programme", "members"] });
    expect(shown(["passports"])).toEqual({ "shows.0": "error_choose" });
    expect(saidOf(requestForm, question, "asked", `body:${AN_ID}`)).toBeUndefined();
  });

  test("an answer names its paper, of a day that has come", () => {
    const paper = { verdict: "agree", paper_number: "12/BNG", paper_on: "2025-01-02" };
    expect(readBy(answerForm, paper)).toEqual(paper);
    expect(readBy(answerCallForm, paper)).toEqual(paper);
    expect(readBy(answerForm, { ...paper, paper_on: "2999-01-02" })).toHaveProperty("paper_on");
    expect(readBy(answerCallForm, { verdict: "object" })).toEqual({ comment: "error_comment" });
  });

  test("who withdraws says why; who takes note need not", () => {
    expect(readBy(withdrawRequestForm, {})).toEqual({ reason: "error_required" });
    expect(readBy(settleRequestForm, {})).toEqual({});
  });
});
