package dev.headroom.dynamodb;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A stored item with typed access. A getter named for a type requires its attribute and throws
 * {@link IllegalStateException} without it: such an item was not written by Headroom. The {@code
 * find} getters accept absence.
 */
public record Item(Map<String, AttributeValue> attributes) {
  public Item {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** Starts an item of the state table with its key. */
  public static Builder of(String pk, String sk) {
    return new Builder().text(Tables.PK, pk).text(Tables.SK, sk);
  }

  /** Starts an item with no attribute, not even a key. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the key of an item of the state table. */
  public static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of(Tables.PK, AttributeValue.fromS(pk), Tables.SK, AttributeValue.fromS(sk));
  }

  /** Returns a whole number as DynamoDB writes it. */
  public static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  /** Returns whether the attribute is present. */
  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** A text. */
  public String text(String name) {
    return findText(name).orElseThrow(() -> lacks(name, "text"));
  }

  /** A text that may be absent. */
  public Optional<String> findText(String name) {
    return value(name).map(AttributeValue::s);
  }

  /** A whole number. */
  public long number(String name) {
    return findNumber(name).orElseThrow(() -> lacks(name, "number"));
  }

  /** A whole number that may be absent. */
  public OptionalLong findNumber(String name) {
    String digits = value(name).map(AttributeValue::n).orElse(null);
    if (digits == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "attribute " + name + " of the stored item " + name() + " is " + digits, e);
    }
  }

  /** A time stored in whole seconds. */
  public Instant seconds(String name) {
    return Instant.ofEpochSecond(number(name));
  }

  /** A time stored in whole seconds that may be absent. */
  public Optional<Instant> findSeconds(String name) {
    OptionalLong seconds = findNumber(name);
    return seconds.isPresent()
        ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
        : Optional.empty();
  }

  /** A time stored in milliseconds that may be absent. */
  public Optional<Instant> findMillis(String name) {
    OptionalLong millis = findNumber(name);
    return millis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }

  /** Bytes. */
  public byte[] bytes(String name) {
    return findBytes(name).orElseThrow(() -> lacks(name, "bytes"));
  }

  /** Bytes that may be absent. */
  public Optional<byte[]> findBytes(String name) {
    return value(name).map(AttributeValue::b).map(SdkBytes::asByteArray);
  }

  /** A list of texts; empty when absent. */
  public List<String> texts(String name) {
    return value(name).stream().flatMap(v -> v.l().stream()).map(AttributeValue::s).toList();
  }

  private Optional<AttributeValue> value(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  private IllegalStateException lacks(String name, String type) {
    return new IllegalStateException(
        "the stored item " + name() + " has no " + type + " attribute " + name);
  }

  private String name() {
    return attributes.get(Tables.PK) + " " + attributes.get(Tables.SK);
  }

  /** Collects attributes; a null value leaves the attribute out. */
  public static final class Builder {
    private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

    private Builder() {}

    /** Adds a text. */
    public Builder text(String name, @Nullable String value) {
      return value == null ? this : with(name, AttributeValue.fromS(value));
    }

    /** Adds a whole number. */
    public Builder number(String name, @Nullable Long value) {
      return value == null ? this : with(name, Item.number(value));
    }

    /** Adds a time in whole seconds; fractions are cut off. */
    public Builder seconds(String name, @Nullable Instant value) {
      return value == null ? this : number(name, value.getEpochSecond());
    }

    /** Adds a time in milliseconds; smaller fractions are cut off. */
    public Builder millis(String name, @Nullable Instant value) {
      return value == null ? this : number(name, value.toEpochMilli());
    }

    /** Adds bytes. */
    public Builder bytes(String name, byte[] value) {
      return with(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
    }

    /** Adds a list of texts. */
    public Builder texts(String name, List<String> values) {
      return with(name, AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList()));
    }

    /** Adds any value. */
    public Builder with(String name, AttributeValue value) {
      attributes.put(name, value);
      return this;
    }

    /** Returns the item. */
    public Item build() {
      return new Item(attributes);
    }
  }
}
