package org.lateo.onnx;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Node.Emitter;
import org.lateo.graph.ParameterBuffers;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Writes nodes into a Tribuo context. Each node, each constant and each operation on the same
 * inputs is written once.
 *
 * <p>The name of a value is a scope and its operator. The scope is that of the parameter which the
 * operation reads, or else of its first input: an operation on {@code encoder.0.weight} is {@code
 * encoder.0.gemm}, and an operation on that {@code encoder.0.tanh}.
 */
final class GraphEmitter implements Emitter {
  private record Constant(FloatBuffer values, List<Long> shape) {}

  private final ONNXContext context;
  private final ParameterBuffers parameters;
  private final IdentityHashMap<Node, String> nodes = new IdentityHashMap<>();
  private final Map<Object, String> written = new HashMap<>();
  private final Map<String, ONNXRef<?>> values = new HashMap<>();
  private final Map<String, String> scopes = new HashMap<>();
  private final Set<String> trained = new HashSet<>();

  GraphEmitter(ONNXContext context, ParameterBuffers parameters) {
    this.context = context;
    this.parameters = parameters;
  }

  /** Binds an input to a value of the context. */
  void bind(Input input, ONNXRef<?> value) {
    nodes.put(input, add(value, input.name()));
  }

  /**
   * Binds a noise to fixed values.
   *
   * @param draws {@code [any, columns]}, the same for each row of the input
   */
  void bind(Node noise, float[] draws, Input input) {
    int count = draws.length / noise.columns();
    nodes.put(noise, op("Tile", tensor("draws", draws, count, noise.columns()), rowsByOne(input)));
  }

  /** The shape {@code [batch, 1]}. */
  private String rowsByOne(Input input) {
    String batch = op("Gather", op("Shape", of(input)), integers(0));
    return op("Concat", Map.of("axis", 0L), batch, integers(1));
  }

  /** A node's value with a row for each row of the input, even if all of these are equal. */
  ONNXRef<?> rows(Node node, Input input) {
    String value = of(node);
    return values.get(node.variesByRow() ? value : op("Expand", value, rowsByOne(input)));
  }

  private String add(ONNXRef<?> value) {
    values.put(value.getReference(), value);
    return value.getReference();
  }

  private String add(ONNXRef<?> value, String scope) {
    scopes.put(value.getReference(), scope);
    return add(value);
  }

  @Override
  public String of(Node node) {
    String name = nodes.get(node);
    if (name == null) {
      name = write(node);
      nodes.put(node, name);
    }
    return name;
  }

  @Override
  public String op(String type, Map<String, Object> attributes, String... inputs) {
    return first(type, 1, attributes, inputs);
  }

  @Override
  public String first(String type, int outputs, Map<String, Object> attributes, String... inputs) {
    Map<String, String> settings = new TreeMap<>();
    attributes.forEach(
        (n, v) -> settings.put(n, v instanceof long[] a ? Arrays.toString(a) : "" + v));
    return written.computeIfAbsent(
        List.of(type, settings, List.of(inputs)),
        key -> {
          Operation operation = Operation.of(type, attributes, inputs.length, outputs);
          List<ONNXRef<?>> refs = Stream.of(inputs).<ONNXRef<?>>map(values::get).toList();
          String scope = scope(inputs);
          String name = scope + "." + type.toLowerCase(Locale.ROOT);
          List<String> names =
              IntStream.range(0, outputs).mapToObj(i -> i == 0 ? name : name + "." + i).toList();
          return add(context.operation(operation, refs, names, operation.values()).get(0), scope);
        });
  }

  /** The scope of the last parameter among inputs, or else of the first input that has a scope. */
  private String scope(String... inputs) {
    String scope = "";
    for (String input : inputs) {
      if (scopes.containsKey(input) && (scope.isEmpty() || trained.contains(input))) {
        scope = scopes.get(input);
      }
    }
    return scope;
  }

  @Override
  public String constant(float[] numbers, long... shape) {
    return tensor("constant", numbers, shape);
  }

  private String tensor(String name, float[] numbers, long... shape) {
    List<Long> dimensions = LongStream.of(shape).boxed().toList();
    List<Integer> sizes = dimensions.stream().map(Math::toIntExact).toList();
    return written.computeIfAbsent(
        new Constant(FloatBuffer.wrap(numbers.clone()), dimensions),
        key ->
            add(
                shape.length == 0
                    ? context.constant(name, numbers[0])
                    : context.floatTensor(name, sizes, buffer -> buffer.put(numbers))));
  }

  @Override
  public String integers(long... numbers) {
    return written.computeIfAbsent(
        LongStream.of(numbers).boxed().toList(), key -> add(context.array("integers", numbers)));
  }

  @Override
  public String parameter(String ownName, Node p) {
    int rows = p.rows().fixed();
    int offset = parameters.offset(p);
    String full = parameters.prefix(p) + ownName;
    int dot = full.lastIndexOf('.');
    String scope = dot < 0 ? full : full.substring(0, dot);
    String name =
        add(
            context.floatTensor(
                full,
                List.of(rows, p.columns()),
                buffer -> buffer.put(parameters.values(p), offset, rows * p.columns())),
            scope);
    trained.add(name);
    return name;
  }

  @Override
  public String input(String name) {
    throw new IllegalArgumentException(
        "Expected a head that declares the input " + name + ", which it reads, found none");
  }
}
