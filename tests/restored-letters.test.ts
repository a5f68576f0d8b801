import { expect, test } from "vitest";
import { sendDigests, tellPeople } from "#modules/access/notification.commands.server.ts";
import { system } from "#platform/actor.ts";
import { afterRestore } from "#platform/after-restore.server.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import { deliverMail, sendMail } from "#platform/mail.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { aMailServer } from "./smtp.ts";

const database = useDatabase();
const owner = <Row extends object>(sql: string) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Row>(sql)).rows);

test("what waited to be told when a restored state was current is told to nobody twice: letters become uncertain, notices stay to be read, their jobs go", async () => {
  const person = await aPerson("office", "vufo");
  await inWork(system, async (work) => {
    for (const subject of ["waits", "under way", "sent"])
      await sendMail(work, { recipient: "a@b.example", subject, body: subject });
    await tellPeople(work, [person.userId ?? ""], {
      kind: "report_due",
      subject: ["delegation", crypto.randomUUID()],
      title: "Paris",
      visibility: "unit",
    });
    await enqueue(work, "delegation.announce", { delegation_id: crypto.randomUUID(), step: "approve" });
    await enqueue(work, "derived.prove", {});
  });
  await owner("update mail_outbox set state = 'sending', claimed_at = now() where subject like '%under way'");
  await owner("update mail_outbox set state = 'sent', sent_at = now() where subject like '%sent'");
  const told = await asOwner(database.ownerUrl(), (client) =>
    afterRestore(client, { former: [], now: "a secret of the new place that is long enough" }),
  );
  expect(told).toMatchObject({ letters: 2, notices: 1 });
  const server = await aMailServer();
  config.smtpUrl = server.url;
  await deliverMail();
  expect(await inWork(system, sendDigests)).toBe(0);
  await deliverMail();
  expect(server.delivered).toEqual([]);
  expect(await owner("select subject, state from mail_outbox order by subject")).toEqual([
    { subject: "Liên hiệp: sent", state: "sent" },
    { subject: "Liên hiệp: under way", state: "uncertain" },
    { subject: "Liên hiệp: waits", state: "uncertain" },
  ]);
  expect(await owner("select name, state::text from amity_jobs.job where name ~ 'announce|prove' order by 1")).toEqual([
    { name: "delegation.announce", state: "cancelled" },
    { name: "derived.prove", state: "created" },
  ]);
  const unread = await inReading(person, (work) =>
    work.trx.selectFrom("notification").select("notification.id").where("notification.read_at", "is", null).execute(),
  );
  expect(unread).toHaveLength(1);
  config.smtpUrl = undefined;
  server.close();
});
