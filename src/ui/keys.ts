/** A key that an input method takes for itself: the Enter that ends a word typed by Telex or Pinyin. Safari says so by the code alone. */
export function isComposing(event: { isComposing: boolean; keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}
