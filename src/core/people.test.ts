import { describe, expect, it } from "vitest";
import { highestRole, isAtLeast, isWithinReach, roles } from "./people";

describe("roles", () => {
  it("stand in one order, each able to do what those below it can", () => {
    for (const [i, role] of roles.entries())
      expect(roles.filter((least) => isAtLeast(role, least))).toEqual(roles.slice(i));
  });

  it("count by the highest of several", () => {
    expect(highestRole(["viewer", "owner", "scanner"])).toBe("owner");
    expect(highestRole(["scanner", "viewer"])).toBe("viewer");
    expect(highestRole([])).toBeUndefined();
  });
});

describe("a session's reach", () => {
  const ofShop = { organisationId: "org_a", workspaceId: "ws_a" };
  const ofAll = { organisationId: "org_a", workspaceId: null };

  it.each([
    ["everything by default", null, true, true],
    ["all of one organisation", "org_a", true, true],
    ["one workspace, and no membership of all of them", "ws_a", true, false],
    ["nothing of another organisation", "org_b", false, false],
    ["nothing of another workspace", "ws_b", false, false],
  ])("is %s", (_, reach, shop, all) => {
    expect([isWithinReach(ofShop, reach), isWithinReach(ofAll, reach)]).toEqual([shop, all]);
  });
});
