import type { RequestEvent } from "@sveltejs/kit";
import type { z } from "zod";
import { listOwnKinds } from "#modules/activities/own-kind.queries.server.ts";
import { listCountries, listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { findNamedUnit } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { barOf } from "#platform/filter-bar.server.ts";
import { refusalOf, requireFilter } from "#platform/filter.server.ts";
import type { FilterBar, FilterSchema, Option } from "#platform/filter.ts";
import { leaveOut, readFilter, wordsOf } from "#platform/filter.ts";
import type { Answered } from "#platform/answered.ts";
import { Json, answer } from "#platform/calls.server.ts";
import type { Counted, List, Page } from "#platform/list.ts";
import { MOST_COUNTED } from "#platform/list.ts";
import { choices, nameOf, sortedChoices } from "#platform/names.ts";
import { readExactly } from "#platform/typed-exactly.ts";
import { remembered } from "#platform/remembered.server.ts";
import type { Locale } from "#platform/words.server.ts";

/** The names of the countries, units and kinds in a filter, by the filter's name; undefined where there is no such thing. */
async function namesIn(work: Work, schema: FilterSchema, filter: object, locale: Locale) {
  const names: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(filter)) {
    const kind = wordsOf(schema, name).names;
    if (kind === "country") names[name] = (await listCountryNames(work, [value], locale))[value];
    else if (kind === "own_kind") {
      const own = (await listOwnKinds(work)).find(({ id }) => id === value);
      names[name] = own && nameOf(own, "name", locale);
    } else if (kind) {
      const unit = await findNamedUnit(work, kind, value);
      names[name] = unit && nameOf(unit, "name", locale);
    }
  }
  return names;
}

/** Days of a page's boxes as people write them; a call names its days as YYYY-MM-DD alone. */
function withDaysRead(schema: FilterSchema, params: URLSearchParams): URLSearchParams {
  const read = new URLSearchParams();
  for (const [name, typed] of params) {
    const day = wordsOf(schema, name).box === "date" ? readExactly("day", typed, "vi") : undefined;
    read.append(name, day?.verdict === "understood" ? String(day.value) : typed);
  }
  return read;
}

/** What a page's address asks: the filter in effect, and all that is said about it above the list. */
export async function readForPage<Schema extends FilterSchema>(
  event: Pick<RequestEvent, "url" | "locals">,
  work: Work,
  schema: Schema,
): Promise<{ filter: z.output<Schema> } & Said> {
  const asked = await readAsked(event, work, schema);
  return { filter: asked.read.filter, ...(await sayAsked(work, schema, asked)) };
}

type Said = { bar: FilterBar; countries: Option[] };
type Asked<Schema extends FilterSchema> = {
  read: ReturnType<typeof readFilter<Schema>>;
  names: Record<string, string | undefined>;
  locale: Locale;
};

async function readAsked<Schema extends FilterSchema>(
  { url, locals }: Pick<RequestEvent, "url" | "locals">,
  work: Work,
  schema: Schema,
): Promise<Asked<Schema>> {
  const asked = readFilter(schema, withDaysRead(schema, url.searchParams));
  const names = await namesIn(work, schema, asked.filter, locals.locale);
  const unknown = Object.keys(names).filter((name) => names[name] === undefined);
  return { read: unknown.length > 0 ? leaveOut(schema, asked, unknown) : asked, names, locale: locals.locale };
}

async function sayAsked<Schema extends FilterSchema>(
  work: Work,
  schema: Schema,
  { read, names, locale }: Asked<Schema>,
): Promise<Said> {
  const naming = (of: string) => Object.keys(schema.shape).filter((name) => wordsOf(schema, name).names === of);
  const [chosen, kinds] = [naming("country"), naming("own_kind")];
  const countries = chosen.length > 0 ? await countryOptions(work, locale) : [];
  const ownKinds = kinds.length > 0 ? choices([...(await listOwnKinds(work))], (one) => one.id) : [];
  const options = Object.fromEntries([
    ...chosen.map((name) => [name, countries]),
    ...kinds.map((name) => [name, ownKinds]),
  ]);
  return { bar: barOf(schema, read, names as Record<string, string>, options), countries };
}

/** Every country, in the order of the reader's language. */
const countryOptions = remembered(async (work, _locale: Locale): Promise<Option[]> =>
  sortedChoices(await listCountries(work), (one) => one.iso2),
);

/** A page of a list as its address asks for it. */
export async function readList<Schema extends FilterSchema, Row>(
  event: Pick<RequestEvent, "url" | "locals">,
  work: Work,
  { filter: schema, list }: List<Schema, Row>,
) {
  const read = await readForPage(event, work, schema);
  return { ...read, ...(await list(work, read.filter)) };
}

/** The same with how many there are, up to where a page stops counting; all asked at once, in one journey to the database. */
export async function readCounted<Schema extends FilterSchema, Row>(
  event: Pick<RequestEvent, "url" | "locals">,
  work: Work,
  { filter: schema, list, count }: Counted<Schema, Row>,
) {
  const asked = await readAsked(event, work, schema);
  const { filter } = asked.read;
  const [said, page, total] = await Promise.all([
    sayAsked(work, schema, asked),
    list(work, filter),
    count(work, filter, MOST_COUNTED),
  ]);
  return { filter, ...said, ...page, total };
}

/** The same as a call: refused where the page leaves out, counted when asked with count=exact. */
export function answerList<Schema extends FilterSchema, Row>(
  event: Pick<RequestEvent, "url" | "locals">,
  { filter: schema, list, text, count }: List<Schema, Row>,
): Promise<Answered> {
  return answer(event, async (work) => {
    const filter = requireFilter(schema, event.url.searchParams);
    const page: Page<Row | string> = await (text ?? list)(work, filter);
    // What has rows is there; so only an empty answer is asked whether what it names exists.
    if (page.items.length === 0) await requireNamed(work, schema, filter);
    const total = count && filter.count === "exact" ? { total: await count(work, filter) } : {};
    return text ? new Json(pageAsText(page as Page<string>, total)) : { ...page, ...total };
  });
}

function pageAsText({ items, next_cursor }: Page<string>, more: object): string {
  const rest = JSON.stringify({ next_cursor, ...more });
  return `{"items":[${items.join(",")}],${rest.slice(1)}`;
}

/** Refuses a country or unit that there is not. */
export async function requireNamed(work: Work, schema: FilterSchema, filter: object): Promise<void> {
  const names = await namesIn(work, schema, filter, "en");
  const unknown = Object.entries(filter).find(([name]) => name in names && names[name] === undefined);
  if (unknown) throw refusalOf(schema, { name: unknown[0], value: String(unknown[1]) });
}
