package dev.headroom.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.AccessSource;
import dev.headroom.access.AddressNotation;
import dev.headroom.access.PostureStore;
import dev.headroom.access.dynamodb.AccessStorageConfig;
import dev.headroom.access.dynamodb.DynamoDbPostures;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.access.salesforce.SalesforceAccessSource;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.ToldNames;
import dev.headroom.alert.dynamodb.DynamoDbToldNames;
import dev.headroom.auth.AccessTokens;
import dev.headroom.cycle.audit.AuditCycle;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.poll.StateLogins;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.FleetStore;
import dev.headroom.http.OutboundHttp;
import dev.headroom.org.OrgDirectory;
import dev.headroom.report.AccessViews;
import dev.headroom.report.StoredAccess;
import dev.headroom.spend.OwnCalls;
import dev.headroom.usage.StoredDay;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Builds what reads API access, and what stores it. */
final class AccessWiring {
  @Produces
  @Singleton
  AddressNotation notation() {
    return new IpAddressNotation();
  }

  @Produces
  @Singleton
  PostureStore postures(
      DynamoDbClient client,
      Tables tables,
      AddressNotation notation,
      @FleetTime InstantSource clock,
      AccessStorageConfig config) {
    return new DynamoDbPostures(client, tables, notation, clock, config.detailRetention());
  }

  @Produces
  @Singleton
  AccessSource source(OutboundHttp http, AccessTokens tokens, AddressNotation notation) {
    return new SalesforceAccessSource(http, tokens, notation);
  }

  @Produces
  @Singleton
  AuditCycle.Stores stores(
      OrgDirectory directory,
      FleetStore fleet,
      AlertStates states,
      PostureStore postures,
      ToldNames told) {
    return new AuditCycle.Stores(directory, fleet, states, postures, told);
  }

  @Produces
  @Singleton
  ToldNames told(
      DynamoDbClient client,
      Tables tables,
      ObjectMapper json,
      AccessStorageConfig access,
      UsageConfig usage) {
    return new DynamoDbToldNames(
        client,
        tables,
        json,
        new DynamoDbToldNames.Kept(
            access.detailRetention(), usage.detailRetention(), StoredDay::isPersonal));
  }

  @Produces
  @Singleton
  AuditCycle.Spending spending(OwnCalls calls, AlertStates states) {
    return new AuditCycle.Spending(calls, (org, at) -> new StateLogins(states, org, at));
  }

  @Produces
  @Singleton
  AuditCycle audit(
      AuditCycle.Stores stores,
      AccessSource source,
      AuditCycle.Spending spending,
      SlotObservers observers) {
    return new AuditCycle(stores, source, spending, observers);
  }

  @Produces
  @Singleton
  LockOutCycle lockOuts(
      OrgDirectory directory,
      AccessSource source,
      AuditCycle.Spending spending,
      AddressNotation notation,
      @FleetTime InstantSource clock) {
    return new LockOutCycle(directory, source, spending, notation, clock);
  }

  @Produces
  @Singleton
  AccessViews views(
      OrgDirectory directory,
      PostureStore postures,
      @FleetTime InstantSource clock,
      Instance<RemoteViews> remote) {
    return RemoteViews.or(
        remote, RemoteViews.Shown::access, () -> new StoredAccess(directory, postures, clock));
  }
}
