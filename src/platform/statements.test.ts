import { expect, test } from "vitest";
import { statementsOf } from "./statements.ts";

test("a semicolon ends a statement, except in comments, texts, names and bodies", () => {
  const whole = [
    "-- a; it's\nselect 1;",
    "/* b; \" */ select ';', 'it''s; -- no comment', E'\\';', \"a;b\";",
    "do $$ begin perform 1; end $$;",
    "create function f() returns text language sql as $body$ select $$;$$ $body$;",
    "select 2",
  ];
  expect(statementsOf(`${whole.join("\n\n")}\n-- the end; of it\n`)).toEqual([
    ...whole.slice(0, -1),
    "select 2\n-- the end; of it",
  ]);
});

test("what says nothing is not sent", () => {
  expect(statementsOf("-- only words\n;\n;; /* none */\n")).toEqual([]);
});

test("what is opened and never closed is refused with its line", () => {
  expect(() => statementsOf("select 1;\nselect 'two;\n")).toThrow("Line 2: what ' opens is never closed.");
  for (const open of ['select "a;', "do $$ begin;", "select 1 /* and", "do $a$ select $$;$$;"])
    expect(() => statementsOf(open)).toThrow("never closed");
});
