import { afterEach, expect, test } from "vitest";
import { config } from "#platform/config.ts";
import { requireDemo } from "./demo-only.server.ts";

const { isDemo } = config;
afterEach(() => Object.assign(config, { isDemo }));

test("the parts of pages are shown in the demo, where no search engine lists them, and nowhere else", () => {
  const said: object[] = [];
  const setHeaders = (headers: Record<string, string>) => void said.push(headers);
  Object.assign(config, { isDemo: true });
  requireDemo({ setHeaders });
  expect(said).toEqual([{ "x-robots-tag": "noindex" }]);
  Object.assign(config, { isDemo: false });
  expect(() => requireDemo({ setHeaders })).toThrow(expect.objectContaining({ status: 404 }) as Error);
});
