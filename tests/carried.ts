import { Answered } from "#platform/answered.ts";

/** What a handler answered, as whoever called it reads it. */
export async function carried(made: Answered | Response | Promise<Answered | Response>): Promise<Response> {
  const done = await made;
  return done instanceof Answered ? done.toResponse() : done;
}
