import type { IConstruct } from "constructs";
import { Node } from "constructs";
import type { CallPlace } from "./call-place.js";
import { currentCallPlace } from "./call-place.js";

const PLACE = Symbol("fluxwright.place");
const FLEET = Symbol("fluxwright.fleet");

interface Placed {
  [PLACE]?: CallPlace | undefined;
  [FLEET]?: true;
}

interface Tree {
  addChild(child: IConstruct, name: string): void;
}

/**
 * Constructs tell nobody that they are created, but each one is added to its parent's node. Watching that one step
 * gives every construct of a fleet a place, also those of cdk8s, of cdk8s-plus and of `cdk8s import`. Trees that
 * are not fleets are left alone.
 */
const tree = Node.prototype as unknown as Tree;
const addChild = tree.addChild;
tree.addChild = function (this: Node, child, name) {
  addChild.call(this, child, name);
  if (isFleet(this.root)) (child as Placed)[PLACE] = currentCallPlace(child);
};

/** Marks a root as a fleet, so that what is created below it gets a place. */
export function watchPlaces(root: IConstruct): void {
  (root as Placed)[FLEET] = true;
}

/** Where the program created the construct; undefined when no code of the user's was on the stack. */
export function callPlaceOf(construct: IConstruct): CallPlace | undefined {
  return (construct as Placed)[PLACE];
}

function isFleet(root: IConstruct): boolean {
  return (root as Placed)[FLEET] === true;
}
