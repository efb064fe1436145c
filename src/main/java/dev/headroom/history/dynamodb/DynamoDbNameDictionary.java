package dev.headroom.history.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreCalls.Write;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.Tables;
import dev.headroom.history.NameDictionary;
import dev.headroom.limits.LimitName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The dictionary in the state table: {@code META} / {@code NAMES#<page>}, where each page is a list
 * of names and their count, which is its version. A name's code is {@link #PAGE} times its page
 * plus its position there.
 *
 * <p>A page is full when it has {@link #PAGE} names or {@link #FULL_BYTES} bytes of them, so that
 * no item reaches DynamoDB's 400 KB. Names are appended on the condition that the page still has
 * the length that was read; whoever loses the race reads on and tries again. A process reads only
 * what it does not know yet, and only when it meets a new name or code.
 */
public final class DynamoDbNameDictionary implements NameDictionary {
  /** The most names per page; part of the meaning of codes, so it must never change. */
  static final int PAGE = 1_000;

  /** A page with this many bytes of names accepts no more; the longest name has 765. */
  static final int FULL_BYTES = 300_000;

  private static final String NAMES = "names";
  private static final String COUNT = "count";
  private static final int MAX_RACES = 50;

  private final DynamoDbClient client;
  private final Tables tables;

  /** Held while the store is read, so that one process reads once. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile Known known = Known.NOTHING;

  /** Whether {@code known} is what was stored at some time, be it nothing. */
  private volatile boolean isLookedAt;

  /** Uses the state table. */
  public DynamoDbNameDictionary(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public Map<LimitName, Integer> codesOf(Collection<LimitName> names) {
    int[] codes = codes(names);
    Map<LimitName, Integer> byName = new HashMap<>();
    int i = 0;
    for (LimitName name : names) {
      byName.put(name, codes[i++]);
    }
    return byName;
  }

  @Override
  public int[] codes(Collection<LimitName> names) {
    return known(names)
        .orElseGet(
            () -> {
              learn(names);
              return known(names)
                  .orElseThrow(
                      () -> new IllegalStateException("names were learnt and are not all known"));
            });
  }

  /** Returns the codes without reading the store; empty if it has to be read. */
  private Optional<int[]> known(Collection<LimitName> names) {
    Map<LimitName, Integer> now = known.codes;
    int[] codes = new int[names.size()];
    int i = 0;
    for (LimitName name : names) {
      Integer code = now.get(name);
      if (code == null) {
        return Optional.empty();
      }
      codes[i++] = code;
    }
    return Optional.of(codes);
  }

  @Override
  public OptionalInt find(LimitName name) {
    Integer code = known.codes.get(name);
    if (code == null) {
      code = readOn().codes.get(name);
    }
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }

  @Override
  public Map<Integer, LimitName> namesOf(Collection<Integer> codes) {
    Known now = known;
    if (!now.names.keySet().containsAll(codes)) {
      now = readOn();
    }
    Map<Integer, LimitName> names = new HashMap<>();
    for (Integer code : codes) {
      LimitName name = now.names.get(code);
      if (name == null) {
        throw new IllegalStateException(
            "code " + code + " is in no page META / NAMES#... of the table " + tables.state());
      }
      names.put(code, name);
    }
    return names;
  }

  @Override
  public List<LimitName> names(int[] codes) {
    Map<Integer, LimitName> now = known.names;
    List<LimitName> names = new ArrayList<>(codes.length);
    for (int code : codes) {
      LimitName name = now.get(code);
      if (name == null) {
        return NameDictionary.super.names(codes);
      }
      names.add(name);
    }
    return names;
  }

  /** Whether this process has not looked for names yet. */
  public boolean isUnread() {
    return !isLookedAt;
  }

  /** Returns the key of the first page, which somebody else may read for this process. */
  public static Map<String, AttributeValue> firstPage() {
    return Item.key(Tables.META, sortKey(0));
  }

  /**
   * Takes the first page that somebody else has read.
   *
   * @param page without attributes if there is none yet
   */
  public void read(Item page) {
    lock.lock();
    try {
      if (!isLookedAt) {
        known = known.with(page.texts(NAMES));
        isLookedAt = true;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Assigns codes to those of {@code names} that have none. */
  private void learn(Collection<LimitName> names) {
    lock.lock();
    try {
      Known now = readOn();
      for (int races = 0; races < MAX_RACES; ) {
        Set<LimitName> left = new HashSet<>(names);
        left.removeAll(now.codes.keySet());
        if (left.isEmpty()) {
          return;
        }
        List<LimitName> next = now.fitting(left.stream().sorted().toList());
        if (append(now.page, now.inPage, next) == Write.REFUSED) {
          races++;
        }
        now = readOn();
      }
      throw new StoreUnavailableException(
          "could not add names to the dictionary: others did, %d times".formatted(MAX_RACES));
    } finally {
      lock.unlock();
    }
  }

  private Write append(int page, int length, List<LimitName> names) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(
        ":new",
        AttributeValue.fromL(names.stream().map(n -> AttributeValue.fromS(n.value())).toList()));
    values.put(":longer", Item.number(length + names.size()));
    String change;
    String condition;
    if (length == 0) {
      change = "SET #names = :new, #count = :longer";
      condition = Tables.IS_NEW;
    } else {
      change = "SET #names = list_append(#names, :new), #count = :longer";
      condition = "#count = :length";
      values.put(":length", Item.number(length));
    }
    return StoreCalls.conditionally(
        "add names to the dictionary",
        () ->
            client.updateItem(
                b ->
                    b.tableName(tables.state())
                        .key(Item.key(Tables.META, sortKey(page)))
                        .updateExpression(change)
                        .conditionExpression(condition)
                        .expressionAttributeNames(Map.of("#names", NAMES, "#count", COUNT))
                        .expressionAttributeValues(values)));
  }

  /** Reads the page that was being filled at the last read, and those after it. */
  private Known readOn() {
    lock.lock();
    try {
      Known now = known;
      isLookedAt = true;
      while (true) {
        List<String> page = readPage(now.page);
        now = now.with(page);
        if (!now.isPageFull()) {
          known = now;
          return now;
        }
        now = now.nextPage();
      }
    } finally {
      lock.unlock();
    }
  }

  private List<String> readPage(int page) {
    return new Item(
            StoreCalls.call(
                    "read the dictionary of names",
                    () ->
                        client.getItem(
                            b ->
                                b.tableName(tables.state())
                                    .key(Item.key(Tables.META, sortKey(page)))
                                    .consistentRead(true)))
                .item())
        .texts(NAMES);
  }

  private static String sortKey(int page) {
    return Tables.namesPage(page);
  }

  /**
   * What this process knows of the dictionary.
   *
   * @param page the page that is being filled
   * @param inPage how many of its names are known
   * @param bytesInPage how many bytes they have
   */
  private record Known(
      Map<LimitName, Integer> codes,
      Map<Integer, LimitName> names,
      int page,
      int inPage,
      int bytesInPage) {
    static final Known NOTHING = new Known(Map.of(), Map.of(), 0, 0, 0);

    /** Returns this with the whole content of the page that is being filled. */
    Known with(List<String> content) {
      if (content.size() <= inPage) {
        return this;
      }
      Map<LimitName, Integer> moreCodes = new HashMap<>(codes);
      Map<Integer, LimitName> moreNames = new HashMap<>(names);
      int bytes = bytesInPage;
      for (int i = inPage; i < content.size(); i++) {
        LimitName name = new LimitName(content.get(i));
        moreCodes.put(name, page * PAGE + i);
        moreNames.put(page * PAGE + i, name);
        bytes += bytesOf(name);
      }
      return new Known(moreCodes, moreNames, page, content.size(), bytes);
    }

    boolean isPageFull() {
      return inPage >= PAGE || bytesInPage >= FULL_BYTES;
    }

    Known nextPage() {
      return new Known(codes, names, page + 1, 0, 0);
    }

    /** Returns as many of {@code wanted} as fit into the page; at least one. */
    List<LimitName> fitting(List<LimitName> wanted) {
      List<LimitName> fitting = new ArrayList<>();
      int bytes = bytesInPage;
      for (LimitName name : wanted) {
        if (inPage + fitting.size() >= PAGE || bytes >= FULL_BYTES) {
          break;
        }
        fitting.add(name);
        bytes += bytesOf(name);
      }
      return fitting;
    }

    private static int bytesOf(LimitName name) {
      return name.value().getBytes(StandardCharsets.UTF_8).length;
    }
  }
}
