import { cleanLine } from "#platform/clean.ts";
import type { Work } from "#platform/db.server.ts";
import { keepBytes } from "#platform/files.server.ts";
import { alsoWritten } from "#platform/history-proof.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { rightsOf } from "#platform/history.server.ts";
import { bytesOfFile } from "#platform/large-form.server.ts";

/** Attaches a file to a record, with the record's rights; whether one may is the record's own question. */
export async function attachFile(
  work: Work,
  to: { subject: [kind: string, id: string]; rights: Rights; hasConsent?: boolean },
  file: File,
): Promise<string> {
  alsoWritten(work, ...to.subject);
  const made = await work.trx
    .insertInto("file")
    .values({
      subject_kind: to.subject[0],
      subject_id: to.subject[1],
      name: cleanLine(file.name),
      media_type: file.type,
      size_bytes: file.size,
      sha256: await keepBytes(await bytesOfFile(file)),
      has_consent: to.hasConsent ?? false,
      created_by: work.actor.userId ?? null,
      ...rightsOf(to.rights),
    })
    .returning("file.id")
    .executeTakeFirstOrThrow();
  return made.id;
}
