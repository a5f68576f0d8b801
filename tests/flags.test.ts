import fs from "node:fs";
import { expect, test } from "vitest";
import { readFacts } from "#modules/reference/reference.commands.server.ts";

test("every country of the facts has its flag", () => {
  const codes = readFacts<{ iso2: string }>("countries").map(({ iso2 }) => iso2);
  expect(codes.length).toBeGreaterThan(190);
  expect(codes.filter((iso2) => !fs.existsSync(`node_modules/flag-icons/flags/4x3/${iso2.toLowerCase()}.svg`))).toEqual(
    [],
  );
});
