import { getLocale } from "#words/runtime.js";
import { BusyError } from "./errors.ts";
import { log, underWay } from "./log.server.ts";

/** What the application cannot do its work without is gone for now. */
function isDatabaseAway(cause: unknown): boolean {
  const { code = "", syscall } = whatOf(cause);
  const message = (cause as Error).message ?? "";
  // A file that is not there is no database that is not there.
  if (code === "ENOENT" && syscall !== "connect") return false;
  return (
    /^(ECONNREFUSED|ENOENT|ECONNRESET|EPIPE|57P0[1-3]|08\w{3}|53\w{3})$/.test(code) ||
    /timeout exceeded when trying to connect|Connection terminated|connection timeout|connection error and is not queryable/i.test(
      message,
    )
  );
}

/** The sentence for what is gone for now, or for a turn that did not come; undefined of any other failure. */
export function wordOfAway(cause: unknown): string | undefined {
  if (cause instanceof BusyError) return cause.code;
  return isDatabaseAway(cause) ? "error_database_away" : undefined;
}

type What = { code?: string; syscall?: string };
const whatOf = (cause: unknown): What => {
  const own = cause as What & { cause?: What };
  return own.code === undefined ? (own.cause ?? {}) : own;
};

/** No room left for the database or the files: what was confirmed is kept, nothing new is taken. */
function isDiskFull(cause: unknown): boolean {
  const { code = "" } = whatOf(cause);
  return /^(53100|ENOSPC|EDQUOT)$/.test(code) || /No space left on device/i.test((cause as Error).message ?? "");
}

/** The folder of the files may not be written, or its disk went over to being read alone. */
function isStoreClosed(cause: unknown): boolean {
  const { code = "", syscall } = whatOf(cause);
  return /^(EROFS|EACCES|EPERM|EIO)$/.test(code) && syscall !== "connect";
}

/** What the machine cannot do for now, as a sentence for who asked; undefined of any other failure. */
export function wordOfMachine(cause: unknown): string | undefined {
  if (isDiskFull(cause)) return "error_disk_full";
  return isStoreClosed(cause) ? "error_store_closed" : wordOfAway(cause);
}

const LOGGED: Record<string, string> = {
  error_disk_full: "the disk is full",
  error_store_closed: "files cannot be written",
};

/** The same while a request is answered: who keeps the machine reads the cause. */
export function tellOfMachine(cause: unknown): string | undefined {
  const word = wordOfMachine(cause);
  const said = LOGGED[word ?? ""];
  if (said) log("error", said, { path: underWay.getStore()?.path, cause: (cause as Error).message });
  return word;
}

/** A page that asks for nothing but its sentence: no database, no script. */
export function plainPage(status: number, sentence: string, wayOut = "/"): Response {
  // An address that begins with two slashes would lead to another host.
  const href = wayOut.replace(/^\/+/, "/");
  return plainDocument(status, "Amity", `<p>${sentence}</p><p><a href="${href}">Amity</a></p>`);
}

/** The same around what is made of it; `title` and `content` are written as they are. */
export function plainDocument(status: number, title: string, content: string): Response {
  const html = `<!doctype html><html lang="${getLocale()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><link rel="stylesheet" href="/plain.css"></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
  return new Response(html, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "retry-after": "5", "cache-control": "no-store" },
  });
}
