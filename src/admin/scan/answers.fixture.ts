// A ticket as an answer tells it, for tests.
import type { ScanAnswer } from "../api";

export const ticket: NonNullable<ScanAnswer["ticket"]> = {
  id: "qr_1",
  eventId: "evt_1",
  url: "https://shopbell.example/q/1",
  svg: "https://shopbell.example/q/1.svg",
  png: "https://shopbell.example/q/1.png",
  product: { id: "sauna", name: "Sauna" },
  boughtAt: 1,
  result: { valid: true, why: "bought" },
  scans: [],
};
