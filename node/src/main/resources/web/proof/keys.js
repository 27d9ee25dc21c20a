// Whose signature holds, and whether it counts: by the key histories in a proof, and by the keys that a reader trusts.
import { inOrder, originOf, timeText, toSecond } from './fields.js';
import { readKeyHistory, readTrustedKeys } from './histories.js';
import { parse } from './json.js';
import { refuse, require } from './refusal.js';
import { createdOf, faultOf, publicKey } from './signature.js';

/** A reader who knows no keys: by actor, each key as it is spelled with the time of its revocation, if any. */
export const NO_KEYS = new Map();

/** Keys of which the reader knows whose they are; a node's key history has this form, too. */
export const readKeys = (bytes) => {
  const trusted = new Map();
  for (const { controller, multibase, revoked } of readTrustedKeys(parse(bytes))) {
    trusted.set(controller, (trusted.get(controller) ?? new Map()).set(multibase, revoked));
  }
  return trusted;
};

/** These keys and others; where both know a key, it is revoked when either says so. */
export const together = (some, others) => {
  const both = new Map([...some].map(([actor, keys]) => [actor, new Map(keys)]));
  for (const [actor, keys] of others) {
    const known = both.get(actor) ?? new Map();
    keys.forEach((revoked, key) => known.set(key, known.get(key) ?? revoked));
    both.set(actor, known);
  }
  return both;
};

const earlier = (one, other) => {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
};

const CANNOT = {
  outside_key_dates: (key) => `${key} was not in use when this was signed.`,
  invalid_proof: (key) => `The signature is not that of ${key} over this document.`,
};

/**
 * Whether a signature, over something that includes what another one signed, lets that one count although its key is
 * revoked: what a side says again with a good key it says, and what the other side has signed before the revocation was
 * there before it. A node and its members are one side: the node keeps their keys.
 */
const covers = (one, other) =>
  one.revoked === undefined &&
  (originOf(one.signer) === originOf(other.signer) || one.created < other.revoked);

/** That a signature counts: its key is not revoked, or another one over it covers it. */
export const requireCovered = (signature, ...over) => {
  const { revoked, key, place } = signature;
  if (revoked === undefined || over.some((each) => covers(each, signature))) return;
  const when = `${key} was revoked at ${timeText(revoked)}`;
  refuse('revoked_key', `${when}, and nothing else here shows that this was signed before.`, `${place}/proof`);
};

export class KeyBook {
  #keys = new Map();
  #signers = new Set();
  #nodes;
  #trusted;

  /**
   * Reads and checks the key histories of a proof.
   *
   * `nodes` has, by each actor whose history must be there, the node that must have signed it.
   */
  static async read(histories, nodes, trusted) {
    const book = new KeyBook();
    book.#nodes = nodes;
    book.#trusted = trusted;
    const read = histories.map((document, i) => readKeyHistory(document, `/keys/${i}`));
    const wanted = [...nodes.keys()].sort(inOrder);
    require(
      read.length === wanted.length && read.every(({ actor }, i) => actor === wanted[i]),
      'wrong_keys',
      '/keys',
      `The key histories of these and no others, in this order: [${wanted.join(', ')}]`,
    );
    for (const { actor, keys } of read) book.#keys.set(actor, keys);
    for (const [i, { actor, node }] of read.entries()) {
      const signer = nodes.get(actor);
      const place = `/keys/${i}`;
      require(node === signer, 'wrong_signer', `${place}/attributedTo`, `Only ${signer} can say this.`);
      requireCovered(await book.verify(histories[i], signer, place));
    }
    return book;
  }

  /** That the signer's key made the document's proof, in the time of its use. */
  async verify(document, signer, place) {
    const proof = `${place}/proof`;
    const key = this.#keyOf(document, signer, proof);
    const trusted = this.#trusted.get(signer);
    const revoked = earlier(key.revoked, trusted?.get(key.multibase));
    const bytes = publicKey(key.multibase, proof);
    const fault = (await faultOf(document, bytes)) ?? this.#faultOfDates(document, key, revoked);
    const why = CANNOT[fault] ?? (() => `The signature cannot be checked with ${key.id}.`);
    if (fault) refuse(fault, why(key.id), proof);
    const isTaken = !trusted || trusted.has(key.multibase);
    require(isTaken, 'untrusted_key', proof, `You trust other keys of ${signer}.`);
    this.#signers.add(signer);
    return { place, signer, key: key.id, created: createdOf(document), revoked };
  }

  #keyOf(document, signer, place) {
    require(document.has('proof'), 'no_proof', place, 'It is not signed.');
    const proof = document.get('proof');
    const method = proof instanceof Map ? proof.get('verificationMethod') : undefined;
    return this.#keys.get(signer)?.get(method) ?? refuse('unknown_key', `Not a key of ${signer}.`, place);
  }

  /** A key ends at the latest when it is revoked. Signatures are dated in whole seconds. */
  #faultOfDates(document, key, revoked) {
    const begin = toSecond(key.validFrom);
    const end = earlier(key.expires, revoked);
    const created = createdOf(document);
    const isInUse = created !== undefined && created >= begin && (end === undefined || created < end);
    return isInUse ? undefined : 'outside_key_dates';
  }

  /** Who signed something, and is not known to the reader, neither themselves nor by their node. */
  unknown() {
    return [...this.#signers]
      .filter((signer) => !this.#trusted.has(signer) && !this.#trusted.has(this.#nodes.get(signer)))
      .sort(inOrder);
  }
}
