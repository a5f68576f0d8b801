import { getContext, setContext } from "svelte";
import type { Option } from "#platform/offer.ts";

/** What the form calls a field, and what is chosen from in it: so a value is told by its word. */
type Shown = { label: string; options: readonly Option[] };
/** The fields that a form shows. */
export type FormFields = Map<string, () => Shown>;

/** What stands in a form: what was typed when it was refused, else what it began with; and what is wrong with each field. */
export type FormValues = {
  readonly values: Record<string, unknown>;
  readonly errors: Record<string, string>;
  readonly isRefused: boolean;
  readonly fields?: FormFields;
};

const KEY = Symbol("form");
const EMPTY: FormValues = { values: {}, errors: {}, isRefused: false };

export const setFormValues = (form: FormValues) => setContext(KEY, form);

/** Read in a component that stands inside a form; its fields find their own value and error here by name. */
export const formValues = (): FormValues => getContext<FormValues | undefined>(KEY) ?? EMPTY;
