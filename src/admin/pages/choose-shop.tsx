// Which shop or system: cards to choose from, found by a word of their name.
import { useState } from "preact/hooks";
import type { Connector } from "../api";
import { t } from "../text";
import { Button, Card, TextField } from "../ui";

type Props = { connectors: Connector[]; onChoose(connector: Connector): void; onCancel(): void };

export function ChooseShop({ connectors, onChoose, onCancel }: Props) {
  const [words, setWords] = useState("");
  const found = matching(connectors, words);
  return (
    <Card title={t.sources.which} actions={<Button onClick={onCancel}>{t.common.cancel}</Button>}>
      <TextField label={t.hearing.find} value={words} placeholder={t.hearing.findHint} onInput={setWords} />
      <p class="note" role="status">
        {found.length === 0 ? t.hearing.notFound : words !== "" && t.hearing.found(found.length)}
      </p>
      <ul class="choices">
        {found.map((one) => (
          <li key={one.id}>
            <button type="button" class="choice" onClick={() => onChoose(one)}>
              <strong>{one.title}</strong>
              <span class="soft">{one.summary}</span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Those that have each of the words, wherever; those whose name begins so come first. */
function matching(connectors: Connector[], text: string): Connector[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const beginsSo = ({ title }: Connector) => title.toLowerCase().startsWith(words[0] ?? "");
  return connectors
    .filter(({ id, title, summary }) => {
      const all = `${id} ${title} ${summary}`.toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .sort((a, b) => Number(beginsSo(b)) - Number(beginsSo(a)) || a.title.localeCompare(b.title));
}
