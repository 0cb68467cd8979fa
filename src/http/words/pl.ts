// What connectors say, in Polish.
import type { Words } from "./words";

export const pl: Words = {};
