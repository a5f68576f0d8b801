import { migrate } from "#platform/migrate.server.ts";
import { config } from "#platform/config.ts";
import { foundRoot } from "#modules/units/unit-tree.commands.server.ts";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import type { Union } from "#platform/union.server.ts";
import { OWN, inUnion, serveUnions } from "#platform/union.server.ts";
import { asOwner } from "./database.ts";

export const CHOIRS: Union = { code: "choirs", schema: "union_choirs", origin: "http://choirs.localhost" };

/** A second union in the same database, with its top, served from here on by this process beside the first. */
export async function beginChoirs(ownerUrl: string): Promise<void> {
  await migrate({ ownerUrl, appUrl: config.databaseUrl ?? "", schema: CHOIRS.schema, secret: config.secret });
  await asOwner(ownerUrl, (client) =>
    client.query(`insert into ${CHOIRS.schema}.union_address (origin) values ($1)`, [CHOIRS.origin]),
  );
  serveUnions([CHOIRS]);
  await inUnion(CHOIRS, () =>
    inWork(system, (work) =>
      foundRoot(work, { kind: "union", code: "choirs", name: "Federation of Choirs", name_in: {} }),
    ),
  );
}

export const inOwn = <Result>(run: () => Result): Result => inUnion(OWN, run);
export const inChoirs = <Result>(run: () => Result): Result => inUnion(CHOIRS, run);
