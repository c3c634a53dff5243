// Makes the files of this folder with an implementation that is not ours: Hugging Face's tokenizers (npm package `tokenizers` 0.23.2, Rust).
//   npm install --ignore-scripts tokenizers@0.23.2     (somewhere outside the repository)
//   node make.mjs FOLDER_WITH_node_modules bpe_simple_vocab_16e6.txt.gz
// The second argument is the vocabulary of OpenAI's CLIP (github.com/openai/CLIP, clip/bpe_simple_vocab_16e6.txt.gz, MIT).
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import zlib from 'node:zlib';

const [modules, gz] = process.argv.slice(2);
const { Tokenizer } = createRequire(path.resolve(modules, 'x.js'))('tokenizers');
const here = path.dirname(new URL(import.meta.url).pathname);
const BEGIN = '<|startoftext|>';
const END = '<|endoftext|>';

function alphabet() {
  const bytes = [];
  for (let b = 0; b < 256; b++) if ((b >= 33 && b <= 126) || (b >= 0xa1 && b <= 0xac) || b >= 0xae) bytes.push(b);
  const chars = bytes.map(b => String.fromCodePoint(b));
  let next = 256;
  for (let b = 0; b < 256; b++) if (!bytes.includes(b)) { bytes.push(b); chars.push(String.fromCodePoint(next++)); }
  return { bytes, chars };
}

const { bytes, chars } = alphabet();
const spell = new Map(bytes.map((b, i) => [b, chars[i]]));

function tokenizerJson(vocabulary, merges, mergesAsPairs, special) {
  const added = (content, normalized) => ({
    id: vocabulary[content], content, single_word: false, lstrip: false, rstrip: false, normalized, special: true,
  });
  return {
    version: '1.0', truncation: null, padding: null,
    added_tokens: special.map(([content, normalized]) => added(content, normalized)),
    normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' }, { type: 'Lowercase' }] },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true },
      ],
    },
    post_processor: { type: 'RobertaProcessing', sep: [END, vocabulary[END]], cls: [BEGIN, vocabulary[BEGIN]], trim_offsets: false, add_prefix_space: false },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true },
    model: {
      type: 'BPE', dropout: null, unk_token: END, continuing_subword_prefix: '', end_of_word_suffix: '</w>', fuse_unk: false,
      vocab: vocabulary, merges: mergesAsPairs ? merges : merges.map(pair => pair.join(' ')),
    },
  };
}

// Byte-pair encoding learnt the plain way: join the most frequent neighbours (the first of equals), again and again.
function learn(text, count) {
  const words = [...text.normalize('NFC').toLowerCase().matchAll(/\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/gu)].map(match => {
    const symbols = [...Buffer.from(match[0])].map(b => spell.get(b));
    symbols[symbols.length - 1] += '</w>';
    return symbols;
  });
  const merges = [];
  while (merges.length < count) {
    const counts = new Map();
    for (const word of words) for (let i = 0; i + 1 < word.length; i++) {
      const key = `${word[i]} ${word[i + 1]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    let best = null;
    for (const [key, n] of counts) if (best === null || n > counts.get(best)) best = key;
    if (best === null) break;
    const [left, right] = best.split(' ');
    merges.push([left, right]);
    for (const word of words) for (let i = 0; i + 1 < word.length; i++) if (word[i] === left && word[i + 1] === right) word.splice(i, 2, left + right);
  }
  return merges;
}

function vocabularyOf(merges) {
  const tokens = [...chars, ...chars.map(c => c + '</w>'), ...merges.map(pair => pair.join('')), BEGIN, END];
  return Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id]));
}

const write = (name, text) => fs.writeFileSync(path.join(here, name), text);
const rows = list => `[\n${list.map(item => '  ' + JSON.stringify(item)).join(',\n')}\n]\n`;

async function golden(tokenizer, texts) {
  const cases = [];
  for (const text of texts) {
    const ids = (await tokenizer.encode(text, null, { addSpecialTokens: false })).getIds();
    const decoded = ids.length === 0 ? '' : (await tokenizer.decode(ids, true)).replaceAll('</w>', ' ').trim();
    cases.push({ text, ids, decoded });
  }
  return cases;
}

// 1. A small vocabulary of our own.
const corpus = `
The moon is bright above the river and the old boat drifts. A red bridge, a white bird, the snow on the mountain.
It's the year's last evening; we'll sing, they've sung, I'm here, you're there, he'd gone, don't wait!
Watercolor. A lonely boat on a misty river, mountains behind, evening. Oil painting of a lighthouse in the storm.
床前明月光，疑是地上霜。举头望明月，低头思故乡。春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。
水墨画。江上孤舟，远山，月光。Crème brûlée, naïve café, Ångström, İstanbul, straße. 1920 and 2024.`;
const merges = learn(corpus, 330);
const vocabulary = vocabularyOf(merges);
const texts = [
  '', ' ', 'a', 'The moon is bright above the river', 'THE MOON IS BRIGHT', 'the   moon\t\nis\r\nbright', "it's we'll they've I'm you're he'd don't",
  "IT'S WE'LL", "''s '' 's'll '", "'stop 'll 've're", 'unseen words: xylophone zephyr', '1920s 42nd 3.14159', 'a,b;c:d!e?f', '!!! ... ??? ---',
  'hello<|endoftext|>world', 'a <|startoftext|> b', '<|STARTOFTEXT|>', '<|endoftext', '<|endoftext|><|endoftext|>', '< |endoftext|>',
  '床前明月光，疑是地上霜。', '春眠不觉晓处处闻啼鸟夜来风雨声花落知多少', '水墨画。江上孤舟，moon 月光', '龘靐齉爩',
  'xa\u0303y x\u00e3y', 'e\u0301 \u00e9 E\u0301', '\u1100\u1161\u11a8 \uac01', '\u212b \u00c5 A\u030a', '\u0130stanbul \u0131', 'stra\u00dfe \ufb01n \u03a3\u03a3\u03c2',
  'a\u0323\u0307 a\u0307\u0323 q\u0307\u0323', '\u0958 \u0915\u093c \u2adc', '\u200e\u200f\u0085\u00a0\u2028\u3000x', '😀 🏳️\u200d🌈 👩\u200d👩\u200d👧', '𠀀𝒜 ⅷ ① ½ ٣',
  '\u0000\u0001\u007f', '\u0301\u0301\u0301', 'नमस्ते दुनिया', 'مرحبا שלום ไทย', '가나다 라마바', 'naïve café Ångström', '(moon:1.2) [bird] ((river))', 'C:\\path\\file_name.png',
  'a'.repeat(200), '花'.repeat(60), 'ab '.repeat(40),
];
const json = tokenizerJson(vocabulary, merges, true, [[BEGIN, false], [END, false]]);
write('small-vocab.json', JSON.stringify(vocabulary) + '\n');
write('small-merges.txt', '#version: 0.2\n' + merges.map(pair => pair.join(' ')).join('\n') + '\n');
write('small-tokenizer.json', JSON.stringify(json) + '\n');
write('small-golden.json', rows(await golden(Tokenizer.fromString(JSON.stringify(json)), texts)));

// 2. Added tokens: pad in the text, whole words, swallowed spaces, normalized ones.
const specials = { ...vocabulary, '<cat-toy>': Object.keys(vocabulary).length, Moon: Object.keys(vocabulary).length + 1, word: Object.keys(vocabulary).length + 2 };
const addedJson = tokenizerJson(vocabulary, merges, false, [[BEGIN, true], [END, true], ['!', false]]);
const extra = (content, flags) => ({ id: specials[content], content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: false, ...flags });
addedJson.added_tokens.push(
  extra('<cat-toy>', { lstrip: true, rstrip: true }), extra('Moon', { normalized: true }), extra('word', { single_word: true }));
const addedTexts = [
  'a bird!', '!!', 'the MOON and moonlight', 'Moon', 'a   <cat-toy>   river', '<cat-toy><cat-toy>', 'word words sword word', 'word_ word-word 词word', '<|StartOfText|>a<|ENDOFTEXT|>', 'mo\u006f\u0301n',
];
write('added-tokenizer.json', JSON.stringify(addedJson) + '\n');
write('added-golden.json', rows(await golden(Tokenizer.fromString(JSON.stringify(addedJson)), addedTexts)));

// 3. OpenAI's own ids for known sentences: only the merges that these sentences use are kept, in their order, with the true ids.
const openAiMerges = zlib.gunzipSync(fs.readFileSync(gz)).toString('utf8').split('\n').slice(1, 49152 - 256 - 2 + 1).map(line => line.split(' '));
const openAi = vocabularyOf(openAiMerges);
const openAiJson = tokenizerJson(openAi, openAiMerges, true, [[BEGIN, false], [END, false]]);
const sentences = [
  'a photo of a cat', 'a diagram', 'a dog', "A painting of a squirrel eating a burger", "an astronaut riding a horse on mars, 4k, highly detailed!",
  "Portrait of the old fisherman's wife, Rembrandt lighting (oil on canvas, 1642)", 'lower newer', 'hello world', '春眠不觉晓', "it's 100% naïve",
];
const cases = await golden(Tokenizer.fromString(JSON.stringify(openAiJson)), sentences);
const ranks = new Map(openAiMerges.map((pair, rank) => [pair.join(' '), rank]));
const used = new Set();
for (const sentence of sentences) for (const match of sentence.normalize('NFC').toLowerCase().matchAll(/'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/gu)) {
  const word = [...Buffer.from(match[0])].map(b => spell.get(b));
  word[word.length - 1] += '</w>';
  for (;;) {
    let best = -1;
    for (let i = 0; i + 1 < word.length; i++) {
      const rank = ranks.get(`${word[i]} ${word[i + 1]}`);
      if (rank !== undefined && (best < 0 || rank < ranks.get(`${word[best]} ${word[best + 1]}`))) best = i;
    }
    if (best < 0) break;
    used.add(ranks.get(`${word[best]} ${word[best + 1]}`));
    word.splice(best, 2, word[best] + word[best + 1]);
  }
}
const kept = [...used].sort((a, b) => a - b).map(rank => openAiMerges[rank]);
const keptVocabulary = vocabularyOf(kept);
write('openai-merges.txt', '#version: 0.2\n' + kept.map(pair => pair.join(' ')).join('\n') + '\n');
write('openai-ids.json', JSON.stringify(Object.fromEntries(Object.keys(keptVocabulary).map(token => [token, openAi[token]]))) + '\n');
write('openai-golden.json', rows(cases));
