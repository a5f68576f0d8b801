import fs from "node:fs";
import { expect, test } from "vitest";
import { newForm } from "#modules/activities/activity.forms.ts";
import { logoForm } from "#modules/identity/identity.forms.ts";
import { uploadForm } from "#modules/imports/import.forms.ts";
import { addTemplateForm } from "#modules/paper-templates/paper-template.forms.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import { config } from "#platform/config.ts";
import { lineOf } from "#platform/kinds.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { ROOMY, SMALL, inWords, mostOf } from "#platform/roomy.ts";
import { fileFieldOf } from "#platform/sent.server.ts";
import { addressOf } from "#platform/steps.ts";

type Place = { path: string; field: string };
const ID = crypto.randomUUID();

/** Every address whose form has a field for a file, by the forms themselves. */
function withFiles(): Place[] {
  const found: Place[] = [];
  for (const [kind, { steps = {}, below = {}, add, edit }] of Object.entries(RESOURCES)) {
    const list = lineOf(kind as ResourceKind).list ?? "";
    const put = (field: string | undefined, ...paths: string[]) =>
      found.push(...(field ? paths.map((path) => ({ path, field })) : []));
    put(add && fileFieldOf(add.form), `/${list}/new`, `/api/v1/${list}`);
    put(edit && fileFieldOf(edit.form), `/${list}/${ID}/edit`, `/api/v1/${list}/${ID}`);
    for (const [step, { form }] of Object.entries(steps))
      put(fileFieldOf(form), `/${list}/${ID}/${addressOf(step)}`, `/api/v1/${list}/${ID}/steps/${addressOf(step)}`);
    for (const [name, { form }] of Object.entries(below)) {
      const hasPage = fs.globSync(`src/routes/(desk)/${list}/*/${name}/new`).length > 0;
      put(fileFieldOf(form), ...(hasPage ? [`/${list}/${ID}/${name}/new`] : []), `/api/v1/${list}/${ID}/${name}`);
    }
  }
  const list = fileFieldOf(uploadForm) ?? "";
  return [
    ...found,
    { path: `/delegations/requests/${ID}`, field: "scan" },
    ...["/paper-templates/annual-report/vi/new", "/api/v1/paper-templates"].map((path) => ({
      path,
      field: fileFieldOf(addTemplateForm) ?? "",
    })),
    ...["/activities/new", `/activities/${ID}/edit`].map((path) => ({ path, field: fileFieldOf(newForm) ?? "" })),
    { path: "/identity/logo", field: fileFieldOf(logoForm) ?? "" },
    ...["/imports/new", "/api/v1/imports", "/set-up/units/sheet"].map((path) => ({ path, field: list })),
  ];
}

test("whatever has a field for a file has room for it, and nothing else has", () => {
  const places = withFiles();
  expect(places.length).toBeGreaterThanOrEqual(8);
  expect(places.filter(({ path }) => mostOf(path, true) <= SMALL)).toEqual([]);
  const without = ROOMY.filter(({ path, field }) => !places.some((one) => path.test(one.path) && field === one.field));
  // Texts of a sheet that a program has read as an import would.
  expect(without.map(({ field }) => field)).toEqual(["texts"]);
});

test("the pages that show such a field are among them", () => {
  const pages = fs
    .globSync("src/routes/**/*.svelte")
    .filter((file) => fs.readFileSync(file, "utf8").includes('type="file"'));
  expect(pages.map((file) => file.replace(/^src\/routes\/\(desk\)/, "")).toSorted()).toEqual([
    "/activities/PhotoFields.svelte",
    "/delegations/[delegationId]/NumberFields.svelte",
    "/delegations/requests/[requestId]/+page.svelte",
    "/identity/logo/+page.svelte",
    "/imports/new/+page.svelte",
    "/paper-templates/[paper]/[language]/new/+page.svelte",
    "/registers/FileField.svelte",
    "/set-up/units/sheet/+page.svelte",
  ]);
});

test("nobody who has not signed in sends more than a form anywhere", () => {
  for (const { path } of withFiles()) expect([path, mostOf(path, false)]).toEqual([path, SMALL]);
  expect([SMALL, 20_064_000, 30_064_000].map(inWords)).toEqual(["64 kB", "20 MB", "30 MB"]);
});

test("each takes what the document says, and not more", () => {
  const most = Object.fromEntries(withFiles().map(({ path, field }) => [field, mostOf(path, true) - SMALL]));
  expect(most).toEqual({
    scan: 20_000_000,
    photo: 8_000_000,
    logo: 200_000,
    template: 5_000_000,
    file: config.fileBytes,
  });
  expect(mostOf("/api/v1/imports/read", true)).toBe(512_000);
  const document = fs.readFileSync("docs/security/limits.md", "utf8");
  for (const said of ["| 64 kB |", "| 20 MB, 8 MB |", "| 200 kB |", "512 kB", "`AMITY_FILE_MB`, 30"])
    expect(document).toContain(said);
});

test("what stands above or below such an address has no more room than a form", () => {
  const places = new Set(withFiles().map(({ path }) => path));
  for (const path of places)
    for (const near of [`${path}/more`, path.replace(/\/[^/]+$/, ""), `/x${path}`].filter((one) => !places.has(one)))
      expect([near, mostOf(near, true)]).toEqual([near, SMALL]);
});

/** The longest that a form can be: each letter three bytes, and what stands around it. */
function longest(form: object): number {
  const strings = JSON.stringify(form).matchAll(/"maxLength":(\d+)/g);
  return [...strings].reduce((sum, [, most]) => sum + Number(most) * 3 + 200, 0);
}

test("what a form without a file can hold at most fits into what its address takes", async () => {
  const { z } = await import("zod");
  const forms = Object.values(RESOURCES).flatMap(({ add, edit, steps = {}, below = {} }) =>
    [add, edit, ...Object.values(steps), ...Object.values(below)].flatMap((one) => (one ? [one.form] : [])),
  );
  const lengths = forms
    .filter((form) => !fileFieldOf(form))
    .map((form) => longest(z.toJSONSchema(form, { io: "input", unrepresentable: "any" })));
  expect(Math.max(...lengths)).toBeGreaterThan(20_000);
  expect(lengths.filter((length) => length > SMALL)).toEqual([]);
});
