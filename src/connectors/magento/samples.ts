// Bodies as Commerce and its modules send them, with the fields that the setup steps name.
import type { Json } from "../../core/json";
import type { Sample } from "../kit";

const clientId = "ca7b36f23be94dcb9d2ebb97f0276e3f";

const lines = [
  {
    item_id: "90811",
    parent_item_id: null,
    product_type: "configurable",
    product_id: "67121",
    sku: "MH01-XS-Black",
    name: "Chaz Kangeroo Hoodie",
    qty_ordered: "2.0000",
    price: "52.0000",
    price_incl_tax: "63.9600",
  },
  {
    item_id: "90812",
    parent_item_id: "90811",
    product_type: "simple",
    product_id: "67105",
    sku: "MH01-XS-Black",
    name: "Chaz Kangeroo Hoodie-XS-Black",
    qty_ordered: "2.0000",
    price: "0.0000",
    price_incl_tax: null,
  },
];

const order = {
  entity_id: "70431",
  increment_id: "000051288",
  state: "processing",
  status: "processing",
  total_due: 0,
  grand_total: 127.92,
  order_currency_code: "EUR",
  customer_id: "33087",
  customer_email: "roni_cost@example.com",
  customer_firstname: "Veronica",
  customer_lastname: "Costello",
  created_at: "2026-08-14 09:30:00",
  updated_at: "2026-08-14 09:31:12",
  items: lines,
};

const unpaid = { ...order, state: "new", status: "pending", total_due: 127.92 };

const creditMemo = {
  entity_id: "81207",
  increment_id: "000062399",
  order_id: "70431",
  state: 2,
  grand_total: "63.9600",
  order_currency_code: "EUR",
  created_at: "2026-08-20 07:15:09",
  items: [
    {
      product_id: "67121",
      sku: "MH01-XS-Black",
      name: "Chaz Kangeroo Hoodie",
      qty: "1.0000",
      price_incl_tax: "63.9600",
    },
  ],
};

const invoice = {
  entity_id: "74415",
  increment_id: "000064410",
  order_id: "70431",
  state: 2,
  grand_total: "127.9200",
  order_currency_code: "EUR",
  created_at: "2026-08-14 09:31:10",
};

const cart = {
  entity_id: "95533",
  is_active: "1",
  items_count: 1,
  grand_total: "63.9600",
  quote_currency_code: "EUR",
  customer_id: "33087",
  customer_email: "roni_cost@example.com",
  updated_at: "2026-08-14 09:12:44",
  items: [
    {
      item_id: "91644",
      product_id: "67121",
      sku: "MH01-XS-Black",
      name: "Chaz Kangeroo Hoodie",
      qty: 1,
      price: 52,
    },
  ],
};

const customer = {
  id: "33087",
  email: "roni_cost@example.com",
  firstname: "Veronica",
  lastname: "Costello",
  updated_at: "2026-08-14 10:02:31",
  extension_attributes: { is_subscribed: true },
};

const subscriber = {
  subscriber_id: "46619",
  subscriber_email: "roni_cost@example.com",
  subscriber_status: 1,
  change_status_at: "2026-08-14 10:05:00",
  customer_id: "33087",
};

const observer = (name: string) => `com.adobe.commerce.observer.${name}`;

function cloudEvent(name: string, n: number, value: Json) {
  const eventId = `b0f2b088-5490-4d16-9ce9-0cb1fb3e5ed${n}`;
  return {
    specversion: "1.0",
    id: `23f76cef-9f14-44b1-bbd0-29995789c98${n}`,
    source: "urn:uuid:fb58963f-d2e7-4ab4-83da-b6ff15b8ebc0",
    type: observer(name),
    datacontenttype: "application/json",
    time: "2026-08-14T09:31:58.436Z",
    eventid: eventId,
    event_id: eventId,
    recipient_client_id: clientId,
    recipientclientid: clientId,
    data: {
      key: `31a86bbd-e51d-4b58-9f5a-34ec8df263c${n}`,
      value,
      source: "shop.production",
      _metadata: {
        commerceEdition: "Adobe Commerce",
        commerceVersion: "2.4.8",
        storeId: "1",
        websiteId: "1",
      },
    },
  };
}

function ioEvent(title: string, name: string, n: number, value: Json): Sample {
  const event = cloudEvent(name, n, value);
  return {
    title,
    body: JSON.stringify(event),
    headers: {
      "content-type": "application/cloudevents+json; charset=UTF-8",
      "x-adobe-delivery-id": `f2b0a3c1-5c0e-4d0e-8f0a-0d6b9f3a7e5${n}`,
      "x-adobe-event-code": event.type,
      "x-adobe-event-id": event.eventid,
      "x-adobe-provider": "dx_commerce_events",
    },
  };
}

const batch: Sample = {
  title: "Adobe event: several at once",
  body: JSON.stringify([
    cloudEvent("sales_order_save_commit_after", 7, order),
    cloudEvent("customer_save_commit_after", 8, customer),
    cloudEvent("sales_order_save_commit_after", 9, {
      ...unpaid,
      entity_id: "70432",
      increment_id: "000051289",
    }),
  ]),
  headers: { "content-type": "application/cloudevents-batch+json; charset=UTF-8" },
};

const webhook = (title: string, eventName: string, data: Json): Sample => ({
  title,
  body: JSON.stringify({ eventName, data }),
  headers: {
    "content-type": "application/json",
    "x-adobe-commerce-request-id": "req-6f0a",
  },
});

/** What an entity lacks, a template leaves empty. */
const empty = {
  order_id: "",
  total_due: "",
  quote_currency_code: "",
  email: "",
  subscriber_id: "",
  subscriber_email: "",
  subscriber_status: "",
  change_status_at: "",
};

const module = (title: string, event: string, entity: object): Sample => ({
  title,
  body: JSON.stringify({ event, ...empty, ...entity }),
  headers: { "content-type": "application/json" },
});

export const samples: Sample[] = [
  ioEvent("Adobe event: order paid", "sales_order_save_commit_after", 0, order),
  ioEvent("Adobe event: order placed, to be paid later", "checkout_submit_all_after", 1, { order: unpaid }),
  ioEvent("Adobe event: order cancelled", "sales_order_save_commit_after", 2, {
    ...unpaid,
    state: "canceled",
    status: "canceled",
    updated_at: "2026-08-15 11:00:00",
  }),
  ioEvent("Adobe event: invoice paid", "sales_order_invoice_save_after", 3, invoice),
  ioEvent("Adobe event: refund", "sales_order_creditmemo_save_after", 4, creditMemo),
  ioEvent("Adobe event: cart changed", "sales_quote_save_after", 5, cart),
  ioEvent("Adobe event: customer saved", "customer_save_commit_after", 6, customer),
  ioEvent("Adobe event: newsletter subscribed", "newsletter_subscriber_save_after", 6, subscriber),
  ioEvent("Adobe event: newsletter unsubscribed", "newsletter_subscriber_save_after", 6, {
    ...subscriber,
    subscriber_status: 3,
    change_status_at: "2026-09-01 08:00:00",
  }),
  batch,
  webhook("Commerce webhook: order paid", "sales_order_save_commit_after", { order }),
  webhook("Commerce webhook: refund", "sales_order_creditmemo_save_after", { creditmemo: creditMemo }),
  module("Module: order paid", "order", order),
  module("Module: refund", "creditmemo", { ...creditMemo, state: "2" }),
  module("Module: abandoned cart", "abandoned_cart", cart),
  module("Module: newsletter subscribed", "subscriber", { ...subscriber, subscriber_status: "1" }),
];

export const sampleIds = [
  "000051288",
  "000051289",
  "000062399",
  "000064410",
  "70431",
  "70432",
  "81207",
  "74415",
  "95533",
  "33087",
  "46619",
];
