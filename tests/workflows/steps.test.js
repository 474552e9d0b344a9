// The shell of what `init` writes, run step by step, mostly with a `backlit` that does as a test says.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { backlit, fakeProgram, initialised, newFolder, repository as root, run } from "./support/run.js";
import { serve } from "./support/server.js";

/** A `backlit` that writes down its arguments, writes the files that `--format` names, and ends with a code. */
const fakeBacklit = (folder, code, report = "<!-- backlit:review -->\\nreport\\n") =>
  fakeProgram(path.join(folder, "programs"), "backlit", `
printf '[%s]' "$@" >>"${folder}/asked"; echo >>"${folder}/asked"
for word; do case $word in *=*) [ ${code} -gt 1 ] || printf '${report}' >"\${word#*=}" ;; esac; done
exit ${code}`);

/** Gives a step of a workflow by its name. */
const step = async (workflow, name) => {
  const read = parse(readFileSync(path.join(await initialised(), ".github/workflows", workflow), "utf8"));
  return Object.values(read.jobs).flatMap((job) => job.steps).find((step) => step.name === name);
};

/** Runs a step as a runner does, with the program itself where no code is said, and gives its exit code, what `backlit` was asked, and the files of the runner. */
const runStep = async ({ run: script, env = {} }, code, values, cwd, files = {}) => {
  const folder = newFolder();
  if (code !== undefined) fakeBacklit(folder, code);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const filled = Object.entries(env).map(([name, value]) => [
    name,
    value.replace(/\$\{\{ *(.*?) *\}\}/g, (_, expression) => ({ "runner.temp": folder, ...values })[expression]),
  ]);
  writeFileSync(path.join(folder, "step.sh"), script);
  const ran = await run("bash", ["--noprofile", "--norc", "-eo", "pipefail", path.join(folder, "step.sh")], {
    cwd: cwd ?? folder,
    env: {
      PATH: `${code === undefined ? path.dirname(backlit()) : path.join(folder, "programs")}:${process.env.PATH}`,
      RUNNER_TEMP: folder,
      GITHUB_STEP_SUMMARY: path.join(folder, "summary"),
      GITHUB_OUTPUT: path.join(folder, "output"),
      ...Object.fromEntries(filled),
    },
  });
  const text = (name) => (existsSync(path.join(folder, name)) ? readFileSync(path.join(folder, name), "utf8") : "");
  return { ...ran, folder, asked: text("asked"), summary: text("summary"), output: text("output"), text };
};

const values = {
  "github.event.pull_request.base.sha": "b".repeat(40),
  "github.event.pull_request.head.sha": "h".repeat(40),
  "github.event.workflow_run.html_url": "https://github.com/acme/wiki/actions/runs/1",
  "steps.pages.outputs.base_url": "https://acme.github.io/wiki",
};

test("a review writes its reports, and lets the policy speak at the end", async () => {
  for (const code of [0, 1]) {
    const ran = await runStep(await step("backlit-review.yml", "Compare"), code, values);
    assert.equal(ran.code, 0, ran.said);
    assert.match(ran.asked, /^\[review\]\[our wiki\]\[--base\]\[b{40}\]\[--head\]\[h{40}\]\[--format\]\[github\]/);
    assert.equal(ran.output, `code=${code}\n`);
    for (const name of ["json", "html"]) assert.ok(ran.text(`backlit-review/review.${name}`), name);
  }
  const { run: script } = await step("backlit-review.yml", "Ask for a second look");
  assert.equal((await runStep({ run: script }, 0, values)).code, 1);
});

test("a review that could not run ends the job", async () => {
  const ran = await runStep(await step("backlit-review.yml", "Compare"), 2, values);
  assert.deepEqual([ran.code, ran.summary, ran.output], [2, "", ""]);
});

test("the site is built for where it will stand", async () => {
  const ran = await runStep(await step("backlit-publish.yml", "Build the site"), 0, values);
  assert.equal(ran.asked, `[build][our wiki][--output][${ran.folder}/site][--base-url][https://acme.github.io/wiki]\n`);
});

test("a pull request is checked for what it touches, and a push for everything", async () => {
  const changed = await runStep(await step("backlit-check.yml", "Check what the branch touches"), 1, values);
  assert.deepEqual([changed.code, changed.asked], [1, `[check][our wiki][--changed][${"b".repeat(40)}][--format][github]\n`]);
  const all = await runStep(await step("backlit-check.yml", "Check everything"), 0, values);
  assert.match(all.asked, /\[--deny\]\[never\].*\[sarif=.*backlit\.sarif\]/);
});

test("a report of a stranger is written anew", async () => {
  const ran = await runStep(await step("backlit-comment.yml", "Write the report anew"), 0, values);
  const place = "[--report-url][https://github.com/acme/wiki/actions/runs/1]";
  assert.equal(ran.asked, `[review][--from][${ran.folder}/untrusted/review.json]${place}[--format][markdown=${ran.folder}/comment.md]\n`);
});

test("what a branch changes becomes a comment, from step to step, with the program itself", async () => {
  const repository = newFolder();
  const git = (...words) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...words], { cwd: repository, encoding: "utf8" }).trim();
  const epic = (target) => {
    mkdirSync(path.join(repository, "our wiki/epics"), { recursive: true });
    const outcome = `outcomes:\n  - { metric: Refunds, baseline: 6%, target: ${target}, by: 2025-12-31, source: weekly, owner: a }`;
    writeFileSync(path.join(repository, "our wiki/epics/P-1.md"), `---\nid: P-1\ntitle: Fewer refunds\nstatus: in-progress\n${outcome}\n---\n`);
    git("add", "--all");
    git("commit", "--quiet", "--message", target);
    return git("rev-parse", "HEAD");
  };
  git("init", "--quiet", "--initial-branch=main");
  const base = epic("3%");
  git("switch", "--quiet", "--create", "ease");
  const head = epic("5%");
  const ours = { ...values, "github.event.pull_request.base.sha": base, "github.event.pull_request.head.sha": head };

  const compared = await runStep(await step("backlit-review.yml", "Compare"), undefined, ours, repository);
  assert.equal(compared.code, 0, compared.said);
  assert.match(compared.said, /^::(notice|warning|error) .*epics\/P-1\.md/m);
  assert.match(compared.summary, /3%/);
  assert.match(compared.text("backlit-review/review.html"), /^\s*<!DOCTYPE html>/);
  const report = readFileSync(path.join(compared.folder, "backlit-review/review.json"), "utf8");
  const written = await runStep(await step("backlit-comment.yml", "Write the report anew"), undefined, values, repository, { "untrusted/review.json": report });
  assert.equal(written.code, 0, written.said);
  assert.match(written.text("comment.md"), /^<!-- backlit:review v=1 .*-->\n.*Fewer refunds/s);

  const posted = await serve(({ method, path: asked }) => {
    if (asked.endsWith("/pulls")) return [200, JSON.stringify([{ number: 5, head: { sha: head } }])];
    return method === "GET" ? [200, "[]"] : [201, "{}"];
  });
  const { code, said } = await run(path.join(root, "scripts/comment"), [path.join(written.folder, "comment.md")], {
    env: { GITHUB_API_URL: posted.address, GITHUB_REPOSITORY: "acme/wiki", GH_TOKEN: "t", BACKLIT_HEAD_OWNER: "a", BACKLIT_HEAD_BRANCH: "ease", BACKLIT_HEAD_SHA: head },
  });
  posted.close();
  assert.equal(code, 0, said);
  assert.equal(JSON.parse(posted.asked.at(-1).body).body, written.text("comment.md"));
});

/** The jobs that `init --gitlab` writes. */
const gitlab = async () => parse(readFileSync(path.join(await initialised(), ".gitlab-ci.yml"), "utf8"));

/** Runs the lines of a GitLab job in one shell, as a runner does. */
const runLines = (lines, folder, env) => {
  writeFileSync(path.join(folder, "job.sh"), lines.join("\n"));
  const programs = path.join(folder, "programs");
  mkdirSync(programs, { recursive: true });
  return run("sh", ["-e", path.join(folder, "job.sh")], { cwd: folder, env: { PATH: `${programs}:${process.env.PATH}`, ...env } });
};

test("GitLab publishes, checks and reviews the folder", async () => {
  const jobs = await gitlab();
  const folder = newFolder();
  fakeBacklit(folder, 0);
  const lines = ["pages", "backlit-check", "backlit-review"].flatMap((name) => jobs[name].script);
  const env = {
    BACKLIT_FOLDER: jobs.variables.BACKLIT_FOLDER,
    BACKLIT_DENY: "error",
    CI_PAGES_URL: "https://acme.gitlab.io/wiki",
    CI_MERGE_REQUEST_DIFF_BASE_SHA: "b".repeat(40),
  };
  const { code, said } = await runLines(lines, folder, env);
  assert.equal(code, 0, said);
  assert.deepEqual(readFileSync(path.join(folder, "asked"), "utf8").trimEnd().split("\n"), [
    "[build][our wiki][--output][public][--base-url][https://acme.gitlab.io/wiki]",
    "[check][our wiki][--deny][error][--format][human][--format][gitlab=backlit-quality.json]",
    `[review][our wiki][--base][${"b".repeat(40)}][--format][terminal][--format][markdown=backlit-review.md][--format][html=backlit-review.html]`,
  ]);
});

test("GitLab installs only what agrees with its checksum", async () => {
  const jobs = await gitlab();
  for (const [sum, expected] of [["OK", 0], ["FAILED", 1]]) {
    const folder = newFolder();
    const programs = path.join(folder, "programs");
    fakeProgram(programs, "wget", `printf '%s\\n' "$@" >"${folder}/wget"; for word; do : >"\${word##*/}"; done`);
    fakeProgram(programs, "sha256sum", `[ ${sum} = OK ]`);
    fakeProgram(programs, "tar", "true");
    fakeProgram(programs, "install", `echo "$@" >"${folder}/installed"`);
    const { code } = await runLines(jobs[".backlit"].before_script, folder, { BACKLIT_VERSION: "1.2.3", BACKLIT_RELEASES: "https://x/y" });
    assert.equal(code, expected);
    assert.equal(existsSync(path.join(folder, "installed")), expected === 0);
    assert.match(readFileSync(path.join(folder, "wget"), "utf8"), /^https:\/\/x\/y\/v1\.2\.3\/backlit-\w+-unknown-linux-musl\.tar\.gz$/m);
  }
});

/** Runs the note's lines against notes that are there, and gives what was written. */
const note = async (report, notes) => {
  const api = await serve(({ method, path: asked, query, headers }) => {
    if (headers["private-token"] !== "secret") return [401, "{}"];
    if (asked === "/user") return [200, JSON.stringify({ id: 5 })];
    if (method !== "GET") return [201, "{}"];
    const page = Number(query.get("page"));
    const more = notes.length > 100 * page ? String(page + 1) : "";
    return [200, JSON.stringify(notes.slice(100 * (page - 1), 100 * page)), { "X-Next-Page": more }];
  });
  const folder = newFolder();
  writeFileSync(path.join(folder, "backlit-review.md"), report);
  const jobs = await gitlab();
  const lines = jobs["backlit-note"].script.map((line) => line.replaceAll("/tmp/", `${folder}/`));
  const env = { CI_API_V4_URL: api.address, CI_PROJECT_ID: "1", CI_MERGE_REQUEST_IID: "2", BACKLIT_TOKEN: "secret" };
  const { code, said } = await runLines(lines, folder, env);
  api.close();
  assert.equal(code, 0, said);
  return api.asked.filter(({ method }) => method !== "GET").map(({ method, path: asked, body }) => ({ method, asked, body }));
};

test("GitLab keeps one note up to date", async () => {
  const notes = "/projects/1/merge_requests/2/notes";
  const mine = { id: 77, author: { id: 5 }, body: "<!-- backlit:review -->\nold" };
  const forged = { id: 6, author: { id: 9 }, body: "<!-- backlit:review -->\nforged" };
  const others = Array.from({ length: 150 }, (_, id) => ({ id: id + 200, author: { id: 9 }, body: "Hello" }));
  const report = "<!-- backlit:review -->\n“new”\n";
  assert.deepEqual((await note(report, [forged])).map(({ method, asked }) => [method, asked]), [["POST", notes]]);
  const [changed] = await note(report, [forged, ...others, mine]);
  assert.deepEqual([changed.method, changed.asked], ["PUT", `${notes}/77`]);
  assert.match(changed.body, /“new”/);
  assert.deepEqual(await note("", [forged]), []);
  assert.match((await note("", [mine]))[0].body, /nothing left to review/);
});
