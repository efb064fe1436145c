package dev.headroom.local.queue;

import jakarta.inject.Singleton;

/** The queues of this process. */
@Singleton
public class LocalQueues {
  private final LocalPollQueue polls;
  private final LocalOrgJobQueue jobs;
  private final LocalDeliveryQueue deliveries;

  public LocalQueues(LocalPollQueue polls, LocalOrgJobQueue jobs, LocalDeliveryQueue deliveries) {
    this.polls = polls;
    this.jobs = jobs;
    this.deliveries = deliveries;
  }

  /** Waits for work in progress; work that has not begun is dropped. */
  public void close() {
    polls.close();
    jobs.close();
    deliveries.close();
  }
}
