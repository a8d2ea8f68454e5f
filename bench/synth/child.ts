import type { Contender } from "./contenders.js";
import { contenders } from "./contenders.js";

/** Runs one contender once, in a process of its own: `child.ts <contender> <apps> <directory>`. */
const [name, apps, directory] = process.argv.slice(2);
const contender: Contender = contenders[name as keyof typeof contenders];
const before = process.cpuUsage();
contender(Number(apps), directory!);
const { user, system } = process.cpuUsage(before);
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ cpu: (user + system) / 1000, memory: maxRSS / 1024 }));
