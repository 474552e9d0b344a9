// `scripts/release`, in a copy of what it needs, and whether `scripts/install` takes what it makes.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { fakeProgram, newFolder, repository, run } from "./support/run.js";
import { serve } from "./support/server.js";

const manifest = readFileSync(path.join(repository, "Cargo.toml"), "utf8");

/** Copies the scripts and the texts of a release, with a `cargo` that builds in no time. */
const copied = (changelog = "# Changelog\n\n## [0.1.0] - 2026-12-01\n\n- One.\n\n## [0.0.9]\n\n- Old.\n") => {
  const folder = newFolder();
  mkdirSync(path.join(folder, "scripts"));
  for (const name of ["scripts/release", "scripts/install", "README.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
    copyFileSync(path.join(repository, name), path.join(folder, name));
  }
  writeFileSync(path.join(folder, "Cargo.toml"), manifest.replace(/^version = ".*"/m, 'version = "0.1.0"'));
  writeFileSync(path.join(folder, "CHANGELOG.md"), changelog);
  fakeProgram(path.join(folder, "programs"), "cargo", `
if [ "$1" = metadata ]; then printf '{"target_directory":"%s","version":1}' "$PWD/target"; exit; fi
while [ $# -gt 0 ]; do case $1 in --target) target=$2 ;; --profile) profile=$2 ;; esac; shift; done
mkdir -p "target/$target/$profile"
printf '#!/bin/sh\\necho "made with %s"\\n' "$RUSTFLAGS" >"target/$target/$profile/backlit"
chmod +x "target/$target/$profile/backlit"`);
  return folder;
};

const release = (folder, ...words) =>
  run(path.join(folder, "scripts/release"), words, { env: { PATH: `${path.join(folder, "programs")}:${process.env.PATH}` } });

test("only the tag that Cargo.toml and the changelog name is released", async () => {
  assert.equal((await release(copied(), "check", "v0.1.0")).code, 0);
  for (const [folder, tag] of [[copied(), "v0.2.0"], [copied(), "0.1.0"], [copied("## [Unreleased]\n"), "v0.1.0"]]) {
    assert.equal((await release(folder, "check", tag)).code, 1);
  }
});

test("the notes are the section of the version", async () => {
  assert.equal((await release(copied(), "notes")).said.trim(), "- One.");
});

test("what is released can be installed", async () => {
  const folder = copied();
  const target = "x86_64-unknown-linux-musl";
  const { code, said } = await release(folder, "build", target);
  assert.equal(code, 0, said);
  assert.match(said, /made with .*crt-static/);
  const made = path.join(folder, "release");
  assert.deepEqual(readdirSync(made).sort(), [`backlit-${target}.tar.gz`, `backlit-${target}.tar.gz.sha256`]);
  const sums = await run("sha256sum", ["--check", "--strict", `backlit-${target}.tar.gz.sha256`], { cwd: made });
  assert.equal(sums.code, 0, sums.said);
  const server = await serve(({ path: asked }) => [200, readFileSync(path.join(made, path.basename(asked)))]);
  const installed = await run(path.join(folder, "scripts/install"), [], {
    env: { RUNNER_OS: "Linux", RUNNER_ARCH: "X64", RUNNER_TEMP: newFolder(), BACKLIT_RELEASES: server.address, BACKLIT_FROM: "release" },
  });
  server.close();
  assert.equal(installed.code, 0, installed.said);
  assert.deepEqual(server.asked.map(({ path: asked }) => asked), [`/v0.1.0/backlit-${target}.tar.gz`, `/v0.1.0/backlit-${target}.tar.gz.sha256`]);
});

test("a binary is released for every machine that the script knows, and cargo-binstall finds it", () => {
  const known = [...readFileSync(path.join(repository, "scripts/install"), "utf8").matchAll(/target=([\w-]+) ;;/g)].map(([, name]) => name);
  const workflow = parse(readFileSync(path.join(repository, ".github/workflows/release.yml"), "utf8"));
  const built = workflow.jobs.build.strategy.matrix.include.map(({ target }) => target);
  assert.ok(known.length >= 5);
  assert.deepEqual(built.sort(), known.sort());
  assert.match(JSON.stringify(workflow.jobs.publish), new RegExp(`-eq ${built.length} `));
  const address = (ending) => `pkg-url = "{ repo }/releases/download/v{ version }/{ name }-{ target }.${ending}"`;
  assert.ok(manifest.includes(address("tar.gz")) && manifest.includes(address("zip")));
  assert.ok(manifest.includes('bin-dir = "{ name }-{ target }/{ bin }{ binary-ext }"'));
});
