// `scripts/install`, against releases on this machine.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fakeProgram, newFolder, repository, run } from "./support/run.js";
import { serve } from "./support/server.js";

const version = /^version = "(.*)"/m.exec(readFileSync(path.join(repository, "Cargo.toml"), "utf8"))[1];
const files = new Map();
let releases;

before(async () => {
  const target = "x86_64-unknown-linux-musl";
  const folder = newFolder();
  fakeProgram(path.join(folder, `backlit-${target}`), "backlit", "echo released");
  const archive = path.join(folder, "archive");
  execFileSync("tar", ["-czf", archive, "-C", folder, `backlit-${target}`]);
  const bytes = readFileSync(archive);
  const sum = createHash("sha256").update(bytes).digest("hex");
  const put = (release, sha) => {
    files.set(`/${release}/backlit-${target}.tar.gz`, bytes);
    if (sha !== undefined) files.set(`/${release}/backlit-${target}.tar.gz.sha256`, sha);
  };
  put(`v${version}`, `${sum}  backlit-${target}.tar.gz\n`);
  put("v9.9.1", `${sum.replace(/./, (digit) => (digit === "0" ? "1" : "0"))}  backlit-${target}.tar.gz\n`);
  put("v9.9.2", "<html>Not what you think</html>\n");
  put("v9.9.3", undefined);
  releases = await serve(({ path: asked }) => {
    if (asked.includes("v9.9.5")) return [503, "busy"];
    return files.has(asked) ? [200, files.get(asked)] : [404, "Not Found"];
  });
});
after(() => releases.close());

/** Runs the script on a machine where `cargo install` takes no time. */
const install = async (env = {}) => {
  const folder = newFolder();
  const programs = path.join(folder, "programs");
  const temporary = path.join(folder, "temporary");
  mkdirSync(temporary);
  fakeProgram(programs, "cargo", `
while [ $# -gt 0 ]; do case $1 in --root) root=$2 ;; --path) from=$2 ;; esac; shift; done
[ -f "$from/Cargo.toml" ] || exit 1
mkdir -p "$root/bin"; printf '#!/bin/sh\\necho built\\n' >"$root/bin/backlit"; chmod +x "$root/bin/backlit"`);
  const ran = await run(path.join(repository, "scripts/install"), [], {
    env: {
      PATH: `${programs}:${process.env.PATH}`,
      RUNNER_OS: "Linux",
      RUNNER_ARCH: "X64",
      RUNNER_TEMP: temporary,
      TMPDIR: temporary,
      GITHUB_PATH: path.join(folder, "path"),
      BACKLIT_RELEASES: releases.address,
      ...env,
    },
  });
  const place = path.join(temporary, "backlit-bin");
  const installed = existsSync(place) ? execFileSync(path.join(place, "backlit"), { encoding: "utf8" }).trim() : "nothing";
  const added = existsSync(path.join(folder, "path")) ? readFileSync(path.join(folder, "path"), "utf8") : "";
  assert.deepEqual(readdirSync(temporary), installed === "nothing" ? [] : ["backlit-bin"], "something is left behind");
  assert.equal(added, installed === "nothing" ? "" : `${place}\n`);
  return { ...ran, installed };
};

test("a release whose checksum agrees is installed", async () => {
  const { code, said, installed } = await install();
  assert.equal(code, 0, said);
  assert.equal(installed, "released");
  assert.match(said, new RegExp(`${version} for x86_64-unknown-linux-musl, whose checksum agrees`));
});

test("a checksum that is wrong, no checksum at all, or none, stops everything", async () => {
  for (const [wanted, words] of [["9.9.1", /is wrong/], ["v9.9.2", /is wrong/], ["9.9.3", /has no checksum/]]) {
    const { code, said, installed } = await install({ BACKLIT_VERSION: wanted });
    assert.equal(code, 1, said);
    assert.equal(installed, "nothing");
    assert.match(said, words);
    assert.match(said, /^::error title=/m);
  }
});

test("where nothing is released the source is built, and that is said", async () => {
  for (const env of [{ RUNNER_ARCH: "ARM64" }, { RUNNER_OS: "FreeBSD" }, { RUNNER_OS: "Linux", RUNNER_ARCH: "RISCV" }]) {
    const { code, said, installed } = await install(env);
    assert.equal(code, 0, said);
    assert.equal(installed, "built");
    assert.match(said, /^::notice title=.*it is built from source/m);
  }
});

test("a release that is insisted on, or another version, is not built from this source", async () => {
  for (const env of [
    { BACKLIT_FROM: "release", RUNNER_ARCH: "ARM64" },
    { BACKLIT_VERSION: "0.0.404" },
    { BACKLIT_FROM: "somewhere" },
  ]) {
    const { code, said, installed } = await install(env);
    assert.equal(code, 1, said);
    assert.equal(installed, "nothing");
  }
});

test("a server in trouble is no reason to build something else", async () => {
  const { code, said, installed } = await install({ BACKLIT_VERSION: "9.9.5" });
  assert.equal(code, 1, said);
  assert.match(said, /status 503/);
  assert.equal(installed, "nothing");
});

test("the source is taken where that is asked for", async () => {
  const before = releases.asked.length;
  const { code, installed } = await install({ BACKLIT_FROM: "source" });
  assert.deepEqual([code, installed, releases.asked.length], [0, "built", before]);
});

test("a wish that is no version and no repository reaches no address", async () => {
  const before = releases.asked.length;
  for (const env of [
    { BACKLIT_VERSION: "../../evil" },
    { BACKLIT_VERSION: "1.0 ::stop-commands::x" },
    { BACKLIT_REPOSITORY: "a/b/../c" },
    { BACKLIT_REPOSITORY: "a$(id)/b" },
  ]) {
    const { code, said } = await install(env);
    assert.equal(code, 1, said);
    assert.doesNotMatch(said, /stop-commands::|\$\(/);
  }
  assert.equal(releases.asked.length, before);
});

test("a provenance that can't be proved stops everything; without gh that is said", async () => {
  const folder = newFolder();
  const proving = (verdict) => fakeProgram(folder, "gh", `[ "$2" = --help ] || { echo "$*" >"${folder}/asked"; exit ${verdict}; }`);
  const env = { BACKLIT_ATTEST: "true", BACKLIT_REPOSITORY: "acme/backlit" };
  const { said: without, installed } = await install({ ...env, PATH: withoutGh() });
  assert.equal(installed, "released", without);
  assert.match(without, /provenance was not proved/);
  for (const [verdict, expected] of [[0, "released"], [1, "nothing"]]) {
    proving(verdict);
    const { said, installed } = await install({ ...env, PATH: `${folder}:${process.env.PATH}` });
    assert.equal(installed, expected, said);
    assert.match(readFileSync(path.join(folder, "asked"), "utf8"), /^attestation verify .*musl.tar.gz --repo acme\/backlit\n$/);
  }
});

/** A path on which everything is but gh. */
const withoutGh = () => {
  const folder = newFolder();
  for (const name of ["sh", "curl", "tar", "gzip", "sed", "head", "tr", "cut", "sha256sum", "mktemp", "mkdir", "mv", "rm", "chmod", "dirname", "basename", "uname", "cat", "rmdir"]) {
    const place = execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    fakeProgram(folder, name, `exec ${place} "$@"`);
  }
  return folder;
};
