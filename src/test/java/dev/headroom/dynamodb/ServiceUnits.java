package dev.headroom.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the DynamoDB service charges for where DynamoDB Local (3.3.1) says something else: items of
 * a transaction that cost the same are counted once there, reads that find nothing not at all.
 *
 * <p>Source: "Read and write operations" and "DynamoDB item sizes and formats" of the Amazon
 * DynamoDB Developer Guide. Units of a transaction are twice those of single writes; its index rows
 * are counted twice too, as DynamoDB Local does, which the guide does not say.
 */
public final class ServiceUnits {
  /** A read that finds nothing, eventually consistent; strongly consistent it is twice that. */
  static final double NOTHING_FOUND = 0.5;

  private static final int WRITE_BYTES = 1024;
  private static final int READ_BYTES = 4096;
  private static final int CONTAINER_BYTES = 3;

  private record Index(String partition, String sort, boolean whole) {
    private static final List<Index> ALL =
        List.of(
            new Index(Tables.FLEET_PK, Tables.FLEET_SK, true),
            new Index(Tables.PENDING_PK, Tables.PENDING_SK, false));

    /** Empty when the item is not in the index. */
    Map<String, AttributeValue> row(Map<String, AttributeValue> item) {
      if (!item.containsKey(partition) || !item.containsKey(sort)) {
        return Map.of();
      }
      return whole
          ? item
          : Map.of(
              Tables.PK,
              item.get(Tables.PK),
              Tables.SK,
              item.get(Tables.SK),
              partition,
              item.get(partition),
              sort,
              item.get(sort));
    }

    double units(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
      Map<String, AttributeValue> left = row(before);
      Map<String, AttributeValue> come = row(after);
      if (left.equals(come)) {
        return 0;
      }
      boolean moves =
          !left.isEmpty()
              && !come.isEmpty()
              && !(Objects.equals(left.get(partition), come.get(partition))
                  && Objects.equals(left.get(sort), come.get(sort)));
      return moves ? written(size(left)) + written(size(come)) : written(largest(left, come));
    }
  }

  private ServiceUnits() {}

  /** Write units of one item of a transaction; no attributes where there was or is no item. */
  static double ofTransaction(
      Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    double indexes = Index.ALL.stream().mapToDouble(index -> index.units(before, after)).sum();
    return 2 * (written(largest(before, after)) + indexes);
  }

  /** Write units of a write whose condition did not hold: by the item that is there. */
  static double ofRefusal(Map<String, AttributeValue> there) {
    return written(size(there));
  }

  /** Read units of one item that a batch asked for; no attributes when it is not there. */
  static double ofBatchRead(Map<String, AttributeValue> item, boolean isConsistent) {
    double pages = Math.max(1, Math.ceilDiv(size(item), READ_BYTES));
    return isConsistent ? pages : pages / 2;
  }

  private static int largest(
      Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    return Math.max(size(before), size(after));
  }

  private static double written(int bytes) {
    return Math.max(1, Math.ceilDiv(bytes, WRITE_BYTES));
  }

  /** The size of an item, in bytes. */
  public static int size(Map<String, AttributeValue> item) {
    return item.entrySet().stream().mapToInt(e -> utf8(e.getKey()) + size(e.getValue())).sum();
  }

  private static int size(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> number(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case BOOL, NUL -> 1;
      case SS -> value.ss().stream().mapToInt(ServiceUnits::utf8).sum();
      case NS -> value.ns().stream().mapToInt(ServiceUnits::number).sum();
      case BS -> value.bs().stream().mapToInt(b -> b.asByteArrayUnsafe().length).sum();
      case L -> CONTAINER_BYTES + value.l().stream().mapToInt(element -> 1 + size(element)).sum();
      case M -> CONTAINER_BYTES + value.m().size() + size(value.m());
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("unknown type of value");
    };
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** A byte for two significant digits, and one more. */
  private static int number(String text) {
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    return Math.ceilDiv(number.precision(), 2) + (number.signum() < 0 ? 2 : 1);
  }
}
