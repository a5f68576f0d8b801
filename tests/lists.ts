import { activityFilter } from "#modules/activities/activity.filter.ts";
import { aidProjectFilter } from "#modules/aid-projects/aid-project.filter.ts";
import { delegationFilter } from "#modules/delegations/delegation.filter.ts";
import { partnerFilter } from "#modules/partners/partner.filter.ts";
import type { Actor } from "#platform/actor.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { inLocale } from "#platform/words.server.ts";
import { carried } from "./carried.ts";
import * as resourceCall from "../src/routes/api/v1/[kind=resource]/call.server.ts";
import * as activityPage from "../src/routes/(desk)/activities/+page.server.ts";
import * as activityExport from "../src/routes/(desk)/activities/export.[format]/+server.ts";
import * as aidProjectPage from "../src/routes/(desk)/aid-projects/+page.server.ts";
import * as aidProjectExport from "../src/routes/(desk)/aid-projects/export.[format]/+server.ts";
import * as delegationPage from "../src/routes/(desk)/delegations/+page.server.ts";
import * as delegationExport from "../src/routes/(desk)/delegations/export.[format]/+server.ts";
import * as partnerPage from "../src/routes/(desk)/partners/+page.server.ts";
import * as partnerExport from "../src/routes/(desk)/partners/export.[format]/+server.ts";

/** The list of a kind as the interface gives it. */
export const callOf = (kind: ResourceKind) => ({
  GET: (event: object) => resourceCall.GET({ ...event, params: { kind } } as never),
});

/** The lists that have a page, a workbook and a call. */
export const LISTS = {
  partner: { schema: partnerFilter, page: partnerPage, workbook: partnerExport, call: callOf("partner") },
  activity: { schema: activityFilter, page: activityPage, workbook: activityExport, call: callOf("activity") },
  delegation: {
    schema: delegationFilter,
    page: delegationPage,
    workbook: delegationExport,
    call: callOf("delegation"),
  },
  aid_project: {
    schema: aidProjectFilter,
    page: aidProjectPage,
    workbook: aidProjectExport,
    call: callOf("aid_project"),
  },
};
export type ListName = keyof typeof LISTS;

export type Row = { id: string; title?: string; name?: string };
export type Shown = {
  items: Row[];
  next_cursor: string | null;
  bar: { refused: string[]; said: string; query: string; boxes: { name: string; value: string }[] };
  filter: Record<string, unknown>;
};

type Handler = (event: never) => unknown;

/** A request as the route files get it, without a server around them. */
export async function ask(handler: Handler, actor: Actor, query: string, params = {}): Promise<unknown> {
  const url = new URL(`http://amity.test/list?${query}`);
  return inLocale("en", () => handler({ url, params, locals: { actor, locale: "en" } } as never));
}

export const shown = async (page: { load: Handler }, actor: Actor, query: string, params = {}) =>
  (await ask(page.load, actor, query, params)) as Shown;

export async function called(call: { GET: Handler }, actor: Actor, query: string, params = {}) {
  const response = await carried(ask(call.GET, actor, query, params) as Promise<Response>);
  const body = (await response.json()) as {
    items: Row[];
    next_cursor: string | null;
    total?: number;
    /** How many records a figure counts. */
    records?: number;
    detail?: string;
  };
  return { status: response.status, ...body };
}

/** All rows of a list, page after page. */
export async function walked(read: (query: string) => Promise<Pick<Shown, "items" | "next_cursor">>, query: string) {
  const all: Row[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const at: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const page = await read(`${query}&limit=200${at}`);
    all.push(...page.items);
    cursor = page.next_cursor;
  }
  return all;
}

/** The first cell of each row of a workbook. */
export async function firstCells(workbook: { GET: Handler }, actor: Actor, query: string): Promise<string[]> {
  const response = (await ask(workbook.GET, actor, query, { format: "csv" })) as Response;
  const lines = (await response.text()).replace("\uFEFF", "").trimEnd().split("\r\n").slice(1);
  return lines.map((line) => (/^"((?:[^"]|"")*)"/.exec(line)?.[1] ?? "").replaceAll('""', '"').replace(/^'/, ""));
}
