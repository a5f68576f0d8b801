import type { Role } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { findUnitByCode } from "#modules/units/unit.queries.server.ts";
import { requireRow } from "#platform/errors.ts";
import { openAccount } from "./access.commands.server.ts";
import { findActor } from "./access.queries.server.ts";
import { signIn } from "./sign-in.server.ts";

/** The address that the sign-in library takes for its own. */
export const HERE = config.origin;
export const PASSWORD = "bốn từ không liên quan";

/** A person who can sign in, with a role in the unit of that code. */
export async function anAccount(role: Role, code = "vufo") {
  const email = `${role}.${crypto.randomUUID()}@test.example`;
  const id = await inWork(system, async (work) => {
    const unit = requireRow(await findUnitByCode(work, code));
    const made = await openAccount(work, { name: "Trần Thị Lan", email, password: PASSWORD });
    const place = { user_id: made, unit_id: unit.id, unit_path: unit.path, role, from_on: "2020-01-01" };
    await work.trx.insertInto("access_appointment").values(place).execute();
    return made;
  });
  const actor = requireRow(await findActor(id, undefined));
  return { id, email, actor };
}

/** What the sign-in library answers, with the cookies that it set. */
export async function callSignIn(path: string, body: object, cookie = "") {
  const answer = await signIn().handler(
    new Request(`${HERE}/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: HERE, cookie },
      body: JSON.stringify(body),
    }),
  );
  return {
    status: answer.status,
    said: await answer
      .clone()
      .json()
      .catch(() => ({})),
    cookie: cookiesOf(answer),
  };
}

/** The cookies that an answer sets and does not take away, as a browser sends them back. */
export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .filter((one) => !/max-age=0/i.test(one))
    .map((one) => one.split(";")[0])
    .join("; ");
}

/** Signs in with the password; the cookie of the session, or of the code that is awaited. */
export const enter = (email: string, password = PASSWORD, cookie = "") =>
  callSignIn("/sign-in/email", { email, password }, cookie);

/** Waits until the thirty seconds of a code have just begun, so that a slow machine does not send it when they are over. */
export async function earlyInStep(): Promise<void> {
  const into = Date.now() % 30_000;
  if (into > 15_000) await new Promise((resolve) => setTimeout(resolve, 30_050 - into));
}
