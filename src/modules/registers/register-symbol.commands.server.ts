import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { emptied } from "#platform/forms.ts";
import { editBetween, ownRights, recordHistory } from "#platform/history.server.ts";
import { isAtOrAbove } from "#platform/actor.ts";
import type { editSymbolForm, symbolForm } from "./register.forms.ts";
import { canKeepSymbols } from "./register.policy.ts";
import { findSymbol } from "./register-symbol.queries.server.ts";

/** From a day on, papers of the own unit bear these letters. */
export async function addSymbol(work: Work, symbol: z.output<typeof symbolForm>): Promise<string> {
  requirePermission(canKeepSymbols(work.actor));
  const rights = ownRights(work);
  const made = await work.trx
    .insertInto("register_symbol")
    .values({ ...symbol, ...rights, created_by: work.actor.userId ?? null })
    .returning("register_symbol.id")
    .executeTakeFirstOrThrow();
  await recordHistory(work, {
    subject: ["register_symbol", made.id],
    action: "symbol_added",
    rights,
    after: { title: symbol.organisation, ...symbol },
  });
  return made.id;
}

/** Written otherwise, or ended: papers that bear it keep what they bear. */
export async function editSymbol(
  work: Work,
  symbolId: string,
  { version, ...said }: z.output<typeof editSymbolForm>,
): Promise<void> {
  await lockRow(work, "register_symbol", symbolId);
  const symbol = requireRow(await findSymbol(work, symbolId));
  requirePermission(canKeepSymbols(work.actor) && isAtOrAbove(work.actor, symbol.unit_path));
  requireVersion(symbol, version);
  const written = emptied(said);
  const changes = editBetween(symbol, written, "organisation");
  if (!changes) return;
  await work.trx
    .updateTable("register_symbol")
    .set({ ...written, version: version + 1 })
    .where("register_symbol.id", "=", symbolId)
    .execute();
  await recordHistory(work, {
    subject: ["register_symbol", symbolId],
    action: "symbol_changed",
    rights: symbol,
    ...changes,
  });
}
