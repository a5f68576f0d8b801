import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { afterEach, expect, test, vi } from "vitest";
import { config, readConfig } from "#platform/config.ts";
import { useDatabase } from "./database.ts";

useDatabase("empty");
const before = { secret: config.secret, secretsBefore: config.secretsBefore };
afterEach(() => Object.assign(config, before));
const [FIRST, SECOND, THIRD] = ["first", "second", "third"].map(
  (one) => `${one}-secret-of-the-tests-with-many-letters`,
) as [string, string, string];

/** What a copy of the application seals with, started with these secrets. */
async function startedWith(secret: string, ...secretsBefore: string[]) {
  Object.assign(config, { secret, secretsBefore });
  vi.resetModules();
  const { config: fresh } = await import("#platform/config.ts");
  Object.assign(fresh, { ...config, secret, secretsBefore });
  const { signIn } = await import("#modules/access/sign-in.server.ts");
  const { secretConfig } = await signIn().$context;
  return {
    seal: (data: string) => symmetricEncrypt({ key: secretConfig, data }),
    open: (data: string) => symmetricDecrypt({ key: secretConfig, data }),
  };
}

test("a second step set up under an earlier secret goes on being read, and without it is not", async () => {
  const asBefore = await symmetricEncrypt({ key: FIRST, data: "step of long ago" });
  const one = await (await startedWith(FIRST)).seal("step one");
  const two = await (await startedWith(SECOND, FIRST)).seal("step two");
  const now = await startedWith(THIRD, SECOND, FIRST);
  expect(
    await Promise.all([asBefore, one, two, await now.seal("step three")].map((sealed) => now.open(sealed))),
  ).toEqual(["step of long ago", "step one", "step two", "step three"]);
  const without = await startedWith(THIRD);
  for (const sealed of [asBefore, one, two]) await expect(without.open(sealed)).rejects.toThrow(/./);
});

test("earlier secrets are as long as the one of today, or are refused with a sentence", () => {
  expect(readConfig({ AMITY_SECRET_BEFORE: `${FIRST}, ${SECOND}` }).secretsBefore).toEqual([FIRST, SECOND]);
  expect(readConfig({}).secretsBefore).toEqual([]);
  expect(() => readConfig({ AMITY_SECRET_BEFORE: "short" })).toThrow(
    "AMITY_SECRET_BEFORE names earlier values of AMITY_SECRET",
  );
});
