import type { TemplateData } from "easy-template-x";
import { AsyncLocalStorage } from "node:async_hooks";
import fs from "node:fs/promises";
import { home } from "./home.ts";
import { system } from "./actor.ts";
import { apart } from "./apart.server.ts";
import { inWork } from "./db.server.ts";
import { BusyError } from "./errors.ts";
import { readBytes } from "./files.server.ts";
import { enqueue } from "./jobs.server.ts";
import { log } from "./log.server.ts";
import type { PaperLayout } from "./paper-layout.ts";
import { layoutsOf } from "./paper-layout.ts";

/** A template that an office keeps itself; its bytes lie in the file store. */
export type OwnTemplate = { id: string; sha256: string };
/** A paper that is asked for: what fills `templates/<name>.docx`, or the office's own in its place, and what stands above everything. */
export type PaperAsked = {
  name: string;
  values: TemplateData;
  mark?: string | undefined;
  own?: OwnTemplate | undefined;
};

/** How papers of this union are laid out in a language: as it says, where the law of that language lays papers out so. */
export function layoutIn(language = home().language): PaperLayout {
  const { paper_layout } = home();
  return layoutsOf(language).includes(paper_layout) ? paper_layout : "plain";
}

/**
 * The template of that name, as papers of this union are laid out, or as those are that go abroad in another language. Plain ones of each
 * language lie in a folder of their own; those with the national heading came first.
 */
export function templateOf(name: string, language = home().language): string {
  return layoutIn(language) === "plain" ? `${language}/${name}` : name;
}

/** The program's own, as an office takes it along to begin with. */
export const readOriginal = (name: string): Promise<Uint8Array> => fs.readFile(`templates/${name}.docx`);

type Papers = Map<string, Uint8Array>;

/** A unit of work asks for papers that are not made yet: it is taken back, they are made, and it is done again with them. */
class PapersOwed extends Error {
  readonly asked: PaperAsked[];
  constructor(asked: PaperAsked[]) {
    super("papers are owed");
    this.asked = asked;
  }
}

const ready = new AsyncLocalStorage<Papers>();
/** What asks for other papers each time gets them inside its work in the end. */
const REHEARSALS = 3;

/**
 * Opens a unit of work that may ask for papers. They are made while none is open, and so hold no connection and no lock while they wait for
 * their turn and are made; of all that was written before, nothing stays, for the work is done once more from its beginning.
 */
export async function papersFirst<Result>(open: () => Promise<Result>): Promise<Result> {
  const made: Papers = new Map();
  for (let rehearsal = 0; rehearsal < REHEARSALS; rehearsal += 1) {
    try {
      return await ready.run(made, open);
    } catch (cause) {
      if (!(cause instanceof PapersOwed)) throw cause;
      for (const one of cause.asked) made.set(keyOf(one), await make(one));
    }
  }
  return ready.exit(open);
}

/** Fills `templates/<name>.docx`. */
export async function fillTemplate(name: string, values: TemplateData): Promise<Uint8Array> {
  const [paper] = await fillTemplates([{ name, values }]);
  return paper ?? new Uint8Array();
}

/** Several at once, in the same order: a work asks for all its papers together, before it writes. */
export async function fillTemplates(asked: PaperAsked[]): Promise<Uint8Array[]> {
  const made = ready.getStore();
  const owed = asked.filter((one) => made && !made.has(keyOf(one)));
  if (owed.length > 0) throw new PapersOwed(owed);
  return Promise.all(asked.map(async (one) => made?.get(keyOf(one)) ?? make(one)));
}

const keyOf = ({ name, values, mark, own }: PaperAsked) => JSON.stringify([name, values, mark, own?.sha256]);

/** An office's own template was filled when it was sent; if it fails all the same, no paper waits for it: it is made from that of the program. */
async function make({ own, ...asked }: PaperAsked): Promise<Uint8Array> {
  if (!own) return fill(asked);
  try {
    return await fill({ ...asked, template: await readBytes(own.sha256) });
  } catch (cause) {
    if (cause instanceof BusyError) throw cause;
    const paper = await fill(asked);
    log("warn", "a paper was made from the program's template instead", { template: own.id, cause: String(cause) });
    await inWork(system, (work) => enqueue(work, "paper-templates.say-failed", { id: own.id }));
    return paper;
  }
}

function fill({ name, values, mark, template }: Omit<PaperAsked, "own"> & { template?: Uint8Array }) {
  return apart<typeof import("./paper.apart.ts")>(
    "#platform/paper.apart.ts",
    { name, values, mark, template },
    { lane: "making" },
  );
}
