// Views of scan pages for tests: one of each kind, with words that need escaping.
import type { StaffView, TicketView } from "./page";

export const now = Date.UTC(2026, 10, 22, 17, 5, 9);
const hour = 3_600_000;

export const ticket: TicketView = {
  shop: "Hotel <Zamek> & Spa",
  product: "Ten mornings in the sauna",
  result: { valid: true, why: "credits", until: now + 240 * hour, credits: { left: 3, of: 10 } },
  checkedAt: now,
  picture: "/q/241G60R30C1G60R30C2GA1850M2GA1850PYDX5QK.svg",
  signInPath: "/sign-in",
};

export const staff: StaffView = {
  shop: ticket.shop,
  product: "Ten mornings in the sauna",
  result: { valid: true, why: "credits", credits: { left: 2, of: 10 } },
  checkedAt: now,
  customer: { name: "Łucja O’Brien <b>", email: "lucja@example.com" },
  boughtAt: now - 900 * hour,
  order: "#1042",
  before: [
    {
      at: now - 2 * hour,
      who: "staff",
      by: "Anna",
      place: { country: "SE", city: "Malmö" },
      result: { valid: true, why: "credits" },
      credits: { before: 3, after: 2 },
      provisional: true,
    },
    {
      at: now - 30 * hour,
      who: "customer",
      place: { country: "PL", city: "Kraków" },
      result: { valid: true, why: "credits" },
    },
  ],
  outcome: {
    is: "done",
    move: { key: "k", change: "take", at: now, by: "Anna", before: 3, after: 2 },
  },
  credits: { action: "/q/241G/credits", key: "0123456789abcdef", canTake: true, canGiveBack: true },
  nextPath: "/scan",
};
