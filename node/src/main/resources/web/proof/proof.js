// Checks proofs, with nothing but their bytes and the keys that the reader trusts: docs/protocol/proofs.md once more,
// in the reader's own browser. The faults, their order, codes and places are those that the document lists.
import { checkEquivocation } from './equivocation.js';
import { Fields, money, originOf, timeText } from './fields.js';
import { canonical, parse } from './json.js';
import { KeyBook, requireCovered } from './keys.js';
import * as messages from './messages.js';
import { array, malformed, object, objects, ofSignatures, requireExactly } from './parts.js';
import { Refusal, refuse, require } from './refusal.js';
import { digestOf, fromHex, sha256 } from './signature.js';

export { NO_KEYS, readKeys, together } from './keys.js';
export { Refusal } from './refusal.js';
export { isAble } from './signature.js';
export { MOST_BYTES } from './json.js';

const MOST_HASHES = 53;

const readInclusion = (inclusion) => {
  requireExactly(inclusion, '/inclusion', ['index', 'size', 'path']);
  const [size, index] = ['size', 'index'].map((name) => {
    const value = inclusion.get(name);
    const is = Number.isSafeInteger(value) && value >= 0;
    return is ? value : malformed(`/inclusion/${name}`, 'An integer from 0 to 2^53 - 1.');
  });
  if (index >= size) malformed('/inclusion/index', 'A place within the tree.');
  const path = array(inclusion.get('path'), '/inclusion/path');
  if (path.length > MOST_HASHES) malformed('/inclusion/path', `At most ${MOST_HASHES} hashes.`);
  const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
  const wrong = path.findIndex((value) => !isHash(value));
  if (wrong >= 0) malformed(`/inclusion/path/${wrong}`, '64 lower-case hexadecimal digits.');
  return { index: BigInt(index), size: BigInt(size), path: path.map(fromHex) };
};

/** Whether a line is a leaf of the tree with this root (RFC 6962, section 2.1; the climb is that of RFC 9162). */
const isIncluded = async (line, { index, size, path }, root) => {
  let hash = await sha256([0], canonical(line));
  let [place, last] = [index, size - 1n];
  for (const sibling of path) {
    if (last === 0n) return false;
    const isRight = place % 2n === 1n || place === last;
    hash = isRight ? await sha256([1], sibling, hash) : await sha256([1], hash, sibling);
    // The last node of a level, alone there, first rises to where it has a left sibling.
    while (isRight && place % 2n === 0n) [place, last] = [place / 2n, last / 2n];
    [place, last] = [place / 2n, last / 2n];
  }
  return last === 0n && hash.every((byte, i) => byte === fromHex(root)[i]);
};

const ofFee = ({ node, feeBasisPoints }) =>
  `The fee of ${node} in that month is ${(feeBasisPoints / 100).toFixed(2)} %, by its signed policy.`;

/** That the policy is the one whose digest was named. */
const readPolicy = async (document, digest, sentence) => {
  const policy = messages.readPolicy(document, '/policy');
  require((await digestOf(document)) === digest, 'wrong_policy', '/policy', sentence);
  return policy;
};

const requireCurrency = (one, other, place) => require(one === other, 'currency', place, `Not in ${other}.`);

const requireInForce = (policy, period) =>
  require(
    policy.effectiveFrom <= period,
    'wrong_policy',
    '/policy/effectiveFrom',
    `The policy did not hold in ${period} yet.`,
  );

// Between two nodes.

/** A gift or a flattr from one node to another; `what` is the member in which it stands, and its name in sentences. */
class Donation {
  constructor(proof, what) {
    const read = what === 'gift' ? messages.readGift : messages.readFlattr;
    const documents = [what, 'receipt', 'statement', 'agreement', 'policy'];
    requireExactly(proof, '', ['type', ...documents, 'line', 'inclusion', 'keys']);
    const part = (name) => object(proof.get(name), `/${name}`);
    this.proof = proof;
    this.what = what;
    part(what);
    part('receipt');
    this.line = messages.readLine(new Fields(part('line'), '/line'));
    this.inclusion = readInclusion(part('inclusion'));
    ['statement', 'agreement', 'policy'].forEach(part);
    this.keys = objects(proof, 'keys');
    this.given = read(part(what), `/${what}`);
    this.receipt = messages.readReceipt(part('receipt'), '/receipt');
    this.offer = messages.readStatementOffer(part('statement'), '/statement');
    this.agreement = messages.readAgreement(part('agreement'), '/agreement');
    this.statement = this.offer.statement;
    this.isCorrection = this.line.kind === 'correction';
  }

  async check(trusted) {
    const { proof, receipt, given, statement } = this;
    const { debtor, creditor } = statement;
    this.policy = await readPolicy(
      proof.get('policy'),
      receipt.policy,
      'The receipt was given under another policy.',
    );
    this.#checkParties();
    const nodes = new Map([
      [debtor, debtor],
      [creditor, creditor],
      [given.actor, debtor],
    ]);
    const keys = await KeyBook.read(this.keys, nodes, trusted);
    const signatures = await this.#checkSignatures(keys);
    await this.#checkReceipt();
    await this.#checkLine();
    this.#checkAmount();
    this.#checkAgreement();
    this.#checkPolicy();
    return { findings: this.#findings(signatures), unknown: keys.unknown() };
  }

  #checkParties() {
    const { what, given, receipt, policy } = this;
    const { debtor, creditor } = this.statement;
    const isOfNode = given.actor === debtor;
    require(
      originOf(given.actor) === originOf(debtor),
      'wrong_debtor',
      '/statement/object/debtor',
      `The ${what} was not given at ${debtor}.`,
    );
    require(
      isOfNode === (given.tag !== undefined),
      'wrong_signer',
      `/${what}/actor`,
      'A donor signs what they give, and their node what is given by nobody named.',
    );
    require(
      originOf(given.creator) === originOf(creditor),
      'wrong_creditor',
      '/statement/object/creditor',
      `The ${what} was not given to somebody at ${creditor}.`,
    );
    require(receipt.actor === creditor, 'wrong_signer', '/receipt/actor', `Only ${creditor} can receipt it.`);
    require(policy.node === creditor, 'wrong_signer', '/policy/attributedTo', `Not the policy of ${creditor}.`);
  }

  async #checkSignatures(keys) {
    const { proof, what, given } = this;
    const { debtor, creditor } = this.statement;
    const verify = (name, signer) => keys.verify(proof.get(name), signer, `/${name}`);
    const donation = await verify(what, given.actor);
    const receipt = await verify('receipt', creditor);
    const statement = await verify('statement', debtor);
    const agreement = await verify('agreement', creditor);
    const policy = await verify('policy', creditor);
    requireCovered(donation, receipt, statement, agreement);
    requireCovered(receipt, statement, agreement);
    requireCovered(statement, agreement);
    requireCovered(agreement, statement);
    requireCovered(policy, receipt, statement, agreement);
    return [donation, receipt, statement, agreement, policy];
  }

  async #checkReceipt() {
    const { proof, what, given, receipt, policy } = this;
    require(receipt.flattr === given.id, 'wrong_flattr', '/receipt/object', `The receipt is for another ${what}.`);
    require(
      receipt.digest === (await digestOf(proof.get(what))),
      'wrong_digest',
      '/receipt/result/digest',
      `The receipt is for a ${what} with another content.`,
    );
    require(
      receipt.period === given.period,
      'wrong_period',
      '/receipt/result/period',
      `The receipt is for another month than ${given.period}.`,
    );
    require(
      timeText(given.published).startsWith(given.period),
      'wrong_period',
      `/${what}/published`,
      `Not published in ${given.period}.`,
    );
    require(
      receipt.published < messages.cutOff(policy, given.period),
      'late',
      '/receipt/published',
      `Receipted after the cut-off of ${given.period}.`,
    );
  }

  async #checkLine() {
    const { proof, what, given, line, statement, isCorrection, inclusion } = this;
    require(line.flattr === given.id, 'wrong_flattr', '/line/flattr', `The line is of another ${what}.`);
    require(line.kind === what || isCorrection, 'wrong_kind', '/line', `The line is of no ${what}.`);
    require(
      line.creator === given.creator,
      'wrong_creator',
      '/line/creator',
      `The line names another creator than the ${what}.`,
    );
    require(
      isCorrection || given.tag === undefined || given.tag === line.tag,
      'wrong_tag',
      '/line/donorTag',
      `The line names another donor's tag than the ${what}.`,
    );
    require(
      isCorrection ? statement.period > given.period : statement.period === given.period,
      'wrong_period',
      '/statement/object/period',
      isCorrection
        ? `A correction is of a later month than ${given.period}.`
        : `The statement is of another month than ${given.period}.`,
    );
    require(
      inclusion.size === BigInt(statement.count) &&
        (await isIncluded(proof.get('line'), inclusion, statement.root)),
      'not_included',
      '/inclusion',
      'The line is not under the root that was signed.',
    );
  }

  /** Of a share only the donor's node knows what it is of; a gift's amount is its donor's own. */
  #checkAmount() {
    const { given, line, statement } = this;
    requireCurrency(statement.currency, given.currency, '/statement/object/currency');
    require(line.amount <= statement.gross, 'amount', '/line/amount', 'More than the whole statement.');
    require(
      given.amount === undefined || given.amount === line.amount,
      'amount',
      '/line/amount',
      "Another amount than the gift's.",
    );
  }

  #checkAgreement() {
    const { agreement, offer, given } = this;
    require(agreement.offer === offer.id, 'wrong_statement', '/agreement/object', 'Another offer is agreed to.');
    require(
      messages.sameStatement(agreement.statement, offer.statement),
      'wrong_statement',
      '/agreement/result',
      'Another statement is agreed to than the one offered.',
    );
    require(
      !agreement.excepted.includes(given.id),
      'disputed',
      '/agreement/except/disputes',
      'The agreement leaves this line out.',
    );
  }

  /** A correction is revenue of the later month, under that one's policy. */
  #checkPolicy() {
    const { given, receipt, statement, policy, isCorrection } = this;
    require(
      isCorrection || statement.policy === receipt.policy,
      'wrong_policy',
      '/statement/object/policy',
      'The statement was made under another policy than the receipt.',
    );
    requireInForce(policy, given.period);
    requireCurrency(policy.currency, given.currency, '/policy/currency');
  }

  #findings(signatures) {
    const { what, given, receipt, line, statement, agreement, isCorrection } = this;
    const { debtor, creditor, period, currency, count } = statement;
    const excepted = new Set(agreement.excepted).size;
    return [
      this.#giving(),
      `${creditor} counted exactly this ${what}, as number ${receipt.sequence} of ${receipt.period} from that node.`,
      `${debtor} stated ${money(line.amount, currency)} for it: its line is in the statement ` +
        `of ${count} lines that come to ${money(statement.gross, currency)}.`,
      isCorrection
        ? `That is a correction in ${period}: the statement of ${given.period} had left it out. ` +
          `Its fee is that of ${period}.`
        : ofFee(this.policy),
      excepted === 0
        ? `${creditor} agreed to this statement and signed it, too.`
        : `${creditor} agreed to this statement without ${excepted} other lines, and signed that, too.`,
      ...ofSignatures(signatures),
    ];
  }

  #giving() {
    const { what, given, statement } = this;
    const donor = given.tag === undefined ? given.actor : `A donor of ${statement.debtor}, not named,`;
    const at = timeText(given.published);
    return what === 'flattr'
      ? `${donor} flattred ${given.thing} of ${given.creator} at ${at}.`
      : `${donor} gave ${money(given.amount, given.currency)} to ${given.creator} at ${at}, beside any budget.`;
  }
}

// Within one node.

const checkOwn = async (proof, what, trusted) => {
  requireExactly(proof, '', ['type', what, 'policy', 'keys']);
  const document = object(proof.get(what), `/${what}`);
  object(proof.get('policy'), '/policy');
  const histories = objects(proof, 'keys');
  const word = (what === 'share' ? messages.readOwnShare : messages.readOwnGift)(document, `/${what}`);
  const policy = await readPolicy(proof.get('policy'), word.policy, 'This was said under another policy.');
  const { node, period } = word;
  require(policy.node === node, 'wrong_signer', '/policy/attributedTo', `Not the policy of ${node}.`);
  const keys = await KeyBook.read(histories, new Map([[node, node]]), trusted);
  const ofWord = await keys.verify(document, node, `/${what}`);
  const ofPolicy = await keys.verify(proof.get('policy'), node, '/policy');
  requireCovered(ofWord);
  requireCovered(ofPolicy, ofWord);
  requireCurrency(policy.currency, word.currency, '/policy/currency');
  requireInForce(policy, period);
  require(
    word.published >= messages.cutOff(policy, period),
    'early',
    `/${what}/published`,
    `Said before the cut-off of ${period}.`,
  );
  const donor = word.donor ?? 'a donor of its own, not named,';
  const amount = money(word.amount, word.currency);
  const findings = [
    what === 'share'
      ? `${node} says that ${donor} flattred ${word.thing} of ${word.creator} in ${period}, ` +
        `and that this flattr got ${amount}.`
      : `${node} says that ${donor} gave ${amount} to ${word.creator} in ${period}, beside any budget.`,
    'Donor and creator are at the same node: nobody else has signed this.',
    ofFee(policy),
    ...ofSignatures([ofWord, ofPolicy]),
  ];
  return { findings, unknown: keys.unknown() };
};

const CHECKS = {
  FlattrProof: (proof, trusted) => new Donation(proof, 'flattr').check(trusted),
  GiftProof: (proof, trusted) => new Donation(proof, 'gift').check(trusted),
  OwnFlattrProof: (proof, trusted) => checkOwn(proof, 'share', trusted),
  OwnGiftProof: (proof, trusted) => checkOwn(proof, 'gift', trusted),
  EquivocationProof: checkEquivocation,
};

/** The proof that these bytes are, in the only spelling that it has. */
const read = (bytes) => {
  const proof = parse(bytes);
  const spelled = canonical(proof);
  if (spelled.length !== bytes.length || spelled.some((byte, i) => byte !== bytes[i])) {
    const same = spelled.findIndex((byte, i) => byte !== bytes[i]);
    const from = (same < 0 ? spelled.length : same) + 1;
    refuse('not_canonical', `Not in canonical form (RFC 8785), from byte ${from} on.`);
  }
  require(proof.has('type'), 'missing', '/type', 'Not there.');
  const type = proof.get('type');
  if (typeof type !== 'string') malformed('/type', 'A string.');
  require(Object.hasOwn(CHECKS, type), 'unknown_kind', '/type', 'No proof of this version.');
  return proof;
};

/**
 * Checks a document from its first byte to its last.
 *
 * Its `verdict` is `refused`, with `code`, `place` and `sentence`; `consistent`, with `findings` and the actors
 * `unknown` to the reader; or `trusted`, with `findings`.
 */
export const check = async (bytes, trusted) => {
  try {
    const proof = read(bytes);
    const checked = await CHECKS[proof.get('type')](proof, trusted);
    return { verdict: checked.unknown.length === 0 ? 'trusted' : 'consistent', ...checked };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    const { code, place, message: sentence } = refusal;
    return { verdict: 'refused', code, place, sentence };
  }
};
