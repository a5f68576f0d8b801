import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "../../../tests/database.ts";
import { attempt, end, makePeople, promise, question, reply, rightsOf, who } from "./exchange.fixtures.ts";

// What the database itself allows, past the commands.
useDatabase();
beforeAll(makePeople);

const RIGHTS = "unit_id, unit_path, visibility, shared_paths, named_user_ids";
const sayAs = (by: string, visibility: string) =>
  `insert into exchange (kind, subject_kind, subject_id, title, said_by_name, said_on, created_by, unit_id, unit_path, visibility, named_user_ids)
      select 'suggestion', 'partner', new_id(), 'x', 'x', current_date, '${who(by).userId}', id, path, '${visibility}', '{${who(by).userId}}' from unit where path = '${who("asker").unitPath}'`;
const answerAs = (by: string) =>
  `insert into exchange_answer (exchange_owed_id, verdict, answered_by, answered_by_name, answered_on, ${RIGHTS})
      select id, 'agree', '${who(by).userId}', 'x', current_date, ${RIGHTS} from exchange_owed where id = $1`;
const settleAs = (by: string) =>
  `insert into exchange_settlement (exchange_owed_id, outcome, settled_by, settled_on, ${RIGHTS})
      select id, 'done', '${who(by).userId}', current_date, ${RIGHTS} from exchange_owed where id = $1`;

test("a guest says something in the own name alone, and nothing to the public", async () => {
  expect(await attempt("guest", sayAs("guest", "union"), [])).toBe(1);
  expect(await attempt("guest", sayAs("ministry", "union"), [])).toBe("refused");
  expect(await attempt("guest", sayAs("guest", "public"), [])).toContain("violates check constraint");
});

test("who asked does not answer, and who was asked from outside does not settle", async () => {
  const id = await question(rightsOf("confidential", ["asker"]));
  expect(await attempt("colleague", answerAs("colleague"), [id])).toBe(0);
  expect(await attempt("ministry", answerAs("asker"), [id])).toBe("refused");
  expect(await attempt("ministry", settleAs("ministry"), [id])).toBe("refused");
  const promised = await promise(rightsOf("unit"));
  expect(await attempt("asker", answerAs("asker"), [promised])).toBe("refused");
  expect(await attempt("asker", settleAs("owing"), [promised])).toBe("refused");
  expect(await attempt("owingReader", settleAs("owingReader"), [promised])).toBe("refused");
  expect(await attempt("other", settleAs("other"), [promised])).toBe(0);
  expect(await attempt("asker", settleAs("asker"), [promised])).toBe(1);
});

test("nobody asks in another's name", async () => {
  const copy = `insert into exchange_owed (exchange_id, kind, subject_kind, subject_id, title, asker_unit_id, asker_visibility, to_unit_id, due_on, created_by, ${RIGHTS})
      select exchange_id, kind, subject_kind, subject_id, title, asker_unit_id, asker_visibility, to_unit_id, due_on, $2, ${RIGHTS} from exchange_owed where id = $1`;
  const id = await promise(rightsOf("unit"));
  expect(await attempt("asker", copy, [id, who("owing").userId])).toBe("refused");
  expect(await attempt("asker", copy, [id, who("asker").userId])).toBe(1);
});

test("what was answered and settled is neither changed nor taken away", async () => {
  const asked = await question(rightsOf("unit"));
  await reply("ministry", asked);
  const promised = await promise(rightsOf("unit"));
  await end("owing", promised);
  for (const name of ["asker", "owing", "leader", "ministry"])
    for (const [table, id] of [
      ["exchange_answer", asked],
      ["exchange_settlement", promised],
    ] as const) {
      const values = [id];
      expect(await attempt(name, `delete from ${table} where exchange_owed_id = $1`, values)).toBe(0);
      const where = "where exchange_owed_id = $1";
      expect(await attempt(name, `update ${table} set exchange_owed_id = exchange_owed_id ${where}`, values)).toBe(0);
    }
});

test("who was asked does not move the day, and who asked another unit neither", async () => {
  const asked = await question(rightsOf("unit"));
  const promised = await promise(rightsOf("unit"));
  const move = "update exchange_owed set due_on = due_on + 1 where id = $1";
  expect(await attempt("ministry", move, [asked])).toBe(0);
  expect(await attempt("asker", move, [asked])).toBe(1);
  expect(await attempt("asker", move, [promised])).toBe(0);
  expect(await attempt("other", move, [promised])).toBe(0);
  expect(await attempt("owing", move, [promised])).toBe(1);
});
