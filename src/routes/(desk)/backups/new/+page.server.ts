import { askBackup, askForm, mayKnowBackups } from "#platform/backup-state.server.ts";
import { config } from "#platform/config.ts";
import { ownFolder } from "#platform/union.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { onSubmit, problemPage } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals }) =>
  problemPage(() => {
    requirePermission(mayKnowBackups(locals));
    return Promise.resolve({ folder: ownFolder(config.backup.folder) });
  });

export const actions: Actions = onSubmit(askForm, async (work) => {
  await askBackup(work);
  return "/backups?did=backup_asked";
});
