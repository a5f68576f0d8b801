import { ACCOUNT_STEPS, INVITATION_STEPS, RESET_STEPS } from "#modules/access/account.model.ts";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { STEPS as ACTIVITY_STEPS } from "#modules/activities/activity.model.ts";
import { PARTS as DELEGATION_PARTS, STEPS as DELEGATION_STEPS } from "#modules/delegations/delegation.model.ts";
import { STEPS as IMPORT_STEPS } from "#modules/imports/import.model.ts";
import { PARTS as PARTNER_PARTS, STEPS as PARTNER_STEPS } from "#modules/partners/partner.model.ts";
import { addressOf } from "#platform/steps.ts";
import { params as matchers } from "../src/params.ts";
import { bodySchema } from "../src/routes/api/openapi-schema.server.ts";
import type { Chance, Known, Schema } from "./fuzz-calls.ts";
import { bodyOf, text } from "./fuzz-calls.ts";
import type { Route } from "./handler.ts";
import { ROUTES } from "./handler.ts";

/** What may stand in an address for a step, a part or a list. */
const WORDS = [DELEGATION_PARTS, PARTNER_PARTS]
  .flatMap((parts) => [...Object.keys(parts), ...Object.values(parts)])
  .concat(
    [...IMPORT_STEPS, ...PARTNER_STEPS, ...RESET_STEPS, ...INVITATION_STEPS, ...ACCOUNT_STEPS.map(addressOf)],
    [ACTIVITY_STEPS, DELEGATION_STEPS].flatMap((steps) => Object.keys(steps).map(addressOf)),
  );

/** The forms of a page are among those of the module that its address begins with. */
const MODULE_OF: Record<string, string> = {
  people: "access",
  me: "access",
  first: "access",
  invitation: "access",
  password: "access",
  "sign-in": "access",
};

type Fields = Record<string, Schema>;

/** All fields of all forms of a module, by its name: what may be sent to any of its pages. */
async function readFields(): Promise<Record<string, Fields>> {
  const fields: Record<string, Fields> = {};
  for (const file of fs.globSync("src/modules/*/*.forms.ts")) {
    const name = file.split("/")[2] ?? "";
    for (const form of Object.values((await import(path.resolve(file))) as Record<string, unknown>))
      if (form instanceof z.ZodObject) Object.assign((fields[name] ??= {}), bodySchema(form).properties);
  }
  return fields;
}

export type FormPage = { route: Route; fields: Fields; actions: string[] };

/** Every page that takes a form, and the names of its actions. */
export async function formPages(): Promise<FormPage[]> {
  const fields = await readFields();
  const exchange = fields.exchanges ?? {};
  const pages: FormPage[] = [];
  for (const route of ROUTES.filter((one) => one.page)) {
    const { actions } = (await import(route.page ?? "")) as { actions?: object };
    const first = route.id.replace("/(desk)", "").split("/")[1] ?? "";
    const own = { ...exchange, ...fields[MODULE_OF[first] ?? first], version: { type: "integer", maximum: 3 } };
    pages.push({ route, fields: own, actions: Object.keys(actions ?? {}) });
  }
  return pages;
}

function addressIn({ id, names }: Route, chance: Chance, known: Known): string {
  const list = id.replace("/(desk)", "").split("/")[1] ?? "";
  const path = id.replace(/\/\([^)]+\)/g, "");
  return (
    names.reduce((address, { name, matcher }) => {
      const words = matcher ? WORDS.filter((word) => isWord(matcher, word)) : [];
      const ids = /^(partner|delegation|activity|project|unit|import)Id$/.test(name)
        ? (known.byList[list] ?? [])
        : known.ids;
      const value = matcher
        ? chance.pick(words)
        : name.endsWith("Id")
          ? chance.pick(ids)
          : chance.pick(["FR", "csv", "x"]);
      return address.replace(/\[[^\]]+\]/, value ?? "x");
    }, path) || "/"
  );
}

function isWord(matcher: string, word: string): boolean {
  const read = matchers[matcher as keyof typeof matchers]["~standard"].validate(word);
  return "value" in read && read.value !== undefined;
}

/** What a browser, or somebody who only looks like one, sends to a page. */
export function formOf(
  { route, fields, actions }: FormPage,
  chance: Chance,
  known: Known,
): { url: string; init: RequestInit } {
  const path = addressIn(route, chance, known);
  const action = actions.length > 0 ? chance.pick(actions) : undefined;
  if (action === undefined || chance.often(0.15)) return { url: `${path}?${queryOf(chance)}`, init: { method: "GET" } };
  const url = action === "default" ? path : `${path}?/${action}`;
  if (chance.often(0.02))
    return {
      url,
      init: { method: "POST", body: "--x", headers: { "content-type": "multipart/form-data; boundary=y" } },
    };
  const form = new FormData();
  const sent = bodyOf({ properties: fields, required: chance.often(0.8) ? Object.keys(fields) : [] }, chance, known);
  for (const [name, value] of Object.entries({
    ...sent,
    ...(chance.often(0.1) && { _key: chance.pick(["page", "k".repeat(300), "\0"]) }),
  }))
    append(form, name, value);
  if (chance.often(0.2))
    for (const name of ["photo", "scan", "file"]) form.set(name, new File(["x"], "a.png", { type: "image/png" }));
  return { url, init: { method: "POST", body: form } };
}

function append(form: FormData, name: string, value: unknown) {
  if (!Array.isArray(value)) form.set(name, value === null ? "" : text(value).toWellFormed());
  else for (const one of value) form.append(`${name}[]`, text(one).toWellFormed());
}

const FILTERS = [
  "q",
  "country",
  "status",
  "kind",
  "unit",
  "cursor",
  "limit",
  "year",
  "as_of",
  "from",
  "to",
  "sort",
  "month",
  "section",
];

function queryOf(chance: Chance): string {
  const asked = FILTERS.filter(() => chance.often(0.2));
  const values = [
    "FR",
    "ZZ",
    "2025",
    "0",
    "-1",
    "a".repeat(3000),
    "%",
    "\u0000",
    "2026-02-31",
    "9999-12-31",
    "vufo",
    "a;b",
    "held",
    "x,y",
  ];
  return new URLSearchParams(asked.map((name) => [name, chance.pick(values)])).toString();
}
