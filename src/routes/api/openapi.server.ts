import { z } from "zod";
import { activityFilter } from "#modules/activities/activity.filter.ts";
import * as activities from "#modules/activities/activity.forms.ts";
import { aidProjectFilter } from "#modules/aid-projects/aid-project.filter.ts";
import { STEP_ACTS as ACTIVITY_ACTS } from "#modules/activities/activity.steps.server.ts";
import * as aid from "#modules/aid-projects/aid-project.forms.ts";
import { anniversaryFilter } from "#modules/countries/country.filter.ts";
import { calculateForm } from "#modules/deadlines/deadline.forms.ts";
import { delegationFilter } from "#modules/delegations/delegation.filter.ts";
import * as delegations from "#modules/delegations/delegation.forms.ts";
import { importFilter, uploadQuery } from "#modules/imports/import.filter.ts";
import { partnerFilter } from "#modules/partners/partner.filter.ts";
import { STEP_ACTS as DELEGATION_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import * as partners from "#modules/partners/partner.forms.ts";
import { figureFilter, reportFilter, scopeFilter } from "#modules/reports/indicator.filter.ts";
import { searchFilter } from "#modules/search/search.filter.ts";
import { unitFilter } from "#modules/units/unit.filter.ts";
import * as units from "#modules/units/unit.forms.ts";
import { parametersOf } from "#platform/filter.server.ts";
import type { StepAct } from "#platform/steps.ts";
import { addressOf } from "#platform/steps.ts";
import * as m from "#words/messages.js";
import { version } from "../../../package.json";

type Call = { method: "get" | "post" | "patch"; path: string; summary: string; body?: z.ZodType; query?: z.ZodObject };

/** What a step takes of JSON: a file comes with the form of a page only. */
const bodyOf = ({ form, file }: StepAct) =>
  z.object(Object.fromEntries(Object.entries(form.shape).filter(([name]) => name !== file)));

function stepCalls(record: string, acts: Record<string, StepAct>, word: typeof m.delegation_step): Call[] {
  return Object.entries(acts).map(([step, act]) => ({
    method: "post",
    path: `${record}/steps/${addressOf(step)}`,
    summary: word({ step }, { locale: "en" }),
    body: bodyOf(act),
  }));
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
  {
    method: "get",
    path: "/units",
    summary: "Units in the order of the tree",
    query: unitFilter,
  },
  { method: "post", path: "/units", summary: "Add a unit", body: units.unitForm },
  { method: "get", path: "/units/{id}", summary: "One unit" },
  { method: "patch", path: "/units/{id}", summary: "Rename a unit from a day on", body: units.renameForm },
  {
    method: "get",
    path: "/partners",
    summary: "Partners by name",
    query: partnerFilter,
  },
  { method: "post", path: "/partners", summary: "Register a partner", body: partners.registerForm },
  { method: "get", path: "/partners/{id}", summary: "One partner" },
  { method: "patch", path: "/partners/{id}", summary: "Edit a partner (If-Match: version)", body: partners.patchForm },
  {
    method: "get",
    path: "/delegations",
    summary: "Delegations, newest first",
    query: delegationFilter,
  },
  { method: "post", path: "/delegations", summary: "Draft a delegation", body: delegations.draftForm },
  { method: "get", path: "/delegations/{id}", summary: "One delegation with its parts" },
  {
    method: "patch",
    path: "/delegations/{id}",
    summary: "Edit a delegation (If-Match: version)",
    body: delegations.patchForm,
  },
  { method: "post", path: "/delegations/{id}/proposal", summary: "Propose", body: bodyOf(DELEGATION_ACTS.propose) },
  { method: "post", path: "/delegations/{id}/approval", summary: "Approve", body: bodyOf(DELEGATION_ACTS.approve) },
  ...stepCalls("/delegations/{id}", DELEGATION_ACTS, m.delegation_step),
  {
    method: "get",
    path: "/activities",
    summary: "Activities, newest first",
    query: activityFilter,
  },
  { method: "post", path: "/activities", summary: "Record an activity", body: activities.recordForm },
  { method: "get", path: "/activities/{id}", summary: "One activity" },
  {
    method: "patch",
    path: "/activities/{id}",
    summary: "Edit an activity (If-Match: version)",
    body: activities.patchForm,
  },
  ...stepCalls("/activities/{id}", ACTIVITY_ACTS, m.activity_step),
  {
    method: "get",
    path: "/aid-projects",
    summary: "Foreign-NGO aid projects",
    query: aidProjectFilter,
  },
  { method: "post", path: "/aid-projects", summary: "Register a project", body: aid.aidProjectForm },
  { method: "get", path: "/aid-projects/{id}", summary: "One project with its amounts" },
  {
    method: "patch",
    path: "/aid-projects/{id}",
    summary: "Edit a project (If-Match: version)",
    body: aid.patchAidForm,
  },
  {
    method: "post",
    path: "/aid-projects/{id}/amounts",
    summary: "Record a commitment or disbursement",
    body: aid.aidAmountForm,
  },
  { method: "get", path: "/imports", summary: "Imports, newest first", query: importFilter },
  {
    method: "post",
    path: "/imports",
    summary: "Import a workbook (multipart: file); try=true writes nothing",
    query: uploadQuery,
  },
  { method: "get", path: "/imports/{id}", summary: "How an import stands, with its account" },
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
