import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const wrong = (setting: Record<string, string>) => {
  try {
    readConfig(setting);
    return "taken";
  } catch (cause) {
    return (cause as Error).message;
  }
};

test.each([
  [{ AMITY_SESSION_IDLE: "4" }, "AMITY_SESSION_IDLE must be a whole number from 5 to 1440."],
  [{ AMITY_SESSION_IDLE: "soon" }, "AMITY_SESSION_IDLE must be a whole number from 5 to 1440."],
  [{ AMITY_SESSION_HOURS: "169" }, "AMITY_SESSION_HOURS must be a whole number from 1 to 168."],
  [{ AMITY_SESSION_HOURS: "1.5" }, "AMITY_SESSION_HOURS must be a whole number from 1 to 168."],
  [{ AMITY_SECOND_STEP: "leader,chief" }, "AMITY_SECOND_STEP: there is no role chief."],
  [{ AMITY_SECOND_STEP: "Leader" }, "AMITY_SECOND_STEP must be none or roles with commas: administrator,leader."],
  [{ AMITY_SECOND_STEP: "none" }, "taken"],
])("%o is answered with a sentence", (setting, sentence) => {
  expect(wrong(setting)).toBe(sentence);
});

test("administrators and leaders show a second step by default, in the demo nobody", () => {
  expect(readConfig({ AMITY_DEMO: "0" }).secondStepRoles).toEqual(["administrator", "leader"]);
  expect(readConfig({}).secondStepRoles).toEqual([]);
});
