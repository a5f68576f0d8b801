import { createToken } from "#modules/access/key.commands.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { ask } from "./handler.ts";

/** A key of a person, for programs. */
export const keyOf = (actor: Actor): Promise<string> =>
  inWork(actor, (work) => createToken(work, actor.userId ?? "", "calls"));

type Sent = { body?: unknown; headers?: Record<string, string>; bearer?: string };

/** A call of the interface with a key, through all doors. */
export const caller = (key: () => string) =>
  async function call(method: string, path: string, { body, headers = {}, bearer = key() }: Sent = {}) {
    const answer = await ask(
      new Request(`http://amity.test/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${bearer}`, ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    const said = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, said, header: (name: string) => answer.headers.get(name), cause: answer.cause };
  };

/** A form of a page, as a browser without script sends it. */
export const poster = (key: () => string) =>
  async function post(path: string, values: Record<string, string>) {
    const answer = await ask(
      new Request(`http://amity.test${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${key()}` },
        body: new URLSearchParams(values),
      }),
    );
    const said = answer.status === 303 ? {} : ((await answer.json()) as { refusal?: Record<string, never> });
    return { status: answer.status, location: answer.headers.get("location"), refusal: said.refusal ?? {} };
  };
