import { importing } from "#platform/bulk.server.ts";
import { rightsOf } from "#platform/history.server.ts";
import { insertMany } from "#platform/packets.server.ts";
import { PARTNER_COLUMNS } from "./partner.columns.ts";
import { rebuildLastContact } from "./partner-event.commands.server.ts";
import { rebuildOtherNames } from "./partner-names.commands.server.ts";
import { canRegister } from "./partner.policy.ts";

/** Entered in the register, each with its official name among its names. */
export const PARTNER_IMPORT = importing({
  set: PARTNER_COLUMNS,
  may: canRegister,
  visibility: "union",
  isShared: true,
  making: ({ values }) => ({ last_contact_on: values.first_contact_on }),
  followChanges: async (work, ids) => {
    await rebuildOtherNames(work, ids);
    await rebuildLastContact(work, ids);
  },
  forbids: ({ status }) => (status === "closed" ? "import_partner_closed" : undefined),
  follow: (work, made) => {
    const names = made.map((one) => ({
      partner_id: one.id,
      name: String(one.row.values.name),
      kind: "official",
      ...rightsOf(one),
    }));
    return insertMany(work, "partner_name", names);
  },
});
