// JSON as docs/protocol/proofs.md has it: read strictly and within bounds, written in its one canonical form
// (RFC 8785). An object is a Map: so no name in it means anything to this language, and each stands there once.
import { refuse } from './refusal.js';

export const MOST_BYTES = 1 << 20;
const MOST_LEVELS = 64;
const MOST_VALUES = 100_000;
const LONGEST_NUMBER = 64;

const SPACE = /[ \t\n\r]*/y;
const STRING = /"[^"\\\0-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\0-\x1f]*)*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORDS = [
  [/true/y, true],
  [/false/y, false],
  [/null/y, null],
];

class Reader {
  #text;
  #at = 0;
  #values = 0;

  constructor(text) {
    this.#text = text;
  }

  document() {
    this.#pass(SPACE);
    const first = this.#text[this.#at];
    if (first !== '{') {
      if (first !== '[') this.#value(0);
      this.#refuse('not_an_object', 'The document is no object');
    }
    const document = this.#value(0);
    this.#pass(SPACE);
    if (this.#at < this.#text.length) this.#noJson();
    return document;
  }

  /** What the pattern finds here, which is passed over. */
  #pass(pattern) {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #comes(sign) {
    this.#pass(SPACE);
    const comes = this.#text[this.#at] === sign;
    if (comes) this.#at++;
    return comes;
  }

  #must(sign) {
    if (!this.#comes(sign)) this.#noJson();
  }

  #value(level) {
    if (++this.#values > MOST_VALUES) {
      this.#refuse('too_many_values', `More than ${MOST_VALUES} values`);
    }
    this.#pass(SPACE);
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(level + 1);
      case '[':
        return this.#array(level + 1);
      case '"':
        return this.#string();
      default:
        return this.#number();
    }
  }

  #object(level) {
    this.#must('{');
    this.#checkLevel(level);
    const members = new Map();
    if (this.#comes('}')) return members;
    do {
      this.#pass(SPACE);
      const name = this.#string();
      if (members.has(name)) this.#refuse('duplicate_name', 'A name stands twice in one object');
      this.#must(':');
      members.set(name, this.#value(level));
    } while (this.#comes(','));
    this.#must('}');
    return members;
  }

  #array(level) {
    this.#must('[');
    this.#checkLevel(level);
    const values = [];
    if (this.#comes(']')) return values;
    do values.push(this.#value(level));
    while (this.#comes(','));
    this.#must(']');
    return values;
  }

  #string() {
    const text = JSON.parse(this.#pass(STRING) ?? this.#noJson());
    if (text.includes('\0') || !text.isWellFormed()) {
      this.#refuse('bad_string', 'A string holds NUL or an unpaired surrogate');
    }
    return text;
  }

  #number() {
    const digits = this.#pass(NUMBER);
    if (digits === undefined) return this.#word();
    if (digits.length > LONGEST_NUMBER) {
      this.#refuse('bad_number', `A number has more than ${LONGEST_NUMBER} characters`);
    }
    return Number(digits);
  }

  #word() {
    const [, value] = WORDS.find(([word]) => this.#pass(word)) ?? this.#noJson();
    return value;
  }

  #checkLevel(level) {
    if (level > MOST_LEVELS) this.#refuse('too_deep', `More than ${MOST_LEVELS} levels`);
  }

  #noJson() {
    this.#refuse('not_json', 'This is not JSON');
  }

  #refuse(code, what) {
    const lines = this.#text.slice(0, this.#at).split('\n');
    refuse(code, `${what} at line ${lines.length}, column ${lines.at(-1).length + 1}`);
  }
}

/** The one object that these bytes are. */
export const parse = (bytes) => {
  if (bytes.length > MOST_BYTES) {
    refuse('too_large', `The document has more than ${MOST_BYTES} bytes`);
  }
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    refuse('not_utf8', 'The document is not UTF-8');
  }
  return new Reader(text).document();
};

const written = (value) => {
  if (value instanceof Map) {
    // Sorted by UTF-16 code units, which is how this language sorts; escapes are those of RFC 8785, too.
    const names = [...value.keys()].sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${written(value.get(name))}`).join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    refuse('bad_number', 'A number is beyond the range of a double');
  }
  return JSON.stringify(value);
};

/** The canonical bytes of a value. */
export const canonical = (value) => new TextEncoder().encode(written(value));

/** An object but for one member. */
export const without = (object, name) => new Map([...object].filter(([each]) => each !== name));
