import { expect, test } from "vitest";
import { isOn, joinRolls, readRoll } from "./roll.ts";

const sent = (...numbers: number[]) => {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [at, number] of numbers.entries()) bytes.writeInt32BE(number, at * 4);
  return bytes;
};

test("whoever is on a roll is found there, in whatever order they came, and nobody else", () => {
  const numbers = [7, -2_147_483_648, 2_147_483_647, 0, -1, 7];
  const roll = readRoll(sent(...numbers));
  expect(numbers.filter((number) => !isOn(roll, number))).toEqual([]);
  expect([1, -2, 6, 8].filter((number) => isOn(roll, number))).toEqual([]);
  expect(isOn(readRoll(null), 0)).toBe(false);
});

test("two rolls joined hold all of both", () => {
  const both = joinRolls([readRoll(sent(5, 3)), readRoll(null), readRoll(sent(4, -9))]);
  expect([...both]).toEqual([-9, 3, 4, 5]);
});
