package dev.headroom.notify.splunk;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;

/** The settings of a Splunk target in the manifest. */
public final class SplunkTarget {
  /** The collector: scheme, host and port. */
  public static final String URL = "url";

  /** The token of the HTTP Event Collector. */
  public static final String TOKEN = "token";

  /** The index of events; the token's own if absent. */
  public static final String INDEX = "index";

  /** The source type of events. */
  public static final String SOURCETYPE = "sourcetype";

  /** The channel of a token with acknowledgment. */
  public static final String CHANNEL = "channel";

  /** The default source type. */
  static final String DEFAULT_SOURCETYPE = "headroom:alert";

  /** The manifest's {@code splunk-hec}. */
  public static final TargetType TYPE =
      TargetType.of(
          "splunk-hec",
          "Splunk, through its HTTP Event Collector: an event for each transition.",
          Setting.url(
              URL,
              "The collector, such as https://splunk.example.com:8088 (with 8088 in ports), or a"
                  + " reference to it; /services/collector/event is added."),
          Setting.secret(TOKEN, "Where the collector's token is kept, such as env:HEC_TOKEN."),
          Setting.text(INDEX, "The index of events; the token's own if left out.").optional(),
          Setting.text(
                  SOURCETYPE, "The source type of events; " + DEFAULT_SOURCETYPE + " if left out.")
              .optional(),
          Setting.text(
                  CHANNEL,
                  "A GUID of your own, which a token with indexer acknowledgment asks for.")
              .optional());

  private SplunkTarget() {}
}
