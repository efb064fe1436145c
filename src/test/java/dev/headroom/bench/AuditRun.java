package dev.headroom.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.access.AccessRule;
import dev.headroom.access.AllowRule;
import dev.headroom.access.Audit;
import dev.headroom.access.CallBudget;
import dev.headroom.access.Candidate;
import dev.headroom.access.CandidateReader;
import dev.headroom.access.CandidateReading;
import dev.headroom.access.Change;
import dev.headroom.access.Drift;
import dev.headroom.access.LockOutReplay;
import dev.headroom.access.Look;
import dev.headroom.access.LookOutcome;
import dev.headroom.access.LookRequest;
import dev.headroom.access.Posture;
import dev.headroom.access.Question;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.access.json.LockOutJson;
import dev.headroom.access.json.PostureJson;
import dev.headroom.access.json.PostureReader;
import dev.headroom.access.salesforce.SalesforceAccessSource;
import dev.headroom.auth.LoginBudget;
import dev.headroom.auth.Secret;
import dev.headroom.auth.Secrets;
import dev.headroom.auth.salesforce.SalesforceAccessTokens;
import dev.headroom.auth.salesforce.TokenEndpoint;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.PlainHttp;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Audits one org of a kit, as production does, and writes what is scored. */
public final class AuditRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final IpAddressNotation NOTATION = new IpAddressNotation();
  private static final SecretRef SECRET = SecretRef.parse("env:SECRET").orElseThrow();
  private static final SecretRef KEY = SecretRef.parse("env:KEY").orElseThrow();

  private AuditRun() {}

  /**
   * Takes {@code --data D --org K --look L --url URL --out FILE [--previous FILE] [--record FILE]}.
   */
  public static void main(String[] args) throws IOException {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      given.put(args[i], args[i + 1]);
    }
    for (String name : List.of("--data", "--org", "--look", "--url", "--out")) {
      if (!given.containsKey(name)) {
        throw new IllegalArgumentException(name + " is missing");
      }
    }
    String previous = given.get("--previous");
    Path data = Path.of(given.getOrDefault("--data", ""));
    JsonNode org = org(data, given.getOrDefault("--org", ""));
    Instant now = now(org, given.getOrDefault("--look", ""));
    String record = given.get("--record");
    RecordedOrg recorded = new RecordedOrg();
    ObjectNode answer =
        run(
            record == null ? new PlainHttp() : recorded.recording(),
            data,
            org,
            now,
            URI.create(given.getOrDefault("--url", "")),
            previous == null ? null : Path.of(previous));
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(Path.of(given.getOrDefault("--out", "")).toFile(), answer);
    if (record != null) {
      recorded.write(Path.of(record));
    }
  }

  static JsonNode org(Path data, String key) throws IOException {
    for (JsonNode org : JSON.readTree(data.resolve("manifest.json").toFile()).path("orgs")) {
      if (org.path("key").asText().equals(key)) {
        return org;
      }
    }
    throw new IllegalArgumentException("no org " + key + " in " + data);
  }

  static Instant now(JsonNode org, String label) {
    for (JsonNode look : org.path("looks")) {
      if (look.path("label").asText().equals(label)) {
        return Instant.parse(look.path("now").asText());
      }
    }
    throw new IllegalArgumentException("no look " + label);
  }

  static ObjectNode run(
      OutboundHttp http, Path data, JsonNode org, Instant now, URI url, @Nullable Path previous)
      throws IOException {
    List<CandidateReading.Asked> asked = new ArrayList<>();
    for (JsonNode candidate : org.path("candidates")) {
      Question question = JSON.treeToValue(candidate, Question.class);
      switch (new CandidateReader(NOTATION).read(question)) {
        case CandidateReading.Asked a -> asked.add(a);
        case CandidateReading.Refused r -> System.err.println(question.id() + ": " + r);
      }
    }
    Look look = look(http, data, org, now, url, asked.stream().map(a -> a.candidate()).toList());
    Posture posture = Audit.judge(look, rule(org));
    List<Change> drift =
        previous == null
            ? List.of()
            : Drift.between(
                new PostureReader(NOTATION).read(JSON.readTree(previous.toFile())), posture);
    ObjectNode answer = PostureJson.of(posture, drift);
    answer.put("name", org.path("key").asText());
    ArrayNode lockOuts = answer.putArray("lockouts");
    LockOutReplay replay = new LockOutReplay(look, NOTATION);
    asked.forEach(a -> lockOuts.add(LockOutJson.of(replay.replay(a.candidate()), a.warnings())));
    for (int i = 0; i < Integer.getInteger("repeat", 0); i++) {
      for (CandidateReading.Asked one : asked) {
        long start = System.nanoTime();
        var answered = replay.replay(one.candidate());
        System.err.printf(
            "%s %d logins %.1f ms%n",
            answered.candidate(), answered.logins(), (System.nanoTime() - start) / 1e6);
      }
    }
    return answer;
  }

  private static AccessRule rule(JsonNode org) {
    List<AllowRule> allow = new ArrayList<>();
    for (JsonNode rule : org.path("access").path("apiUsers").path("allow")) {
      allow.add(AllowRule.parse(rule.asText()).orElseThrow());
    }
    return new AccessRule(allow, List.of());
  }

  private static Look look(
      OutboundHttp http, Path data, JsonNode org, Instant now, URI url, List<Candidate> candidates)
      throws IOException {
    JsonNode login = org.path("login");
    Path key = data.resolve(login.path("privateKey").asText("none"));
    Secrets secrets = secrets(login.path("clientSecret").asText("none"), key);
    String clientId = login.path("clientId").asText();
    List<Credentials> ways = new ArrayList<>();
    ways.add(new Credentials.ClientCredentials(clientId, SECRET));
    if (Files.exists(key)) {
      ways.add(new Credentials.JwtBearer(clientId, login.path("username").asText(), KEY));
    }
    LookOutcome outcome = new LookOutcome.Unseen("nothing was tried", "", 0);
    for (Credentials way : ways) {
      Org it = orgAt(org.path("key").asText(), url, way);
      outcome =
          source(http, secrets)
              .look(it, new LookRequest(now, candidates), anyLogin(), CallBudget.OPEN);
      if (outcome instanceof LookOutcome.Seen seen) {
        return seen.look();
      }
    }
    throw new IllegalStateException(outcome.toString());
  }

  private static SalesforceAccessSource source(OutboundHttp http, Secrets secrets) {
    EgressPolicy egress = new EgressPolicy(true);
    TokenEndpoint endpoint = new TokenEndpoint(http, egress, secrets, InstantSource.system());
    return new SalesforceAccessSource(http, new SalesforceAccessTokens(endpoint), NOTATION);
  }

  private static Org orgAt(String key, URI url, Credentials credentials) {
    return new Org(new OrgId(key), "kit", url, credentials, Org.SHORTEST_INTERVAL, null, Map.of());
  }

  private static Secrets secrets(String clientSecret, Path key) {
    return ref -> {
      try {
        return Secret.of(ref.equals(SECRET) ? clientSecret : Files.readString(key));
      } catch (IOException e) {
        throw new dev.headroom.auth.SecretUnavailableException("no key at " + key);
      }
    };
  }

  private static LoginBudget anyLogin() {
    return new LoginBudget() {
      @Override
      public boolean take() {
        return true;
      }

      @Override
      public void giveBack() {
        // there is no end of them
      }

      @Override
      public Instant nextDue() {
        return Instant.MIN;
      }

      @Override
      public Optional<Cause> lastFailure() {
        return Optional.empty();
      }

      @Override
      public boolean isOwed() {
        return false;
      }

      @Override
      public void owe() {
        // each run begins with a login
      }
    };
  }
}
