// Why something is no proof: a code that never changes, a sentence for people, and the place as a JSON pointer.
export class Refusal extends Error {
  constructor(code, sentence, place) {
    super(sentence);
    this.code = code;
    this.place = place;
  }
}

export const refuse = (code, sentence, place = '') => {
  throw new Refusal(code, sentence, place);
};

export const require = (holds, code, place, sentence) => holds || refuse(code, sentence, place);
