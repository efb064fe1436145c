package dev.headroom.usage.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.auth.LoginBudget;
import dev.headroom.http.salesforce.QueryPage;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.salesforce.OrgSession;
import dev.headroom.limits.salesforce.OrgSession.Answer;
import dev.headroom.limits.salesforce.OrgSessions;
import dev.headroom.org.Org;
import dev.headroom.spend.OwnCalls;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.CallLogs;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.FilesRead;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link CallLogs} over Salesforce's REST API: the event log files of an org. {@code ApiTotalUsage}
 * exists in every org, once a day and kept for one day; with Event Monitoring also hourly, together
 * with {@code RestApi}, {@code API} and {@code BulkApi2}.
 */
@ApplicationScoped
public class SalesforceCallLogs implements CallLogs {
  private static final String LIST = "list of event log files";
  private static final int MAX_LIST_BYTES = 8 * 1024 * 1024;

  /** Pages of the list: 2,000 files each. */
  private static final int MAX_PAGES = 20;

  /** A body is never held in memory, so its size is bounded only by the deadline. */
  private static final int MAX_FILE_BYTES = Integer.MAX_VALUE;

  /** With less time left than this, no file is begun. */
  private static final Duration LEAST_FOR_FILE = Duration.ofSeconds(2);

  private static final String PERMISSION =
      "Give the monitoring user the permissions 'API Enabled' and 'View Event Log Files', by"
          + " profile or permission set.";

  private final OrgSessions sessions;

  /** Uses sessions of {@code sessions}. */
  public SalesforceCallLogs(OrgSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public LogsRead read(
      Org org, LoginBudget logins, Permit permit, Duration within, FilesRead known, CallLog to) {
    return new Reading(sessions.begin(org, logins, within), permit, known, to).read();
  }

  /** One reading of one org. */
  private static final class Reading {
    private final OrgSession session;
    private final Permit permit;
    private final CallLog to;
    private final List<FileReading> readings = new ArrayList<>();
    private FilesRead files;
    private @Nullable Failed stopped;
    private @Nullable String putOff;

    Reading(OrgSession session, Permit permit, FilesRead known, CallLog to) {
      this.session = session;
      this.permit = permit;
      this.files = known;
      this.to = to;
    }

    LogsRead read() {
      FileList list = list();
      FileNumbers numbers = new FileNumbers();
      if (stopped == null && putOff == null) {
        files = files.listed(list.ids());
      }
      List<EventLogFile> wanted = list.files().stream().filter(files::wants).toList();
      int may = stopped == null && !wanted.isEmpty() ? permitted(wanted.size()) : wanted.size();
      for (int i = 0; i < may && stopped == null; i++) {
        if (session.remaining().compareTo(LEAST_FOR_FILE) < 0) {
          stopped =
              new Failed(
                  FailureKind.TIMEOUT,
                  "no time was left for %d of %d event log files"
                      .formatted(wanted.size() - i, wanted.size()),
                  "They are read next time.");
        } else {
          EventLogFile file = wanted.get(i);
          read(new FileRows(to, file, numbers.of(file)));
        }
      }
      if (stopped == null && list.unreadable() > 0) {
        stopped =
            new Failed(
                FailureKind.MALFORMED,
                "%d rows of the %s are unreadable".formatted(list.unreadable(), LIST),
                "Look for a proxy that answers in the org's place; Headroom retries next time.");
      }
      return new LogsRead(
          files,
          readings,
          session.calls(),
          Optional.ofNullable(stopped),
          Optional.ofNullable(putOff),
          session.told());
    }

    /** How many of these calls may be made; if fewer, why is noted. */
    private int permitted(int wanted) {
      return switch (permit.take(wanted)) {
        case OwnCalls.Answer.Granted granted -> {
          if (granted.calls() < wanted) {
            putOff = "there were no calls left for %d files".formatted(wanted - granted.calls());
          }
          yield granted.calls();
        }
        case OwnCalls.Answer.Wait wait -> {
          putOff = wait.why();
          yield 0;
        }
      };
    }

    private FileList list() {
      FileList list = new FileList();
      if (permitted(1) == 0) {
        return list;
      }
      Answer<QueryPage> page =
          session.ask(
              LIST,
              MAX_LIST_BYTES,
              (api, bearer, version) -> api.query(bearer, version, FileList.soql(files)));
      for (int n = 1; true; n++) {
        switch (page) {
          case Answer.Given<QueryPage> given -> {
            for (JsonNode row : given.value().rows()) {
              list.add(row);
            }
            Optional<String> next = given.value().locator();
            if (next.isEmpty() || n == MAX_PAGES || permitted(1) == 0) {
              return list;
            }
            page =
                session.ask(
                    LIST,
                    MAX_LIST_BYTES,
                    (api, bearer, version) -> api.nextPage(bearer, version, next.get()));
          }
          case Answer.Refused<QueryPage> refused -> {
            stopped = refused(refused);
            return list;
          }
          case Answer.Missed<QueryPage> missed -> {
            stopped = missed.failed();
            return list;
          }
        }
      }
    }

    private void read(FileRows rows) {
      Fence fence = new Fence();
      Answer<Boolean> answer =
          session.download(
              "event log file " + rows.file().id(),
              MAX_FILE_BYTES,
              (api, bearer, version) -> api.eventLogFile(bearer, version, rows.file().id()),
              body -> fence.pass(body, rows));
      fence.close();
      switch (answer) {
        case Answer.Given<Boolean> given -> add(rows.done());
        case Answer.Refused<Boolean> refused -> {
          // A file is deleted a day after it was created, with Event Monitoring after 30.
          if (refused.status() == 404 || refused.status() == 410) {
            add(rows.gone());
          } else if (refused.failed().kind() == FailureKind.SERVER) {
            add(rows.brokeOff(refused.failed().detail()));
          } else {
            stopped = refused(refused);
          }
        }
        case Answer.Missed<Boolean> missed -> {
          switch (missed.failed().kind()) {
            case TIMEOUT, MALFORMED, TOO_LARGE, SERVER ->
                add(rows.brokeOff(missed.failed().detail()));
            case AUTH, FORBIDDEN, RATE_LIMITED, UNREACHABLE -> {
              if (rows.done().answers()) {
                add(rows.brokeOff(missed.failed().detail()));
              }
              stopped = missed.failed();
            }
          }
        }
      }
    }

    private void add(FileReading reading) {
      readings.add(reading);
      files = files.with(reading);
    }

    private static Failed refused(Answer.Refused<?> refused) {
      return refused.isHidden()
          ? new Failed(FailureKind.FORBIDDEN, refused.failed().detail(), PERMISSION)
          : refused.failed();
    }
  }
}
