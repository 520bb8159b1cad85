// MiniSearch over character n-grams: a document a line until an empty one, then a question a line.
// An answer is [id, score, milliseconds]; times are taken here, without the pipe.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const MiniSearch = createRequire(`${process.argv[2]}/`)("minisearch");

function grams(text) {
  const found = [];
  for (const word of text.split(" ").filter(Boolean)) {
    const letters = [...`^${word}$`];
    if (letters.length <= 4) found.push(letters.join(""));
    for (const size of [3, 4]) {
      for (let at = 0; at + size <= letters.length; at++) found.push(letters.slice(at, at + size).join(""));
    }
  }
  return found;
}

const index = new MiniSearch({
  fields: ["title", "keywords", "text"],
  tokenize: grams,
  processTerm: (term) => term,
  searchOptions: { boost: { title: 2, keywords: 2 }, combineWith: "OR" },
});

const before = process.memoryUsage().rss;
let documents = [];
let building = true;
const add = () => { index.addAll(documents); documents = []; };
for await (const line of createInterface({ input: process.stdin })) {
  if (building && line) {
    documents.push(JSON.parse(line));
    if (documents.length === 1000) add();
  } else if (building) {
    add();
    building = false;
    globalThis.gc?.();
    console.log(JSON.stringify(process.memoryUsage().rss - before));
  } else {
    const start = performance.now();
    const [best] = index.search(JSON.parse(line));
    console.log(JSON.stringify([best?.id ?? null, best?.score ?? 0, performance.now() - start]));
  }
}
