// Finds the `backlit` program, for every suite that is written for Node.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** Finds the program: `BACKLIT`, else what `cargo build` made last. */
export const program = () => {
  if (process.env.BACKLIT) return process.env.BACKLIT;
  const metadata = JSON.parse(
    execFileSync("cargo", ["metadata", "--format-version=1", "--no-deps"], { cwd: repository, encoding: "utf8" }));
  const file = path.join(metadata.target_directory, "debug", "backlit");
  if (!existsSync(file)) throw new Error(`${file} is not there; run \`cargo build\` first`);
  return file;
};
