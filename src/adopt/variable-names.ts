/** Words that cannot name a variable of a module, and names that the program imports or uses itself. */
const RESERVED = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "external false finally for function if implements import in instanceof interface let new null package private " +
    "protected public return static super switch this throw true try typeof undefined var void while with yield " +
    "app console process globalThis"
  ).split(" "),
);

/** Gives names to the variables of one function. */
export class VariableNames {
  readonly #taken = new Set<string>();

  /** `flux-system` → `fluxSystem`; what is taken gets the first of `more` that makes it free, then a number. */
  name(text: string, ...more: readonly string[]): string {
    const candidates = [text, ...more.map((word) => `${text}-${word}`)].map(camelCase);
    const free = candidates.find((name) => this.#isFree(name));
    const chosen = free ?? this.#numbered(candidates[0] as string);
    this.#taken.add(chosen);
    return chosen;
  }

  #isFree(name: string): boolean {
    return !this.#taken.has(name) && !RESERVED.has(name);
  }

  #numbered(name: string): string {
    for (let number = 2; ; number++) if (this.#isFree(`${name}${number}`)) return `${name}${number}`;
  }
}

/** `my-App_2.x` → `myApp2X`; a name that begins with a digit gets an underscore. */
export function camelCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const name = words
    .map((word, index) => (index === 0 ? lowerFirst(word) : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
  return /^[A-Za-z]/.test(name) ? name : `_${name}`;
}

/** `OCIRepository` → `ociRepository`, `Apps` → `apps`. */
function lowerFirst(word: string): string {
  return word.replace(/^[A-Z]+(?=[A-Z][a-z]|$|\d)|^[A-Z]/, (start) => start.toLowerCase());
}
