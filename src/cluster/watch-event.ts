import type { FluxwrightError } from "../diagnostics/fluxwright-error.js";

/**
 * What a watch tells.
 *
 * - `added`, `modified`, `deleted`: an object, or for `deleted` the last that was seen of it. An object that was
 *   deleted and created again under its name is `deleted` and then `added`, each with its own uid.
 * - `synced`: all that was there at the start, or after a gap, has been told; the picture is whole.
 * - `lost`: the server does not answer; what is known stays, and the watch goes on trying.
 * - `restored`: it answers again. Nothing was missed: a gap is closed by a new list whose differences are told.
 */
export type WatchEvent<T> =
  | { readonly type: "added" | "modified" | "deleted"; readonly object: T; readonly uid: string }
  | { readonly type: "synced" }
  | { readonly type: "lost"; readonly error: FluxwrightError }
  | { readonly type: "restored" };
