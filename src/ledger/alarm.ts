// The ledger's one alarm. It is only ever moved earlier, and set after the rows it stands for are written.

export class Alarm {
  /** What the runtime has been told; undefined when nothing is set. */
  private at: number | undefined;

  private constructor(
    private readonly storage: DurableObjectStorage,
    at: number | null,
  ) {
    this.at = at ?? undefined;
  }

  static async load(storage: DurableObjectStorage): Promise<Alarm> {
    return new Alarm(storage, await storage.getAlarm());
  }

  /** Asks the runtime what is set, in case it was lost. */
  async refresh(): Promise<void> {
    this.at = (await this.storage.getAlarm()) ?? undefined;
  }

  /** Makes sure the ledger wakes at `at` (epoch milliseconds) or earlier. */
  arm(at: number): void {
    if (this.at !== undefined && this.at <= at) return;
    this.at = at;
    void this.storage.setAlarm(at);
  }

  /** The alarm rang: nothing is set now. */
  rang(): void {
    this.at = undefined;
  }

  get isSet(): boolean {
    return this.at !== undefined;
  }
}
