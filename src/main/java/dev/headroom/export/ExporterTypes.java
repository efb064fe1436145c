package dev.headroom.export;

import dev.headroom.notify.TargetType;
import dev.headroom.notify.TargetType.Setting;
import java.util.List;

/** The kinds of exporter and their settings in the manifest. */
public final class ExporterTypes {
  /** The address of the store, or of its site. */
  public static final String URL = "url";

  /** The store's key. */
  public static final String API_KEY = "apiKey";

  /** The token of a Splunk HTTP Event Collector. */
  public static final String TOKEN = "token";

  /** The metrics index of Splunk. */
  public static final String INDEX = "index";

  /** The value of the header {@code Authorization}. */
  public static final String AUTHORIZATION = "authorization";

  /** The region of CloudWatch. */
  public static final String REGION = "region";

  /** The namespace in CloudWatch. */
  public static final String NAMESPACE = "namespace";

  /** The id of an access key. */
  public static final String ACCESS_KEY_ID = "accessKeyId";

  /** The secret of an access key. */
  public static final String SECRET_ACCESS_KEY = "secretAccessKey";

  /** Splunk's metrics index. */
  public static final TargetType SPLUNK =
      TargetType.of(
          "splunk-metrics",
          "A metrics index of Splunk, through the HTTP Event Collector.",
          Setting.url(
              URL,
              "The collector, such as https://splunk.acme.com:8088; /services/collector is added."),
          Setting.secret(TOKEN, "Where the collector's token is kept, such as env:HEC_TOKEN."),
          Setting.text(INDEX, "The metrics index; the token's own if left out.").optional());

  /** Datadog's metrics. */
  public static final TargetType DATADOG =
      TargetType.of(
          "datadog-metrics",
          "Datadog's metrics, series of version 2.",
          Setting.secret(API_KEY, "Where the API key is kept, such as env:DD_API_KEY."),
          Setting.url(
                  URL,
                  "The API of your site, such as https://api.datadoghq.eu; https://api.datadoghq.com"
                      + " if left out; /api/v2/series is added.")
              .optional());

  /** New Relic's metrics. */
  public static final TargetType NEW_RELIC =
      TargetType.of(
          "newrelic",
          "New Relic's Metric API.",
          Setting.secret(API_KEY, "Where the license key is kept, such as env:NEW_RELIC_KEY."),
          Setting.url(
                  URL,
                  "The whole address; https://metric-api.newrelic.com/metric/v1 if left out,"
                      + " https://metric-api.eu.newrelic.com/metric/v1 in the EU.")
              .optional());

  /** Whatever receives OpenTelemetry's protocol. */
  public static final TargetType OTLP =
      TargetType.of(
          "otlp",
          "Whatever receives OTLP over HTTP in JSON: a collector, Grafana Cloud, and others.",
          Setting.url(URL, "The base address; /v1/metrics is added."),
          Setting.secret(
                  AUTHORIZATION,
                  "Where the value of the header Authorization is kept, such as \"Basic ...\".")
              .optional(),
          Setting.secret(API_KEY, "Where the value of the header api-key is kept.").optional());

  /** Amazon CloudWatch. */
  public static final TargetType CLOUDWATCH =
      TargetType.of(
          "cloudwatch",
          "Amazon CloudWatch: only the limits of the orgs that match names one by one, because each"
              + " costs as two metrics.",
          Setting.text(REGION, "The region, such as eu-west-1."),
          Setting.text(NAMESPACE, "The namespace; Headroom/Salesforce if left out.").optional(),
          Setting.secret(
                  ACCESS_KEY_ID,
                  "Where the id of an access key is kept; the role of the function or process if"
                      + " left out.")
              .optional(),
          Setting.secret(
                  SECRET_ACCESS_KEY,
                  "Where the access key's secret is kept, if accessKeyId is given.")
              .optional(),
          Setting.url(URL, "Another address of the service.").optional());

  /** Every kind, in the order of the documentation. */
  public static final List<TargetType> ALL = List.of(SPLUNK, DATADOG, NEW_RELIC, OTLP, CLOUDWATCH);

  /** The most limits that an exporter of a kind that {@link #isPinned} may name. */
  public static final int MAX_PINS = 500;

  private ExporterTypes() {}

  /** Returns whether the kind exports only what is named one by one, without patterns. */
  public static boolean isPinned(TargetType type) {
    return type.equals(CLOUDWATCH);
  }
}
