import type { HandleClientError } from "@sveltejs/kit/hooks";
import * as m from "#words/messages.js";
import { baseLocale, locales, overwriteGetLocale } from "#words/runtime.js";

overwriteGetLocale(() => locales.find((one) => one === document.documentElement.lang) ?? baseLocale);

/** How browsers call it when an address was not reached at all. */
const NOT_REACHED = /fetch|network|load failed|importing a module/i;

/** What went wrong in the browser itself, in the reader's words; whatever the server said stays as it said it. */
export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind !== "unknown") return {};
  const isOffline = !navigator.onLine || (error instanceof TypeError && NOT_REACHED.test(error.message));
  return isOffline ? { status: 503, message: m.error_offline(), isOffline } : { message: m.error_in_page() };
};
