// Pausing and deleting an automation: what waits by it is asked about first.
import { useState } from "preact/hooks";
import { read, workspace } from "../api";
import type { Shop } from "../app";
import type { Doing } from "../load";
import { t } from "../text";
import { Button, SelectField } from "../ui";

export type End = "pause" | "delete";
export type Fate = "leave" | "cancel";

/** Deletes it. What waits by it still runs, unless it is to be cancelled. */
export async function deleteAutomation(shop: Shop, id: string, waiting: Fate): Promise<void> {
  await read(workspace.automations[":id"].$delete({ param: { ws: shop.ws, id }, query: { waiting } }));
}

export async function setEnabled(shop: Shop, id: string, enabled: boolean, waiting: Fate): Promise<void> {
  const param = { ws: shop.ws, id };
  await read(workspace.automations[":id"].$patch({ param, query: { waiting }, json: { enabled } }));
}

type Props = {
  end: End;
  name: string;
  waiting: number;
  doing: Doing;
  onDo(fate: Fate): void;
  onCancel(): void;
};

export function AskAboutWaiting({ end, name, waiting, doing, onDo, onCancel }: Props) {
  const [fate, setFate] = useState<Fate>("leave");
  const words = end === "pause" ? t.common.pause : t.common.delete;
  return (
    <fieldset class="ask">
      <legend>{t.automations.labelOf(words, name)}</legend>
      <SelectField
        label={end === "pause" ? t.automations.pauseAsk(waiting) : t.automations.deleteWaitingAsk(waiting)}
        value={fate}
        onChange={(value) => setFate(value === "cancel" ? value : "leave")}
        choices={[
          { value: "leave", label: t.automations.runAnyway },
          { value: "cancel", label: t.automations.cancelThem },
        ]}
      />
      <div class="row">
        <Button kind={end === "delete" ? "danger" : "main"} busy={doing.busy} onClick={() => onDo(fate)}>
          {words}
        </Button>
        <Button onClick={onCancel}>{t.common.cancel}</Button>
      </div>
    </fieldset>
  );
}
