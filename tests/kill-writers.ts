/** What was answered as done: which record, what was sent of it, and how often something was done to it. */
export type Confirmed = { list: string; id: string; fields: Record<string, unknown>; acts: number };

type Call = (method: string, path: string, body?: Record<string, unknown> | FormData) => Promise<string | undefined>;

const day = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
let number = 0;
const fresh = (called: string) => `${called} ${process.pid}-${(number += 1)}-${Math.random().toString(36).slice(2, 8)}`;

/** Every kind of record that is written, with the steps it takes, one call after the other, as one person does it. */
export async function writeAll(call: Call): Promise<void> {
  const city = fresh("Pau");
  const partner = await call("POST", "/partners", {
    kind: "university",
    name: fresh("Université"),
    country_iso2: "FR",
    city,
    is_another: true,
  });
  if (partner) {
    await call("PATCH", `/partners/${partner}`, { city: fresh("Lyon"), next_step: "Thư mời", next_step_on: day() });
    await call("POST", `/partners/${partner}/names`, { name: fresh("UPPA"), language: "fr", kind: "abbreviation" });
    await call("POST", `/partners/${partner}/steps/close`, { reason: "Sáp nhập" });
    await call("POST", `/partners/${partner}/steps/reopen`, {});
  }
  const activity = await call("POST", "/activities", {
    kind: "seminar",
    title: fresh("Hội thảo"),
    starts_on: day(),
    countries: ["FR"],
    occasion: "none",
    ...(partner && { partner_ids: [partner] }),
  });
  if (activity) {
    await call("PATCH", `/activities/${activity}`, { place: fresh("Hà Nội") });
    await call("POST", `/activities/${activity}/steps/hold`, { starts_on: day(), participants: 40 });
    await call("POST", `/activities/${activity}/photos`, photo());
  }
  const visit = await call("POST", "/delegations", {
    direction: "outgoing",
    title: fresh("Đoàn"),
    purpose: fresh("Ký"),
    countries: ["FR"],
    departs_on: "2027-12-10",
    returns_on: "2027-12-14",
  });
  if (visit) {
    await call("POST", `/delegations/${visit}/members`, { name: fresh("Nguyễn"), role: "head" });
    await call("POST", `/delegations/${visit}/budget`, {
      description: "Vé",
      quantity: 2,
      unit_price: 1200.5,
      currency: "USD",
      payer: "union",
    });
    await call("POST", `/delegations/${visit}/steps/propose`, {});
    await call("POST", `/delegations/${visit}/steps/approve`, { number: fresh("1/QĐ") });
  }
  await call("POST", "/activities/series", { name: fresh("Chuỗi") });
  await call("POST", "/reports/annual/text", { year: 2025, section: "overview", language: "vi", body: fresh("Lời") });
}

function photo(): FormData {
  const form = new FormData();
  form.set("photo", new File([`\u0089PNG ${fresh("ảnh")}`], "ảnh.png", { type: "image/png" }));
  form.set("has_consent", "true");
  return form;
}

/** What takes long, and is killed in the middle. */
export const HEAVY: Record<string, (call: Call) => Promise<unknown>> = {
  import: (call) => {
    const form = new FormData();
    const rows = Array.from({ length: 800 }, () => `${fresh("Trường")},Pháp,Paris`);
    form.set("kind", "partners");
    form.set("file", new File([["Tên,Nước,Thành phố", ...rows].join("\n")], "đối tác.csv", { type: "text/csv" }));
    return call("POST", "/imports", form);
  },
  freeze: (call) => call("POST", "/reports/annual/freeze", { year: 2025, language: "vi" }),
  upload: async (call) => {
    const activity = await call("POST", "/activities", {
      kind: "visit",
      title: fresh("Ảnh"),
      starts_on: day(),
      countries: ["FR"],
    });
    if (activity) await call("POST", `/activities/${activity}/photos`, photo());
  },
};
