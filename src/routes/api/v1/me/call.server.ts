import type { Handler } from "#platform/asked.ts";
import { answer } from "#platform/calls.server.ts";

/** Whose key it is, the roles that its owner holds, and the one that this call acts in. */
export const GET: Handler = (event) =>
  answer(event, ({ actor }) =>
    Promise.resolve({
      id: actor.userId,
      name: actor.name,
      email: actor.email,
      role: actor.role,
      unit_id: actor.unitId,
      appointments: actor.appointments.map((one) => ({
        id: one.id,
        role: one.role,
        unit_id: one.unitId,
        unit_name: one.unitName,
        unit_name_in: one.unitName_in,
      })),
    }),
  );
