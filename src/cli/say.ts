import type { Context } from "./main.ts";

export function say(line: string) {
  process.stdout.write(`${line}\n`);
}

/** As JSON for programs, as text for people. */
export function show(context: Context, value: unknown, text: string) {
  say(context.options.json ? JSON.stringify(value) : text);
}

export function required(context: Context, option: string): string {
  const value = context.options[option];
  if (typeof value !== "string" || !value) throw new Error(`Say --${option} VALUE.`);
  return value;
}
