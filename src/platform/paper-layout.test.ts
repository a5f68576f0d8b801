import { expect, test } from "vitest";
import { home, setHome } from "./home.ts";
import { templateOf } from "./paper.server.ts";

test("no other language has the national heading, and no union of another language either", () => {
  const before = home();
  const templates = () => (["vi", "en", "fr"] as const).map((language) => templateOf("annual-report", language));
  try {
    expect(templates()).toEqual(["annual-report", "en/annual-report", "fr/annual-report"]);
    for (const plain of [
      { ...before, paper_layout: "plain" },
      { ...before, language: "en", paper_layout: "plain" },
    ] as const) {
      setHome(plain);
      expect(templates()).toEqual(["vi/annual-report", "en/annual-report", "fr/annual-report"]);
    }
  } finally {
    setHome(before);
  }
});
