import { expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { aDraftDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { changeSharing } from "./sharing.commands.server.ts";
import { sharingForm } from "./sharing.forms.ts";
import { listSharingHistory } from "./sharing.queries.server.ts";

const database = useDatabase();

test("who changed who can see a record is told however much else happened since", async () => {
  const drafter = await aPerson("unit_officer", "ha_noi");
  const id = await inWork(drafter, (work) => aDraftDelegation(work, {}));
  const share = (asked: object) =>
    inWork(drafter, async (work) => {
      const version = (await findDelegation(work, id))?.version;
      await changeSharing(work, ["delegation", id], sharingForm.parse({ version, ...asked }));
    });
  await share({ visibility: "confidential", named_ids: [drafter.userId] });
  await share({ visibility: "unit" });
  const told = () => inReading(drafter, (work) => listSharingHistory(work, id));
  const before = (await told()).map((line) => line.id);
  expect(before.length).toBeGreaterThan(1);
  await asOwner(database.ownerUrl(), (client) =>
    client.query(
      `insert into history (subject_kind, subject_id, action, after, user_name, unit_id, unit_path, visibility, shared_paths, named_user_ids)
       select subject_kind, subject_id, 'edited', '{"title": "x"}', user_name, unit_id, unit_path, visibility, shared_paths, named_user_ids
       from history, generate_series(1, 600) where history.id = $1`,
      [before[0]],
    ),
  );
  expect((await told()).map((line) => line.id)).toEqual(before);
});
