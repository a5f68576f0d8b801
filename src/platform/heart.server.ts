const BEAT = 2000;

let heart: NodeJS.Timeout | undefined;

/** Tells whoever supervises this process that it is ready; from then on its heart is listened for, as long as others are answered. */
export function beginBeating(): void {
  tell("ready");
  heart = setInterval(() => tell("alive"), BEAT).unref();
}

/** From here on it may take its time: requests are answered, the database is being stopped. */
export function endBeating(): void {
  clearInterval(heart);
  tell("ending");
}

/** Nobody may be listening: it was started without, or whoever did is gone. */
function tell(what: string): void {
  if (process.connected) process.send?.(what, undefined, undefined, () => undefined);
}
