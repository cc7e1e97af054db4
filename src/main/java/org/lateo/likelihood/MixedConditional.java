package org.lateo.likelihood;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.SelectColumns;
import org.lateo.likelihood.Likelihood.ColumnGroup;
import org.lateo.nn.DenseLayers;

/** A conditional for each group of columns; what goes in and out is in the order of the columns. */
record MixedConditional(List<Part> parts) implements Likelihood.Conditional {
  /** One group with its conditional. */
  private record Part(ColumnGroup group, Likelihood.Conditional family) {
    Node of(Node all) {
      return SelectColumns.of(all, group.indices());
    }
  }

  /** Connects each group's likelihood under a name of its own. */
  static MixedConditional of(
      List<ColumnGroup> groups, String name, int width, Scaling scaling, DenseLayers weights) {
    List<Part> parts = new ArrayList<>();
    for (ColumnGroup group : groups) {
      Scaling own = scaling.of(group.indices());
      String prefix = name + "." + parts.size();
      parts.add(new Part(group, group.likelihood().connect(prefix, width, own, weights)));
    }
    return new MixedConditional(parts);
  }

  @Override
  public List<Parameter> parameters() {
    return parts.stream().flatMap(part -> part.family().parameters().stream()).toList();
  }

  @Override
  public Map<Parameter, float[]> firstValues(List<ColumnSummary> columns) {
    Map<Parameter, float[]> values = new HashMap<>();
    parts.forEach(part -> values.putAll(part.family().firstValues(part.group().of(columns))));
    return values;
  }

  /** A value of each part from its columns of {@code all}, put together in their order. */
  private Node merge(Node all, BiFunction<Likelihood.Conditional, Node, Node> value) {
    return merge(parts.stream().map(p -> value.apply(p.family(), p.of(all))).toList());
  }

  private Node merge(List<Node> values) {
    return MergeColumns.of(parts.stream().map(p -> p.group().indices()).toList(), values);
  }

  @Override
  public Node scale(Node raw) {
    return merge(raw, Likelihood.Conditional::scale);
  }

  @Override
  public Node encoderInput(Node scaled) {
    return merge(scaled, Likelihood.Conditional::encoderInput);
  }

  @Override
  public Observation given(Node hidden) {
    return new Given(this, parts.stream().map(part -> part.family().given(hidden)).toList());
  }

  /** p(x|z), one observation for each part. */
  private record Given(MixedConditional family, List<Observation> each) implements Observation {
    @Override
    public Node logDensity(Node scaled) {
      return merge(scaled, Observation::logDensity);
    }

    @Override
    public Node mean() {
      return family.merge(each.stream().map(Observation::mean).toList());
    }

    @Override
    public Node error(Node raw) {
      return merge(raw, Observation::error);
    }

    private Node merge(Node all, BiFunction<Observation, Node, Node> value) {
      return family.merge(
          IntStream.range(0, each.size())
              .mapToObj(k -> value.apply(each.get(k), family.parts().get(k).of(all)))
              .toList());
    }
  }
}
