// The one spelling that each kind of value has (docs/protocol/messages.md), and what all values keep to. Ids, addresses
// and months stay the strings that they are; amounts become BigInt, and so do times: nanoseconds since 1970.
import { refuse, require } from './refusal.js';

const LONGEST_TEXT = 2048;
const MOST_MICROS = 2n ** 63n - 1n;
const SECOND = 1_000_000_000n;

// RFC 2396, with any character beyond ASCII that is neither a control nor a space.
const sign = (more) => `(?:[a-zA-Z0-9_.!~*'()${more}-]|%[0-9a-fA-F]{2}|[^\\0-\\x9f\\p{Z}])`;
const IN_PATH = sign(':@&=+$,;/');
const IN_QUERY = sign(';/?:@&=+$,[\\]');
const REST = `(?:/${IN_PATH}*)?(?:\\?${IN_QUERY}*)?(?:#${IN_QUERY}*)?`;
const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const NAME = `(?:(?:${LABEL}\\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?|${LABEL})\\.?`;
const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IN_BRACKETS = '\\[[0-9a-f:.]+\\]';
const HOST = `${NAME}|(?:${BYTE}\\.){3}${BYTE}|${IN_BRACKETS}`;
const ANY_HOST = `${sign('$,;:@&=+')}+|[^/?#\\[\\]]*${IN_BRACKETS}(?::[0-9]*)?`;
const ID = new RegExp(`^(https?)://(${HOST})(?::([0-9]*))?${REST}$`, 'iu');
const THING = new RegExp(`^https?://(?:${ANY_HOST})${REST}$`, 'iu');

const PERIOD = /^[0-9]{4}-(?:0[1-9]|1[0-2])$/;
const TIME = /^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,9}))?Z$/;
const DATED =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})$/i;
const CODE = /^[a-z]+(?:_[a-z]+)*$/;

const malformed = (place, expected) => refuse('malformed', expected, place);

export const that = (kept, place, expected) => kept || malformed(place, expected);

const bracketsHoldAnAddress = (host) => !host.startsWith('[') || URL.canParse(`http://${host}/`);

const partsOf = (id) => {
  const [, scheme, host, port = ''] = ID.exec(id) ?? [];
  const is = scheme && id.length <= LONGEST_TEXT && bracketsHoldAnAddress(host) && Number(port) < 2 ** 31;
  return is ? { scheme: scheme.toLowerCase(), host: host.toLowerCase(), port } : undefined;
};

/** Scheme, host and port of an id, a port only where it is not the usual one. */
export const originOf = (id) => {
  const { scheme, host, port } = partsOf(id);
  const usual = port === '' || Number(port) === (scheme === 'https' ? 443 : 80);
  return `${scheme}://${host}${usual ? '' : `:${Number(port)}`}`;
};

export const sameOrigin = (place, id, origin) =>
  require(originOf(id) === origin, 'origin_mismatch', place, `Not of the origin ${origin}.`);

export const digest = (place, text) =>
  that(/^[0-9a-f]{64}$/.test(text), place, '64 lower-case hexadecimal digits.');

export const tag = (place, text) =>
  that(/^[A-Za-z0-9_-]{1,100}$/.test(text), place, '1 to 100 of A-Z, a-z, 0-9, _ and -.');

export const range = (place, least, most, value) =>
  that(value >= least && value <= most, place, `An integer from ${least} to ${most}.`);

export const periodOfOurAge = (place, period) =>
  that(period >= '2000-01' && period <= '2199-12', place, 'A month from 2000-01 to 2199-12.');

const wholeSeconds = (text) => {
  const time = Date.parse(`${text}Z`);
  // What is no day, as the 30th of February, would come out as another.
  const is = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  return is ? BigInt(time) * 1_000_000n : undefined;
};

const nanos = (fraction = '') => BigInt(fraction.padEnd(9, '0'));

/** The time that a proof was made, with any offset; undefined when the text is none. */
export const dated = (text) => {
  const [, minute, second = ':00', fraction, offset] = DATED.exec(text) ?? [];
  const time = minute && wholeSeconds(minute.toUpperCase() + second);
  if (time === undefined) return undefined;
  const [hours, minutes] = offset.length > 1 ? offset.slice(1).split(':').map(Number) : [0, 0];
  const shift = BigInt(hours * 60 + minutes) * 60n * SECOND;
  if (minutes > 59 || hours * 60 + minutes > 18 * 60) return undefined;
  return time + nanos(fraction) + (offset.startsWith('-') ? shift : -shift);
};

export const toSecond = (time) => time - (((time % SECOND) + SECOND) % SECOND);

/** As the protocol spells it. */
export const timeText = (time) => {
  const second = toSecond(time);
  const fraction = String(time - second).padStart(9, '0').replace(/(?:000)+$/, '');
  const text = new Date(Number(second / 1_000_000n)).toISOString().slice(0, 19);
  return `${text}${fraction && `.${fraction}`}Z`;
};

/** The first moment of the day that lies so many days after the month's end. */
export const daysAfter = (period, days) => {
  const [year, month] = period.split('-').map(Number);
  return BigInt(Date.UTC(year, month, 1 + days)) * 1_000_000n;
};

// Of ISO 4217; all others have two.
const MINOR_DIGITS = {
  0:
    'ADP BEF BIF BYB BYR CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF MGF PTE PYG ROL RWF TPE TRL UGX UYI VND VUV ' +
    'XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF',
};

const minorDigits = (currency) =>
  Number(Object.keys(MINOR_DIGITS).find((digits) => MINOR_DIGITS[digits].includes(currency)) ?? 2);

/** The exact amount for people: as many decimals as it needs, at least those of the currency. */
export const money = (micros, currency) => {
  const digits = String(micros).padStart(7, '0');
  const decimals = digits.slice(-6).replace(/0+$/, '').padEnd(minorDigits(currency), '0');
  return `${digits.slice(0, -6)}${decimals && `.${decimals}`} ${currency}`;
};

/** In the order of their UTF-8 bytes, which is that of their code points. */
export const inOrder = (one, other) => {
  const [a, b] = [[...one], [...other]];
  const place = a.findIndex((sign, i) => sign !== b[i]);
  if (place < 0) return a.length - b.length;
  return b[place] === undefined ? 1 : a[place].codePointAt(0) - b[place].codePointAt(0);
};

/** An object whose fields have one type and one spelling each; one that is null is not there. */
export class Fields {
  constructor(members, place) {
    this.members = members;
    this.place = place;
  }

  at(name) {
    return `${this.place}/${name}`;
  }

  has(name) {
    return (this.members.get(name) ?? null) !== null;
  }

  #value(name) {
    require(this.has(name), 'missing', this.at(name), 'Not there.');
    return this.members.get(name);
  }

  text(name) {
    return textOf(this.#value(name), this.at(name));
  }

  id(name) {
    return idOf(this.#value(name), this.at(name));
  }

  /** An address of anything; unlike an id it is never resolved. */
  thing(name) {
    const text = this.text(name);
    const place = this.at(name);
    return THING.test(text) ? text : refuse('malformed_id', 'Not an absolute http or https address.', place);
  }

  time(name) {
    const [, seconds, fraction] = TIME.exec(this.text(name)) ?? [];
    if (!seconds) malformed(this.at(name), 'Not a UTC time such as 2026-11-01T09:00:00Z.');
    const time = wholeSeconds(seconds) ?? malformed(this.at(name), 'No day or hour that there is.');
    return time + nanos(fraction);
  }

  period(name) {
    const text = this.text(name);
    that(PERIOD.test(text), this.at(name), 'Not a month such as 2026-11.');
    periodOfOurAge(this.at(name), text);
    return text;
  }

  integer(name) {
    const value = this.#value(name);
    const place = this.at(name);
    that(typeof value === 'number', place, 'Not a number.');
    that(Number.isInteger(value) && Math.abs(value) < 2 ** 63, place, 'Not an integer of at most 53 bits.');
    that(Number.isSafeInteger(value), place, 'An integer of more than 53 bits.');
    return value;
  }

  smallInteger(name) {
    const value = this.integer(name);
    that(value === (value | 0), this.at(name), 'An integer of more than 32 bits.');
    return value;
  }

  flag(name) {
    const value = this.#value(name);
    that(typeof value === 'boolean', this.at(name), 'Not true or false.');
    return value;
  }

  currency(name) {
    const text = this.text(name);
    that(/^[A-Z]{3}$/.test(text), this.at(name), 'Not a currency code of three capital letters.');
    return text;
  }

  micros(name) {
    const text = this.text(name);
    const spelled = /^(?:0|[1-9][0-9]*)$/.test(text);
    if (!spelled || BigInt(text) > MOST_MICROS) {
      const code = spelled ? 'amount_too_large' : 'amount_malformed';
      refuse(code, 'Not an amount in micro-units such as "500000".', this.at(name));
    }
    return BigInt(text);
  }

  code(name, codes) {
    const text = this.text(name);
    that(CODE.test(text), this.at(name), 'Not a code in lower case.');
    require(codes.includes(text), 'unknown_code', this.at(name), 'Not a code of this version of the protocol.');
    return text;
  }

  in(name) {
    return new Fields(objectOf(this.#value(name), this.at(name)), this.at(name));
  }

  /** What is made of each value of a list, by itself and its place. */
  list(name, most, made) {
    const values = this.#value(name);
    const place = this.at(name);
    that(Array.isArray(values), place, 'Not an array.');
    require(values.length <= most, 'too_large', place, `More than ${most} entries.`);
    return values.map((value, i) => made(value, `${place}/${i}`));
  }

  objects(name, most, form) {
    return this.list(name, most, (value, place) => form(new Fields(objectOf(value, place), place)));
  }

  requireType(type) {
    require(this.text('type') === type, 'unknown_kind', this.at('type'), `Not of type ${type}.`);
  }
}

export const textOf = (value, place) => {
  that(typeof value === 'string', place, 'Not a string.');
  require(value.length <= LONGEST_TEXT, 'too_large', place, `Longer than ${LONGEST_TEXT} characters.`);
  return value;
};

export const idOf = (value, place) => {
  const text = textOf(value, place);
  return partsOf(text) ? text : refuse('malformed_id', 'Not an absolute http or https address.', place);
};

const objectOf = (value, place) => {
  that(value instanceof Map, place, 'Not an object.');
  return value;
};
