package dev.headroom.limits.salesforce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.headroom.limits.LimitMap;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code /limits}: limit name to {@code {"Max": n, "Remaining": n}}, where an
 * entry may contain further entries (REST API Developer Guide, Limits). Strict: anything missing or
 * impossible makes the whole answer unreadable, so that nothing is ever treated as zero.
 */
final class LimitsReply {
  /** Real answers have fewer than 100. */
  static final int MAX_ENTRIES = 5_000;

  private static final int USUAL_ENTRIES = 100;
  private static final int MAX_DEPTH = 5;
  private static final int MAX_NUMBER_CHARS = 40;
  private static final int MAX_SHOWN_NAME = 80;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2 * MAX_DEPTH)
                  .maxNameLength(4 * LimitName.MAX_LENGTH)
                  .maxNumberLength(MAX_NUMBER_CHARS)
                  .build())
          .build();

  private final JsonParser parser;
  private final LimitMap.Builder<Reading> readings = LimitMap.builder(USUAL_ENTRIES);

  private LimitsReply(JsonParser parser) {
    this.parser = parser;
  }

  /** The answer is not one that Salesforce gives. The message says where and what, for a person. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  /**
   * Returns every entry of {@code body}.
   *
   * @throws UnreadableException if any of it is invalid
   */
  static Snapshot parse(InputStream body) throws UnreadableException {
    try (JsonParser parser = JSON.createParser(body)) {
      return new LimitsReply(parser).all();
    } catch (JsonProcessingException e) {
      // Jackson's own message may quote the answer. It may also lack a location, for example when a
      // reader limit is exceeded.
      JsonLocation at = e.getLocation();
      throw new UnreadableException(
          at == null
              ? "it is nested too deeply, or holds a name or number that is too long"
              : "it is not valid JSON, or is cut off, at line "
                  + at.getLineNr()
                  + ", column "
                  + at.getColumnNr());
    } catch (IOException e) {
      throw new UnreadableException("it is not readable text");
    }
  }

  private Snapshot all() throws IOException, UnreadableException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw new UnreadableException(
          first == null ? "it is empty" : "it is " + word(first) + ", not an object of limits");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw wrong(name, "is " + word(parser.currentToken()) + ", not an object");
      }
      entry(name, 1);
    }
    if (parser.nextToken() != null) {
      throw new UnreadableException("something follows after its end");
    }
    if (readings.size() == 0) {
      throw new UnreadableException("it contains no limit");
    }
    Optional<LimitName> twice = readings.twice();
    if (twice.isPresent()) {
      throw wrong(twice.get().value(), "is there twice");
    }
    return new Snapshot(readings.build(), true);
  }

  private void entry(String name, int depth) throws IOException, UnreadableException {
    if (depth > MAX_DEPTH) {
      throw wrong(name, "is nested deeper than any real limit");
    }
    Long max = null;
    Long remaining = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (member) {
        case "Max" -> max = once(max, number(name, member, 0), name, member);
        case "Remaining" ->
            remaining = once(remaining, number(name, member, -Reading.LARGEST), name, member);
        default -> {
          if (value == JsonToken.START_OBJECT) {
            entry(name + "." + member, depth + 1);
          } else if (value == JsonToken.START_ARRAY) {
            throw wrong(name, "holds a list");
          }
        }
      }
    }
    if (max == null || remaining == null) {
      throw wrong(name, "has no " + (max == null ? "Max" : "Remaining"));
    }
    add(name, new Reading(max, remaining));
  }

  private void add(String name, Reading reading) throws UnreadableException {
    if (name.isEmpty() || name.length() > LimitName.MAX_LENGTH) {
      throw wrong(name, "has a name of " + name.length() + " characters");
    }
    if (!isText(name)) {
      throw wrong(name, "has a name that is not text: an unpaired surrogate");
    }
    readings.put(new LimitName(name), reading);
    if (readings.size() > MAX_ENTRIES) {
      throw new UnreadableException("it holds more than " + MAX_ENTRIES + " limits");
    }
  }

  /** An unpaired surrogate can be neither stored nor sent. */
  private static boolean isText(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isSurrogate(name.charAt(i))) {
        return isPaired(name);
      }
    }
    return true;
  }

  private static boolean isPaired(String name) {
    return name.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static Long once(@Nullable Long before, long value, String name, String member)
      throws UnreadableException {
    if (before != null) {
      throw wrong(name, "has " + member + " twice");
    }
    return value;
  }

  private long number(String name, String member, long least)
      throws IOException, UnreadableException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      throw wrong(name, "has a " + member + " that is not a whole number");
    }
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw wrong(name, "has a " + member + " that is " + word(token));
    }
    boolean huge = parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
    if (huge
        || parser.getLongValue() > Reading.LARGEST
        || parser.getLongValue() < -Reading.LARGEST) {
      throw wrong(name, "has a " + member + " beyond any real number");
    }
    long value = parser.getLongValue();
    if (value < least) {
      throw wrong(name, "has a negative " + member);
    }
    return value;
  }

  private static UnreadableException wrong(String name, String problem) {
    return new UnreadableException("entry " + PlainText.line(name, MAX_SHOWN_NAME) + " " + problem);
  }

  private static String word(@Nullable JsonToken token) {
    return switch (token) {
      case null -> "nothing";
      case START_ARRAY, END_ARRAY -> "a list";
      case START_OBJECT, END_OBJECT -> "an object";
      case VALUE_STRING -> "a text";
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "something else";
    };
  }
}
