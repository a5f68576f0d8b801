/** What `like` takes for any text that holds this one: a `_` of an address of mail and a `%` stand for themselves. */
export const within = (text: string): string => `%${text.normalize("NFC").replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
