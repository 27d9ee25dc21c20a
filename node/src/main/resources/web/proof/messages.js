// The documents that proofs are made of, read as docs/protocol/messages.md and proofs.md have them. What is not listed
// there is ignored here: it is covered by signatures.
import * as check from './fields.js';
import { Fields } from './fields.js';
import { refuse, require } from './refusal.js';

const { that } = check;
const MOST_DISPUTES = 1000;
const LONGEST_DETAIL = 1000;
const DISPUTES = ['missing', 'duplicate', 'unknown', 'late', 'amount', 'signature', 'policy', 'fraud_hold'];
const EARLIEST = check.daysAfter('1999-12', 0);
const LATEST = check.daysAfter('2199-12', 0);

/** Id, time, and who says it, of whose origin the id must be. */
export const envelope = (fields, speaker = 'actor') => {
  const it = { id: fields.id('id'), actor: fields.id(speaker), published: fields.time('published') };
  check.sameOrigin(fields.at('id'), it.id, check.originOf(it.actor));
  that(it.published >= EARLIEST && it.published < LATEST, fields.at('published'), 'A time from 2000 to 2199.');
  return it;
};

const spokenBy = (fields, party, actor) =>
  require(actor === party, 'wrong_actor', fields.at('actor'), `Only ${party} can say this.`);

const tagOf = (fields) => {
  if (!fields.has('donorTag')) return undefined;
  const text = fields.text('donorTag');
  check.tag(fields.at('donorTag'), text);
  return text;
};

const digestOf = (fields, name) => {
  const text = fields.text(name);
  check.digest(fields.at(name), text);
  return text;
};

const aboveZero = (micros, place) => that(micros > 0n, place, 'An amount above zero.');

/** The types of an activity, which may be one or several. */
const typesOf = (document, place) => {
  const given = document.get('type') ?? [];
  if (!Array.isArray(given)) return [text(given, `${place}/type`)];
  require(given.length <= 1000, 'too_large', `${place}/type`, 'More than 1000 values.');
  return given.flatMap((type, i) => (type === null ? [] : [text(type, `${place}/type/${i}`)]));
};

const text = (value, place) => {
  that(typeof value === 'string', place, 'Not a string.');
  return value;
};

const typeOf = (value) => {
  const type = value instanceof Map ? value.get('type') : undefined;
  return typeof type === 'string' ? type : undefined;
};

/** That a document is an activity of a type, which brings along what is of a kind: its result, else its object. */
const activity = (document, place, name, type, kind) => {
  const fields = new Fields(document, place);
  const types = typesOf(document, place);
  const carried = typeOf(document.get('result')) ?? typeOf(document.get('object'));
  const is = carried === kind && !types.includes('Like') && !types.includes('Undo') && fields.text('type') === type;
  return is ? fields : refuse('unknown_kind', `No ${name} stands here.`, place);
};

export const readFlattr = (document, place) => {
  const fields = new Fields(document, place);
  const is = typesOf(document, place).includes('Like') && fields.has('flattr');
  require(is, 'unknown_kind', place, 'No Flattr stands here.');
  fields.requireType('Like');
  const it = envelope(fields);
  const terms = fields.in('flattr');
  terms.requireType('Flattr');
  if (terms.has('replaces')) {
    const replaces = terms.id('replaces');
    check.sameOrigin(terms.at('replaces'), replaces, check.originOf(it.id));
    that(replaces !== it.id, terms.at('replaces'), 'Another flattr than this one.');
  }
  return {
    ...it,
    thing: fields.thing('object'),
    period: terms.period('period'),
    creator: terms.id('creator'),
    currency: terms.currency('currency'),
    tag: tagOf(terms),
  };
};

export const readGift = (document, place) => {
  const fields = activity(document, place, 'Gift', 'Offer', 'Gift');
  const gift = fields.in('object');
  const it = {
    ...envelope(fields),
    period: gift.period('period'),
    creator: gift.id('creator'),
    currency: gift.currency('currency'),
    amount: gift.micros('amount'),
    tag: tagOf(gift),
  };
  aboveZero(it.amount, gift.at('amount'));
  return it;
};

/** Of a receipt, activity and result name the flattr: the result is evidence on its own. */
const answered = (fields, result, least) => {
  const it = {
    ...envelope(fields),
    flattr: fields.id('object'),
    period: result.period('period'),
    sequence: result.integer('sequence'),
  };
  that(result.id('flattr') === it.flattr, result.at('flattr'), 'The same as the object.');
  check.range(result.at('sequence'), least, Number.MAX_SAFE_INTEGER, it.sequence);
  return it;
};

export const readReceipt = (document, place) => {
  const fields = activity(document, place, 'Receipt', 'Accept', 'FlattrReceipt');
  const result = fields.in('result');
  return { ...answered(fields, result, 1), digest: digestOf(result, 'digest'), policy: digestOf(result, 'policy') };
};

const readUndoReceipt = (document, place) => {
  const fields = activity(document, place, 'UndoReceipt', 'Accept', 'UndoReceipt');
  return answered(fields, fields.in('result'), 0);
};

/** A receipt of either kind that stands in a log. */
export const readLogEntry = (document, place) => {
  const undo = typeOf(document.get('result')) === 'UndoReceipt';
  const entry = undo ? readUndoReceipt(document, place) : readReceipt(document, place);
  require(entry.sequence > 0, 'unknown_kind', place, 'No entry of a log.');
  return entry;
};

const readStatement = (fields) => {
  const it = {
    id: fields.id('id'),
    period: fields.period('period'),
    debtor: fields.id('debtor'),
    creditor: fields.id('creditor'),
    version: fields.smallInteger('version'),
    count: fields.integer('count'),
    currency: fields.currency('currency'),
    gross: fields.micros('gross'),
    root: digestOf(fields, 'root'),
    lines: fields.id('lines'),
    policy: digestOf(fields, 'policy'),
    previous: fields.has('previous') ? fields.id('previous') : undefined,
  };
  const origin = check.originOf(it.debtor);
  check.sameOrigin(fields.at('id'), it.id, origin);
  that(it.debtor !== it.creditor, fields.at('creditor'), 'Another than the debtor.');
  check.range(fields.at('version'), 1, 2 ** 31 - 1, it.version);
  check.range(fields.at('count'), 0, Number.MAX_SAFE_INTEGER, it.count);
  check.sameOrigin(fields.at('lines'), it.lines, origin);
  if (it.previous) check.sameOrigin(fields.at('previous'), it.previous, origin);
  return it;
};

export const readStatementOffer = (document, place) => {
  const fields = activity(document, place, 'StatementOffer', 'Offer', 'Statement');
  const statement = readStatement(fields.in('object'));
  const it = { ...envelope(fields), statement };
  spokenBy(fields, statement.debtor, it.actor);
  return it;
};

/** Whether two statements say the same. */
export const sameStatement = (one, other) => Object.keys(one).every((name) => one[name] === other[name]);

const readDispute = (fields) => {
  fields.requireType('Dispute');
  fields.code('code', DISPUTES);
  const flattr = fields.has('flattr') ? fields.id('flattr') : undefined;
  const amount = fields.has('amount') ? fields.micros('amount') : 0n;
  const detail = fields.text('detail');
  that(amount === 0n || flattr, fields.at('amount'), 'An amount is that of a line.');
  that(
    detail.length <= LONGEST_DETAIL,
    fields.at('detail'),
    `A text of at most ${LONGEST_DETAIL} characters.`,
  );
  const evidence = fields.has('evidence') ? fields.id('evidence') : undefined;
  that(!evidence || flattr, fields.at('evidence'), 'Evidence is of a line.');
  const sequence = evidence && fields.has('sequence') ? fields.integer('sequence') : 0;
  check.range(fields.at('sequence'), 0, Number.MAX_SAFE_INTEGER, sequence);
  return { fields, flattr, amount, evidence, sequence };
};

const readCheckpoint = (fields) => {
  const it = {
    period: fields.period('period'),
    debtor: fields.id('debtor'),
    creditor: fields.id('creditor'),
    count: fields.integer('count'),
    root: digestOf(fields, 'root'),
  };
  that(it.debtor !== it.creditor, fields.at('creditor'), 'Another node than the debtor.');
  check.range(fields.at('count'), 0, Number.MAX_SAFE_INTEGER, it.count);
  return it;
};

/** The disputes that an agreement leaves out: lines of the statement, and with what shows each. */
const readException = (fields, statement, actor) => {
  fields.requireType('Disagreement');
  that(fields.id('statement') === statement.id, fields.at('statement'), 'The statement that is agreed to.');
  const disputes = fields.objects('disputes', MOST_DISPUTES, readDispute);
  const places = fields.at('disputes');
  for (const it of disputes) {
    that(it.flattr, it.fields.at('flattr'), 'A line: what is wrong with the whole cannot be left out of it.');
  }
  const disputed = disputes.reduce((micros, it) => micros + it.amount, 0n);
  that(disputed <= statement.gross, places, "No more than the statement's gross.");
  const log = fields.has('log') ? readCheckpoint(fields.in('log')) : undefined;
  that(!log || log.creditor === actor, `${fields.at('log')}/creditor`, 'The log of who answers.');
  for (const it of disputes.filter(({ evidence }) => evidence)) {
    check.sameOrigin(it.fields.at('evidence'), it.evidence, check.originOf(actor));
    check.range(it.fields.at('sequence'), 0, log?.count ?? Number.MAX_SAFE_INTEGER, it.sequence);
  }
  if (log) {
    that(disputes.length > 0, fields.at('log'), 'Only where lines are left out.');
    that(log.debtor === statement.debtor, `${fields.at('log')}/debtor`, 'That of the statement.');
    that(log.period === statement.period, `${fields.at('log')}/period`, 'That of the statement.');
  }
  return disputes.map(({ flattr }) => flattr);
};

export const readAgreement = (document, place) => {
  const fields = activity(document, place, 'Agreement', 'Accept', 'Statement');
  const it = { ...envelope(fields), offer: fields.id('object'), statement: readStatement(fields.in('result')) };
  spokenBy(fields, it.statement.creditor, it.actor);
  check.sameOrigin(fields.at('object'), it.offer, check.originOf(it.statement.debtor));
  const excepted = fields.has('except') ? readException(fields.in('except'), it.statement, it.actor) : [];
  return { ...it, excepted };
};

export const readSettlementOffer = (document, place) => {
  const fields = activity(document, place, 'SettlementOffer', 'Offer', 'Settlement');
  const form = fields.in('object');
  const it = {
    id: form.id('id'),
    period: form.period('period'),
    currency: form.currency('currency'),
    payer: form.id('payer'),
    payee: form.id('payee'),
    net: form.micros('net'),
    paid: form.micros('paid'),
    carried: form.micros('carried'),
  };
  check.sameOrigin(form.at('id'), it.id, check.originOf(it.payer));
  that(it.payer !== it.payee, form.at('payee'), 'Another than the payer.');
  const statements = form.list('statements', 2, check.idOf);
  that(new Set(statements).size === statements.length, form.at('statements'), 'None twice.');
  that(it.carried === it.net - it.paid, form.at('carried'), 'What is left of net after paid.');
  that(/^[ -~]{1,35}$/.test(form.text('reference')), form.at('reference'), '1 to 35 printable ASCII characters.');
  spokenBy(fields, it.payer, envelope(fields).actor);
  return it;
};

const CALENDAR = ['cutOff', 'statement', 'dispute', 'net', 'payment', 'overdue', 'suspended', 'default'];

const readCalendar = (fields) => {
  const days = Object.fromEntries(CALENDAR.map((stage) => [stage, fields.smallInteger(`${stage}Days`)]));
  that(
    days.cutOff >= 0 &&
      days.statement >= days.cutOff &&
      days.dispute >= days.statement &&
      days.net >= days.statement &&
      days.payment >= days.net &&
      days.overdue > days.payment &&
      days.suspended > days.overdue &&
      days.default > days.suspended &&
      days.default <= 400,
    fields.place,
    'The stages of a month are out of order.',
  );
  return days;
};

export const readPolicy = (document, place) => {
  const fields = new Fields(document, place);
  fields.requireType('NodePolicy');
  const protocol = fields.in('protocol');
  const understands = protocol.list('understands', 20, check.textOf);
  const here = understands.includes('1');
  require(here, 'unsupported_version', protocol.at('understands'), 'Does not understand version 1.');
  const it = {
    id: fields.id('id'),
    node: fields.id('attributedTo'),
    version: fields.smallInteger('version'),
    currency: fields.currency('currency'),
    feeBasisPoints: fields.smallInteger('feeBasisPoints'),
    minimumBudget: fields.micros('minimumBudget'),
    netMinimum: fields.micros('netMinimum'),
    giveToGet: fields.flag('giveToGet'),
    calendar: readCalendar(fields.in('calendar')),
    rails: fields.list('rails', 20, check.textOf),
    effectiveFrom: fields.period('effectiveFrom'),
  };
  check.sameOrigin(fields.at('id'), it.id, check.originOf(it.node));
  check.range(fields.at('version'), 1, 2 ** 31 - 1, it.version);
  check.range(fields.at('feeBasisPoints'), 0, 10_000, it.feeBasisPoints);
  that(it.netMinimum <= 10_000_000n, fields.at('netMinimum'), 'An amount up to 10.00.');
  it.rails.forEach((rail, i) =>
    that(/^[a-z0-9][a-z0-9-]{0,39}$/.test(rail), `${fields.at('rails')}/${i}`, '1 to 40 of a-z, 0-9 and -.'),
  );
  return it;
};

/** The first moment at which a month is cut off under a policy. */
export const cutOff = (policy, period) => check.daysAfter(period, policy.calendar.cutOff);

/** What a node says of something given between two of its own members: a share of a flattr, or a gift. */
const readOwn = (document, place, type, given) => {
  const fields = new Fields(document, place);
  fields.requireType(type);
  const it = {
    ...envelope(fields, 'attributedTo'),
    node: fields.id('attributedTo'),
    given: fields.id(given),
    thing: given === 'flattr' ? fields.thing('thing') : undefined,
    period: fields.period('period'),
    creator: fields.id('creator'),
    donor: fields.has('donor') ? fields.id('donor') : undefined,
    currency: fields.currency('currency'),
    amount: fields.micros('amount'),
    policy: digestOf(fields, 'policy'),
  };
  const origin = check.originOf(it.node);
  check.sameOrigin(fields.at(given), it.given, origin);
  check.sameOrigin(fields.at('creator'), it.creator, origin);
  if (it.donor) {
    check.sameOrigin(fields.at('donor'), it.donor, origin);
    that(it.donor !== it.creator, fields.at('donor'), 'Another than the creator.');
  }
  return { fields, ...it };
};

export const readOwnShare = (document, place) => readOwn(document, place, 'OwnShare', 'flattr');

export const readOwnGift = (document, place) => {
  const { fields, ...it } = readOwn(document, place, 'OwnGift', 'gift');
  aboveZero(it.amount, fields.at('amount'));
  return it;
};

const LINE = ['flattr', 'creator', 'donorTag', 'amount', 'salt', 'kind', 'corrects'];

/** A line of a statement: nothing else binds what stands in it, so it has no field that is null or unknown. */
export const readLine = (fields) => {
  const { members, place } = fields;
  that([...members.keys()].every((name) => LINE.includes(name)), place, 'No fields but those of a line.');
  that([...members.values()].every((value) => value !== null), place, 'No field that is null.');
  const it = {
    flattr: fields.id('flattr'),
    creator: fields.id('creator'),
    amount: fields.micros('amount'),
    tag: tagOf(fields) ?? fields.text('donorTag'),
    salt: fields.text('salt'),
    kind: fields.has('kind') ? fields.code('kind', ['flattr', 'gift', 'correction']) : 'flattr',
    corrects: fields.has('corrects') ? fields.id('corrects') : undefined,
  };
  that(!fields.has('kind') || it.kind !== 'flattr', fields.at('kind'), 'Not said of a flattr.');
  check.tag(fields.at('salt'), it.salt);
  that((it.kind === 'correction') === Boolean(it.corrects), fields.at('corrects'), 'With a correction and only there.');
  return it;
};
