package dev.headroom.notify.aws;

import dev.headroom.notify.TargetType.Setting;

/** The settings that targets in AWS share. */
final class AwsSettings {
  static final String ACCESS_KEY_ID = "accessKeyId";
  static final String SECRET_ACCESS_KEY = "secretAccessKey";
  static final String URL = "url";

  private AwsSettings() {}

  static Setting accessKeyId() {
    return Setting.secret(
            ACCESS_KEY_ID,
            "Where the id of an access key is kept; the role of the function or process if left"
                + " out.")
        .optional();
  }

  static Setting secretAccessKey() {
    return Setting.secret(
            SECRET_ACCESS_KEY, "Where the access key's secret is kept, if accessKeyId is given.")
        .optional();
  }

  static Setting url(String standard) {
    return Setting.url(URL, "Another address of the service; " + standard + " if left out.")
        .optional();
  }
}
