package dev.headroom.org.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.PersonalData;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The orgs in the state table, cached in memory while the fleet's version stays the same. */
@ApplicationScoped
public class DynamoDbOrgDirectory implements OrgDirectory {
  private final FleetVersion version;
  private final OrgTable table;
  private final AtomicReference<Kept> kept = new AtomicReference<>(new Kept(-1));

  /** What was read under one version. */
  private static final class Kept {
    private final long version;
    private final Map<OrgId, Optional<Org>> found = new ConcurrentHashMap<>();
    private final Map<TenantId, PersonalData> shown = new ConcurrentHashMap<>();
    private volatile @Nullable Whole whole;

    private Kept(long version) {
      this.version = version;
    }
  }

  private record Whole(List<Org> orgs, Map<OrgId, Org> byId) {}

  /**
   * Uses these tables.
   *
   * @param version shared with the {@link dev.headroom.fleet.FleetStore} that writes them
   */
  public DynamoDbOrgDirectory(
      DynamoDbClient client, Tables tables, FleetVersion version, ObjectMapper json) {
    this.version = version;
    this.table = new OrgTable(client, tables, new OrgRows(json));
  }

  @Override
  public Optional<Org> find(OrgId id) {
    Optional<Item> first = version.readFirstWith(OrgTable.key(id));
    if (first.isPresent()) {
      return table.org(first.get());
    }
    Kept now = kept(version.current());
    Whole whole = now.whole;
    if (whole != null) {
      return Optional.ofNullable(whole.byId().get(id));
    }
    Optional<Org> found = now.found.get(id);
    if (found == null) {
      found = table.find(id);
      now.found.put(id, found);
    }
    return found;
  }

  @Override
  public List<Org> all() {
    FleetStamp stamp = version.current();
    Kept now = kept(stamp);
    Whole whole = now.whole;
    if (whole == null) {
      List<Org> orgs = List.copyOf(table.all(stamp.shards()));
      whole =
          new Whole(orgs, orgs.stream().collect(Collectors.toMap(Org::id, Function.identity())));
      now.whole = whole;
    }
    return whole.orgs();
  }

  @Override
  public boolean hidesNames(TenantScope scope) {
    TenantId tenant = scope.tenant().orElse(null);
    return tenant != null
        && kept(version.current()).shown.computeIfAbsent(tenant, table::personalData)
            == PersonalData.NONE;
  }

  private Kept kept(FleetStamp stamp) {
    Kept now = kept.get();
    if (now.version != stamp.version()) {
      Kept next = new Kept(stamp.version());
      // Another thread may have been quicker; both are empty and correct.
      kept.compareAndSet(now, next);
      return next;
    }
    return now;
  }
}
