package dev.postern.config;

import dev.postern.config.DataSettings.BrokenStart;
import dev.postern.config.IdentitySettings.MtlsRule;
import dev.postern.directory.EvaluationSettings.UnknownOwner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The registry of settings: one row each, in the order in which they are shown. */
final class Keys {
  private static final List<Key<?>> ROWS = new ArrayList<>();
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofHours(24);
  private static final GrpcSettings GRPC = GrpcSettings.DEFAULT;
  private static final MappingSettings MAPPING = MappingSettings.DEFAULT;
  private static final ApiSettings API = ApiSettings.DEFAULT;
  private static final String HEADER_NAME = "[a-z0-9!#$%&'*+.^_`|~-]{1,256}";
  private static final Kind<String> FIELD =
      Kinds.text("letters, digits, `-`, `_` and `$`", Pattern.compile("[A-Za-z0-9_$-]{1,64}"));

  static final Key<String> DATA_DIRECTORY =
      row(
          "data.directory",
          Kinds.text("the path of a folder", Pattern.compile("[^\\x00-\\x1f]{0,4096}")),
          "",
          "The folder of policy files; `--data` sets it.");
  static final Key<Duration> DATA_QUIET_PERIOD =
      row(
          "data.quiet-period",
          Kinds.duration(MILLI, MINUTE),
          Duration.ofMillis(200),
          "How long the folder must have been quiet before a change is taken up.");
  static final Key<Duration> DATA_MAX_WAIT =
      row(
          "data.max-wait",
          Kinds.duration(MILLI, HOUR),
          Duration.ofSeconds(5),
          "How long after its first sign a change is taken up at the latest.");
  static final Key<Duration> DATA_SCAN_INTERVAL =
      row(
          "data.scan-interval",
          Kinds.duration(Duration.ofMillis(10), MINUTE),
          Duration.ofMillis(100),
          "How often the folder is looked at; a folder that takes long to look at, less often.");
  static final Key<Integer> DATA_MAX_FILES =
      row(
          "data.max-files",
          Kinds.number(1, 1_000_000),
          10_000,
          "How many files the folder may hold.");
  static final Key<Integer> DATA_MAX_FILE_BYTES =
      row("data.max-file-bytes", Kinds.smallBytes(1), 64 << 20, "How long one file may be.");
  static final Key<BrokenStart> DATA_ALLOW_BROKEN_START =
      row(
          "data.allow-broken-start",
          Kinds.truth(BrokenStart.ALLOWED, BrokenStart.FATAL),
          BrokenStart.FATAL,
          "Whether a folder with errors keeps the server up at start, not ready.");

  static final Key<Listener> OPERATION =
      row(
          "listeners.operation.address",
          Kinds.listener(),
          loopback(9190),
          "Health, metrics, status.");
  static final Key<Listener> EXT_AUTHZ_GRPC =
      row(
          "listeners.ext-authz-grpc.address",
          Kinds.listener(),
          loopback(9191),
          "Envoy's external authorization over gRPC.");
  static final Key<Listener> API_ADDRESS =
      row("listeners.api.address", Kinds.listener(), loopback(9193), "The check API.");
  static final Key<Plaintext> API_INSECURE_PLAINTEXT =
      row(
          "listeners.api.insecure-plaintext",
          Kinds.truth(Plaintext.ACCEPTED, Plaintext.REFUSED),
          Plaintext.REFUSED,
          "Whether the check API may listen beyond loopback without TLS and authentication.");

  static final Key<CacheSettings.Use> CACHE_ENABLED =
      row(
          "cache.enabled",
          Kinds.truth(CacheSettings.Use.ON, CacheSettings.Use.OFF),
          CacheSettings.Use.ON,
          "Whether decisions are remembered.");
  static final Key<Long> CACHE_MAX_BYTES =
      row(
          "cache.max-bytes",
          Kinds.bytes(1 << 10, 1L << 40),
          16L << 20,
          "About how much heap the remembered decisions may occupy.");

  static final Key<Duration> GRACE_PERIOD =
      row(
          "grace-period",
          Kinds.duration(Duration.ZERO, HOUR),
          Duration.ofSeconds(10),
          "How long an orderly end may take.");
  static final Key<UnknownOwner> UNKNOWN_RESOURCE_OWNER =
      row(
          "unknown-resource-owner",
          Kinds.choice(UnknownOwner.class),
          UnknownOwner.CALLER,
          "Who owns a resource of which nothing tells the owner.");
  static final Key<List<String>> RCP_SERVICES =
      row(
          "rcp-services",
          new ListKind<>(
              Kinds.text("a service prefix in lower case", Pattern.compile("[a-z0-9-]{1,64}"))),
          List.of(),
          "Services to which resource control policies apply, beside those of AWS.");

  static final Key<Integer> GRPC_MAX_RECV_BYTES =
      row(
          "grpc.max-recv-bytes",
          Kinds.smallBytes(1024),
          GRPC.maxReceiveBytes(),
          "The longest message that is read.");
  static final Key<Duration> GRPC_DEADLINE_MARGIN =
      row(
          "grpc.deadline-margin",
          Kinds.duration(Duration.ZERO, MINUTE),
          GRPC.deadlineMargin(),
          "How long before the caller's deadline a check is given up.");
  static final Key<Integer> GRPC_MAX_CONCURRENT_STREAMS =
      row(
          "grpc.max-concurrent-streams",
          Kinds.number(1, 1_000_000),
          GRPC.maxConcurrentStreams(),
          "Streams of one connection at a time.");
  static final Key<Integer> GRPC_MAX_CONNECTIONS =
      row(
          "grpc.max-connections",
          Kinds.number(1, 1_000_000),
          GRPC.maxConnections(),
          "Connections at a time; one more is closed.");
  static final Key<Duration> GRPC_IDLE_TIMEOUT =
      row(
          "grpc.idle-timeout",
          Kinds.duration(Duration.ZERO, DAY),
          GRPC.idleTimeout(),
          "After how long without traffic a connection is closed; 0 is never.");
  static final Key<List<String>> GRPC_REMOVE_HEADERS =
      row(
          "grpc.remove-headers",
          new ListKind<>(Kinds.text("a header name in lower case", Pattern.compile(HEADER_NAME))),
          GRPC.removeHeaders(),
          "Request headers that never reach the upstream.");
  static final Key<String> GRPC_PRINCIPAL_HEADER =
      row(
          "grpc.principal-header",
          Kinds.text("a header name in lower case", Pattern.compile("|" + HEADER_NAME)),
          GRPC.principalHeader(),
          "The request header in which the upstream is told the caller; empty tells nothing.");
  static final Key<GrpcSettings.Metadata> METADATA =
      row(
          "metadata",
          Kinds.choice(GrpcSettings.Metadata.class),
          GRPC.metadata(),
          "Which dynamic metadata an answer to Envoy carries.");
  static final Key<Duration> DECISION_MAX_AGE =
      row(
          "decision-max-age",
          Kinds.duration(Duration.ZERO, DAY),
          GRPC.decisionMaxAge(),
          "How long a client may reuse a decision; 0 is not at all.");

  static final Key<String> MAPPING_ACCOUNT =
      row(
          "mapping.account",
          Kinds.text("an account of 12 digits", Pattern.compile("|[0-9]{12}")),
          MAPPING.account(),
          "The account of requests that no route claims; empty is the only account held.");
  static final Key<String> MAPPING_REGION =
      row("mapping.region", FIELD, MAPPING.region(), "The region in their ARNs.");
  static final Key<String> MAPPING_PARTITION =
      row("mapping.partition", FIELD, MAPPING.partition(), "The partition in their ARNs.");
  static final Key<String> MAPPING_STAGE =
      row("mapping.stage", FIELD, MAPPING.stage(), "The stage in their ARNs.");
  static final Key<Integer> MAPPING_MAX_PATH_BYTES =
      row(
          "mapping.max-path-bytes",
          Kinds.smallBytes(1),
          MAPPING.maxPathBytes(),
          "The longest path that is read.");
  static final Key<Integer> MAPPING_MAX_QUERY_BYTES =
      row(
          "mapping.max-query-bytes",
          Kinds.smallBytes(0),
          MAPPING.maxQueryBytes(),
          "The longest query that is read.");
  static final Key<Integer> MAPPING_MAX_QUERY_PARAMETERS =
      row(
          "mapping.max-query-parameters",
          Kinds.number(0, 100_000),
          MAPPING.maxQueryParameters(),
          "How many parameters a query may have.");

  static final Key<List<MtlsRule>> IDENTITY_MTLS =
      row(
          "identity.mtls",
          new ListKind<>(new MtlsRuleKind()),
          IdentitySettings.DEFAULT.mtls(),
          "From the peer principal of mutual TLS to a caller; the first that fits wins.");

  static final Key<Integer> API_MAX_BODY_BYTES =
      row(
          "api.max-body-bytes",
          Kinds.smallBytes(1),
          API.maxBodyBytes(),
          "The longest body of a check, and of one item of a batch.");
  static final Key<Integer> API_MAX_BATCH_BYTES =
      row(
          "api.max-batch-bytes",
          Kinds.smallBytes(1),
          API.maxBatchBytes(),
          "The longest body of a batch.");
  static final Key<Integer> API_MAX_BATCH_ITEMS =
      row(
          "api.max-batch-items",
          Kinds.number(1, 1_000_000),
          API.maxBatchItems(),
          "How many checks a batch may hold.");
  static final Key<Integer> API_MAX_DEPTH =
      row("api.max-depth", Kinds.number(4, 500), API.maxDepth(), "The deepest nesting of a body.");
  static final Key<Integer> API_MAX_CONTEXT_KEYS =
      row(
          "api.max-context-keys",
          Kinds.number(0, 100_000),
          API.maxContextKeys(),
          "How many context keys a check may say.");
  static final Key<Integer> API_MAX_CONTEXT_VALUES =
      row(
          "api.max-context-values",
          Kinds.number(0, 1_000_000),
          API.maxContextValues(),
          "How many values they may have together.");
  static final Key<Integer> API_MAX_ARN_CHARACTERS =
      row(
          "api.max-arn-characters",
          Kinds.number(32, 1_000_000),
          API.maxArnCharacters(),
          "The longest ARN.");
  static final Key<Integer> API_MAX_KEY_CHARACTERS =
      row(
          "api.max-key-characters",
          Kinds.number(1, 1_000_000),
          API.maxKeyCharacters(),
          "The longest name of a context key.");
  static final Key<Integer> API_MAX_VALUE_CHARACTERS =
      row(
          "api.max-value-characters",
          Kinds.number(1, 10_000_000),
          API.maxValueCharacters(),
          "The longest value of a context key.");
  static final Key<ApiSettings.Explain> API_EXPLAIN =
      row(
          "api.explain",
          Kinds.truth(ApiSettings.Explain.ON, ApiSettings.Explain.OFF),
          API.explain(),
          "Whether `/v1/explain` answers; explanations show policies and context values.");
  static final Key<Duration> API_IDLE_TIMEOUT =
      row(
          "api.idle-timeout",
          Kinds.duration(Duration.ofSeconds(1), DAY),
          API.idleTimeout(),
          "After how long without traffic a connection is closed.");

  static final Key<LogSettings.Level> LOG_LEVEL =
      row(
          "log.level",
          Kinds.choice(LogSettings.Level.class),
          LogSettings.Level.INFO,
          "The least severe that is written.");
  static final Key<LogSettings.Format> LOG_FORMAT =
      row(
          "log.format",
          Kinds.choice(LogSettings.Format.class),
          LogSettings.Format.TEXT,
          "How a line of the log looks.");

  static final List<Key<?>> ALL = List.copyOf(ROWS);

  private Keys() {}

  private static <T> Key<T> row(String path, Kind<T> kind, T standard, String doc) {
    Key<T> key = new Key<>(path, kind, standard, Key.Secrecy.OPEN, doc);
    ROWS.add(key);
    return key;
  }

  private static Listener loopback(int port) {
    return new Listener.At(new ListenerAddress.Tcp("127.0.0.1", port));
  }

  /** Whether the API may listen beyond loopback in clear text. */
  enum Plaintext {
    ACCEPTED,
    REFUSED
  }
}
