import { FleetApp } from "fluxwright";
import { place } from "./placed.js";

const app = new FleetApp();
place(app);
app.synth();
