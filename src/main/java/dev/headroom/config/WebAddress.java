package dev.headroom.config;

import dev.headroom.http.EgressPolicy;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses of HTTP services. */
public final class WebAddress {
  private WebAddress() {}

  /** Returns the URL of {@code text}, if it has the scheme http or https and a host. */
  private static Optional<URI> http(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Returns whether {@code text} is a complete address that can be called. */
  public static boolean isUrl(String text) {
    return http(text).filter(EgressPolicy::isPortValid).isPresent();
  }

  /** The complete address of an HTTP service. */
  public static final class Url extends Form<String> {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public Url() {
      super(
          "Write the whole address, such as https://headroom.example.com. A port is from 1 to"
              + " 65535.");
    }

    @Override
    public @Nullable String convert(String value) {
      return super.convert(value);
    }

    @Override
    protected String read(String text) {
      if (!isUrl(text)) {
        throw bad("is not an http or https URL");
      }
      return text;
    }

    /** There may be a password before an at sign. */
    @Override
    public boolean isShown(String value) {
      return value.indexOf('@') < 0;
    }
  }

  /** A complete address that gives access by itself, or a reference to the secret that holds it. */
  public static final class SecretUrl extends Form<String> {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public SecretUrl() {
      super(
          "Write the whole address, such as https://beat.example.com/headroom, or a reference such"
              + " as ssm:/headroom/prod/heartbeat/url.");
    }

    @Override
    public @Nullable String convert(String value) {
      return super.convert(value);
    }

    @Override
    protected String read(String text) {
      boolean fits =
          SecretRef.parse(text)
              .map(ref -> ref.scheme() != SecretRef.Scheme.KMS)
              .orElseGet(() -> isUrl(text));
      if (!fits) {
        throw bad("is neither an http or https URL nor a reference to a secret that holds one");
      }
      return text;
    }

    @Override
    public boolean isShown(String value) {
      return false;
    }
  }

  /**
   * Where pages are: scheme and host, a port if it is not the default, and a path if the pages are
   * files. Port 0 means one that the system chooses: links then use the actual one.
   */
  public static final class Folder extends Form<URI> {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public Folder() {
      super(
          "Write it as https://headroom.example.com, or with the folder of pages that are files,"
              + " as https://reports.example.com/headroom. A port is from 1 to 65535.");
    }

    @Override
    public @Nullable URI convert(String value) {
      return super.convert(value);
    }

    @Override
    protected URI read(String text) {
      return http(text)
          .filter(uri -> uri.getPort() == 0 || EgressPolicy.isPortValid(uri))
          .filter(uri -> uri.getRawQuery() == null && uri.getRawFragment() == null)
          .filter(uri -> uri.getRawUserInfo() == null)
          .orElseThrow(() -> bad("is not an http or https URL without query, fragment and user"));
    }

    /** There may be a password before an at sign. */
    @Override
    public boolean isShown(String value) {
      return value.indexOf('@') < 0;
    }
  }
}
