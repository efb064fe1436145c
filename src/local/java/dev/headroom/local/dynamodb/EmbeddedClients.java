package dev.headroom.local.dynamodb;

import dev.headroom.dynamodb.Tables;
import java.io.File;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.embedded.DDBExceptionMappingInvocationHandler;
import software.amazon.dynamodb.services.local.shared.access.LocalDBClient;
import software.amazon.dynamodb.services.local.shared.jobs.JobsRegister;

/**
 * DynamoDB Local on {@link RememberingAccess}, put together as {@code DynamoDBEmbedded.create} of
 * version 3.3.1 does, which offers no way to give it other access; without telemetry.
 */
final class EmbeddedClients {
  /** As DynamoDB Local's own. */
  private static final int JOB_THREADS = 10;

  /** What changes a table. */
  private static final Set<String> CHANGES =
      Set.of("createTable", "updateTable", "deleteTable", "updateTimeToLive");

  private final RememberingAccess access;
  private final LocalDBClient database;
  private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
  private boolean isClosed;

  private EmbeddedClients(RememberingAccess access) {
    this.access = access;
    this.database =
        new LocalDBClient(
            access, new JobsRegister(Executors.newFixedThreadPool(JOB_THREADS), false));
  }

  /**
   * Opens the database.
   *
   * @param file null for one in memory
   */
  static EmbeddedClients open(@Nullable File file) {
    DatabaseFile.loadLibrary();
    // Every poll reads the state of its org and writes it.
    return new EmbeddedClients(new RememberingAccess(file, Set.of(Tables.STATE)));
  }

  DynamoDbClient tables() {
    return client(DynamoDbClient.class, database.dynamoDbClient());
  }

  DynamoDbStreamsClient streams() {
    return client(DynamoDbStreamsClient.class, database.dynamoDbStreamsClient());
  }

  private <T> T client(Class<T> type, T client) {
    InvocationHandler handler = (proxy, method, arguments) -> invoke(client, method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object invoke(Object client, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("close")) {
      close();
      return null;
    }
    closing.readLock().lock();
    try {
      if (isClosed) {
        throw AwsServiceException.builder().message("the embedded database is closed").build();
      }
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof DynamoDBLocalServiceException refused) {
        // Throws what the SDK's own client would throw.
        DDBExceptionMappingInvocationHandler.handleDynamoDBLocalServiceException(refused);
      }
      throw e.getCause();
    } finally {
      if (CHANGES.contains(method.getName())) {
        access.forgetTables();
      }
      closing.readLock().unlock();
    }
  }

  /** Waits for the calls in progress. */
  void close() {
    closing.writeLock().lock();
    try {
      if (!isClosed) {
        isClosed = true;
        database.shutdown();
      }
    } finally {
      closing.writeLock().unlock();
    }
  }
}
