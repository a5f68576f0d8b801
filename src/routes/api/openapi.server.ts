import { z } from "zod";
import { anniversaryFilter } from "#modules/countries/country.filter.ts";
import { calculateForm } from "#modules/deadlines/deadline.forms.ts";
import { uploadQuery } from "#modules/imports/import.filter.ts";
import { figureFilter, reportFilter, scopeFilter } from "#modules/reports/indicator.filter.ts";
import { eachResource } from "#modules/resources.server.ts";
import { sharingForm } from "#modules/sharing/sharing.forms.ts";
import { searchFilter } from "#modules/search/search.filter.ts";
import { parametersOf } from "#platform/filter.server.ts";
import { pastFilter } from "#platform/history.filter.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { lineOf } from "#platform/kinds.ts";
import type { Resource } from "#platform/resource.ts";
import type { StepAct } from "#platform/steps.ts";
import { addressOf } from "#platform/steps.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { version } from "../../../package.json";

type Call = { method: "get" | "post" | "patch"; path: string; summary: string; body?: z.ZodType; query?: z.ZodObject };

/** What a step takes of JSON: a file comes with the form of a page only. */
const bodyOf = ({ form, file }: StepAct) =>
  z.object(Object.fromEntries(Object.entries(form.shape).filter(([name]) => name !== file)));

function callsOf([kind, { says, list, add, edit, sharing, below = {}, steps = {} }]: [ResourceKind, Resource]): Call[] {
  const all = `/${lineOf(kind).list}`;
  const one = `${all}/{id}`;
  const posted = (path: string, act: StepAct, summary: string): Call => ({
    method: "post",
    path: `${one}/${path}`,
    summary: act.says ?? summary,
    body: bodyOf(act),
  });
  const wordOf = (step: string) => inLocale("en", () => wordsFor(`${kind}_step`, { step })) ?? step;
  const calls: (Call | undefined)[] = [
    { method: "get", path: all, summary: says.list, query: list.filter },
    add && { method: "post", path: all, summary: add.says, body: add.form },
    { method: "get", path: one, summary: says.one },
    { method: "get", path: `${one}/history`, summary: "What happened to it, from what to what", query: pastFilter },
    { method: "get", path: `${one}/sharing`, summary: "Who can see one of them, and why" },
    sharing && {
      method: "post",
      path: `${one}/sharing`,
      summary: "Change who can see it (If-Match: version)",
      body: sharingForm,
    },
    edit && { method: "patch", path: one, summary: edit.says ?? "", body: edit.form },
    ...Object.entries(below).map(([name, act]) => posted(name, act, name)),
    ...Object.entries(steps).map(([step, act]) => posted(`steps/${addressOf(step)}`, act, wordOf(step))),
  ];
  return calls.filter((call) => call !== undefined);
}

/** Every call of the interface; tests/routes.test.ts holds this list and the route files together. */
export const CALLS: Call[] = [
  { method: "get", path: "/health", summary: "Whether Amity and its database answer" },
  { method: "get", path: "/countries/{iso2}", summary: "A country's dossier in figures" },
  {
    method: "get",
    path: "/anniversaries",
    summary: "Anniversaries of relations and associations",
    query: anniversaryFilter,
  },
  ...eachResource().flatMap(callsOf),
  {
    method: "post",
    path: "/imports",
    summary: "Import a workbook (multipart: file); try=true writes nothing",
    query: uploadQuery,
  },
  { method: "post", path: "/imports/{id}/undo", summary: "Undo an import as a whole" },
  { method: "get", path: "/search", summary: "Search over everything, best first", query: searchFilter },
  { method: "get", path: "/indicators", summary: "Figures of a year", query: scopeFilter },
  {
    method: "get",
    path: "/indicators/{key}/records",
    summary: "The records behind a figure",
    query: figureFilter,
  },
  {
    method: "get",
    path: "/reports/annual",
    summary: "The annual report as JSON, Word or PDF",
    query: reportFilter,
  },
  { method: "post", path: "/deadlines/calculate", summary: "A due day and why, day by day", body: calculateForm },
  { method: "get", path: "/calendar/{token}.ics", summary: "A person's calendar feed" },
];

/** The OpenAPI 3.1 document, generated from the same schemas that check the calls. */
export function openApi() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const call of CALLS) {
    const inPath = [...call.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    }));
    const inQuery = call.query ? parametersOf(call.query) : [];
    paths[call.path] = {
      ...paths[call.path],
      [call.method]: {
        summary: call.summary,
        parameters: [...inPath, ...inQuery],
        ...(call.body
          ? {
              requestBody: {
                content: {
                  "application/json": { schema: z.toJSONSchema(call.body, { io: "input", unrepresentable: "any" }) },
                },
              },
            }
          : {}),
        responses: { default: { description: "JSON, or a problem document (RFC 9457)" } },
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Amity",
      version,
      description: "Bearer keys act with their owner's rights. Errors are problem documents.",
    },
    servers: [{ url: "/api/v1" }],
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
    security: [{ key: [] }],
    paths,
  };
}
