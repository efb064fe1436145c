package dev.headroom.local.dynamodb;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.shared.exceptions.LocalDBAccessException;

/**
 * Lets a transaction be acknowledged only when it is in the database's file.
 *
 * <p>A failure of the file is reported as a failure of the store, as every caller expects.
 *
 * <p>DynamoDB Local 3.3.1 answers a transaction when its COMMIT is in the queue of the database's
 * single thread, not when it is done: a process that is killed in between loses what it reported as
 * committed. (Writes of one item are waited for.) The queue is processed in order, so an answer to
 * any call that goes through it means that everything before is done.
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
      // DynamoDB Local reports problems with its file in its own exception, which no caller
      // expects.
      throw e.getCause() instanceof LocalDBAccessException broken
          ? SdkClientException.create("the database: " + broken.getMessage(), broken)
          : e.getCause();
    } catch (LocalDBAccessException e) {
      throw SdkClientException.create("the database: " + e.getMessage(), e);
    }
  }
}
