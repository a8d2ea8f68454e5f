/** Gives names that are not taken: the name itself, else with a number. */
export class UniqueNames {
  private readonly taken: Set<string>;

  constructor(reserved: Iterable<string> = []) {
    this.taken = new Set(reserved);
  }

  /** @param suffixes - what must be free behind the name too */
  take(name: string, suffixes: readonly string[] = []): string {
    let unique = name;
    for (let number = 2; ["", ...suffixes].some((end) => this.taken.has(unique + end)); number++) {
      unique = `${name}${number}`;
    }
    for (const end of ["", ...suffixes]) this.taken.add(unique + end);
    return unique;
  }
}
