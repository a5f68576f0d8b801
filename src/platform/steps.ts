import type { z } from "zod";
import type { Work } from "./db.server.ts";
import { RuleError } from "./errors.ts";

export type Step<Status extends string> = { from: readonly Status[]; to: Status };

/** Where `step` leads from `status`; a RuleError when the table does not allow it. */
export function statusAfter<Name extends string, Status extends string>(
  steps: Record<Name, Step<Status>>,
  name: Name,
  status: Status,
): Status {
  if (!steps[name].from.includes(status)) throw new RuleError("rule_step_not_allowed");
  return steps[name].to;
}

/** A step as its page, the API and the API's description take it. */
export type StepAct<Fields extends string = string> = {
  form: z.ZodObject;
  /** Answers with the record that is shown then, where that is another one. */
  take(this: void, work: Work, id: string, input: object): Promise<string | void>;
  /** The fields that its page shows; a step without them asks nothing. */
  fields?: Fields;
  isDanger?: boolean;
  /** What the call does, in the interface's description; a step's own words say it where nothing stands here. */
  says?: string;
  /** The field that holds a file: a page sends it, the API does not. */
  file?: string;
  /** What its page says when it was done, where its name alone does not tell. */
  did?(this: void, input: object, work: Work, id: string): string | Promise<string>;
};

/** A form and the command that takes what it says: the compiler sees when the two part. */
export function act<Form extends z.ZodObject, Fields extends string = never>(
  form: Form,
  take: (work: Work, id: string, input: z.output<Form>) => Promise<string | void>,
  look: Omit<StepAct<Fields>, "form" | "take" | "did"> & {
    did?(this: void, input: z.output<Form>, work: Work, id: string): string | Promise<string>;
  } = {},
): StepAct<Fields> {
  return { form, take, ...look };
}

/** How a step is written in addresses. */
export function addressOf(step: string): string {
  return step.replaceAll("_", "-");
}

/** The step of a table that an address names. */
export function stepAt<Name extends string>(steps: Record<Name, unknown>, address: string): Name | undefined {
  return (Object.keys(steps) as Name[]).find((name) => addressOf(name) === address);
}
