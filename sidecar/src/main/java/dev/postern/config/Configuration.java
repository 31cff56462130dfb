package dev.postern.config;

import dev.postern.directory.EvaluationSettings;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The effective configuration (N-7.2): settings, and where each of them comes from. */
public final class Configuration {
  private final Values values;

  private Configuration(Values values) {
    this.values = values;
  }

  /** Reads all that says settings; the command line wins over the environment over the file. */
  public static Outcome<Configuration> read(Inputs inputs) {
    SettingsReader reader = new SettingsReader(Keys.ALL);
    reader.readAll(inputs);
    List<Problem> problems = new ArrayList<>(reader.problems());
    problems.addAll(Agreement.problems(reader.values()));
    return problems.stream().anyMatch(Problem::isError)
        ? new Outcome.Refused<>(problems)
        : new Outcome.Read<>(new Configuration(reader.values()), problems);
  }

  /** The settings. */
  public Settings settings() {
    Values v = values;
    return new Settings(
        new DataSettings(
            v.get(Keys.DATA_DIRECTORY),
            v.get(Keys.DATA_QUIET_PERIOD),
            v.get(Keys.DATA_MAX_WAIT),
            v.get(Keys.DATA_SCAN_INTERVAL),
            v.get(Keys.DATA_MAX_FILES),
            v.get(Keys.DATA_MAX_FILE_BYTES),
            v.get(Keys.DATA_ALLOW_BROKEN_START)),
        new ListenerSettings(
            v.get(Keys.OPERATION), v.get(Keys.EXT_AUTHZ_GRPC), v.get(Keys.API_ADDRESS)),
        new CacheSettings(v.get(Keys.CACHE_ENABLED), v.get(Keys.CACHE_MAX_BYTES)),
        v.get(Keys.GRACE_PERIOD),
        EvaluationSettings.DEFAULT
            .withUnknownOwner(v.get(Keys.UNKNOWN_RESOURCE_OWNER))
            .withRcpServices(Set.copyOf(v.get(Keys.RCP_SERVICES))),
        grpc(),
        mapping(),
        new IdentitySettings(v.get(Keys.IDENTITY_MTLS)),
        api(),
        new LogSettings(v.get(Keys.LOG_LEVEL), v.get(Keys.LOG_FORMAT)));
  }

  private GrpcSettings grpc() {
    return new GrpcSettings(
        values.get(Keys.GRPC_MAX_RECV_BYTES),
        values.get(Keys.GRPC_DEADLINE_MARGIN),
        values.get(Keys.GRPC_MAX_CONCURRENT_STREAMS),
        values.get(Keys.GRPC_MAX_CONNECTIONS),
        values.get(Keys.GRPC_IDLE_TIMEOUT),
        values.get(Keys.METADATA),
        values.get(Keys.DECISION_MAX_AGE),
        values.get(Keys.GRPC_REMOVE_HEADERS),
        values.get(Keys.GRPC_PRINCIPAL_HEADER));
  }

  private MappingSettings mapping() {
    return new MappingSettings(
        values.get(Keys.MAPPING_ACCOUNT),
        values.get(Keys.MAPPING_REGION),
        values.get(Keys.MAPPING_PARTITION),
        values.get(Keys.MAPPING_STAGE),
        values.get(Keys.MAPPING_MAX_PATH_BYTES),
        values.get(Keys.MAPPING_MAX_QUERY_BYTES),
        values.get(Keys.MAPPING_MAX_QUERY_PARAMETERS));
  }

  private ApiSettings api() {
    return new ApiSettings(
        values.get(Keys.API_MAX_BODY_BYTES),
        values.get(Keys.API_MAX_BATCH_BYTES),
        values.get(Keys.API_MAX_BATCH_ITEMS),
        values.get(Keys.API_MAX_DEPTH),
        values.get(Keys.API_MAX_CONTEXT_KEYS),
        values.get(Keys.API_MAX_CONTEXT_VALUES),
        values.get(Keys.API_MAX_ARN_CHARACTERS),
        values.get(Keys.API_MAX_KEY_CHARACTERS),
        values.get(Keys.API_MAX_VALUE_CHARACTERS),
        values.get(Keys.API_EXPLAIN),
        values.get(Keys.API_IDLE_TIMEOUT));
  }

  /** As YAML that can be read again, each value with its origin, secrets masked. */
  public String yaml() {
    return ConfigurationText.yaml(Keys.ALL, values);
  }

  /** As JSON: a list of `path`, `value`, `origin`, secrets masked. */
  public String json() {
    return ConfigurationText.json(Keys.ALL, values);
  }

  /** Every key there is, as a table in Markdown. */
  public static String reference() {
    return ConfigurationText.reference(Keys.ALL);
  }
}
