// Compares the ids of tokenizer-cases.json with those that @huggingface/transformers gives on the same tokenizer.json.
//   node check_tokenizer.mjs WORK [FOLDER-WITH-node_modules]
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [work, modules = "."] = process.argv.slice(2);
const require = createRequire(pathToFileURL(resolve(modules, "package.json")));
const { PreTrainedTokenizer } = await import(pathToFileURL(require.resolve("@huggingface/transformers")));
const json = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const tokenizer = new PreTrainedTokenizer(json(work, "tokenizer", "tokenizer.json"), json(work, "tokenizer", "tokenizer_config.json"));
const cases = json(work, "tokenizer-cases.json");
let wrong = 0;
for (const { text, ids } of cases) {
  const theirs = tokenizer.encode(text, { add_special_tokens: false });
  const back = ids.length === 0 ? "" : tokenizer.decode(theirs, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  if (theirs.join() !== ids.join() || back !== text) {
    wrong++;
    if (wrong <= 10) console.log(JSON.stringify({ text: text.slice(0, 80), ours: ids.slice(0, 24), theirs: theirs.slice(0, 24), back: back.slice(0, 80) }));
  }
}
console.log(`${cases.length - wrong} of ${cases.length} texts have the same ids and come back whole`);
process.exit(wrong ? 1 : 0);
