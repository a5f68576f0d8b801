import type { z } from "zod";
import { anniversariesAnswer, dossierAnswer } from "#modules/countries/country.answers.ts";
import { anniversaryFilter } from "#modules/countries/country.filter.ts";
import { dueAnswer } from "#modules/deadlines/deadline.answers.ts";
import { calculateForm } from "#modules/deadlines/deadline.forms.ts";
import { importAccount } from "#modules/imports/import.answers.ts";
import { uploadQuery } from "#modules/imports/import.filter.ts";
import { figureFilter, reportFilter, scopeFilter } from "#modules/reports/indicator.filter.ts";
import { annualReportAnswer, figureRecordsAnswer, figuresAnswer } from "#modules/reports/report.answers.ts";
import { eachResource } from "#modules/resources.server.ts";
import { hitsAnswer } from "#modules/search/search.answers.ts";
import { searchFilter } from "#modules/search/search.filter.ts";
import { healthAnswer, ofAny, page, problemDocument, written } from "#platform/answers.ts";
import { parametersOf } from "#platform/filter.server.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { lineOf } from "#platform/kinds.ts";
import type { Edit, End, Resource } from "#platform/resource.ts";
import type { StepAct } from "#platform/steps.ts";
import { addressOf } from "#platform/steps.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { version } from "../../../package.json";
import {
  PLACE,
  TAG,
  bodySchema,
  matchHeader,
  onceHeader,
  patchSchema,
  refusals,
  schemaOf,
} from "./openapi-schema.server.ts";

/** One call: what it asks and what it answers. A new one says its `answer`, and, where it writes, its `body`. */
type Call = {
  method: "get" | "post" | "patch" | "delete";
  path: string;
  summary: string;
  query?: z.ZodObject;
  /** A form, or what it sends where that is no JSON. */
  body?: z.ZodObject | { content: Record<string, unknown> };
  /** The field of the form that holds a file: a page sends it, a call does not. */
  file?: string | undefined;
  /** JSON, unless it is named by media types. */
  answer: z.ZodType | { content: Record<string, unknown> };
  /** A record that is read, made, written over, or taken a step further. */
  does?: "read" | "make" | "edit" | "step";
  /** Whether an edit must say what it read. */
  isVersioned?: boolean;
};

const fileOf = (type: string) => ({ [type]: { schema: { type: "string", format: "binary" } } });

function callsOf([kind, one]: [ResourceKind, Resource]): Call[] {
  const { says, list, add, edit, answers = { row: ofAny, one: ofAny } } = one;
  const all = `/${lineOf(kind).list}`;
  const calls: (Call | undefined)[] = [
    { method: "get", path: all, summary: says.list, query: list.filter, answer: page(answers.row) },
    add && {
      method: "post",
      path: all,
      summary: add.says,
      body: add.form as z.ZodObject,
      answer: written,
      does: "make",
    },
    { method: "get", path: `${all}/{id}`, summary: says.one, answer: answers.one, does: "read" },
    edit && { ...editOf(`${all}/{id}`, edit), summary: edit.says ?? "" },
    ...stepsOf(kind, one, `${all}/{id}`),
    ...heldOf(one, `${all}/{id}`),
  ];
  return calls.filter((call) => call !== undefined);
}

function stepsOf(kind: ResourceKind, { below = {}, steps = {} }: Resource, one: string): Call[] {
  const wordOf = (step: string) => inLocale("en", () => wordsFor(`${kind}_step`, { step })) ?? step;
  const posted = (path: string, act: StepAct, summary: string): Call => {
    const { form: body, file } = act;
    return {
      method: "post",
      path: `${one}/${path}`,
      summary: act.says ?? summary,
      body,
      file,
      answer: written,
      does: "step",
    };
  };
  return [
    ...Object.entries(below).map(([name, act]) => posted(name, act, name)),
    ...Object.entries(steps).map(([step, act]) => posted(`steps/${addressOf(step)}`, act, wordOf(step))),
  ];
}

/** What stands below a record, row by row. */
function heldOf({ holds = {}, ends = {} }: Resource, one: string): Call[] {
  return [
    ...Object.entries(holds).flatMap(([list, { form, correction }]): Call[] => {
      const row = `${one}/${list}/{partId}`;
      return [
        {
          method: "post",
          path: `${one}/${list}`,
          summary: `Add to ${list}`,
          body: form,
          answer: written,
          does: "step",
        },
        { method: "get", path: row, summary: `One of ${list}, as it is corrected`, answer: ofAny, does: "read" },
        {
          ...editOf(row, { form: correction, whole: correction }),
          summary: `Correct one of ${list}`,
          isVersioned: true,
        },
        { method: "delete", path: row, summary: `Take one out of ${list}`, answer: written, does: "step" },
      ];
    }),
    ...Object.entries(ends).map(([list, { says, form }]: [string, End]): Call => {
      return {
        method: "post",
        path: `${one}/${list}/{partId}`,
        summary: says,
        body: form,
        answer: written,
        does: "step",
      };
    }),
  ];
}

function editOf(path: string, { form, whole = form }: Pick<Edit, "form" | "whole">): Omit<Call, "summary"> {
  return { method: "patch", path, body: whole, answer: written, does: "edit", isVersioned: "version" in whole.shape };
}

const UPLOAD = {
  "multipart/form-data": {
    schema: {
      type: "object",
      properties: { file: { type: "string", format: "binary" }, kind: { type: "string" } },
      required: ["file"],
    },
  },
};

/** Every call of the interface; tests/routes.test.ts holds this list and the route files together. */
export const CALLS: Call[] = [
  { method: "get", path: "/health", summary: "Whether Amity and its database answer", answer: healthAnswer },
  {
    method: "get",
    path: "/countries/{iso2}",
    summary: "A country's dossier in figures",
    answer: dossierAnswer,
    does: "read",
  },
  {
    method: "get",
    path: "/anniversaries",
    summary: "Anniversaries of relations and associations",
    query: anniversaryFilter,
    answer: anniversariesAnswer,
  },
  ...eachResource().flatMap(callsOf),
  {
    method: "post",
    path: "/imports",
    summary: "Import a workbook (multipart: file); try=true writes nothing",
    query: uploadQuery,
    body: { content: UPLOAD },
    answer: importAccount,
    does: "make",
  },
  { method: "post", path: "/imports/{id}/undo", summary: "Undo an import as a whole", answer: written },
  {
    method: "get",
    path: "/search",
    summary: "Search over everything, best first",
    query: searchFilter,
    answer: hitsAnswer,
  },
  { method: "get", path: "/indicators", summary: "Figures of a year", query: scopeFilter, answer: figuresAnswer },
  {
    method: "get",
    path: "/indicators/{key}/records",
    summary: "The records behind a figure",
    query: figureFilter,
    answer: figureRecordsAnswer,
  },
  {
    method: "get",
    path: "/reports/annual",
    summary: "The annual report as JSON, Word or PDF",
    query: reportFilter,
    answer: {
      content: {
        "application/json": { schema: schemaOf(annualReportAnswer) },
        ...fileOf("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ...fileOf("application/pdf"),
      },
    },
  },
  {
    method: "post",
    path: "/deadlines/calculate",
    summary: "A due day and why, day by day",
    body: calculateForm,
    answer: dueAnswer,
  },
  {
    method: "get",
    path: "/calendar/{token}.ics",
    summary: "A person's calendar feed",
    answer: { content: { "text/calendar": { schema: { type: "string" } } } },
  },
];

const OPEN = /^\/(health|calendar)/;

/** The statuses of refusals that a call may answer. */
function refusalsOf({ method, path, does, isVersioned }: Call): number[] {
  const reads = OPEN.test(path) ? [404] : [400, 401, 403, ...(path.includes("{") ? [404] : [])];
  const writes = method === "get" ? [] : [409, 422];
  return [...reads, ...writes, ...(does === "edit" || does === "step" ? [412] : []), ...(isVersioned ? [428] : [])];
}

function answered({ method, path, answer, does }: Call) {
  const isMade = method === "post" && does !== undefined;
  const content = "content" in answer ? answer.content : { "application/json": { schema: schemaOf(answer) } };
  const isOfOne = does !== undefined && !path.startsWith("/imports") ? PLACE : undefined;
  const headers = does === "read" ? TAG : isOfOne;
  return {
    [isMade ? "201" : "200"]: { description: isMade ? "Done" : "As asked", ...(headers && { headers }), content },
  };
}

function bodyOf({ body, does, file }: Call) {
  if (!body) return {};
  if ("content" in body) return { requestBody: { required: true, content: body.content } };
  const schema = does === "edit" ? patchSchema(body) : bodySchema(body, file);
  return { requestBody: { required: true, content: { "application/json": { schema } } } };
}

function operationOf(call: Call) {
  const { method, path, summary, query, does, isVersioned = false } = call;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", ...(/^(id|partId)$/.test(name) && { format: "uuid" }) },
  }));
  const inHeader = [
    ...(does && method !== "get" ? [onceHeader] : []),
    ...(does === "edit" || does === "step" ? [matchHeader(isVersioned)] : []),
  ];
  return {
    operationId: `${method}${path.replaceAll(/\W+/g, "_").replace(/_$/, "")}`,
    summary,
    ...(OPEN.test(path) && { security: [] }),
    parameters: [...inPath, ...(query ? parametersOf(query) : []), ...inHeader],
    ...bodyOf(call),
    responses: { ...answered(call), ...refusals(refusalsOf(call)) },
  };
}

/** The OpenAPI 3.1 document, generated from the same schemas that check the calls. */
export function openApi() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const call of CALLS) paths[call.path] = { ...paths[call.path], [call.method]: operationOf(call) };
  return {
    openapi: "3.1.0",
    info: {
      title: "Amity",
      version,
      description: "Bearer keys act with their owner's rights. Errors are problem documents.",
    },
    servers: [{ url: "/api/v1" }],
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: { Problem: schemaOf(problemDocument) },
    },
    security: [{ key: [] }],
    paths,
  };
}
