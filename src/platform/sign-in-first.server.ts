import type { RequestEvent } from "@sveltejs/kit";
import { plainDocument } from "./away.server.ts";
import { SENDS_HERE } from "./door-headers.server.ts";
import type { Refuse } from "./received.server.ts";
import { withBody } from "./received.server.ts";
import { ROOMY, SMALL } from "./roomy.ts";
import { isSecretField } from "./secret-fields.ts";
import { separatorOf } from "./sent-fields.ts";
import { wordsFor } from "./words.server.ts";

/**
 * Where a page is asked for by nobody who signed in. Whoever only looks is led to the sign-in page and back. What somebody typed whose session
 * ended meanwhile is given back: by the script, which keeps it in the tab, or, where none runs, in a page from which it can be sent again.
 */
export function signInFirst(event: RequestEvent, refuse: Refuse): Response | Promise<Response> {
  if (!isFormOfOurs(event)) return toSignIn(event);
  return withBody(event, SMALL, { answer: () => sendAgainPage(event, signedOut()), refuse, isGivenBack: true });
}

const isByScript = ({ headers }: Request) => headers.get("x-sveltekit-action") === "true";

function toSignIn({ url, request }: RequestEvent): Response {
  const next = `next=${encodeURIComponent(url.pathname + askedOf(url))}`;
  const location = `/sign-in?${isByScript(request) ? "did=form_kept&" : ""}${next}`;
  return new Response(null, { status: 303, headers: { location } });
}

/** What a link asked for, without the name of a form's act: a filter is kept through the sign-in. */
function askedOf(url: URL): string {
  const asked = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith("/")));
  return asked.size > 0 ? `?${asked}` : "";
}

/** Sent without script from a browser in which somebody had signed in; nothing that strangers send is read. */
function isFormOfOurs({ request }: RequestEvent): boolean {
  const { headers, method } = request;
  const isForm = method === "POST" && separatorOf(headers.get("content-type") ?? "") !== undefined;
  return isForm && !isByScript(request) && /\bamity(\.session_token|_known)=/.test(headers.get("cookie") ?? "");
}

/** Where the database does not answer nobody is known, and no page can be shown again with what was typed: it is given back the same way. */
export function sendAgainLater(event: RequestEvent, sentence: string, refuse: Refuse): Promise<Response> | undefined {
  if (!isFormOfOurs(event)) return undefined;
  const head = { status: 503, title: "Amity", lead: `<p>${escaped(sentence)} ${said("send_again_lead")}</p>` };
  return withBody(event, SMALL, { answer: () => sendAgainPage(event, head), refuse, isGivenBack: true });
}

type Head = { status: number; title: string; lead: string };

const signedOut = (): Head => ({
  status: 401,
  title: said("signed_out_title"),
  lead: `<p>${said("signed_out_lead")}</p>
<p><a href="/sign-in?next=%2F" target="_blank" rel="noopener">${said("signed_out_sign_in")}</a></p>`,
});

/** The form once more with all that stood in it, but secrets and files: those are typed and chosen anew. */
async function sendAgainPage(event: RequestEvent, { status, title, lead }: Head): Promise<Response> {
  const fields = [...(await event.request.formData().catch(() => new FormData()))];
  const typed = fields.filter((field): field is [string, string] => typeof field[1] === "string");
  const files = new Set(fields.flatMap(([name, value]) => (value instanceof File && value.size > 0 ? [name] : [])));
  // A large file was not read: its field is the one for whose sake the address takes more than a form.
  const large = event.locals.tooLarge && ROOMY.find(({ path }) => path.test(event.url.pathname))?.field;
  if (large) files.add(large);
  const inputs = [...typed.filter(([name]) => !isSecretField(name)).map(hiddenField), ...[...files].map(fileField)];
  const address = escaped((event.url.pathname + event.url.search).replace(/^\/+/, "/"));
  const page = plainDocument(
    status,
    title,
    `${lead}
<form method="post" enctype="multipart/form-data" action="${address}">${inputs.join("\n")}<p><button>${said("send_again")}</button></p></form>`,
  );
  page.headers.set("content-security-policy", SENDS_HERE);
  return page;
}

const said = (key: string) => escaped(wordsFor(key) ?? "");

/** A browser drops no line break of an attribute, as it does at the beginning of an element. */
const hiddenField = ([name, value]: [string, string]) =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

const fileField = (name: string) =>
  `<p><label>${said("send_again_file")}<br><input type="file" name="${escaped(name)}"></label></p>`;

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
