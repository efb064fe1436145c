package dev.headroom.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an app is governed and used. What cannot be read is null.
 *
 * @param app its id; null if only tokens know it
 * @param kind {@code connectedApp}, {@code externalClientApp} or {@link #UNINSTALLED}
 * @param users who have tokens
 * @param lastUsed the latest use of its tokens, login or call
 * @param findings ids
 */
public record AppPosture(
    @Nullable String app,
    String name,
    String kind,
    @Nullable List<String> scopes,
    @Nullable String policy,
    @Nullable String ipRelaxation,
    @Nullable String refreshTokenPolicy,
    @Nullable Integer users,
    @Nullable Integer tokens,
    @Nullable Instant lastUsed,
    @Nullable List<String> approvedFor,
    List<String> findings) {
  /** The kind of app that only tokens know. */
  public static final String UNINSTALLED = "uninstalled";

  public AppPosture {
    scopes = scopes == null ? null : List.copyOf(scopes);
    approvedFor = approvedFor == null ? null : List.copyOf(approvedFor);
    findings = List.copyOf(findings);
  }

  /** Returns the key that identifies the app from look to look. */
  public String key() {
    return app == null ? "name:" + name : app;
  }
}
