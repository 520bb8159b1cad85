// MiniSearch: a document a line until an empty one, then a question a line.
// An answer is [id, score, milliseconds]; times are taken here, without the pipe.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [, , folder, way] = process.argv;
const MiniSearch = createRequire(`${folder}/`)("minisearch");

const words = (text) => text.split(" ").filter(Boolean);

function trigrams(text) {
  const found = [];
  for (const word of words(text)) {
    const letters = [...`^${word}$`];
    for (let at = 0; at + 3 <= letters.length; at++) found.push(letters.slice(at, at + 3).join(""));
  }
  return found;
}

const ways = {
  ngrams: { tokenize: trigrams },
  fuzzy: { tokenize: words, searchOptions: { fuzzy: 0.2, prefix: true } },
};
const { tokenize, searchOptions } = ways[way];
const index = new MiniSearch({
  fields: ["title", "keywords", "text"],
  tokenize,
  processTerm: (term) => term,
  searchOptions: { boost: { title: 2, keywords: 2 }, combineWith: "OR", ...searchOptions },
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
