import { beforeAll, expect, test } from "vitest";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { inWork } from "#platform/db.server.ts";
import { printable } from "#platform/sent.server.ts";
import type { Actor } from "#platform/actor.ts";
import { aPerson, useDatabase } from "./database.ts";
import { askAsIs } from "./handler.ts";
import { sessionOf } from "./signed-in.ts";

// What is shown once stands on the answer of the page, whoever presses twice is told so, and an address that is over says what to do.

useDatabase();
let administrator: Actor;
let cookie: string;
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
  cookie = await sessionOf(administrator.userId ?? "");
});

async function send(path: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  const answer = await askAsIs(new Request(`http://amity.test${path}`, { method: "POST", headers: { cookie }, body }));
  const said = (await answer.json().catch(() => ({}))) as {
    made?: string;
    refusal?: { message?: string; errors: Record<string, string>; values: Record<string, string>; key?: string };
  };
  return { status: answer.status, ...said };
}
const read = async (path: string) => {
  const answer = await askAsIs(new Request(`http://amity.test${path}`, { headers: { cookie } }));
  const referrer = answer.headers.get("referrer-policy");
  return { status: answer.status, referrer, said: (await answer.json()) as Record<string, unknown> };
};

test("where no letter leaves, an invitation's link is shown when it is made and when it is made anew", async () => {
  const guest = { email: "khach@pages.example", name: "Khách", unit_id: administrator.unitId ?? "", role: "press" };
  const first = await send("/people/invite", { ...guest, _key: "one" });
  const made = first.made as unknown as Record<"link" | "name" | "role" | "unit", string>;
  expect([first.status, made]).toEqual([
    200,
    expect.objectContaining({
      link: expect.stringMatching(/^http:\/\/amity\.test\/invitation\/[\w-]{32}$/),
      // Whom it is for stands beside it: links that are handed over are mixed up easily.
      ...{ name: "Khách", email: guest.email, role: "press", unit: expect.any(String) },
    }),
  ]);
  const twice = await send("/people/invite", { ...guest, _key: "one" });
  expect([twice.status, twice.made, twice.refusal?.message]).toEqual([
    409,
    undefined,
    expect.stringContaining("Liên kết đã được tạo và đã hiện một lần"),
  ]);
  expect((await send("/people/invite", guest)).refusal?.errors.email).toContain("lời mời chưa nhận");
  const { said } = await read("/people");
  const [waiting] = said.invitations as { id: string; has_ended: boolean }[];
  expect(waiting?.has_ended).toBe(false);
  const again = await send(`/people/invitations/${waiting?.id}/resend`, { _key: "two" });
  expect([again.status, again.made?.length]).toEqual([200, made.link.length]);
  expect((await read(new URL(made.link).pathname)).status).toBe(404);
  expect((await read(new URL(again.made ?? "").pathname)).said).toMatchObject({ email: guest.email });
});

test("a link that is over says what to do, to who opens it and to who sends it twice", async () => {
  const nowhere = "/invitation/made-up";
  const { status, said, referrer } = await read(nowhere);
  expect([status, said.message]).toEqual([404, expect.stringContaining("Nếu đã đặt mật khẩu, hãy đăng nhập")]);
  // Under no-referrer a browser without script sends `Origin: null`, and the form is refused as another site's.
  expect(referrer).not.toBe("no-referrer");
  const password = "bốn từ không liên quan";
  expect((await send(nowhere, { password })).status).toBe(404);
  expect((await send("/password/made-up", { password })).status).toBe(404);
});

test("a refused form says again what was typed, the code of a unit too, and no secret", async () => {
  const typed = { code: "da_nang", province_code: "48", first_key: "k", password: "p", new_password: "p", digits: "1" };
  expect(printable(typed)).toEqual({ code: "da_nang", province_code: "48", first_key: "k" });
  const { refusal } = await send("/units/new", { code: "Không hợp lệ", kind: "province", name: "" });
  expect(refusal?.values).toMatchObject({ code: "Không hợp lệ" });
});

test("a sign-in provider that does not answer is said where one came from, and the way on is kept", async () => {
  const outwards = async (headers: Record<string, string>) => {
    const body = new URLSearchParams({ next: "/partners?country=FR" });
    return askAsIs(new Request("http://amity.test/sign-in/oidc", { method: "POST", headers, body }));
  };
  const stranger = await outwards({});
  expect([stranger.status, stranger.headers.get("location")]).toEqual([
    303,
    "/sign-in?next=%2Fpartners%3Fcountry%3DFR&error=provider",
  ]);
  const back = (await outwards({ cookie })).headers.get("location") ?? "";
  expect(back).toBe("/me/confirm?next=%2Fpartners%3Fcountry%3DFR&error=provider");
  expect((await read(back)).said).toMatchObject({
    next: "/partners?country=FR",
    refused: expect.stringContaining("Không đăng nhập được") as string,
  });
});

test("missions and press are told that the history of a partner is closed to them, not that there is none", async () => {
  const office = await aPerson("office", "vufo");
  const facts = registerForm.parse({ kind: "university", name: "Trường Lịch Sử", country_iso2: "FR" });
  const id = await inWork(office, (work) => registerPartner(work, facts));
  const seenBy = async (role: "press" | "office", code: string) => {
    const own = await sessionOf((await aPerson(role, code)).userId ?? "");
    const pages = [`/partners/${id}`, `/partners/${id}/history`, `/partners/${id}/sharing`].map(async (path) => {
      const answer = await askAsIs(new Request(`http://amity.test${path}`, { headers: { cookie: own } }));
      return ((await answer.json()) as { isPastClosed: boolean }).isPastClosed;
    });
    return Promise.all(pages);
  };
  expect(await seenBy("press", "ha_noi")).toEqual([true, true, true]);
  expect(await seenBy("office", "vufo")).toEqual([false, false, false]);
});
