import { expect, test } from "vitest";
import { address, inDays } from "./story.ts";

const LAST = inDays(30);

/** A key of the leader, made through the page as a person would. */
async function keyOfLeader(): Promise<string> {
  const origin = address();
  const entered = await fetch(`${origin}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin, "content-type": "application/x-www-form-urlencoded" },
    body: "as=leader@demo.example",
  });
  const cookie = entered.headers
    .getSetCookie()
    .map((set) => set.split(";")[0])
    .join("; ");
  const page = await fetch(`${origin}/me/tokens`, {
    method: "POST",
    headers: { origin, cookie, "content-type": "application/x-www-form-urlencoded" },
    body: `name=bad-input&scope=write&ends_on=${LAST}`,
  });
  return /amity_[\w-]{20,}/.exec(await page.text())?.[0] ?? "";
}

const KEY = await keyOfLeader();
const call = (path: string, init: RequestInit = {}) =>
  fetch(`${address()}/api/v1/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
  });

test.each([
  ["activities/nothing", 404],
  ["nothing", 404],
  ["delegations?cursor=bad,x", 400],
  ["activities?kind=foo", 400],
  ["activities?q=%00a", 200],
  ["activities?unit_path=a;b", 400],
  ["units?cursor=..", 400],
  ["units?below=a b", 400],
  ["anniversaries?from=2024-13-99", 400],
  ["indicators?year=abc", 400],
  ["indicators?year=2024&as_of=2024-02-31", 400],
  ["partners?limit=100000", 200],
])("GET %s answers %d with one sentence, never a crash", async (path, status) => {
  const answer = await call(path);
  const body = (await answer.json()) as { detail?: string };
  expect([path, answer.status]).toEqual([path, status]);
  expect(status === 200 || (body.detail ?? "").length > 10).toBe(true);
});

test.each([
  ["{bad", 400],
  ["[]", 422],
  ['"text"', 400],
  ['{"kind":"visit"}', 422],
  ['{"kind":"visit","title":"x","starts_on":"2024-02-31","countries":["FR"]}', 422],
  ['{"kind":"visit","title":"x","starts_on":"2024-02-01","countries":["France"]}', 422],
  ['{"kind":"visit","title":"x\\u0000y","starts_on":"2024-02-01","countries":["FR"],"was_held":true}', 201],
])("POST activities %s answers %d", async (body, status) => {
  const answer = await call("activities", { method: "POST", body });
  expect([body, answer.status]).toEqual([body, status]);
});

test("a file larger than any address takes is refused in the words of its form, not as a page that is not there", async () => {
  const form = new FormData();
  form.append("kind", "partners");
  form.append("file", new Blob([new Uint8Array(70_000_000)]), "đối tác.csv");
  const answer = await fetch(`${address()}/api/v1/imports`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}` },
    body: form,
  });
  expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
    413,
    expect.stringContaining("30 MB"),
  ]);
});
