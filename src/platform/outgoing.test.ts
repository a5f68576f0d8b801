import { expect, test } from "vitest";
import { hostsOf } from "./called-hosts.ts";
import { onlyTo } from "./outgoing.server.ts";

const asked: { url: string; redirect: string | undefined }[] = [];
const answering: typeof globalThis.fetch = (url, options) => {
  asked.push({ url: url instanceof Request ? url.url : String(url), redirect: options?.redirect });
  return Promise.resolve(new Response("{}"));
};
const ask = onlyTo(hostsOf("https://id.union.example/realm", ["keys.union.example"]), answering);

test("the server calls its sign-in provider and nobody else, and follows nobody elsewhere", async () => {
  await ask("https://id.union.example/.well-known/openid-configuration");
  await ask(new Request("https://keys.union.example/jwks"), { redirect: "follow" });
  expect(asked.map((one) => one.redirect)).toEqual(["error", "error"]);
  for (const url of [
    "http://169.254.169.254/latest",
    "https://id.union.example.evil.example/",
    "https://id.union.example:8443/",
    "http://localhost:3000/",
  ])
    await expect(ask(url)).rejects.toThrow("does not call");
  expect(asked).toHaveLength(2);
});

test("without a provider it calls nobody", async () => {
  await expect(
    onlyTo(hostsOf(undefined, ["keys.union.example"]), answering)("https://keys.union.example/"),
  ).rejects.toThrow("does not call");
});
