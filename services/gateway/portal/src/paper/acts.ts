// The one chain of acts of this page; every act of the desk and of a paper's page goes through it.
import { decide } from "../calls/decide.js";
import { Acts } from "./chain.js";

export const acts = new Acts(decide);
