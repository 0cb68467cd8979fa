// Notices of leads as Meta sends them, of the members its docs show; all ids are made up.
import type { Sample } from "./kit";

/** Ids come as numbers, of more digits than a double holds, and as texts. */
const one = `{"object":"page","entry":[{"id":"153125381133","time":1788170411,"changes":[{"field":"leadgen","value":{"leadgen_id":777000111222333441,"page_id":153125381133,"form_id":888000111222333555,"adgroup_id":120210000111222333,"ad_id":120210000111222333,"created_time":1788170409}}]}]}`;

const organic = `{"object":"page","entry":[{"id":"153125381133","time":1788174003,"changes":[{"field":"leadgen","value":{"created_time":1788174002,"leadgen_id":"777000111222333442","page_id":"153125381133","form_id":"888000111222333555"}}]}]}`;

const several = `{"object":"page","entry":[{"id":"153125381133","time":1788177605,"changes":[{"field":"leadgen","value":{"leadgen_id":"777000111222333443","page_id":"153125381133","form_id":"888000111222333555","adgroup_id":"120210000111222333","ad_id":"120210000111222333","created_time":1788177601}},{"field":"leadgen","value":{"leadgen_id":"777000111222333444","page_id":"153125381133","form_id":"888000111222333555","adgroup_id":"120210000111222333","ad_id":"120210000111222333","created_time":1788177604}}]},{"id":"153125381134","time":1788177606,"changes":[{"field":"leadgen","value":{"leadgen_id":"777000111222333445","page_id":"153125381134","form_id":"888000111222333556","created_time":1788177602}}]}]}`;

const sample = (title: string, body: string): Sample => ({
  title,
  body,
  headers: { "content-type": "application/json" },
});

export const samples: Sample[] = [
  sample("Lead of an ad", one),
  sample("Lead without an ad", organic),
  sample("Leads of two pages", several),
];

export const sampleIds = [1, 2, 3, 4, 5].map((last) => `77700011122233344${last}`);
