// What Shopbell itself says to people, in Polish. Of patterns that fit the same text, the first one counts.
import type { Parts, Words } from "./words";

export const sentences: Words = {
  // Problems
  "The request could not be read": "Nie udało się odczytać żądania",
  "Not proven genuine": "Brak potwierdzenia tożsamości",
  "Not allowed": "Niedozwolone",
  "Not found": "Nie znaleziono",
  "Wrong method": "Zła metoda",
  "Not possible now": "Teraz nie można",
  "Too large": "Za duże",
  "Wrong content type": "Zły typ treści",
  "Something is not right": "Coś się nie zgadza",
  "Something is not right.": "Coś się nie zgadza.",
  "Too often": "Za często",
  "Something went wrong": "Coś poszło nie tak",
  "Try again in a moment": "Spróbuj za chwilę",
  "This is our fault, and it has been noted.": "To nasz błąd i został zapisany.",
  "The body is larger than 1 MiB.": "Treść ma ponad 1 MiB.",
  "The body is not JSON: perhaps a quote, a comma or a bracket is wrong.":
    "Treść nie jest poprawnym JSON-em: może coś się nie zgadza z cudzysłowem, przecinkiem albo nawiasem.",
  "Send the body as JSON, with the header Content-Type: application/json.":
    "Wyślij treść jako JSON, z nagłówkiem Content-Type: application/json.",
  "The body is not JSON. Send it with the header Content-Type: application/json.":
    "Treść nie jest JSON-em. Wyślij ją z nagłówkiem Content-Type: application/json.",
  "The body is nested too deeply.": "Treść jest zbyt głęboko zagnieżdżona.",
  "This takes {methods}, not {method}.": "Tutaj działa {methods}, a nie {method}.",
  "Tell from one to {n} events at once.": "Podaj naraz od jednego do {n} zdarzeń.",
  "There is no such alert channel.": "Nie ma takiego kanału powiadomień.",
  "There is no such automation.": "Nie ma takiej automatyzacji.",
  "There is no such code.": "Nie ma takiego kodu.",
  "There is no such connection.": "Nie ma takiego połączenia.",
  "There is no such customer.": "Nie ma takiego klienta.",
  "There is no such delivery.": "Nie ma takiego dostarczenia.",
  "There is no such event.": "Nie ma takiego zdarzenia.",
  "There is no such field to choose for.": "Nie ma takiego pola do wyboru.",
  "There is no such key.": "Nie ma takiego klucza.",
  "There is no such kind of source.": "Nie ma takiego rodzaju źródła.",
  "There is no such member.": "Nie ma takiej osoby w zespole.",
  "There is no such organisation.": "Nie ma takiej organizacji.",
  "There is no such page or route.": "Nie ma takiej strony ani takiego adresu API.",
  "There is no such passkey.": "Nie ma takiego klucza dostępu.",
  "There is no such product.": "Nie ma takiego produktu.",
  "There is no such replay.": "Nie ma takiego ponownego przetwarzania.",
  "There is no such session.": "Nie ma takiego logowania.",
  "There is no such source.": "Nie ma takiego źródła.",
  "There is no such ticket.": "Nie ma takiego biletu.",
  "There is no such tool.": "Nie ma takiego narzędzia.",
  "There is no such workspace.": "Nie ma takiej przestrzeni roboczej.",

  // Doors and people
  "Sign in, or send a key as Authorization: Bearer …":
    "Zaloguj się albo wyślij klucz jako Authorization: Bearer …",
  "This request did not come from Shopbell's own page.": "To żądanie nie przyszło z własnej strony Shopbell.",
  "This takes the role “{role1}”; yours here is “{role2}”.":
    "Potrzebna jest rola „{role1}”, a twoja rola tutaj to „{role2}”.",
  "This takes an owner of the whole organisation; you own this workspace alone.":
    "Może to zrobić tylko właściciel całej organizacji, a twoja jest tylko ta przestrzeń robocza.",
  "This is the last owner. Make somebody else an owner first, so that the shop is never without one.":
    "To ostatni właściciel. Najpierw nadaj tę rolę komuś innemu, żeby sklep nigdy nie został bez właściciela.",
  "This installation sends no mail: hand the link over yourself.":
    "Ta instalacja nie wysyła e-maili: przekaż link osobiście.",
  "The mail service did not take it.": "Usługa pocztowa nie przyjęła tej wiadomości.",
  "{email} is a member already. Change the role instead, or send a new link.":
    "{email} jest już w zespole. Zmień rolę albo wyślij nowy link.",
  "Nobody raises themselves: ask another owner.": "Nikt nie podnosi własnej roli: poproś innego właściciela.",
  "Sessions are for people who have signed in.": "Logowania mają tylko osoby, które się zalogowały.",
  "This is for people who have signed in.": "To jest dla osób, które się zalogowały.",
  "Sign-in links are made with the installation's own key.":
    "Linki do logowania tworzy się kluczem instalacji.",
  "Organisations are created with the installation's own key.": "Organizacje tworzy się kluczem instalacji.",
  "Only an owner of the organisation can add a workspace.":
    "Przestrzeń roboczą może dodać tylko właściciel organizacji.",
  "This installation sends no mail. Ask an owner for a link to sign in.":
    "Ta instalacja nie wysyła e-maili. Poproś właściciela o link do logowania.",
  "This link has been used or has run out. Ask for a new one.":
    "Ten link został już użyty albo stracił ważność. Poproś o nowy.",
  "There were {n} links for this e-mail within an hour. Use the latest of them, or wait an hour.":
    "Limit linków dla tego adresu na godzinę: {n}. Użyj najnowszego albo poczekaj godzinę.",
  "Too many links were asked for from your network. Wait an hour, please.":
    "Z twojej sieci poproszono o zbyt wiele linków. Poczekaj godzinę.",
  "This passkey did not sign you in. Try again, or sign in with a link.":
    "Nie udało się zalogować tym kluczem dostępu. Spróbuj ponownie albo zaloguj się linkiem.",
  "You signed in more than 15 minutes ago. Sign in again to add a passkey: it must be you who adds it.":
    "Od logowania minęło ponad 15 minut. Aby dodać klucz dostępu, zaloguj się ponownie: musi być pewne, że to ty.",
  "This took too long, or was begun elsewhere. Add the passkey once more.":
    "Trwało to zbyt długo albo zaczęło się gdzie indziej. Dodaj klucz dostępu jeszcze raz.",
  "This passkey could not be proven. Try again, or another device.":
    "Nie udało się sprawdzić tego klucza dostępu. Spróbuj ponownie albo użyj innego urządzenia.",
  "This passkey is in use already.": "Ten klucz dostępu jest już używany.",
  "There are {n} passkeys already. Remove one that you do not use any more.":
    "Kluczy dostępu jest już {n}, więcej się nie zmieści. Usuń ten, którego już nie używasz.",
  "Passkeys were tried too often from your network. Wait an hour, or sign in with a link.":
    "Z twojej sieci zbyt często próbowano logować się kluczem dostępu. Poczekaj godzinę albo zaloguj się linkiem.",
  "This installation does not work with Cloudflare Access.":
    "Ta instalacja nie korzysta z Cloudflare Access.",
  "Cloudflare Access did not say who you are. Open this page through it.":
    "Cloudflare Access nie przekazał, kim jesteś. Otwórz tę stronę przez Cloudflare Access.",
  "Cloudflare Access named a program, not a person. Programs use an API key.":
    "Cloudflare Access wskazał program, a nie osobę. Programy używają klucza API.",
  "What Cloudflare Access said of you is not valid, or no longer. Load this page again.":
    "Potwierdzenie z Cloudflare Access jest nieważne albo wygasło. Wczytaj tę stronę ponownie.",
  "Cloudflare Access cannot be asked at the moment. Try again shortly.":
    "W tej chwili nie można połączyć się z Cloudflare Access. Spróbuj za chwilę.",
  "Cloudflare Access knows you as {email}, but nobody here does. Ask an owner to invite this e-mail.":
    "Cloudflare Access zna cię jako {email}, ale tutaj nie ma takiej osoby. Poproś właściciela o zaproszenie na ten adres.",
  "To delete this shop, type its name: {name}": "Aby usunąć ten sklep, wpisz jego nazwę: {name}",
  "This connection belongs to {name}, and only its head office can change it.":
    "To połączenie należy do organizacji „{name}” i tylko jej centrala może je zmienić.",

  // Fields that do not fit
  "is missing": "brakuje tej wartości",
  "is not a field that is known here": "nie ma tu takiego pola",
  "is not a field here; the fields are: {fields}": "nie ma tu takiego pola; pola to: {fields}",
  "is not a JSON object": "to nie jest obiekt JSON",
  "is not a time; write 2026-11-22T10:00:00Z or epoch milliseconds":
    "to nie jest czas; napisz np. 2026-11-22T10:00:00Z albo podaj milisekundy epoki",
  "is not a cursor; give the `next` of the page before":
    "to nie jest kursor; podaj `next` z poprzedniej strony",
  "is not an event's id": "to nie jest identyfikator zdarzenia",
  "is not base64url": "to nie jest base64url",
  "is `current` for what has not rung yet: it has no terms of before":
    "to musi być `current`, gdy chodzi o to, co jeszcze nie zadziałało: dawnych warunków tu nie ma",
  "is not a time zone; write one like Europe/Warsaw": "to nie jest strefa czasowa; napisz np. Europe/Warsaw",
  "is up to 64 letters, digits, - and _": "dozwolone są do 64 znaków: litery, cyfry, - i _",
  "is a time of day such as 09:00": "podaj godzinę, np. 09:00",
  "would last all day, or not at all": "trwałoby cały dzień albo wcale",
  "says how long to wait: an amount and a unit": "podaj, ile czekać: liczbę i jednostkę",
  "is longer than two years": "najwyżej dwa lata",
  "is a whole number of calendar days": "podaj całkowitą liczbę dni kalendarzowych",
  "is longer than ten years; for access without an end, leave it out":
    "najwyżej dziesięć lat; jeśli dostęp nie ma się kończyć, zostaw to puste",
  "needs a date that is known in advance, and {type} has none; “before” is for access.expired (the end of access) and subscription.renewed (the end of the paid period)":
    "wymaga daty znanej z góry, a zdarzenie „{type}” jej nie ma; „przed” działa dla końca dostępu i końca opłaconego okresu",
  "is not an event type Shopbell knows; your own are called custom.<name>":
    "Shopbell nie zna takiego zdarzenia; własne nazywają się custom.<nazwa>",
  "is true, false or left out": "podaj true albo false, albo zostaw puste",
  "is a list of values": "podaj listę wartości",
  "is a number or a date": "podaj liczbę albo datę",
  "is one value": "podaj jedną wartość",
  "holds more than {n} conditions": "za dużo warunków; limit: {n}",
  "is not an e-mail address": "to nie jest adres e-mail",
  "is no e-mail address": "to nie jest adres e-mail",
  "names no e-mail address": "nie zawiera adresu e-mail",
  "holds what is no e-mail address: “{text}”": "zawiera coś, co nie jest adresem e-mail: „{text}”",
  "names more than {n} addresses": "za dużo adresów; limit: {n}",
  "is not this customer's e-mail": "to nie jest adres e-mail tego klienta",
  "is not the shop's name; type {name}": "to nie jest nazwa sklepu; wpisz {name}",
  "is not a currency; write three letters, such as EUR": "to nie jest waluta; napisz trzy litery, np. EUR",
  "are more than one: tell the end of access to each product by itself":
    "jest ich więcej niż jeden: podaj koniec dostępu osobno przy każdym produkcie",
  "is not a colour; write it like #1a2b3c": "to nie jest kolor; napisz go np. tak: #1a2b3c",
  "must be darker than the ground: many scanners do not find a light code on a dark ground":
    "musi być ciemniejszy niż tło: wiele skanerów nie znajduje jasnego kodu na ciemnym tle",
  "is too close to the ground for scanners: the contrast is {contrast}, and it takes {least}; choose a darker colour, or a lighter ground":
    "za mało odróżnia się od tła dla skanerów: kontrast wynosi {contrast}, a potrzeba {least}; wybierz ciemniejszy kolor albo jaśniejsze tło",
  "is not a key of a scan: 16 characters of 0-9 and a-z without i, l, o and u":
    "to nie jest klucz skanu: 16 znaków 0-9 i a-z bez i, l, o oraz u",
  "or byMs says where to: give one of the two": "albo byMs mówi, dokąd: podaj jedno z dwojga",
  "or order says whom to look for: give one of the two": "albo order mówi, kogo szukać: podaj jedno z dwojga",
  "or customerId says whose events are meant: give one of the two":
    "albo customerId mówi, o czyje zdarzenia chodzi: podaj jedno z dwojga",
  "is sent by e-mail only": "jest wysyłane tylko e-mailem",
  "is empty: choose what it is told of, or the digest":
    "jest puste: wybierz, o czym zawiadamiać, albo podsumowanie",
  "is no e-mail connection of yours": "to nie jest twoje połączenie e-mail",
  "is not an address of Slack's: it begins with https://hooks.slack.com/services/":
    "to nie jest adres Slacka: zaczyna się on od https://hooks.slack.com/services/",
  "is not a source Shopbell knows: “{text}”": "Shopbell nie zna takiego źródła: „{text}”",
  "is not a tool Shopbell knows: “{text}”": "Shopbell nie zna takiego narzędzia: „{text}”",
  "is not something this tool does; it does: {actions}": "to narzędzie tego nie robi; robi to: {actions}",
  "is too long for a JSON number, which loses digits; write it in quotes":
    "jest za długie na liczbę JSON, która gubi cyfry; napisz to w cudzysłowie",
  "was saved for another address: enter it again, so that it goes to the new one":
    "zapisano to dla innego adresu: wpisz ponownie, żeby trafiało pod nowy",
  "Invalid email address": "to nie jest adres e-mail",
  "Invalid URL": "to nie jest pełny adres strony",
  "Invalid input": "ta wartość nie pasuje",
  "Too small: expected string to have >=1 characters": "jest puste",
  "Too small: expected string to have >={n} characters": "za krótkie; najmniejsza liczba znaków: {n}",
  "Too big: expected string to have <={n} characters": "za długie; największa liczba znaków: {n}",
  "Too small: expected array to have >=1 items": "lista jest pusta",
  "Too small: expected array to have >={n} items": "za mało pozycji; najmniej: {n}",
  "Too big: expected array to have <={n} items": "za dużo pozycji; najwięcej: {n}",
  "Too small: expected number to be >={n}": "za mało; najmniej {n}",
  "Too small: expected number to be >{n}": "za mało; musi być więcej niż {n}",
  "Too big: expected number to be <={n}": "za dużo; najwięcej {n}",
  "Invalid option: expected one of {options}": "nie ma takiej możliwości; do wyboru: {options}",
  "Invalid input: expected int, received number": "podaj liczbę całkowitą",
  "Invalid input: expected number, received {received}": "podaj liczbę",
  "Invalid input: expected string, received {received}": "podaj tekst",

  // Why an event rang nothing
  "No automation listens to {type}.": "Na zdarzenie „{type}” nie czeka żadna automatyzacja.",
  "{n} automations listen to {type}, and none matched.":
    "Na zdarzenie „{type}” czekają automatyzacje (liczba: {n}), ale żadna nie pasowała.",
  "This event came round through Shopbell three times, so the loop was stopped here.":
    "To zdarzenie trzy razy wróciło do Shopbell, więc pętla została tu przerwana.",
  "The automation was paused.": "Automatyzacja była wstrzymana.",
  "It listens to another source.": "Czeka na zdarzenia z innego źródła.",
  "It listens to another kind of event.": "Czeka na inny rodzaj zdarzeń.",
  "None of its products was in this event ({products}).":
    "W tym zdarzeniu nie było żadnego z jej produktów ({products}).",
  "None of its products was in this event.": "W tym zdarzeniu nie było żadnego z jej produktów.",
  "The event names no product.": "Zdarzenie nie wymienia żadnego produktu.",
  "A condition was not met: {conditions}.": "Warunek nie został spełniony: {conditions}.",
  "A condition was not met.": "Warunek nie został spełniony.",
  "The customer did not agree to marketing.": "Klient nie zgodził się na marketing.",
  "The shop did not say whether the customer agreed to marketing.":
    "Sklep nie podał, czy klient zgodził się na marketing.",
  "The cart was empty.": "Koszyk był pusty.",
  "Its connection or action no longer exists.": "Jej połączenie albo działanie już nie istnieje.",
  "The event has no {field}, which this action needs.":
    "W zdarzeniu brakuje pola {field}, którego to działanie potrzebuje.",
  "It has already run for this customer.": "Dla tego klienta już zadziałała.",
  "Its moment was already past when the date became known.": "Gdy data stała się znana, termin już minął.",
  "It runs once per customer, and this event names no customer.":
    "Działa raz na klienta, a to zdarzenie nie wymienia klienta.",
  "It runs once per product, and this event names none.":
    "Działa raz na produkt, a to zdarzenie nie wymienia produktu.",
  "The shop named the customer only by its own number; this goes on when the e-mail becomes known.":
    "Sklep podał tylko własny numer klienta; pójdzie to dalej, gdy znany będzie adres e-mail.",
  "Its event has no date that the new terms could come before.":
    "Jej zdarzenie nie ma daty, przed którą mogłyby wypaść nowe warunki.",

  // Why something was cancelled or moved
  "Cancelled, because {because}.": "Anulowano, bo {because}.",
  "It would have been cancelled, because {because}.": "Zostałoby anulowane, bo {because}.",
  "Cancelled by {who}.": "Kto anulował: {who}.",
  "Given up by {who}.": "Kto zrezygnował: {who}.",
  "Cancelled with its automation.": "Anulowano razem z automatyzacją.",
  "The customer was erased.": "Dane klienta zostały wymazane.",
  "The date it would come before does not count any more.":
    "Data, przed którą miało to nastąpić, już się nie liczy.",
  "The date it was to come before has passed.": "Data, przed którą miało to nastąpić, już minęła.",
  "this cart was bought": "ten koszyk został kupiony",
  "this cart was emptied": "ten koszyk został opróżniony",
  "it was bought again": "kupiono to ponownie",
  "the purchase was refunded": "zakup został zwrócony",
  "the order was cancelled": "zamówienie zostało anulowane",
  "a subscription was started": "zaczęła się subskrypcja",
  "the subscription was renewed": "subskrypcja się odnowiła",
  "the plan was changed": "zmienił się plan",
  "the subscription was paused": "subskrypcja została wstrzymana",
  "the subscription was resumed": "subskrypcja została wznowiona",
  "the customer cancelled the subscription": "klient wypowiedział subskrypcję",
  "the subscription has ended": "subskrypcja się skończyła",
  "access was given anew": "dostęp został przyznany na nowo",
  "access has already ended": "dostęp już wygasł",
  "the product's setting was changed": "zmieniono ustawienia produktu",
  "a person moved it": "ktoś przesunął termin",
  "{type} told of another date": "zdarzenie „{type}” podało inną datę",
  "{type} happened": "nastąpiło zdarzenie „{type}”",

  // What became of a delivery
  "Given up after {n} tries. {reason}": "Przerwano po nieudanych próbach (liczba: {n}). {reason}",
  "Waits for the end of the quiet hours.": "Czeka na koniec godzin ciszy.",
  "Waits for an earlier delivery to the same place.": "Czeka na wcześniejsze dostarczenie w to samo miejsce.",
  "The connection is paused.": "Połączenie jest wstrzymane.",
  "The organisation no longer lets this shop use the connection. It goes on once the connection is shared again.":
    "Organizacja nie udostępnia już tego połączenia temu sklepowi. Ruszy dalej, gdy połączenie zostanie znów udostępnione.",
  "It could not run in time, and would have come too late to be useful.":
    "Nie udało się wykonać tego na czas, a później byłoby już za późno.",
  "Its connection no longer exists.": "Jego połączenie już nie istnieje.",
  "Its event is no longer kept.": "Jego zdarzenie nie jest już przechowywane.",
  "Shopbell was interrupted while it was being carried out, so it is not known whether it happened.":
    "Praca Shopbell została przerwana w trakcie, więc nie wiadomo, czy to się stało.",
  "Shopbell was interrupted while it was being sent, so it may or may not have arrived.":
    "Praca Shopbell została przerwana podczas wysyłania, więc nie wiadomo, czy wiadomość dotarła.",
  "Something went wrong inside Shopbell.": "Coś poszło nie tak w samym Shopbell.",
  "This version of Shopbell does not know the tool.": "Ta wersja Shopbell nie zna tego narzędzia.",
  "This version of Shopbell does not know the tool or the action.":
    "Ta wersja Shopbell nie zna tego narzędzia albo działania.",
  "The tool refused the credentials.": "Narzędzie odrzuciło dane dostępu.",
  "No reason was given.": "Nie podano przyczyny.",
  "Marked as done by a person.": "Ktoś oznaczył to jako wykonane.",
  "Repeated by a person.": "Ktoś to powtórzył.",
  "A person replayed the event.": "Ktoś ponownie przetworzył to zdarzenie.",
  "A person replayed the event, with others.": "Ktoś ponownie przetworzył to zdarzenie razem z innymi.",
  "The automation was applied to customers who were already there.":
    "Automatyzację zastosowano do obecnych klientów.",
  "Shown, nothing was sent.": "Pokazano; nic nie zostało wysłane.",

  // What cannot be done with it
  "Shopbell did not understand this event, so there is nothing to replay.":
    "Shopbell nie zrozumiał tego zdarzenia, więc nie ma czego ponownie przetworzyć.",
  "What its notice left out has not been fetched yet: retry that delivery instead.":
    "Nie pobrano jeszcze tego, czego zabrakło w powiadomieniu: ponów tamto dostarczenie.",
  "What its notice left out has not been fetched.": "Nie pobrano tego, czego zabrakło w powiadomieniu.",
  "The customer was erased. There is nothing left to replay.":
    "Dane klienta zostały wymazane. Nie ma już czego przetworzyć.",
  "The customer was erased. There is nothing left to repeat.":
    "Dane klienta zostały wymazane. Nie ma już czego powtórzyć.",
  "The body of this event has been pruned, so it can no longer be replayed.":
    "Treść tego zdarzenia nie jest już przechowywana, więc nie można go ponownie przetworzyć.",
  "The automation no longer exists.": "Ta automatyzacja już nie istnieje.",
  "The event has rung it already.": "Dla tego zdarzenia już zadziałała.",
  "It no longer listens to events like this.": "Nie czeka już na takie zdarzenia.",
  "Nobody knows whether it happened: decide that on the event's page first.":
    "Nie wiadomo, czy to się stało: najpierw rozstrzygnij to na stronie zdarzenia.",
  "It has not ended yet.": "Jeszcze się nie zakończyło.",
  "It has not failed.": "Nie jest nieudane.",
  "It was cancelled.": "Zostało anulowane.",
  "It was skipped.": "Zostało pominięte.",
  "There is nothing to repeat.": "Nie ma czego powtórzyć.",
  "Something has changed since it was counted.": "Od czasu policzenia coś się zmieniło.",
  "Another replay is under way. Wait for its end, or stop it.":
    "Trwa już inne ponowne przetwarzanie. Poczekaj, aż się skończy, albo je przerwij.",
  "It is still being counted. Wait for the number.": "Liczenie jeszcze trwa. Poczekaj na wynik.",
  "It cannot be started any more ({state}). Count anew.":
    "Nie można już tego zacząć ({state}). Policz ponownie.",
  "It would ring {n1} times by now, not {n2}. Nothing was done.":
    "Uruchomień byłoby teraz {n1}, a nie {n2}. Nic nie zrobiono.",
  "It would ring {n1} times, not {n2}. Nothing was done.":
    "Uruchomień byłoby {n1}, a nie {n2}. Nic nie zrobiono.",
  "{n1} events match by now, not {n2}. Nothing was done: count anew.":
    "Pasujących zdarzeń jest teraz {n1}, a nie {n2}. Nic nie zrobiono: policz ponownie.",
  "More than 100,000 events match, which is the most that is replayed at once. Choose a shorter time.":
    "Pasujących zdarzeń jest ponad 100 000, a więcej nie można przetworzyć naraz. Wybierz krótszy okres.",
  "It has already ended.": "To już się zakończyło.",
  "Only what is under way can be paused ({state}).": "Wstrzymać można tylko to, co trwa ({state}).",
  "It has already ended ({state}).": "To już się zakończyło ({state}).",
  "It is on its way already ({state}).": "To już jest w drodze ({state}).",
  "Only an uncertain delivery can be marked as done ({state}).":
    "Jako wykonane można oznaczyć tylko niepewne dostarczenie ({state}).",
  "It does not wait for anything ({state}).": "Na nic nie czeka ({state}).",
  "Only what waits for its moment can be moved ({state}).":
    "Przesunąć można tylko to, co czeka na swój termin ({state}).",
  "Only what waits for its moment can be moved.": "Przesunąć można tylko to, co czeka na swój termin.",
  "By this name something else was done already.": "Pod tą nazwą zrobiono już coś innego.",
  "Another change of what waits is under way. Look again in a minute.":
    "Trwa inna zmiana oczekujących. Zajrzyj ponownie za minutę.",
  "There are {n1} by now, not {n2}. Nothing was done.": "Teraz jest ich {n1}, a nie {n2}. Nic nie zrobiono.",
  "there already": "już tam jest",
  "That moment is past; run it now instead.": "Ten termin już minął; wykonaj to teraz.",
  "That is more than two years ahead.": "To za ponad dwa lata.",
  "That would not mend it.": "To by nie pomogło.",
  "They are owed, and have not been sent.": "Powinny być już wysłane, a nie zostały.",
  "It has gone silent.": "Zamilkło.",
  "This connection is built in and stays.": "To połączenie jest wbudowane i zostaje.",
  "It is used by automations in {value}. Change or delete those first.":
    "Używają go automatyzacje w sklepach: {value}. Najpierw zmień je lub usuń.",
  "It is used by {value}. Change or delete that first.":
    "Używa go {value}. Najpierw zmień lub usuń tę automatyzację.",
  "It is used by {value}. Change or delete those first.":
    "Używają go: {value}. Najpierw zmień lub usuń te automatyzacje.",
  "The source it listens to has been deleted, so it never rings.":
    "Źródło, na które czeka, zostało usunięte, więc nigdy nie zadziała.",
  "The organisation no longer lets this shop use its connection: choose another one. What it owes is held.":
    "Organizacja nie udostępnia już tego połączenia temu sklepowi: wybierz inne. Zaległe dostarczenia są zatrzymane.",
  "“{name}” already sends {type} to the same place, so it would get both.":
    "„{name}” już wysyła zdarzenie „{type}” w to samo miejsce, więc trafiłyby tam oba.",

  // Looking back and applying
  "Other reasons.": "Inne powody.",
  "It has already run for them, or is about to.": "Już dla nich zadziałała albo zaraz zadziała.",
  "The order was refunded or cancelled since.": "Zamówienie zostało później zwrócone albo anulowane.",
  "There are more of them than were counted.": "Jest ich więcej, niż policzono.",
  "Its moment is past already.": "Termin już minął.",
  "It is being applied already.": "Jest już stosowana.",
  "Its latest edit is still on its way to be in force. Try again in a moment.":
    "Jej ostatnia zmiana jeszcze nie zaczęła działać. Spróbuj za chwilę.",
  "It is paused. Turn it on first.": "Jest wstrzymana. Najpierw ją włącz.",
  "A person stopped it.": "Ktoś to przerwał.",
  "The automation was changed or deleted meanwhile.": "Automatyzację w międzyczasie zmieniono albo usunięto.",
  "Its body is no longer kept, and this automation needs what the shop wrote in it.":
    "Jego treść nie jest już przechowywana, a ta automatyzacja potrzebuje tego, co napisał w niej sklep.",
  "The date it sets is not of one of its products.":
    "Data, którą ustala, nie dotyczy żadnego z jej produktów.",
  "There were more events: only the latest were looked at.":
    "Zdarzeń było więcej: sprawdzono tylko najnowsze.",
  "Dates are taken as they stand today; one that has moved since counts for the event that moved it.":
    "Daty liczą się takie, jakie są dzisiaj; data przesunięta później liczy się przy zdarzeniu, które ją przesunęło.",
  "It starts from scratch: what it may have done before these days does not count against anybody.":
    "Zaczyna od zera: to, co mogła zrobić przed tymi dniami, nikomu się nie liczy.",
  "Something went wrong inside Shopbell, so its request cannot be shown.":
    "Coś poszło nie tak w samym Shopbell, więc nie można pokazać żądania.",
  "A preview sends nothing.": "Podgląd niczego nie wysyła.",
  "A preview opens no connection.": "Podgląd nie otwiera żadnego połączenia.",
  "The connection is paused. Resume it before you send a test.":
    "Połączenie jest wstrzymane. Wznów je, zanim wyślesz test.",
  "The customer of this event was erased. Choose another event.":
    "Dane klienta z tego zdarzenia zostały wymazane. Wybierz inne zdarzenie.",

  // Templates and what is sent
  "A template could not be filled in: {reason}": "Nie udało się wypełnić szablonu: {reason}",
  "The input no longer fits the action: {field} {message}.":
    "To, co jest do wysłania, nie pasuje już do działania: {field} – {message}.",
  "The template is too large or too deep to fill in.":
    "Szablon jest za duży albo zbyt zagnieżdżony, żeby go wypełnić.",
  "The template makes too much.": "Szablon tworzy zbyt długi tekst.",
  "The template makes too much (line {line}, column {column}).":
    "Szablon tworzy zbyt długi tekst (wiersz {line}, kolumna {column}).",
  "The template cannot be filled in: {what} (line {line}, column {column}).":
    "Nie można wypełnić szablonu: {what} (wiersz {line}, kolumna {column}).",
  "The template cannot be filled in: {what}.": "Nie można wypełnić szablonu: {what}.",
  "The input is nested too deeply.": "To, co jest do wysłania, jest zbyt głęboko zagnieżdżone.",
  "The address must begin with https:// and a fixed host name; templates may stand only after these.":
    "Adres musi zaczynać się od https:// i stałej nazwy hosta; szablony mogą stać dopiero za nimi.",
  "A part of the address came out as “.” or “..”, which would lead elsewhere.":
    "Część adresu przyjęła postać „.” albo „..”, co prowadziłoby gdzie indziej.",
  "The address cannot be read once it is filled in.": "Po wypełnieniu szablonu adresu nie da się odczytać.",
  "The e-mail address came out empty or is none.": "Adres e-mail jest pusty albo niepoprawny.",

  // Addresses that cannot be called
  "This is not a complete web address; it begins with https://.":
    "To nie jest pełny adres strony; taki adres zaczyna się od https://.",
  "Only web addresses can be called; this one begins with “{text}”.":
    "Wywoływać można tylko adresy stron; ten zaczyna się od „{text}”.",
  "The address holds a user name or password before the @; put them into a header instead.":
    "Adres zawiera przed znakiem @ nazwę użytkownika albo hasło; przenieś je do nagłówka.",
  "The address has no host name.": "W adresie brakuje nazwy hosta.",
  "http:// sends everything readable to all on the way; use https://{host} instead.":
    "http:// wysyła wszystko jawnie; użyj https://{host}.",
  "Port {port} cannot be called; only 443 and 8443 can.":
    "Nie można wywołać portu {port}; można tylko 443 i 8443.",
  "Port {port} of this computer cannot be called; only ports from {least} on can.":
    "Nie można wywołać portu {port} tego komputera; można tylko porty od {least}.",
  "Port {port} cannot be called; only {ports} can.": "Nie można wywołać portu {port}; można tylko: {ports}.",
  "“{host}” is not the name of a mail server, such as smtp.example.com.":
    "„{host}” to nie jest nazwa serwera pocztowego, takiego jak smtp.example.com.",
  "This is Shopbell's own address: calling it would ring in a circle.":
    "To własny adres Shopbell: wywołanie go zapętliłoby dzwonienie.",
  "{host} means “this very computer”; only addresses on the public internet can be called.":
    "{host} oznacza „ten właśnie komputer”; wywoływać można tylko adresy w publicznym internecie.",
  "{host} is not an address on the public internet, and only those can be called.":
    "{host} to nie jest adres w publicznym internecie, a tylko takie można wywoływać.",
  "“{host}” is not a complete host name, such as hooks.example.com.":
    "„{host}” to nie jest pełna nazwa hosta, taka jak hooks.example.com.",
  "“{host}” is a name inside a network; only names on the public internet can be called.":
    "„{host}” to nazwa wewnątrz sieci; wywoływać można tylko nazwy w publicznym internecie.",

  // What tools answer
  "This cannot be sent to {host}: its method or a header is not valid.":
    "Nie można tego wysłać do {host}: metoda albo nagłówek są niepoprawne.",
  "The time for this run was over before {host} could be called.":
    "Czas na to wykonanie skończył się, zanim udało się wywołać {host}.",
  "{host} could not be reached on port {port}.": "Nie można połączyć się z {host} na porcie {port}.",
  "{host} could not be reached ({code}).": "Nie można połączyć się z {host} ({code}).",
  "{host} could not be reached.": "Nie można połączyć się z {host}.",
  "The connection to {host} failed before an answer came.":
    "Połączenie z {host} zostało przerwane, zanim przyszła odpowiedź.",
  "{host} did not answer within {n} seconds.": "{host}: brak odpowiedzi w ciągu {n} s.",
  "The receiver redirects ({status}). Redirects are not followed: give the final address.":
    "Odbiorca przekierowuje ({status}). Shopbell nie podąża za przekierowaniami: podaj adres docelowy.",
  "The receiver refused the webhook ({status}): mend the address, the secret or the headers.":
    "Odbiorca odrzucił webhook ({status}): popraw adres, sekret albo nagłówki.",
  "The receiver is gone (410) and asks for no more webhooks.":
    "Odbiorcy już nie ma (410) i prosi, żeby nie wysyłać więcej webhooków.",
  "The receiver asks to slow down (429).": "Odbiorca prosi, żeby zwolnić (429).",
  "The receiver has trouble ({status}).": "Odbiorca ma kłopoty ({status}).",
  "The receiver does not accept this webhook ({status}).": "Odbiorca nie przyjmuje tego webhooka ({status}).",
  "The answer ({status}) does not come from {name}: something in between gave it.":
    "Ta odpowiedź ({status}) nie pochodzi od {name}: dało ją coś po drodze.",
  "Slack has trouble, or asks to slow down ({status}).":
    "Slack ma kłopoty albo prosi, żeby zwolnić ({status}).",
  "{name} asks to slow down ({status}).": "{name} prosi, żeby zwolnić ({status}).",
  "{name} has trouble ({status}).": "{name} ma kłopoty ({status}).",
  "{name} did not answer as it should ({status}): {words}":
    "{name} nie odpowiada tak, jak powinno ({status}): {words}",
  "Slack no longer takes messages at this address ({status}): add a new incoming webhook there.":
    "Slack nie przyjmuje już wiadomości pod tym adresem ({status}): dodaj tam nowy webhook przychodzący.",
  "Slack does not take this message ({status}).": "Slack nie przyjmuje tej wiadomości ({status}).",

  // What mail servers answer
  "This installation has no sender address yet: set MAIL_FROM.":
    "Ta instalacja nie ma jeszcze adresu nadawcy: ustaw MAIL_FROM.",
  "The mail service takes no more mail for now.": "Usługa pocztowa chwilowo nie przyjmuje więcej wiadomości.",
  "The mail service gave no clear answer, so it may or may not have been sent.":
    "Usługa pocztowa nie odpowiedziała jasno, więc nie wiadomo, czy wiadomość została wysłana.",
  "The mail service refused it: the sender's domain has not been set up with it.":
    "Usługa pocztowa odmówiła: domena nadawcy nie jest w niej ustawiona.",
  "The mail service refused it: it may not send to this address.":
    "Usługa pocztowa odmówiła: nie wolno jej wysyłać na ten adres.",
  "The mail service refused it: this address bounced or complained before.":
    "Usługa pocztowa odmówiła: z tego adresu była już zwrotka albo skarga.",
  "The mail service refused it: there are more than 50 addresses.":
    "Usługa pocztowa odmówiła: adresów jest ponad 50.",
  "The mail service refused it: the mail is too large.": "Usługa pocztowa odmówiła: wiadomość jest za duża.",
  "The mail service refused it: something in it is not valid.":
    "Usługa pocztowa odmówiła: coś w wiadomości jest niepoprawne.",
  "{reason} It may or may not have sent the mail.": "{reason} Nie wiadomo, czy wiadomość została wysłana.",
  "{reason} Its words: {words}": "{reason} Odpowiedź serwera: {words}",
  "No secure connection to {host} came about on port {port}: the port may be wrong, or its certificate not valid.":
    "Nie udało się bezpiecznie połączyć z {host} na porcie {port}: port może być zły albo certyfikat niepoprawny.",
  "The connection to {host} broke before it had answered.":
    "Połączenie z {host} zostało przerwane przed odpowiedzią.",
  "{host} offers no encryption on port {port}, and without it nothing is sent. Port 465 may be the right one.":
    "{host} nie oferuje szyfrowania na porcie {port}, a bez niego nic nie jest wysyłane. Właściwy może być port 465.",
  "{host} offers no sign-in with a user name and a password that Shopbell knows.":
    "{host} nie oferuje takiego logowania nazwą użytkownika i hasłem, które Shopbell zna.",
  "{host} refused the user name or the password. Some providers want one made for programs, an “app password”.":
    "{host} nie przyjmuje nazwy użytkownika albo hasła. Niektórzy dostawcy wymagają osobnego hasła dla programów („hasło do aplikacji”).",
  "{host} does not send mail from this sender.": "{host} nie wysyła wiadomości od tego nadawcy.",
  "{host} knows no addresses with letters such as “ł” before the @.":
    "{host} nie zna adresów z takimi literami jak „ł” przed znakiem @.",
  "{host} takes no mail for these addresses.": "{host} nie przyjmuje wiadomości na te adresy.",
  "{host} takes no mail for this address.": "{host} nie przyjmuje wiadomości na ten adres.",
  "{host} does not take this mail.": "{host} nie przyjmuje tej wiadomości.",
  "{host} takes no mail for {n1} of {n2} addresses: {words}":
    "{host} nie przyjmuje wiadomości na część adresów ({n1} z {n2}): {words}",
  "{host} takes no mail for now: {words}": "{host} chwilowo nie przyjmuje wiadomości: {words}",
  "{host} wants a sign-in first: {words}": "{host} wymaga najpierw zalogowania: {words}",

  // Sources, and why a request was refused
  "Webhooks come by POST.": "Webhooki przychodzą metodą POST.",
  "The request is larger than 1 MiB.": "Żądanie ma ponad 1 MiB.",
  "The request is too large once it has been read.": "Po odczytaniu żądanie jest za duże.",
  "This source is switched off in Shopbell.": "To źródło jest wyłączone w Shopbell.",
  "The source is switched off.": "Źródło jest wyłączone.",
  "The address of this source has been renewed: paste the new one into the shop.":
    "Adres tego źródła został odnowiony: wklej nowy w sklepie.",
  "Its secret is missing, or its settings no longer fit: open the source, and save its settings.":
    "Brakuje sekretu albo ustawienia już nie pasują: otwórz źródło i zapisz ustawienia.",
  "Its secret is missing, or its settings no longer fit: save its settings first.":
    "Brakuje sekretu albo ustawienia już nie pasują: najpierw zapisz ustawienia.",
  "Its secret is still missing: follow the steps, and enter it in the settings. Until then everything that comes is refused.":
    "Brakuje jeszcze sekretu: wykonaj kroki i wpisz go w ustawieniach. Do tego czasu wszystko, co przyjdzie, jest odrzucane.",
  "These settings no longer fit this kind of source; save them again.":
    "Te ustawienia nie pasują już do tego rodzaju źródła; zapisz je ponownie.",
  "Its saved settings no longer fit: open the source, save it again.":
    "Zapisane ustawienia już nie pasują: otwórz źródło i zapisz je ponownie.",
  "Requests are not signed: that nobody else knows this unguessable URL is the only proof of where they come from.":
    "Żądania nie są podpisane: jedynym potwierdzeniem, skąd przychodzą, jest to, że nikt inny nie zna tego adresu, którego nie da się odgadnąć.",
  "Without a signing key EasyCart does not sign its requests: that nobody else knows this unguessable URL is the only proof of where they come from.":
    "Bez klucza podpisu EasyCart nie podpisuje żądań: jedynym potwierdzeniem, skąd przychodzą, jest to, że nikt inny nie zna tego adresu, którego nie da się odgadnąć.",
  "The request has no {header} header.": "W żądaniu brakuje nagłówka {header}.",
  "The {header} header has no {time} that is a number of seconds.":
    "W nagłówku {header} brakuje pola {time} z liczbą sekund.",
  "The headers {id}, {timestamp} and {signature} must all be there.":
    "Potrzebne są wszystkie nagłówki: {id}, {timestamp} i {signature}.",
  "The timestamp in the headers is not a number of seconds.":
    "Znacznik czasu w nagłówkach to nie jest liczba sekund.",
  "The signature is genuine, but its time is {n} seconds from now.":
    "Podpis jest prawdziwy, ale jego czas różni się od obecnego o {n} s.",
  "No {version} signature belongs to this body and the saved secret.":
    "Żaden podpis {version} nie pasuje do tej treści i zapisanego sekretu.",
  "The signature in {header} does not belong to this body and the saved secret.":
    "Podpis w nagłówku {header} nie pasuje do tej treści i zapisanego sekretu.",
  "The signature does not belong to this body and the saved secret.":
    "Podpis nie pasuje do tej treści i zapisanego sekretu.",
  "The signature does not belong to this body and the saved signing secret.":
    "Podpis nie pasuje do tej treści i zapisanego sekretu podpisu.",
  "The saved secret is neither a Standard Webhooks secret (whsec_…) nor a public key (whpk_…).":
    "Zapisany sekret nie jest ani sekretem Standard Webhooks (whsec_…), ani kluczem publicznym (whpk_…).",
  "No secret is saved to check signatures with.": "Nie zapisano sekretu do sprawdzania podpisów.",
  "The secret must come as ?secret=… or in the header X-Webhook-Secret.":
    "Sekret musi przyjść jako ?secret=… albo w nagłówku X-Webhook-Secret.",
  "The secret that came is not the saved one.": "Sekret, który przyszedł, różni się od zapisanego.",
  "The body is not a JSON object.": "Treść nie jest obiektem JSON.",
  "The body is not UTF-8 text. Let the system send JSON.":
    "Treść nie jest tekstem UTF-8. Niech system wysyła JSON.",
  "The body is empty. Let the system send JSON or a form.":
    "Treść jest pusta. Niech system wysyła JSON albo formularz.",
  "The body is called JSON and is not: perhaps a template left a quote or a comma wrong.":
    "Treść jest podpisana jako JSON, ale nim nie jest: może szablon źle zostawił cudzysłów albo przecinek.",
  "The list is empty.": "Lista jest pusta.",
  "The body is not an object.": "Treść nie jest obiektem.",
  "The body has no field that names the event, such as “type”.":
    "W treści brakuje pola z nazwą zdarzenia, np. „type”.",
  "The body is called “{word}”: map it to one of Shopbell's event types.":
    "Zdarzenie w treści nazywa się „{word}”: przypisz je do jednego z rodzajów zdarzeń Shopbell.",
  "{name}'s “{word}” is not known here.": "Shopbell nie zna zdarzenia „{word}” ({name}).",

  // The receipt of an erasure
  "That something happened: its kind, its time, the shop's own numbers of the order, the products and the amounts.":
    "To, że coś się wydarzyło: co i kiedy, numery zamówienia nadane przez sklep, produkty i kwoty.",
  "It keeps the shop's books complete, and it tells a repeated webhook from a new one.":
    "Dzięki temu dane sklepu są kompletne, a powtórzony webhook da się odróżnić od nowego.",
  "A hash made of the shop and the e-mail address.": "Skrót (hash) ze sklepu i adresu e-mail.",
  "It marks who was erased. The address cannot be read from it; whoever knows the address already can see that it is the one.":
    "Wskazuje, czyje dane wymazano. Adresu nie da się z niego odczytać; kto go już zna, może sprawdzić, że to ten.",
  "Point-in-time copies of the database and of the ledger (Cloudflare D1 and Durable Objects).":
    "Kopie bazy danych i rejestru z poszczególnych chwil (Cloudflare D1 i Durable Objects).",
  "They are there to restore everything after a disaster, and nothing can be taken out of them.":
    "Służą do odtworzenia całości po awarii i nie da się z nich nic usunąć.",
  "What the connected tools were told before.": "To, co wcześniej przekazano połączonym narzędziom.",
  "It is theirs by now. Ask each of them to erase it as well.":
    "Teraz to ich dane. Poproś o wymazanie także każde z nich.",
  "What people typed into the settings: an address an automation writes to, say, or somebody's own sign-in.":
    "To, co ktoś wpisał w ustawieniach, np. adres, na który pisze automatyzacja, albo czyjeś własne logowanie.",
  "Those are settings of the shop, not records of a customer.": "To ustawienia sklepu, a nie dane klienta.",
  "If the shop repeats what it told before, nothing comes back. If this person buys or signs up again, that is a new event, and it is kept like anybody's.":
    "Jeśli sklep powtórzy to, co już podał, nic nie wróci. Jeśli ta osoba znów coś kupi albo się zapisze, będzie to nowe zdarzenie, przechowywane tak jak każde inne.",

  // What remains of a shop that was deleted
  "Point-in-time copies of the database and of the shop's ledger (Cloudflare D1 and Durable Objects).":
    "Kopie bazy danych i rejestru sklepu z poszczególnych chwil (Cloudflare D1 i Durable Objects).",
  "That the shop was deleted, when and by whom: a line with its name in the organisation's log.":
    "To, że sklep usunięto, kiedy i kto to zrobił: jeden wpis z jego nazwą w historii zmian organizacji.",
  "So that it can be told later.": "Żeby dało się to później sprawdzić.",
  "The e-mail addresses of those who could sign in. They open nothing any more.":
    "Adresy e-mail osób, które mogły się logować. Nie dają już żadnego dostępu.",
  "So that the same people can be invited elsewhere.":
    "Żeby te same osoby można było zaprosić gdzie indziej.",
  "It is theirs by now. Ask each of them to delete it as well.":
    "Teraz to ich dane. Poproś o usunięcie także każde z nich.",

  // A problem that names its field; the last, since it fits so much
  "The body: {message} (and {n} more)": "Treść: {message} (i jeszcze {n})",
  "The body: {message}": "Treść: {message}",
  "In {path}: {reason}": "W {path}: {reason}",
  "{path}: {message} (and {n} more)": "{path}: {message} (i jeszcze {n})",
  "{path}: {message}": "{path}: {message}",
};

export const parts: Parts = {
  conditions: {
    "there is a {field}, and there should be none": "pole {field} ma wartość, a nie powinno jej mieć",
    "{condition}, and {conditions}": "{condition}; {conditions}",
    "{condition}": "{condition}",
  },
  condition: {
    "there is no {field}": "brakuje pola {field}",
    "{field} has parts, so it cannot be compared; name one of them":
      "pole {field} składa się z części, więc nie można go porównać; wskaż jedną z nich",
    "{field} is something else, which does not contain {value}":
      "pole {field} ma inną wartość, która nie zawiera {value}",
    "{field} is something else, not greater than {value}":
      "pole {field} ma inną wartość, nie większą niż {value}",
    "{field} is something else, not less than {value}":
      "pole {field} ma inną wartość, nie mniejszą niż {value}",
    "{field} is something else, not one of {value}": "pole {field} ma inną wartość niż każda z tych: {value}",
    "{field} is something else, not {value}": "pole {field} ma inną wartość niż {value}",
    "{field} is {value1}, which does not contain {value2}":
      "pole {field} ma wartość {value1}, która nie zawiera {value2}",
    "{field} is {value1}, not greater than {value2}":
      "pole {field} ma wartość {value1}, nie większą niż {value2}",
    "{field} is {value1}, not less than {value2}":
      "pole {field} ma wartość {value1}, nie mniejszą niż {value2}",
    "{field} is {value1}, not one of {value2}":
      "pole {field} ma wartość {value1}, a nie żadną z tych: {value2}",
    "{field} is {value1}, not {value2}": "pole {field} ma wartość {value1}, a nie {value2}",
  },
  url: {
    "the webhook URL": "adres webhooka",
  },
  value: {
    "{value} and {n} more": "{value} i jeszcze {n}",
    "“{text}”, {value}": "„{text}”, {value}",
    "“{text}”": "„{text}”",
  },
  role: {
    owner: "Właściciel",
    editor: "Edytor",
    viewer: "Obserwator",
    scanner: "Skanujący",
  },
  state: {
    waiting: "czeka",
    ready: "zaraz ruszy",
    running: "w toku",
    retrying: "ponowi próbę",
    held: "zatrzymane",
    uncertain: "niepewne",
    succeeded: "wykonane",
    failed: "nieudane",
    cancelled: "anulowane",
    skipped: "pominięte",
    counting: "liczy się",
    counted: "policzone",
    paused: "wstrzymane",
    done: "zakończone",
    stopped: "przerwane",
  },
  type: {
    "purchase.completed": "Zakup",
    "purchase.refunded": "Zwrot",
    "purchase.cancelled": "Anulowane zamówienie",
    "subscription.started": "Początek subskrypcji",
    "subscription.renewed": "Odnowienie subskrypcji",
    "subscription.changed": "Zmiana planu",
    "subscription.paused": "Wstrzymanie subskrypcji",
    "subscription.resumed": "Wznowienie subskrypcji",
    "subscription.cancel_scheduled": "Wypowiedzenie subskrypcji",
    "subscription.cancelled": "Koniec subskrypcji",
    "payment.failed": "Nieudana płatność",
    "access.granted": "Przyznanie dostępu",
    "access.expiring": "Zbliża się koniec dostępu",
    "access.expired": "Koniec dostępu",
    "cart.updated": "Zmiana w koszyku",
    "cart.abandoned": "Porzucony koszyk",
    "qr.scanned": "Skan kodu",
    "lead.created": "Lead",
    "customer.updated": "Zmiana danych klienta",
    "contact.subscribed": "Zapis na listę",
    "contact.unsubscribed": "Wypisanie z listy",
    "email.bounced": "Odbity e-mail",
  },
};
