import fs from "node:fs";
import { expect, test } from "vitest";

// What no source of the application does, or only the files named here, each with its reason.

type Rule = { never: RegExp; where: string; except?: RegExp; but?: Record<string, string> };

const SOURCES = "{src,bin}/**/*.{ts,mjs,svelte}";
const IN_THE_BROWSER = "src/{ui,routes}/**/*.{svelte,ts}";
const ON_THE_SERVER = /server\.ts$/;

const RULES: Record<string, Rule> = {
  "text is never taken for a page (no raw HTML)": {
    never: /\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc/,
    where: SOURCES,
  },
  "text is never taken for a program": {
    never: /\beval\(|new Function\(|from "node:vm"|setTimeout\("/,
    where: SOURCES,
  },
  "chance that must not be guessed comes from the runtime's own source": { never: /Math\.random/, where: SOURCES },
  "digests are SHA-256 or stronger": {
    never: /create(?:Hash|Hmac)\((?!"sha(?:256|384|512)")/,
    where: SOURCES,
    but: { "src/modules/access/second-step.server.ts": "codes by time, as every telephone computes them (RFC 6238)" },
  },
  "secret bytes are sealed with authentication": {
    never: /create(?:Cipher|Decipher)iv\((?!\s*(?:"aes-256-gcm"|"chacha20-poly1305"))/,
    where: SOURCES,
  },
  "programs of the machine run only at the start and for the folder's own database": {
    never: /from "node:child_process"/,
    where: SOURCES,
    but: {
      "bin/bootstrap.mjs": "installs and supervises",
      "bin/build-if-stale.mjs": "builds",
      "bin/image.mjs": "what an image leaves out",
      "bin/schema.ts": "a tool of developers",
      "src/cli/backup.ts": "words that were not compiled yet",
      "src/platform/embedded-places.server.ts": "where the folder's own PostgreSQL lies",
      "src/platform/keeper.server.ts": "backups on their time, by a process that knows the owner",
      "src/platform/embedded.server.ts": "the folder's own PostgreSQL",
      "src/platform/prepared.server.ts": "what a start prepares, by a process that knows the owner and ends",
    },
  },
  "a statement stands under no name that another could take (docs/decisions/0046)": {
    never: /\bname: ["'`][^"'`]+["'`],\s*text\b|\btext\b[^,;{}]*,\s*name: ["'`]/,
    where: SOURCES,
  },
  "a program of the machine is never started through a shell": {
    never: /shell: true|\bexec(?:Sync)?\(["'`]/,
    where: SOURCES,
  },
  "the server asks no address that somebody typed": {
    never: /\bfetch\(/,
    where: "src/**/*.server.ts",
    but: { "src/platform/outgoing.server.ts": "the one door out, to hosts of the settings alone" },
  },
  "pages listen to no other window and hold no line open": {
    never: /postMessage|new WebSocket|new EventSource|addEventListener\("message"/,
    where: IN_THE_BROWSER,
    except: ON_THE_SERVER,
  },
  "nothing of a page comes from or goes to another house": {
    never: /(?:src|action|poster|data-src)=\\?"https?:|@import|url\(\\?["']?https?:|navigator\.sendBeacon/,
    where: "src/**/*.{svelte,css,html}",
  },
  "no other site may read an answer": { never: /access-control-allow/i, where: SOURCES },
  "what writes numbers, days and names in a language is made once": {
    never: /new Intl\./,
    where: SOURCES,
    but: { "src/platform/intl.ts": "keeps each that it makes" },
  },
  "the password field can be pasted into": {
    never: /onpaste|on:paste/,
    where: "src/**/*.svelte",
    but: { "src/ui/Grid.svelte": "a table that is pasted is spread over cells, none of which holds a password" },
  },
};

const withoutComments = (source: string) => source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");

function breaking({ never, where, except, but = {} }: Rule): string[] {
  return fs
    .globSync(where)
    .filter((file) => !file.startsWith("src/words/") && !/\.(?:test|fixtures)\.ts$/.test(file) && !except?.test(file))
    .filter((file) => !(file in but) && never.test(withoutComments(fs.readFileSync(file, "utf8"))));
}

test.each(Object.entries(RULES))("%s", (_name, rule) => {
  expect(breaking(rule)).toEqual([]);
});

test("each exception is still one", () => {
  for (const [name, { never, but = {} }] of Object.entries(RULES))
    for (const file of Object.keys(but))
      expect(never.test(withoutComments(fs.readFileSync(file, "utf8"))), `${name}: ${file}`).toBe(true);
});

test("a password is typed into a password field that managers of passwords know", () => {
  const fields = fs
    .globSync("src/**/*.svelte")
    .flatMap((file) => [
      ...fs.readFileSync(file, "utf8").matchAll(/<(?:input|Field|TextField)\b[^>]*name="[\w]*password"[^>]*>/g),
    ])
    .map(([field]) => field);
  expect(fields.length).toBeGreaterThan(1);
  for (const field of fields) {
    expect(field).toMatch(/type="password"/);
    expect(field).toMatch(/autocomplete="(?:current|new)-password"/);
    expect(field).not.toMatch(/maxlength="(?:\d|[1-5]\d)"/);
  }
  // The one that is set has one component; its writer may look at it, and only while asking to.
  const set = fs.readFileSync("src/ui/NewPassword.svelte", "utf8");
  expect(set).toContain('type={isShown ? "text" : "password"}');
  expect(set).toContain('autocomplete="new-password"');
});
