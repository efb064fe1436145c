package dev.headroom.alert.dynamodb;

import dev.headroom.alert.Notes;
import dev.headroom.alert.NotesContract;
import dev.headroom.dynamodb.TestDynamoDb;

class DynamoDbNotesIT extends NotesContract {
  private final TestDynamoDb db = TestDynamoDb.create();

  @Override
  protected Notes notes() {
    return new DynamoDbNotes(db.client(), db.tables());
  }
}
