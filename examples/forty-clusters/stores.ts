/** A store: one cluster behind its counters. */
export interface Store {
  readonly name: string;
  readonly country: string;
  /** Checkout lanes; decides how many replicas run. */
  readonly lanes: number;
  /** Which tag of the fleet the store follows: canaries first, then early stores, then all. */
  readonly wave: "canary" | "early" | "stable";
}

const table: readonly (readonly [name: string, country: string, lanes: number, wave: Store["wave"]])[] = [
  ["ham-1", "DE", 8, "early"],
  ["ber-2", "DE", 12, "canary"],
  ["muc-3", "DE", 20, "stable"],
  ["fra-1", "DE", 6, "stable"],
  ["cgn-2", "DE", 10, "stable"],
  ["vie-3", "AT", 16, "early"],
  ["grz-1", "AT", 4, "stable"],
  ["zrh-2", "CH", 9, "stable"],
  ["bsl-3", "CH", 8, "stable"],
  ["gva-1", "CH", 12, "stable"],
  ["par-2", "FR", 20, "canary"],
  ["lys-3", "FR", 6, "stable"],
  ["mrs-1", "FR", 10, "stable"],
  ["lil-2", "FR", 16, "stable"],
  ["mad-3", "ES", 4, "stable"],
  ["bcn-1", "ES", 9, "early"],
  ["vlc-2", "ES", 8, "stable"],
  ["lis-3", "PT", 12, "stable"],
  ["opo-1", "PT", 20, "stable"],
  ["mil-2", "IT", 6, "stable"],
  ["rom-3", "IT", 10, "early"],
  ["trn-1", "IT", 16, "stable"],
  ["nap-2", "IT", 4, "stable"],
  ["ams-3", "NL", 9, "stable"],
  ["rtm-1", "NL", 8, "stable"],
  ["bru-2", "BE", 12, "early"],
  ["anr-3", "BE", 20, "stable"],
  ["lux-1", "LU", 6, "stable"],
  ["cph-2", "DK", 10, "stable"],
  ["aar-3", "DK", 16, "stable"],
  ["osl-1", "NO", 4, "early"],
  ["bgo-2", "NO", 9, "stable"],
  ["sto-3", "SE", 8, "stable"],
  ["got-1", "SE", 12, "stable"],
  ["hel-2", "FI", 20, "stable"],
  ["tmp-3", "FI", 6, "early"],
  ["waw-1", "PL", 10, "stable"],
  ["krk-2", "PL", 16, "stable"],
  ["prg-3", "CZ", 4, "stable"],
  ["brq-1", "CZ", 9, "stable"],
];

/** All stores. */
export const stores: readonly Store[] = table.map(([name, country, lanes, wave]) => ({
  name,
  country,
  lanes,
  wave,
}));
