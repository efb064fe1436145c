package dev.headroom.usage;

import java.util.HashMap;
import java.util.Map;

/**
 * Small pages: queryMore with pages of 500 rows or fewer, page after page. Over REST the locator
 * shows at which row a page begins. Over SOAP only Event Monitoring files give the rows; without
 * these nothing is reported, because full pages come as fast as small ones.
 *
 * <p>Needed per query: ceil(rows/2000) - 1.
 */
final class SmallPages implements Detector {
  private static final int SMALL = 500;
  private static final int PAGE = 2000;
  private static final int LEAST_PAGES = 10;
  private static final int MAX_QUERIES = 20_000;

  /** Pages of one SOAP query follow one another; a longer gap means another query. */
  private static final long GAP = 15_000;

  /** This share of the pages of a SOAP query must have known rows. */
  private static final double KNOWN = 0.5;

  private final Map<String, Map<Long, Query>> rest = new HashMap<>();
  private final Map<String, Soap> soap = new HashMap<>();
  private int queries;

  @Override
  public void call(Call call, Endpoint endpoint) {
    if (endpoint.kind() != Endpoint.Kind.MORE || call.failed()) {
      return;
    }
    if (endpoint.soap()) {
      soap.computeIfAbsent(endpoint.resource(), k -> new Soap()).call(call);
    } else if (call.page() > 0) {
      Map<Long, Query> ofObject = rest.computeIfAbsent(endpoint.resource(), k -> new HashMap<>());
      Query query = ofObject.get(call.target());
      if (query == null && queries++ < MAX_QUERIES) {
        query = new Query();
        ofObject.put(call.target(), query);
      }
      if (query != null) {
        query.page(call);
      }
    }
  }

  @Override
  public void finish(FindingSink to) {
    rest.forEach(
        (resource, all) -> {
          Tally found = new Tally();
          int size = 0;
          for (Query query : all.values()) {
            if (query.pages >= LEAST_PAGES && query.size() <= SMALL) {
              found.add(query.pages, needed(query.size(), query.pages), query.first, query.last);
              size = query.size();
            }
          }
          to.add(Pattern.SMALL_PAGES, resource, found, 0.95, "pages of %,d rows".formatted(size));
        });
    soap.forEach(
        (resource, pages) -> {
          pages.end();
          to.add(
              Pattern.SMALL_PAGES,
              resource,
              pages.found,
              0.9,
              "pages of %,d rows".formatted(pages.size));
        });
  }

  /** The query itself has the first page, so there is one page more than further ones. */
  private static double needed(int size, int more) {
    return Math.max(0, Math.ceil((double) size * (more + 1) / PAGE) - 1);
  }

  private static final class Query {
    private int pages;
    private int least = Integer.MAX_VALUE;
    private int most;
    private long first;
    private long last;

    void page(Call call) {
      first = pages == 0 ? call.time() : first;
      last = call.time();
      pages++;
      least = Math.min(least, call.page());
      most = Math.max(most, call.page());
    }

    /** Returns the rows per page: from one beginning to the next. */
    int size() {
      return pages > 1 ? Math.max(1, (most - least) / (pages - 1)) : least;
    }
  }

  private static final class Soap {
    private final Tally found = new Tally();
    private int size;
    private int pages;
    private int known;
    private long rows;
    private long first;
    private long last;

    void call(Call call) {
      if (pages > 0 && call.time() - last > GAP) {
        end();
      }
      first = pages == 0 ? call.time() : first;
      last = call.time();
      pages++;
      if (call.rows() >= 0) {
        known++;
        rows += call.rows();
      }
    }

    void end() {
      if (pages >= LEAST_PAGES && known >= KNOWN * pages) {
        int each = (int) (rows / known);
        if (each <= SMALL) {
          found.add(pages, needed(each, pages), first, last);
          size = each;
        }
      }
      pages = 0;
      known = 0;
      rows = 0;
    }
  }
}
