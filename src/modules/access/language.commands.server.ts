import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { requireRow } from "#platform/errors.ts";
import { now } from "#platform/time.ts";
import { recordAccount } from "./account-history.server.ts";
import type { languageForm } from "./account.forms.ts";
import { forgetPerson } from "./access.queries.server.ts";

/** The language of the actor's own account: of pages wherever no browser remembers another, and of every letter. */
export async function chooseLanguage(work: Work, { language }: z.output<typeof languageForm>): Promise<void> {
  const { name, locale } = work.actor;
  const id = requireRow(work.actor.userId);
  if (language === locale) return;
  await whileSystem(work, () =>
    work.trx
      .updateTable("auth_user")
      .set({ locale: language, updated_at: now() })
      .where("auth_user.id", "=", id)
      .execute(),
  );
  forgetPerson(work, id);
  await recordAccount(work, { id, name }, { action: "language_chosen", after: { language } });
}
