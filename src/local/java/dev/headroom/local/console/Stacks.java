package dev.headroom.local.console;

import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import io.quarkus.logging.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Several stacks as one fleet. An org belongs to the first stack that has it. A stack that does not
 * answer is left out of what is said of all; the others go on.
 */
final class Stacks {
  private final List<Stack> all;

  Stacks(List<Stack> all) {
    this.all = List.copyOf(all);
  }

  /** Returns the stack that an org belongs to. */
  Stack of(OrgId org) {
    return all.stream()
        .filter(stack -> stack.directory().find(org).isPresent())
        .findFirst()
        .orElseGet(all::getFirst);
  }

  /** Returns the stack that an org belongs to. */
  Stack of(Org org) {
    return of(org.id());
  }

  /**
   * Returns what every stack that answers says, with the stack that says it.
   *
   * @throws StoreUnavailableException if none does
   */
  <T> Map<Stack, T> each(Function<Stack, T> question) {
    Map<Stack, T> answers = new LinkedHashMap<>();
    List<StoreUnavailableException> failures = new ArrayList<>();
    for (Stack stack : all) {
      try {
        answers.put(stack, question.apply(stack));
      } catch (StoreUnavailableException e) {
        Log.errorf("stack %s is left out: %s", stack.name(), e.getMessage());
        failures.add(e);
      }
    }
    if (answers.isEmpty()) {
      throw failures.getFirst();
    }
    return answers;
  }

  /**
   * Returns the first answer that there is.
   *
   * @throws StoreUnavailableException if there is none, and a stack that may have one did not
   *     answer
   */
  <T> Optional<T> first(Function<Stack, Optional<T>> question) {
    Optional<StoreUnavailableException> failure = Optional.empty();
    for (Stack stack : all) {
      try {
        Optional<T> answer = question.apply(stack);
        if (answer.isPresent()) {
          return answer;
        }
      } catch (StoreUnavailableException e) {
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return Optional.empty();
  }

  /** Returns the orgs that more than one stack has, each with the names of those stacks. */
  Map<OrgId, List<String>> shared() {
    Map<OrgId, List<String>> names = new HashMap<>();
    each(stack -> stack.directory().all())
        .forEach(
            (stack, orgs) ->
                orgs.forEach(
                    org ->
                        names
                            .computeIfAbsent(org.id(), id -> new ArrayList<>())
                            .add(stack.name())));
    names.values().removeIf(stacks -> stacks.size() < 2);
    return names;
  }
}
