package dev.headroom.whatif;

import java.time.Duration;

/** A change of an integration that calls today; it is named by its id, or by its name. */
public sealed interface IntegrationChange {
  /** The member of the question that asks for it. */
  String member();

  /** The integration, as it was written. */
  String integration();

  /** It calls no more. */
  record Without(String integration) implements IntegrationChange {
    static final String MEMBER = "without";

    @Override
    public String member() {
      return MEMBER;
    }
  }

  /**
   * It calls at another time.
   *
   * @param by later; earlier where it is negative
   */
  record Moved(String integration, Duration by) implements IntegrationChange {
    static final String MEMBER = "moveIntegration";

    @Override
    public String member() {
      return MEMBER;
    }
  }

  /** It makes a job of Bulk API 2.0 of what it calls in an hour. */
  record ByBulk(String integration) implements IntegrationChange {
    static final String MEMBER = "bulk";

    @Override
    public String member() {
      return MEMBER;
    }
  }
}
