// Runs the exported model with its cache, in steps of uneven size, and compares the logits with those PyTorch gave for the whole rows.
//   node check_export.mjs WORK PACK [FOLDER-WITH-node_modules]
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [work, pack, modules = "."] = process.argv.slice(2);
const ort = createRequire(pathToFileURL(resolve(modules, "package.json")))("onnxruntime-node");
const { ids, vocabulary, layers, heads, width } = JSON.parse(readFileSync(join(work, "export-check.json"), "utf8"));
const bytes = readFileSync(join(work, "export-check.f32"));
const wanted = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const session = await ort.InferenceSession.create(join(pack, "model.onnx"), { intraOpNumThreads: 1 });
const rows = ids.length, length = ids[0].length;
const whole = (values, ...dims) => new ort.Tensor("int64", BigInt64Array.from(values, BigInt), dims);
let past = {}, worst = 0, sames = 0;
for (let i = 0; i < layers; i++) {
  for (const part of ["key", "value"]) past[`past_key_values.${i}.${part}`] = new ort.Tensor("float32", new Float32Array(0), [rows, heads, 0, width / heads]);
}
for (let at = 0, steps = [7, 1, 1, 5]; at < length; ) {
  const size = Math.min(steps.shift() ?? 1, length - at);
  const positions = Array.from({ length: size }, (_, i) => at + i);
  const out = await session.run({
    input_ids: whole(ids.flatMap(row => row.slice(at, at + size)), rows, size),
    attention_mask: whole(new Array(rows * (at + size)).fill(1), rows, at + size),
    position_ids: whole(ids.flatMap(() => positions), rows, size),
    ...past,
  });
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < size; i++) {
      const ours = out.logits.data.subarray((row * size + i) * vocabulary, (row * size + i + 1) * vocabulary);
      const theirs = wanted.subarray((row * length + at + i) * vocabulary, (row * length + at + i + 1) * vocabulary);
      let a = 0, b = 0;
      for (let n = 0; n < vocabulary; n++) {
        worst = Math.max(worst, Math.abs(ours[n] - theirs[n]));
        if (ours[n] > ours[a]) a = n;
        if (theirs[n] > theirs[b]) b = n;
      }
      sames += a === b;
    }
  }
  past = Object.fromEntries(Object.keys(past).map(name => [name, out[name.replace("past_key_values", "present")]]));
  at += size;
}
console.log(`largest difference ${worst.toExponential(2)} over ${rows} rows of ${length}, the same greatest logit ${sames} of ${rows * length} times`);
process.exit(worst < 1e-3 ? 0 : 1);
