import { openApi } from "../src/routes/api/openapi.server.ts";

/** A generator of chances that a seed repeats (mulberry32). */
export function chances(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(next() * values.length)] as Value;
  return { next, pick, often: (share: number) => next() < share };
}
export type Chance = ReturnType<typeof chances>;

const UNKNOWN_ID = "0197a3c0-1111-7222-8333-444455556666";
/** What nobody should send, and somebody does. */
const HOSTILE: readonly unknown[] = [
  "", " ", null, true, -1, 0, 1.5, 1e300, -1e300, 2_147_483_648, Number.MAX_SAFE_INTEGER, "NaN", "Infinity", "1e309", "0x10",
  "0000-02-29", "0001-01-01", "9999-12-31", "2024-02-30", "2024-13-01", "-2024-01-01", "+020240-01-01", "24:00", "ZZ", "XX", "vn",
  UNKNOWN_ID, UNKNOWN_ID.toUpperCase(), "x", "\u0000", "a\u0000b", "\uD800", "x\uDFFFy", "\uFFFE", "\u202Eabc", "a".repeat(5000),
  "'; drop table partner; --", "\\", "%", "_", "{}", "[]", "<script>", "=1+1", "../../etc/passwd", "__proto__", "constructor", "🇻🇳",
  [], {}, [null], [[]], [{}], ["ZZ"], [UNKNOWN_ID, UNKNOWN_ID], { toString: 1 }, { valueOf: 1 }, { fr: null }, { "": "x" }, { en: 5 },
]; // prettier-ignore

export type Schema = {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  prefixItems?: Schema[];
  minimum?: number;
  maximum?: number;
  const?: unknown;
};

/** What is known to be there: ids that a call may name, by the list they stand in. */
export type Known = { ids: string[]; byList: Record<string, string[]> };

/** A value that a schema describes, mostly; else one from the list above. */
function valueOf(schema: Schema, chance: Chance, known: Known): unknown {
  if (chance.often(0.12)) return chance.pick(HOSTILE);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return chance.pick(schema.enum);
  if (schema.anyOf) return valueOf(chance.pick(schema.anyOf), chance, known);
  switch (schema.type) {
    case "integer":
    case "number":
      return Math.round(
        (schema.minimum ?? 0) + chance.next() * Math.min(2500, (schema.maximum ?? 2500) - (schema.minimum ?? 0)),
      );
    case "boolean":
      return chance.often(0.5);
    case "null":
      return null;
    case "array":
      return schema.prefixItems
        ? schema.prefixItems.map((one) => valueOf(one, chance, known))
        : Array.from({ length: Math.floor(chance.next() * 3) }, () => valueOf(schema.items ?? {}, chance, known));
    case "object":
      return bodyOf(schema, chance, known);
    default:
      return textOf(schema, chance, known);
  }
}

function textOf({ format, pattern }: Schema, chance: Chance, known: Known): unknown {
  if (format === "uuid") return chance.pick([...known.ids, UNKNOWN_ID]);
  if (format === "date" || pattern?.includes("\\d{4}-"))
    return chance.pick(["2025-03-04", "2026-01-01", "2026-12-31", "2027-02-28", "1999-09-09"]);
  if (pattern === "^[A-Z]{2}$") return chance.pick(["FR", "LA", "KH", "DE", "ZZ"]);
  if (pattern?.includes("user|unit"))
    return `${chance.pick(["user", "unit"])}:${chance.pick([...known.ids, UNKNOWN_ID])}`;
  if (format === "email") return "a@b.example";
  return chance.pick(["Hữu nghị", "Nguyễn Thị Hoa", "x", "10:30", "Paris 2026", "01", "a\nb", "đoàn ra"]);
}

export function bodyOf(
  { properties = {}, required = [] }: Schema,
  chance: Chance,
  known: Known,
): Record<string, unknown> {
  const sent = Object.entries(properties).filter(([name]) =>
    required.includes(name) ? chance.often(0.96) : chance.often(0.5),
  );
  return Object.fromEntries(sent.map(([name, schema]) => [name, valueOf(schema, chance, known)]));
}

type Parameter = { name: string; in: string; schema: Schema };
type Operation = { parameters: Parameter[]; requestBody?: { content: Record<string, { schema: Schema }> } };
export type Planned = { method: string; path: string; operation: Operation };

export function plannedCalls(): Planned[] {
  const paths = openApi().paths as Record<string, Record<string, Operation>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

export const text = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** One call of an operation of the description. */
export function callOf(
  { method, path, operation }: Planned,
  chance: Chance,
  known: Known,
): { url: string; init: RequestInit } {
  const list = path.split("/")[1] ?? "";
  const ids = known.byList[list] ?? [];
  const address = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    if (name === "iso2") return chance.pick(["FR", "fr", "ZZ", "%00", "x".repeat(300)]);
    if (name === "key" && list === "facts")
      return chance.pick(["LA", "vn-2026-01-01", "1", "100001", "01-2025", "%00", "__proto__"]);
    if (name === "paper") return chance.pick(["decision", "proposal", "contacts", "x", "__proto__"]);
    if (name === "key") return chance.pick(["onsite_activities", "nothing", "__proto__", "%F0%9F"]);
    return chance.often(0.9)
      ? chance.pick([...(name === "id" ? ids : known.ids), UNKNOWN_ID])
      : chance.pick(["x", "%00", "a".repeat(400)]);
  });
  const asked = operation.parameters.filter((one) => one.in === "query" && chance.often(0.4));
  const query = new URLSearchParams(
    asked.map(({ name, schema }) => [name, text(valueOf(schema, chance, known)).toWellFormed()]),
  );
  const headers: Record<string, string> = {};
  if (operation.parameters.some((one) => one.name === "If-Match") && chance.often(0.8))
    headers["if-match"] = chance.pick(["*", '"1"', 'W/"2"', "abc", '"1", "2"', "W/"]);
  if (operation.parameters.some((one) => one.name === "Idempotency-Key") && chance.often(0.2))
    headers["idempotency-key"] = chance.pick([
      "once",
      "k".repeat(300),
      `once-${Math.floor(chance.next() * 1e9)}`,
      "%00",
    ]);
  return {
    url: `/api/v1${address}?${query.toString()}`,
    init: { method, headers, ...sentBody(operation, chance, known) },
  };
}

function sentBody({ requestBody }: Operation, chance: Chance, known: Known): { body?: BodyInit } {
  const schema = requestBody?.content["application/json"]?.schema;
  const isForm = requestBody?.content["multipart/form-data"] && (!schema || chance.often(0.3));
  if (schema && !isForm) {
    if (chance.often(0.03))
      return { body: chance.pick(["", "{", "null", "[]", '"x"', "[[[[", '{"a":1e999}', "\u0000"]) };
    return {
      body: JSON.stringify({
        ...bodyOf(schema, chance, known),
        ...(chance.often(0.05) && { [chance.pick(["id", "colour", "__proto__", "unit_path"])]: chance.pick(HOSTILE) }),
      }),
    };
  }
  return requestBody ? { body: sentForm(requestBody.content["multipart/form-data"]?.schema, chance, known) } : {};
}

const BYTES = ["", "a,b\n1,2", "Tên,Nước\nx,Pháp", "\u0000\u0001", "PK\u0003\u0004", "%PDF-1.7\n", "\u00FF\u00D8"];
const FILES = [["a.csv", "text/csv"], ["a.pdf", "application/pdf"], ["ảnh.png", "image/png"], ["", ""]] as const; // prettier-ignore

/** The same with its files, which are not always what they are called. */
function sentForm({ properties = {} }: Schema = {}, chance: Chance, known: Known): FormData {
  const form = new FormData();
  for (const [name, schema] of Object.entries(properties)) {
    const [called, type] = chance.pick(FILES);
    if (schema.format === "binary" && chance.often(0.8))
      form.set(name, new File([chance.pick(BYTES)], called, { type }));
    else if (name === "kind") form.set(name, text(chance.pick(["partners", "activities", "x", ""])).toWellFormed());
    else form.set(name, text(valueOf(schema, chance, known)).toWellFormed());
  }
  return form;
}
