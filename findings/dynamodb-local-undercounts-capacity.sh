#!/usr/bin/env bash
# DynamoDB Local counts items of a transaction that cost the same only once, and empty reads not at all.
#
# Package: software.amazon.dynamodb:DynamoDBLocal 3.3.1 (Maven Central), on a JDK of 21 or newer.
# Expected, as "Read and write operations" of the DynamoDB Developer Guide has it: a transaction of N items under 1 KB consumes
#   2 x N write units; a query or scan that finds nothing 0.5 read units; every key of a batch that is not there 0.5 too.
# Seen in ConsumedCapacity: 2.0 for one, three and ten small puts (10 of different sizes are added up); 0.0 for a query and a scan
#   that find nothing; 0.5 for a batch of three keys of which one is there. A single GetItem of nothing is 0.5, as it should be.
# Matters to: whoever reads a bill or a budget off the emulator: the more a design puts into transactions, the cheaper it looks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
command -v mvn java > /dev/null || { echo "needs mvn and a JDK of 21 or newer on the PATH" >&2; exit 2; }

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>software.amazon.dynamodb</groupId><artifactId>DynamoDBLocal</artifactId><version>3.3.1</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=cp
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DincludeTypes=so -DoutputDirectory=native
cat > Count.java <<'JAVA'
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import java.util.*;
import java.util.stream.*;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.*;

public class Count {
  static Map<String, AttributeValue> item(String key, int size) {
    return Map.of("k", AttributeValue.fromS(key), "x", AttributeValue.fromS("x".repeat(size)));
  }

  public static void main(String... args) {
    DynamoDbClient db = DynamoDBEmbedded.create().dynamoDbClient();
    db.createTable(t -> t.tableName("items").billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(KeySchemaElement.builder().attributeName("k").keyType(KeyType.HASH).build())
        .attributeDefinitions(AttributeDefinition.builder().attributeName("k").attributeType("S").build()));
    StringBuilder told = new StringBuilder();
    for (int n : new int[] {1, 3, 10}) {
      List<TransactWriteItem> writes = IntStream.range(0, n)
          .mapToObj(i -> TransactWriteItem.builder().put(p -> p.tableName("items").item(item(n + "-" + i, 10))).build()).toList();
      told.append(db.transactWriteItems(t -> t.transactItems(writes).returnConsumedCapacity("TOTAL")).consumedCapacity().get(0).capacityUnits()).append(' ');
    }
    told.append(db.query(q -> q.tableName("items").keyConditionExpression("k = :k").expressionAttributeValues(Map.of(":k", AttributeValue.fromS("none")))
        .returnConsumedCapacity("TOTAL")).consumedCapacity().capacityUnits()).append(' ');
    told.append(db.batchGetItem(b -> b.requestItems(Map.of("items", KeysAndAttributes.builder().keys(
        List.of(Map.of("k", AttributeValue.fromS("1-0")), Map.of("k", AttributeValue.fromS("no")), Map.of("k", AttributeValue.fromS("neither")))).build()))
        .returnConsumedCapacity("TOTAL")).consumedCapacity().get(0).capacityUnits()).append(' ');
    told.append(db.getItem(g -> g.tableName("items").key(Map.of("k", AttributeValue.fromS("no"))).returnConsumedCapacity("TOTAL")).consumedCapacity().capacityUnits()).append(' ');
    db.createTable(t -> t.tableName("empty").billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(KeySchemaElement.builder().attributeName("k").keyType(KeyType.HASH).build())
        .attributeDefinitions(AttributeDefinition.builder().attributeName("k").attributeType("S").build()));
    told.append(db.scan(s -> s.tableName("empty").returnConsumedCapacity("TOTAL")).consumedCapacity().capacityUnits());
    System.out.println("units: " + told);
    System.exit(0);
  }
}
JAVA
out=$(timeout 120 java -Dsqlite4java.library.path=native -cp "$(cat cp)" Count.java 2> log) || { tail -20 log >&2; exit 1; }
grep units <<< "$out"
[ "$(grep -o 'units: .*' <<< "$out")" = "units: 2.0 2.0 2.0 0.0 0.5 0.5 0.0" ]
echo "as described"
