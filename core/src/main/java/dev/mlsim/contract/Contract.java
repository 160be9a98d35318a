package dev.mlsim.contract;

import dev.mlsim.wire.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A service's API as data. Immutable and safe for threads; what is not asked for is not parsed.
 *
 * <p>It is read from text, a line a thing, {@code kind name rest}; lines that start with {@code #}
 * and empty lines say nothing. {@code ContractDeriver} of mlsim-contract-tool writes it from AWS's
 * model.
 *
 * <pre>
 * service sagemaker                      also: serviceId, apiVersion, endpointPrefix, signingName
 * protocol awsJson1.1                    or restJson1
 * targetPrefix SageMaker                 of X-Amz-Target, awsJson only
 * documents plain                        if there are no timestamps but numbers, no names but the members'
 * operation CreateDataset POST /projects/{projectName}/datasets 202 in=A out=B errors=C,D page=NextToken,NextToken,MaxResults,Datasets idempotent
 * waiter EndpointDeleted DescribeEndpoint 30 60 success:error::ValidationException failure:path:EndpointStatus:Failed
 * error ThrottlingException status=429 fault Message!=String RetryAfterSeconds@header:Retry-After=Seconds
 * structure A ProjectName!@uri:projectName=Name ClientToken~@header:X-Amzn-Client-Token=Token Source=Source
 * string Name min=1 max=63 enum=A,B pattern=[a-z]+
 * list Names of=Name min=1 max=5
 * map Tags key=Name value=Name
 * </pre>
 *
 * A structure that is an {@code eventstream} travels as one, its members are the events. A member
 * is {@code name}, {@code !} if required, {@code ~} if an idempotency token, {@code @} and where it
 * travels unless that is the JSON body under its own name, {@code =} and its shape.
 */
public final class Contract {
  private static final Map<String, Contract> LOADED = new ConcurrentHashMap<>();

  private final ContractText text;
  private final LineParser parser;
  private final String service;
  private final Protocol protocol;
  private final boolean plain;
  private final Map<String, Shape> shapes = new ConcurrentHashMap<>();
  private final Map<String, Operation> parsed = new ConcurrentHashMap<>();
  private final Map<String, ErrorShape> errors = new ConcurrentHashMap<>();
  private volatile @Nullable Map<String, Operation> operations;
  private volatile @Nullable List<Operation> routes;

  private Contract(ContractText text) {
    this.text = text;
    this.parser = new LineParser(this::resolve);
    this.service = required("service");
    this.protocol = Protocol.ofModelName(required("protocol"));
    this.plain = text.fact("documents") != null;
  }

  /**
   * The contract of a service that mlsim brings along: {@code sagemaker}, {@code sagemakerruntime},
   * {@code personalize}, {@code cleanroomsml}, {@code lookoutvision} or {@code logs}. It is read
   * once in a JVM.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Contract load(String service) {
    return LOADED.computeIfAbsent(service, Contract::loadResource);
  }

  private static Contract loadResource(String service) {
    try (InputStream in = Contract.class.getResourceAsStream(service + ".contract")) {
      if (in == null) {
        throw new IllegalArgumentException(
            "mlsim: there is no contract of service ["
                + service
                + "], only of sagemaker, sagemakerruntime, personalize, cleanroomsml,"
                + " lookoutvision and logs;"
                + " read another with Contract.read");
      }
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a contract that is a resource beside a class; in a module, the package is an open one.
   *
   * @param name such as {@code transcribe.contract}
   * @throws IllegalArgumentException if there is no such resource
   */
  public static Contract beside(Class<?> type, String name) {
    InputStream in = type.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalArgumentException(
          "mlsim: there is no resource ["
              + name
              + "] beside "
              + type.getName()
              + "; in a module, it is found where the package is open");
    }
    return read(in);
  }

  /** Reads a contract; the stream is closed. */
  public static Contract read(InputStream in) {
    return new Contract(ContractText.read(in));
  }

  /** The service's name in mlsim, such as {@code sagemaker}. */
  public String service() {
    return service;
  }

  /** The service's id in the SDKs, such as {@code SageMaker}. */
  public String serviceId() {
    return required("serviceId");
  }

  /** The version of the API, a date. */
  public String apiVersion() {
    return required("apiVersion");
  }

  /** The name requests are signed for. */
  public String signingName() {
    return required("signingName");
  }

  /** The start of the host name. */
  public String endpointPrefix() {
    return required("endpointPrefix");
  }

  /** What stands before the operation in {@code X-Amz-Target}. */
  public Optional<String> targetPrefix() {
    return Optional.ofNullable(text.fact("targetPrefix"));
  }

  /** The protocol of its messages. */
  public Protocol protocol() {
    return protocol;
  }

  /** All operations by name, in the order of the model. */
  public Map<String, Operation> operations() {
    Map<String, Operation> all = operations;
    if (all == null) {
      all = new LinkedHashMap<>();
      for (String name : text.operations().keySet()) {
        all.put(name, operation(name).orElseThrow());
      }
      all = Collections.unmodifiableMap(all);
      operations = all;
    }
    return all;
  }

  /** The operation of that name. */
  public Optional<Operation> operation(String name) {
    Operation known = parsed.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    String line = text.operations().get(name);
    return line == null
        ? Optional.empty()
        : Optional.of(parsed.computeIfAbsent(name, key -> parser.operation(this, line)));
  }

  /** The shape of that name; errors are structures too. */
  public Optional<Shape> shape(String name) {
    String line = text.shape(name);
    return line == null
        ? Optional.empty()
        : Optional.of(shapes.computeIfAbsent(name, key -> parser.shape(line)));
  }

  /** The names of all shapes. */
  public List<String> shapeNames() {
    List<String> names = new ArrayList<>();
    text.shapeNames().forEach(names::add);
    return List.copyOf(names);
  }

  /** The error of that code, if the model knows it. */
  public Optional<ErrorShape> error(String code) {
    String line = text.errors().get(code);
    return line == null
        ? Optional.empty()
        : Optional.of(errors.computeIfAbsent(code, key -> parser.error(line)));
  }

  /** Whether the service can answer with an error of that code: its model's, or any service's. */
  public boolean hasError(String code) {
    return text.errors().containsKey(code) || CommonErrors.CODES.contains(code);
  }

  /** The codes of all errors that the model knows. */
  public List<String> errorCodes() {
    return List.copyOf(text.errors().keySet());
  }

  /** The SDKs' waiters, in the order of the model; only SageMaker has some. */
  public List<Waiter> waiters() {
    return text.waiters().values().stream().map(LineParser::waiter).toList();
  }

  /**
   * The operation a request calls: by {@code X-Amz-Target} in awsJson, in restJson by method and
   * path, where a literal wins over a label.
   */
  public Optional<Operation> route(WireRequest request) {
    return protocol.route(this, request);
  }

  /** The operations, those with the most specific paths first. */
  List<Operation> routes() {
    List<Operation> sorted = routes;
    if (sorted == null) {
      sorted = new ArrayList<>(operations().values());
      sorted.sort((a, b) -> UriTemplate.MOST_SPECIFIC_FIRST.compare(a.template(), b.template()));
      routes = sorted;
    }
    return sorted;
  }

  /** Whether documents are the JSON on the wire as they are, as the contract says to save time. */
  boolean plain() {
    return plain;
  }

  private Shape resolve(String name) {
    return shape(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "mlsim: the contract of " + service + " has no shape [" + name + "]"));
  }

  private String required(String kind) {
    String value = text.fact(kind);
    if (value == null) {
      throw new IllegalArgumentException("mlsim: a contract has no line [" + kind + "]");
    }
    return value;
  }

  @Override
  public String toString() {
    return "contract of " + service;
  }
}
