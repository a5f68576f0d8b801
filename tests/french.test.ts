import fs from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { invite } from "#modules/access/access.commands.server.ts";
import { findActor } from "#modules/access/access.queries.server.ts";
import { inviteForm } from "#modules/access/access.forms.ts";
import { chooseLanguage } from "#modules/access/language.commands.server.ts";
import { sendDigests } from "#modules/access/notification.commands.server.ts";
import { askPasswordLink } from "#modules/access/password.commands.server.ts";
import { ABROAD, languagesAbroad } from "#modules/delegations/delegation-papers.server.ts";
import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { home, offeredLanguages, setHome } from "#platform/home.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { nameOf } from "#platform/names.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { askAsIs } from "./handler.ts";
import { sessionOf } from "./signed-in.ts";

// Whoever stands outside the union and reads French is answered and written to in French.
const database = useDatabase();
let partner: Actor, administrator: Actor;
beforeAll(async () => {
  partner = await aPerson("partner", "vufo");
  administrator = await aPerson("administrator", "vufo");
});
const owner = <Row extends object>(sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Row>(sql, values)).rows);
type Letter = { subject: string; body: string };
const lastLetter = async (to: string): Promise<Letter> =>
  (
    await owner<Letter>("select subject, body from mail_outbox where recipient = $1 order by id desc limit 1", [to])
  )[0] ?? { subject: "", body: "" };

describe("an account's own language", () => {
  test("is chosen on its page and told in the history; every letter follows it", async () => {
    await inWork(partner, (work) => chooseLanguage(work, { language: "fr" }));
    const id = partner.userId ?? "";
    expect((await findActor(id, undefined))?.locale).toBe("fr");
    const lines = await inLocale("fr", () =>
      inReading(administrator, async (work) => tellHistory(work, await listHistory(work, id))),
    );
    expect(JSON.stringify(lines)).toContain("a choisi la langue des lettres");

    await inWork(system, (work) => askPasswordLink(work, partner.email, "https://union.example"));
    const asked = await lastLetter(partner.email);
    expect(asked.subject).toMatch(/: nouveau mot de passe$/);
    expect(asked.body).toContain("Définissez un nouveau mot de passe dans les 30 minutes");
    expect(asked.body).not.toMatch(/Set a new password|mật khẩu/);

    await owner(
      "insert into notification (user_id, kind, subject_kind, subject_id, words) select $1, kind, 'partner', $1, '{\"title\": \"Rivière\"}' from unnest(array['partner_granted', 'suggestion_settled']) as kind",
      [id],
    );
    expect(await inWork(system, sendDigests)).toBe(1);
    const told = await lastLetter(partner.email);
    expect(told.subject).toMatch(/: 2 nouveautés$/);
    expect(told.body).toContain("Votre propre fiche vous est ouverte : Rivière");
    expect(told.body).toContain("Votre demande de rectification a été réglée : Rivière");
  });

  test("chosen again it is no act, and the page keeps it in the browser too", async () => {
    const again = (await findActor(partner.userId ?? "", undefined)) as Actor;
    const count = async () => (await owner("select 1 from history where action = 'language_chosen'")).length;
    const before = await count();
    await inWork(again, (work) => chooseLanguage(work, { language: "fr" }));
    expect(await count()).toBe(before);
    const sent = await askAsIs(
      new Request("http://amity.test/me/language", {
        method: "POST",
        headers: { cookie: await sessionOf(partner.userId ?? "") },
        body: new URLSearchParams({ language: "en" }),
      }),
    );
    expect([sent.status, sent.headers.get("location")]).toEqual([303, "/me?did=language_chosen"]);
    expect((await findActor(partner.userId ?? "", undefined))?.locale).toBe("en");
  });
});

test("an invitation says in which language its letter is; without a word it is in each of the union's", async () => {
  const asked = { name: "Claire", unit_id: administrator.unitId ?? "", role: "partner" };
  const write = async (values: object) => {
    const form = inviteForm.parse({ ...asked, ...values });
    await inWork(administrator, (work) => invite(work, form, "https://union.example"));
    return lastLetter(form.email);
  };
  const french = await write({ email: "claire@monde.example", language: "fr" });
  expect(french.subject).toMatch(/: invitation$/);
  expect(french.body).toContain(`${administrator.name} vous invite à travailler dans Amity.`);
  expect(french.body).not.toMatch(/invites you|mời/);
  const both = await write({ email: "clara@monde.example", language: "" });
  expect(both.body).toMatch(/invites you/);
  expect(both.body).toMatch(/mời/);
  expect(inviteForm.safeParse({ ...asked, email: "k@m.example", language: "ru" }).success).toBe(false);
});

describe("the door", () => {
  const languageOf = async (accepted: string) => {
    const answer = await askAsIs(
      new Request("http://amity.test/api/v1/me", { headers: { "accept-language": accepted } }),
    );
    const { detail } = (await answer.json()) as { detail: string };
    return { J: "fr", S: "en", H: "vi" }[detail[0] ?? ""] ?? detail;
  };

  test("answers in the language that a browser wants most of those that are offered", async () => {
    expect(await languageOf("fr-CA,fr;q=0.9,en;q=0.8")).toBe("fr");
    expect(await languageOf("de;q=0.9, en;q=0.4, fr;q=0.5")).toBe("fr");
    expect(await languageOf("fr;q=0, en")).toBe("en");
    expect(await languageOf("de,ru;q=0.5")).toBe(home().language);
  });

  test("offers French where the union does", async () => {
    const before = home();
    expect([...offeredLanguages()].toSorted()).toEqual(["en", "fr", "vi"]);
    expect([ABROAD, languagesAbroad()]).toEqual([["programme", "contacts"], ["fr"]]);
    setHome({ ...before, id: "one", languages_further: [] });
    expect([offeredLanguages(), languagesAbroad(), await languageOf("fr, en;q=0.5")]).toEqual([["vi", "en"], [], "en"]);
    setHome(before);
  });
});

test("who reads a further language meets names in it, then the international one, and the own one at last", async () => {
  const names = await inLocale("fr", () =>
    inReading(administrator, (work) => listCountryNames(work, ["DE", "CN", "US", "VN"], "fr")),
  );
  expect(names).toEqual({ DE: "Allemagne", CN: "Chine", US: "États-Unis", VN: "Viet Nam" });
  const union = { name: "Liên hiệp", name_in: { en: "The union" } };
  const said = (locale: "vi" | "en" | "fr", row = union) => inLocale(locale, () => nameOf(row));
  expect([said("vi"), said("en"), said("fr"), said("fr", { ...union, name_in: {} as never })]).toEqual([
    "Liên hiệp",
    "The union",
    "The union",
    "Liên hiệp",
  ]);
});

test("on the pages of people outside no bare colon follows a word: French parts the two", () => {
  const folders = ["countries", "partners", "aid-projects", "activities", "manual", "me", "notifications"];
  const pages = [...folders, "delegations/requests"].flatMap((folder) =>
    fs.globSync(`src/routes/(desk)/${folder}/**/*.svelte`),
  );
  const bare = pages.filter((file) => /\)\}: /.test(fs.readFileSync(file, "utf8")));
  expect([pages.length > 30, bare]).toEqual([true, []]);
});

test("a programme is confirmed or to be changed, an opinion is for or against; who asks consults", () => {
  const said = (locale: "vi" | "en" | "fr", kind: string) =>
    inLocale(locale, () => ["agree", "remarks", "object"].map((verdict) => wordsFor("verdict_of", { kind, verdict })));
  expect(said("fr", "programme")).toEqual(["Programme confirmé", "Confirmé avec remarques", "Programme à modifier"]);
  expect(said("fr", "opinion")).toEqual(["Avis favorable", "Favorable avec réserves", "Avis défavorable"]);
  for (const locale of ["vi", "en"] as const)
    expect(said(locale, "programme").filter((word) => said(locale, "opinion").includes(word))).toEqual([]);
  expect(inLocale("fr", () => wordsFor("request_from", { unit: "L’union" }))).toBe("L’union consulte");
});

test("the union's own unit is called as the union calls itself, also where the unit has no name in that language", () => {
  const before = home();
  setHome({ ...before, name: "Liên hiệp", name_in: { en: "The Union", fr: "L’Union" } });
  const inFrench = (name: string, name_in = {}) =>
    inLocale("fr", () => nameOf({ name, name_in: asUnionCalled(name, name_in) }));
  expect(inFrench("Liên hiệp", { en: "Union of the unit" })).toBe("L’Union");
  expect(inFrench("The Union")).toBe("L’Union");
  expect(inFrench("Hội", { en: "Association" })).toBe("Association");
  setHome(before);
});
