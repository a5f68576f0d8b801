// What the way in does in the browser: its pages carry no other script, for whoever comes first has waited for nothing yet.
import { dropAllDrafts } from "#ui/draft.ts";
import { openOtherWays } from "./other-ways.ts";

// Who signed out leaves nothing; who was only signed out by time comes back to what was typed.
if (document.querySelector("[data-leaves-nothing]")) dropAllDrafts();
openOtherWays();
