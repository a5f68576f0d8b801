// A program of somebody else, written against the types that openapi-typescript makes of the served description. Those types are in no file:
// tests/typed-client.test.ts makes them, checks this file with them and runs it.
import type { Client } from "openapi-fetch";
import type { components, paths } from "./api.gen.ts";

type Answer = { response: Response; error?: components["schemas"]["Problem"] };
export type Said = { call: string; status: number; why?: string };

/** Thirty calls, each with what the one before answered. */
export async function run(
  client: Client<paths>,
  today: string,
): Promise<{ said: Said[]; read: Record<string, unknown> }> {
  const said: Said[] = [];
  async function call<Done extends Answer>(name: string, asked: Promise<Done>): Promise<Done> {
    const done = await asked;
    said.push({ call: name, status: done.response.status, ...(done.error && { why: JSON.stringify(done.error) }) });
    return done;
  }
  const tag = ({ response }: Answer) => ({ "If-Match": response.headers.get("etag") ?? "" });
  const idOf = ({ data }: { data?: { id: string } }) => ({ path: { id: data?.id ?? "" } });

  const health = await call("health", client.GET("/health"));
  const status: string | undefined = health.data?.status;
  const france = await call("country", client.GET("/countries/{iso2}", { params: { path: { iso2: "FR" } } }));
  const countries: Record<string, number | null> | undefined = france.data?.counts;
  await call(
    "anniversaries",
    client.GET("/anniversaries", { params: { query: { from: "2026-01-01", to: "2026-06-30" } } }),
  );
  const units = await call("units", client.GET("/units", { params: { query: { limit: 5 } } }));
  const first = units.data?.items[0];
  await call("unit", client.GET("/units/{id}", { params: { path: { id: first?.id ?? "" } } }));

  const partner = await call(
    "partner made",
    client.POST("/partners", {
      params: { header: { "Idempotency-Key": "typed-1" } },
      body: {
        kind: "university",
        name: "Université de Pau",
        country_iso2: "FR",
        name_en: "University of Pau",
        city: "Pau",
      },
    }),
  );
  const onePartner = idOf(partner);
  const shown = await call("partner", client.GET("/partners/{id}", { params: onePartner }));
  const city: string | null | undefined = shown.data?.city;
  const emptied = await call(
    "partner emptied",
    client.PATCH("/partners/{id}", {
      params: { ...onePartner, header: tag(shown) },
      body: { city: null, next_step: "Thư mời", next_step_on: "2026-12-01" },
    }),
  );
  await call(
    "name added",
    client.POST("/partners/{id}/names", {
      params: onePartner,
      body: { name: "UPPA", language: "fr", kind: "abbreviation" },
    }),
  );
  const named = await call("partner with names", client.GET("/partners/{id}", { params: onePartner }));
  const name = named.data?.names.find((one) => one.name === "UPPA");
  const aName = { path: { id: partner.data?.id ?? "", partId: name?.id ?? "" } };
  const row = await call("name", client.GET("/partners/{id}/names/{partId}", { params: aName }));
  await call(
    "name corrected",
    client.PATCH("/partners/{id}/names/{partId}", {
      params: { ...aName, header: tag(row) },
      body: { kind: "alias", from_on: "2020-01-01" },
    }),
  );
  await call("name taken out", client.DELETE("/partners/{id}/names/{partId}", { params: aName }));
  await call(
    "partner closed",
    client.POST("/partners/{id}/steps/close", {
      params: { ...onePartner, header: { "If-Match": "*" } },
      body: { reason: "Sáp nhập" },
    }),
  );
  await call("partner reopened", client.POST("/partners/{id}/steps/reopen", { params: onePartner, body: {} }));
  const list = await call(
    "partners",
    client.GET("/partners", { params: { query: { country: "FR", count: "exact" } } }),
  );
  const total: number | undefined = list.data?.total;

  const activity = await call(
    "activity made",
    client.POST("/activities", {
      body: {
        kind: "seminar",
        title: "Hội thảo",
        starts_on: today,
        countries: ["FR"],
        occasion: "none",
        partner_ids: [partner.data?.id ?? ""],
      },
    }),
  );
  const oneActivity = idOf(activity);
  const talk = await call("activity", client.GET("/activities/{id}", { params: oneActivity }));
  const partners: string[] | undefined = talk.data?.partners.map((one) => one.name);
  await call(
    "activity edited",
    client.PATCH("/activities/{id}", {
      params: { ...oneActivity, header: tag(talk) },
      body: { place: "Hà Nội", countries: [] },
    }),
  );
  await call(
    "activity held",
    client.POST("/activities/{id}/steps/hold", { params: oneActivity, body: { starts_on: today, participants: 40 } }),
  );
  await call("activities", client.GET("/activities", { params: { query: { status: "held", limit: 10 } } }));

  const visit = await call(
    "visit drafted",
    client.POST("/delegations", {
      body: {
        direction: "outgoing",
        title: "Đoàn thăm Pháp",
        purpose: "Ký thỏa thuận",
        countries: ["FR"],
        departs_on: "2026-12-10",
        returns_on: "2026-12-14",
      },
    }),
  );
  const oneVisit = idOf(visit);
  await call(
    "member added",
    client.POST("/delegations/{id}/members", { params: oneVisit, body: { name: "Nguyễn Văn Bình", role: "head" } }),
  );
  await call(
    "budget added",
    client.POST("/delegations/{id}/budget", {
      params: oneVisit,
      body: { description: "Vé máy bay", quantity: 2, unit_price: 1200.5, currency: "USD", payer: "union" },
    }),
  );
  const file = await call("visit", client.GET("/delegations/{id}", { params: oneVisit }));
  const members: string[] | undefined = file.data?.members.map((one) => one.name);
  await call("visit proposed", client.POST("/delegations/{id}/steps/propose", { params: oneVisit, body: {} }));

  await call("aid", client.GET("/aid-projects", { params: { query: {} } }));
  const hits = await call("search", client.GET("/search", { params: { query: { q: "Pau" } } }));
  const figures = await call("figures", client.GET("/indicators", { params: { query: { year: "2026" } } }));
  const words: string | undefined = figures.data?.items[0]?.wording;
  const due = await call(
    "due day",
    client.POST("/deadlines/calculate", { body: { start: "2026-03-02", length: 7, unit: "working" } }),
  );
  const day: string | undefined = due.data?.due;
  return {
    said,
    read: {
      status,
      countries,
      city,
      edited: emptied.data?.id,
      total,
      partners,
      members,
      hits: hits.data?.items.length,
      words,
      day,
    },
  };
}
