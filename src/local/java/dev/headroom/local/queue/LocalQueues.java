package dev.headroom.local.queue;

import jakarta.inject.Singleton;

/** The queues of this process. */
@Singleton
public class LocalQueues {
  private final LocalPollQueue polls;
  private final LocalOrgJobQueue jobs;
  private final LocalDeliveryQueue deliveries;
  private final LocalExportQueue exports;

  public LocalQueues(
      LocalPollQueue polls,
      LocalOrgJobQueue jobs,
      LocalDeliveryQueue deliveries,
      LocalExportQueue exports) {
    this.polls = polls;
    this.jobs = jobs;
    this.deliveries = deliveries;
    this.exports = exports;
  }

  /** Waits for work in progress; work that has not begun is dropped. */
  public void close() {
    polls.close();
    jobs.close();
    deliveries.close();
    exports.close();
  }
}
