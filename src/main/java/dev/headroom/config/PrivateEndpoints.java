package dev.headroom.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that may have addresses of a private network.
 *
 * @param hosts full DNS names in lower case
 */
public record PrivateEndpoints(Set<String> hosts) {
  /** No host. */
  public static final PrivateEndpoints NONE = new PrivateEndpoints(Set.of());

  private static final Pattern NAME =
      Pattern.compile("(?i)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

  public PrivateEndpoints {
    hosts = Set.copyOf(hosts);
  }

  /** DNS names, separated by commas. */
  public static final class Listed extends Form<PrivateEndpoints> {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public Listed() {
      super(
          "Write full DNS names without scheme and port, with commas between them, such as"
              + " splunk.corp.example.com,hooks.corp.example.com.");
    }

    @Override
    public @Nullable PrivateEndpoints convert(String value) {
      return super.convert(value);
    }

    @Override
    protected PrivateEndpoints read(String text) {
      List<String> names = Stream.of(text.split(",", -1)).map(String::strip).toList();
      if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
        throw bad("is not a list of DNS names");
      }
      TreeSet<String> hosts = new TreeSet<>();
      names.forEach(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
      return new PrivateEndpoints(hosts);
    }
  }
}
