import { getContext, setContext } from "svelte";

/** What stands in a form: what was typed when it was refused, else what it began with; and what is wrong with each field. */
export type FormValues = {
  readonly values: Record<string, unknown>;
  readonly errors: Record<string, string>;
  readonly isRefused: boolean;
};

const KEY = Symbol("form");
const EMPTY: FormValues = { values: {}, errors: {}, isRefused: false };

export const setFormValues = (form: FormValues) => setContext(KEY, form);

/** Read in a component that stands inside a form; its fields find their own value and error here by name. */
export const formValues = (): FormValues => getContext<FormValues | undefined>(KEY) ?? EMPTY;
