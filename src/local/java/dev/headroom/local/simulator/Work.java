package dev.headroom.local.simulator;

/** What a program does: its calls, and how they are spread over a minute. */
enum Work {
  /** People's reads and writes, one whenever something happens. */
  ARRIVALS(false) {
    @Override
    Request request(long seed, long n) {
      String object = OBJECTS[(int) (Noise.uniform(seed, n) * OBJECTS.length)];
      return switch ((int) (Noise.uniform(seed + 1, n) * 3)) {
        case 0 -> rest("GET", "/query", object, 200);
        case 1 -> rest("GET", "/sobjects/" + object + "/" + id(seed, n), object, 200);
        default -> rest("PATCH", "/sobjects/" + object + "/" + id(seed, n), object, 204);
      };
    }
  },
  /** Records written one by one, each waiting for the previous one. */
  RECORD_LOOP(true) {
    @Override
    Request request(long seed, long n) {
      return rest("PATCH", "/sobjects/Contact/" + id(seed, n), "Contact", 204);
    }
  },
  /** The same create, refused each time, without a pause. */
  RETRIES(true) {
    @Override
    Request request(long seed, long n) {
      return rest("POST", "/sobjects/Order", "Order", 400);
    }
  },
  /** The describe of one object, again and again. */
  DESCRIBES(false) {
    @Override
    Request request(long seed, long n) {
      return n % 3 == 0
          ? rest("GET", "/query", "Lead", 200)
          : rest("GET", "/sobjects/Lead/describe", "Lead", 200);
    }
  },
  /** A login over SOAP before every other call. */
  LOGINS(false) {
    @Override
    Request request(long seed, long n) {
      return n % 2 == 0
          ? new Request("SOAP", "POST", "login", "", 200)
          : new Request("SOAP", "POST", "query", OBJECTS[(int) (n / 2 % OBJECTS.length)], 200);
    }
  },
  /** Extracts in pages of 200 rows. */
  SMALL_PAGES(true) {
    @Override
    Request request(long seed, long n) {
      long page = n % PAGES;
      return page == 0
          ? rest("GET", "/query", "Case", 200)
          : rest("GET", "/query/01gHr00000" + tail(seed, n / PAGES, 5) + "-" + 200 * page, "", 200);
    }
  },
  /** Writes by middleware that was never moved to a current version. */
  OLD_VERSION(false) {
    @Override
    Request request(long seed, long n) {
      return ARRIVALS.request(seed, n);
    }
  },
  /** The limits, about every five minutes. */
  WATCH(false) {
    @Override
    Request request(long seed, long n) {
      return rest("GET", "/limits", "", 200);
    }
  };

  private static final String[] OBJECTS = {"Account", "Contact", "Opportunity", "Case", "Task"};
  private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuv";
  private static final int PAGES = 40;

  private final boolean serial;

  Work(boolean serial) {
    this.serial = serial;
  }

  /**
   * A call, as in a log file.
   *
   * @param resource the path after the REST version, or the SOAP operation
   */
  record Request(String family, String method, String resource, String object, int status) {}

  /** Returns the {@code n}th call of a program. */
  abstract Request request(long seed, long n);

  /** Returns when call {@code k} of {@code count} happens, in milliseconds into the minute. */
  int at(long seed, long n, int k, int count) {
    double u = Noise.uniform(seed + 5, n);
    return (int) (60_000 * (serial ? (k + 0.3 + 0.4 * u) / count : u));
  }

  private static Request rest(String method, String resource, String object, int status) {
    return new Request("REST", method, resource, object, status);
  }

  private static String id(long seed, long n) {
    return "003Hr000000" + tail(seed, n, 3) + "9";
  }

  private static String tail(long seed, long n, int length) {
    long bits = (long) (Noise.uniform(seed + 9, n) * (1L << 50));
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(DIGITS.charAt((int) (bits % DIGITS.length())));
      bits /= DIGITS.length();
    }
    return text.toString();
  }
}
