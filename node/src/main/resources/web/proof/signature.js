// Keys, digests and signatures: SHA-256 and Ed25519 of the browser (WebCrypto), Multikeys, and object integrity proofs
// with the cryptosuite eddsa-jcs-2022 (FEP-8b32).
import { dated } from './fields.js';
import { canonical, without } from './json.js';
import { refuse } from './refusal.js';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const LONGEST_KEY = 1500;
const LONGEST_SIGNATURE = 100;

// What multicodec writes before a key.
const ED25519 = 0xed01;
const RSA = 0x8524;

const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

const joined = (...parts) => {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

export const sha256 = async (...parts) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));

/** How a document is named: by what it says, without who signed that. */
export const digestOf = async (document) => hexOf(await sha256(canonical(without(document, 'proof'))));

/** The bytes of base58btc behind multibase's z; undefined when the text is none. */
const decoded = (text, longest) => {
  if (text.length > longest || text[0] !== 'z') return undefined;
  const digits = [...text.slice(1)].map((sign) => ALPHABET.indexOf(sign));
  if (digits.includes(-1)) return undefined;
  const number = digits.reduce((sum, digit) => sum * 58n + BigInt(digit), 0n);
  const hex = number === 0n ? '' : number.toString(16);
  const first = digits.findIndex((digit) => digit > 0);
  // A leading zero byte has no weight in the number, so each stands as a leading digit.
  const zeros = first < 0 ? digits.length : first;
  return joined(new Uint8Array(zeros), fromHex(hex.length % 2 ? `0${hex}` : hex));
};

// The curve of Ed25519 (RFC 8032, section 5.1), to see what a key is. Nothing here is secret.
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
const ROOT_OF_MINUS_ONE = 19681161376707505956807079304988542015446066515923890162744021073123829784752n;

const mod = (number) => ((number % P) + P) % P;

const power = (base, exponent) => {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
};

/** The x of a point; its sign does not matter here. Undefined when no point has this y. */
const xOf = (y) => {
  const [u, v] = [mod(y * y - 1n), mod(D * y * y + 1n)];
  const x = mod(u * power(v, 3n) * power(u * power(v, 7n), (P - 5n) / 8n));
  const square = mod(v * x * x);
  if (square === u) return x;
  return square === mod(-u) ? mod(x * ROOT_OF_MINUS_ONE) : undefined;
};

const sum = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
  const [a, b] = [(y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)];
  const [c, d] = [2n * D * t1 * t2, 2n * z1 * z2];
  const [e, f, g, h] = [b - a, d - c, d + c, b + a].map(mod);
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
};

/** Whether these are a point of the large prime order: under others one signature fits many messages. */
const isSound = (bytes) => {
  const encoded = BigInt(`0x${hexOf(bytes.toReversed())}`);
  const y = encoded & (2n ** 255n - 1n);
  const x = y > 1n && y < P - 1n ? xOf(y) : undefined;
  if (x === undefined) return false;
  let [result, double] = [[0n, 1n, 1n, 0n], [x, y, 1n, mod(x * y)]];
  for (let rest = L; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = sum(result, double);
    double = sum(double, double);
  }
  return result[0] === 0n && result[1] === result[2];
};

const read = new Map();

/** The key of a Multikey, its 32 bytes; null for one of RSA, with which no proof is made. */
export const publicKey = (multibase, place) => {
  if (!read.has(multibase)) {
    const bytes = decoded(multibase, LONGEST_KEY);
    if (!bytes) refuse('malformed_key', 'The text is no base58btc multibase', place);
    const prefix = bytes.length < 2 ? 0 : bytes[0] * 256 + bytes[1];
    if (prefix === RSA) return null;
    if (prefix !== ED25519) refuse('malformed_key', 'The Multikey is of another kind', place);
    const key = bytes.slice(2);
    if (key.length !== 32) refuse('malformed_key', 'An Ed25519 public key has 32 bytes', place);
    if (!isSound(key)) refuse('malformed_key', 'These bytes are no sound Ed25519 public key', place);
    read.set(multibase, key);
  }
  return read.get(multibase);
};

const isSignature = async (key, signature, message) => {
  const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', imported, signature, message);
};

/** Whether this browser can, by the first test of RFC 8032, section 7.1: some lack Ed25519, and all on plain HTTP. */
export const isAble = async () => {
  try {
    return await isSignature(
      fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'),
      fromHex(
        'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155' +
          '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
      ),
      new Uint8Array(),
    );
  } catch {
    return false;
  }
};

/**
 * What a document's proof comes to under a key: a code, or undefined when it holds. That the proof names the key, and
 * the key's dates, are for others to see.
 */
export const faultOf = async (document, key) => {
  const proof = document.get('proof');
  if (proof.get('type') !== 'DataIntegrityProof' || proof.get('cryptosuite') !== 'eddsa-jcs-2022') {
    return 'unsupported_proof';
  }
  if (proof.get('proofPurpose') !== 'assertionMethod') return 'wrong_purpose';
  if (proof.has('created') && createdOf(document) === undefined) return 'malformed_proof';
  if (!key) return 'wrong_key';
  const value = proof.get('proofValue');
  const signature = typeof value === 'string' ? decoded(value, LONGEST_SIGNATURE) : undefined;
  if (!signature) return 'malformed_proof';
  const message = joined(
    await sha256(canonical(without(proof, 'proofValue'))),
    await sha256(canonical(without(document, 'proof'))),
  );
  const holds = signature.length === 64 && (await isSignature(key, signature, message));
  return holds ? undefined : 'invalid_proof';
};

/** When a document says it was signed; undefined when it does not. */
export const createdOf = (document) => {
  const created = document.get('proof').get('created');
  return typeof created === 'string' ? dated(created) : undefined;
};
