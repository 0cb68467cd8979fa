// What connectors say, in Swedish.
import type { Words } from "./words";

export const sv: Words = {};
