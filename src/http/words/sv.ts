// What connectors say, in Swedish.
import type { Words } from "./words";

export const sv: Words = {
  // EasyCart
  "Sales, subscriptions and access to products of a shop on EasyCart (easy.tools).":
    "Försäljning, prenumerationer och åtkomst till produkter i en butik på EasyCart (easy.tools).",
  "Webhook signing key": "Signeringsnyckel för webhooken",
  "EasyCart shows it once: Store settings → API & Webhooks → Generate webhook signing key.":
    "EasyCart visar den en enda gång: ”Store settings → API & Webhooks → Generate webhook signing key”.",
  "In EasyCart, open the product, then the tab “Integrations and webhook”.":
    "Öppna produkten i EasyCart och sedan fliken ”Integrations and webhook”.",
  "Paste {{url}} as the webhook address and save. Repeat this for every product whose sales count.":
    "Klistra in {{url}} som webhookens adress och spara. Upprepa för varje produkt vars försäljning ska räknas.",
  "Recommended: in Store settings → API & Webhooks choose “Generate webhook signing key”, and paste the key here.":
    "Rekommenderas: välj ”Generate webhook signing key” under ”Store settings → API & Webhooks” och klistra in nyckeln här.",
  "Product bought": "Produkt köpt",
  "Product assigned after the same sale": "Produkt tilldelad efter samma köp",
  "Product bought, older shop": "Produkt köpt, äldre butik",
  "Product assigned by hand": "Produkt tilldelad för hand",
  "Access expires soon": "Åtkomsten tar snart slut",
  "Access expired": "Åtkomsten har tagit slut",
  "Subscription created": "Prenumeration skapad",
  "Plan changed": "Plan ändrad",
  "Subscription cancelled by the customer": "Prenumeration uppsagd av kunden",
  "Subscription resumed": "Prenumeration återupptagen",
  "Renewal upcoming": "Förnyelse på gång",
  "Subscription renewed": "Prenumeration förnyad",
  "Renewal failed": "Förnyelse misslyckad",
  "Subscription expired": "Prenumeration utgången",
  "Subscription deleted": "Prenumeration borttagen",
  "Customer data changed": "Kunduppgifter ändrade",

  // Shopify
  "Orders, refunds, abandoned checkouts, customers and subscriptions of a Shopify shop.":
    "Beställningar, återbetalningar, övergivna kassor, kunder och prenumerationer i en Shopify-butik.",
  "Signing secret": "Signeringshemlighet",
  "At the bottom of Settings → Notifications → Webhooks: “Your webhooks will be signed with …”. For an app's own webhooks it is the app's client secret.":
    "Längst ner under Inställningar → Aviseringar → Webhooks: ”Your webhooks will be signed with …”. För en apps egna webhookar är det appens klienthemlighet (client secret).",
  "Carts are abandoned after (minutes)": "Varukorgar räknas som övergivna efter (minuter)",
  "So long without a change and without a purchase, a cart counts as abandoned. 0: only when the shop says so itself.":
    "Efter så lång tid utan ändring och utan köp räknas en varukorg som övergiven. 0: bara när butiken själv säger det.",
  "In Shopify, open Settings → Notifications → Webhooks and choose “Create webhook”.":
    "Öppna Inställningar → Aviseringar → Webhooks i Shopify och välj ”Skapa webhook”.",
  "Choose the event “Order payment”, the format JSON, and {{url}} as the URL.":
    "Välj händelsen ”Order payment”, formatet JSON och {{url}} som URL.",
  "Do the same for the other events you want: order cancellation, refund create, customer update; and for abandoned carts checkout creation and checkout update.":
    "Gör likadant för de andra händelser du vill ha: ”Order cancellation”, ”Refund create”, ”Customer update”, och för övergivna kassor ”Checkout creation” och ”Checkout update”.",
  "Copy the secret from the bottom of that page (“Your webhooks will be signed with …”) and paste it here.":
    "Kopiera hemligheten längst ner på den sidan (”Your webhooks will be signed with …”) och klistra in den här.",
  "Order paid": "Beställning betald",
  "Order paid, test notification": "Beställning betald, testavisering",
  "Order created and paid": "Beställning skapad och betald",
  "Order created, to be paid later": "Beställning skapad, betalas senare",
  "Order updated": "Beställning uppdaterad",
  "Order cancelled": "Beställning avbruten",
  Refund: "Återbetalning",
  "Checkout started": "Kassa påbörjad",
  "Checkout changed": "Kassa ändrad",
  "Checkout completed": "Kassa slutförd",
  "Checkout deleted": "Kassa borttagen",
  "Cart changed": "Varukorg ändrad",
  "Customer created": "Kund skapad",
  "Subscription started": "Prenumeration startad",
  "Subscription changed": "Prenumeration ändrad",
  "Subscription paused": "Prenumeration pausad",
  "Subscription cancelled": "Prenumeration uppsagd",
  "Subscription failed": "Prenumeration misslyckad",
  "App removed": "App borttagen",
  "Data request": "Begäran om uppgifter",
  "Customer to be erased": "Kund att radera",
  "Shop to be erased": "Butik att radera",

  // WooCommerce
  "Orders, refunds, customers and subscriptions of a WooCommerce shop.":
    "Beställningar, återbetalningar, kunder och prenumerationer i en WooCommerce-butik.",
  Secret: "Hemlighet",
  "The Secret of the webhooks in WooCommerce → Settings → Advanced → Webhooks. Make up a long one of letters and digits, and give it to all of this shop's webhooks.":
    "Webhookarnas hemlighet (”Secret”) under WooCommerce → Inställningar → Avancerat → Webhooks. Hitta på en lång av bokstäver och siffror, och använd den för alla butikens webhookar.",
  "In WordPress, open WooCommerce → Settings → Advanced → Webhooks and choose “Add webhook”.":
    "Öppna WooCommerce → Inställningar → Avancerat → Webhooks i WordPress och välj ”Lägg till webhook”.",
  "Choose the status Active, the topic “Order updated”, {{url}} as the delivery URL and the API version “WP REST API Integration v3”.":
    "Välj statusen ”Active”, ämnet ”Order updated”, {{url}} som leverans-URL (”Delivery URL”) och API-versionen ”WP REST API Integration v3”.",
  "As the secret, enter a long one of letters and digits. Paste the same one here, then save the webhook.":
    "Skriv en lång hemlighet av bokstäver och siffror. Klistra in samma här, och spara sedan webhooken.",
  "A webhook has one topic. Make one more, with the same URL and secret, for “Order created” and for “Customer updated”.":
    "En webhook har ett ämne. Skapa en till, med samma URL och hemlighet, för ”Order created” och en för ”Customer updated”.",
  "With WooCommerce Subscriptions, make one each for “Subscription created”, “Subscription updated” and “Subscription switched”.":
    "Med WooCommerce Subscriptions: skapa en var för ”Subscription created”, ”Subscription updated” och ”Subscription switched”.",
  "WooCommerce sends everything once, and disables a webhook after several failures in a row. To enable it again, open it in that list, choose the status Active and save.":
    "WooCommerce skickar allt en enda gång och stänger av en webhook efter flera misslyckanden i rad. Slå på den igen genom att öppna den i listan, välja statusen ”Active” och spara.",
  "Order updated, completed": "Beställning uppdaterad, slutförd",
  "Order refunded in part": "Beställning delvis återbetald",
  "Order refunded whole": "Beställning helt återbetald",
  "Payment failed": "Betalning misslyckad",
  "Order deleted": "Beställning borttagen",
  "Customer updated": "Kund uppdaterad",
  "Renewal paid": "Förnyelse betald",
  "Subscription switched": "Prenumeration bytt",
  "Subscription put on hold": "Prenumeration vilande",
  "Subscription to end": "Prenumeration på väg att avslutas",
  "Product updated": "Produkt uppdaterad",
  "Action of the shop's choice": "En åtgärd som butiken valt",

  // Magento and Adobe Commerce
  "Orders, refunds, carts, customers and newsletter subscribers of a Magento or Adobe Commerce shop.":
    "Beställningar, återbetalningar, varukorgar, kunder och nyhetsbrevsprenumeranter i en butik på Magento eller Adobe Commerce.",
  "How events come": "Hur händelserna kommer",
  "Adobe I/O Events": "Adobe I/O Events",
  "Adobe Commerce webhooks": "Webhookar i Adobe Commerce",
  "A webhook module": "En webhookmodul",
  "Adobe Commerce has the first two. Magento Open Source needs a module, such as Mageplaza Webhook.":
    "Adobe Commerce har de två första. Magento Open Source behöver en modul, till exempel Mageplaza Webhook.",
  "Client ID": "Client ID",
  "In the Adobe Developer Console: the project → Credentials → OAuth Server-to-Server → Client ID.":
    "I Adobe Developer Console: projektet → ”Credentials → OAuth Server-to-Server → Client ID”.",
  "Public key": "Publik nyckel",
  "In the Admin: Stores → Configuration → Adobe Services → Webhooks, once “Enabled” is Yes and a key pair has been generated. Without it, a secret in the address is the proof.":
    "I Admin: ”Stores → Configuration → Adobe Services → Webhooks”, när ”Enabled” står på ”Yes” och ett nyckelpar har skapats. Utan den är en hemlighet i adressen beviset.",
  "Make one up: it becomes a part of the address, and proves that a request comes from your shop.":
    "Hitta på en: den blir en del av adressen och bevisar att ett anrop kommer från din butik.",
  "Choose how your shop tells its events. Adobe Commerce: Adobe I/O Events (recommended) or webhooks. Magento Open Source: a module.":
    "Välj hur butiken berättar om sina händelser. Adobe Commerce: Adobe I/O Events (rekommenderas) eller webhookar. Magento Open Source: en modul.",
  "Adobe I/O Events: in the Commerce Admin, open System → Events → Events Subscriptions (or io_events.xml) and add observer.sales_order_save_commit_after and observer.sales_order_creditmemo_save_after; if you want them, also observer.customer_save_commit_after, observer.sales_quote_save_after and observer.newsletter_subscriber_save_after.":
    "Adobe I/O Events: öppna ”System → Events → Events Subscriptions” i Commerce Admin (eller io_events.xml) och lägg till observer.sales_order_save_commit_after och observer.sales_order_creditmemo_save_after; om du vill ha dem, även observer.customer_save_commit_after, observer.sales_quote_save_after och observer.newsletter_subscriber_save_after.",
  "Give each the fields it needs, or none at all to send everything. Orders: entity_id, increment_id, quote_id, state, status, total_due, grand_total, order_currency_code, customer_id, customer_email, customer_firstname, customer_lastname, created_at, updated_at, _origData.state, items[].item_id, items[].parent_item_id, items[].product_type, items[].product_id, items[].sku, items[].name, items[].qty_ordered, items[].price_incl_tax. Credit memos: entity_id, increment_id, order_id, state, grand_total, order_currency_code, created_at and the items. Customers: id, email, firstname, lastname, updated_at. Carts: entity_id, is_active, items_count, grand_total, quote_currency_code, customer_id, customer_email, updated_at and the items. Subscribers: subscriber_id, subscriber_email, subscriber_status, change_status_at, customer_id.":
    "Ge var och en de fält den behöver, eller inga alls för att skicka allt. Beställningar: entity_id, increment_id, quote_id, state, status, total_due, grand_total, order_currency_code, customer_id, customer_email, customer_firstname, customer_lastname, created_at, updated_at, _origData.state, items[].item_id, items[].parent_item_id, items[].product_type, items[].product_id, items[].sku, items[].name, items[].qty_ordered, items[].price_incl_tax. Kreditnotor: entity_id, increment_id, order_id, state, grand_total, order_currency_code, created_at och raderna (items). Kunder: id, email, firstname, lastname, updated_at. Varukorgar: entity_id, is_active, items_count, grand_total, quote_currency_code, customer_id, customer_email, updated_at och raderna (items). Prenumeranter: subscriber_id, subscriber_email, subscriber_status, change_status_at, customer_id.",
  "Then, in the Adobe Developer Console, open your project, add an event registration with these events, choose “Webhook” with the delivery style “Single”, and paste {{url}}. If its status becomes “Disabled”, edit the registration and save it again. Copy the Client ID of the credentials here.":
    "Öppna sedan ditt projekt i Adobe Developer Console, lägg till en ”event registration” med de här händelserna, välj ”Webhook” med leveranssättet ”Single” och klistra in {{url}}. Om statusen blir ”Disabled”, redigera registreringen och spara den igen. Kopiera ”Client ID” från projektets ”Credentials” hit.",
  "Adobe Commerce webhooks: in the Commerce Admin, open System → Webhooks → Webhooks Subscriptions (or webhooks.xml) and add observer.sales_order_save_commit_after and the others with the type “after”, the method POST and the address {{url}}. Always choose “optional”, with a timeout of 5000: Commerce waits for the answer, and a required webhook could stop a checkout. Send everything, or the fields eventName and those above with data.order. before them.":
    "Webhookar i Adobe Commerce: öppna ”System → Webhooks → Webhooks Subscriptions” i Commerce Admin (eller webhooks.xml) och lägg till observer.sales_order_save_commit_after och de andra med typen ”after”, metoden POST och adressen {{url}}. Välj alltid ”optional”, med en timeout på 5000: Commerce väntar på svaret, och en obligatorisk webhook kan stoppa en kassa. Skicka allt, eller fälten eventName och de ovan med data.order. framför.",
  "Commerce signs its webhooks once Stores → Configuration → Adobe Services → Webhooks says so: switch it on, choose “Regenerate key pair” and paste the public key here. Otherwise make up a secret here, and copy the address from here after saving.":
    "Commerce signerar sina webhookar när det är valt under ”Stores → Configuration → Adobe Services → Webhooks”: slå på det, välj ”Regenerate key pair” och klistra in den publika nyckeln här. Hitta annars på en hemlighet här, och kopiera adressen härifrån när du har sparat.",
  "A module such as Mageplaza Webhook: make up a secret here, save, and add a hook for “Order” with {{url}} as the Payload URL, the method POST (GET sends nothing) and the content type application/json. For other hooks change the word “order” at the start of the body to creditmemo, customer, subscriber or abandoned_cart.":
    "En modul som Mageplaza Webhook: hitta på en hemlighet här, spara, och lägg till en ”hook” för ”Order” med {{url}} som ”Payload URL”, metoden POST (GET skickar inget) och innehållstypen application/json. För andra hookar, byt ordet ”order” i början av innehållet mot creditmemo, customer, subscriber eller abandoned_cart.",
  'The body for the module: {"event":"order","entity_id":"{{ item.entity_id }}","increment_id":"{{ item.increment_id }}","order_id":"{{ item.order_id }}","quote_id":"{{ item.quote_id }}","state":"{{ item.state }}","status":"{{ item.status }}","total_due":"{{ item.total_due }}","grand_total":"{{ item.grand_total }}","order_currency_code":"{{ item.order_currency_code }}","quote_currency_code":"{{ item.quote_currency_code }}","customer_id":"{{ item.customer_id }}","customer_email":"{{ item.customer_email }}","customer_firstname":"{{ item.customer_firstname | remove: \'"\' }}","customer_lastname":"{{ item.customer_lastname | remove: \'"\' }}","email":"{{ item.email }}","firstname":"{{ item.firstname | remove: \'"\' }}","lastname":"{{ item.lastname | remove: \'"\' }}","subscriber_id":"{{ item.subscriber_id }}","subscriber_email":"{{ item.subscriber_email }}","subscriber_status":"{{ item.subscriber_status }}","change_status_at":"{{ item.change_status_at }}","created_at":"{{ item.created_at }}","updated_at":"{{ item.updated_at }}","items":[{% for line in item.items %}{"item_id":"{{ line.item_id }}","parent_item_id":"{{ line.parent_item_id }}","product_type":"{{ line.product_type }}","product_id":"{{ line.product_id }}","sku":"{{ line.sku }}","name":"{{ line.name | remove: \'"\' }}","qty_ordered":"{{ line.qty_ordered }}","qty":"{{ line.qty }}","price_incl_tax":"{{ line.price_incl_tax }}"}{% unless forloop.last %},{% endunless %}{% endfor %}]}':
    'Innehållet för modulen: {"event":"order","entity_id":"{{ item.entity_id }}","increment_id":"{{ item.increment_id }}","order_id":"{{ item.order_id }}","quote_id":"{{ item.quote_id }}","state":"{{ item.state }}","status":"{{ item.status }}","total_due":"{{ item.total_due }}","grand_total":"{{ item.grand_total }}","order_currency_code":"{{ item.order_currency_code }}","quote_currency_code":"{{ item.quote_currency_code }}","customer_id":"{{ item.customer_id }}","customer_email":"{{ item.customer_email }}","customer_firstname":"{{ item.customer_firstname | remove: \'"\' }}","customer_lastname":"{{ item.customer_lastname | remove: \'"\' }}","email":"{{ item.email }}","firstname":"{{ item.firstname | remove: \'"\' }}","lastname":"{{ item.lastname | remove: \'"\' }}","subscriber_id":"{{ item.subscriber_id }}","subscriber_email":"{{ item.subscriber_email }}","subscriber_status":"{{ item.subscriber_status }}","change_status_at":"{{ item.change_status_at }}","created_at":"{{ item.created_at }}","updated_at":"{{ item.updated_at }}","items":[{% for line in item.items %}{"item_id":"{{ line.item_id }}","parent_item_id":"{{ line.parent_item_id }}","product_type":"{{ line.product_type }}","product_id":"{{ line.product_id }}","sku":"{{ line.sku }}","name":"{{ line.name | remove: \'"\' }}","qty_ordered":"{{ line.qty_ordered }}","qty":"{{ line.qty }}","price_incl_tax":"{{ line.price_incl_tax }}"}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
  "Adobe event: order paid": "Adobe-händelse: beställning betald",
  "Adobe event: order placed, to be paid later": "Adobe-händelse: beställning lagd, betalas senare",
  "Adobe event: order cancelled": "Adobe-händelse: beställning avbruten",
  "Adobe event: invoice paid": "Adobe-händelse: faktura betald",
  "Adobe event: refund": "Adobe-händelse: återbetalning",
  "Adobe event: cart changed": "Adobe-händelse: varukorg ändrad",
  "Adobe event: customer saved": "Adobe-händelse: kund sparad",
  "Adobe event: newsletter subscribed": "Adobe-händelse: anmäld till nyhetsbrev",
  "Adobe event: newsletter unsubscribed": "Adobe-händelse: avanmäld från nyhetsbrev",
  "Adobe event: several at once": "Adobe-händelse: flera på en gång",
  "Commerce webhook: order paid": "Commerce-webhook: beställning betald",
  "Commerce webhook: refund": "Commerce-webhook: återbetalning",
  "Module: order paid": "Modul: beställning betald",
  "Module: refund": "Modul: återbetalning",
  "Module: abandoned cart": "Modul: övergiven varukorg",
  "Module: newsletter subscribed": "Modul: anmäld till nyhetsbrev",

  // Stripe
  "Payments, refunds, abandoned checkouts, subscriptions and customers of a Stripe account.":
    "Betalningar, återbetalningar, övergivna kassor, prenumerationer och kunder i ett Stripe-konto.",
  "Workbench → Webhooks → your destination → Signing secret → Reveal. Every destination has one of its own, and so have test mode and live mode.":
    "”Workbench → Webhooks” → din destination → ”Signing secret → Reveal”. Varje destination har en egen, och likaså testläget och det skarpa läget.",
  "In Stripe, open Workbench → Webhooks (or Developers → Webhooks) and choose to add a destination, with events of your account and, where you are asked, the payload style “Snapshot”.":
    "Öppna ”Workbench → Webhooks” (eller ”Developers → Webhooks”) i Stripe och välj att lägga till en destination, med händelser från ditt konto och, om du får frågan, formatet (payload style) ”Snapshot”.",
  "For purchases, choose checkout.session.completed, .async_payment_succeeded, .async_payment_failed and .expired, invoice.paid and invoice.payment_failed, refund.created and refund.updated.":
    "För köp, välj checkout.session.completed, .async_payment_succeeded, .async_payment_failed och .expired, invoice.paid och invoice.payment_failed, refund.created och refund.updated.",
  "For subscriptions, choose customer.subscription.created, .updated, .deleted, .paused, .resumed and .trial_will_end; and so that they find their e-mail address, customer.created and customer.updated.":
    "För prenumerationer, välj customer.subscription.created, .updated, .deleted, .paused, .resumed och .trial_will_end, samt customer.created och customer.updated så att de hittar sin e-postadress.",
  "Choose payment_intent.succeeded only if your own page takes payments without Stripe's checkout and invoices: those tell of the same payments themselves. Leave out charge.refunded, which refund.created tells in full.":
    "Välj payment_intent.succeeded bara om din egen sida tar betalt utan Stripes kassa och fakturor: de berättar själva om samma betalningar. Utelämna charge.refunded, som refund.created berättar allt om.",
  "Choose “Webhook endpoint”, paste {{url}} as its URL, and create it. Then reveal its signing secret, and paste it here.":
    "Välj ”Webhook endpoint”, klistra in {{url}} som dess URL och skapa den. Visa sedan dess signeringshemlighet och klistra in den här.",
  "What was bought Stripe tells of invoices and subscriptions, not of checkouts for one payment. To tell their products apart, give the Payment Link or checkout the metadata product_id (best Stripe's own, prod_…) and product_name.":
    "Stripe berättar vad som köptes för fakturor och prenumerationer, men inte för kassor med en enda betalning. För att skilja produkterna åt, ge betallänken (Payment Link) eller kassan metadata product_id (helst Stripes eget, prod_…) och product_name.",
  "Checkout paid": "Kassa betald",
  "Checkout completed, to be paid later": "Kassa slutförd, betalas senare",
  "Checkout paid later": "Kassa betald i efterhand",
  "Checkout's later payment failed": "Kassans senare betalning misslyckad",
  "Checkout abandoned": "Kassa övergiven",
  "Checkout of a subscription": "Kassa för en prenumeration",
  "Payment succeeded": "Betalning lyckad",
  "Payment of an invoice succeeded": "Betalning av en faktura lyckad",
  "Charge succeeded": "Debitering lyckad",
  "Refund failed": "Återbetalning misslyckad",
  "Charge refunded, older API version": "Debitering återbetald, äldre API-version",
  "First invoice paid": "Första fakturan betald",
  "Renewal paid, older API version": "Förnyelse betald, äldre API-version",
  "Change of plan paid": "Byte av plan betalt",
  "Invoice of your own paid": "Egen faktura betald",
  "Subscription started, older API version": "Prenumeration startad, äldre API-version",
  "Subscription awaiting its first payment": "Prenumeration väntar på sin första betalning",
  "Subscription's first payment made": "Prenumerationens första betalning gjord",
  "Trial started": "Provperiod startad",
  "Trial ends soon": "Provperioden tar snart slut",
  "New period began": "Ny period påbörjad",
  "Cancellation scheduled": "Uppsägning planerad",
  "Cancellation taken back": "Uppsägning ångrad",
  "Payments paused": "Betalningar pausade",
  "Customer changed": "Kund ändrad",

  // Paddle
  "Purchases, renewals, refunds, subscriptions and customers of a Paddle account.":
    "Köp, förnyelser, återbetalningar, prenumerationer och kunder i ett Paddle-konto.",
  "Secret key": "Hemlig nyckel",
  "Of the notification destination: Developer tools → Notifications → “…” beside the destination → Edit destination. It begins with pdl_ntfset_.":
    "För aviseringsdestinationen: ”Developer tools → Notifications” → ”…” bredvid destinationen → ”Edit destination”. Den börjar med pdl_ntfset_.",
  "In Paddle, open Developer tools → Notifications and choose “New destination”.":
    "Öppna ”Developer tools → Notifications” i Paddle och välj ”New destination”.",
  "Choose the type Webhook, and {{url}} as the URL.": "Välj typen ”Webhook”, och {{url}} som URL.",
  "Tick customer.created and customer.updated: they alone tell e-mail addresses, without which nobody can be written to.":
    "Kryssa i customer.created och customer.updated: bara de innehåller e-postadresser, och utan dem går det inte att skriva till någon.",
  "Tick transaction.completed, transaction.payment_failed, adjustment.created, adjustment.updated, and of the subscription events created, updated, canceled, paused, resumed and past_due. For abandoned checkouts also transaction.ready.":
    "Kryssa i transaction.completed, transaction.payment_failed, adjustment.created, adjustment.updated, och av prenumerationshändelserna created, updated, canceled, paused, resumed och past_due. För övergivna kassor även transaction.ready.",
  "Save the destination, open it again with “…” → Edit destination, copy its secret key and paste it here.":
    "Spara destinationen, öppna den igen med ”…” → ”Edit destination”, kopiera dess hemliga nyckel och klistra in den här.",
  "Checkout begun": "Kassa öppnad",
  "Transaction paid": "Transaktion betald",
  "Transaction completed": "Transaktion slutförd",
  "Subscription activated": "Prenumeration aktiverad",
  "Subscription in its trial": "Prenumeration i provperiod",
  "Subscription past due": "Prenumeration med förfallen betalning",
  "Subscription updated by its renewal": "Prenumeration uppdaterad av sin förnyelse",
  "Addon bought": "Tillägg köpt",
  "Subscription updated by its end": "Prenumeration uppdaterad av sitt slut",
  "Refund asked for": "Återbetalning begärd",
  "Refund approved": "Återbetalning godkänd",
  Chargeback: "Återkrav (chargeback)",
  "Address created": "Adress skapad",

  // Lemon Squeezy
  "Orders, renewals, refunds and subscriptions of a Lemon Squeezy store.":
    "Beställningar, förnyelser, återbetalningar och prenumerationer i en Lemon Squeezy-butik.",
  "6 to 40 characters of your own choice, the same here and in Lemon Squeezy: Settings → Webhooks → the webhook.":
    "6 till 40 tecken som du själv väljer, samma här och i Lemon Squeezy: ”Settings → Webhooks” → webhooken.",
  "Think of a long random signing secret of at most 40 characters, and type it here.":
    "Hitta på en lång, slumpmässig signeringshemlighet på högst 40 tecken, och skriv in den här.",
  "In Lemon Squeezy, open Settings → Webhooks and choose “+”.":
    "Öppna ”Settings → Webhooks” i Lemon Squeezy och välj ”+”.",
  "Paste {{url}} as the callback URL and the same text as the signing secret.":
    "Klistra in {{url}} som ”Callback URL” och samma text som ”Signing secret”.",
  "Tick order_created, order_refunded and all subscription events but subscription_updated, which only repeats what the others say. Save.":
    "Kryssa i order_created, order_refunded och alla prenumerationshändelser utom subscription_updated, som bara upprepar vad de andra säger. Spara.",
  "Webhooks made in test mode tell of test orders only: make another one in live mode, with the same URL and secret.":
    "Webhookar som skapats i testläget berättar bara om testbeställningar: skapa en till i det skarpa läget, med samma URL och hemlighet.",
  Order: "Beställning",
  "Order that is not paid yet": "Beställning som inte är betald än",
  "Order partly refunded": "Beställning delvis återbetald",
  "Order refunded": "Beställning återbetald",
  "Subscription created with a trial": "Prenumeration skapad med provperiod",
  "Subscription updated": "Prenumeration uppdaterad",
  "Subscription unpaused": "Prenumeration inte längre pausad",
  "First payment": "Första betalningen",
  "Renewal paid after all": "Förnyelse betald till slut",
  "Renewal refunded": "Förnyelse återbetald",
  "Licence key created": "Licensnyckel skapad",

  // Gumroad
  "Sales, refunds, disputes and memberships of a Gumroad account.":
    "Försäljning, återbetalningar, tvister och medlemskap i ett Gumroad-konto.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that Gumroad calls.":
    "Hitta på en: minst 8 tecken som ingen kan gissa. Den blir en del av adressen som Gumroad anropar.",
  "Seller ID": "Säljarens ID",
  "Optional: the seller_id that Gumroad shows below Settings → Advanced → Ping. Sales of any other seller are then refused.":
    "Valfritt: det seller_id som Gumroad visar under ”Settings → Advanced → Ping”. Försäljning från andra säljare avvisas då.",
  "In Gumroad, open Settings → Advanced.": "Öppna ”Settings → Advanced” i Gumroad.",
  "Paste {{url}} under “Ping endpoint” as it is, with its secret, and save. Gumroad then sends every sale, also each renewal of a membership.":
    "Klistra in {{url}} under ”Ping endpoint” precis som den är, med sin hemlighet, och spara. Gumroad skickar då varje försäljning, även varje förnyelse av ett medlemskap.",
  "Choose “Send test ping to URL”: your last sale arrives here. It is taken as a sale, unless it is already known.":
    "Välj ”Send test ping to URL”: din senaste försäljning kommer hit. Den räknas som en försäljning, om den inte redan är känd.",
  "Refunds, disputes and cancellations come only to addresses registered by API: with an access token of the scope view_sales, call PUT https://api.gumroad.com/v2/resource_subscriptions once for each of refund, dispute, dispute_won, cancellation, subscription_updated, subscription_ended and subscription_restarted, with this address as post_url.":
    "Återbetalningar, tvister och uppsägningar kommer bara till adresser som registrerats genom API:et: anropa, med en åtkomsttoken som har scopet view_sales, PUT https://api.gumroad.com/v2/resource_subscriptions en gång var för refund, dispute, dispute_won, cancellation, subscription_updated, subscription_ended och subscription_restarted, med den här adressen som post_url.",
  Sale: "Försäljning",
  "Sale, as JSON": "Försäljning, som JSON",
  "Sale, sent again": "Försäljning, skickad igen",
  "Test ping": "Testping",
  Gift: "Gåva",
  "Pre-order": "Förhandsbeställning",
  "Membership bought": "Medlemskap köpt",
  "Membership charged again": "Medlemskap debiterat igen",
  "Part of the price given back": "En del av priset återbetald",
  Dispute: "Tvist",
  "Dispute won": "Tvist vunnen",
  "Larger plan": "Större plan",
  "Membership cancelled": "Medlemskap uppsagt",
  "Membership given up after failed payments": "Medlemskap upphört efter misslyckade betalningar",
  "Membership ended": "Medlemskap avslutat",
  "Membership restarted": "Medlemskap startat på nytt",

  // ThriveCart
  "Orders with their bumps and upsells, refunds, subscriptions and abandoned carts of a ThriveCart account.":
    "Beställningar med bumps och upsells, återbetalningar, prenumerationer och övergivna varukorgar i ett ThriveCart-konto.",
  "Secret word": "Hemligt ord",
  "In ThriveCart: Settings → API & Webhooks → ThriveCart order validation.":
    "I ThriveCart: ”Settings → API & Webhooks → ThriveCart order validation”.",
  "In ThriveCart, open Settings → API & Webhooks. Under “ThriveCart order validation”, copy the secret word and paste it here. Save this source.":
    "Öppna ”Settings → API & Webhooks” i ThriveCart. Kopiera det hemliga ordet under ”ThriveCart order validation” och klistra in det här. Spara källan.",
  "On the same page, under “Webhooks & notifications”, choose “Add another webhook”.":
    "På samma sida, under ”Webhooks & notifications”, välj ”Add another webhook”.",
  "Give it a name, paste {{url}} as the URL and save. ThriveCart checks the address and then sends all events of all products to it, also those in test mode.":
    "Ge den ett namn, klistra in {{url}} som URL och spara. ThriveCart kontrollerar adressen och skickar sedan alla händelser för alla produkter dit, även de i testläget.",
  "Order with a bump and an upsell": "Beställning med bump och upsell",
  "Order with a bump and an upsell, as JSON": "Beställning med bump och upsell, som JSON",
  "Order of a subscription": "Beställning av en prenumeration",
  "Subscription paid again": "Prenumeration betald igen",
  "Refund of an upsell": "Återbetalning av en upsell",
  "Cart abandoned": "Varukorg övergiven",
  "Affiliate's commission": "Affiliateprovision",

  // SendOwl
  "Orders, refunds, disputes and subscriptions of a SendOwl account.":
    "Beställningar, återbetalningar, tvister och prenumerationer i ett SendOwl-konto.",
  "Signing key secret": "Signeringsnyckelns hemlighet",
  "In SendOwl: Settings → SendOwl API, “Signing Key Secret”. Enable the API if it is not yet.":
    "I SendOwl: ”Settings → SendOwl API”, ”Signing Key Secret”. Slå på API:et om det inte redan är gjort.",
  "In SendOwl, open Settings → SendOwl API, enable it if it is not yet, and paste its “Signing Key Secret” here. Save this source.":
    "Öppna ”Settings → SendOwl API” i SendOwl, slå på API:et om det inte redan är gjort, och klistra in dess ”Signing Key Secret” här. Spara källan.",
  "Open Settings → Webhooks (https://dashboard.sendowl.com/settings/web_hooks) and choose “Add a webhook”.":
    "Öppna ”Settings → Webhooks” (https://dashboard.sendowl.com/settings/web_hooks) och välj ”Add a webhook”.",
  "Give it a name, paste {{url}} as the URL, choose the event “Order completed”, and save.":
    "Ge den ett namn, klistra in {{url}} som URL, välj händelsen ”Order completed” och spara.",
  "Do the same for the other events you want: New payment (renewals), Refund issued, Order charged back, Order failed, and Subscription active, cancelling and cancelled. They may all have the same URL.":
    "Gör likadant för de andra händelser du vill ha: ”New payment” (förnyelser), ”Refund issued”, ”Order charged back”, ”Order failed”, och ”Subscription active”, ”cancelling” och ”cancelled”. Alla får ha samma URL.",
  "Order completed": "Beställning slutförd",
  "Payment of an order": "Betalning av en beställning",
  "Free order": "Gratis beställning",
  "Order failed": "Beställning misslyckad",
  "Order under review": "Beställning under granskning",
  "Order imported": "Beställning importerad",
  "Charged back": "Återkrävd (chargeback)",
  "Subscription set up": "Prenumeration upplagd",
  "Subscription active": "Prenumeration aktiv",
  "Subscription cancelling": "Prenumeration under uppsägning",
  "Subscription complete": "Prenumeration fullföljd",

  // Facebook lead ads
  "People who fill in the form of an ad on Facebook or Instagram.":
    "Personer som fyller i formuläret i en annons på Facebook eller Instagram.",
  "App secret": "Apphemlighet",
  "In Meta's App Dashboard (developers.facebook.com/apps): App settings → Basic → App secret.":
    "I Metas App Dashboard (developers.facebook.com/apps): ”App settings → Basic → App secret”.",
  "Verify token": "Verifieringstoken",
  "Make one up, long and random; the App Dashboard asks for the same text beside the callback URL.":
    "Hitta på en, lång och slumpmässig; App Dashboard frågar efter samma text bredvid ”Callback URL”.",
  "Page access token": "Sidans åtkomsttoken",
  "Of the page whose ads have the forms, with the permissions leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement and ads_management. Take one that does not expire.":
    "För sidan vars annonser har formulären, med behörigheterna leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement och ads_management. Ta en som inte går ut.",
  "Page id": "Sidans id",
  "Where the app has several pages: only leads of this one are taken. Empty: of all.":
    "Om appen har flera sidor: bara leads från den här tas emot. Tomt: från alla.",
  "Leads from": "Leads från",
  "Facebook only": "Bara Facebook",
  "Facebook and Instagram": "Facebook och Instagram",
  "Instagram only": "Bara Instagram",
  "Meta tells an app of the leads of both, at one address. Choose “both” unless another source takes the other's.":
    "Meta berättar för en app om leads från båda, på en adress. Välj båda om inte en annan källa tar den andras.",
  "Checkbox for marketing": "Kryssruta för marknadsföring",
  "The key of the form's consent checkbox by which people agree to marketing, such as optional_1: a lead shows its keys in data.checkboxes. Empty: consent is not told.":
    "Nyckeln till formulärets kryssruta för samtycke till marknadsföring, till exempel optional_1: ett lead visar sina nycklar i data.checkboxes. Tomt: samtycke anges inte.",
  "Address of a stand-in": "Adress till en testserver",
  "For trying out against a stand-in on this machine. Leave it empty otherwise.":
    "För att prova mot en testserver på den här datorn. Lämna annars tomt.",
  "You need an app of your own at https://developers.facebook.com/apps. For leads of real people it must be live and have the permission leads_retrieval by Meta's App Review. Without such an app, let Zapier or Make send the leads: Shopbell has a source for each.":
    "Du behöver en egen app på https://developers.facebook.com/apps. För leads från riktiga personer måste den vara publicerad (live) och ha behörigheten leads_retrieval genom Metas App Review. Utan en sådan app kan Zapier eller Make skicka leads: Shopbell har en källa för vardera.",
  "In Tools → Graph API Explorer, choose the app and tick leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement and ads_management. Make an access token of the page that does not expire (of a system user, or by a long-lived user token).":
    "Välj appen i ”Tools → Graph API Explorer” och kryssa i leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement och ads_management. Skapa en åtkomsttoken för sidan som inte går ut (för en systemanvändare, eller genom en långlivad användartoken).",
  "Enter that token here, the app secret from App settings → Basic, and a verify token that you make up. Save this source.":
    "Skriv in den token här, apphemligheten från ”App settings → Basic”, och en verifieringstoken som du hittar på. Spara källan.",
  "In the app, open Webhooks, choose the object “Page” and subscribe to it: paste {{url}} as the callback URL and type the same verify token. Then subscribe to the field leadgen. An app has one callback URL for all its pages, so it serves one source.":
    "Öppna ”Webhooks” i appen, välj objektet ”Page” och prenumerera på det: klistra in {{url}} som ”Callback URL” och skriv samma verifieringstoken. Prenumerera sedan på fältet leadgen. En app har en ”Callback URL” för alla sina sidor, så den räcker bara till en källa.",
  "Let the page install the app: in Graph API Explorer, with the page's token, send POST to (the page's id)/subscribed_apps?subscribed_fields=leadgen.":
    "Låt sidan installera appen: skicka POST till (sidans id)/subscribed_apps?subscribed_fields=leadgen i ”Graph API Explorer”, med sidans token.",
  "Try it with https://developers.facebook.com/tools/lead-ads-testing. The Test button beside the field leadgen tells of a lead that does not exist.":
    "Prova med https://developers.facebook.com/tools/lead-ads-testing. Knappen ”Test” bredvid fältet leadgen berättar om ett lead som inte finns.",
  "Lead of an ad": "Lead från en annons",
  "Lead without an ad": "Lead utan annons",
  "Leads of two pages": "Leads från två sidor",

  // Instagram lead ads
  "People who fill in the form of an ad on Instagram.":
    "Personer som fyller i formuläret i en annons på Instagram.",
  "Ads on Instagram belong to the Facebook page that the Instagram account is connected to: it is that page that tells of their leads.":
    "Annonser på Instagram hör till Facebook-sidan som Instagram-kontot är kopplat till: det är den sidan som berättar om deras leads.",

  // LinkedIn lead gen
  "People who fill in a lead form of an ad, an event or a page on LinkedIn.":
    "Personer som fyller i ett leadformulär i en annons, vid ett evenemang eller på en sida på LinkedIn.",
  "Client secret": "Klienthemlighet",
  "In LinkedIn's Developer Portal (linkedin.com/developers/apps): your app → Auth → Primary Client Secret.":
    "I LinkedIns Developer Portal (linkedin.com/developers/apps): din app → ”Auth → Primary Client Secret”.",
  "Access token": "Åtkomsttoken",
  "Of a member who may see the leads, with the permission r_marketing_leadgen_automation. It lasts 60 days: when leads are held, make a new one and enter it here.":
    "För en medlem som får se leads, med behörigheten r_marketing_leadgen_automation. Den gäller i 60 dagar: när leads hålls kvar, skapa en ny och skriv in den här.",
  "API version": "API-version",
  "A year and a month. LinkedIn ends each a year after it came out.":
    "Ett år och en månad. LinkedIn avslutar varje version ett år efter att den kom.",
  "The id of the form's checkbox by which people agree to marketing, such as 0: a lead shows its checkboxes in data.consents. Empty: consent is not told.":
    "Id för formulärets kryssruta för samtycke till marknadsföring, till exempel 0: ett lead visar sina kryssrutor i data.consents. Tomt: samtycke anges inte.",
  "You need an app of your own at https://www.linkedin.com/developers/apps to which LinkedIn has granted the Lead Sync API. Without one, let Zapier or Make send the leads: Shopbell has a source for each.":
    "Du behöver en egen app på https://www.linkedin.com/developers/apps som LinkedIn har gett tillgång till Lead Sync API. Utan en sådan kan Zapier eller Make skicka leads: Shopbell har en källa för vardera.",
  "Copy the app's Primary Client Secret from its tab Auth. Make an access token with the permissions r_marketing_leadgen_automation and r_ads (OAuth token tools in the portal), as a member who manages the ad account or the page.":
    "Kopiera appens ”Primary Client Secret” från fliken ”Auth”. Skapa en åtkomsttoken med behörigheterna r_marketing_leadgen_automation och r_ads (”OAuth token tools” i portalen), som en medlem som sköter annonskontot eller sidan.",
  "Enter both here and save this source: LinkedIn checks the address when it is registered, and every two hours from then on.":
    "Skriv in båda här och spara källan: LinkedIn kontrollerar adressen när den registreras, och sedan varannan timme.",
  'Register the address once, with that token: send POST to https://api.linkedin.com/rest/leadNotifications with the headers LinkedIn-Version: 202607 and X-Restli-Protocol-Version: 2.0.0, and the body {"webhook":"{{url}}","owner":{"sponsoredAccount":"urn:li:sponsoredAccount:(your ad account)"},"leadType":"SPONSORED"}. For leads of events and pages, the owner is {"organization":"urn:li:organization:(your page)"} and the lead type EVENT, COMPANY or ORGANIZATION_PRODUCT.':
    'Registrera adressen en gång, med den token: skicka POST till https://api.linkedin.com/rest/leadNotifications med headers LinkedIn-Version: 202607 och X-Restli-Protocol-Version: 2.0.0, och innehållet {"webhook":"{{url}}","owner":{"sponsoredAccount":"urn:li:sponsoredAccount:(your ad account)"},"leadType":"SPONSORED"}, med ditt annonskontos id i stället för (your ad account). För leads från evenemang och sidor är owner {"organization":"urn:li:organization:(your page)"}, med din sidas id i stället för (your page), och leadType EVENT, COMPANY eller ORGANIZATION_PRODUCT.',
  "When LinkedIn tells that a lead is deleted, everything about that customer is erased here.":
    "När LinkedIn meddelar att ett lead har tagits bort raderas allt om den kunden här.",
  Lead: "Lead",
  "Lead of an event": "Lead från ett evenemang",
  "Lead deleted": "Lead borttaget",

  // Salesforce
  "Leads, contacts, won opportunities and other records of a Salesforce organisation.":
    "Leads, kontakter, vunna affärsmöjligheter och andra poster i en Salesforce-organisation.",
  "Organization ID": "Organisationens ID",
  "In Salesforce, Setup → Company Settings → Company Information: “Salesforce.com Organization ID”. Messages of another organisation are refused.":
    "I Salesforce, ”Setup → Company Settings → Company Information”: ”Salesforce.com Organization ID”. Meddelanden från en annan organisation avvisas.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that Salesforce calls, since Salesforce signs nothing.":
    "Hitta på en: minst 8 tecken som ingen kan gissa. Den blir en del av adressen som Salesforce anropar, eftersom Salesforce inte signerar något.",
  "Field with the e-mail": "Fält med e-postadressen",
  "Optional: the API name of a formula field, say Contact_Email__c, for records without an e-mail of their own, such as opportunities.":
    "Valfritt: API-namnet på ett formelfält, till exempel Contact_Email__c, för poster utan egen e-post, som affärsmöjligheter.",
  Currency: "Valuta",
  "Optional: the currency of amounts, where your organisation has only one. Messages tell it only where there are several.":
    "Valfritt: beloppens valuta, om din organisation bara har en. Meddelanden anger den bara där det finns flera.",
  "In Salesforce, open Setup → Process Automation → Workflow Actions → Outbound Messages and choose “New Outbound Message”.":
    "Öppna ”Setup → Process Automation → Workflow Actions → Outbound Messages” i Salesforce och välj ”New Outbound Message”.",
  "Choose the object, for example Lead, and paste {{url}} as the Endpoint URL as it is, with its secret. Leave “Send Session ID” unticked.":
    "Välj objektet, till exempel ”Lead”, och klistra in {{url}} som ”Endpoint URL” precis som den är, med sin hemlighet. Låt ”Send Session ID” vara urkryssat.",
  "Tick the fields to send; Salesforce sends no others. Leads and contacts: Email, First Name, Last Name, Phone, Email Opt Out, Created Date, Last Modified Date. Opportunities: Stage, Won, Amount, Currency (where there is one), Contact ID, Last Stage Change Date. Orders: Order Number, Order Amount, Status, Bill To Contact ID.":
    "Kryssa i fälten som ska skickas; Salesforce skickar inga andra. Leads och kontakter: ”Email”, ”First Name”, ”Last Name”, ”Phone”, ”Email Opt Out”, ”Created Date”, ”Last Modified Date”. Affärsmöjligheter: ”Stage”, ”Won”, ”Amount”, ”Currency” (om det finns), ”Contact ID”, ”Last Stage Change Date”. Beställningar: ”Order Number”, ”Order Amount”, ”Status”, ”Bill To Contact ID”.",
  "Opportunities and orders have no e-mail of their own. Either let Shopbell hear of contacts too, and tick Contact ID, or make a formula field with the contact's e-mail and name it here.":
    "Affärsmöjligheter och beställningar har ingen egen e-post. Låt antingen Shopbell få veta om kontakter också, och kryssa i ”Contact ID”, eller skapa ett formelfält med kontaktens e-post och ange det här.",
  "Then open Setup → Process Automation → Flows, make a record-triggered flow for that object, and add the outbound message as its action. Choose conditions that only what matters meets, such as a stage that has become Closed Won.":
    "Öppna sedan ”Setup → Process Automation → Flows”, skapa ett poststyrt flöde (record-triggered flow) för objektet, och lägg till det utgående meddelandet som dess åtgärd. Välj villkor som bara det viktiga uppfyller, till exempel ett stadium som har blivit ”Closed Won”.",
  "Does anything that hears of these events write back to Salesforce? Then let the flow leave out what that user changed (Last Modified By), or each change would cause the next.":
    "Skriver något som får veta om de här händelserna tillbaka till Salesforce? Låt då flödet utelämna det som den användaren ändrade (”Last Modified By”), annars orsakar varje ändring nästa.",
  "Do the same for every other object. All of them may use the same address.":
    "Gör likadant för alla andra objekt. De får använda samma adress.",
  "Three leads without an e-mail, with a session": "Tre leads utan e-post, med en session",
  Contact: "Kontakt",
  "Opportunity won": "Affärsmöjlighet vunnen",
  "Opportunity in negotiation": "Affärsmöjlighet under förhandling",
  "Order activated": "Beställning aktiverad",
  "Record of an object of one's own": "Post i ett eget objekt",

  // Dynamics 365
  "New leads, contacts, orders, paid invoices and opportunities of Dynamics 365 (Dataverse).":
    "Nya leads, kontakter, beställningar, betalda fakturor och affärsmöjligheter i Dynamics 365 (Dataverse).",
  Authentication: "Autentisering",
  HttpHeader: "HttpHeader",
  WebhookKey: "WebhookKey",
  HttpQueryString: "HttpQueryString",
  "The same as in the Plug-in Registration Tool.": "Samma som i Plug-in Registration Tool.",
  Key: "Nyckel",
  "The name under “Keys” in the tool: of the header, or of the parameter in the address.":
    "Namnet under ”Keys” i verktyget: på headern, eller på parametern i adressen.",
  Value: "Värde",
  "Make one up, long and random, and enter the same in the tool, as its value or key.":
    "Hitta på ett, långt och slumpmässigt, och skriv in samma i verktyget, som dess värde eller nyckel.",
  "User ID": "Användarens ID",
  "Optional: the ID of the application user by which another program writes to Dynamics what Shopbell tells it. Its changes are left out, so that the two do not answer each other for ever.":
    "Valfritt: ID för programanvändaren (application user) som ett annat program använder för att skriva det Shopbell berättar till Dynamics. Dess ändringar utelämnas, så att de två inte svarar varandra i all evighet.",
  "Tenant ID": "Klientorganisationens ID (tenant)",
  "Optional: with these four, Shopbell fetches what a message leaves out. Of the app's registration in Microsoft Entra: Overview → Directory (tenant) ID.":
    "Valfritt: med de här fyra hämtar Shopbell det som ett meddelande utelämnar. I appens registrering i Microsoft Entra: ”Overview → Directory (tenant) ID”.",
  "Overview → Application (client) ID.": "”Overview → Application (client) ID”.",
  "Certificates & secrets → New client secret: its value, not its ID.":
    "”Certificates & secrets → New client secret”: dess värde, inte dess ID.",
  "Environment URL": "Miljöns URL",
  "What the browser shows when Dynamics 365 is open, up to .com: https://contoso.crm4.dynamics.com.":
    "Det webbläsaren visar när Dynamics 365 är öppet, fram till .com: https://contoso.crm4.dynamics.com.",
  "Make up a long secret, enter it here as the value, and save. Without a developer at hand, a Power Automate flow with the action “HTTP” can send the same events to a source of the kind “Webhook” instead.":
    "Hitta på en lång hemlighet, skriv in den här som värde och spara. Utan en utvecklare till hands kan ett flöde i Power Automate med åtgärden ”HTTP” skicka samma händelser till en källa av sorten ”Webhook” i stället.",
  "Open the Plug-in Registration Tool (in a terminal: pac tool prt), connect it to your environment, and choose Register → Register New Web Hook.":
    "Öppna Plug-in Registration Tool (i en terminal: pac tool prt), anslut det till din miljö och välj ”Register → Register New Web Hook”.",
  "Paste {{url}} as the Endpoint URL, without its ?… part where there is one: the tool adds that by itself. Choose the same Authentication as here. HttpHeader and HttpQueryString: add one property with the key and the value that you saved here. WebhookKey: enter the value.":
    "Klistra in {{url}} som ”Endpoint URL”, utan delen ?… om det finns en: verktyget lägger själv till den. Välj samma ”Authentication” som här. HttpHeader och HttpQueryString: lägg till en egenskap med nyckeln och värdet som du sparade här. WebhookKey: skriv in värdet.",
  "Right-click the web hook and choose “Register New Step”. Message: Create or Update (or Delete). Primary Entity: lead, contact, salesorder, invoice or opportunity. Event Pipeline Stage: PostOperation. Execution Mode: Asynchronous, since in a synchronous step Dynamics waits for the answer, and undoes the user's work when none comes.":
    "Högerklicka på webhooken och välj ”Register New Step”. ”Message”: Create eller Update (eller Delete). ”Primary Entity”: lead, contact, salesorder, invoice eller opportunity. ”Event Pipeline Stage”: PostOperation. ”Execution Mode”: Asynchronous, för i ett synkront steg väntar Dynamics på svaret, och ångrar användarens arbete om inget kommer.",
  "For Update, choose the columns that matter as Filtering Attributes: for contacts emailaddress1, firstname and lastname, for invoices, orders and opportunities statecode. A purchase is told when an invoice becomes Paid.":
    "För Update, välj kolumnerna som är viktiga som ”Filtering Attributes”: för kontakter emailaddress1, firstname och lastname, för fakturor, beställningar och affärsmöjligheter statecode. Ett köp rapporteras när en faktura blir ”Paid”.",
  "Right-click each step for Update and choose “Register New Image”: a Post Image with the columns emailaddress1, firstname, lastname, fullname and mobilephone, and with statecode, totalamount and customerid where the entity has them. Without it only the changed columns are told. For Delete, a Pre Image does the same.":
    "Högerklicka på varje steg för Update och välj ”Register New Image”: en ”Post Image” med kolumnerna emailaddress1, firstname, lastname, fullname och mobilephone, och med statecode, totalamount och customerid där entiteten har dem. Utan den skickas bara de ändrade kolumnerna. För Delete gör en ”Pre Image” detsamma.",
  "To let Shopbell fetch what is left out: in Microsoft Entra, register an app and give it a client secret; in the Power Platform admin center, open the environment → Settings → Users + permissions → Application users, and add the app with a security role that can read these entities. Enter its four values here.":
    "För att låta Shopbell hämta det som utelämnas: registrera en app i Microsoft Entra och ge den en klienthemlighet; öppna miljön → ”Settings → Users + permissions → Application users” i administrationscentret för Power Platform, och lägg till appen med en säkerhetsroll som får läsa de här entiteterna. Skriv in dess fyra värden här.",
  "Lead created": "Lead skapat",
  "Contact created": "Kontakt skapad",
  "Contact changed, with an image": "Kontakt ändrad, med en bild (image)",
  "Contact changed, without an image": "Kontakt ändrad, utan bild (image)",
  "Contact changed, larger than 256 KB": "Kontakt ändrad, större än 256 KB",
  "Contact deleted": "Kontakt borttagen",
  "Order created": "Beställning skapad",
  "Invoice paid": "Faktura betald",
  "Invoice changed": "Faktura ändrad",

  // Zoho CRM
  "New leads, changed contacts and won deals of Zoho CRM.":
    "Nya leads, ändrade kontakter och vunna affärer i Zoho CRM.",
  Notifications: "Aviseringar",
  "Workflow webhooks": "Webhookar från arbetsflöden",
  "By notifications, which Shopbell sets up and keeps going by itself, or by webhooks of your own workflow rules.":
    "Genom aviseringar, som Shopbell ställer in och håller igång själv, eller genom webhookar från dina egna arbetsflödesregler.",
  Token: "Token",
  "Make one up: at most 50 characters that nobody can guess. Zoho sends it along, and that is the only proof.":
    "Hitta på en: högst 50 tecken som ingen kan gissa. Zoho skickar med den, och det är det enda beviset.",
  "Data center": "Datacenter",
  "United States (zoho.com)": "USA (zoho.com)",
  "Europe (zoho.eu)": "Europa (zoho.eu)",
  "India (zoho.in)": "Indien (zoho.in)",
  "Australia (zoho.com.au)": "Australien (zoho.com.au)",
  "Japan (zoho.jp)": "Japan (zoho.jp)",
  "Canada (zohocloud.ca)": "Kanada (zohocloud.ca)",
  "China (zoho.com.cn)": "Kina (zoho.com.cn)",
  "Saudi Arabia (zoho.sa)": "Saudiarabien (zoho.sa)",
  "Where your Zoho account is: see the end of the address when you are signed in.":
    "Där ditt Zoho-konto finns: se slutet av adressen när du är inloggad.",
  "In Zoho's API Console (api-console.zoho.com, or .eu and so on): Self Client → Client Secret.":
    "I Zohos API Console (api-console.zoho.com, eller .eu och så vidare): ”Self Client → Client Secret”.",
  "On the same page.": "På samma sida.",
  "Refresh token": "Refresh token",
  "Begins with 1000. The steps below tell how to get it from the Self Client.":
    "Börjar med 1000. Stegen nedan berättar hur du får den från ”Self Client”.",
  Modules: "Moduler",
  "Leads, Contacts, Deals, or some of them.": "”Leads”, ”Contacts”, ”Deals”, eller några av dem.",
  "Stages of won deals": "Stadier för vunna affärer",
  "A deal in one of these stages is a purchase. As your pipeline calls them.":
    "En affär i något av de här stadierna är ett köp. Så som din pipeline kallar dem.",
  "Currency of deals": "Affärernas valuta",
  "Needed only where your Zoho CRM has one currency: then deals do not name it.":
    "Behövs bara om ditt Zoho CRM har en enda valuta: då anger affärerna den inte.",
  "Channel ID": "Kanalens ID",
  "Only if another number is to be used than the one Shopbell makes of the address.":
    "Bara om ett annat nummer ska användas än det Shopbell gör av adressen.",
  "Make one up, long and random. It becomes a part of the address; or leave it out there (from ?secret= on) and send it as the header X-Webhook-Secret.":
    "Hitta på en, lång och slumpmässig. Den blir en del av adressen; eller ta bort den där (från ?secret= och framåt) och skicka den som headern X-Webhook-Secret.",
  "Choose how events come. Notifications: Shopbell sets them up in Zoho CRM by itself, renews them, and fetches each record. Workflow webhooks: you make a rule in Zoho CRM and choose what it sends.":
    "Välj hur händelserna kommer. Aviseringar: Shopbell ställer in dem i Zoho CRM, förnyar dem och hämtar varje post. Webhookar från arbetsflöden: du skapar en regel i Zoho CRM och väljer vad den skickar.",
  "Notifications: open Zoho's API Console (api-console.zoho.com, or .eu, .in and so on) and choose “Self Client”. Copy client ID and client secret here.":
    "Aviseringar: öppna Zohos API Console (api-console.zoho.com, eller .eu, .in och så vidare) och välj ”Self Client”. Kopiera ”Client ID” och ”Client Secret” hit.",
  "On its tab “Generate Code”, enter the scope ZohoCRM.modules.READ,ZohoCRM.notifications.ALL and the longest time, and create the code. Exchange it before it expires: curl -d grant_type=authorization_code -d client_id=… -d client_secret=… -d code=… https://accounts.zoho.com/oauth/v2/token (with the end of your own data center). Copy the refresh_token of the answer here.":
    "På dess flik ”Generate Code”, skriv in scopet ZohoCRM.modules.READ,ZohoCRM.notifications.ALL och den längsta tiden, och skapa koden. Byt in den innan den går ut: curl -d grant_type=authorization_code -d client_id=… -d client_secret=… -d code=… https://accounts.zoho.com/oauth/v2/token (med ditt eget datacenters ändelse). Kopiera svarets refresh_token hit.",
  "Make up a token of at most 50 characters and save. Shopbell asks Zoho CRM to notify {{url}} of new leads, of new and changed contacts, and of deals: a deal that reaches a stage of won deals is a purchase.":
    "Hitta på en token på högst 50 tecken och spara. Shopbell ber Zoho CRM att avisera {{url}} om nya leads, om nya och ändrade kontakter och om affärer: en affär som når ett stadium för vunna affärer är ett köp.",
  "Workflow webhooks: make up a secret here, save, and in Zoho CRM open Setup → Automation → Actions → Webhooks → Configure Webhook. Method POST, URL to Notify {{url}} as it is, with its secret; body type Form-Data, or Raw with JSON.":
    "Webhookar från arbetsflöden: hitta på en hemlighet här, spara, och öppna ”Setup → Automation → Actions → Webhooks → Configure Webhook” i Zoho CRM. ”Method” POST, ”URL to Notify” {{url}} precis som den är, med sin hemlighet; innehållstypen ”Form-Data”, eller ”Raw” med JSON.",
  "As custom parameters (fixed texts) add type with lead.created, customer.updated or purchase.completed. As module parameters add id (Lead Id or Contact Id), email, firstName, lastName and phone; for won deals orderId (Deal Id), amount, currency and the contact's email. Use the webhook in a workflow rule, such as “when a lead is created” or “when the stage of a deal becomes Closed Won”.":
    "Som egna parametrar (fasta texter), lägg till type med lead.created, customer.updated eller purchase.completed. Som modulparametrar, lägg till id (”Lead Id” eller ”Contact Id”), email, firstName, lastName och phone; för vunna affärer orderId (”Deal Id”), amount, currency och kontaktens email. Använd webhooken i en arbetsflödesregel, till exempel när ett lead skapas eller när en affärs stadium blir ”Closed Won”.",
  "Two leads created": "Två leads skapade",
  "Contact changed": "Kontakt ändrad",
  "Deal created": "Affär skapad",
  "Deal moved on": "Affär flyttad framåt",
  "Deal won": "Affär vunnen",
  "Deal described": "Affär beskriven",
  "Lead created, by a workflow": "Lead skapat, av ett arbetsflöde",
  "Deal won, by a workflow as JSON": "Affär vunnen, av ett arbetsflöde som JSON",

  // WordPress
  "New users, logins, posts, comments and form submissions, sent by the plugin WP Webhooks.":
    "Nya användare, inloggningar, inlägg, kommentarer och formulärsvar, skickade av tillägget WP Webhooks.",
  "Make one up, long and random. It becomes a part of the address. If your site signs its webhooks (older versions of WP Webhooks had a “trigger secret”), enter that one, and leave the address without it (from ?secret= on).":
    "Hitta på en, lång och slumpmässig. Den blir en del av adressen. Om din webbplats signerar sina webhookar (äldre versioner av WP Webhooks hade en ”trigger secret”), skriv in den, och använd adressen utan den (ta bort från ?secret= och framåt).",
  "Make up a secret, save it here, and only then copy the address {{url}}: it holds the secret.":
    "Hitta på en hemlighet, spara den här, och kopiera först därefter adressen {{url}}: den innehåller hemligheten.",
  "In WordPress, install the plugin “WP Webhooks”, and open Settings → WP Webhooks → Send Data.":
    "Installera tillägget ”WP Webhooks” i WordPress, och öppna Inställningar → WP Webhooks → ”Send Data”.",
  "Choose a trigger, such as “User created”, “User logged in” or that of your form plugin, press “Add Webhook URL”, give it a name and paste the address. Do so for each trigger you want; the address may be the same, for one site.":
    "Välj en utlösare, till exempel ”User created”, ”User logged in” eller ditt formulärtilläggs, tryck på ”Add Webhook URL”, ge den ett namn och klistra in adressen. Gör så för varje utlösare du vill ha; adressen får vara densamma, för en webbplats.",
  "In the settings of the webhook URL, keep POST as the data request method and JSON as the data request type.":
    "Behåll POST som ”data request method” och JSON som ”data request type” i webhook-URL:ens inställningar.",
  "If the address must not hold the secret, remove it from “?secret=” on, make an authentication template “API Key” that adds it to the header as X-Webhook-Secret, and choose that in the settings of the webhook URL.":
    "Om adressen inte får innehålla hemligheten, ta bort den från ”?secret=” och framåt, skapa en autentiseringsmall ”API Key” som lägger till den i headern som X-Webhook-Secret, och välj den i webhook-URL:ens inställningar.",
  "Orders of WooCommerce are better told by WooCommerce itself: add a WooCommerce source for them.":
    "Beställningar i WooCommerce berättar WooCommerce själv om bättre: lägg till en WooCommerce-källa för dem.",
  "User created": "Användare skapad",
  "User changed": "Användare ändrad",
  "User login": "Användare inloggad",
  "User deleted": "Användare borttagen",
  "Post created": "Inlägg skapat",
  "Post changed": "Inlägg ändrat",
  "Post trashed": "Inlägg lagt i papperskorgen",
  "Post deleted": "Inlägg borttaget",
  Comment: "Kommentar",
  "Contact form": "Kontaktformulär",
  "Gravity form": "Gravity-formulär",
  "Course of LearnDash completed": "Kurs i LearnDash slutförd",
  "The site's own code": "Webbplatsens egen kod",
  "User created, as a form": "Användare skapad, som formulär",

  // BlueConic, and fields of plain sources
  "Profiles that enter a segment or change, sent by BlueConic's webhook connection.":
    "Profiler som går in i ett segment eller ändras, skickade av BlueConics webhook-anslutning.",
  "Make one up, long and random. It becomes a part of the address; or leave it out there (from ?secret= on) and send it as a header.":
    "Hitta på en, lång och slumpmässig. Den blir en del av adressen; eller ta bort den där (från ?secret= och framåt) och skicka den som en header.",
  Header: "Header",
  "The request header that holds the secret, if it is not in the address.":
    "Den header i anropet som innehåller hemligheten, om den inte står i adressen.",
  "Event type": "Händelsetyp",
  "Their event types": "Deras händelsetyper",
  "Their name on the left, Shopbell's type on the right.":
    "Deras namn till vänster, Shopbells typ till höger.",
  Otherwise: "Annars",
  "The type of events whose name says nothing to Shopbell.":
    "Typen för händelser vars namn inte säger Shopbell något.",
  "Id of the event": "Händelsens id",
  "When it happened": "När det hände",
  "E-mail": "E-post",
  "Full name": "Hela namnet",
  "First name": "Förnamn",
  "Last name": "Efternamn",
  Phone: "Telefon",
  Language: "Språk",
  "Customer's id": "Kundens id",
  "Product's id": "Produktens id",
  "Product's name": "Produktens namn",
  "Order's id": "Beställningens id",
  "Order's number": "Beställningens nummer",
  Amount: "Belopp",
  "How amounts are written": "Hur belopp skrivs",
  "major: in whole units such as 49.90, as is assumed; minor: in cents, such as 4990.":
    "major: i hela enheter, till exempel 49.90, vilket antas; minor: i cent eller ören, till exempel 4990.",
  "Subscription's id": "Prenumerationens id",
  Plan: "Plan",
  "End of the paid period": "Slut på den betalda perioden",
  "End of access": "Slut på åtkomsten",
  "Cart's id": "Varukorgens id",
  "Cart's address": "Varukorgens adress",
  "Agreed to marketing": "Samtycker till marknadsföring",
  "Where things are": "Var uppgifterna finns",
  "Only for what is not found by itself. Each is a path into the body, such as data.buyer.email; a field with a path is read from there alone.":
    "Bara för det som inte hittas av sig självt. Var och en är en sökväg i innehållet, till exempel data.buyer.email; ett fält med en sökväg läses bara därifrån.",
  "In BlueConic open Connections, choose “Add connection” and then Webhook, and add the outgoing goal “Trigger a request”.":
    "Öppna ”Connections” i BlueConic, välj ”Add connection” och sedan ”Webhook”, och lägg till det utgående målet ”Trigger a request”.",
  "Select the segments whose visitors count, and what triggers the request: entering the segment, a profile property that changes, or an event.":
    "Välj segmenten vars besökare räknas, och vad som utlöser anropet: att någon går in i segmentet, att en profilegenskap ändras, eller en händelse.",
  "Choose the method POST, paste the address as the URL, and add the request header Content-Type with the value application/json. If the address must not hold the secret, remove it from “?secret=” on and send it as the header that is named here.":
    "Välj metoden POST, klistra in adressen som URL, och lägg till headern Content-Type med värdet application/json. Om adressen inte får innehålla hemligheten, ta bort den från ”?secret=” och framåt och skicka den som headern som anges här.",
  'Use this as the request body: {"type": "segment_entered", "segment": "Name of the segment", "profile_id": ##{{id}}, "email": ##{{email.0}}, "first_name": ##{{firstname.0}}, "last_name": ##{{lastname.0}}}. Replace email, firstname and lastname by the ids of your own profile properties.':
    'Använd det här som anropets innehåll: {"type": "segment_entered", "segment": "Name of the segment", "profile_id": ##{{id}}, "email": ##{{email.0}}, "first_name": ##{{firstname.0}}, "last_name": ##{{lastname.0}}}. Byt ut email, firstname och lastname mot id för dina egna profilegenskaper.',
  "For somebody who left an address, write lead.created as the type; for a changed profile, customer.updated; for a signup, contact.subscribed. Any other name works as custom.anything.":
    "För någon som lämnade en adress, skriv lead.created som typ; för en ändrad profil, customer.updated; för en anmälan, contact.subscribed. Alla andra namn fungerar som custom.anything.",
  "The same body within 24 hours is the same event. If you have an id of your own for what happened, send it as event_id.":
    "Samma innehåll inom 24 timmar är samma händelse. Om du har ett eget id för det som hände, skicka det som event_id.",
  "Profile enters a segment": "Profil går in i ett segment",
  "Profile changed": "Profil ändrad",
  "Something of your own": "Något eget",

  // TYPO3
  "Changed pages and files, failed logins, and whatever extensions tell, of a TYPO3 site (12 or newer).":
    "Ändrade sidor och filer, misslyckade inloggningar och det som tillägg berättar, från en TYPO3-webbplats (12 eller nyare).",
  Identifier: "Identifierare",
  "In TYPO3: System → Webhooks, the webhook's record, “Identifier”. It is a part of what is signed.":
    "I TYPO3: ”System → Webhooks”, webhookens post, ”Identifier”. Den är en del av det som signeras.",
  "The “Secret” of the same record. TYPO3 makes one when the record is created.":
    "”Secret” i samma post. TYPO3 skapar den när posten skapas.",
  "Trigger, if it is about files": "Utlösare, om det gäller filer",
  "File added": "Fil tillagd",
  "File removed": "Fil borttagen",
  "TYPO3 tells a file that was added and one that was removed alike.":
    "TYPO3 berättar på samma sätt om en fil som lades till och en som togs bort.",
  "In TYPO3 (12 or newer, with the extension “webhooks”) open System → Webhooks (in newer versions System → Integrations → Webhooks) and create a webhook.":
    "Öppna ”System → Webhooks” i TYPO3 (12 eller nyare, med tillägget ”webhooks”; i nyare versioner ”System → Integrations → Webhooks”) och skapa en webhook.",
  "Choose what triggers it and the method POST, and paste {{url}} as its URL. Leave the check of its certificate on. A record has one trigger: make a source here for each.":
    "Välj vad som utlöser den och metoden POST, och klistra in {{url}} som dess URL. Låt certifikatkontrollen vara påslagen. En post har en utlösare: skapa en källa här för var och en.",
  "Copy the record's identifier and its secret into this source. If it is about added or removed files, choose which of them here.":
    "Kopiera postens identifierare och dess hemlighet till den här källan. Om den gäller tillagda eller borttagna filer, välj vilket av dem här.",
  "An extension's message is understood when its JSON names the event in a field “type”, such as lead.created, and the person in a field “email”. If it does not, say under “Where things are” where to look, and what it means otherwise.":
    "Ett tilläggs meddelande förstås när dess JSON anger händelsen i fältet ”type”, till exempel lead.created, och personen i fältet ”email”. Gör det inte det, ange under ”Var uppgifterna finns” var de finns, och annars vad det betyder.",
  "Page created": "Sida skapad",
  "Page changed": "Sida ändrad",
  "Page published": "Sida publicerad",
  "File added or removed": "Fil tillagd eller borttagen",
  "File updated": "Fil uppdaterad",
  "Login failed": "Inloggning misslyckad",
  "Second factor failed": "Andra faktorn misslyckad",
  "Lead of an extension": "Lead från ett tillägg",

  // Spotler MailPro
  "New, changed, subscribed, unsubscribed and bounced contacts of Spotler MailPro, formerly Webpower.":
    "Nya, ändrade, anmälda, avanmälda och studsade kontakter i Spotler MailPro, tidigare Webpower.",
  "Subscriber's secret": "Prenumerantens hemlighet",
  "The secret that was given when the webhook's subscriber was made by MailPro's REST API.":
    "Hemligheten som angavs när webhookens prenumerant skapades genom MailPros REST-API.",
  "MailPro's webhooks are made by its REST API: ask whoever manages your licence for access (in MailPro: Admin → REST credentials). The API's Swagger page lists the calls named here.":
    "MailPros webhookar skapas genom dess REST-API: be den som sköter er licens om åtkomst (i MailPro: ”Admin → REST credentials”). API:ets Swagger-sida listar anropen som nämns här.",
  "Make a webhook subscriber with the delivery URL {{url}} and a secret of your own, long and random. Save the same secret here.":
    "Skapa en webhook-prenumerant med {{url}} som leverans-URL och en egen hemlighet, lång och slumpmässig. Spara samma hemlighet här.",
  "Subscribe it to the topics you want: contact.created, and whichever of contact.updated, contact.subscribed, contact.unsubscribed and contact.bounced your licence offers.":
    "Låt den prenumerera på ämnena du vill ha: contact.created, och de av contact.updated, contact.subscribed, contact.unsubscribed och contact.bounced som er licens erbjuder.",
  "Contact subscribed": "Kontakt anmäld",
  "Contact unsubscribed": "Kontakt avanmäld",
  "Contact bounced": "Kontakt studsade",

  // Standard Webhooks
  "Any system that signs its webhooks as Standard Webhooks describes (webhook-signature).":
    "Alla system som signerar sina webhookar enligt Standard Webhooks (webhook-signature).",
  "The system shows it beside the endpoint and it begins with whsec_; where it signs with a private key, paste the public one, whpk_….":
    "Systemet visar den bredvid endpointen, och den börjar med whsec_; om det signerar med en privat nyckel, klistra in den publika, whpk_….",
  "In the system that sends, open its webhook settings (often Settings → Developers → Webhooks) and add an endpoint with the address {{url}}.":
    "Öppna webhook-inställningarna i systemet som skickar (ofta ”Settings → Developers → Webhooks”) och lägg till en endpoint med adressen {{url}}.",
  "Choose the events you want: paid orders, refunds, subscriptions, contacts.":
    "Välj händelserna du vill ha: betalda beställningar, återbetalningar, prenumerationer, kontakter.",
  "Copy the endpoint's signing secret (whsec_…) or public key (whpk_…) and paste it here.":
    "Kopiera endpointens signeringshemlighet (whsec_…) eller publika nyckel (whpk_…) och klistra in den här.",
  "If an event arrives that is not understood, name its type, or the place of what is not found, under “Where things are”.":
    "Om en händelse kommer som inte förstås, ange dess typ, eller platsen för det som inte hittas, under ”Var uppgifterna finns”.",
  "Refund created": "Återbetalning skapad",
  "Subscription canceled": "Prenumeration uppsagd",

  // Svix
  "Any system whose webhooks Svix delivers (svix-signature).":
    "Alla system vars webhookar levereras av Svix (svix-signature).",
  "On the endpoint's page in the sender's webhook portal: “Signing Secret”. It begins with whsec_ (a public key with whpk_).":
    "På endpointens sida i avsändarens webhook-portal: ”Signing Secret”. Den börjar med whsec_ (en publik nyckel med whpk_).",
  "In the system that sends, open its webhook portal (the page with “Endpoints” that Svix provides) and choose “Add Endpoint”.":
    "Öppna webhook-portalen i systemet som skickar (sidan med ”Endpoints” som Svix står för) och välj ”Add Endpoint”.",
  "Paste {{url}} as the Endpoint URL, choose the events you want, and create it.":
    "Klistra in {{url}} som ”Endpoint URL”, välj händelserna du vill ha och skapa den.",
  "On the endpoint's page, show the “Signing Secret”, copy it and paste it here.":
    "Visa ”Signing Secret” på endpointens sida, kopiera den och klistra in den här.",
  "User updated": "Användare uppdaterad",

  // Zapier
  "Events from any app that Zapier knows, sent by a Zap with “Webhooks by Zapier”.":
    "Händelser från alla appar som Zapier känner till, skickade av en Zap med ”Webhooks by Zapier”.",
  "In Zapier, add an action to your Zap: “Webhooks by Zapier”, event “POST”. It is part of Zapier's paid plans.":
    "Lägg till en åtgärd i din Zap i Zapier: ”Webhooks by Zapier”, händelsen ”POST”. Den ingår i Zapiers betalda planer.",
  "Paste the address as “URL” and choose “json” as “Payload Type”.":
    "Klistra in adressen som ”URL” och välj ”json” som ”Payload Type”.",
  "Under “Data” add type (purchase.completed, purchase.refunded, lead.created, custom.anything …), email, and what you know of name, order_id, amount (such as 49.90), currency (such as EUR), product_id, product_name, occurred_at.":
    "Under ”Data”, lägg till type (purchase.completed, purchase.refunded, lead.created, custom.anything …), email, och det du vet av name, order_id, amount (till exempel 49.90), currency (till exempel EUR), product_id, product_name, occurred_at.",
  "Add event_id, mapped to what names the event itself, such as the refund's id, so that nothing counts twice. A purchase is known by its order_id already. Without any id, the same data within 24 hours is the same event.":
    "Lägg till event_id, kopplat till det som anger själva händelsen, till exempel återbetalningens id, så att inget räknas två gånger. Ett köp är redan känt genom sitt order_id. Helt utan id är samma uppgifter inom 24 timmar samma händelse.",
  "If the address must not hold the secret, remove it from “?secret=” on and add the header X-Webhook-Secret under “Headers”.":
    "Om adressen inte får innehålla hemligheten, ta bort den från ”?secret=” och framåt och lägg till headern X-Webhook-Secret under ”Headers”.",
  Purchase: "Köp",
  "Lead, as a form": "Lead, som formulär",

  // Make
  "Events from any app that Make knows, sent by a scenario's HTTP module.":
    "Händelser från alla appar som Make känner till, skickade av ett scenarios HTTP-modul.",
  "In Make, add the module “HTTP → Make a request” to your scenario, without authentication.":
    "Lägg till modulen ”HTTP → Make a request” i ditt scenario i Make, utan autentisering.",
  "Paste the address as “URL”, and choose “POST” as “Method”, “application/json” as “Body content type” and “Data structure” as “Body input method”: in a JSON string written by hand, a quote in a value breaks it.":
    "Klistra in adressen som ”URL”, och välj ”POST” som ”Method”, ”application/json” som ”Body content type” och ”Data structure” som ”Body input method”: i en handskriven JSON-sträng räcker ett citattecken i ett värde för att den ska gå sönder.",
  "Give the data structure the fields type (purchase.completed, purchase.refunded, lead.created, custom.anything …), email, and what you know of name, order_id, amount (such as 49.90), currency (such as EUR), product_id, product_name, occurred_at; and map them.":
    "Ge datastrukturen fälten type (purchase.completed, purchase.refunded, lead.created, custom.anything …), email, och det du vet av name, order_id, amount (till exempel 49.90), currency (till exempel EUR), product_id, product_name, occurred_at; och koppla dem.",
  "Add the header Idempotency-Key or the field event_id, mapped to what names the event itself, such as the refund's id, so that nothing counts twice. A purchase is known by its order_id already. Without any id, the same data within 24 hours is the same event.":
    "Lägg till headern Idempotency-Key eller fältet event_id, kopplat till det som anger själva händelsen, till exempel återbetalningens id, så att inget räknas två gånger. Ett köp är redan känt genom sitt order_id. Helt utan id är samma uppgifter inom 24 timmar samma händelse.",
  "If the address must not hold the secret, remove it from “?secret=” on and add the header X-Webhook-Secret.":
    "Om adressen inte får innehålla hemligheten, ta bort den från ”?secret=” och framåt och lägg till headern X-Webhook-Secret.",
  "Abandoned cart": "Övergiven varukorg",
  "Several at once, from an aggregator": "Flera på en gång, från en aggregator",

  // Webhook
  "Any system that can send or take a webhook: Zapier, Make, a form, a shop of your own.":
    "Alla system som kan skicka eller ta emot en webhook: Zapier, Make, ett formulär, en egen butik.",
  "How requests are proved": "Hur anrop bevisas",
  "Standard Webhooks (also Svix), an HMAC signature in a header, or a secret in the address or a header.":
    "Standard Webhooks (även Svix), en HMAC-signatur i en header, eller en hemlighet i adressen eller en header.",
  "What the system signs with, or sends along. Standard Webhooks: whsec_…, or a public key, whpk_….":
    "Det systemet signerar med, eller skickar med. Standard Webhooks: whsec_…, eller en publik nyckel, whpk_….",
  "HMAC only: the header that holds the signature.": "Bara HMAC: headern som innehåller signaturen.",
  Algorithm: "Algoritm",
  Encoding: "Kodning",
  Prefix: "Prefix",
  "What stands before the signature, such as sha256=": "Det som står före signaturen, till exempel sha256=",
  "In the system that sends, add a webhook (often called “outgoing webhook” or “HTTP request”) with the method POST and the address {{url}}.":
    "Lägg till en webhook i systemet som skickar (kallas ofta ”outgoing webhook” eller ”HTTP request”) med metoden POST och adressen {{url}}.",
  "Send JSON or a form. Name the event in a field “type”, such as purchase.completed, and the customer's e-mail in a field “email”.":
    "Skicka JSON eller ett formulär. Ange händelsen i fältet ”type”, till exempel purchase.completed, och kundens e-post i fältet ”email”.",
  "If the system signs its requests, choose how and paste its secret here. If not, make up a secret and let it send that as the header X-Webhook-Secret, or put ?secret=… at the end of the address.":
    "Om systemet signerar sina anrop, välj hur och klistra in dess hemlighet här. Om inte, hitta på en hemlighet och låt det skicka den som headern X-Webhook-Secret, eller sätt ?secret=… sist i adressen.",
  "Where the system can, let it send an id of its own for each event as “id” or as the header Idempotency-Key: then nothing counts twice.":
    "Om systemet kan, låt det skicka ett eget id för varje händelse som ”id” eller som headern Idempotency-Key: då räknas inget två gånger.",
  "Several at once": "Flera på en gång",
  Address: "Adress",
  "The https:// address that takes the webhook, such as a “catch hook” of Zapier or Make.":
    "Adressen (https://) som tar emot webhooken, till exempel en ”catch hook” i Zapier eller Make.",
  "Set the same at the receiver to prove where webhooks come from (Standard Webhooks). Empty: unsigned.":
    "Ange samma hos mottagaren för att bevisa var webhookar kommer ifrån (Standard Webhooks). Tomt: osignerade.",
  Headers: "Headers",
  "Sent with every webhook, say Authorization with a key.":
    "Skickas med varje webhook, till exempel Authorization med en nyckel.",
  "Send a webhook": "Skicka en webhook",
  Method: "Metod",
  Body: "Innehåll",
  "JSON whose texts may be templates. Empty: the whole event. A GET has no body, a DELETE only this one.":
    "JSON vars texter får vara mallar. Tomt: hela händelsen. En GET har inget innehåll, en DELETE bara det här.",
  "More headers": "Fler headers",
  "Their values may be templates.": "Deras värden får vara mallar.",

  // ActiveCampaign
  "Adds customers to a list in ActiveCampaign, takes them off it, and tells who joins, leaves or bounces there.":
    "Lägger till kunder i en lista i ActiveCampaign, tar bort dem från den, och berättar vem som anmäler sig, lämnar eller studsar där.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that ActiveCampaign calls.":
    "Hitta på en: minst 8 tecken som ingen kan gissa. Den blir en del av adressen som ActiveCampaign anropar.",
  "Also changes made by the API": "Även ändringar via API:et",
  "What Shopbell itself and other programs change in ActiveCampaign counts, too. Leave it off where an automation here changes lists there.":
    "Det som Shopbell själv och andra program ändrar i ActiveCampaign räknas också. Låt det vara av om en automatisering här ändrar listor där.",
  "In ActiveCampaign, open Settings → Developer → Manage Webhooks and choose “Add”.":
    "Öppna ”Settings → Developer → Manage Webhooks” i ActiveCampaign och välj ”Add”.",
  "Give it a name, paste the address as the URL, with its secret, and choose a list, or all of them.":
    "Ge den ett namn, klistra in adressen som URL, med sin hemlighet, och välj en lista, eller alla.",
  "As the events, choose that contacts subscribe and unsubscribe, and that campaigns bounce; also that tags are added and removed or contacts updated, if you need them.":
    "Som händelser, välj att kontakter anmäler och avanmäler sig, och att kampanjer studsar; även att taggar läggs till och tas bort eller att kontakter uppdateras, om du behöver det.",
  "As what they are initiated by, choose “By a contact”, “By any user” and “By system”, and leave “By API” out: it would tell what Shopbell itself has just done, and what your other tools do. Save.":
    "Som det som sätter igång dem, välj ”By a contact”, ”By any user” och ”By system”, och utelämna ”By API”: det skulle berätta vad Shopbell själv just har gjort, och vad dina andra verktyg gör. Spara.",
  "ActiveCampaign sends every webhook once and never again: what happens while nobody answers is lost.":
    "ActiveCampaign skickar varje webhook en enda gång: det som händer medan ingen svarar går förlorat.",
  "Subscribed by a form": "Anmäld via ett formulär",
  "Unsubscribed from two lists": "Avanmäld från två listor",
  "Taken off a list by a user": "Borttagen från en lista av en användare",
  "Unsubscribed by the API": "Avanmäld via API:et",
  Bounced: "Studsade",
  "Tag added": "Tagg tillagd",
  "Tag removed": "Tagg borttagen",
  "API URL": "API-URL",
  "In ActiveCampaign: Settings → Developer → API Access → URL. Copy it as it is.":
    "I ActiveCampaign: ”Settings → Developer → API Access → URL”. Kopiera den som den är.",
  "API key": "API-nyckel",
  "In ActiveCampaign: Settings → Developer → API Access → Key. Each user has their own, and it may do what they may do.":
    "I ActiveCampaign: ”Settings → Developer → API Access → Key”. Varje användare har sin egen, och den får göra det som användaren får.",
  "Add to a list": "Lägg till i en lista",
  List: "Lista",
  "Empty: the customer's. May be a template.": "Tomt: kundens. Får vara en mall.",
  "Also people who left": "Även personer som har lämnat",
  "Subscribes those again who unsubscribed from this list, and those whom an automation took off it: ActiveCampaign does not tell the two apart. Only where they agreed to it.":
    "Anmäler på nytt dem som har avanmält sig från den här listan, och dem som en automatisering tog bort från den: ActiveCampaign skiljer inte mellan de två. Bara om de har samtyckt till det.",
  "Custom fields": "Egna fält",
  "Field and value; values may be templates, and empty ones are not sent. Names and phone number are the customer's.":
    "Fält och värde; värdena får vara mallar, och tomma skickas inte. Namn och telefonnummer är kundens.",
  "Remove from a list": "Ta bort från en lista",

  // Circle
  "Invites customers to a community on Circle.so and its spaces, and takes them out again.":
    "Bjuder in kunder till en community på Circle.so och dess spaces, och tar bort dem därifrån.",
  "API token": "API-token",
  "In your community on Circle, as an admin: Developers → Tokens → New token, of the type “Admin V2”. It needs the Business plan or a higher one.":
    "I din community på Circle, som administratör: ”Developers → Tokens → New token”, av typen ”Admin V2”. Det kräver planen Business eller en högre.",
  Authorization: "Auktorisering",
  "The word before the token. Circle takes either; try the other one if it refuses a good token.":
    "Ordet före token. Circle tar emot båda; prova det andra om det avvisar en giltig token.",
  "Invite to the community": "Bjud in till communityn",
  Name: "Namn",
  "Space groups": "Space-grupper",
  "They join these, with the spaces in them.":
    "De går med i de här grupperna, med de spaces som finns i dem.",
  Spaces: "Spaces",
  "They join these too.": "De går med i de här också.",
  "Without an invitation": "Utan inbjudan",
  "They become a member, and Circle sends them no mail.":
    "De blir medlemmar, och Circle skickar inget mejl till dem.",
  "Profile fields": "Profilfält",
  "Key and value; values may be templates, and empty ones are not sent.":
    "Nyckel och värde; värdena får vara mallar, och tomma skickas inte.",
  "Remove from the community": "Ta bort från communityn",
  "Add to a space group": "Lägg till i en space-grupp",
  "Space group": "Space-grupp",
  "Invite who is no member": "Bjud in den som inte är medlem",
  "Who is not in the community yet gets an invitation to it. Otherwise this fails for them.":
    "Den som inte är med i communityn än får en inbjudan till den. Annars misslyckas det för dem.",
  "Remove from a space group": "Ta bort från en space-grupp",
  "They leave all its spaces, too.": "De lämnar också alla dess spaces.",
  "Add to a space": "Lägg till i ett space",
  Space: "Space",
  "Remove from a space": "Ta bort från ett space",

  // Kit
  "Makes customers subscribers in Kit, gives them tags, and takes tags away again; tells who subscribes, leaves or bounces there.":
    "Gör kunder till prenumeranter i Kit, ger dem taggar och tar bort taggar; berättar vem som anmäler sig, lämnar eller studsar där.",
  "Kit shows it once, when the webhook is created. If it is lost, rotate the secret there, and enter the new one here.":
    "Kit visar den en enda gång, när webhooken skapas. Om den går förlorad, byt hemlighet där och skriv in den nya här.",
  "Save this source; the secret may follow later.": "Spara källan; hemligheten kan komma senare.",
  "In Kit, open https://app.kit.com/webhooks and create a webhook with the URL {{url}}.":
    "Öppna https://app.kit.com/webhooks i Kit och skapa en webhook med URL:en {{url}}.",
  "Choose subscriber.activated, subscriber.unsubscribed, subscriber.bounced and subscriber.complained; for tags also subscriber.tag_added and subscriber.tag_removed, and for forms subscriber.subscribed_to_form.":
    "Välj subscriber.activated, subscriber.unsubscribed, subscriber.bounced och subscriber.complained; för taggar även subscriber.tag_added och subscriber.tag_removed, och för formulär subscriber.subscribed_to_form.",
  "Create it, copy the signing secret, which Kit shows only now, and paste it here.":
    "Skapa den, kopiera signeringshemligheten, som Kit bara visar nu, och klistra in den här.",
  Subscribed: "Anmäld",
  Unsubscribed: "Avanmäld",
  "Complained of spam": "Klagade på skräppost",
  "Tag given to two subscribers": "Tagg given till två prenumeranter",
  "Tag taken away": "Tagg borttagen",
  "Form joined": "Anmäld via formulär",
  "Custom field changed": "Eget fält ändrat",
  "Subscriber made, not yet active": "Prenumerant skapad, inte aktiv än",
  "API key (V4)": "API-nyckel (V4)",
  "In Kit: click the account's name → Settings → Developer → API keys → Add a new key. It begins with kit_.":
    "I Kit: klicka på kontots namn → ”Settings → Developer → API keys → Add a new key”. Den börjar med kit_.",
  "Add a tag": "Lägg till en tagg",
  Tag: "Tagg",
  "Key, such as last_name, and value; values may be templates, and empty ones are not sent. The first name is the customer's.":
    "Nyckel, till exempel last_name, och värde; värdena får vara mallar, och tomma skickas inte. Förnamnet är kundens.",
  "Remove a tag": "Ta bort en tagg",

  // GetResponse
  "Adds customers to a list in GetResponse, and takes them off it; tells who joins, leaves or bounces there.":
    "Lägger till kunder i en lista i GetResponse, och tar bort dem från den; berättar vem som anmäler sig, lämnar eller studsar där.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that GetResponse calls.":
    "Hitta på en: minst 8 tecken som ingen kan gissa. Den blir en del av adressen som GetResponse anropar.",
  "Make up a secret here and save this source.": "Hitta på en hemlighet här och spara källan.",
  "In GetResponse, open Integrations & API → API, and there Webhooks, and choose to create a webhook.":
    "Öppna ”Integrations & API → API” i GetResponse, och där ”Webhooks”, och välj att skapa en webhook.",
  "Paste {{url}} as its URL, as it is, with its secret.":
    "Klistra in {{url}} som dess URL, precis som den är, med sin hemlighet.",
  "Choose the events “Contact subscribed”, “Contact unsubscribed” and “Contact bounce removed”; if you want them, also “Contact copied”, “Contact moved”, “Contact rejected”, “Contact's email changed” and “Custom field value changed”. Save it.":
    "Välj händelserna ”Contact subscribed”, ”Contact unsubscribed” och ”Contact bounce removed”; om du vill ha dem, även ”Contact copied”, ”Contact moved”, ”Contact rejected”, ”Contact's email changed” och ”Custom field value changed”. Spara.",
  "Unsubscribed by the link": "Avanmäld via länken",
  "Removed after a bounce": "Borttagen efter en studs",
  "Two subscribed, one read a message": "Två anmälda, en läste ett meddelande",
  "Moved to another list": "Flyttad till en annan lista",
  "Message opened": "Meddelande öppnat",
  "In GetResponse: Integrations & API → API → Generate API key (https://app.getresponse.com/api).":
    "I GetResponse: ”Integrations & API → API → Generate API key” (https://app.getresponse.com/api).",
  Account: "Konto",
  "max-us and max-pl are GetResponse MAX at getresponse360.com and getresponse360.pl; your account manager at GetResponse knows which.":
    "max-us och max-pl är GetResponse MAX på getresponse360.com och getresponse360.pl; din kontoansvariga hos GetResponse vet vilken.",
  Domain: "Domän",
  "With GetResponse MAX: the domain that the account is registered with.":
    "Med GetResponse MAX: domänen som kontot är registrerat med.",
  "Also called a campaign.": "Kallas också kampanj.",
  "Day of the autoresponder cycle": "Dag i autosvararens cykel",
  "Where new people begin; 0 is the start. Who is on the list already stays where they are.":
    "Där nya personer börjar; 0 är starten. Den som redan är i listan stannar där den är.",
  "Custom field and value; values may be templates, and empty ones are not sent. The name is the customer's.":
    "Eget fält och värde; värdena får vara mallar, och tomma skickas inte. Namnet är kundens.",

  // Mailchimp
  "Adds customers to an audience in Mailchimp, takes them off it, and tells who joins, leaves or bounces there.":
    "Lägger till kunder i en målgrupp i Mailchimp, tar bort dem från den, och berättar vem som anmäler sig, lämnar eller studsar där.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that Mailchimp calls.":
    "Hitta på en: minst 8 tecken som ingen kan gissa. Den blir en del av adressen som Mailchimp anropar.",
  "In Mailchimp, open Audience → All contacts → Settings → Webhooks and choose “Create New Webhook”. Each audience has webhooks of its own; they may all have this address.":
    "Öppna ”Audience → All contacts → Settings → Webhooks” i Mailchimp och välj ”Create New Webhook”. Varje målgrupp har egna webhookar; alla får ha den här adressen.",
  "Paste the address as the callback URL, with its secret. Mailchimp looks at once whether somebody answers there.":
    "Klistra in adressen som ”Callback URL”, med sin hemlighet. Mailchimp kontrollerar direkt om någon svarar där.",
  "Tick Subscribes, Unsubscribes and Cleaned emails; also Profile updates and Email changed, if you need them.":
    "Kryssa i ”Subscribes”, ”Unsubscribes” och ”Cleaned emails”; även ”Profile updates” och ”Email changed”, om du behöver dem.",
  "Below, tick “By a subscriber” and “By an account admin”, and leave “Via the API” unticked: it would tell what Shopbell itself has just done, and what your other tools do. Save.":
    "Kryssa i ”By a subscriber” och ”By an account admin” nedanför, och låt ”Via the API” vara urkryssat: det skulle berätta vad Shopbell själv just har gjort, och vad dina andra verktyg gör. Spara.",
  "Deleted from the audience": "Borttagen från målgruppen",
  "Address changed": "Adress ändrad",
  "Bounced for good": "Studsade för gott",
  "Cleaned after a complaint": "Rensad efter ett klagomål",
  "Campaign sent": "Kampanj skickad",
  "In Mailchimp: Profile → Extras → API keys → Create A Key. Copy it to its very end, such as -us21.":
    "I Mailchimp: ”Profile → Extras → API keys → Create A Key”. Kopiera den ända till slutet, till exempel -us21.",
  "Add to an audience": "Lägg till i en målgrupp",
  Audience: "Målgrupp",
  "Double opt-in": "Dubbel opt-in",
  "Mailchimp sends a mail first, and they are on the list once they confirm it.":
    "Mailchimp skickar först ett mejl, och de är med i listan när de har bekräftat det.",
  "Subscribes those again who unsubscribed, were archived or are there without a subscription. Only where they agreed to it.":
    "Anmäler på nytt dem som har avanmält sig, arkiverats eller finns där utan anmälan. Bara om de har samtyckt till det.",
  Tags: "Taggar",
  "Given to them in this audience; those that are missing are made.":
    "Ges till dem i den här målgruppen; de som saknas skapas.",
  "More merge fields": "Fler merge-fält",
  "Tag and value; values may be templates, and empty ones are not sent. FNAME and LNAME are the customer's names.":
    "Tagg och värde; värdena får vara mallar, och tomma skickas inte. FNAME och LNAME är kundens namn.",
  "Remove from an audience": "Ta bort från en målgrupp",
  How: "Hur",
  "Unsubscribed, they get no more mail and can come back by themselves. Archived, they no longer count towards the plan, and a later purchase can bring them back.":
    "Avanmälda får de inga fler mejl och kan komma tillbaka själva. Arkiverade räknas de inte längre mot planen, och ett senare köp kan ta dem tillbaka.",
  "One of the audience's, or a new one.": "En av målgruppens, eller en ny.",

  // MailerLite
  "Adds customers to a group in MailerLite, takes them out of it, and tells who joins, leaves or bounces there.":
    "Lägger till kunder i en grupp i MailerLite, tar bort dem från den, och berättar vem som anmäler sig, lämnar eller studsar där.",
  "MailerLite makes it with the webhook: Integrations → MailerLite API → Webhooks → the webhook.":
    "MailerLite skapar den med webhooken: ”Integrations → MailerLite API → Webhooks” → webhooken.",
  "Also subscribers made by the API": "Även prenumeranter skapade via API:et",
  "Whom Shopbell itself and other programs bring into MailerLite counts as subscribed, too. Leave it off where an automation here adds people there.":
    "De som Shopbell själv och andra program lägger till i MailerLite räknas också som anmälda. Låt det vara av om en automatisering här lägger till personer där.",
  "In MailerLite, open Integrations and choose “Use” beside “Webhooks”, under MailerLite API. Then “Generate webhook”.":
    "Öppna ”Integrations” i MailerLite och välj ”Use” bredvid ”Webhooks”, under ”MailerLite API”. Sedan ”Generate webhook”.",
  "Give it a name, and paste {{url}} as the endpoint URL.":
    "Ge den ett namn, och klistra in {{url}} som ”Endpoint URL”.",
  "Choose subscriber.created, subscriber.unsubscribed, subscriber.bounced and subscriber.spam_reported; with double opt-in also subscriber.active, and for changed fields subscriber.updated.":
    "Välj subscriber.created, subscriber.unsubscribed, subscriber.bounced och subscriber.spam_reported; med dubbel opt-in även subscriber.active, och för ändrade fält subscriber.updated.",
  "If your groups are lists that people join and leave, choose subscriber.added_to_group and subscriber.removed_from_group: each counts as subscribed or unsubscribed, with the group in its data. If they only sort people, leave these two out.":
    "Om dina grupper är listor som personer går med i och lämnar, välj subscriber.added_to_group och subscriber.removed_from_group: var och en räknas som anmäld eller avanmäld, med gruppen i sina data. Om de bara sorterar personer, utelämna de två.",
  "Save it, open it again, copy its secret and paste it here. Event batching may be on or off.":
    "Spara den, öppna den igen, kopiera dess hemlighet och klistra in den här. ”Event batching” får vara på eller av.",
  "Signed up, not confirmed yet": "Anmäld, inte bekräftad än",
  Confirmed: "Bekräftad",
  "Made by the API": "Skapad via API:et",
  Changed: "Ändrad",
  "Reported spam": "Rapporterade skräppost",
  "Added to a group": "Tillagd i en grupp",
  "Removed from a group": "Borttagen från en grupp",
  "A batch": "En bunt",
  "In MailerLite: Integrations → API → Generate new token. It is shown only once, so copy it right away.":
    "I MailerLite: ”Integrations → API → Generate new token”. Den visas bara en gång, så kopiera den direkt.",
  "Add to a group": "Lägg till i en grupp",
  Group: "Grupp",
  "Also people who unsubscribed": "Även personer som har avanmält sig",
  "Makes them active again, for the mail to all groups they are in. Only where they agreed to it.":
    "Gör dem aktiva igen, för mejlen till alla grupper de är med i. Bara om de har samtyckt till det.",
  "More fields": "Fler fält",
  "Key and value; values may be templates, and empty ones are not sent. name and last_name are the customer's names.":
    "Nyckel och värde; värdena får vara mallar, och tomma skickas inte. name och last_name är kundens namn.",
  "Remove from a group": "Ta bort från en grupp",

  // MailerLite Classic
  "Adds customers to a group in MailerLite Classic, takes them out of it, and tells who joins, leaves or bounces there.":
    "Lägger till kunder i en grupp i MailerLite Classic, tar bort dem från den, och berättar vem som anmäler sig, lämnar eller studsar där.",
  "In MailerLite Classic: Integrations → MailerLite API. It signs the webhooks that were made with it.":
    "I MailerLite Classic: ”Integrations → MailerLite API”. Den signerar webhookarna som har skapats med den.",
  "Copy the API key from MailerLite Classic (Integrations → MailerLite API), and paste it here. Webhooks can be made by its API alone: someone who can call an API does the next step once for each event.":
    "Kopiera API-nyckeln från MailerLite Classic (”Integrations → MailerLite API”) och klistra in den här. Webhookar kan bara skapas genom dess API: någon som kan anropa ett API gör nästa steg en gång för varje händelse.",
  'POST https://api.mailerlite.com/api/v2/webhooks with the header X-MailerLite-ApiKey (that same key), the content type application/json and the body {"event": "subscriber.unsubscribe", "url": "{{url}}"}.':
    'POST https://api.mailerlite.com/api/v2/webhooks med headern X-MailerLite-ApiKey (samma nyckel), innehållstypen application/json och innehållet {"event": "subscriber.unsubscribe", "url": "{{url}}"}.',
  "Do it for subscriber.create, subscriber.unsubscribe, subscriber.bounced and subscriber.complaint; with double opt-in also for subscriber.active, and for changed fields subscriber.update.":
    "Gör det för subscriber.create, subscriber.unsubscribe, subscriber.bounced och subscriber.complaint; med dubbel opt-in även för subscriber.active, och för ändrade fält subscriber.update.",
  "If your groups are lists that people join and leave, also for subscriber.add_to_group and subscriber.remove_from_group: each counts as subscribed or unsubscribed, with the group in its data. If they only sort people, leave these two out.":
    "Om dina grupper är listor som personer går med i och lämnar, även för subscriber.add_to_group och subscriber.remove_from_group: var och en räknas som anmäld eller avanmäld, med gruppen i sina data. Om de bara sorterar personer, utelämna de två.",
  "Bounced and complained, in one request": "Studsade och klagade, i ett anrop",
  "In MailerLite Classic: Integrations → MailerLite API.":
    "I MailerLite Classic: ”Integrations → MailerLite API”.",

  // SendGrid
  "Adds customers to a list in SendGrid, takes them off it, and sends them a mail from a template; tells who bounces or unsubscribes.":
    "Lägger till kunder i en lista i SendGrid, tar bort dem från den och skickar dem ett mejl från en mall; berättar vem som studsar eller avanmäler sig.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address, and is the proof until the verification key is entered.":
    "Hitta på en: minst 8 tecken som ingen kan gissa. Den blir en del av adressen, och är beviset tills verifieringsnyckeln är inskriven.",
  "Verification key": "Verifieringsnyckel",
  "The public key of the signed Event Webhook. With it, signatures are the proof, and the secret no longer counts.":
    "Den publika nyckeln för ”Signed Event Webhook”. Med den är signaturer beviset, och hemligheten räknas inte längre.",
  "In SendGrid, open Settings → Mail Settings → Event Webhooks, and choose “Create new webhook”.":
    "Öppna ”Settings → Mail Settings → Event Webhooks” i SendGrid och välj ”Create new webhook”.",
  "Paste {{url}} as the Post URL, and choose Bounced, Spam Reports, Unsubscribes, Group Unsubscribes and Group Resubscribes. Leave out the others: they are many, and not kept.":
    "Klistra in {{url}} som ”Post URL”, och välj ”Bounced”, ”Spam Reports”, ”Unsubscribes”, ”Group Unsubscribes” och ”Group Resubscribes”. Utelämna de andra: de är många, och sparas inte.",
  "Under the security features, switch on “Signed Event Webhook”, and save.":
    "Slå på ”Signed Event Webhook” under säkerhetsfunktionerna, och spara.",
  "Open the webhook once more, copy its verification key, and paste it here.":
    "Öppna webhooken en gång till, kopiera dess verifieringsnyckel och klistra in den här.",
  "Marked as spam": "Markerat som skräppost",
  "Unsubscribed from all": "Avanmäld från allt",
  "Unsubscribed from a group": "Avanmäld från en grupp",
  "Resubscribed to a group": "Anmäld på nytt till en grupp",
  "Many at once": "Många på en gång",
  Opened: "Öppnat",
  "In SendGrid: Settings → API Keys → Create API Key. It needs “Marketing” for lists, and “Mail Send” and “Template Engine” for mails.":
    "I SendGrid: ”Settings → API Keys → Create API Key”. Den behöver ”Marketing” för listor, och ”Mail Send” och ”Template Engine” för mejl.",
  Region: "Region",
  "Where your account keeps its data: “eu” only for a subuser made for the EU region.":
    "Var ditt konto sparar sina uppgifter: ”eu” bara för en underanvändare (subuser) skapad för EU-regionen.",
  "Id and value; values may be templates, and empty ones are not sent. A date is written {{ occurredAt | date: '%m/%d/%Y' }}.":
    "Id och värde; värdena får vara mallar, och tomma skickas inte. Ett datum skrivs {{ occurredAt | date: '%m/%d/%Y' }}.",
  "Send a mail from a template": "Skicka ett mejl från en mall",
  Template: "Mall",
  "One of SendGrid's dynamic templates. It holds the subject too.":
    "En av SendGrids dynamiska mallar. Den innehåller ämnesraden också.",
  From: "Från",
  "A sender that is verified in SendGrid.": "En avsändare som är verifierad i SendGrid.",
  "Sender's name": "Avsändarens namn",
  "More data": "Mer data",
  "JSON whose texts may be templates, for the template to use. It knows customer, products, order, subscription, codes, type and occurredAt anyway.":
    "JSON vars texter får vara mallar, att använda i mallen. Den känner ändå till customer, products, order, subscription, codes, type och occurredAt.",

  // E-mail
  "Sends a mail to whoever should know: by this installation's own mail service, Resend, SendGrid or your mail server.":
    "Skickar ett mejl till den som behöver veta: genom installationens egen e-posttjänst, Resend, SendGrid eller din e-postserver.",
  "Sent by": "Skickas av",
  "This installation's own": "Installationens egen",
  Resend: "Resend",
  SendGrid: "SendGrid",
  "A mail server (SMTP)": "En e-postserver (SMTP)",
  "An address that the service may send from, with or without a name: The Shop <bell@shop.example>.":
    "En adress som tjänsten får skicka från, med eller utan namn: The Shop <bell@shop.example>.",
  "Resend: API Keys → Create API Key, “Sending access” is enough. SendGrid: Settings → API Keys → Create API Key, with “Mail Send”.":
    "Resend: ”API Keys → Create API Key”, ”Sending access” räcker. SendGrid: ”Settings → API Keys → Create API Key”, med ”Mail Send”.",
  Global: "Globalt",
  "European Union": "Europeiska unionen",
  "Where the SendGrid account's data is kept. Global unless told otherwise.":
    "Var SendGrid-kontots uppgifter sparas. Globalt om inget annat anges.",
  "Mail server": "E-postserver",
  "Such as smtp.example.com.": "Till exempel smtp.example.com.",
  Port: "Port",
  "587 unless told otherwise; 465 where the server wants TLS at once.":
    "587 om inget annat anges; 465 om servern vill ha TLS från början.",
  "User name": "Användarnamn",
  "Most often the whole address. Empty where the server wants no sign-in.":
    "Oftast hela adressen. Tomt om servern inte kräver inloggning.",
  Password: "Lösenord",
  "Some providers want one made for programs, an “app password”.":
    "Vissa leverantörer vill ha ett som är gjort för program, ett ”applösenord”.",
  "Send an e-mail": "Skicka ett mejl",
  To: "Till",
  "One address or several with commas between them; up to 50.":
    "En adress, eller flera med kommatecken emellan; högst 50.",
  Subject: "Ämne",
  "May be a template, such as {{ type }}: {{ customer.email }}. Empty: what happened, and to whom.":
    "Får vara en mall, till exempel {{ type }}: {{ customer.email }}. Tomt: vad som hände, och för vem.",
  Text: "Text",
  "May be a template. Empty: a summary of the event.":
    "Får vara en mall. Tomt: en sammanfattning av händelsen.",
  HTML: "HTML",
  "Shown instead of the text where mail is shown with HTML. May be a template; its values are escaped.":
    "Visas i stället för texten där mejl visas med HTML. Får vara en mall; dess värden görs säkra för HTML.",
  "Reply to": "Svara till",
  "Who gets the answers, such as {{ customer.email }}.":
    "Vem som får svaren, till exempel {{ customer.email }}.",

  // Show me
  "Shows what would have been sent, and sends nothing: for trying things out.":
    "Visar vad som skulle ha skickats, och skickar inget: för att prova saker.",
  "Show what would have been sent": "Visa vad som skulle ha skickats",
  Note: "Anteckning",
  "A text to show with it; templates are filled in, so it can be tried out here.":
    "En text att visa tillsammans med det; mallar fylls i, så det går att prova här.",
};
