// A page whose code is loaded when it is opened, so that the first load stays small.
import type { FunctionComponent } from "preact";
import type { Shop } from "./app";
import { useLoad } from "./load";
import { Pending } from "./ui";

type ShopPage = FunctionComponent<{ shop: Shop }>;

export function Later({ shop, load }: { shop: Shop; load(): Promise<ShopPage> }) {
  const loaded = useLoad(load, "page");
  const { value: Loaded } = loaded;
  return Loaded ? <Loaded shop={shop} /> : <Pending loaded={loaded} />;
}
