// Turns the pronunciation packages of node_modules into the two binary dictionaries that the assembly embeds.
// Usage: node build-dictionaries.mjs OUTPUT_FOLDER. The format is described in FrontCodedDictionary.cs.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dictionary } from "cmu-pronouncing-dictionary";
import CHARACTERS from "pinyin-pro/dist/esm/data/dict1.mjs";
import PHRASES2 from "pinyin-pro/dist/esm/data/dict2.mjs";
import PHRASES3 from "pinyin-pro/dist/esm/data/dict3.mjs";
import PHRASES4 from "pinyin-pro/dist/esm/data/dict4.mjs";
import PHRASES5 from "pinyin-pro/dist/esm/data/dict5.mjs";

const BLOCK = 32;

/** Writes sorted keys in front-coded blocks; values are lists of symbols. */
function encode(entries) {
  const symbols = [...new Set([...entries.values()].flat())].sort();
  const number = new Map(symbols.map((symbol, index) => [symbol, index]));
  const wide = symbols.length > 255;
  const rows = [...entries].map(([key, value]) => [Buffer.from(key, "utf8"), value]).sort((a, b) => Buffer.compare(a[0], b[0]));
  const offsets = [];
  const body = [];
  let length = 0;
  let last = Buffer.alloc(0);
  rows.forEach(([key, value], index) => {
    if (index % BLOCK === 0) {
      offsets.push(length);
      last = Buffer.alloc(0);
    }

    let shared = 0;
    while (shared < key.length && shared < last.length && key[shared] === last[shared]) shared++;
    const bytes = [shared, key.length - shared, ...key.subarray(shared), value.length];
    for (const symbol of value) bytes.push(...(wide ? [number.get(symbol) & 255, number.get(symbol) >> 8] : [number.get(symbol)]));
    body.push(Buffer.from(bytes));
    length += bytes.length;
    last = key;
  });

  const head = [];
  const u32 = (value) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    head.push(bytes);
  };
  u32(rows.length);
  u32(BLOCK);
  u32(symbols.length);
  for (const symbol of symbols) {
    const bytes = Buffer.from(symbol, "utf8");
    head.push(Buffer.from([bytes.length]), bytes);
  }
  offsets.forEach(u32);
  return Buffer.concat([...head, ...body]);
}

/** cmudict: the first pronunciation of every word made of letters, apostrophes and hyphens. */
function english() {
  const entries = new Map();
  for (const [word, sound] of Object.entries(dictionary)) {
    if (/^[a-z'-]+$/.test(word) && /[a-z]/.test(word)) {
      entries.set(word, sound.split("#")[0].trim().split(/\s+/));
    }
  }
  return entries;
}

const TONES = { "\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4 };

/** "yuè" to "yue4", "ma" to "ma5"; ü stays. */
function numbered(syllable) {
  let tone = 5;
  const letters = [...syllable.normalize("NFD")].filter((mark) => {
    if (!(mark in TONES)) return true;
    tone = TONES[mark];
    return false;
  });
  return letters.join("").normalize("NFC").replaceAll("ɡ", "g") + tone;
}

/** pinyin-pro: of one character every reading, the main one first; of a phrase one reading a character. */
function chinese() {
  const entries = new Map();
  const readings = (text) => text.trim().split(/\s+/).map(numbered);
  CHARACTERS.NumberDICT.forEach((text, code) => entries.set(String.fromCharCode(code), readings(text).slice(0, 8)));
  CHARACTERS.StringDICT.forEach((text, character) => entries.set(character, readings(text).slice(0, 8)));
  for (const phrases of [PHRASES2, PHRASES3, PHRASES4, PHRASES5]) {
    for (const [phrase, text] of Object.entries(phrases)) {
      const value = readings(text);
      // Tones change in speech by rules of ours: 一 and 不 are kept in their dictionary tone.
      [...phrase].forEach((character, index) => {
        if (character === "一" && value[index]?.startsWith("yi")) value[index] = "yi1";
        if (character === "不" && value[index]?.startsWith("bu")) value[index] = "bu4";
      });
      if (value.length === [...phrase].length) entries.set(phrase, value);
    }
  }
  return entries;
}

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "english.bin"), encode(english()));
writeFileSync(join(folder, "chinese.bin"), encode(chinese()));
