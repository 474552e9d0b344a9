// Builds sites with the `backlit` program, into folders that go away with the process.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { program, repository } from "../../support/program.js";

export { program };

export const exampleSite = path.join(repository, "example-site");
export const documentation = path.join(repository, "docs");

const temporary = mkdtempSync(path.join(tmpdir(), "backlit-browser-"));
process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));

/** Makes an empty folder. */
export const newFolder = () => mkdtempSync(path.join(temporary, "folder-"));

/** Runs the program and gives what it prints. */
export const run = (...words) => execFileSync(program(), words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** Builds a folder of Markdown and gives the folder of the site. */
export const build = (source, ...options) => {
  const output = path.join(newFolder(), "site");
  execFileSync(program(), ["build", source, "--output", output, ...options], { stdio: "pipe" });
  return output;
};

/** Lists the pages of a site, sorted, with `/` between folders. */
export const pagesOf = (site) =>
  readdirSync(site, { recursive: true })
    .filter((file) => file.endsWith(".html"))
    .map((file) => file.split(path.sep).join("/"))
    .sort();

/** Names what a page is by where it stands: `epics`, `backlog`, `wiki` … */
const kindOf = (page) =>
  page.includes("/") ? page.split("/")[0] + "/" : page.replace(".html", "").replace(/^(backlog|outcomes)-.*/, "$1-part");

/** Picks the longest page of each kind, which shows the most. */
export const oneOfEachKind = (site) => {
  const fullest = new Map();
  for (const page of pagesOf(site)) {
    const size = statSync(path.join(site, page)).size;
    if (size > (fullest.get(kindOf(page))?.size ?? 0)) fullest.set(kindOf(page), { page, size });
  }
  return [...fullest.values()].map(({ page }) => page);
};
