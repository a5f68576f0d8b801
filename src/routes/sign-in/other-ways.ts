import { hasPasskeys, signInWithPasskey, whyRefused } from "#ui/passkey.ts";

/** Shows the button of passkeys where the browser has them. The page says to where it leads and what each refusal is called. */
export function openOtherWays(): void {
  const way = document.querySelector<HTMLElement>("[data-passkey]");
  const button = way?.querySelector("button");
  const said = way?.querySelector<HTMLElement>("[role=alert]");
  if (!way || !button || !said || !hasPasskeys()) return;
  way.hidden = false;
  button.addEventListener("click", () => {
    said.hidden = true;
    signInWithPasskey().then(
      () => window.location.assign(way.dataset.passkey ?? "/"),
      (cause: unknown) => {
        said.textContent = said.dataset[whyRefused(cause)] ?? "";
        said.hidden = false;
      },
    );
  });
}
