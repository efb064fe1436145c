package dev.headroom.local.config;

import dev.headroom.config.Form;
import dev.headroom.dynamodb.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a deployed stack.
 *
 * @param name what the stack is called on pages and in messages
 * @param tables its two tables
 * @param region where they are, such as {@code eu-west-1}; empty for the region of the caller's AWS
 *     configuration
 */
public record DeployedTables(String name, Tables tables, Optional<String> region) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<name>[A-Za-z][A-Za-z0-9-]{0,127})=)?(?<samples>[A-Za-z0-9_.-]{3,255})"
              + "\\+(?<state>[A-Za-z0-9_.-]{3,255})(?:@(?<region>[a-z]{2,}(?:-[a-z0-9]+)+))?");

  /** Returns the form that {@link Listed} reads. */
  @Override
  public String toString() {
    return name
        + "="
        + tables.samples()
        + "+"
        + tables.state()
        + region.map(where -> "@" + where).orElse("");
  }

  /** Returns {@code all} in the form that {@link Listed} reads. */
  public static String listed(List<DeployedTables> all) {
    return all.stream().map(DeployedTables::toString).collect(Collectors.joining(","));
  }

  /** The tables of one stack or several. */
  public record All(List<DeployedTables> stacks) {
    public All {
      stacks = List.copyOf(stacks);
    }
  }

  /**
   * {@code <name>=<samples>+<state>@<region>}, separated by commas; name and region are optional.
   */
  public static final class Listed extends Form<All> {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public Listed() {
      super(
          "Write <samples table>+<state table>, with @<region> behind it if it is not that of your"
              + " AWS configuration, and commas between the tables of several stacks.");
    }

    @Override
    public @Nullable All convert(String value) {
      return super.convert(value);
    }

    @Override
    protected All read(String text) {
      List<DeployedTables> all = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (String one : Stream.of(text.split(",", -1)).map(String::strip).toList()) {
        Matcher matcher = FORM.matcher(one);
        if (!matcher.matches()) {
          throw bad("is not a pair of tables");
        }
        String state = matcher.group("state");
        DeployedTables tables =
            new DeployedTables(
                Optional.ofNullable(matcher.group("name")).orElse(state),
                new Tables(matcher.group("samples"), state),
                Optional.ofNullable(matcher.group("region")));
        if (!names.add(tables.name())) {
          throw bad("has two stacks of the name " + tables.name());
        }
        all.add(tables);
      }
      return new All(all);
    }
  }
}
