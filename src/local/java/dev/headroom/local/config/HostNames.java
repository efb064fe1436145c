package dev.headroom.local.config;

import dev.headroom.config.Form;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names or addresses of hosts.
 *
 * @param names without scheme and port
 */
public record HostNames(List<String> names) {
  /** No host. */
  public static final HostNames NONE = new HostNames(List.of());

  private static final Pattern HOST =
      Pattern.compile(
          "(?i)[a-z0-9]([a-z0-9.-]*+(?<=[a-z0-9]))?|\\[[0-9a-f:.]*:[0-9a-f:.]*]|[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*");

  public HostNames {
    names = List.copyOf(names);
  }

  /** Names or addresses, separated by commas. */
  public static final class Listed extends Form<HostNames> {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public Listed() {
      super(
          "Write names or addresses without scheme and port, with commas between them, such as"
              + " headroom.example.com,192.0.2.7.");
    }

    @Override
    public @Nullable HostNames convert(String value) {
      return super.convert(value);
    }

    @Override
    protected HostNames read(String text) {
      List<String> names = Stream.of(text.split(",", -1)).map(String::strip).toList();
      if (!names.stream().allMatch(name -> HOST.matcher(name).matches())) {
        throw bad("is not a list of hosts");
      }
      return new HostNames(names);
    }
  }
}
