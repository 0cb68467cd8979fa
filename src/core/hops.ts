// How loops through Shopbell end: what leaves counts its trips, and an event that has made too many rings nothing.

/** After this many trips through Shopbell an event is kept, but rings nothing. */
export const mostHops = 3;
/** How often an event has come round: set on what we send, so that loops through Shopbell end. */
export const hopsHeader = "shopbell-hops";
