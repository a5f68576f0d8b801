import type { z } from "zod";
import { sharingAnswer } from "#modules/sharing/sharing.answers.ts";
import { sharingForm } from "#modules/sharing/sharing.forms.ts";
import { ofAny, page, pastAnswer, written } from "#platform/answers.ts";
import { pastFilter } from "#platform/history.filter.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { lineOf } from "#platform/kinds.ts";
import type { Edit, End, Resource } from "#platform/resource.ts";
import type { StepAct } from "#platform/steps.ts";
import { addressOf } from "#platform/steps.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";

/** One call: what it asks and what it answers. A new one says its `answer`, and, where it writes, its `body`. */
export type Call = {
  method: "get" | "post" | "patch" | "delete";
  path: string;
  summary: string;
  query?: z.ZodObject;
  /** A form, or what it sends where that is no JSON. */
  body?: z.ZodObject | { content: Record<string, unknown> };
  /** The field of the form that holds a file: it is sent with the others as multipart. */
  file?: string | undefined;
  /** JSON, unless it is named by media types. */
  answer: z.ZodType | { content: Record<string, unknown> };
  /** A record that is read, made, written over, or taken a step further; something else that is done once. */
  does?: "read" | "make" | "edit" | "step" | "act";
  /** Whether an edit must say what it read. */
  isVersioned?: boolean;
  /** What is written is kept beside records: it has no address of its own to answer with. */
  isBeside?: boolean;
};

/** The calls of a kind of record, as its resource has them. */
export function callsOf([kind, one]: [ResourceKind, Resource]): Call[] {
  const { says, list, add, edit, sharing, answers = { row: ofAny, one: ofAny } } = one;
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
    {
      method: "get",
      path: `${all}/{id}/history`,
      summary: "What happened to it, from what to what",
      query: pastFilter,
      answer: pastAnswer,
    },
    { method: "get", path: `${all}/{id}/sharing`, summary: "Who can see one of them, and why", answer: sharingAnswer },
    sharing && {
      method: "post",
      path: `${all}/{id}/sharing`,
      summary: "Change who can see it",
      body: sharingForm,
      answer: written,
      does: "step",
    },
    edit && { ...editOf(`${all}/{id}`, edit), summary: edit.says ?? "" },
    ...stepsOf(kind, one, `${all}/{id}`),
    ...heldOf(one, `${all}/{id}`),
    ...filesOf(one, `${all}/{id}`),
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
    ...Object.entries(ends).flatMap(([list, { says, form, find }]: [string, End]): Call[] => {
      const path = `${one}/${list}/{partId}`;
      const read: Call = { method: "get", path, summary: `One of ${list}, for whoever owes it`, answer: ofAny };
      return [
        ...(find ? [read] : []),
        { method: "post", path, summary: says, body: form, answer: written, does: "step" },
      ];
    }),
  ];
}

const ANY_FILE = { "*/*": { schema: { type: "string", format: "binary" } } };

function filesOf({ files = {} }: Resource, one: string): Call[] {
  return Object.keys(files).map((list) => ({
    method: "get",
    path: `${one}/${list}/{partId}`,
    summary: `One of ${list}, as a file`,
    answer: { content: ANY_FILE },
  }));
}

function editOf(path: string, { form, whole = form }: Pick<Edit, "form" | "whole">): Omit<Call, "summary"> {
  return { method: "patch", path, body: whole, answer: written, does: "edit", isVersioned: "version" in whole.shape };
}
