import type { z } from "zod";
import { signaturesAnswer } from "#modules/access/access.answers.ts";
import { endSignatureForm, signatureForm } from "#modules/access/access.forms.ts";
import { anniversariesAnswer, dossierAnswer } from "#modules/countries/country.answers.ts";
import { anniversaryFilter } from "#modules/countries/country.filter.ts";
import { dueAnswer } from "#modules/deadlines/deadline.answers.ts";
import { calculateForm } from "#modules/deadlines/deadline.forms.ts";
import { requestFilter } from "#modules/delegations/delegation-request.filter.ts";
import { requestsAnswer } from "#modules/delegations/delegation-request.answers.ts";
import { commitmentsAnswer } from "#modules/delegations/delegation.answers.ts";
import { commitmentFilter } from "#modules/delegations/delegation-commitment.filter.ts";
import { importAccount, readingsAnswer } from "#modules/imports/import.answers.ts";
import { readForm } from "#modules/imports/import.forms.ts";
import { uploadQuery } from "#modules/imports/import.filter.ts";
import {
  figureFilter,
  frozenFilter,
  paperFilter,
  reportFilter,
  scopeFilter,
} from "#modules/reports/indicator.filter.ts";
import {
  annualReportAnswer,
  correctionsAnswer,
  figureRecordsAnswer,
  figuresAnswer,
  frozenListAnswer,
} from "#modules/reports/report.answers.ts";
import { freezeForm } from "#modules/reports/report.forms.ts";
import { eachResource } from "#modules/resources.server.ts";
import { hitsAnswer } from "#modules/search/search.answers.ts";
import { searchFilter } from "#modules/search/search.filter.ts";
import { healthAnswer, problemDocument, written } from "#platform/answers.ts";
import { parametersOf } from "#platform/filter.server.ts";
import { version } from "../../../package.json";
import { BESIDE } from "./openapi-beside.server.ts";
import type { Call } from "./openapi-records.server.ts";
import { callsOf } from "./openapi-records.server.ts";
import {
  PLACE,
  TAG,
  actingHeader,
  bodySchema,
  formSchema,
  matchHeader,
  onceHeader,
  patchSchema,
  refusals,
  schemaOf,
} from "./openapi-schema.server.ts";

const fileOf = (type: string) => ({ [type]: { schema: { type: "string", format: "binary" } } });

const UPLOAD = {
  "multipart/form-data": {
    schema: {
      type: "object",
      properties: { file: { type: "string", format: "binary" }, kind: { type: "string" } },
      required: ["file"],
    },
  },
};

const REPORT = {
  "application/json": { schema: schemaOf(annualReportAnswer) },
  ...fileOf("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
  ...fileOf("application/pdf"),
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
  ...BESIDE,
  {
    method: "post",
    path: "/imports",
    summary: "Import a workbook (multipart: file); try=true writes nothing",
    query: uploadQuery,
    body: { content: UPLOAD },
    answer: importAccount,
    does: "make",
  },
  {
    method: "post",
    path: "/imports/read",
    summary: "How an import reads texts: understood, asked or refused, with a sentence",
    body: readForm,
    answer: readingsAnswer,
  },
  { method: "post", path: "/imports/{id}/undo", summary: "Undo an import as a whole", answer: written },
  {
    method: "get",
    path: "/signatures",
    summary: "Signatures that you lent and were lent, and below those that run in your units",
    answer: signaturesAnswer,
  },
  {
    method: "post",
    path: "/signatures",
    summary: "Let somebody sign in your name for a time",
    body: signatureForm,
    answer: written,
    does: "act",
  },
  {
    method: "post",
    path: "/signatures/{id}/end",
    summary: "End a signature that was lent",
    body: endSignatureForm,
    answer: written,
    does: "act",
  },
  {
    method: "get",
    path: "/commitments",
    summary: "What was promised on visits: led by your units or promised on their visits, open, late or done",
    query: commitmentFilter,
    answer: commitmentsAnswer,
  },
  {
    method: "get",
    path: "/requests",
    summary: "Questions about visits that you or your units were asked, or asked",
    query: requestFilter,
    answer: requestsAnswer,
  },
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
    answer: { content: REPORT },
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
  {
    method: "post",
    path: "/reports/annual/freeze",
    summary: "Keep the annual report as it is sent",
    body: freezeForm,
    answer: written,
    does: "act",
  },
  {
    method: "get",
    path: "/reports",
    summary: "Reports as they were sent, the last first",
    query: frozenFilter,
    answer: frozenListAnswer,
  },
  {
    method: "get",
    path: "/reports/{id}",
    summary: "A report as it was sent, byte for byte",
    query: paperFilter,
    answer: { content: REPORT },
  },
  {
    method: "get",
    path: "/reports/{id}/corrections",
    summary: "What the records say now against a report that was sent",
    answer: correctionsAnswer,
  },
];

const OPEN = /^\/(health|calendar)/;

/** The statuses of refusals that a call may answer. */
function refusalsOf({ method, path, does, isVersioned }: Call): number[] {
  const reads = OPEN.test(path) ? [404] : [400, 401, 403, ...(path.includes("{") ? [404] : [])];
  const writes = method === "get" ? [] : [409, 422];
  return [...reads, ...writes, ...(does === "edit" || does === "step" ? [412] : []), ...(isVersioned ? [428] : [])];
}

function withFile(form: z.ZodObject, file: string) {
  const mayBeLeftOut = (form.shape[file] as z.ZodType).safeParse(undefined).success;
  const multipart = { "multipart/form-data": { schema: formSchema(form, file) } };
  return mayBeLeftOut ? { "application/json": { schema: bodySchema(form, file) }, ...multipart } : multipart;
}

function answered({ method, path, answer, does, isBeside }: Call) {
  const isMade = method === "post" && does !== undefined;
  const content = "content" in answer ? answer.content : { "application/json": { schema: schemaOf(answer) } };
  const isOfOne = does && does !== "act" && !isBeside && !path.startsWith("/imports") ? PLACE : undefined;
  const headers = does === "read" ? TAG : isOfOne;
  return {
    [isMade ? "201" : "200"]: { description: isMade ? "Done" : "As asked", ...(headers && { headers }), content },
  };
}

/** A file is sent with the other fields as a form; where it may be left out, JSON does. */
function bodyOf({ body, does, file }: Call) {
  if (!body) return {};
  if ("content" in body) return { requestBody: { required: true, content: body.content } };
  if (file) return { requestBody: { required: true, content: withFile(body, file) } };
  const schema = does === "edit" ? patchSchema(body) : bodySchema(body);
  const required = Object.keys(body.shape).length > 0;
  return { requestBody: { required, content: { "application/json": { schema } } } };
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
    ...(OPEN.test(path) ? [] : [actingHeader]),
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
