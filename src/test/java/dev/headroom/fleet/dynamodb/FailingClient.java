package dev.headroom.fleet.dynamodb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A client that dies with its n-th write: that one is not sent, nor is any after it. */
final class FailingClient {
  private static final Set<String> WRITES = Set.of("putItem", "updateItem", "batchWriteItem");

  private FailingClient() {}

  static DynamoDbClient atWrite(int n, DynamoDbClient client) {
    AtomicInteger writes = new AtomicInteger();
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            FailingClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, args) -> {
              if (WRITES.contains(method.getName()) && writes.incrementAndGet() >= n) {
                throw SdkClientException.create("the process died");
              }
              try {
                return method.invoke(client, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
