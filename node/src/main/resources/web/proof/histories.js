// Keys as they are listed: in an actor's history of them, and by who trusts them (docs/protocol/proofs.md).
import { Fields, originOf, range, sameOrigin, that } from './fields.js';
import { envelope } from './messages.js';

const MOST_KEYS = 1000;

/** A key as it is published; who writes a list of trusted keys need not know since when they are in use. */
const readKey = (fields, validFrom) => {
  const it = {
    id: fields.id('id'),
    multibase: fields.text('publicKeyMultibase'),
    validFrom,
    expires: fields.has('expires') ? fields.time('expires') : undefined,
    revoked: fields.has('revoked') ? fields.time('revoked') : undefined,
  };
  that(it.expires === undefined || it.expires >= validFrom, fields.at('expires'), 'Not before its use begins.');
  return it;
};

export const readKeyHistory = (document, place) => {
  const fields = new Fields(document, place);
  fields.requireType('KeyHistory');
  const actor = fields.id('actor');
  const origin = originOf(actor);
  const keys = fields.objects('keys', MOST_KEYS, (key) => {
    that(key.id('controller') === actor, key.at('controller'), "The actor's own key.");
    key.requireType('Multikey');
    return readKey(key, key.time('validFrom'));
  });
  envelope(fields);
  const node = fields.id('attributedTo');
  sameOrigin(fields.at('attributedTo'), node, origin);
  range(fields.at('keys'), 1, MOST_KEYS, keys.length);
  const known = new Map();
  keys.forEach((key, i) => {
    const id = `${fields.at('keys')}/${i}/id`;
    sameOrigin(id, key.id, origin);
    that(!known.has(key.id), id, 'A key stands here once.');
    known.set(key.id, key);
  });
  return { actor, node, keys: known };
};

/** Keys that somebody trusts, in the form in which a key history lists them. */
export const readTrustedKeys = (document) =>
  new Fields(document, '').objects('keys', MOST_KEYS, (key) => ({
    controller: key.id('controller'),
    ...readKey(key, key.has('validFrom') ? key.time('validFrom') : 0n),
  }));
