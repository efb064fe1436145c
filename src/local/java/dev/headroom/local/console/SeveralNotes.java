package dev.headroom.local.console;

import dev.headroom.alert.Note;
import dev.headroom.alert.Notes;
import dev.headroom.org.OrgId;
import java.util.List;

/** The notes about the orgs of several stacks, which cannot be changed here. */
final class SeveralNotes implements Notes {
  private static final String READ_ONLY = "a console only reads";

  private final Stacks stacks;

  SeveralNotes(Stacks stacks) {
    this.stacks = stacks;
  }

  @Override
  public List<Note> of(OrgId org) {
    return stacks.of(org).stored().of(org);
  }

  @Override
  public void add(Note note) {
    throw new UnsupportedOperationException(READ_ONLY);
  }

  @Override
  public boolean remove(OrgId org, String id) {
    throw new UnsupportedOperationException(READ_ONLY);
  }
}
