package dev.headroom.local.dynamodb;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Lets a transaction be acknowledged only when it is in the database's file.
 *
 * <p>DynamoDB Local 3.3.1 answers a transaction when its COMMIT is in the queue of the database's
 * one thread, not when it is done: a process that is killed in between has lost what it was told is
 * committed. (Writes of one item are waited for.) The queue is worked off in order, so an answer of
 * any call that goes through it says that everything before is done.
 */
final class AwaitedCommits implements InvocationHandler {
  private final DynamoDbClient client;

  private AwaitedCommits(DynamoDbClient client) {
    this.client = client;
  }

  static DynamoDbClient of(DynamoDbClient client) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            AwaitedCommits.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            new AwaitedCommits(client));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      Object answer = method.invoke(client, arguments);
      if (method.getName().equals("transactWriteItems")) {
        client.listTables(b -> b.limit(1));
      }
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
