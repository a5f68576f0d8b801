import type { TemplateData } from "easy-template-x";
import { AsyncLocalStorage } from "node:async_hooks";
import { home } from "./home.ts";
import { apart } from "./apart.server.ts";
import type { PaperLayout } from "./paper-layout.ts";
import { layoutsOf } from "./paper-layout.ts";

/** A paper that is asked for: what fills `templates/<name>.docx`, and what stands above everything. */
export type PaperAsked = { name: string; values: TemplateData; mark?: string | undefined };

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

/**
 * Fills `templates/<name>.docx`; an office may edit that file in Word as long as its tags stay. A `mark` is set above everything,
 * whatever the office's template looks like.
 */
export async function fillTemplate(name: string, values: TemplateData, mark?: string): Promise<Uint8Array> {
  const [paper] = await fillTemplates([{ name, values, mark }]);
  return paper ?? new Uint8Array();
}

/** Several at once, in the same order: a work asks for all its papers together, before it writes. */
export async function fillTemplates(asked: PaperAsked[]): Promise<Uint8Array[]> {
  const made = ready.getStore();
  const owed = asked.filter((one) => made && !made.has(keyOf(one)));
  if (owed.length > 0) throw new PapersOwed(owed);
  return Promise.all(asked.map(async (one) => made?.get(keyOf(one)) ?? make(one)));
}

const keyOf = ({ name, values, mark }: PaperAsked) => JSON.stringify([name, values, mark]);

function make({ name, values, mark }: PaperAsked): Promise<Uint8Array> {
  return apart<typeof import("./paper.apart.ts")>(
    "#platform/paper.apart.ts",
    { name, values, mark },
    { lane: "making" },
  );
}
