import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { activityFilter } from "#modules/activities/activity.filter.ts";
import { findActivity, activityList, listActivityParts } from "#modules/activities/activity.queries.server.ts";
import { listPartners } from "#modules/partners/partner.queries.server.ts";
import { partnerFilter } from "#modules/partners/partner.filter.ts";
import type { Work } from "#platform/db.server.ts";
import { requireFilter } from "#platform/filter.server.ts";
import type { Asked } from "./load.ts";

export type Job = {
  name: string;
  /** What is aimed at. */
  aim: string;
  asked: Asked[];
  /** Opened by somebody who signed in, not by a key. */
  isPage?: true;
  /** One waits for it, and nobody beside. */
  isAlone?: true;
  /** So many activities a second are recorded beside it. */
  beside?: number;
  /** The same work for the bare driver; of what the application keeps or plans otherwise a ratio says nothing, so there is none. */
  bare?: (work: Work) => Promise<unknown>;
};

export type Known = { activities: string[]; units: string[]; unitPath: string; country: string; year: string };

const WORDS = ["hoi huu nghi", "hoi huu nghi a", "số 12", "Hữu nghị b0"];
const params = (said: Record<string, string>) => new URLSearchParams(said);

export const NEW = { kind: "visit", title: "Đo", starts_on: "2026-01-05", countries: ["FR"], was_held: true };

/** What is measured, in the order of the table. */
export function jobsFor({ activities, units, unitPath, country, year }: Known): Job[] {
  const [first = ""] = activities;
  const records = activities.map((id) => `/api/v1/activities/${id}`);
  return [
    {
      name: "list of 50 of a unit's subtree, newest first",
      aim: "0.5 of bare",
      asked: [{ path: `/api/v1/activities?unit_path=${unitPath}` }],
      bare: (work) => activityList.list(work, requireFilter(activityFilter, params({ unit_path: unitPath }))),
    },
    {
      name: "the same with an exact total",
      aim: "",
      asked: [{ path: `/api/v1/activities?unit_path=${unitPath}&count=exact` }],
    },
    {
      name: "list of 50 of the whole union",
      aim: "0.5 of bare",
      asked: [{ path: "/api/v1/activities" }],
      bare: (work) => activityList.list(work, requireFilter(activityFilter, params({}))),
    },
    {
      name: "one record with its parts",
      aim: "0.25 of bare",
      asked: gets(records),
      bare: (work) => Promise.all([findActivity(work, first), listActivityParts(work, first)]),
    },
    {
      name: "create with rights and history",
      aim: "0.6 of bare, 2,000/s",
      asked: Array.from({ length: 500 }, (_, at) => ({
        path: "/api/v1/activities",
        method: "POST" as const,
        body: JSON.stringify({ ...NEW, title: `Đo ${at}` }),
      })),
      bare: (work) => recordActivity(work, recordForm.parse(NEW)),
    },
    {
      name: "name search without marks",
      aim: "p95 50 ms",
      asked: gets(WORDS.map((word) => `/api/v1/partners?q=${encodeURIComponent(word)}`)),
      bare: (work) => listPartners(work, requireFilter(partnerFilter, params({ q: WORDS[0] ?? "" }))),
    },
    {
      name: "search over everything",
      aim: "p95 80 ms",
      asked: gets(WORDS.map((word) => `/api/v1/search?q=${encodeURIComponent(word)}`)),
    },
    { name: "indicators of a year, kept", aim: "", asked: [{ path: `/api/v1/indicators?year=${year}` }] },
    { name: "annual report, kept", aim: "p95 50 ms", asked: [{ path: `/api/v1/reports/annual?year=${year}` }] },
    {
      name: "the same, 50 creates a second beside",
      aim: "p95 50 ms",
      asked: [{ path: `/api/v1/reports/annual?year=${year}` }],
      beside: 50,
    },
    {
      name: "of the year that is written to, 50 creates a second",
      aim: "p95 100 ms",
      asked: [{ path: `/api/v1/reports/annual?year=${NEW.starts_on.slice(0, 4)}` }],
      beside: 50,
    },
    {
      name: "annual report, computed anew",
      aim: "p95 1 s",
      // Days of the year that nobody asked for before: nothing is kept of them.
      asked: gets(daysOf(year).map((day) => `/api/v1/reports/annual?year=${year}&as_of=${day}`)),
    },
    { name: "page: list of 50", aim: "400/s", isPage: true, asked: [{ path: `/activities?unit_path=${unitPath}` }] },
    {
      name: "page: one record",
      aim: "700/s",
      isPage: true,
      asked: gets(activities.map((id) => `/activities/${id}`)),
    },
    { name: "page: Today", aim: "400/s", isPage: true, asked: [{ path: "/" }] },
    {
      name: "page: dossier of the largest country",
      aim: "100/s",
      isPage: true,
      asked: [{ path: `/countries/${country}` }],
    },
    { name: "page: glance", aim: "100/s", isPage: true, asked: [{ path: `/glance?year=${year}` }] },
    {
      name: "page: glance, computed anew, one at a time",
      aim: "p95 300 ms",
      isPage: true,
      isAlone: true,
      // Units and years that nobody asked for before: nothing is kept of them.
      asked: gets(YEARS.flatMap((one) => units.map((unit) => `/glance?year=${one}&unit=${unit}`))),
    },
    { name: "page: annual report", aim: "", isPage: true, asked: [{ path: `/reports/annual?year=${year}` }] },
  ];
}

const YEARS = ["2024", "2022", "2021", "2020", "2019", "2018", "2017"];
const gets = (paths: string[]): Asked[] => paths.map((path) => ({ path }));

function daysOf(year: string): string[] {
  const day = (at: number) => new Date(Date.UTC(Number(year), 0, 1 + at)).toISOString().slice(0, 10);
  return Array.from({ length: 365 }, (_, at) => day(at));
}
