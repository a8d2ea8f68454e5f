import type { FleetTreeOptions } from "../constructs/fleet-tree.js";
import { FleetTree } from "../constructs/fleet-tree.js";
export class FleetApp extends FleetTree {
  constructor(o: FleetTreeOptions = {}) {
    super(o);
  }
}
