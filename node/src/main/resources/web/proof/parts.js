// What the checks of all proofs have in common.
import { timeText } from './fields.js';
import { refuse, require } from './refusal.js';

/** The members of a proof. Unlike in a message none may be there that is not known: nothing would bind it. */
export const requireExactly = (members, place, names) => {
  for (const name of members.keys()) {
    require(names.includes(name), 'unknown_member', `${place}/${name}`, 'Nothing binds this member.');
  }
  for (const name of names.toSorted()) require(members.has(name), 'missing', `${place}/${name}`, 'Not there.');
};

export const malformed = (place, expected) => refuse('malformed', expected, place);

export const object = (value, place) => (value instanceof Map ? value : malformed(place, 'An object.'));

export const array = (value, place) => (Array.isArray(value) ? value : malformed(place, 'An array.'));

export const objects = (proof, name) =>
  array(proof.get(name), `/${name}`).map((value, i) => object(value, `/${name}/${i}`));

/** What was checked, as sentences for people. */
export const ofSignatures = (signatures) => [
  `All ${signatures.length} signatures hold, each by a key within the dates of its use.`,
  ...signatures
    .filter(({ revoked }) => revoked !== undefined)
    .map(
      ({ key, revoked, place }) =>
        `${key} was revoked at ${timeText(revoked)}; ` +
        `what it signed at ${place} counts, since another signature covers it.`,
    ),
];
