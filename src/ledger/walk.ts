// A long job's way through its items: one after the other, each in a step of its own that may fail and be tried again.

const mostTries = 5;

export class Walk {
  /** The item at which a job failed, and how often in a row. */
  private readonly failures = new Map<string, { item: string | number; times: number }>();

  /** @param trouble what is noted where a step fails: “an automation could not be applied to a customer” */
  constructor(private readonly trouble: string) {}

  /**
   * @param see takes the step, in a transaction that also notes how far the job has come; gives the job as it is after it
   * @param passOver gives the job as it is after an item at which it failed again and again
   * @returns the job as far as it has come; stuck, where the next item failed and is to be tried again a little later
   */
  through<Job, Item extends string | number>(
    jobId: string,
    job: Job,
    items: Item[],
    see: (job: Job, item: Item) => Job,
    passOver: (job: Job, item: Item) => Job,
  ): { job: Job; isStuck: boolean } {
    let at = job;
    for (const item of items) {
      try {
        at = see(at, item);
        this.failures.delete(jobId);
      } catch (error) {
        console.error(JSON.stringify({ message: this.trouble, error: String(error) }));
        if (this.failed(jobId, item) < mostTries) return { job: at, isStuck: true };
        at = passOver(at, item);
      }
    }
    return { job: at, isStuck: false };
  }

  /** @returns how often in a row it has failed at this item */
  private failed(jobId: string, item: string | number): number {
    const before = this.failures.get(jobId);
    const times = before?.item === item ? before.times + 1 : 1;
    this.failures.set(jobId, { item, times });
    return times;
  }
}
