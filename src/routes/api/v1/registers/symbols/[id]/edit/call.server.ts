import type { Handler } from "#platform/asked.ts";
import { editSymbolForm } from "#modules/registers/register.forms.ts";
import { editSymbol } from "#modules/registers/register-symbol.commands.server.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler<{ id: string }> = (event) =>
  answerDone(event, editSymbolForm, async (work, symbol) => {
    await editSymbol(work, event.params.id, symbol);
    return event.params.id;
  });
