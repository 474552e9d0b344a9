// `scripts/comment`, against an API on this machine that behaves like GitHub's.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { newFolder, repository, run } from "./support/run.js";
import { serve } from "./support/server.js";

const mark = "<!-- backlit:review v=1 base=1111111 head=2222222 -->";
const report = `${mark}\n### Backlit: 1 target moved after start\n\n| Outcome |\n|---|\n| “\`a\`” \\ $(id) 100 % |\n`;
const head = { owner: "stranger", branch: "fix/#1 & more", sha: "2222222222222222222222222222222222222222" };
const own = (body, id = 7) => ({ id, user: { login: "github-actions[bot]" }, body });

/** Starts an API with the comments that stand on pull request 12; 403 for whatever changes where `refuses`. */
const github = (comments, { refuses = false, pulls } = {}) =>
  serve(({ method, path: asked, query, headers, body }) => {
    if (headers.authorization !== "Bearer secret") return [401, "{}"];
    const json = (status, value) => [status, JSON.stringify(value), { "Content-Type": "application/json" }];
    if (method === "GET" && asked === "/repos/acme/wiki/pulls") {
      const all = pulls ?? [{ number: 11, head: { sha: "3".repeat(40) } }, { number: 12, head: { sha: head.sha } }];
      return json(200, query.get("head") === `${head.owner}:${head.branch}` && query.get("state") === "open" ? all : []);
    }
    if (method === "GET" && asked === "/repos/acme/wiki/issues/12/comments") {
      const [size, page] = [Number(query.get("per_page")), Number(query.get("page"))];
      return json(200, comments.slice(size * (page - 1), size * page));
    }
    if (refuses) return json(403, { message: "Resource not accessible by integration" });
    if (method === "POST" && asked === "/repos/acme/wiki/issues/12/comments") {
      comments.push(own(JSON.parse(body).body, 99));
      return json(201, {});
    }
    const found = comments.find(({ id }) => method === "PATCH" && asked === `/repos/acme/wiki/issues/comments/${id}`);
    if (found) found.body = JSON.parse(body).body;
    return json(found ? 200 : 404, {});
  });

/** Runs the script with a report, and gives what was written by which method. */
const comment = async (text, comments, options = {}) => {
  const api = await github(comments, options);
  const file = path.join(newFolder(), "comment.md");
  if (text !== undefined) writeFileSync(file, text);
  const ran = await run(path.join(repository, "scripts/comment"), [file], {
    env: {
      GITHUB_API_URL: api.address,
      GITHUB_REPOSITORY: "acme/wiki",
      GH_TOKEN: "secret",
      BACKLIT_HEAD_OWNER: head.owner,
      BACKLIT_HEAD_BRANCH: head.branch,
      BACKLIT_HEAD_SHA: head.sha,
    },
  });
  api.close();
  assert.doesNotMatch(ran.said, /secret/);
  return { ...ran, written: api.asked.map(({ method }) => method).filter((method) => method !== "GET") };
};

test("the first report makes a comment, byte for byte", async () => {
  const comments = [{ id: 1, user: { login: "maria" }, body: "Hello" }];
  const { code, said, written } = await comment(report, comments);
  assert.equal(code, 0, said);
  assert.deepEqual(written, ["POST"]);
  assert.equal(comments[1].body, report);
});

test("the next one changes that comment, and no other that looks like it", async () => {
  const comments = [
    { id: 1, user: { login: "stranger" }, body: `${mark}\nforged` },
    own(`As the bot said: ${mark}`, 2),
    own(`${mark}\nold`, 3),
    own(`${mark}\nolder twin`, 4),
  ];
  const { code, written } = await comment(report, comments);
  assert.equal(code, 0);
  assert.deepEqual(written, ["PATCH"]);
  assert.equal(comments[2].body, report);
  assert.match(comments[0].body + comments[1].body + comments[3].body, /forged.*twin/s);
});

test("a comment on a later page is found", async () => {
  const others = Array.from({ length: 205 }, (_, id) => ({ id: id + 100, user: { login: "maria" }, body: mark }));
  const comments = [...others, own(`${mark}\nold`, 3)];
  const { written } = await comment(report, comments);
  assert.deepEqual(written, ["PATCH"]);
  assert.equal(comments.at(-1).body, report);
});

test("an equal comment is not touched, whatever became of the ends of its lines", async () => {
  const { code, written } = await comment(report, [own(report.trimEnd().replaceAll("\n", "\r\n"))]);
  assert.deepEqual([code, written], [0, []]);
});

test("an empty report makes no comment, and says so in one that is there, once", async () => {
  assert.deepEqual((await comment("", [])).written, []);
  const comments = [own(report)];
  assert.deepEqual((await comment("", comments)).written, ["PATCH"]);
  assert.match(comments[0].body, /^<!-- backlit:review -->\n### Backlit: nothing left to review\n\nAt `2222222`/);
  assert.deepEqual((await comment("", comments)).written, []);
  assert.deepEqual((await comment(report, comments)).written, ["PATCH"]);
});

test("a newer push, or a branch without a pull request, is left to its own run", async () => {
  for (const pulls of [[], [{ number: 12, head: { sha: "4".repeat(40) } }]]) {
    const { code, said, written } = await comment(report, [], { pulls });
    assert.equal(code, 0, said);
    assert.deepEqual(written, []);
  }
});

test("what is no report of ours, is too long or is missing is not posted", async () => {
  for (const text of ["Hello", `\n${report}`, `<!-- backlit:reviewer -->\nx`, report + "ä".repeat(65000), undefined]) {
    const { code, said, written } = await comment(text, []);
    assert.deepEqual([code, written], [1, []], said);
    assert.match(said, /^::error title=/m);
  }
});

test("a token that may not write is named", async () => {
  const { code, said } = await comment(report, [], { refuses: true });
  assert.equal(code, 1);
  assert.match(said, /status 403: the token needs `pull-requests: write`/);
});
