import type { Handler } from "#platform/asked.ts";
import { symbolForm } from "#modules/registers/register.forms.ts";
import { addSymbol } from "#modules/registers/register-symbol.commands.server.ts";
import { listSymbols } from "#modules/registers/register-symbol.queries.server.ts";
import { answer, answerDone } from "#platform/calls.server.ts";

export const GET: Handler = (event) => answer(event, async (work) => ({ items: await listSymbols(work) }));

export const POST: Handler = (event) => answerDone(event, symbolForm, addSymbol);
