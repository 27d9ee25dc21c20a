// Two words for one slot: who must have signed a document, its slot, and the digest of what it says.
import { originOf } from './fields.js';
import { KeyBook, requireCovered } from './keys.js';
import * as messages from './messages.js';
import { malformed, objects, ofSignatures, requireExactly } from './parts.js';
import { require } from './refusal.js';
import { digestOf } from './signature.js';

const CLAIMS = {
  async statement(document, place) {
    const { statement: it } = messages.readStatementOffer(document, place);
    return {
      signer: it.debtor,
      slot: `${it.debtor} owes ${it.creditor} for ${it.period} in ${it.currency}, version ${it.version}`,
      digest: await digestOf(document.get('object')),
    };
  },

  async settlement(document, place) {
    const it = messages.readSettlementOffer(document, place);
    return {
      signer: it.payer,
      slot: `${it.payer} settles ${it.period} with ${it.payee} in ${it.currency}`,
      digest: await digestOf(document.get('object')),
    };
  },

  async log_entry(document, place) {
    const it = messages.readLogEntry(document, place);
    return {
      signer: it.actor,
      slot: `entry ${it.sequence} of its log of ${it.period} for ${originOf(it.flattr)}`,
      digest: await digestOf(document.get('result')),
    };
  },

  async own_share(document, place) {
    const it = messages.readOwnShare(document, place);
    return { signer: it.node, slot: `the share of ${it.given}`, digest: await digestOf(document) };
  },

  async own_gift(document, place) {
    const it = messages.readOwnGift(document, place);
    return { signer: it.node, slot: `the amount of ${it.given}`, digest: await digestOf(document) };
  },
};

export const checkEquivocation = async (proof, trusted) => {
  requireExactly(proof, '', ['type', 'kind', 'documents', 'keys']);
  const documents = objects(proof, 'documents');
  if (documents.length !== 2) malformed('/documents', 'Two documents.');
  const kind = proof.get('kind');
  if (typeof kind !== 'string') malformed('/kind', 'A string.');
  require(Object.hasOwn(CLAIMS, kind), 'unknown_kind', '/kind', 'No slot of this version is so called.');
  const histories = objects(proof, 'keys');
  const places = ['/documents/0', '/documents/1'];
  const first = await CLAIMS[kind](documents[0], places[0]);
  const second = await CLAIMS[kind](documents[1], places[1]);
  const { signer, slot } = first;
  require(second.signer === signer, 'wrong_signer', places[1], 'The documents are by two signers.');
  require(second.slot === slot, 'other_slot', places[1], 'The documents are of two slots, where both can be true.');
  require(second.digest !== first.digest, 'same_content', places[1], 'Both documents say the same.');
  require(first.digest < second.digest, 'wrong_order', '/documents', 'The document of the lower digest comes first.');
  const keys = await KeyBook.read(histories, new Map([[signer, signer]]), trusted);
  const signatures = [
    await keys.verify(documents[0], signer, places[0]),
    await keys.verify(documents[1], signer, places[1]),
  ];
  signatures.forEach((signature) => requireCovered(signature));
  const findings = [
    `${signer} signed two different documents where only one can be true: ${slot}.`,
    `Their contents have the digests ${first.digest} and ${second.digest}.`,
    ...ofSignatures(signatures),
  ];
  return { findings, unknown: keys.unknown() };
};
