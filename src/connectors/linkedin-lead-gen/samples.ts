// LinkedIn's notices of leads, written from their description; all ids are made up.
import type { Sample } from "../kit";

const leadId = "249592fc-d272-44ba-a7db-c2bdce579507-6";

function sample(title: string, more: object): Sample {
  const notice = {
    type: "LEAD_ACTION",
    leadGenFormResponse: `urn:li:leadGenFormResponse:${leadId}`,
    owner: { sponsoredAccount: "urn:li:sponsoredAccount:522529623" },
    associatedEntity: { associatedCreative: "urn:li:sponsoredCreative:241257736" },
    leadGenForm: "urn:li:versionedLeadGenForm:(urn:li:leadGenForm:7234246,1)",
    leadType: "SPONSORED",
    leadAction: "CREATED",
    occurredAt: 1786699800123,
    ...more,
  };
  return { title, body: JSON.stringify(notice), headers: { "content-type": "application/json" } };
}

export const samples: Sample[] = [
  sample("Lead", {}),
  sample("Lead of an event", {
    leadGenFormResponse: "urn:li:leadGenFormResponse:a9a29e52-c0a3-42e3-8af1-2fc83b697003-4",
    owner: { organization: "urn:li:organization:11223344" },
    associatedEntity: { event: "urn:li:event:7000000000000000001" },
    leadGenForm: "urn:li:versionedLeadGenForm:(urn:li:leadGenForm:6955637458260688897,1)",
    leadType: "EVENT",
  }),
  sample("Lead deleted", { leadAction: "DELETED", occurredAt: 1786786200000 }),
];

export const sampleIds = [leadId, "a9a29e52-c0a3-42e3-8af1-2fc83b697003-4"];
