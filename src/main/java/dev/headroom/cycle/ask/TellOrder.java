package dev.headroom.cycle.ask;

import dev.headroom.org.TenantScope;
import dev.headroom.report.OrderReport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something about notifying that an operator can order or ask: an action of {@code manage}, and a
 * command with the same word.
 *
 * @param form how it is written
 * @param action what is done
 */
public record TellOrder(Form form, Action action) {
  /** The member for who orders it, as they give their name. */
  public static final String BY = "by";

  /**
   * How an order is written.
   *
   * @param word the action and the command
   * @param description one sentence for the help
   * @param operand the member that a command takes without an option; null if there is none
   * @param members by name, each with its help, in the order in which they are shown
   */
  public record Form(
      String word, String description, @Nullable String operand, Map<String, Help> members) {
    public Form {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Returns the names of its members. */
    public List<String> names() {
      return List.copyOf(members.keySet());
    }

    /** Returns its members that a command takes as options. */
    public List<String> options() {
      return members.keySet().stream().filter(name -> !name.equals(operand)).toList();
    }
  }

  /**
   * The help for a member.
   *
   * @param label stands for its value
   * @param description one sentence
   */
  public record Help(String label, String description) {}

  /** Does what is ordered. */
  @FunctionalInterface
  public interface Action {
    /**
     * Runs it.
     *
     * @param scope what the caller may see
     * @param members those that were given
     * @param actor who asks, and through which interface, for the audit
     */
    OrderReport run(TenantScope scope, Map<String, String> members, String actor);
  }

  /** Returns the action's word. */
  public String word() {
    return form.word();
  }

  /** Returns the names of its members. */
  public List<String> names() {
    return form.names();
  }
}
