// What connectors say, in Polish.
import type { Words } from "./words";

export const pl: Words = {
  // EasyCart
  "Sales, subscriptions and access to products of a shop on EasyCart (easy.tools).":
    "Sprzedaż, subskrypcje i dostęp do produktów sklepu na EasyCart (easy.tools).",
  "Webhook signing key": "Klucz podpisu webhooków",
  "EasyCart shows it once: Store settings → API & Webhooks → Generate webhook signing key.":
    "EasyCart pokazuje go tylko raz: „Store settings → API & Webhooks → Generate webhook signing key”.",
  "In EasyCart, open the product, then the tab “Integrations and webhook”.":
    "W EasyCart otwórz produkt, a w nim zakładkę „Integrations and webhook”.",
  "Paste {{url}} as the webhook address and save. Repeat this for every product whose sales count.":
    "Wklej {{url}} jako adres webhooka i zapisz. Powtórz to dla każdego produktu, którego sprzedaż ma się liczyć.",
  "Recommended: in Store settings → API & Webhooks choose “Generate webhook signing key”, and paste the key here.":
    "Zalecane: w „Store settings → API & Webhooks” wybierz „Generate webhook signing key” i wklej klucz tutaj.",
  "Product bought": "Produkt kupiony",
  "Product assigned after the same sale": "Produkt przypisany po tej samej sprzedaży",
  "Product bought, older shop": "Produkt kupiony, starszy sklep",
  "Product assigned by hand": "Produkt przypisany ręcznie",
  "Access expires soon": "Dostęp wkrótce wygaśnie",
  "Access expired": "Dostęp wygasł",
  "Subscription created": "Subskrypcja utworzona",
  "Plan changed": "Plan zmieniony",
  "Subscription cancelled by the customer": "Subskrypcja anulowana przez klienta",
  "Subscription resumed": "Subskrypcja wznowiona",
  "Renewal upcoming": "Zbliża się odnowienie",
  "Subscription renewed": "Subskrypcja odnowiona",
  "Renewal failed": "Odnowienie nieudane",
  "Subscription expired": "Subskrypcja wygasła",
  "Subscription deleted": "Subskrypcja usunięta",
  "Customer data changed": "Dane klienta zmienione",

  // Shopify
  "Orders, refunds, abandoned checkouts, customers and subscriptions of a Shopify shop.":
    "Zamówienia, zwroty, porzucone koszyki, klienci i subskrypcje sklepu Shopify.",
  "Signing secret": "Sekret podpisu",
  "At the bottom of Settings → Notifications → Webhooks: “Your webhooks will be signed with …”. For an app's own webhooks it is the app's client secret.":
    "Na dole strony „Ustawienia → Powiadomienia → Elementy webhook” („Your webhooks will be signed with …”). W przypadku webhooków własnej aplikacji jest to jej „client secret”.",
  "Carts are abandoned after (minutes)": "Koszyk uznaj za porzucony po (minuty)",
  "So long without a change and without a purchase, a cart counts as abandoned. 0: only when the shop says so itself.":
    "Tyle czasu bez zmian i bez zakupu musi minąć, żeby koszyk uznać za porzucony. 0: tylko wtedy, gdy sam sklep tak powie.",
  "In Shopify, open Settings → Notifications → Webhooks and choose “Create webhook”.":
    "W Shopify otwórz „Ustawienia → Powiadomienia → Elementy webhook” i wybierz „Utwórz element webhook”.",
  "Choose the event “Order payment”, the format JSON, and {{url}} as the URL.":
    "Wybierz zdarzenie „Płatność za zamówienie”, format JSON, a jako adres URL wklej {{url}}.",
  "Do the same for the other events you want: order cancellation, refund create, customer update; and for abandoned carts checkout creation and checkout update.":
    "Zrób to samo dla innych potrzebnych zdarzeń: anulowania zamówienia, zwrotu kosztów, aktualizacji klienta, a dla porzuconych koszyków – utworzenia i aktualizacji realizacji zakupu.",
  "Copy the secret from the bottom of that page (“Your webhooks will be signed with …”) and paste it here.":
    "Skopiuj sekret z dołu tej strony („Your webhooks will be signed with …”) i wklej go tutaj.",
  "Order paid": "Zamówienie opłacone",
  "Order paid, test notification": "Zamówienie opłacone, powiadomienie testowe",
  "Order created and paid": "Zamówienie utworzone i opłacone",
  "Order created, to be paid later": "Zamówienie utworzone, płatność później",
  "Order updated": "Zamówienie zaktualizowane",
  "Order cancelled": "Zamówienie anulowane",
  Refund: "Zwrot",
  "Checkout started": "Finalizacja zakupu rozpoczęta",
  "Checkout changed": "Finalizacja zakupu zmieniona",
  "Checkout completed": "Finalizacja zakupu ukończona",
  "Checkout deleted": "Finalizacja zakupu usunięta",
  "Cart changed": "Koszyk zmieniony",
  "Customer created": "Klient utworzony",
  "Subscription started": "Subskrypcja rozpoczęta",
  "Subscription changed": "Subskrypcja zmieniona",
  "Subscription paused": "Subskrypcja wstrzymana",
  "Subscription cancelled": "Subskrypcja anulowana",
  "Subscription failed": "Subskrypcja nieudana",
  "App removed": "Aplikacja usunięta",
  "Data request": "Prośba o dane",
  "Customer to be erased": "Klient do wymazania",
  "Shop to be erased": "Sklep do wymazania",

  // WooCommerce
  "Orders, refunds, customers and subscriptions of a WooCommerce shop.":
    "Zamówienia, zwroty, klienci i subskrypcje sklepu WooCommerce.",
  Secret: "Sekret",
  "The Secret of the webhooks in WooCommerce → Settings → Advanced → Webhooks. Make up a long one of letters and digits, and give it to all of this shop's webhooks.":
    "„Klucz prywatny” („Secret”) webhooków w „WooCommerce → Ustawienia → Zaawansowane → Webhooks”. Wymyśl długi, z liter i cyfr, i ustaw go we wszystkich webhookach tego sklepu.",
  "In WordPress, open WooCommerce → Settings → Advanced → Webhooks and choose “Add webhook”.":
    "W WordPressie otwórz „WooCommerce → Ustawienia → Zaawansowane → Webhooks” i wybierz „Dodaj webhook”.",
  "Choose the status Active, the topic “Order updated”, {{url}} as the delivery URL and the API version “WP REST API Integration v3”.":
    "Wybierz status „Aktywny”, temat „Zamówienie zaktualizowane” i wersję API „Integracja WP REST API v3”, a jako adres URL dostawy wklej {{url}}.",
  "As the secret, enter a long one of letters and digits. Paste the same one here, then save the webhook.":
    "Jako klucz prywatny („Secret”) wpisz długi ciąg liter i cyfr. Wklej ten sam tutaj, a potem zapisz webhook.",
  "A webhook has one topic. Make one more, with the same URL and secret, for “Order created” and for “Customer updated”.":
    "Webhook ma jeden temat. Utwórz kolejne, z tym samym adresem i sekretem, dla tematów „Zamówienie utworzone” i „Klient zaktualizowany”.",
  "With WooCommerce Subscriptions, make one each for “Subscription created”, “Subscription updated” and “Subscription switched”.":
    "Jeśli używasz WooCommerce Subscriptions, utwórz po jednym także dla „Subscription created”, „Subscription updated” i „Subscription switched”.",
  "WooCommerce sends everything once, and disables a webhook after several failures in a row. To enable it again, open it in that list, choose the status Active and save.":
    "WooCommerce wysyła wszystko tylko raz i wyłącza webhook po kilku niepowodzeniach z rzędu. Aby go włączyć, otwórz go na tej liście, wybierz status „Aktywny” i zapisz.",
  "Order updated, completed": "Zamówienie zaktualizowane, zrealizowane",
  "Order refunded in part": "Zamówienie zwrócone częściowo",
  "Order refunded whole": "Zamówienie zwrócone w całości",
  "Payment failed": "Płatność nieudana",
  "Order deleted": "Zamówienie usunięte",
  "Customer updated": "Klient zaktualizowany",
  "Renewal paid": "Odnowienie opłacone",
  "Subscription switched": "Subskrypcja przełączona",
  "Subscription put on hold": "Subskrypcja wstrzymana (on-hold)",
  "Subscription to end": "Subskrypcja wypowiedziana",
  "Product updated": "Produkt zaktualizowany",
  "Action of the shop's choice": "Akcja wybrana przez sklep",

  // Magento and Adobe Commerce
  "Orders, refunds, carts, customers and newsletter subscribers of a Magento or Adobe Commerce shop.":
    "Zamówienia, zwroty, koszyki, klienci i subskrybenci newslettera sklepu Magento lub Adobe Commerce.",
  "How events come": "Jak przychodzą zdarzenia",
  "Adobe Commerce has the first two. Magento Open Source needs a module, such as Mageplaza Webhook.":
    "Adobe Commerce ma dwa pierwsze sposoby. Magento Open Source potrzebuje modułu, np. Mageplaza Webhook.",
  "Adobe I/O Events": "Adobe I/O Events",
  "Adobe Commerce webhooks": "Webhooki Adobe Commerce",
  "A webhook module": "Moduł webhooków",
  "Client ID": "Client ID",
  "In the Adobe Developer Console: the project → Credentials → OAuth Server-to-Server → Client ID.":
    "W Adobe Developer Console: projekt → „Credentials → OAuth Server-to-Server → Client ID”.",
  "Public key": "Klucz publiczny",
  "In the Admin: Stores → Configuration → Adobe Services → Webhooks, once “Enabled” is Yes and a key pair has been generated. Without it, a secret in the address is the proof.":
    "W panelu: „Stores → Configuration → Adobe Services → Webhooks”, gdy „Enabled” ma wartość „Yes”, a para kluczy jest już wygenerowana. Bez niego potwierdzeniem jest sekret w adresie.",
  "Make one up: it becomes a part of the address, and proves that a request comes from your shop.":
    "Wymyśl go: staje się częścią adresu i potwierdza, że żądanie pochodzi z twojego sklepu.",
  "Choose how your shop tells its events. Adobe Commerce: Adobe I/O Events (recommended) or webhooks. Magento Open Source: a module.":
    "Wybierz, jak sklep przekazuje zdarzenia. Adobe Commerce: Adobe I/O Events (zalecane) albo webhooki. Magento Open Source: moduł.",
  "Adobe I/O Events: in the Commerce Admin, open System → Events → Events Subscriptions (or io_events.xml) and add observer.sales_order_save_commit_after and observer.sales_order_creditmemo_save_after; if you want them, also observer.customer_save_commit_after, observer.sales_quote_save_after and observer.newsletter_subscriber_save_after.":
    "Adobe I/O Events: w panelu Commerce otwórz „System → Events → Events Subscriptions” (albo io_events.xml) i dodaj observer.sales_order_save_commit_after oraz observer.sales_order_creditmemo_save_after; w razie potrzeby także observer.customer_save_commit_after, observer.sales_quote_save_after i observer.newsletter_subscriber_save_after.",
  "Give each the fields it needs, or none at all to send everything. Orders: entity_id, increment_id, quote_id, state, status, total_due, grand_total, order_currency_code, customer_id, customer_email, customer_firstname, customer_lastname, created_at, updated_at, _origData.state, items[].item_id, items[].parent_item_id, items[].product_type, items[].product_id, items[].sku, items[].name, items[].qty_ordered, items[].price_incl_tax. Credit memos: entity_id, increment_id, order_id, state, grand_total, order_currency_code, created_at and the items. Customers: id, email, firstname, lastname, updated_at. Carts: entity_id, is_active, items_count, grand_total, quote_currency_code, customer_id, customer_email, updated_at and the items. Subscribers: subscriber_id, subscriber_email, subscriber_status, change_status_at, customer_id.":
    "Każdemu podaj potrzebne pola albo żadnych, aby wysyłać wszystko. Zamówienia: entity_id, increment_id, quote_id, state, status, total_due, grand_total, order_currency_code, customer_id, customer_email, customer_firstname, customer_lastname, created_at, updated_at, _origData.state, items[].item_id, items[].parent_item_id, items[].product_type, items[].product_id, items[].sku, items[].name, items[].qty_ordered, items[].price_incl_tax. Korekty (credit memos): entity_id, increment_id, order_id, state, grand_total, order_currency_code, created_at i pozycje. Klienci: id, email, firstname, lastname, updated_at. Koszyki: entity_id, is_active, items_count, grand_total, quote_currency_code, customer_id, customer_email, updated_at i pozycje. Subskrybenci: subscriber_id, subscriber_email, subscriber_status, change_status_at, customer_id.",
  "Then, in the Adobe Developer Console, open your project, add an event registration with these events, choose “Webhook” with the delivery style “Single”, and paste {{url}}. If its status becomes “Disabled”, edit the registration and save it again. Copy the Client ID of the credentials here.":
    "Potem w Adobe Developer Console otwórz projekt, dodaj rejestrację z tymi zdarzeniami, wybierz „Webhook” ze sposobem dostarczania „Single” i wklej {{url}}. Jeśli jej status zmieni się na „Disabled”, edytuj rejestrację i zapisz ją ponownie. Skopiuj tutaj „Client ID” z danych uwierzytelniających.",
  "Adobe Commerce webhooks: in the Commerce Admin, open System → Webhooks → Webhooks Subscriptions (or webhooks.xml) and add observer.sales_order_save_commit_after and the others with the type “after”, the method POST and the address {{url}}. Always choose “optional”, with a timeout of 5000: Commerce waits for the answer, and a required webhook could stop a checkout. Send everything, or the fields eventName and those above with data.order. before them.":
    "Webhooki Adobe Commerce: w panelu Commerce otwórz „System → Webhooks → Webhooks Subscriptions” (albo webhooks.xml) i dodaj observer.sales_order_save_commit_after oraz pozostałe, z typem „after” i metodą POST, a jako adres wklej {{url}}. Zawsze wybieraj „optional”, z limitem czasu 5000: Commerce czeka na odpowiedź i wymagany webhook mógłby zatrzymać finalizację zakupu. Wysyłaj wszystko albo pole eventName i powyższe pola poprzedzone data.order.",
  "Commerce signs its webhooks once Stores → Configuration → Adobe Services → Webhooks says so: switch it on, choose “Regenerate key pair” and paste the public key here. Otherwise make up a secret here, and copy the address from here after saving.":
    "Commerce podpisuje webhooki, gdy jest to włączone w „Stores → Configuration → Adobe Services → Webhooks”: włącz to, wybierz „Regenerate key pair” i wklej tutaj klucz publiczny. W przeciwnym razie wymyśl tutaj sekret, zapisz i dopiero potem skopiuj stąd adres.",
  "A module such as Mageplaza Webhook: make up a secret here, save, and add a hook for “Order” with {{url}} as the Payload URL, the method POST (GET sends nothing) and the content type application/json. For other hooks change the word “order” at the start of the body to creditmemo, customer, subscriber or abandoned_cart.":
    "Moduł, np. Mageplaza Webhook: wymyśl tutaj sekret, zapisz i dodaj hook dla „Order”; jako „Payload URL” wklej {{url}}, wybierz metodę POST (GET nic nie wysyła) i typ treści application/json. W innych hookach zmień słowo „order” na początku treści na creditmemo, customer, subscriber albo abandoned_cart.",
  'The body for the module: {"event":"order","entity_id":"{{ item.entity_id }}","increment_id":"{{ item.increment_id }}","order_id":"{{ item.order_id }}","quote_id":"{{ item.quote_id }}","state":"{{ item.state }}","status":"{{ item.status }}","total_due":"{{ item.total_due }}","grand_total":"{{ item.grand_total }}","order_currency_code":"{{ item.order_currency_code }}","quote_currency_code":"{{ item.quote_currency_code }}","customer_id":"{{ item.customer_id }}","customer_email":"{{ item.customer_email }}","customer_firstname":"{{ item.customer_firstname | remove: \'"\' }}","customer_lastname":"{{ item.customer_lastname | remove: \'"\' }}","email":"{{ item.email }}","firstname":"{{ item.firstname | remove: \'"\' }}","lastname":"{{ item.lastname | remove: \'"\' }}","subscriber_id":"{{ item.subscriber_id }}","subscriber_email":"{{ item.subscriber_email }}","subscriber_status":"{{ item.subscriber_status }}","change_status_at":"{{ item.change_status_at }}","created_at":"{{ item.created_at }}","updated_at":"{{ item.updated_at }}","items":[{% for line in item.items %}{"item_id":"{{ line.item_id }}","parent_item_id":"{{ line.parent_item_id }}","product_type":"{{ line.product_type }}","product_id":"{{ line.product_id }}","sku":"{{ line.sku }}","name":"{{ line.name | remove: \'"\' }}","qty_ordered":"{{ line.qty_ordered }}","qty":"{{ line.qty }}","price_incl_tax":"{{ line.price_incl_tax }}"}{% unless forloop.last %},{% endunless %}{% endfor %}]}':
    'Treść dla modułu: {"event":"order","entity_id":"{{ item.entity_id }}","increment_id":"{{ item.increment_id }}","order_id":"{{ item.order_id }}","quote_id":"{{ item.quote_id }}","state":"{{ item.state }}","status":"{{ item.status }}","total_due":"{{ item.total_due }}","grand_total":"{{ item.grand_total }}","order_currency_code":"{{ item.order_currency_code }}","quote_currency_code":"{{ item.quote_currency_code }}","customer_id":"{{ item.customer_id }}","customer_email":"{{ item.customer_email }}","customer_firstname":"{{ item.customer_firstname | remove: \'"\' }}","customer_lastname":"{{ item.customer_lastname | remove: \'"\' }}","email":"{{ item.email }}","firstname":"{{ item.firstname | remove: \'"\' }}","lastname":"{{ item.lastname | remove: \'"\' }}","subscriber_id":"{{ item.subscriber_id }}","subscriber_email":"{{ item.subscriber_email }}","subscriber_status":"{{ item.subscriber_status }}","change_status_at":"{{ item.change_status_at }}","created_at":"{{ item.created_at }}","updated_at":"{{ item.updated_at }}","items":[{% for line in item.items %}{"item_id":"{{ line.item_id }}","parent_item_id":"{{ line.parent_item_id }}","product_type":"{{ line.product_type }}","product_id":"{{ line.product_id }}","sku":"{{ line.sku }}","name":"{{ line.name | remove: \'"\' }}","qty_ordered":"{{ line.qty_ordered }}","qty":"{{ line.qty }}","price_incl_tax":"{{ line.price_incl_tax }}"}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
  "Adobe event: order paid": "Zdarzenie Adobe: zamówienie opłacone",
  "Adobe event: order placed, to be paid later": "Zdarzenie Adobe: zamówienie złożone, płatność później",
  "Adobe event: order cancelled": "Zdarzenie Adobe: zamówienie anulowane",
  "Adobe event: invoice paid": "Zdarzenie Adobe: faktura opłacona",
  "Adobe event: refund": "Zdarzenie Adobe: zwrot",
  "Adobe event: cart changed": "Zdarzenie Adobe: koszyk zmieniony",
  "Adobe event: customer saved": "Zdarzenie Adobe: klient zapisany",
  "Adobe event: newsletter subscribed": "Zdarzenie Adobe: zapis do newslettera",
  "Adobe event: newsletter unsubscribed": "Zdarzenie Adobe: wypisanie z newslettera",
  "Adobe event: several at once": "Zdarzenie Adobe: kilka naraz",
  "Commerce webhook: order paid": "Webhook Commerce: zamówienie opłacone",
  "Commerce webhook: refund": "Webhook Commerce: zwrot",
  "Module: order paid": "Moduł: zamówienie opłacone",
  "Module: refund": "Moduł: zwrot",
  "Module: abandoned cart": "Moduł: porzucony koszyk",
  "Module: newsletter subscribed": "Moduł: zapis do newslettera",

  // Stripe
  "Payments, refunds, abandoned checkouts, subscriptions and customers of a Stripe account.":
    "Płatności, zwroty, porzucone koszyki, subskrypcje i klienci konta Stripe.",
  "Workbench → Webhooks → your destination → Signing secret → Reveal. Every destination has one of its own, and so have test mode and live mode.":
    "„Workbench → Webhooks” → twój adres docelowy → „Signing secret → Reveal”. Każdy adres docelowy ma własny, osobny jest też w trybie testowym i produkcyjnym.",
  "In Stripe, open Workbench → Webhooks (or Developers → Webhooks) and choose to add a destination, with events of your account and, where you are asked, the payload style “Snapshot”.":
    "W Stripe otwórz „Workbench → Webhooks” (albo „Developers → Webhooks”) i dodaj adres docelowy: ze zdarzeniami twojego konta, a jeśli Stripe o to pyta, ze stylem danych „Snapshot”.",
  "For purchases, choose checkout.session.completed, .async_payment_succeeded, .async_payment_failed and .expired, invoice.paid and invoice.payment_failed, refund.created and refund.updated.":
    "Dla zakupów wybierz checkout.session.completed, .async_payment_succeeded, .async_payment_failed i .expired, invoice.paid i invoice.payment_failed, refund.created i refund.updated.",
  "For subscriptions, choose customer.subscription.created, .updated, .deleted, .paused, .resumed and .trial_will_end; and so that they find their e-mail address, customer.created and customer.updated.":
    "Dla subskrypcji wybierz customer.subscription.created, .updated, .deleted, .paused, .resumed i .trial_will_end, a żeby znaleźć ich adres e-mail – customer.created i customer.updated.",
  "Choose payment_intent.succeeded only if your own page takes payments without Stripe's checkout and invoices: those tell of the same payments themselves. Leave out charge.refunded, which refund.created tells in full.":
    "payment_intent.succeeded wybierz tylko wtedy, gdy twoja strona przyjmuje płatności bez kasy i faktur Stripe: one same informują o tych płatnościach. Pomiń charge.refunded, bo refund.created mówi to samo w całości.",
  "Choose “Webhook endpoint”, paste {{url}} as its URL, and create it. Then reveal its signing secret, and paste it here.":
    "Wybierz „Webhook endpoint”, wklej {{url}} jako jego adres URL i utwórz go. Potem pokaż jego „Signing secret” i wklej go tutaj.",
  "What was bought Stripe tells of invoices and subscriptions, not of checkouts for one payment. To tell their products apart, give the Payment Link or checkout the metadata product_id (best Stripe's own, prod_…) and product_name.":
    "Co kupiono, Stripe podaje przy fakturach i subskrypcjach, ale nie przy jednorazowej płatności. Aby odróżniać produkty, dodaj do Payment Link lub finalizacji zakupu metadane product_id (najlepiej identyfikator ze Stripe, prod_…) i product_name.",
  "Checkout paid": "Finalizacja zakupu opłacona",
  "Checkout completed, to be paid later": "Finalizacja zakupu ukończona, płatność później",
  "Checkout paid later": "Finalizacja zakupu opłacona później",
  "Checkout's later payment failed": "Finalizacja zakupu: późniejsza płatność nieudana",
  "Checkout abandoned": "Finalizacja zakupu porzucona",
  "Checkout of a subscription": "Finalizacja zakupu subskrypcji",
  "Payment succeeded": "Płatność udana",
  "Payment of an invoice succeeded": "Płatność za fakturę udana",
  "Charge succeeded": "Obciążenie udane",
  "Refund failed": "Zwrot nieudany",
  "Charge refunded, older API version": "Obciążenie zwrócone, starsza wersja API",
  "First invoice paid": "Pierwsza faktura opłacona",
  "Renewal paid, older API version": "Odnowienie opłacone, starsza wersja API",
  "Change of plan paid": "Zmiana planu opłacona",
  "Invoice of your own paid": "Własna faktura opłacona",
  "Subscription started, older API version": "Subskrypcja rozpoczęta, starsza wersja API",
  "Subscription awaiting its first payment": "Subskrypcja czeka na pierwszą płatność",
  "Subscription's first payment made": "Pierwsza płatność za subskrypcję wykonana",
  "Trial started": "Okres próbny rozpoczęty",
  "Trial ends soon": "Okres próbny wkrótce się skończy",
  "New period began": "Zaczął się nowy okres",
  "Cancellation scheduled": "Anulowanie zaplanowane",
  "Cancellation taken back": "Anulowanie cofnięte",
  "Payments paused": "Płatności wstrzymane",
  "Customer changed": "Klient zmieniony",

  // Paddle
  "Purchases, renewals, refunds, subscriptions and customers of a Paddle account.":
    "Zakupy, odnowienia, zwroty, subskrypcje i klienci konta Paddle.",
  "Secret key": "Tajny klucz",
  "Of the notification destination: Developer tools → Notifications → “…” beside the destination → Edit destination. It begins with pdl_ntfset_.":
    "Klucz adresu docelowego powiadomień: „Developer tools → Notifications → … → Edit destination”. Zaczyna się od pdl_ntfset_.",
  "In Paddle, open Developer tools → Notifications and choose “New destination”.":
    "W Paddle otwórz „Developer tools → Notifications” i wybierz „New destination”.",
  "Choose the type Webhook, and {{url}} as the URL.": "Wybierz typ „Webhook” i wklej {{url}} jako adres URL.",
  "Tick customer.created and customer.updated: they alone tell e-mail addresses, without which nobody can be written to.":
    "Zaznacz customer.created i customer.updated: tylko one podają adresy e-mail, bez których do nikogo nie da się napisać.",
  "Tick transaction.completed, transaction.payment_failed, adjustment.created, adjustment.updated, and of the subscription events created, updated, canceled, paused, resumed and past_due. For abandoned checkouts also transaction.ready.":
    "Zaznacz transaction.completed, transaction.payment_failed, adjustment.created, adjustment.updated, a ze zdarzeń subskrypcji created, updated, canceled, paused, resumed i past_due. Dla porzuconych koszyków także transaction.ready.",
  "Save the destination, open it again with “…” → Edit destination, copy its secret key and paste it here.":
    "Zapisz adres docelowy, otwórz go ponownie przez „… → Edit destination”, skopiuj jego tajny klucz i wklej go tutaj.",
  "Checkout begun": "Finalizacja zakupu zaczęta",
  "Transaction paid": "Transakcja opłacona",
  "Transaction completed": "Transakcja zakończona",
  "Subscription activated": "Subskrypcja aktywowana",
  "Subscription in its trial": "Subskrypcja w okresie próbnym",
  "Subscription past due": "Subskrypcja z zaległą płatnością",
  "Subscription updated by its renewal": "Subskrypcja zaktualizowana przy odnowieniu",
  "Addon bought": "Dodatek kupiony",
  "Subscription updated by its end": "Subskrypcja zaktualizowana przy końcu",
  "Refund asked for": "Prośba o zwrot",
  "Refund approved": "Zwrot zatwierdzony",
  Chargeback: "Obciążenie zwrotne",
  "Address created": "Adres utworzony",

  // Lemon Squeezy
  "Orders, renewals, refunds and subscriptions of a Lemon Squeezy store.":
    "Zamówienia, odnowienia, zwroty i subskrypcje sklepu Lemon Squeezy.",
  "6 to 40 characters of your own choice, the same here and in Lemon Squeezy: Settings → Webhooks → the webhook.":
    "Od 6 do 40 dowolnych znaków, tych samych tutaj i w Lemon Squeezy: „Settings → Webhooks” → webhook.",
  "Think of a long random signing secret of at most 40 characters, and type it here.":
    "Wymyśl długi, losowy sekret podpisu, najwyżej 40 znaków, i wpisz go tutaj.",
  "In Lemon Squeezy, open Settings → Webhooks and choose “+”.":
    "W Lemon Squeezy otwórz „Settings → Webhooks” i wybierz „+”.",
  "Paste {{url}} as the callback URL and the same text as the signing secret.":
    "Wklej {{url}} jako „Callback URL”, a ten sam tekst jako „Signing secret”.",
  "Tick order_created, order_refunded and all subscription events but subscription_updated, which only repeats what the others say. Save.":
    "Zaznacz order_created, order_refunded i wszystkie zdarzenia subskrypcji oprócz subscription_updated, które tylko powtarza pozostałe. Zapisz.",
  "Webhooks made in test mode tell of test orders only: make another one in live mode, with the same URL and secret.":
    "Webhooki utworzone w trybie testowym informują tylko o zamówieniach testowych: w trybie produkcyjnym utwórz kolejny, z tym samym adresem i sekretem.",
  Order: "Zamówienie",
  "Order that is not paid yet": "Zamówienie jeszcze nieopłacone",
  "Order partly refunded": "Zamówienie częściowo zwrócone",
  "Order refunded": "Zamówienie zwrócone",
  "Subscription created with a trial": "Subskrypcja utworzona z okresem próbnym",
  "Subscription updated": "Subskrypcja zaktualizowana",
  "Subscription unpaused": "Subskrypcja wznowiona po wstrzymaniu",
  "First payment": "Pierwsza płatność",
  "Renewal paid after all": "Odnowienie w końcu opłacone",
  "Renewal refunded": "Odnowienie zwrócone",
  "Licence key created": "Klucz licencyjny utworzony",

  // Gumroad
  "Sales, refunds, disputes and memberships of a Gumroad account.":
    "Sprzedaż, zwroty, spory i członkostwa konta Gumroad.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that Gumroad calls.":
    "Wymyśl go: co najmniej 8 znaków, których nikt nie odgadnie. Staje się częścią adresu, pod który Gumroad wysyła zdarzenia.",
  "Seller ID": "Seller ID",
  "Optional: the seller_id that Gumroad shows below Settings → Advanced → Ping. Sales of any other seller are then refused.":
    "Opcjonalnie: seller_id, który Gumroad pokazuje pod „Settings → Advanced → Ping”. Sprzedaż innych sprzedawców jest wtedy odrzucana.",
  "In Gumroad, open Settings → Advanced.": "W Gumroad otwórz „Settings → Advanced”.",
  "Paste {{url}} under “Ping endpoint” as it is, with its secret, and save. Gumroad then sends every sale, also each renewal of a membership.":
    "Wklej {{url}} w „Ping endpoint” bez zmian, razem z sekretem, i zapisz. Gumroad wyśle wtedy każdą sprzedaż, także każde odnowienie członkostwa.",
  "Choose “Send test ping to URL”: your last sale arrives here. It is taken as a sale, unless it is already known.":
    "Wybierz „Send test ping to URL”: przyjdzie tu twoja ostatnia sprzedaż. Liczy się jako sprzedaż, chyba że jest już znana.",
  "Refunds, disputes and cancellations come only to addresses registered by API: with an access token of the scope view_sales, call PUT https://api.gumroad.com/v2/resource_subscriptions once for each of refund, dispute, dispute_won, cancellation, subscription_updated, subscription_ended and subscription_restarted, with this address as post_url.":
    "Zwroty, spory i anulowania przychodzą tylko pod adresy zarejestrowane przez API: z tokenem dostępu o zakresie view_sales wywołaj PUT https://api.gumroad.com/v2/resource_subscriptions po jednym razie dla refund, dispute, dispute_won, cancellation, subscription_updated, subscription_ended i subscription_restarted, z tym adresem jako post_url.",
  Sale: "Sprzedaż",
  "Sale, as JSON": "Sprzedaż, jako JSON",
  "Sale, sent again": "Sprzedaż, wysłana ponownie",
  "Test ping": "Ping testowy",
  Gift: "Prezent",
  "Pre-order": "Przedsprzedaż",
  "Membership bought": "Członkostwo kupione",
  "Membership charged again": "Członkostwo opłacone ponownie",
  "Part of the price given back": "Część ceny zwrócona",
  Dispute: "Spór",
  "Dispute won": "Spór wygrany",
  "Larger plan": "Większy plan",
  "Membership cancelled": "Członkostwo anulowane",
  "Membership given up after failed payments": "Członkostwo przerwane po nieudanych płatnościach",
  "Membership ended": "Członkostwo zakończone",
  "Membership restarted": "Członkostwo wznowione",

  // ThriveCart
  "Orders with their bumps and upsells, refunds, subscriptions and abandoned carts of a ThriveCart account.":
    "Zamówienia z order bumpami i upsellami, zwroty, subskrypcje i porzucone koszyki konta ThriveCart.",
  "Secret word": "Tajne słowo",
  "In ThriveCart: Settings → API & Webhooks → ThriveCart order validation.":
    "W ThriveCart: „Settings → API & Webhooks → ThriveCart order validation”.",
  "In ThriveCart, open Settings → API & Webhooks. Under “ThriveCart order validation”, copy the secret word and paste it here. Save this source.":
    "W ThriveCart otwórz „Settings → API & Webhooks”. W części „ThriveCart order validation” skopiuj tajne słowo i wklej je tutaj. Zapisz to źródło.",
  "On the same page, under “Webhooks & notifications”, choose “Add another webhook”.":
    "Na tej samej stronie, w części „Webhooks & notifications”, wybierz „Add another webhook”.",
  "Give it a name, paste {{url}} as the URL and save. ThriveCart checks the address and then sends all events of all products to it, also those in test mode.":
    "Nadaj mu nazwę, wklej {{url}} jako adres URL i zapisz. ThriveCart sprawdzi adres, a potem będzie wysyłać na niego wszystkie zdarzenia wszystkich produktów, także z trybu testowego.",
  "Order with a bump and an upsell": "Zamówienie z bumpem i upsellem",
  "Order with a bump and an upsell, as JSON": "Zamówienie z bumpem i upsellem, jako JSON",
  "Order of a subscription": "Zamówienie subskrypcji",
  "Subscription paid again": "Subskrypcja opłacona ponownie",
  "Refund of an upsell": "Zwrot upsellu",
  "Cart abandoned": "Koszyk porzucony",
  "Affiliate's commission": "Prowizja partnera",

  // SendOwl
  "Orders, refunds, disputes and subscriptions of a SendOwl account.":
    "Zamówienia, zwroty, spory i subskrypcje konta SendOwl.",
  "Signing key secret": "Sekret klucza podpisu",
  "In SendOwl: Settings → SendOwl API, “Signing Key Secret”. Enable the API if it is not yet.":
    "W SendOwl: „Settings → SendOwl API”, pole „Signing Key Secret”. Włącz API, jeśli jeszcze nie jest włączone.",
  "In SendOwl, open Settings → SendOwl API, enable it if it is not yet, and paste its “Signing Key Secret” here. Save this source.":
    "W SendOwl otwórz „Settings → SendOwl API”, włącz API, jeśli jeszcze nie jest włączone, i wklej tutaj „Signing Key Secret”. Zapisz to źródło.",
  "Open Settings → Webhooks (https://dashboard.sendowl.com/settings/web_hooks) and choose “Add a webhook”.":
    "Otwórz „Settings → Webhooks” (https://dashboard.sendowl.com/settings/web_hooks) i wybierz „Add a webhook”.",
  "Give it a name, paste {{url}} as the URL, choose the event “Order completed”, and save.":
    "Nadaj mu nazwę, wklej {{url}} jako adres URL, wybierz zdarzenie „Order completed” i zapisz.",
  "Do the same for the other events you want: New payment (renewals), Refund issued, Order charged back, Order failed, and Subscription active, cancelling and cancelled. They may all have the same URL.":
    "Zrób to samo dla innych potrzebnych zdarzeń: „New payment” (odnowienia), „Refund issued”, „Order charged back”, „Order failed” oraz „Subscription active”, „cancelling” i „cancelled”. Wszystkie mogą mieć ten sam adres.",
  "Order completed": "Zamówienie zrealizowane",
  "Payment of an order": "Płatność za zamówienie",
  "Free order": "Zamówienie bezpłatne",
  "Order failed": "Zamówienie nieudane",
  "Order under review": "Zamówienie w trakcie weryfikacji",
  "Order imported": "Zamówienie zaimportowane",
  "Charged back": "Obciążenie zwrotne zamówienia",
  "Subscription set up": "Subskrypcja założona",
  "Subscription active": "Subskrypcja aktywna",
  "Subscription cancelling": "Subskrypcja w trakcie anulowania",
  "Subscription complete": "Subskrypcja zakończona",

  // Facebook Lead Ads
  "People who fill in the form of an ad on Facebook or Instagram.":
    "Osoby, które wypełniają formularz reklamy na Facebooku lub Instagramie.",
  "App secret": "Sekret aplikacji („App secret”)",
  "In Meta's App Dashboard (developers.facebook.com/apps): App settings → Basic → App secret.":
    "W App Dashboard Meta (developers.facebook.com/apps): „App settings → Basic → App secret”.",
  "Verify token": "Token weryfikacyjny",
  "Make one up, long and random; the App Dashboard asks for the same text beside the callback URL.":
    "Wymyśl długi i losowy; App Dashboard prosi o ten sam tekst obok „Callback URL”.",
  "Page access token": "Token dostępu strony",
  "Of the page whose ads have the forms, with the permissions leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement and ads_management. Take one that does not expire.":
    "Token strony, której reklamy mają formularze, z uprawnieniami leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement i ads_management. Weź taki, który nie wygasa.",
  "Page id": "Identyfikator strony",
  "Where the app has several pages: only leads of this one are taken. Empty: of all.":
    "Jeśli aplikacja obsługuje kilka stron: przyjmowane są tylko leady tej jednej. Puste: wszystkich.",
  "Leads from": "Skąd leady",
  "Meta tells an app of the leads of both, at one address. Choose “both” unless another source takes the other's.":
    "Meta przekazuje aplikacji leady z obu miejsc pod jeden adres. Wybierz oba, chyba że jedno z nich obsługuje inne źródło.",
  "Facebook only": "Tylko z Facebooka",
  "Instagram only": "Tylko z Instagrama",
  "Facebook and Instagram": "Z Facebooka i Instagrama",
  "Checkbox for marketing": "Pole zgody na marketing",
  "The key of the form's consent checkbox by which people agree to marketing, such as optional_1: a lead shows its keys in data.checkboxes. Empty: consent is not told.":
    "Klucz pola wyboru, którym wyraża się zgodę na marketing w formularzu, np. optional_1: klucze pól leada są w data.checkboxes. Puste: zgoda nie jest przekazywana.",
  "Address of a stand-in": "Adres atrapy",
  "For trying out against a stand-in on this machine. Leave it empty otherwise.":
    "Do prób z atrapą systemu na tym komputerze. W innym przypadku zostaw puste.",
  "You need an app of your own at https://developers.facebook.com/apps. For leads of real people it must be live and have the permission leads_retrieval by Meta's App Review. Without such an app, let Zapier or Make send the leads: Shopbell has a source for each.":
    "Potrzebujesz własnej aplikacji na https://developers.facebook.com/apps. Aby dostawać leady prawdziwych osób, musi ona działać w trybie „Live” i mieć uprawnienie leads_retrieval przyznane w App Review Meta. Jeśli nie masz takiej aplikacji, leady może wysyłać Zapier albo Make: Shopbell ma źródło dla każdego z nich.",
  "In Tools → Graph API Explorer, choose the app and tick leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement and ads_management. Make an access token of the page that does not expire (of a system user, or by a long-lived user token).":
    "W „Tools → Graph API Explorer” wybierz aplikację i zaznacz leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement i ads_management. Utwórz token dostępu strony, który nie wygasa (użytkownika systemowego albo z długotrwałego tokenu użytkownika).",
  "Enter that token here, the app secret from App settings → Basic, and a verify token that you make up. Save this source.":
    "Wpisz tutaj ten token, „App secret” z „App settings → Basic” oraz wymyślony token weryfikacyjny. Zapisz to źródło.",
  "In the app, open Webhooks, choose the object “Page” and subscribe to it: paste {{url}} as the callback URL and type the same verify token. Then subscribe to the field leadgen. An app has one callback URL for all its pages, so it serves one source.":
    "W aplikacji otwórz „Webhooks”, wybierz obiekt „Page” i zasubskrybuj go: wklej {{url}} jako „Callback URL” i wpisz ten sam token weryfikacyjny. Potem zasubskrybuj pole leadgen. Aplikacja ma jeden „Callback URL” dla wszystkich stron, więc obsługuje jedno źródło.",
  "Let the page install the app: in Graph API Explorer, with the page's token, send POST to (the page's id)/subscribed_apps?subscribed_fields=leadgen.":
    "Niech strona zainstaluje aplikację: w Graph API Explorer, z tokenem strony, wyślij POST na (identyfikator strony)/subscribed_apps?subscribed_fields=leadgen.",
  "Try it with https://developers.facebook.com/tools/lead-ads-testing. The Test button beside the field leadgen tells of a lead that does not exist.":
    "Wypróbuj to na https://developers.facebook.com/tools/lead-ads-testing. Przycisk „Test” obok pola leadgen zgłasza lead, który nie istnieje.",
  "Lead of an ad": "Lead z reklamy",
  "Lead without an ad": "Lead bez reklamy",
  "Leads of two pages": "Leady z dwóch stron",

  // Instagram Lead Ads
  "People who fill in the form of an ad on Instagram.":
    "Osoby, które wypełniają formularz reklamy na Instagramie.",
  "Ads on Instagram belong to the Facebook page that the Instagram account is connected to: it is that page that tells of their leads.":
    "Reklamy na Instagramie należą do strony na Facebooku połączonej z kontem na Instagramie: to ona przekazuje ich leady.",

  // LinkedIn Lead Gen
  "People who fill in a lead form of an ad, an event or a page on LinkedIn.":
    "Osoby, które wypełniają formularz reklamy, wydarzenia lub strony na LinkedIn.",
  "Client secret": "Client secret",
  "In LinkedIn's Developer Portal (linkedin.com/developers/apps): your app → Auth → Primary Client Secret.":
    "W Developer Portal LinkedIn (linkedin.com/developers/apps): twoja aplikacja → „Auth → Primary Client Secret”.",
  "Access token": "Token dostępu",
  "Of a member who may see the leads, with the permission r_marketing_leadgen_automation. It lasts 60 days: when leads are held, make a new one and enter it here.":
    "Token osoby, która może widzieć leady, z uprawnieniem r_marketing_leadgen_automation. Działa 60 dni: gdy leady są zatrzymane, utwórz nowy i wpisz go tutaj.",
  "API version": "Wersja API",
  "A year and a month. LinkedIn ends each a year after it came out.":
    "Rok i miesiąc. LinkedIn wyłącza każdą wersję rok po jej wydaniu.",
  "The id of the form's checkbox by which people agree to marketing, such as 0: a lead shows its checkboxes in data.consents. Empty: consent is not told.":
    "Identyfikator pola wyboru, którym wyraża się zgodę na marketing w formularzu, np. 0: pola wyboru leada są w data.consents. Puste: zgoda nie jest przekazywana.",
  "You need an app of your own at https://www.linkedin.com/developers/apps to which LinkedIn has granted the Lead Sync API. Without one, let Zapier or Make send the leads: Shopbell has a source for each.":
    "Potrzebujesz własnej aplikacji na https://www.linkedin.com/developers/apps, której LinkedIn przyznał Lead Sync API. Jeśli jej nie masz, leady może wysyłać Zapier albo Make: Shopbell ma źródło dla każdego z nich.",
  "Copy the app's Primary Client Secret from its tab Auth. Make an access token with the permissions r_marketing_leadgen_automation and r_ads (OAuth token tools in the portal), as a member who manages the ad account or the page.":
    "Skopiuj „Primary Client Secret” aplikacji z zakładki „Auth”. Utwórz token dostępu z uprawnieniami r_marketing_leadgen_automation i r_ads („OAuth token tools” w portalu) jako osoba, która zarządza kontem reklamowym lub stroną.",
  "Enter both here and save this source: LinkedIn checks the address when it is registered, and every two hours from then on.":
    "Wpisz oba tutaj i zapisz to źródło: LinkedIn sprawdza adres przy rejestracji, a potem co dwie godziny.",
  'Register the address once, with that token: send POST to https://api.linkedin.com/rest/leadNotifications with the headers LinkedIn-Version: 202607 and X-Restli-Protocol-Version: 2.0.0, and the body {"webhook":"{{url}}","owner":{"sponsoredAccount":"urn:li:sponsoredAccount:(your ad account)"},"leadType":"SPONSORED"}. For leads of events and pages, the owner is {"organization":"urn:li:organization:(your page)"} and the lead type EVENT, COMPANY or ORGANIZATION_PRODUCT.':
    'Zarejestruj adres raz, z tym tokenem: wyślij POST na https://api.linkedin.com/rest/leadNotifications z nagłówkami LinkedIn-Version: 202607 i X-Restli-Protocol-Version: 2.0.0 oraz treścią {"webhook":"{{url}}","owner":{"sponsoredAccount":"urn:li:sponsoredAccount:(your ad account)"},"leadType":"SPONSORED"}. Zamiast (your ad account) wpisz swoje konto reklamowe. Dla leadów z wydarzeń i stron właścicielem („owner”) jest {"organization":"urn:li:organization:(your page)"} z twoją stroną, a typem leada EVENT, COMPANY albo ORGANIZATION_PRODUCT.',
  "When LinkedIn tells that a lead is deleted, everything about that customer is erased here.":
    "Gdy LinkedIn zgłosi usunięcie leada, wszystkie dane tego klienta zostaną tu wymazane.",
  Lead: "Lead",
  "Lead of an event": "Lead z wydarzenia",
  "Lead deleted": "Lead usunięty",

  // Salesforce
  "Leads, contacts, won opportunities and other records of a Salesforce organisation.":
    "Leady, kontakty, wygrane szanse sprzedaży i inne rekordy organizacji w Salesforce.",
  "Organization ID": "Organization ID",
  "In Salesforce, Setup → Company Settings → Company Information: “Salesforce.com Organization ID”. Messages of another organisation are refused.":
    "W Salesforce: „Setup → Company Settings → Company Information”, pole „Salesforce.com Organization ID”. Wiadomości innych organizacji są odrzucane.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that Salesforce calls, since Salesforce signs nothing.":
    "Wymyśl go: co najmniej 8 znaków, których nikt nie odgadnie. Staje się częścią adresu, pod który Salesforce wysyła zdarzenia, bo ich nie podpisuje.",
  "Field with the e-mail": "Pole z adresem e-mail",
  "Optional: the API name of a formula field, say Contact_Email__c, for records without an e-mail of their own, such as opportunities.":
    "Opcjonalnie: nazwa API pola formuły, np. Contact_Email__c, dla rekordów bez własnego adresu e-mail, takich jak szanse sprzedaży.",
  Currency: "Waluta",
  "Optional: the currency of amounts, where your organisation has only one. Messages tell it only where there are several.":
    "Opcjonalnie: waluta kwot, jeśli organizacja ma tylko jedną. Wiadomości podają ją tylko wtedy, gdy walut jest kilka.",
  "In Salesforce, open Setup → Process Automation → Workflow Actions → Outbound Messages and choose “New Outbound Message”.":
    "W Salesforce otwórz „Setup → Process Automation → Workflow Actions → Outbound Messages” i wybierz „New Outbound Message”.",
  "Choose the object, for example Lead, and paste {{url}} as the Endpoint URL as it is, with its secret. Leave “Send Session ID” unticked.":
    "Wybierz obiekt, np. „Lead”, i wklej {{url}} jako „Endpoint URL” bez zmian, razem z sekretem. Nie zaznaczaj „Send Session ID”.",
  "Tick the fields to send; Salesforce sends no others. Leads and contacts: Email, First Name, Last Name, Phone, Email Opt Out, Created Date, Last Modified Date. Opportunities: Stage, Won, Amount, Currency (where there is one), Contact ID, Last Stage Change Date. Orders: Order Number, Order Amount, Status, Bill To Contact ID.":
    "Zaznacz pola do wysłania; innych Salesforce nie wyśle. Leady i kontakty: „Email”, „First Name”, „Last Name”, „Phone”, „Email Opt Out”, „Created Date”, „Last Modified Date”. Szanse sprzedaży: „Stage”, „Won”, „Amount”, „Currency” (jeśli jest), „Contact ID”, „Last Stage Change Date”. Zamówienia: „Order Number”, „Order Amount”, „Status”, „Bill To Contact ID”.",
  "Opportunities and orders have no e-mail of their own. Either let Shopbell hear of contacts too, and tick Contact ID, or make a formula field with the contact's e-mail and name it here.":
    "Szanse sprzedaży i zamówienia nie mają własnego adresu e-mail. Przekazuj do Shopbell także kontakty i zaznacz „Contact ID” albo utwórz pole formuły z adresem e-mail kontaktu i podaj tutaj jego nazwę.",
  "Then open Setup → Process Automation → Flows, make a record-triggered flow for that object, and add the outbound message as its action. Choose conditions that only what matters meets, such as a stage that has become Closed Won.":
    "Potem otwórz „Setup → Process Automation → Flows”, utwórz dla tego obiektu przepływ wyzwalany rekordem („record-triggered flow”) i dodaj „Outbound Message” jako akcję. Ustaw warunki, które spełnia tylko to, co ważne, np. zmiana etapu na „Closed Won”.",
  "Does anything that hears of these events write back to Salesforce? Then let the flow leave out what that user changed (Last Modified By), or each change would cause the next.":
    "Czy coś, co dostaje te zdarzenia, zapisuje zmiany z powrotem w Salesforce? Niech przepływ pomija to, co zmienił tamten użytkownik („Last Modified By”), inaczej każda zmiana wywoła następną.",
  "Do the same for every other object. All of them may use the same address.":
    "Zrób to samo dla każdego innego obiektu. Wszystkie mogą używać tego samego adresu.",
  "Three leads without an e-mail, with a session": "Trzy leady bez adresu e-mail, z sesją",
  Contact: "Kontakt",
  "Opportunity won": "Szansa sprzedaży wygrana",
  "Opportunity in negotiation": "Szansa sprzedaży w negocjacjach",
  "Order activated": "Zamówienie aktywowane",
  "Record of an object of one's own": "Rekord własnego obiektu",

  // Dynamics 365
  "New leads, contacts, orders, paid invoices and opportunities of Dynamics 365 (Dataverse).":
    "Nowe leady, kontakty, zamówienia, opłacone faktury i szanse sprzedaży z Dynamics 365 (Dataverse).",
  Authentication: "Uwierzytelnianie",
  "The same as in the Plug-in Registration Tool.": "Takie samo jak w Plug-in Registration Tool.",
  HttpHeader: "HttpHeader",
  WebhookKey: "WebhookKey",
  HttpQueryString: "HttpQueryString",
  Key: "Klucz",
  "The name under “Keys” in the tool: of the header, or of the parameter in the address.":
    "Nazwa z pola „Keys” w narzędziu: nagłówka albo parametru w adresie.",
  Value: "Wartość",
  "Make one up, long and random, and enter the same in the tool, as its value or key.":
    "Wymyśl długą i losową i wpisz tę samą w narzędziu, jako wartość albo klucz.",
  "User ID": "Identyfikator użytkownika",
  "Optional: the ID of the application user by which another program writes to Dynamics what Shopbell tells it. Its changes are left out, so that the two do not answer each other for ever.":
    "Opcjonalnie: identyfikator użytkownika aplikacji, którym inny program zapisuje w Dynamics to, co przekazuje mu Shopbell. Jego zmiany są pomijane, żeby oba systemy nie odpowiadały sobie bez końca.",
  "Tenant ID": "Tenant ID",
  "Optional: with these four, Shopbell fetches what a message leaves out. Of the app's registration in Microsoft Entra: Overview → Directory (tenant) ID.":
    "Opcjonalnie: z tymi czterema danymi Shopbell pobiera to, czego brakuje w wiadomości. Z rejestracji aplikacji w Microsoft Entra: „Overview → Directory (tenant) ID”.",
  "Overview → Application (client) ID.": "„Overview → Application (client) ID”.",
  "Certificates & secrets → New client secret: its value, not its ID.":
    "„Certificates & secrets → New client secret”: jego wartość („Value”), a nie identyfikator.",
  "Environment URL": "Adres środowiska",
  "What the browser shows when Dynamics 365 is open, up to .com: https://contoso.crm4.dynamics.com.":
    "To, co pokazuje przeglądarka, gdy otwarty jest Dynamics 365, aż do .com: https://contoso.crm4.dynamics.com.",
  "Make up a long secret, enter it here as the value, and save. Without a developer at hand, a Power Automate flow with the action “HTTP” can send the same events to a source of the kind “Webhook” instead.":
    "Wymyśl długi sekret, wpisz go tutaj jako wartość i zapisz. Jeśli nie masz pod ręką programisty, te same zdarzenia może wysyłać przepływ Power Automate z akcją „HTTP” do źródła rodzaju „Webhook”.",
  "Open the Plug-in Registration Tool (in a terminal: pac tool prt), connect it to your environment, and choose Register → Register New Web Hook.":
    "Otwórz Plug-in Registration Tool (w terminalu: pac tool prt), połącz go ze swoim środowiskiem i wybierz „Register → Register New Web Hook”.",
  "Paste {{url}} as the Endpoint URL, without its ?… part where there is one: the tool adds that by itself. Choose the same Authentication as here. HttpHeader and HttpQueryString: add one property with the key and the value that you saved here. WebhookKey: enter the value.":
    "Wklej {{url}} jako „Endpoint URL”, bez części ?…, jeśli ją ma: narzędzie doda ją samo. Wybierz to samo uwierzytelnianie co tutaj. HttpHeader i HttpQueryString: dodaj jedną właściwość z kluczem i wartością zapisanymi tutaj. WebhookKey: wpisz wartość.",
  "Right-click the web hook and choose “Register New Step”. Message: Create or Update (or Delete). Primary Entity: lead, contact, salesorder, invoice or opportunity. Event Pipeline Stage: PostOperation. Execution Mode: Asynchronous, since in a synchronous step Dynamics waits for the answer, and undoes the user's work when none comes.":
    "Kliknij web hook prawym przyciskiem i wybierz „Register New Step”. „Message”: Create albo Update (albo Delete). „Primary Entity”: lead, contact, salesorder, invoice albo opportunity. „Event Pipeline Stage”: PostOperation. „Execution Mode”: Asynchronous, bo w kroku synchronicznym Dynamics czeka na odpowiedź i cofa pracę użytkownika, gdy jej nie ma.",
  "For Update, choose the columns that matter as Filtering Attributes: for contacts emailaddress1, firstname and lastname, for invoices, orders and opportunities statecode. A purchase is told when an invoice becomes Paid.":
    "Dla Update wybierz ważne kolumny jako „Filtering Attributes”: dla kontaktów emailaddress1, firstname i lastname, dla faktur, zamówień i szans sprzedaży statecode. Zakup jest zgłaszany, gdy faktura dostanie stan „Paid”.",
  "Right-click each step for Update and choose “Register New Image”: a Post Image with the columns emailaddress1, firstname, lastname, fullname and mobilephone, and with statecode, totalamount and customerid where the entity has them. Without it only the changed columns are told. For Delete, a Pre Image does the same.":
    "Kliknij prawym przyciskiem każdy krok dla Update i wybierz „Register New Image”: „Post Image” z kolumnami emailaddress1, firstname, lastname, fullname i mobilephone, a tam, gdzie encja je ma, także statecode, totalamount i customerid. Bez niego przekazywane są tylko zmienione kolumny. Dla Delete to samo robi „Pre Image”.",
  "To let Shopbell fetch what is left out: in Microsoft Entra, register an app and give it a client secret; in the Power Platform admin center, open the environment → Settings → Users + permissions → Application users, and add the app with a security role that can read these entities. Enter its four values here.":
    "Aby Shopbell pobierał to, czego brakuje: w Microsoft Entra zarejestruj aplikację i utwórz dla niej „client secret”; w centrum administracyjnym Power Platform otwórz środowisko → „Settings → Users + permissions → Application users” i dodaj aplikację z rolą zabezpieczeń, która może odczytywać te encje. Wpisz tutaj cztery wartości.",
  "Lead created": "Lead utworzony",
  "Contact created": "Kontakt utworzony",
  "Contact changed, with an image": "Kontakt zmieniony, z obrazem („image”)",
  "Contact changed, without an image": "Kontakt zmieniony, bez obrazu („image”)",
  "Contact changed, larger than 256 KB": "Kontakt zmieniony, ponad 256 KB",
  "Contact deleted": "Kontakt usunięty",
  "Order created": "Zamówienie utworzone",
  "Invoice paid": "Faktura opłacona",
  "Invoice changed": "Faktura zmieniona",

  // Zoho CRM
  "New leads, changed contacts and won deals of Zoho CRM.":
    "Nowe leady, zmienione kontakty i wygrane transakcje z Zoho CRM.",
  "By notifications, which Shopbell sets up and keeps going by itself, or by webhooks of your own workflow rules.":
    "Przez powiadomienia, które Shopbell sam ustawia i podtrzymuje, albo przez webhooki twoich własnych reguł („workflow rules”).",
  Notifications: "Powiadomienia",
  "Workflow webhooks": "Webhooki reguł („workflow rules”)",
  Token: "Token",
  "Make one up: at most 50 characters that nobody can guess. Zoho sends it along, and that is the only proof.":
    "Wymyśl go: najwyżej 50 znaków, których nikt nie odgadnie. Zoho dołącza go do wysyłanych danych i jest to jedyne potwierdzenie.",
  "Data center": "Centrum danych",
  "Where your Zoho account is: see the end of the address when you are signed in.":
    "Gdzie jest twoje konto Zoho: zobacz koniec adresu po zalogowaniu.",
  "United States (zoho.com)": "Stany Zjednoczone (zoho.com)",
  "Europe (zoho.eu)": "Europa (zoho.eu)",
  "India (zoho.in)": "Indie (zoho.in)",
  "Australia (zoho.com.au)": "Australia (zoho.com.au)",
  "Japan (zoho.jp)": "Japonia (zoho.jp)",
  "Canada (zohocloud.ca)": "Kanada (zohocloud.ca)",
  "China (zoho.com.cn)": "Chiny (zoho.com.cn)",
  "Saudi Arabia (zoho.sa)": "Arabia Saudyjska (zoho.sa)",
  "In Zoho's API Console (api-console.zoho.com, or .eu and so on): Self Client → Client Secret.":
    "W API Console Zoho (api-console.zoho.com albo .eu itd.): „Self Client → Client Secret”.",
  "On the same page.": "Na tej samej stronie.",
  "Refresh token": "Refresh token",
  "Begins with 1000. The steps below tell how to get it from the Self Client.":
    "Zaczyna się od 1000. Jak go dostać z „Self Client”, mówią kroki poniżej.",
  Modules: "Moduły",
  "Leads, Contacts, Deals, or some of them.": "„Leads”, „Contacts”, „Deals” albo niektóre z nich.",
  "Stages of won deals": "Etapy wygranych transakcji",
  "A deal in one of these stages is a purchase. As your pipeline calls them.":
    "Transakcja na jednym z tych etapów to zakup. Nazwy takie jak w twoim lejku.",
  "Currency of deals": "Waluta transakcji",
  "Needed only where your Zoho CRM has one currency: then deals do not name it.":
    "Potrzebna tylko wtedy, gdy twoje Zoho CRM ma jedną walutę: transakcje jej wtedy nie podają.",
  "Channel ID": "Channel ID",
  "Only if another number is to be used than the one Shopbell makes of the address.":
    "Tylko jeśli ma być użyty inny numer niż ten, który Shopbell tworzy z adresu.",
  "Make one up, long and random. It becomes a part of the address; or leave it out there (from ?secret= on) and send it as the header X-Webhook-Secret.":
    "Wymyśl długi i losowy. Staje się częścią adresu; możesz go też stamtąd usunąć (od ?secret=) i wysyłać jako nagłówek X-Webhook-Secret.",
  "Choose how events come. Notifications: Shopbell sets them up in Zoho CRM by itself, renews them, and fetches each record. Workflow webhooks: you make a rule in Zoho CRM and choose what it sends.":
    "Wybierz, jak przychodzą zdarzenia. Powiadomienia: Shopbell sam ustawia je w Zoho CRM, odnawia i pobiera każdy rekord. Webhooki reguł: tworzysz regułę w Zoho CRM i wybierasz, co ma wysyłać.",
  "Notifications: open Zoho's API Console (api-console.zoho.com, or .eu, .in and so on) and choose “Self Client”. Copy client ID and client secret here.":
    "Powiadomienia: otwórz API Console Zoho (api-console.zoho.com albo .eu, .in itd.) i wybierz „Self Client”. Skopiuj tutaj „Client ID” i „Client Secret”.",
  "On its tab “Generate Code”, enter the scope ZohoCRM.modules.READ,ZohoCRM.notifications.ALL and the longest time, and create the code. Exchange it before it expires: curl -d grant_type=authorization_code -d client_id=… -d client_secret=… -d code=… https://accounts.zoho.com/oauth/v2/token (with the end of your own data center). Copy the refresh_token of the answer here.":
    "W zakładce „Generate Code” wpisz zakres ZohoCRM.modules.READ,ZohoCRM.notifications.ALL i najdłuższy czas, po czym utwórz kod. Wymień go, zanim wygaśnie: curl -d grant_type=authorization_code -d client_id=… -d client_secret=… -d code=… https://accounts.zoho.com/oauth/v2/token (z końcówką twojego centrum danych). Skopiuj tutaj refresh_token z odpowiedzi.",
  "Make up a token of at most 50 characters and save. Shopbell asks Zoho CRM to notify {{url}} of new leads, of new and changed contacts, and of deals: a deal that reaches a stage of won deals is a purchase.":
    "Wymyśl token, najwyżej 50 znaków, i zapisz. Shopbell poprosi Zoho CRM, aby na {{url}} wysyłało powiadomienia o nowych leadach, o nowych i zmienionych kontaktach oraz o transakcjach: transakcja, która osiąga etap wygranej, to zakup.",
  "Workflow webhooks: make up a secret here, save, and in Zoho CRM open Setup → Automation → Actions → Webhooks → Configure Webhook. Method POST, URL to Notify {{url}} as it is, with its secret; body type Form-Data, or Raw with JSON.":
    "Webhooki reguł: wymyśl tutaj sekret, zapisz i w Zoho CRM otwórz „Setup → Automation → Actions → Webhooks → Configure Webhook”. Wybierz metodę POST i wklej {{url}} jako „URL to Notify” bez zmian, razem z sekretem; typ treści „Form-Data” albo „Raw” z JSON.",
  "As custom parameters (fixed texts) add type with lead.created, customer.updated or purchase.completed. As module parameters add id (Lead Id or Contact Id), email, firstName, lastName and phone; for won deals orderId (Deal Id), amount, currency and the contact's email. Use the webhook in a workflow rule, such as “when a lead is created” or “when the stage of a deal becomes Closed Won”.":
    "Jako parametry niestandardowe (stałe teksty) dodaj type z wartością lead.created, customer.updated albo purchase.completed. Jako parametry modułu dodaj id („Lead Id” albo „Contact Id”), email, firstName, lastName i phone, a dla wygranych transakcji orderId („Deal Id”), amount, currency i email kontaktu. Użyj webhooka w regule, np. „gdy powstanie lead” albo „gdy etap transakcji zmieni się na Closed Won”.",
  "Two leads created": "Dwa leady utworzone",
  "Contact changed": "Kontakt zmieniony",
  "Deal created": "Transakcja utworzona",
  "Deal moved on": "Transakcja na kolejnym etapie",
  "Deal won": "Transakcja wygrana",
  "Deal described": "Transakcja z nowym opisem",
  "Lead created, by a workflow": "Lead utworzony, przez regułę",
  "Deal won, by a workflow as JSON": "Transakcja wygrana, przez regułę jako JSON",

  // WordPress
  "New users, logins, posts, comments and form submissions, sent by the plugin WP Webhooks.":
    "Nowi użytkownicy, logowania, wpisy, komentarze i wysłane formularze, przez wtyczkę WP Webhooks.",
  "Make one up, long and random. It becomes a part of the address. If your site signs its webhooks (older versions of WP Webhooks had a “trigger secret”), enter that one, and leave the address without it (from ?secret= on).":
    "Wymyśl długi i losowy. Staje się częścią adresu. Jeśli twoja witryna podpisuje webhooki (starsze wersje WP Webhooks miały „trigger secret”), wpisz tamten sekret, a z adresu go usuń (od ?secret=).",
  "Make up a secret, save it here, and only then copy the address {{url}}: it holds the secret.":
    "Wymyśl sekret, zapisz go tutaj i dopiero wtedy skopiuj {{url}}: adres zawiera sekret.",
  "In WordPress, install the plugin “WP Webhooks”, and open Settings → WP Webhooks → Send Data.":
    "W WordPressie zainstaluj wtyczkę „WP Webhooks” i otwórz „Ustawienia → WP Webhooks → Send Data”.",
  "Choose a trigger, such as “User created”, “User logged in” or that of your form plugin, press “Add Webhook URL”, give it a name and paste the address. Do so for each trigger you want; the address may be the same, for one site.":
    "Wybierz wyzwalacz, np. „User created”, „User logged in” albo wyzwalacz swojej wtyczki formularzy, naciśnij „Add Webhook URL”, nadaj nazwę i wklej adres. Zrób tak dla każdego potrzebnego wyzwalacza; w jednej witrynie adres może być ten sam.",
  "In the settings of the webhook URL, keep POST as the data request method and JSON as the data request type.":
    "W ustawieniach adresu webhooka zostaw POST jako metodę żądania i JSON jako typ danych żądania.",
  "If the address must not hold the secret, remove it from “?secret=” on, make an authentication template “API Key” that adds it to the header as X-Webhook-Secret, and choose that in the settings of the webhook URL.":
    "Jeśli adres nie może zawierać sekretu, usuń go od „?secret=”, utwórz szablon uwierzytelniania „API Key”, który dodaje go do nagłówka jako X-Webhook-Secret, i wybierz ten szablon w ustawieniach adresu webhooka.",
  "Orders of WooCommerce are better told by WooCommerce itself: add a WooCommerce source for them.":
    "Zamówienia WooCommerce lepiej przekazuje sam WooCommerce: dodaj dla nich źródło WooCommerce.",
  "User created": "Użytkownik utworzony",
  "User changed": "Użytkownik zmieniony",
  "User login": "Logowanie użytkownika",
  "User deleted": "Użytkownik usunięty",
  "Post created": "Wpis utworzony",
  "Post changed": "Wpis zmieniony",
  "Post trashed": "Wpis w koszu",
  "Post deleted": "Wpis usunięty",
  Comment: "Komentarz",
  "Contact form": "Formularz kontaktowy",
  "Gravity form": "Formularz Gravity Forms",
  "Course of LearnDash completed": "Kurs LearnDash ukończony",
  "The site's own code": "Własny kod witryny",
  "User created, as a form": "Użytkownik utworzony, jako formularz",

  // BlueConic
  "Profiles that enter a segment or change, sent by BlueConic's webhook connection.":
    "Profile, które trafiają do segmentu albo się zmieniają, wysyłane przez połączenie webhook BlueConic.",
  "Make one up, long and random. It becomes a part of the address; or leave it out there (from ?secret= on) and send it as a header.":
    "Wymyśl długi i losowy. Staje się częścią adresu; możesz go też stamtąd usunąć (od ?secret=) i wysyłać jako nagłówek.",
  Header: "Nagłówek",
  "The request header that holds the secret, if it is not in the address.":
    "Nagłówek żądania z sekretem, jeśli nie ma go w adresie.",
  "Event type": "Rodzaj zdarzenia",
  "Their event types": "Rodzaje zdarzeń w tamtym systemie",
  "Their name on the left, Shopbell's type on the right.":
    "Po lewej nazwa z tamtego systemu, po prawej rodzaj w Shopbell.",
  Otherwise: "W innym przypadku",
  "The type of events whose name says nothing to Shopbell.":
    "Rodzaj zdarzeń, których nazwa nic Shopbell nie mówi.",
  "Id of the event": "Identyfikator zdarzenia",
  "When it happened": "Kiedy się wydarzyło",
  "E-mail": "E-mail",
  "Full name": "Imię i nazwisko",
  "First name": "Imię",
  "Last name": "Nazwisko",
  Phone: "Telefon",
  Language: "Język",
  "Customer's id": "Identyfikator klienta",
  "Product's id": "Identyfikator produktu",
  "Product's name": "Nazwa produktu",
  "Order's id": "Identyfikator zamówienia",
  "Order's number": "Numer zamówienia",
  Amount: "Kwota",
  "How amounts are written": "Jak zapisane są kwoty",
  "major: in whole units such as 49.90, as is assumed; minor: in cents, such as 4990.":
    "major: w całych jednostkach, np. 49.90, tak jest domyślnie; minor: w groszach lub centach, np. 4990.",
  "Subscription's id": "Identyfikator subskrypcji",
  Plan: "Plan",
  "End of the paid period": "Koniec opłaconego okresu",
  "End of access": "Koniec dostępu",
  "Cart's id": "Identyfikator koszyka",
  "Cart's address": "Adres koszyka",
  "Agreed to marketing": "Zgoda na marketing",
  "Where things are": "Gdzie co jest",
  "Only for what is not found by itself. Each is a path into the body, such as data.buyer.email; a field with a path is read from there alone.":
    "Tylko dla tego, co nie zostanie znalezione samo. Każda wartość to ścieżka w treści, np. data.buyer.email; pole ze ścieżką jest odczytywane tylko stamtąd.",
  "In BlueConic open Connections, choose “Add connection” and then Webhook, and add the outgoing goal “Trigger a request”.":
    "W BlueConic otwórz „Connections”, wybierz „Add connection”, potem „Webhook” i dodaj cel wychodzący „Trigger a request”.",
  "Select the segments whose visitors count, and what triggers the request: entering the segment, a profile property that changes, or an event.":
    "Wybierz segmenty, których osoby się liczą, oraz to, co wyzwala żądanie: wejście do segmentu, zmiana właściwości profilu albo zdarzenie.",
  "Choose the method POST, paste the address as the URL, and add the request header Content-Type with the value application/json. If the address must not hold the secret, remove it from “?secret=” on and send it as the header that is named here.":
    "Wybierz metodę POST, wklej adres jako URL i dodaj nagłówek żądania Content-Type o wartości application/json. Jeśli adres nie może zawierać sekretu, usuń go od „?secret=” i wysyłaj jako nagłówek podany tutaj.",
  'Use this as the request body: {"type": "segment_entered", "segment": "Name of the segment", "profile_id": ##{{id}}, "email": ##{{email.0}}, "first_name": ##{{firstname.0}}, "last_name": ##{{lastname.0}}}. Replace email, firstname and lastname by the ids of your own profile properties.':
    'Użyj takiej treści żądania: {"type": "segment_entered", "segment": "Name of the segment", "profile_id": ##{{id}}, "email": ##{{email.0}}, "first_name": ##{{firstname.0}}, "last_name": ##{{lastname.0}}}. Zamiast email, firstname i lastname wpisz identyfikatory swoich właściwości profilu.',
  "For somebody who left an address, write lead.created as the type; for a changed profile, customer.updated; for a signup, contact.subscribed. Any other name works as custom.anything.":
    "Dla kogoś, kto zostawił adres, wpisz jako typ lead.created, dla zmienionego profilu customer.updated, dla zapisu contact.subscribed. Każda inna nazwa działa jako custom.anything.",
  "The same body within 24 hours is the same event. If you have an id of your own for what happened, send it as event_id.":
    "Ta sama treść w ciągu 24 godzin to to samo zdarzenie. Jeśli masz własny identyfikator tego, co się stało, wyślij go jako event_id.",
  "Profile enters a segment": "Profil trafia do segmentu",
  "Profile changed": "Profil zmieniony",
  "Something of your own": "Coś własnego",

  // TYPO3
  "Changed pages and files, failed logins, and whatever extensions tell, of a TYPO3 site (12 or newer).":
    "Zmienione strony i pliki, nieudane logowania i to, co zgłaszają rozszerzenia witryny TYPO3 (12 lub nowszej).",
  Identifier: "Identyfikator",
  "In TYPO3: System → Webhooks, the webhook's record, “Identifier”. It is a part of what is signed.":
    "W TYPO3: „System → Webhooks”, rekord webhooka, pole „Identifier”. Jest częścią tego, co jest podpisywane.",
  "The “Secret” of the same record. TYPO3 makes one when the record is created.":
    "„Secret” z tego samego rekordu. TYPO3 tworzy go razem z rekordem.",
  "Trigger, if it is about files": "Wyzwalacz, jeśli chodzi o pliki",
  "TYPO3 tells a file that was added and one that was removed alike.":
    "TYPO3 tak samo zgłasza plik dodany i usunięty.",
  "File added": "Plik dodany",
  "File removed": "Plik usunięty",
  "In TYPO3 (12 or newer, with the extension “webhooks”) open System → Webhooks (in newer versions System → Integrations → Webhooks) and create a webhook.":
    "W TYPO3 (12 lub nowszym, z rozszerzeniem „webhooks”) otwórz „System → Webhooks” (w nowszych wersjach „System → Integrations → Webhooks”) i utwórz webhook.",
  "Choose what triggers it and the method POST, and paste {{url}} as its URL. Leave the check of its certificate on. A record has one trigger: make a source here for each.":
    "Wybierz wyzwalacz i metodę POST, a jako adres URL wklej {{url}}. Zostaw włączone sprawdzanie certyfikatu. Rekord ma jeden wyzwalacz: dla każdego utwórz tu osobne źródło.",
  "Copy the record's identifier and its secret into this source. If it is about added or removed files, choose which of them here.":
    "Skopiuj identyfikator i sekret rekordu do tego źródła. Jeśli chodzi o dodane albo usunięte pliki, wybierz tutaj które.",
  "An extension's message is understood when its JSON names the event in a field “type”, such as lead.created, and the person in a field “email”. If it does not, say under “Where things are” where to look, and what it means otherwise.":
    "Wiadomość rozszerzenia jest zrozumiała, gdy jej JSON podaje nazwę zdarzenia w polu „type”, np. lead.created, a osobę w polu „email”. Jeśli tak nie jest, wskaż w „Gdzie co jest”, gdzie szukać i co wiadomość oznacza w innym przypadku.",
  "Page created": "Strona utworzona",
  "Page changed": "Strona zmieniona",
  "Page published": "Strona opublikowana",
  "File added or removed": "Plik dodany albo usunięty",
  "File updated": "Plik zaktualizowany",
  "Login failed": "Logowanie nieudane",
  "Second factor failed": "Drugi składnik logowania nieudany",
  "Lead of an extension": "Lead z rozszerzenia",

  // Spotler MailPro (Webpower)
  "New, changed, subscribed, unsubscribed and bounced contacts of Spotler MailPro, formerly Webpower.":
    "Nowe, zmienione, zapisane, wypisane i odbite kontakty ze Spotler MailPro, dawniej Webpower.",
  "Subscriber's secret": "Sekret subskrybenta webhooka",
  "The secret that was given when the webhook's subscriber was made by MailPro's REST API.":
    "Sekret podany przy tworzeniu subskrybenta webhooka przez REST API MailPro.",
  "MailPro's webhooks are made by its REST API: ask whoever manages your licence for access (in MailPro: Admin → REST credentials). The API's Swagger page lists the calls named here.":
    "Webhooki MailPro tworzy się przez REST API: o dostęp poproś osobę, która zarządza twoją licencją (w MailPro: „Admin → REST credentials”). Wymienione tu wywołania są na stronie Swagger tego API.",
  "Make a webhook subscriber with the delivery URL {{url}} and a secret of your own, long and random. Save the same secret here.":
    "Utwórz subskrybenta webhooka: jako adres dostarczania wklej {{url}} i ustaw własny sekret, długi i losowy. Zapisz ten sam sekret tutaj.",
  "Subscribe it to the topics you want: contact.created, and whichever of contact.updated, contact.subscribed, contact.unsubscribed and contact.bounced your licence offers.":
    "Zapisz go na potrzebne tematy: contact.created oraz te z contact.updated, contact.subscribed, contact.unsubscribed i contact.bounced, które obejmuje twoja licencja.",
  "Contact subscribed": "Kontakt zapisany",
  "Contact unsubscribed": "Kontakt wypisany",
  "Contact bounced": "Kontakt odbity",

  // Standard Webhooks
  "Any system that signs its webhooks as Standard Webhooks describes (webhook-signature).":
    "Dowolny system, który podpisuje webhooki zgodnie ze Standard Webhooks (webhook-signature).",
  "The system shows it beside the endpoint and it begins with whsec_; where it signs with a private key, paste the public one, whpk_….":
    "System pokazuje go przy adresie docelowym, zaczyna się od whsec_; jeśli system podpisuje kluczem prywatnym, wklej klucz publiczny, whpk_….",
  "In the system that sends, open its webhook settings (often Settings → Developers → Webhooks) and add an endpoint with the address {{url}}.":
    "W systemie, który wysyła, otwórz ustawienia webhooków (często „Settings → Developers → Webhooks”), dodaj adres docelowy i wklej {{url}}.",
  "Choose the events you want: paid orders, refunds, subscriptions, contacts.":
    "Wybierz potrzebne zdarzenia: opłacone zamówienia, zwroty, subskrypcje, kontakty.",
  "Copy the endpoint's signing secret (whsec_…) or public key (whpk_…) and paste it here.":
    "Skopiuj sekret podpisu (whsec_…) albo klucz publiczny (whpk_…) adresu docelowego i wklej go tutaj.",
  "If an event arrives that is not understood, name its type, or the place of what is not found, under “Where things are”.":
    "Jeśli przyjdzie niezrozumiałe zdarzenie, podaj w „Gdzie co jest” jego rodzaj albo miejsce tego, czego nie znaleziono.",
  "Refund created": "Zwrot utworzony",
  "Subscription canceled": "Subskrypcja anulowana",

  // Svix
  "Any system whose webhooks Svix delivers (svix-signature).":
    "Dowolny system, którego webhooki dostarcza Svix (svix-signature).",
  "On the endpoint's page in the sender's webhook portal: “Signing Secret”. It begins with whsec_ (a public key with whpk_).":
    "Na stronie adresu docelowego w portalu webhooków nadawcy: „Signing Secret”. Zaczyna się od whsec_ (klucz publiczny od whpk_).",
  "In the system that sends, open its webhook portal (the page with “Endpoints” that Svix provides) and choose “Add Endpoint”.":
    "W systemie, który wysyła, otwórz portal webhooków (stronę z „Endpoints”, którą udostępnia Svix) i wybierz „Add Endpoint”.",
  "Paste {{url}} as the Endpoint URL, choose the events you want, and create it.":
    "Wklej {{url}} jako „Endpoint URL”, wybierz potrzebne zdarzenia i utwórz go.",
  "On the endpoint's page, show the “Signing Secret”, copy it and paste it here.":
    "Na stronie adresu docelowego pokaż „Signing Secret”, skopiuj go i wklej tutaj.",
  "User updated": "Użytkownik zaktualizowany",

  // Zapier
  "Events from any app that Zapier knows, sent by a Zap with “Webhooks by Zapier”.":
    "Zdarzenia z dowolnej aplikacji, którą zna Zapier, wysyłane przez Zap z „Webhooks by Zapier”.",
  "In Zapier, add an action to your Zap: “Webhooks by Zapier”, event “POST”. It is part of Zapier's paid plans.":
    "W Zapier dodaj do swojego Zapa akcję „Webhooks by Zapier”, zdarzenie „POST”. Jest dostępna w płatnych planach Zapiera.",
  "Paste the address as “URL” and choose “json” as “Payload Type”.":
    "Wklej adres jako „URL” i wybierz „json” jako „Payload Type”.",
  "Under “Data” add type (purchase.completed, purchase.refunded, lead.created, custom.anything …), email, and what you know of name, order_id, amount (such as 49.90), currency (such as EUR), product_id, product_name, occurred_at.":
    "W „Data” dodaj type (purchase.completed, purchase.refunded, lead.created, custom.anything …), email i to, co wiadomo, z name, order_id, amount (np. 49.90), currency (np. EUR), product_id, product_name, occurred_at.",
  "Add event_id, mapped to what names the event itself, such as the refund's id, so that nothing counts twice. A purchase is known by its order_id already. Without any id, the same data within 24 hours is the same event.":
    "Dodaj event_id powiązane z tym, co oznacza samo zdarzenie, np. z identyfikatorem zwrotu, żeby nic nie liczyło się dwa razy. Zakup rozpoznaje się już po order_id. Bez żadnego identyfikatora te same dane w ciągu 24 godzin to to samo zdarzenie.",
  "If the address must not hold the secret, remove it from “?secret=” on and add the header X-Webhook-Secret under “Headers”.":
    "Jeśli adres nie może zawierać sekretu, usuń go od „?secret=” i dodaj nagłówek X-Webhook-Secret w „Headers”.",
  Purchase: "Zakup",
  "Lead, as a form": "Lead, jako formularz",

  // Make
  "Events from any app that Make knows, sent by a scenario's HTTP module.":
    "Zdarzenia z dowolnej aplikacji, którą zna Make, wysyłane przez moduł HTTP scenariusza.",
  "In Make, add the module “HTTP → Make a request” to your scenario, without authentication.":
    "W Make dodaj do scenariusza moduł „HTTP → Make a request”, bez uwierzytelniania.",
  "Paste the address as “URL”, and choose “POST” as “Method”, “application/json” as “Body content type” and “Data structure” as “Body input method”: in a JSON string written by hand, a quote in a value breaks it.":
    "Wklej adres jako „URL” i wybierz „POST” jako „Method”, „application/json” jako „Body content type” oraz „Data structure” jako „Body input method”: JSON pisany ręcznie psuje się, gdy w wartości jest cudzysłów.",
  "Give the data structure the fields type (purchase.completed, purchase.refunded, lead.created, custom.anything …), email, and what you know of name, order_id, amount (such as 49.90), currency (such as EUR), product_id, product_name, occurred_at; and map them.":
    "Dodaj do struktury danych pola type (purchase.completed, purchase.refunded, lead.created, custom.anything …), email i to, co wiadomo, z name, order_id, amount (np. 49.90), currency (np. EUR), product_id, product_name, occurred_at, po czym przypisz im wartości.",
  "Add the header Idempotency-Key or the field event_id, mapped to what names the event itself, such as the refund's id, so that nothing counts twice. A purchase is known by its order_id already. Without any id, the same data within 24 hours is the same event.":
    "Dodaj nagłówek Idempotency-Key albo pole event_id powiązane z tym, co oznacza samo zdarzenie, np. z identyfikatorem zwrotu, żeby nic nie liczyło się dwa razy. Zakup rozpoznaje się już po order_id. Bez żadnego identyfikatora te same dane w ciągu 24 godzin to to samo zdarzenie.",
  "If the address must not hold the secret, remove it from “?secret=” on and add the header X-Webhook-Secret.":
    "Jeśli adres nie może zawierać sekretu, usuń go od „?secret=” i dodaj nagłówek X-Webhook-Secret.",
  "Abandoned cart": "Porzucony koszyk",
  "Several at once, from an aggregator": "Kilka naraz, z agregatora",

  // Webhook
  "Any system that can send or take a webhook: Zapier, Make, a form, a shop of your own.":
    "Dowolny system, który umie wysyłać lub odbierać webhooki: Zapier, Make, formularz, własny sklep.",
  "How requests are proved": "Jak potwierdzane są żądania",
  "Standard Webhooks (also Svix), an HMAC signature in a header, or a secret in the address or a header.":
    "Standard Webhooks (także Svix), podpis HMAC w nagłówku albo sekret w adresie lub nagłówku.",
  "What the system signs with, or sends along. Standard Webhooks: whsec_…, or a public key, whpk_….":
    "To, czym system podpisuje albo co dołącza. Standard Webhooks: whsec_… albo klucz publiczny, whpk_….",
  "HMAC only: the header that holds the signature.": "Tylko HMAC: nagłówek z podpisem.",
  Algorithm: "Algorytm",
  Encoding: "Kodowanie",
  Prefix: "Przedrostek",
  "What stands before the signature, such as sha256=": "Co stoi przed podpisem, np. sha256=",
  "In the system that sends, add a webhook (often called “outgoing webhook” or “HTTP request”) with the method POST and the address {{url}}.":
    "W systemie, który wysyła, dodaj webhook (często „outgoing webhook” albo „HTTP request”) z metodą POST i wklej {{url}} jako adres.",
  "Send JSON or a form. Name the event in a field “type”, such as purchase.completed, and the customer's e-mail in a field “email”.":
    "Wysyłaj JSON albo formularz. Podaj nazwę zdarzenia w polu „type”, np. purchase.completed, a e-mail klienta w polu „email”.",
  "If the system signs its requests, choose how and paste its secret here. If not, make up a secret and let it send that as the header X-Webhook-Secret, or put ?secret=… at the end of the address.":
    "Jeśli system podpisuje żądania, wybierz sposób i wklej tutaj jego sekret. Jeśli nie, wymyśl sekret i niech system wysyła go jako nagłówek X-Webhook-Secret albo dopisz ?secret=… na końcu adresu.",
  "Where the system can, let it send an id of its own for each event as “id” or as the header Idempotency-Key: then nothing counts twice.":
    "Jeśli system potrafi, niech wysyła własny identyfikator każdego zdarzenia jako „id” albo nagłówek Idempotency-Key: wtedy nic nie policzy się dwa razy.",
  "Several at once": "Kilka naraz",
  Address: "Adres",
  "The https:// address that takes the webhook, such as a “catch hook” of Zapier or Make.":
    "Adres https://, który odbiera webhook, np. „catch hook” w Zapier lub Make.",
  "Set the same at the receiver to prove where webhooks come from (Standard Webhooks). Empty: unsigned.":
    "Ustaw ten sam u odbiorcy, aby potwierdzić, skąd pochodzą webhooki (Standard Webhooks). Puste: bez podpisu.",
  Headers: "Nagłówki",
  "Sent with every webhook, say Authorization with a key.":
    "Wysyłane z każdym webhookiem, np. Authorization z kluczem.",
  "Send a webhook": "Wyślij webhook",
  Method: "Metoda",
  Body: "Treść",
  "JSON whose texts may be templates. Empty: the whole event. A GET has no body, a DELETE only this one.":
    "JSON, którego teksty mogą być szablonami. Puste: całe zdarzenie. GET nie ma treści, DELETE ma tylko tę.",
  "More headers": "Więcej nagłówków",
  "Their values may be templates.": "Ich wartości mogą być szablonami.",

  // ActiveCampaign
  "Adds customers to a list in ActiveCampaign, takes them off it, and tells who joins, leaves or bounces there.":
    "Dodaje klientów do listy w ActiveCampaign, usuwa ich z niej i zgłasza, kto się tam zapisuje i wypisuje oraz czyje e-maile się odbijają.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that ActiveCampaign calls.":
    "Wymyśl go: co najmniej 8 znaków, których nikt nie odgadnie. Staje się częścią adresu, pod który ActiveCampaign wysyła zdarzenia.",
  "Also changes made by the API": "Także zmiany przez API",
  "What Shopbell itself and other programs change in ActiveCampaign counts, too. Leave it off where an automation here changes lists there.":
    "Liczy się także to, co zmienia w ActiveCampaign sam Shopbell i inne programy. Zostaw wyłączone, jeśli któraś automatyzacja zmienia tam listy.",
  "In ActiveCampaign, open Settings → Developer → Manage Webhooks and choose “Add”.":
    "W ActiveCampaign otwórz „Settings → Developer → Manage Webhooks” i wybierz „Add”.",
  "Give it a name, paste the address as the URL, with its secret, and choose a list, or all of them.":
    "Nadaj mu nazwę, wklej adres jako URL, razem z sekretem, i wybierz listę albo wszystkie.",
  "As the events, choose that contacts subscribe and unsubscribe, and that campaigns bounce; also that tags are added and removed or contacts updated, if you need them.":
    "Jako zdarzenia wybierz zapisanie i wypisanie kontaktu oraz odbicie kampanii; w razie potrzeby także dodanie i usunięcie tagu albo aktualizację kontaktu.",
  "As what they are initiated by, choose “By a contact”, “By any user” and “By system”, and leave “By API” out: it would tell what Shopbell itself has just done, and what your other tools do. Save.":
    "Jako to, co je wywołuje, wybierz „By a contact”, „By any user” i „By system”, a pomiń „By API”: zgłaszałoby to, co przed chwilą zrobił sam Shopbell, i to, co robią inne twoje narzędzia. Zapisz.",
  "ActiveCampaign sends every webhook once and never again: what happens while nobody answers is lost.":
    "ActiveCampaign wysyła każdy webhook raz i nigdy nie ponawia: to, co wydarzy się, gdy nikt nie odpowiada, przepada.",
  "Subscribed by a form": "Zapis przez formularz",
  "Unsubscribed from two lists": "Wypisanie z dwóch list",
  "Taken off a list by a user": "Usunięcie z listy przez użytkownika",
  "Unsubscribed by the API": "Wypisanie przez API",
  Bounced: "Odbicie",
  "Tag added": "Tag dodany",
  "Tag removed": "Tag usunięty",
  "API URL": "Adres API",
  "In ActiveCampaign: Settings → Developer → API Access → URL. Copy it as it is.":
    "W ActiveCampaign: „Settings → Developer → API Access → URL”. Skopiuj go bez zmian.",
  "API key": "Klucz API",
  "In ActiveCampaign: Settings → Developer → API Access → Key. Each user has their own, and it may do what they may do.":
    "W ActiveCampaign: „Settings → Developer → API Access → Key”. Każdy użytkownik ma własny klucz, o takich samych prawach jak on sam.",
  "Add to a list": "Dodaj do listy",
  List: "Lista",
  "Empty: the customer's. May be a template.": "Puste: dane klienta. Może być szablonem.",
  "Also people who left": "Także osoby, które odeszły",
  "Subscribes those again who unsubscribed from this list, and those whom an automation took off it: ActiveCampaign does not tell the two apart. Only where they agreed to it.":
    "Zapisuje ponownie tych, którzy wypisali się z tej listy, i tych, których usunęła z niej automatyzacja: ActiveCampaign ich nie rozróżnia. Tylko jeśli wyrazili na to zgodę.",
  "Custom fields": "Pola niestandardowe",
  "Field and value; values may be templates, and empty ones are not sent. Names and phone number are the customer's.":
    "Pole i wartość; wartości mogą być szablonami, puste nie są wysyłane. Imię, nazwisko i numer telefonu pochodzą z danych klienta.",
  "Remove from a list": "Usuń z listy",

  // Circle
  "Invites customers to a community on Circle.so and its spaces, and takes them out again.":
    "Zaprasza klientów do społeczności na Circle.so i jej przestrzeni, a potem ich stamtąd usuwa.",
  "API token": "Token API",
  "In your community on Circle, as an admin: Developers → Tokens → New token, of the type “Admin V2”. It needs the Business plan or a higher one.":
    "W twojej społeczności na Circle, jako administrator: „Developers → Tokens → New token”, typ „Admin V2”. Wymaga planu „Business” lub wyższego.",
  Authorization: "Autoryzacja",
  "The word before the token. Circle takes either; try the other one if it refuses a good token.":
    "Słowo przed tokenem. Circle przyjmuje oba; spróbuj drugiego, jeśli odrzuca dobry token.",
  "Invite to the community": "Zaproś do społeczności",
  Name: "Imię i nazwisko",
  "Space groups": "Grupy przestrzeni",
  "They join these, with the spaces in them.": "Osoba dołącza do nich, razem z ich przestrzeniami.",
  Spaces: "Przestrzenie",
  "They join these too.": "Osoba dołącza także do nich.",
  "Without an invitation": "Bez zaproszenia",
  "They become a member, and Circle sends them no mail.":
    "Osoba zostaje członkiem, a Circle nie wysyła do niej e-maila.",
  "Profile fields": "Pola profilu",
  "Key and value; values may be templates, and empty ones are not sent.":
    "Klucz i wartość; wartości mogą być szablonami, puste nie są wysyłane.",
  "Remove from the community": "Usuń ze społeczności",
  "Add to a space group": "Dodaj do grupy przestrzeni",
  "Space group": "Grupa przestrzeni",
  "Invite who is no member": "Zapraszaj osoby spoza społeczności",
  "Who is not in the community yet gets an invitation to it. Otherwise this fails for them.":
    "Kto jeszcze nie należy do społeczności, dostanie do niej zaproszenie. W przeciwnym razie dla takiej osoby działanie się nie uda.",
  "Remove from a space group": "Usuń z grupy przestrzeni",
  "They leave all its spaces, too.": "Osoba opuszcza też wszystkie jej przestrzenie.",
  "Add to a space": "Dodaj do przestrzeni",
  Space: "Przestrzeń",
  "Remove from a space": "Usuń z przestrzeni",

  // Kit
  "Makes customers subscribers in Kit, gives them tags, and takes tags away again; tells who subscribes, leaves or bounces there.":
    "Dodaje klientów jako subskrybentów w Kit, nadaje im tagi i je odbiera; zgłasza, kto się tam zapisuje i wypisuje oraz czyje e-maile się odbijają.",
  "Kit shows it once, when the webhook is created. If it is lost, rotate the secret there, and enter the new one here.":
    "Kit pokazuje go raz, przy tworzeniu webhooka. Jeśli przepadł, wymień tam sekret i wpisz tutaj nowy.",
  "Save this source; the secret may follow later.": "Zapisz to źródło; sekret możesz dodać później.",
  "In Kit, open https://app.kit.com/webhooks and create a webhook with the URL {{url}}.":
    "W Kit otwórz https://app.kit.com/webhooks, utwórz webhook i wklej {{url}} jako adres URL.",
  "Choose subscriber.activated, subscriber.unsubscribed, subscriber.bounced and subscriber.complained; for tags also subscriber.tag_added and subscriber.tag_removed, and for forms subscriber.subscribed_to_form.":
    "Wybierz subscriber.activated, subscriber.unsubscribed, subscriber.bounced i subscriber.complained; dla tagów także subscriber.tag_added i subscriber.tag_removed, a dla formularzy subscriber.subscribed_to_form.",
  "Create it, copy the signing secret, which Kit shows only now, and paste it here.":
    "Utwórz go, skopiuj sekret podpisu, który Kit pokazuje tylko teraz, i wklej go tutaj.",
  Subscribed: "Zapis",
  Unsubscribed: "Wypisanie",
  "Complained of spam": "Skarga na spam",
  "Tag given to two subscribers": "Tag nadany dwóm subskrybentom",
  "Tag taken away": "Tag odebrany",
  "Form joined": "Zapis przez formularz",
  "Custom field changed": "Pole niestandardowe zmienione",
  "Subscriber made, not yet active": "Subskrybent utworzony, jeszcze nieaktywny",
  "API key (V4)": "Klucz API (V4)",
  "In Kit: click the account's name → Settings → Developer → API keys → Add a new key. It begins with kit_.":
    "W Kit: kliknij nazwę konta → „Settings → Developer → API keys → Add a new key”. Zaczyna się od kit_.",
  "Add a tag": "Dodaj tag",
  Tag: "Tag",
  "Key, such as last_name, and value; values may be templates, and empty ones are not sent. The first name is the customer's.":
    "Klucz, np. last_name, i wartość; wartości mogą być szablonami, puste nie są wysyłane. Imię pochodzi z danych klienta.",
  "Remove a tag": "Usuń tag",

  // GetResponse
  "Adds customers to a list in GetResponse, and takes them off it; tells who joins, leaves or bounces there.":
    "Dodaje klientów do listy w GetResponse i usuwa ich z niej; zgłasza, kto się tam zapisuje i wypisuje oraz czyje e-maile się odbijają.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that GetResponse calls.":
    "Wymyśl go: co najmniej 8 znaków, których nikt nie odgadnie. Staje się częścią adresu, pod który GetResponse wysyła zdarzenia.",
  "Make up a secret here and save this source.": "Wymyśl tutaj sekret i zapisz to źródło.",
  "In GetResponse, open Integrations & API → API, and there Webhooks, and choose to create a webhook.":
    "W GetResponse otwórz „Integracje i API → API”, tam „Webhooks”, i utwórz webhook.",
  "Paste {{url}} as its URL, as it is, with its secret.":
    "Wklej {{url}} jako jego adres URL bez zmian, razem z sekretem.",
  "Choose the events “Contact subscribed”, “Contact unsubscribed” and “Contact bounce removed”; if you want them, also “Contact copied”, “Contact moved”, “Contact rejected”, “Contact's email changed” and “Custom field value changed”. Save it.":
    "Wybierz zdarzenia „Contact subscribed”, „Contact unsubscribed” i „Contact bounce removed”; w razie potrzeby także „Contact copied”, „Contact moved”, „Contact rejected”, „Contact's email changed” i „Custom field value changed”. Zapisz.",
  "Unsubscribed by the link": "Wypisanie przez link",
  "Removed after a bounce": "Usunięcie po odbiciu",
  "Two subscribed, one read a message": "Dwa zapisy, jedna przeczytana wiadomość",
  "Moved to another list": "Przeniesienie na inną listę",
  "Message opened": "Wiadomość otwarta",
  "In GetResponse: Integrations & API → API → Generate API key (https://app.getresponse.com/api).":
    "W GetResponse: „Integracje i API → API → Generuj klucz API” (https://app.getresponse.com/api).",
  Account: "Konto",
  "max-us and max-pl are GetResponse MAX at getresponse360.com and getresponse360.pl; your account manager at GetResponse knows which.":
    "max-us i max-pl to GetResponse MAX na getresponse360.com i getresponse360.pl; które jest twoje, wie twój opiekun w GetResponse.",
  Domain: "Domena",
  "With GetResponse MAX: the domain that the account is registered with.":
    "Przy GetResponse MAX: domena, na którą zarejestrowano konto.",
  "Also called a campaign.": "Nazywana też kampanią.",
  "Day of the autoresponder cycle": "Dzień cyklu autorespondera",
  "Where new people begin; 0 is the start. Who is on the list already stays where they are.":
    "Od którego dnia zaczynają nowe osoby; 0 to początek. Kto jest już na liście, zostaje tam, gdzie jest.",
  "Custom field and value; values may be templates, and empty ones are not sent. The name is the customer's.":
    "Pole niestandardowe i wartość; wartości mogą być szablonami, puste nie są wysyłane. Imię i nazwisko pochodzą z danych klienta.",

  // Mailchimp
  "Adds customers to an audience in Mailchimp, takes them off it, and tells who joins, leaves or bounces there.":
    "Dodaje klientów do grupy odbiorców w Mailchimp, usuwa ich z niej i zgłasza, kto się tam zapisuje i wypisuje oraz czyje e-maile się odbijają.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address that Mailchimp calls.":
    "Wymyśl go: co najmniej 8 znaków, których nikt nie odgadnie. Staje się częścią adresu, pod który Mailchimp wysyła zdarzenia.",
  "In Mailchimp, open Audience → All contacts → Settings → Webhooks and choose “Create New Webhook”. Each audience has webhooks of its own; they may all have this address.":
    "W Mailchimp otwórz „Audience → All contacts → Settings → Webhooks” i wybierz „Create New Webhook”. Każda grupa odbiorców ma własne webhooki; wszystkie mogą mieć ten adres.",
  "Paste the address as the callback URL, with its secret. Mailchimp looks at once whether somebody answers there.":
    "Wklej adres jako „Callback URL”, razem z sekretem. Mailchimp od razu sprawdzi, czy ktoś tam odpowiada.",
  "Tick Subscribes, Unsubscribes and Cleaned emails; also Profile updates and Email changed, if you need them.":
    "Zaznacz „Subscribes”, „Unsubscribes” i „Cleaned emails”; w razie potrzeby także „Profile updates” i „Email changed”.",
  "Below, tick “By a subscriber” and “By an account admin”, and leave “Via the API” unticked: it would tell what Shopbell itself has just done, and what your other tools do. Save.":
    "Niżej zaznacz „By a subscriber” i „By an account admin”, a „Via the API” zostaw niezaznaczone: zgłaszałoby to, co przed chwilą zrobił sam Shopbell, i to, co robią inne twoje narzędzia. Zapisz.",
  "Deleted from the audience": "Usunięcie z grupy odbiorców",
  "Address changed": "Adres zmieniony",
  "Bounced for good": "Trwałe odbicie",
  "Cleaned after a complaint": "Usunięcie po skardze",
  "Campaign sent": "Kampania wysłana",
  "In Mailchimp: Profile → Extras → API keys → Create A Key. Copy it to its very end, such as -us21.":
    "W Mailchimp: „Profile → Extras → API keys → Create A Key”. Skopiuj go aż do samego końca, np. -us21.",
  "Add to an audience": "Dodaj do grupy odbiorców",
  Audience: "Grupa odbiorców",
  "Double opt-in": "Podwójne potwierdzenie (double opt-in)",
  "Mailchimp sends a mail first, and they are on the list once they confirm it.":
    "Mailchimp najpierw wysyła e-mail, a osoba trafia na listę, gdy go potwierdzi.",
  "Subscribes those again who unsubscribed, were archived or are there without a subscription. Only where they agreed to it.":
    "Zapisuje ponownie tych, którzy się wypisali, zostali zarchiwizowani albo są tam bez subskrypcji. Tylko jeśli wyrazili na to zgodę.",
  Tags: "Tagi",
  "Given to them in this audience; those that are missing are made.":
    "Nadawane osobie w tej grupie odbiorców; brakujące zostaną utworzone.",
  "More merge fields": "Więcej pól scalania",
  "Tag and value; values may be templates, and empty ones are not sent. FNAME and LNAME are the customer's names.":
    "Tag i wartość; wartości mogą być szablonami, puste nie są wysyłane. FNAME i LNAME to imię i nazwisko klienta.",
  "Remove from an audience": "Usuń z grupy odbiorców",
  How: "Sposób",
  "Unsubscribed, they get no more mail and can come back by themselves. Archived, they no longer count towards the plan, and a later purchase can bring them back.":
    "Osoba wypisana nie dostaje już e-maili i może wrócić sama. Zarchiwizowana nie liczy się do limitu planu, a późniejszy zakup może ją przywrócić.",
  "One of the audience's, or a new one.": "Jeden z tagów grupy odbiorców albo nowy.",

  // MailerLite
  "Adds customers to a group in MailerLite, takes them out of it, and tells who joins, leaves or bounces there.":
    "Dodaje klientów do grupy w MailerLite, usuwa ich z niej i zgłasza, kto się tam zapisuje i wypisuje oraz czyje e-maile się odbijają.",
  "MailerLite makes it with the webhook: Integrations → MailerLite API → Webhooks → the webhook.":
    "MailerLite tworzy go razem z webhookiem: „Integrations → MailerLite API → Webhooks” → webhook.",
  "Also subscribers made by the API": "Także subskrybenci dodani przez API",
  "Whom Shopbell itself and other programs bring into MailerLite counts as subscribed, too. Leave it off where an automation here adds people there.":
    "Jako zapisani liczą się także ci, których dodaje do MailerLite sam Shopbell i inne programy. Zostaw wyłączone, jeśli któraś automatyzacja dodaje tam osoby.",
  "In MailerLite, open Integrations and choose “Use” beside “Webhooks”, under MailerLite API. Then “Generate webhook”.":
    "W MailerLite otwórz „Integrations” i w części „MailerLite API” wybierz „Use” przy „Webhooks”. Potem „Generate webhook”.",
  "Give it a name, and paste {{url}} as the endpoint URL.":
    "Nadaj mu nazwę i wklej {{url}} jako „Endpoint URL”.",
  "Choose subscriber.created, subscriber.unsubscribed, subscriber.bounced and subscriber.spam_reported; with double opt-in also subscriber.active, and for changed fields subscriber.updated.":
    "Wybierz subscriber.created, subscriber.unsubscribed, subscriber.bounced i subscriber.spam_reported; przy podwójnym potwierdzeniu także subscriber.active, a dla zmienionych pól subscriber.updated.",
  "If your groups are lists that people join and leave, choose subscriber.added_to_group and subscriber.removed_from_group: each counts as subscribed or unsubscribed, with the group in its data. If they only sort people, leave these two out.":
    "Jeśli twoje grupy to listy, na które ludzie się zapisują i z których się wypisują, wybierz subscriber.added_to_group i subscriber.removed_from_group: każde liczy się jako zapis albo wypisanie, z grupą w danych. Jeśli grupy tylko porządkują osoby, pomiń te dwa.",
  "Save it, open it again, copy its secret and paste it here. Event batching may be on or off.":
    "Zapisz go, otwórz ponownie, skopiuj jego sekret i wklej tutaj. „Event batching” może być włączone lub nie.",
  "Signed up, not confirmed yet": "Zapis, jeszcze niepotwierdzony",
  Confirmed: "Potwierdzenie zapisu",
  "Made by the API": "Dodanie przez API",
  Changed: "Zmiana danych",
  "Reported spam": "Zgłoszenie spamu",
  "Added to a group": "Dodanie do grupy",
  "Removed from a group": "Usunięcie z grupy",
  "A batch": "Paczka zdarzeń",
  "In MailerLite: Integrations → API → Generate new token. It is shown only once, so copy it right away.":
    "W MailerLite: „Integrations → API → Generate new token”. Widać go tylko raz, więc skopiuj go od razu.",
  "Add to a group": "Dodaj do grupy",
  Group: "Grupa",
  "Also people who unsubscribed": "Także osoby, które się wypisały",
  "Makes them active again, for the mail to all groups they are in. Only where they agreed to it.":
    "Przywraca je jako aktywne, dla e-maili do wszystkich ich grup. Tylko jeśli wyraziły na to zgodę.",
  "More fields": "Więcej pól",
  "Key and value; values may be templates, and empty ones are not sent. name and last_name are the customer's names.":
    "Klucz i wartość; wartości mogą być szablonami, puste nie są wysyłane. name i last_name to imię i nazwisko klienta.",
  "Remove from a group": "Usuń z grupy",

  // MailerLite Classic
  "Adds customers to a group in MailerLite Classic, takes them out of it, and tells who joins, leaves or bounces there.":
    "Dodaje klientów do grupy w MailerLite Classic, usuwa ich z niej i zgłasza, kto się tam zapisuje i wypisuje oraz czyje e-maile się odbijają.",
  "In MailerLite Classic: Integrations → MailerLite API. It signs the webhooks that were made with it.":
    "W MailerLite Classic: „Integrations → MailerLite API”. Podpisuje webhooki utworzone z jego użyciem.",
  "Copy the API key from MailerLite Classic (Integrations → MailerLite API), and paste it here. Webhooks can be made by its API alone: someone who can call an API does the next step once for each event.":
    "Skopiuj klucz API z MailerLite Classic („Integrations → MailerLite API”) i wklej go tutaj. Webhooki można tworzyć tylko przez jego API: następny krok wykonuje, raz dla każdego zdarzenia, ktoś, kto umie wywołać API.",
  'POST https://api.mailerlite.com/api/v2/webhooks with the header X-MailerLite-ApiKey (that same key), the content type application/json and the body {"event": "subscriber.unsubscribe", "url": "{{url}}"}.':
    'POST https://api.mailerlite.com/api/v2/webhooks z nagłówkiem X-MailerLite-ApiKey (ten sam klucz), typem treści application/json i treścią {"event": "subscriber.unsubscribe", "url": "{{url}}"}.',
  "Do it for subscriber.create, subscriber.unsubscribe, subscriber.bounced and subscriber.complaint; with double opt-in also for subscriber.active, and for changed fields subscriber.update.":
    "Zrób to dla subscriber.create, subscriber.unsubscribe, subscriber.bounced i subscriber.complaint; przy podwójnym potwierdzeniu także dla subscriber.active, a dla zmienionych pól dla subscriber.update.",
  "If your groups are lists that people join and leave, also for subscriber.add_to_group and subscriber.remove_from_group: each counts as subscribed or unsubscribed, with the group in its data. If they only sort people, leave these two out.":
    "Jeśli twoje grupy to listy, na które ludzie się zapisują i z których się wypisują, także dla subscriber.add_to_group i subscriber.remove_from_group: każde liczy się jako zapis albo wypisanie, z grupą w danych. Jeśli grupy tylko porządkują osoby, pomiń te dwa.",
  "Bounced and complained, in one request": "Odbicie i skarga w jednym żądaniu",
  "In MailerLite Classic: Integrations → MailerLite API.":
    "W MailerLite Classic: „Integrations → MailerLite API”.",

  // SendGrid
  "Adds customers to a list in SendGrid, takes them off it, and sends them a mail from a template; tells who bounces or unsubscribes.":
    "Dodaje klientów do listy w SendGrid, usuwa ich z niej i wysyła im e-maile z szablonu; zgłasza, kto się wypisuje i czyje e-maile się odbijają.",
  "Make one up: at least 8 characters that nobody can guess. It becomes a part of the address, and is the proof until the verification key is entered.":
    "Wymyśl go: co najmniej 8 znaków, których nikt nie odgadnie. Staje się częścią adresu i jest potwierdzeniem, dopóki nie wpiszesz klucza weryfikacji.",
  "Verification key": "Klucz weryfikacji",
  "The public key of the signed Event Webhook. With it, signatures are the proof, and the secret no longer counts.":
    "Klucz publiczny podpisanego „Event Webhook”. Z nim potwierdzeniem są podpisy, a sekret przestaje się liczyć.",
  "In SendGrid, open Settings → Mail Settings → Event Webhooks, and choose “Create new webhook”.":
    "W SendGrid otwórz „Settings → Mail Settings → Event Webhooks” i wybierz „Create new webhook”.",
  "Paste {{url}} as the Post URL, and choose Bounced, Spam Reports, Unsubscribes, Group Unsubscribes and Group Resubscribes. Leave out the others: they are many, and not kept.":
    "Wklej {{url}} jako „Post URL” i wybierz „Bounced”, „Spam Reports”, „Unsubscribes”, „Group Unsubscribes” i „Group Resubscribes”. Pozostałe pomiń: jest ich dużo i nie są zapisywane.",
  "Under the security features, switch on “Signed Event Webhook”, and save.":
    "W funkcjach zabezpieczeń włącz „Signed Event Webhook” i zapisz.",
  "Open the webhook once more, copy its verification key, and paste it here.":
    "Otwórz webhook jeszcze raz, skopiuj klucz weryfikacji i wklej go tutaj.",
  "Marked as spam": "Oznaczenie jako spam",
  "Unsubscribed from all": "Wypisanie ze wszystkiego",
  "Unsubscribed from a group": "Wypisanie z grupy",
  "Resubscribed to a group": "Ponowny zapis do grupy",
  "Many at once": "Wiele naraz",
  Opened: "Otwarcie",
  "In SendGrid: Settings → API Keys → Create API Key. It needs “Marketing” for lists, and “Mail Send” and “Template Engine” for mails.":
    "W SendGrid: „Settings → API Keys → Create API Key”. Do list potrzebuje „Marketing”, a do e-maili „Mail Send” i „Template Engine”.",
  Region: "Region",
  "Where your account keeps its data: “eu” only for a subuser made for the EU region.":
    "Gdzie twoje konto trzyma dane: „eu” tylko dla podkonta („subuser”) utworzonego w regionie UE.",
  "Id and value; values may be templates, and empty ones are not sent. A date is written {{ occurredAt | date: '%m/%d/%Y' }}.":
    "Identyfikator i wartość; wartości mogą być szablonami, puste nie są wysyłane. Datę zapisuje się tak: {{ occurredAt | date: '%m/%d/%Y' }}.",
  "Send a mail from a template": "Wyślij e-mail z szablonu",
  Template: "Szablon",
  "One of SendGrid's dynamic templates. It holds the subject too.":
    "Jeden z dynamicznych szablonów SendGrid. Zawiera też temat.",
  From: "Od",
  "A sender that is verified in SendGrid.": "Nadawca zweryfikowany w SendGrid.",
  "Sender's name": "Nazwa nadawcy",
  "More data": "Więcej danych",
  "JSON whose texts may be templates, for the template to use. It knows customer, products, order, subscription, codes, type and occurredAt anyway.":
    "JSON, którego teksty mogą być szablonami, do użycia w szablonie e-maila. Ten i tak zna customer, products, order, subscription, codes, type i occurredAt.",

  // E-mail
  "Sends a mail to whoever should know: by this installation's own mail service, Resend, SendGrid or your mail server.":
    "Wysyła e-mail do tego, kto powinien wiedzieć: przez usługę pocztową tej instalacji, Resend, SendGrid albo twój serwer poczty.",
  "Sent by": "Sposób wysyłania",
  "This installation's own": "Usługa pocztowa tej instalacji",
  Resend: "Resend",
  SendGrid: "SendGrid",
  "A mail server (SMTP)": "Serwer poczty (SMTP)",
  "An address that the service may send from, with or without a name: The Shop <bell@shop.example>.":
    "Adres, z którego usługa może wysyłać, z nazwą lub bez: The Shop <bell@shop.example>.",
  "Resend: API Keys → Create API Key, “Sending access” is enough. SendGrid: Settings → API Keys → Create API Key, with “Mail Send”.":
    "Resend: „API Keys → Create API Key”, wystarczy „Sending access”. SendGrid: „Settings → API Keys → Create API Key”, z „Mail Send”.",
  "Where the SendGrid account's data is kept. Global unless told otherwise.":
    "Gdzie są dane konta SendGrid. Domyślnie region globalny.",
  Global: "Globalny",
  "European Union": "Unia Europejska",
  "Mail server": "Serwer poczty",
  "Such as smtp.example.com.": "Na przykład smtp.example.com.",
  Port: "Port",
  "587 unless told otherwise; 465 where the server wants TLS at once.":
    "Domyślnie 587; 465, jeśli serwer od razu wymaga TLS.",
  "User name": "Nazwa użytkownika",
  "Most often the whole address. Empty where the server wants no sign-in.":
    "Najczęściej cały adres. Puste, jeśli serwer nie wymaga logowania.",
  Password: "Hasło",
  "Some providers want one made for programs, an “app password”.":
    "Niektórzy dostawcy wymagają hasła dla programów, „app password”.",
  "Send an e-mail": "Wyślij e-mail",
  To: "Do",
  "One address or several with commas between them; up to 50.":
    "Jeden adres albo kilka oddzielonych przecinkami; najwyżej 50.",
  Subject: "Temat",
  "May be a template, such as {{ type }}: {{ customer.email }}. Empty: what happened, and to whom.":
    "Może być szablonem, np. {{ type }}: {{ customer.email }}. Puste: co się stało i u kogo.",
  Text: "Tekst",
  "May be a template. Empty: a summary of the event.": "Może być szablonem. Puste: podsumowanie zdarzenia.",
  HTML: "HTML",
  "Shown instead of the text where mail is shown with HTML. May be a template; its values are escaped.":
    "Pokazywane zamiast tekstu tam, gdzie poczta wyświetla HTML. Może być szablonem; znaki specjalne w wartościach są zabezpieczane.",
  "Reply to": "Odpowiedz do",
  "Who gets the answers, such as {{ customer.email }}.":
    "Do kogo trafiają odpowiedzi, np. {{ customer.email }}.",

  // Show me
  "Shows what would have been sent, and sends nothing: for trying things out.":
    "Pokazuje, co zostałoby wysłane, ale nic nie wysyła: do wypróbowania.",
  "Show what would have been sent": "Pokaż, co zostałoby wysłane",
  Note: "Notatka",
  "A text to show with it; templates are filled in, so it can be tried out here.":
    "Tekst do pokazania razem z tym; szablony są wypełniane, więc można je tu wypróbować.",
};
