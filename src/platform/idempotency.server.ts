import type { Work } from "./db.server.ts";
import { addDays, startOf, today } from "./time.ts";

/** What a key of one sending stood for is kept for these days; then the same key may stand for something else. */
const SENDING_DAYS = 7;

/** Takes out what is older; answers how many. */
export async function endSendings(work: Work): Promise<number> {
  const gone = await work.trx
    .deleteFrom("idempotency_key")
    .where("idempotency_key.at", "<", startOf(addDays(today(), -SENDING_DAYS)))
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
