import { expect, test } from "vitest";
import { RuleError } from "#platform/errors.ts";
import { inWords } from "../src/cli/backup.ts";

const failed = (code: string, message: string) => Object.assign(new Error(message), { code, syscall: "write" });

test.each([
  [
    "a database that went away",
    new Error("Client has encountered a connection error and is not queryable"),
    "does not answer",
  ],
  ["one that was ended", failed("57P01", "terminating connection"), "does not answer"],
  ["a full disk", failed("ENOSPC", "ENOSPC: no space left on device, write"), "The disk is full"],
  ["a full disk of the database", failed("53100", "could not extend file"), "The disk is full"],
  ["a folder that may not be written", failed("EROFS", "EROFS: read-only file system, open 'x'"), "cannot be written"],
])("a command says of %s what happened and what to do", async (_what, cause, sentence) => {
  const said = await inWords(cause);
  expect(said).toContain(sentence);
  expect(said).toContain(cause.message);
  expect(said).toContain("again");
});

test("what is in our words already stays", async () => {
  const own = new Error("The database at x does not answer: it is off", { cause: failed("ECONNREFUSED", "refused") });
  expect(await inWords(own)).toBe(own.message);
  expect(await inWords(new Error("Say --name VALUE."))).toBe("Say --name VALUE.");
  expect(await inWords(new RuleError("rule_backup_unread", { file: "x" }))).toContain("x cannot be read");
});
