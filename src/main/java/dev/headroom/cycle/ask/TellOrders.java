package dev.headroom.cycle.ask;

import java.util.List;
import java.util.Optional;

/**
 * All orders about notifying.
 *
 * @param all in the order in which help lists them
 */
public record TellOrders(List<TellOrder> all) {
  /** None. */
  public static final TellOrders NONE = new TellOrders(List.of());

  public TellOrders {
    all = List.copyOf(all);
  }

  /** Returns the order with that word; empty if there is none. */
  public Optional<TellOrder> find(String word) {
    return all.stream().filter(order -> order.word().equals(word)).findFirst();
  }
}
