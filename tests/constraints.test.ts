import fs from "node:fs";
import { expect, test } from "vitest";
import { NAMED_CONSTRAINTS, fieldsOfRule, saidOf } from "#platform/constraints.ts";
import { FieldError } from "#platform/errors.ts";
import { ruleIn } from "#platform/refused.server.ts";
import { asOwner, useDatabase } from "./database.ts";

const { ownerUrl } = useDatabase();

type Rule = { name: string; kind: string };
/** Every CHECK, UNIQUE, EXCLUDE and FOREIGN KEY of the union's own tables, and the unique indexes that are no constraint. */
const rules = async () =>
  (
    await asOwner(ownerUrl(), (client) =>
      client.query<Rule>(`
        select conname as name, contype as kind from pg_constraint
          where connamespace = 'amity'::regnamespace and contype in ('c', 'u', 'x', 'f')
        union
        select relname, 'u' from pg_index join pg_class on pg_class.oid = indexrelid
          where indisunique and not indisprimary and relnamespace = 'amity'::regnamespace`),
    )
  ).rows;

const words = (language: string) =>
  JSON.parse(fs.readFileSync(`messages/${language}.json`, "utf8")) as Record<string, unknown>;

test("every rule that only the database holds has a sentence, in both languages", async () => {
  const all = await rules();
  expect(new Set(all.map((one) => one.kind))).toEqual(new Set(["c", "u", "x", "f"]));
  expect(all.map((one) => one.name).filter((name) => saidOf(name) === undefined)).toEqual([]);
  for (const language of ["vi", "en"])
    expect(all.map((one) => saidOf(one.name)?.says ?? "").filter((says) => !(says in words(language)))).toEqual([]);
});

/** By the letter of the rule: the error with which the database refuses, and whether somebody else was there before or the value is at fault. */
const REFUSALS: Record<string, [code: string, status: number]> = {
  u: ["23505", 409],
  x: ["23P01", 409],
  c: ["23514", 422],
  f: ["23503", 422],
};

test("what somebody else entered already is a conflict, what was typed is at fault: of each rule", async () => {
  for (const { name, kind } of await rules()) {
    const [code, status] = REFUSALS[kind] ?? [];
    const refused = ruleIn({ code, constraint: name, message: "refused" });
    expect(refused).toBeInstanceOf(FieldError);
    const { status: is, code: says } = refused as FieldError;
    expect([name, is, says]).toEqual([name, status, saidOf(name)?.says]);
  }
});

test("the register names no rule that is gone", async () => {
  const there = new Set((await rules()).map((one) => one.name));
  expect(NAMED_CONSTRAINTS.filter((name) => !there.has(name))).toEqual([]);
});

const fieldsOfForms = async () => {
  const files = fs.globSync("src/modules/*/*.forms.ts");
  const modules = await Promise.all(files.map((file) => import(`../${file}`) as Promise<Record<string, unknown>>));
  const forms = modules.flatMap((module) => Object.values(module)) as { shape?: object; in?: { shape?: object } }[];
  // A form that makes something else of what was typed holds its fields within.
  return new Set(forms.flatMap((form) => Object.keys(form?.shape ?? form?.in?.shape ?? {})));
};

test("each rule about a field names one that a form has, and each value that a person types has one", async () => {
  const fields = await fieldsOfForms();
  const named = NAMED_CONSTRAINTS.map((name) => [name, saidOf(name)?.fields ?? []] as const);
  // What no form writes: counted by us, of the library, or of a page that is to come.
  const ours = /^unit_(accreditation|membership)_/;
  expect(
    named.filter(([name, about]) => about.length > 0 && !ours.test(name) && !about.some((field) => fields.has(field))),
  ).toEqual([]);
  expect(saidOf("partner_country_iso2_fkey")).toEqual({ says: "error_no_such_country", fields: ["country_iso2"] });
  expect(saidOf("nobody_wrote_this_check1")).toBeUndefined();
  expect(fieldsOfRule("rule_held_in_future")).toEqual(["starts_on"]);
  expect(fieldsOfRule("toString")).toEqual([]);
});
