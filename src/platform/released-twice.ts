/**
 * Five migrations left the house in two texts. A database to which the other one was applied goes on like any other: a later file
 * (2026-11-26T0710-as-they-are-asked.sql) brings both to the same.
 */
export const RELEASED_TWICE: Readonly<Record<string, string>> = {
  "2026-11-26T0310-security-log.sql": "16ef4b695ce8702a7c2f1154e7fee27cb1c9614540daf5a557a6cc87cd1783b0",
  "2026-11-26T0320-guesses.sql": "e4a13d6ada1d6e439c27470dbdddcf6c4036be6a877e5a2eee720a6ac8b70af3",
  "2026-11-26T0330-accounts.sql": "b6634db8b196b70700323afe0a27295c1e33ab8141495060be11ef4dd58693e5",
  "2026-11-26T0351-keys.sql": "97c1e59ea6b4a94d2605dfb609628238d8302037af5b62ac8b59d9ca455e5117",
  "2026-11-26T0371-members-whole.sql": "f26316cbdff4d8a7dc991da835d48f9fc41bc62540c23abf906b75e3c69ee561",
};
