import fs from "node:fs";
import path from "node:path";
import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import type { Plugin } from "vite";
import { defineConfig } from "vite";
import { thinFlag } from "./bin/thin-flag.ts";

/** What runs beside the pages is built with them and shares their modules; each lies in build/server under the name of its source. */
const PROGRAMS = [
  "src/serve.server.ts",
  "src/prepare.server.ts",
  "src/cli/main.ts",
  "src/platform/apart-thread.ts",
  ...fs.globSync("src/**/*.apart.ts"),
];
const nameOf = (file: string) => file.slice("src/".length, -".ts".length);
/** Words with a number in them ask for its plural: of our rules, which are made once a language. */
const pluralsMadeOnce: Plugin = {
  name: "plurals-made-once",
  enforce: "pre",
  resolveId: (source, importer) =>
    source === "../registry.js" && importer?.includes("/src/words/messages/")
      ? path.resolve("src/platform/intl.ts")
      : undefined,
};

/** Flags lie beside the build's own files, each under its country's code: a page asks only for those that come into view. */
const FLAGS = "node_modules/flag-icons";
// What is drawn of them belongs to the address, for browsers keep it for good.
const flagsAt = `_app/immutable/flags-thin-${(JSON.parse(fs.readFileSync(`${FLAGS}/package.json`, "utf8")) as { version: string }).version}`;
const flags: Plugin = {
  name: "flags",
  applyToEnvironment: (environment) => environment.name === "client",
  generateBundle() {
    for (const file of fs.globSync(`${FLAGS}/flags/4x3/??.svg`))
      this.emitFile({
        type: "asset",
        fileName: `${flagsAt}/${path.basename(file)}`,
        source: thinFlag(fs.readFileSync(file, "utf8")),
      });
  },
};

/** Of these what runs takes along what it calls: read from their own folders they are a thousand files at each start. */
const TAKEN_ALONG = ["kysely", "zod", "better-auth", "@better-auth/passkey", "pg-boss", "nodemailer", "pg"];

export default defineConfig({
  plugins: [
    pluralsMadeOnce,
    flags,
    sveltekit({
      adapter: adapter({ out: "build", precompress: true }),
      csp: {
        mode: "nonce",
        directives: {
          "default-src": ["self"],
          "script-src": ["self"],
          "style-src": ["self"],
          // SvelteKit's route announcer carries this one fixed style attribute.
          "style-src-attr": ["unsafe-hashes", "sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo="],
          "img-src": ["self", "data:"],
          "connect-src": ["self"],
          "form-action": ["self"],
          "frame-ancestors": ["none"],
          "base-uri": ["self"],
          "object-src": ["none"],
        },
      },
    }),
  ],
  define: { FLAGS_AT: JSON.stringify(`/${flagsAt}`) },
  ssr: { noExternal: TAKEN_ALONG },
  environments: {
    ssr: {
      build: {
        rolldownOptions: {
          input: Object.fromEntries(PROGRAMS.map((file) => [nameOf(file), file])),
          // Only for developers, from their source.
          external: [/^#(demo|bench)\//],
          // What runs is held in memory as it is written.
          output: { comments: false },
        },
      },
    },
  },
  build: {
    target: "es2022",
    // A page takes along the words it says and no others.
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => !id.includes("/src/words/messages") },
      // Words that many pages say travel together: forty small files cost a slow line more than their bytes.
      output: { codeSplitting: { groups: [{ name: "words", test: /src\/words\/messages/, minShareCount: 3 }] } },
    },
  },
});
