// What Shopbell itself says to people, in Swedish. Of patterns that fit the same text, the first one counts.
import type { Parts, Words } from "./words";

export const sentences: Words = {
  // Problems
  "The request could not be read": "Anropet gick inte att läsa",
  "Not proven genuine": "Äktheten är inte styrkt",
  "Not allowed": "Inte tillåtet",
  "Not found": "Hittades inte",
  "Wrong method": "Fel metod",
  "Not possible now": "Inte möjligt nu",
  "Too large": "För stort",
  "Wrong content type": "Fel innehållstyp",
  "Something is not right": "Något stämmer inte",
  "Something is not right.": "Något stämmer inte.",
  "Too often": "För ofta",
  "Something went wrong": "Något gick fel",
  "Try again in a moment": "Försök igen om en stund",
  "This is our fault, and it has been noted.": "Felet är vårt, och det har noterats.",
  "The body is larger than 1 MiB.": "Innehållet är större än 1 MiB.",
  "The body is not JSON: perhaps a quote, a comma or a bracket is wrong.":
    "Innehållet är inte JSON: kanske är ett citattecken, ett kommatecken eller en klammer fel.",
  "Send the body as JSON, with the header Content-Type: application/json.":
    "Skicka innehållet som JSON, med huvudet Content-Type: application/json.",
  "The body is not JSON. Send it with the header Content-Type: application/json.":
    "Innehållet är inte JSON. Skicka det med huvudet Content-Type: application/json.",
  "The body is nested too deeply.": "Innehållet är nästlat för djupt.",
  "This takes {methods}, not {method}.": "Här gäller {methods}, inte {method}.",
  "Tell from one to {n} events at once.": "Ange en till {n} händelser åt gången.",
  "There is no such alert channel.": "Det finns ingen sådan aviseringsmottagare.",
  "There is no such automation.": "Det finns ingen sådan automatisering.",
  "There is no such code.": "Det finns ingen sådan kod.",
  "There is no such connection.": "Det finns ingen sådan anslutning.",
  "There is no such customer.": "Det finns ingen sådan kund.",
  "There is no such delivery.": "Det finns ingen sådan leverans.",
  "There is no such event.": "Det finns ingen sådan händelse.",
  "There is no such field to choose for.": "Det finns inget sådant fält att välja för.",
  "There is no such key.": "Det finns ingen sådan nyckel.",
  "There is no such kind of source.": "Det finns ingen sådan typ av källa.",
  "There is no such member.": "Det finns ingen sådan medlem.",
  "There is no such organisation.": "Det finns ingen sådan organisation.",
  "There is no such page or route.": "Det finns ingen sådan sida eller API-adress.",
  "There is no such passkey.": "Det finns ingen sådan passkey.",
  "There is no such product.": "Det finns ingen sådan produkt.",
  "There is no such replay.": "Det finns ingen sådan omkörning.",
  "There is no such session.": "Det finns ingen sådan inloggning.",
  "There is no such source.": "Det finns ingen sådan källa.",
  "There is no such ticket.": "Det finns ingen sådan biljett.",
  "There is no such tool.": "Det finns inget sådant verktyg.",
  "There is no such workspace.": "Det finns ingen sådan arbetsyta.",

  // Doors and people
  "Sign in, or send a key as Authorization: Bearer …":
    "Logga in, eller skicka en nyckel som Authorization: Bearer …",
  "This request did not come from Shopbell's own page.": "Anropet kom inte från Shopbells egen sida.",
  "This takes the role “{role1}”; yours here is “{role2}”.":
    "Det här kräver rollen ”{role1}”; din roll här är ”{role2}”.",
  "This takes an owner of the whole organisation; you own this workspace alone.":
    "Det här kräver en ägare av hela organisationen; du äger bara den här arbetsytan.",
  "This is the last owner. Make somebody else an owner first, so that the shop is never without one.":
    "Det är den sista ägaren. Gör först någon annan till ägare, så att butiken aldrig står utan.",
  "This installation sends no mail: hand the link over yourself.":
    "Den här installationen skickar inga mejl: lämna över länken själv.",
  "The mail service did not take it.": "Mejltjänsten tog inte emot det.",
  "{email} is a member already. Change the role instead, or send a new link.":
    "{email} är redan medlem. Ändra rollen i stället, eller skicka en ny länk.",
  "Nobody raises themselves: ask another owner.": "Ingen höjer sin egen roll: be en annan ägare.",
  "Sessions are for people who have signed in.": "Inloggningar finns bara för den som har loggat in.",
  "This is for people who have signed in.": "Det här är bara för den som har loggat in.",
  "Sign-in links are made with the installation's own key.":
    "Inloggningslänkar skapas med installationens egen nyckel.",
  "Organisations are created with the installation's own key.":
    "Organisationer skapas med installationens egen nyckel.",
  "Only an owner of the organisation can add a workspace.":
    "Bara en ägare av organisationen kan lägga till en arbetsyta.",
  "This installation sends no mail. Ask an owner for a link to sign in.":
    "Den här installationen skickar inga mejl. Be en ägare om en inloggningslänk.",
  "This link has been used or has run out. Ask for a new one.":
    "Länken är redan använd eller har gått ut. Be om en ny.",
  "There were {n} links for this e-mail within an hour. Use the latest of them, or wait an hour.":
    "{n} länkar har skickats till den här adressen inom en timme. Använd den senaste, eller vänta en timme.",
  "Too many links were asked for from your network. Wait an hour, please.":
    "För många länkar har begärts från ditt nät. Vänta en timme.",
  "This passkey did not sign you in. Try again, or sign in with a link.":
    "Det gick inte att logga in med den här passkeyn. Försök igen, eller logga in med en länk.",
  "You signed in more than 15 minutes ago. Sign in again to add a passkey: it must be you who adds it.":
    "Du loggade in för mer än 15 minuter sedan. Logga in igen för att lägga till en passkey, så att det säkert är du som gör det.",
  "This took too long, or was begun elsewhere. Add the passkey once more.":
    "Det tog för lång tid, eller påbörjades någon annanstans. Lägg till din passkey en gång till.",
  "This passkey could not be proven. Try again, or another device.":
    "Det gick inte att styrka den här passkeyn. Försök igen, eller använd en annan enhet.",
  "This passkey is in use already.": "Den här passkeyn används redan.",
  "There are {n} passkeys already. Remove one that you do not use any more.":
    "Det finns redan {n} passkeys. Ta bort en som du inte längre använder.",
  "Passkeys were tried too often from your network. Wait an hour, or sign in with a link.":
    "För många försök med passkeys har gjorts från ditt nät. Vänta en timme, eller logga in med en länk.",
  "This installation does not work with Cloudflare Access.":
    "Den här installationen använder inte Cloudflare Access.",
  "Cloudflare Access did not say who you are. Open this page through it.":
    "Cloudflare Access sade inte vem du är. Öppna den här sidan genom Cloudflare Access.",
  "Cloudflare Access named a program, not a person. Programs use an API key.":
    "Cloudflare Access angav ett program, inte en person. Program använder en API-nyckel.",
  "What Cloudflare Access said of you is not valid, or no longer. Load this page again.":
    "Det som Cloudflare Access sade om dig gäller inte, eller inte längre. Ladda om sidan.",
  "Cloudflare Access cannot be asked at the moment. Try again shortly.":
    "Det går inte att fråga Cloudflare Access just nu. Försök igen om en stund.",
  "Cloudflare Access knows you as {email}, but nobody here does. Ask an owner to invite this e-mail.":
    "Cloudflare Access känner dig som {email}, men ingen här gör det. Be en ägare bjuda in den adressen.",
  "To delete this shop, type its name: {name}": "Skriv butikens namn för att ta bort den: {name}",
  "This connection belongs to {name}, and only its head office can change it.":
    "Anslutningen tillhör {name}, och bara huvudkontoret där kan ändra den.",

  // Fields that do not fit
  "is missing": "saknas",
  "is not a field that is known here": "är inget känt fält här",
  "is not a field here; the fields are: {fields}": "är inget fält här; fälten är: {fields}",
  "is not a JSON object": "är inget JSON-objekt",
  "is not a time; write 2026-11-22T10:00:00Z or epoch milliseconds":
    "är ingen tidpunkt; skriv 2026-11-22T10:00:00Z eller epokmillisekunder",
  "is not a cursor; give the `next` of the page before": "är ingen markör; ange `next` från föregående sida",
  "is not an event's id": "är inget händelse-id",
  "is not base64url": "är inte base64url",
  "is `current` for what has not rung yet: it has no terms of before":
    "är `current` för det som inte har körts än: det har inga tidigare villkor",
  "is not a time zone; write one like Europe/Warsaw": "är ingen tidszon; skriv till exempel Europe/Stockholm",
  "is up to 64 letters, digits, - and _": "är högst 64 bokstäver, siffror, - och _",
  "is a time of day such as 09:00": "är ett klockslag som 09:00",
  "would last all day, or not at all": "skulle vara hela dygnet, eller inte alls",
  "says how long to wait: an amount and a unit": "anger hur länge det väntar: ett antal och en enhet",
  "is longer than two years": "är längre än två år",
  "is a whole number of calendar days": "är ett helt antal kalenderdagar",
  "is longer than ten years; for access without an end, leave it out":
    "är längre än tio år; utelämna det för åtkomst utan slut",
  "needs a date that is known in advance, and {type} has none; “before” is for access.expired (the end of access) and subscription.renewed (the end of the paid period)":
    "kräver ett datum som är känt i förväg, och ”{type}” har inget; ”före” gäller åtkomstens slut och den betalda periodens slut",
  "is not an event type Shopbell knows; your own are called custom.<name>":
    "är ingen händelsetyp som Shopbell känner till; dina egna heter custom.<namn>",
  "is true, false or left out": "är true, false eller utelämnat",
  "is a list of values": "är en lista med värden",
  "is a number or a date": "är ett tal eller ett datum",
  "is one value": "är ett enda värde",
  "holds more than {n} conditions": "har fler än {n} villkor",
  "is not an e-mail address": "är ingen e-postadress",
  "is no e-mail address": "är ingen e-postadress",
  "names no e-mail address": "innehåller ingen e-postadress",
  "holds what is no e-mail address: “{text}”": "innehåller något som inte är en e-postadress: ”{text}”",
  "names more than {n} addresses": "anger fler än {n} adresser",
  "is not this customer's e-mail": "är inte den här kundens e-post",
  "is not the shop's name; type {name}": "är inte butikens namn; skriv {name}",
  "is not a currency; write three letters, such as EUR":
    "är ingen valuta; skriv tre bokstäver, till exempel SEK",
  "are more than one: tell the end of access to each product by itself":
    "är fler än en: ange åtkomstens slut för varje produkt för sig",
  "is not a colour; write it like #1a2b3c": "är ingen färg; skriv den så här: #1a2b3c",
  "must be darker than the ground: many scanners do not find a light code on a dark ground":
    "måste vara mörkare än bakgrunden: många skannrar hittar ingen ljus kod på mörk bakgrund",
  "is too close to the ground for scanners: the contrast is {contrast}, and it takes {least}; choose a darker colour, or a lighter ground":
    "är för lik bakgrunden för skannrar: kontrasten är {contrast}, och det krävs {least}; välj en mörkare färg eller en ljusare bakgrund",
  "is not a key of a scan: 16 characters of 0-9 and a-z without i, l, o and u":
    "är ingen nyckel för en skanning: 16 tecken av 0-9 och a-z utan i, l, o och u",
  "or byMs says where to: give one of the two": "eller byMs säger vart: ange en av de två",
  "or order says whom to look for: give one of the two": "eller order säger vem som söks: ange en av de två",
  "or customerId says whose events are meant: give one of the two":
    "eller customerId säger vems händelser som menas: ange en av de två",
  "is sent by e-mail only": "skickas bara med e-post",
  "is empty: choose what it is told of, or the digest":
    "är tomt: välj vad den får veta, eller sammanfattningen",
  "is no e-mail connection of yours": "är ingen e-postanslutning som är din",
  "is not an address of Slack's: it begins with https://hooks.slack.com/services/":
    "är ingen adress hos Slack: en sådan börjar med https://hooks.slack.com/services/",
  "is not a source Shopbell knows: “{text}”": "är ingen källa som Shopbell känner till: ”{text}”",
  "is not a tool Shopbell knows: “{text}”": "är inget verktyg som Shopbell känner till: ”{text}”",
  "is not something this tool does; it does: {actions}": "är inget som verktyget gör; det gör: {actions}",
  "is too long for a JSON number, which loses digits; write it in quotes":
    "är för långt för ett JSON-tal, som tappar siffror; skriv det inom citattecken",
  "was saved for another address: enter it again, so that it goes to the new one":
    "sparades för en annan adress: ange det igen, så att det går till den nya",
  "Invalid email address": "är ingen e-postadress",
  "Invalid URL": "är ingen fullständig webbadress",
  "Invalid input": "värdet passar inte",
  "Too small: expected string to have >=1 characters": "är tomt",
  "Too small: expected string to have >={n} characters": "är för kort; minst {n} tecken",
  "Too big: expected string to have <={n} characters": "är för långt; högst {n} tecken",
  "Too small: expected array to have >=1 items": "listan är tom",
  "Too small: expected array to have >={n} items": "har för få poster; minst {n}",
  "Too big: expected array to have <={n} items": "har för många poster; högst {n}",
  "Too small: expected number to be >={n}": "är för litet; minst {n}",
  "Too small: expected number to be >{n}": "är för litet; måste vara mer än {n}",
  "Too big: expected number to be <={n}": "är för stort; högst {n}",
  "Invalid option: expected one of {options}": "är inget av valen: {options}",
  "Invalid input: expected int, received number": "är ett heltal",
  "Invalid input: expected number, received {received}": "är ett tal",
  "Invalid input: expected string, received {received}": "är en text",

  // Why an event rang nothing
  "No automation listens to {type}.": "Ingen automatisering lyssnar på ”{type}”.",
  "{n} automations listen to {type}, and none matched.":
    "{n} automatiseringar lyssnar på ”{type}”, men ingen matchade.",
  "This event came round through Shopbell three times, so the loop was stopped here.":
    "Händelsen har kommit runt genom Shopbell tre gånger, så slingan bröts här.",
  "The automation was paused.": "Automatiseringen var pausad.",
  "It listens to another source.": "Den lyssnar på en annan källa.",
  "It listens to another kind of event.": "Den lyssnar på en annan sorts händelse.",
  "None of its products was in this event ({products}).":
    "Ingen av dess produkter fanns i händelsen ({products}).",
  "None of its products was in this event.": "Ingen av dess produkter fanns i händelsen.",
  "The event names no product.": "Händelsen nämner ingen produkt.",
  "A condition was not met: {conditions}.": "Ett villkor var inte uppfyllt: {conditions}.",
  "A condition was not met.": "Ett villkor var inte uppfyllt.",
  "The customer did not agree to marketing.": "Kunden har inte samtyckt till marknadsföring.",
  "The shop did not say whether the customer agreed to marketing.":
    "Butiken sade inte om kunden har samtyckt till marknadsföring.",
  "The cart was empty.": "Varukorgen var tom.",
  "Its connection or action no longer exists.": "Dess anslutning eller åtgärd finns inte längre.",
  "The event has no {field}, which this action needs.": "Händelsen saknar {field}, som åtgärden behöver.",
  "It has already run for this customer.": "Den har redan körts för den här kunden.",
  "Its moment was already past when the date became known.":
    "Tidpunkten hade redan passerat när datumet blev känt.",
  "It runs once per customer, and this event names no customer.":
    "Den körs en gång per kund, och händelsen nämner ingen kund.",
  "It runs once per product, and this event names none.":
    "Den körs en gång per produkt, och händelsen nämner ingen.",
  "The shop named the customer only by its own number; this goes on when the e-mail becomes known.":
    "Butiken angav kunden bara med sitt eget nummer; det går vidare när e-postadressen blir känd.",
  "Its event has no date that the new terms could come before.":
    "Dess händelse har inget datum som de nya villkoren kan komma före.",

  // Why something was cancelled or moved
  "Cancelled, because {because}.": "Stoppad, eftersom {because}.",
  "It would have been cancelled, because {because}.": "Den skulle ha stoppats, eftersom {because}.",
  "Cancelled by {who}.": "Stoppad av {who}.",
  "Given up by {who}.": "Uppgiven av {who}.",
  "Cancelled with its automation.": "Stoppad tillsammans med sin automatisering.",
  "The customer was erased.": "Kunden har raderats.",
  "The date it would come before does not count any more.":
    "Datumet som den skulle komma före gäller inte längre.",
  "The date it was to come before has passed.": "Datumet som den skulle komma före har passerat.",
  "this cart was bought": "varukorgen har köpts",
  "this cart was emptied": "varukorgen har tömts",
  "it was bought again": "det har köpts igen",
  "the purchase was refunded": "köpet har återbetalats",
  "the order was cancelled": "beställningen har avbrutits",
  "a subscription was started": "en prenumeration har startat",
  "the subscription was renewed": "prenumerationen har förnyats",
  "the plan was changed": "planen har ändrats",
  "the subscription was paused": "prenumerationen har pausats",
  "the subscription was resumed": "prenumerationen har återupptagits",
  "the customer cancelled the subscription": "kunden har sagt upp prenumerationen",
  "the subscription has ended": "prenumerationen har avslutats",
  "access was given anew": "åtkomst har getts på nytt",
  "access has already ended": "åtkomsten har redan tagit slut",
  "the product's setting was changed": "produktens inställning har ändrats",
  "a person moved it": "någon har flyttat den",
  "{type} told of another date": "händelsen ”{type}” angav ett annat datum",
  "{type} happened": "händelsen ”{type}” har inträffat",

  // What became of a delivery
  "Given up after {n} tries. {reason}": "Gav upp efter {n} försök. {reason}",
  "Waits for the end of the quiet hours.": "Väntar på att den tysta tiden ska ta slut.",
  "Waits for an earlier delivery to the same place.": "Väntar på en tidigare leverans till samma ställe.",
  "The connection is paused.": "Anslutningen är pausad.",
  "The organisation no longer lets this shop use the connection. It goes on once the connection is shared again.":
    "Organisationen låter inte längre butiken använda anslutningen. Det går vidare när anslutningen delas igen.",
  "It could not run in time, and would have come too late to be useful.":
    "Den kunde inte köras i tid, och skulle ha kommit för sent för att vara till nytta.",
  "Its connection no longer exists.": "Dess anslutning finns inte längre.",
  "Its event is no longer kept.": "Dess händelse sparas inte längre.",
  "Shopbell was interrupted while it was being carried out, so it is not known whether it happened.":
    "Shopbell avbröts mitt i körningen, så det är okänt om det hände.",
  "Shopbell was interrupted while it was being sent, so it may or may not have arrived.":
    "Shopbell avbröts medan det skickades, så det kan ha kommit fram eller inte.",
  "Something went wrong inside Shopbell.": "Något gick fel inne i Shopbell.",
  "This version of Shopbell does not know the tool.":
    "Den här versionen av Shopbell känner inte till verktyget.",
  "This version of Shopbell does not know the tool or the action.":
    "Den här versionen av Shopbell känner inte till verktyget eller åtgärden.",
  "The tool refused the credentials.": "Verktyget avvisade inloggningsuppgifterna.",
  "No reason was given.": "Ingen orsak angavs.",
  "Marked as done by a person.": "Någon har markerat den som klar.",
  "Repeated by a person.": "Någon har kört den igen.",
  "A person replayed the event.": "Någon har kört om händelsen.",
  "A person replayed the event, with others.": "Någon har kört om händelsen, tillsammans med andra.",
  "The automation was applied to customers who were already there.":
    "Automatiseringen tillämpades på befintliga kunder.",
  "Shown, nothing was sent.": "Visades, inget skickades.",

  // What cannot be done with it
  "Shopbell did not understand this event, so there is nothing to replay.":
    "Shopbell förstod inte händelsen, så det finns inget att köra om.",
  "What its notice left out has not been fetched yet: retry that delivery instead.":
    "Det som meddelandet utelämnade har inte hämtats än: kör den leveransen igen i stället.",
  "What its notice left out has not been fetched.": "Det som meddelandet utelämnade har inte hämtats.",
  "The customer was erased. There is nothing left to replay.":
    "Kunden har raderats. Det finns inget kvar att köra om.",
  "The customer was erased. There is nothing left to repeat.":
    "Kunden har raderats. Det finns inget kvar att upprepa.",
  "The body of this event has been pruned, so it can no longer be replayed.":
    "Händelsens innehåll sparas inte längre, så den kan inte köras om.",
  "The automation no longer exists.": "Automatiseringen finns inte längre.",
  "The event has rung it already.": "Den har redan körts för händelsen.",
  "It no longer listens to events like this.": "Den lyssnar inte längre på sådana händelser.",
  "Nobody knows whether it happened: decide that on the event's page first.":
    "Ingen vet om det hände: avgör det först på händelsens sida.",
  "It has not ended yet.": "Den är inte avslutad än.",
  "It has not failed.": "Den har inte misslyckats.",
  "It was cancelled.": "Den har stoppats.",
  "It was skipped.": "Den har hoppats över.",
  "There is nothing to repeat.": "Det finns inget att upprepa.",
  "Something has changed since it was counted.": "Något har ändrats sedan räkningen.",
  "Another replay is under way. Wait for its end, or stop it.":
    "En annan omkörning pågår. Vänta tills den är klar, eller avbryt den.",
  "It is still being counted. Wait for the number.": "Räkningen pågår ännu. Vänta på antalet.",
  "It cannot be started any more ({state}). Count anew.":
    "Det går inte längre att starta den ({state}). Räkna på nytt.",
  "It would ring {n1} times by now, not {n2}. Nothing was done.":
    "Det skulle bli {n1} leveranser nu, inte {n2}. Inget gjordes.",
  "It would ring {n1} times, not {n2}. Nothing was done.":
    "Det skulle bli {n1} leveranser, inte {n2}. Inget gjordes.",
  "{n1} events match by now, not {n2}. Nothing was done: count anew.":
    "Antalet händelser som matchar är {n1} nu, inte {n2}. Inget gjordes: räkna på nytt.",
  "More than 100,000 events match, which is the most that is replayed at once. Choose a shorter time.":
    "Fler än 100 000 händelser matchar, och fler kan inte köras om på en gång. Välj en kortare tid.",
  "It has already ended.": "Den är redan avslutad.",
  "Only what is under way can be paused ({state}).": "Bara det som pågår kan pausas ({state}).",
  "It has already ended ({state}).": "Den är redan avslutad ({state}).",
  "It is on its way already ({state}).": "Den är redan på väg ({state}).",
  "Only an uncertain delivery can be marked as done ({state}).":
    "Bara en osäker leverans kan markeras som klar ({state}).",
  "It does not wait for anything ({state}).": "Den väntar inte på något ({state}).",
  "Only what waits for its moment can be moved ({state}).":
    "Bara det som väntar på sin tidpunkt kan flyttas ({state}).",
  "Only what waits for its moment can be moved.": "Bara det som väntar på sin tidpunkt kan flyttas.",
  "By this name something else was done already.": "Under det namnet har något annat redan gjorts.",
  "Another change of what waits is under way. Look again in a minute.":
    "En annan ändring av det som väntar pågår. Titta igen om en minut.",
  "There are {n1} by now, not {n2}. Nothing was done.": "De är {n1} nu, inte {n2}. Inget gjordes.",
  "there already": "redan där",
  "That moment is past; run it now instead.": "Den tidpunkten har passerat; kör den nu i stället.",
  "That is more than two years ahead.": "Det är mer än två år framåt.",
  "That would not mend it.": "Det skulle inte hjälpa.",
  "They are owed, and have not been sent.": "De skulle ha skickats, men har inte gjort det.",
  "It has gone silent.": "Den har tystnat.",
  "This connection is built in and stays.": "Den här anslutningen är inbyggd och finns kvar.",
  "It is used by automations in {value}. Change or delete those first.":
    "Den används av automatiseringar i {value}. Ändra eller ta bort dem först.",
  "It is used by {value}. Change or delete that first.":
    "Den används av {value}. Ändra eller ta bort den först.",
  "It is used by {value}. Change or delete those first.":
    "Den används av {value}. Ändra eller ta bort dem först.",
  "The source it listens to has been deleted, so it never rings.":
    "Källan som den lyssnar på har tagits bort, så den körs aldrig.",
  "The organisation no longer lets this shop use its connection: choose another one. What it owes is held.":
    "Organisationen låter inte längre butiken använda dess anslutning: välj en annan. Det som skulle ha skickats hålls kvar.",
  "“{name}” already sends {type} to the same place, so it would get both.":
    "”{name}” skickar redan ”{type}” till samma ställe, så båda skulle komma dit.",

  // Looking back and applying
  "Other reasons.": "Andra orsaker.",
  "It has already run for them, or is about to.": "Den har redan körts för dem, eller körs strax.",
  "The order was refunded or cancelled since.": "Beställningen har återbetalats eller avbrutits sedan dess.",
  "There are more of them than were counted.": "De är fler än vad som räknades.",
  "Its moment is past already.": "Tidpunkten har redan passerat.",
  "It is being applied already.": "Den tillämpas redan.",
  "Its latest edit is still on its way to be in force. Try again in a moment.":
    "Den senaste ändringen har inte börjat gälla än. Försök igen om en stund.",
  "It is paused. Turn it on first.": "Den är pausad. Slå på den först.",
  "A person stopped it.": "Någon avbröt den.",
  "The automation was changed or deleted meanwhile.":
    "Automatiseringen ändrades eller togs bort under tiden.",
  "Its body is no longer kept, and this automation needs what the shop wrote in it.":
    "Dess innehåll sparas inte längre, och automatiseringen behöver det som butiken skrev där.",
  "The date it sets is not of one of its products.": "Datumet som den anger gäller ingen av dess produkter.",
  "There were more events: only the latest were looked at.":
    "Det fanns fler händelser: bara de senaste granskades.",
  "Dates are taken as they stand today; one that has moved since counts for the event that moved it.":
    "Datum räknas som de är i dag; ett som har flyttats sedan dess räknas för händelsen som flyttade det.",
  "It starts from scratch: what it may have done before these days does not count against anybody.":
    "Den börjar från noll: det den kan ha gjort före de här dagarna räknas inte för någon.",
  "Something went wrong inside Shopbell, so its request cannot be shown.":
    "Något gick fel inne i Shopbell, så anropet kan inte visas.",
  "A preview sends nothing.": "En förhandsvisning skickar inget.",
  "A preview opens no connection.": "En förhandsvisning öppnar ingen anslutning.",
  "The connection is paused. Resume it before you send a test.":
    "Anslutningen är pausad. Återuppta den innan du skickar ett test.",
  "The customer of this event was erased. Choose another event.":
    "Händelsens kund har raderats. Välj en annan händelse.",

  // Templates and what is sent
  "A template could not be filled in: {reason}": "En mall gick inte att fylla i: {reason}",
  "The input no longer fits the action: {field} {message}.":
    "Det som ska skickas passar inte längre åtgärden: {field} {message}.",
  "The template is too large or too deep to fill in.": "Mallen är för stor eller för djup för att fyllas i.",
  "The template makes too much.": "Mallen ger för mycket text.",
  "The template makes too much (line {line}, column {column}).":
    "Mallen ger för mycket text (rad {line}, kolumn {column}).",
  "The template cannot be filled in: {what} (line {line}, column {column}).":
    "Mallen går inte att fylla i: {what} (rad {line}, kolumn {column}).",
  "The template cannot be filled in: {what}.": "Mallen går inte att fylla i: {what}.",
  "The input is nested too deeply.": "Det som ska skickas är nästlat för djupt.",
  "The address must begin with https:// and a fixed host name; templates may stand only after these.":
    "Adressen måste börja med https:// och ett fast värdnamn; mallar får bara stå efter dem.",
  "A part of the address came out as “.” or “..”, which would lead elsewhere.":
    "En del av adressen blev ”.” eller ”..”, vilket skulle leda någon annanstans.",
  "The address cannot be read once it is filled in.": "Adressen går inte att läsa när den är ifylld.",
  "The e-mail address came out empty or is none.": "E-postadressen blev tom eller är ingen e-postadress.",

  // Addresses that cannot be called
  "This is not a complete web address; it begins with https://.":
    "Det är ingen fullständig webbadress; en sådan börjar med https://.",
  "Only web addresses can be called; this one begins with “{text}”.":
    "Bara webbadresser kan anropas; den här börjar med ”{text}”.",
  "The address holds a user name or password before the @; put them into a header instead.":
    "Adressen innehåller användarnamn eller lösenord före @; lägg dem i ett huvud i stället.",
  "The address has no host name.": "Adressen saknar värdnamn.",
  "http:// sends everything readable to all on the way; use https://{host} instead.":
    "http:// skickar allt läsbart för alla på vägen; använd https://{host} i stället.",
  "Port {port} cannot be called; only 443 and 8443 can.": "Port {port} kan inte anropas; bara 443 och 8443.",
  "Port {port} of this computer cannot be called; only ports from {least} on can.":
    "Port {port} på den här datorn kan inte anropas; bara portar från {least}.",
  "Port {port} cannot be called; only {ports} can.": "Port {port} kan inte anropas; bara {ports}.",
  "“{host}” is not the name of a mail server, such as smtp.example.com.":
    "”{host}” är inte namnet på en mejlserver, som smtp.example.com.",
  "This is Shopbell's own address: calling it would ring in a circle.":
    "Det är Shopbells egen adress: anropet skulle gå i en cirkel.",
  "{host} means “this very computer”; only addresses on the public internet can be called.":
    "{host} betyder ”just den här datorn”; bara adresser på det öppna internet kan anropas.",
  "{host} is not an address on the public internet, and only those can be called.":
    "{host} är ingen adress på det öppna internet, och bara sådana kan anropas.",
  "“{host}” is not a complete host name, such as hooks.example.com.":
    "”{host}” är inget fullständigt värdnamn, som hooks.example.com.",
  "“{host}” is a name inside a network; only names on the public internet can be called.":
    "”{host}” är ett namn inne i ett nät; bara namn på det öppna internet kan anropas.",

  // What tools answer
  "This cannot be sent to {host}: its method or a header is not valid.":
    "Det kan inte skickas till {host}: metoden eller ett huvud är ogiltigt.",
  "The time for this run was over before {host} could be called.":
    "Tiden för körningen tog slut innan {host} kunde anropas.",
  "{host} could not be reached on port {port}.": "Det gick inte att nå {host} på port {port}.",
  "{host} could not be reached ({code}).": "Det gick inte att nå {host} ({code}).",
  "{host} could not be reached.": "Det gick inte att nå {host}.",
  "The connection to {host} failed before an answer came.":
    "Förbindelsen med {host} bröts innan något svar kom.",
  "{host} did not answer within {n} seconds.": "{host} svarade inte inom {n} sekunder.",
  "The receiver redirects ({status}). Redirects are not followed: give the final address.":
    "Mottagaren omdirigerar ({status}). Omdirigeringar följs inte: ange den slutliga adressen.",
  "The receiver refused the webhook ({status}): mend the address, the secret or the headers.":
    "Mottagaren avvisade webhooken ({status}): rätta adressen, hemligheten eller huvudena.",
  "The receiver is gone (410) and asks for no more webhooks.":
    "Mottagaren finns inte längre (410) och ber om inga fler webhookar.",
  "The receiver asks to slow down (429).": "Mottagaren ber om lägre takt (429).",
  "The receiver has trouble ({status}).": "Mottagaren har problem ({status}).",
  "The receiver does not accept this webhook ({status}).":
    "Mottagaren tar inte emot den här webhooken ({status}).",
  "The answer ({status}) does not come from {name}: something in between gave it.":
    "Svaret ({status}) kommer inte från {name}: något på vägen gav det.",
  "Slack has trouble, or asks to slow down ({status}).":
    "Slack har problem, eller ber om lägre takt ({status}).",
  "{name} asks to slow down ({status}).": "{name} ber om lägre takt ({status}).",
  "{name} has trouble ({status}).": "{name} har problem ({status}).",
  "{name} did not answer as it should ({status}): {words}":
    "{name} svarade inte som det ska ({status}): {words}",
  "Slack no longer takes messages at this address ({status}): add a new incoming webhook there.":
    "Slack tar inte längre emot meddelanden på den här adressen ({status}): lägg till en ny inkommande webhook där.",
  "Slack does not take this message ({status}).": "Slack tar inte emot meddelandet ({status}).",

  // What mail servers answer
  "This installation has no sender address yet: set MAIL_FROM.":
    "Installationen har ingen avsändaradress än: ange MAIL_FROM.",
  "The mail service takes no more mail for now.": "Mejltjänsten tar inte emot fler mejl just nu.",
  "The mail service gave no clear answer, so it may or may not have been sent.":
    "Mejltjänsten gav inget tydligt svar, så mejlet kan ha skickats eller inte.",
  "The mail service refused it: the sender's domain has not been set up with it.":
    "Mejltjänsten avvisade det: avsändarens domän är inte inställd där.",
  "The mail service refused it: it may not send to this address.":
    "Mejltjänsten avvisade det: den får inte skicka till den här adressen.",
  "The mail service refused it: this address bounced or complained before.":
    "Mejltjänsten avvisade det: adressen har studsat eller klagat tidigare.",
  "The mail service refused it: there are more than 50 addresses.":
    "Mejltjänsten avvisade det: det är fler än 50 adresser.",
  "The mail service refused it: the mail is too large.": "Mejltjänsten avvisade det: mejlet är för stort.",
  "The mail service refused it: something in it is not valid.":
    "Mejltjänsten avvisade det: något i det är ogiltigt.",
  "{reason} It may or may not have sent the mail.": "{reason} Mejlet kan ha skickats eller inte.",
  "{reason} Its words: {words}": "{reason} Serverns svar: {words}",
  "No secure connection to {host} came about on port {port}: the port may be wrong, or its certificate not valid.":
    "Ingen säker förbindelse med {host} på port {port}: porten kan vara fel, eller certifikatet ogiltigt.",
  "The connection to {host} broke before it had answered.":
    "Förbindelsen med {host} bröts innan servern hade svarat.",
  "{host} offers no encryption on port {port}, and without it nothing is sent. Port 465 may be the right one.":
    "{host} erbjuder ingen kryptering på port {port}, och utan den skickas inget. Port 465 kan vara rätt.",
  "{host} offers no sign-in with a user name and a password that Shopbell knows.":
    "{host} erbjuder ingen inloggning med användarnamn och lösenord som Shopbell kan.",
  "{host} refused the user name or the password. Some providers want one made for programs, an “app password”.":
    "{host} avvisade användarnamnet eller lösenordet. Vissa leverantörer kräver ett som är gjort för program, ett ”applösenord”.",
  "{host} does not send mail from this sender.": "{host} skickar inte mejl från den här avsändaren.",
  "{host} knows no addresses with letters such as “ł” before the @.":
    "{host} kan inte adresser med bokstäver som ”ł” före @.",
  "{host} takes no mail for these addresses.": "{host} tar inte emot mejl till de här adresserna.",
  "{host} takes no mail for this address.": "{host} tar inte emot mejl till den här adressen.",
  "{host} does not take this mail.": "{host} tar inte emot mejlet.",
  "{host} takes no mail for {n1} of {n2} addresses: {words}":
    "{host} tar inte emot mejl till {n1} av {n2} adresser: {words}",
  "{host} takes no mail for now: {words}": "{host} tar inte emot mejl just nu: {words}",
  "{host} wants a sign-in first: {words}": "{host} kräver inloggning först: {words}",

  // Sources, and why a request was refused
  "Webhooks come by POST.": "Webhookar kommer med POST.",
  "The request is larger than 1 MiB.": "Anropet är större än 1 MiB.",
  "The request is too large once it has been read.": "Anropet är för stort när det har lästs.",
  "This source is switched off in Shopbell.": "Källan är avstängd i Shopbell.",
  "The source is switched off.": "Källan är avstängd.",
  "The address of this source has been renewed: paste the new one into the shop.":
    "Källans adress har förnyats: klistra in den nya i butiken.",
  "Its secret is missing, or its settings no longer fit: open the source, and save its settings.":
    "Hemligheten saknas, eller så passar inställningarna inte längre: öppna källan och spara inställningarna.",
  "Its secret is missing, or its settings no longer fit: save its settings first.":
    "Hemligheten saknas, eller så passar inställningarna inte längre: spara inställningarna först.",
  "Its secret is still missing: follow the steps, and enter it in the settings. Until then everything that comes is refused.":
    "Hemligheten saknas ännu: följ stegen och fyll i den i inställningarna. Till dess avvisas allt som kommer.",
  "These settings no longer fit this kind of source; save them again.":
    "Inställningarna passar inte längre den här typen av källa; spara dem igen.",
  "Its saved settings no longer fit: open the source, save it again.":
    "De sparade inställningarna passar inte längre: öppna källan och spara den igen.",
  "Requests are not signed: that nobody else knows this unguessable URL is the only proof of where they come from.":
    "Anropen är inte signerade: att ingen annan känner till den här adressen, som inte går att gissa, är det enda beviset på varifrån de kommer.",
  "Without a signing key EasyCart does not sign its requests: that nobody else knows this unguessable URL is the only proof of where they come from.":
    "Utan signeringsnyckel signerar EasyCart inte sina anrop: att ingen annan känner till den här adressen, som inte går att gissa, är det enda beviset på varifrån de kommer.",
  "The request has no {header} header.": "Anropet saknar huvudet {header}.",
  "The {header} header has no {time} that is a number of seconds.":
    "Huvudet {header} saknar {time} som är ett antal sekunder.",
  "The headers {id}, {timestamp} and {signature} must all be there.":
    "Huvudena {id}, {timestamp} och {signature} måste alla finnas.",
  "The timestamp in the headers is not a number of seconds.":
    "Tidsstämpeln i huvudena är inget antal sekunder.",
  "The signature is genuine, but its time is {n} seconds from now.":
    "Signaturen är äkta, men dess tid ligger {n} sekunder från nu.",
  "No {version} signature belongs to this body and the saved secret.":
    "Ingen {version}-signatur hör till innehållet och den sparade hemligheten.",
  "The signature in {header} does not belong to this body and the saved secret.":
    "Signaturen i {header} hör inte till innehållet och den sparade hemligheten.",
  "The signature does not belong to this body and the saved secret.":
    "Signaturen hör inte till innehållet och den sparade hemligheten.",
  "The signature does not belong to this body and the saved signing secret.":
    "Signaturen hör inte till innehållet och den sparade signeringshemligheten.",
  "The saved secret is neither a Standard Webhooks secret (whsec_…) nor a public key (whpk_…).":
    "Den sparade hemligheten är varken en Standard Webhooks-hemlighet (whsec_…) eller en publik nyckel (whpk_…).",
  "No secret is saved to check signatures with.": "Ingen hemlighet är sparad att kontrollera signaturer med.",
  "The secret must come as ?secret=… or in the header X-Webhook-Secret.":
    "Hemligheten måste komma som ?secret=… eller i huvudet X-Webhook-Secret.",
  "The secret that came is not the saved one.": "Hemligheten som kom är inte den sparade.",
  "The body is not a JSON object.": "Innehållet är inget JSON-objekt.",
  "The body is not UTF-8 text. Let the system send JSON.":
    "Innehållet är ingen UTF-8-text. Låt systemet skicka JSON.",
  "The body is empty. Let the system send JSON or a form.":
    "Innehållet är tomt. Låt systemet skicka JSON eller ett formulär.",
  "The body is called JSON and is not: perhaps a template left a quote or a comma wrong.":
    "Innehållet kallas JSON men är det inte: kanske blev ett citattecken eller ett kommatecken fel i en mall.",
  "The list is empty.": "Listan är tom.",
  "The body is not an object.": "Innehållet är inget objekt.",
  "The body has no field that names the event, such as “type”.":
    "Innehållet saknar ett fält som namnger händelsen, till exempel ”type”.",
  "The body is called “{word}”: map it to one of Shopbell's event types.":
    "Händelsen kallas ”{word}”: koppla den till en av Shopbells händelsetyper.",
  "{name}'s “{word}” is not known here.": "Händelsen ”{word}” från {name} är inte känd här.",

  // The receipt of an erasure
  "That something happened: its kind, its time, the shop's own numbers of the order, the products and the amounts.":
    "Att något hände: vad, när, butikens egna nummer på beställningen, produkterna och beloppen.",
  "It keeps the shop's books complete, and it tells a repeated webhook from a new one.":
    "Det håller butikens bokföring komplett och skiljer en upprepad webhook från en ny.",
  "A hash made of the shop and the e-mail address.": "En hash av butiken och e-postadressen.",
  "It marks who was erased. The address cannot be read from it; whoever knows the address already can see that it is the one.":
    "Den visar vem som raderades. Adressen går inte att läsa ur den; den som redan känner till adressen kan se att det är rätt.",
  "Point-in-time copies of the database and of the ledger (Cloudflare D1 and Durable Objects).":
    "Kopior av databasen och liggaren från olika tidpunkter (Cloudflare D1 och Durable Objects).",
  "They are there to restore everything after a disaster, and nothing can be taken out of them.":
    "De finns för att återställa allt efter en katastrof, och inget kan tas bort ur dem.",
  "What the connected tools were told before.": "Det som de anslutna verktygen har fått veta tidigare.",
  "It is theirs by now. Ask each of them to erase it as well.":
    "Det är deras nu. Be vart och ett av dem att också radera det.",
  "What people typed into the settings: an address an automation writes to, say, or somebody's own sign-in.":
    "Det som någon har skrivit i inställningarna: till exempel en adress som en automatisering skriver till, eller någons egen inloggning.",
  "Those are settings of the shop, not records of a customer.":
    "Det är butikens inställningar, inte uppgifter om en kund.",
  "If the shop repeats what it told before, nothing comes back. If this person buys or signs up again, that is a new event, and it is kept like anybody's.":
    "Om butiken upprepar det den har berättat kommer inget tillbaka. Om personen köper eller anmäler sig igen är det en ny händelse, som sparas som alla andra.",

  // What remains of a shop that was deleted
  "Point-in-time copies of the database and of the shop's ledger (Cloudflare D1 and Durable Objects).":
    "Kopior av databasen och butikens liggare från olika tidpunkter (Cloudflare D1 och Durable Objects).",
  "That the shop was deleted, when and by whom: a line with its name in the organisation's log.":
    "Att butiken togs bort, när och av vem: en rad med dess namn i organisationens logg.",
  "So that it can be told later.": "För att det ska gå att se i efterhand.",
  "The e-mail addresses of those who could sign in. They open nothing any more.":
    "E-postadresserna till dem som kunde logga in. De öppnar inget längre.",
  "So that the same people can be invited elsewhere.":
    "För att samma personer ska kunna bjudas in någon annanstans.",
  "It is theirs by now. Ask each of them to delete it as well.":
    "Det är deras nu. Be vart och ett av dem att också ta bort det.",

  // A problem that names its field; the last, since it fits so much
  "The body: {message} (and {n} more)": "Innehållet: {message} (och {n} till)",
  "The body: {message}": "Innehållet: {message}",
  "In {path}: {reason}": "I {path}: {reason}",
  "{path}: {message} (and {n} more)": "{path}: {message} (och {n} till)",
  "{path}: {message}": "{path}: {message}",
};

export const parts: Parts = {
  conditions: {
    "there is a {field}, and there should be none": "{field} finns, men borde inte finnas",
    "{condition}, and {conditions}": "{condition}; {conditions}",
    "{condition}": "{condition}",
  },
  condition: {
    "there is no {field}": "{field} saknas",
    "{field} has parts, so it cannot be compared; name one of them":
      "{field} har delar och kan inte jämföras; ange en av dem",
    "{field} is something else, which does not contain {value}":
      "{field} är något annat, som inte innehåller {value}",
    "{field} is something else, not greater than {value}": "{field} är något annat, inte större än {value}",
    "{field} is something else, not less than {value}": "{field} är något annat, inte mindre än {value}",
    "{field} is something else, not one of {value}": "{field} är något annat, inte något av {value}",
    "{field} is something else, not {value}": "{field} är något annat, inte {value}",
    "{field} is {value1}, which does not contain {value2}":
      "{field} är {value1}, som inte innehåller {value2}",
    "{field} is {value1}, not greater than {value2}": "{field} är {value1}, inte större än {value2}",
    "{field} is {value1}, not less than {value2}": "{field} är {value1}, inte mindre än {value2}",
    "{field} is {value1}, not one of {value2}": "{field} är {value1}, inte något av {value2}",
    "{field} is {value1}, not {value2}": "{field} är {value1}, inte {value2}",
  },
  url: {
    "the webhook URL": "webhook-adressen",
  },
  value: {
    "{value} and {n} more": "{value} och {n} till",
    "“{text}”, {value}": "”{text}”, {value}",
    "“{text}”": "”{text}”",
  },
  role: {
    owner: "Ägare",
    editor: "Redigerare",
    viewer: "Läsare",
    scanner: "Skannare",
  },
  state: {
    waiting: "väntar",
    ready: "körs strax",
    running: "körs",
    retrying: "försöker igen",
    held: "hålls kvar",
    uncertain: "osäker",
    succeeded: "klar",
    failed: "misslyckad",
    cancelled: "stoppad",
    skipped: "överhoppad",
    counting: "räknas",
    counted: "räknad",
    paused: "pausad",
    done: "klar",
    stopped: "avbruten",
  },
  type: {
    "purchase.completed": "Köp",
    "purchase.refunded": "Återbetalning",
    "purchase.cancelled": "Beställning avbruten",
    "subscription.started": "Prenumeration startad",
    "subscription.renewed": "Prenumeration förnyad",
    "subscription.changed": "Plan ändrad",
    "subscription.paused": "Prenumeration pausad",
    "subscription.resumed": "Prenumeration återupptagen",
    "subscription.cancel_scheduled": "Prenumeration uppsagd",
    "subscription.cancelled": "Prenumeration avslutad",
    "payment.failed": "Betalning misslyckad",
    "access.granted": "Åtkomst given",
    "access.expiring": "Åtkomst snart slut",
    "access.expired": "Åtkomst slut",
    "cart.updated": "Varukorg ändrad",
    "cart.abandoned": "Varukorg övergiven",
    "qr.scanned": "Kod skannad",
    "lead.created": "Lead",
    "customer.updated": "Kunduppgifter ändrade",
    "contact.subscribed": "Anmäld till utskick",
    "contact.unsubscribed": "Avanmäld från utskick",
    "email.bounced": "Mejl studsade",
  },
};
