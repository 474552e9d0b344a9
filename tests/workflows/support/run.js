// Runs programs and scripts, in folders that go away with the process.
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { program as backlit, repository } from "../../support/program.js";

export { backlit, repository };

const temporary = mkdtempSync(path.join(tmpdir(), "backlit-workflows-"));
process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));

/** Makes an empty folder. */
export const newFolder = () => mkdtempSync(path.join(temporary, "folder-"));

/** Runs a program to its end, and gives its exit code and all that it printed. */
export const run = (program, words, { cwd, env = {} } = {}) =>
  new Promise((resolve, reject) => {
    const surroundings = { PATH: process.env.PATH, HOME: temporary, ...env };
    const child = spawn(program, words, { cwd, env: surroundings, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (part) => (said += part));
    child.stderr.on("data", (part) => (said += part));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, said }));
  });

/** Writes a program of a few lines of shell into a folder, which a test puts first on the path. */
export const fakeProgram = (folder, name, lines) => {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
  return file;
};

/** Makes a repository with the files that `init` writes for GitHub and GitLab, and gives its folder. */
export const initialised = async (...options) => {
  const folder = newFolder();
  mkdirSync(path.join(folder, ".git/refs"), { recursive: true });
  mkdirSync(path.join(folder, ".git/objects"));
  mkdirSync(path.join(folder, "our wiki"));
  writeFileSync(path.join(folder, ".git/HEAD"), "ref: refs/heads/main\n");
  const { code, said } = await run(backlit(), ["init", "our wiki", "--github", "--gitlab", ...options], { cwd: folder });
  if (code !== 0) throw new Error(said);
  return folder;
};
