import { listOfficers } from "#modules/access/access.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { wordsFor } from "#platform/words.server.ts";
import { now } from "#platform/time.ts";
import { KEEPERS } from "./paper-template.policy.ts";
import { findTemplate } from "./paper-template.queries.server.ts";

/** A paper was made from the template of the program because the unit's own could not be filled: once for a version, its keepers are told. */
export async function sayFailed({ id }: Record<string, unknown>): Promise<void> {
  await inWork(system, async (work) => {
    const template = await findTemplate(work, String(id));
    if (!template || template.failed_at) return;
    await work.trx
      .updateTable("paper_template")
      .set({ failed_at: now() })
      .where("paper_template.id", "=", template.id)
      .execute();
    await tellPeople(work, await listOfficers(work, { id: template.unit_id }, KEEPERS), {
      kind: "template_failed",
      subject: ["paper_template", template.id],
      title: wordsFor("paper_template", { name: template.paper }) ?? template.paper,
      visibility: template.visibility,
    });
  });
}
