package org.lateo.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.anomaly.AnomalyNodes;
import org.lateo.density.DensityNodes;
import org.lateo.graph.op.AddTableRows;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.Below;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.DrawColumns;
import org.lateo.graph.op.Elu;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.FixedGaussian;
import org.lateo.graph.op.Gelu;
import org.lateo.graph.op.Known;
import org.lateo.graph.op.Log;
import org.lateo.graph.op.Log1p;
import org.lateo.graph.op.LogSoftmax;
import org.lateo.graph.op.LogSumExp;
import org.lateo.graph.op.MaskedWeights;
import org.lateo.graph.op.MeanRows;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.NonZero;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.PickColumns;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.Quotient;
import org.lateo.graph.op.Relu;
import org.lateo.graph.op.RepeatColumns;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.RowProducts;
import org.lateo.graph.op.SamplesAsColumns;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.ScatterMean;
import org.lateo.graph.op.SelectColumns;
import org.lateo.graph.op.SelectNonZeros;
import org.lateo.graph.op.Sigmoid;
import org.lateo.graph.op.SmallestOfRow;
import org.lateo.graph.op.SoftBound;
import org.lateo.graph.op.Softmax;
import org.lateo.graph.op.Softplus;
import org.lateo.graph.op.SparseAffine;
import org.lateo.graph.op.Sqrt;
import org.lateo.graph.op.StopGradient;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.graph.op.SumGroups;
import org.lateo.graph.op.Tanh;
import org.lateo.graph.op.Transposed;
import org.lateo.graph.op.Unless;
import org.lateo.graph.op.WeighGradient;
import org.lateo.graph.op.WhereNumber;
import org.lateo.latent.GaussianDivergence;
import org.lateo.latent.GaussianLogDensity;
import org.lateo.latent.LatentNodes;
import org.lateo.latent.ReparameterisedSample;
import org.lateo.latent.StandardNormalLogDensity;
import org.lateo.likelihood.LikelihoodNodes;
import org.lateo.math.RandomStream;
import org.lateo.nn.WeightNodes;
import org.lateo.objective.ActivityDivergence;
import org.lateo.objective.FreeBits;

/**
 * How to make one kind of node from inputs with a gradient, for {@link NodeContractTest}.
 *
 * @param node the class under test
 * @param range inputs are drawn within plus and minus this
 * @param samples rows of the inputs for each example
 * @param inputs for so many columns, the shapes of the inputs
 * @param build makes the node from the inputs
 */
record NodeCase(
    String node,
    float range,
    int samples,
    IntFunction<List<Operand>> inputs,
    Function<List<Node>, Node> build) {

  /** An input: a batch of rows, or (fixed rows) a parameter itself. */
  record Operand(int fixedRows, int columns) {}

  /** Every kind of node, some in several forms. */
  static Stream<NodeCase> all() {
    return Stream.of(
        rows("Tanh", 5f, 1, in -> new Tanh(in.get(0))),
        rows("Relu", 3f, 1, in -> new Relu(in.get(0))),
        rows("Elu", 4f, 1, in -> new Elu(in.get(0))),
        rows("Gelu", 3f, 1, in -> new Gelu(in.get(0))),
        rows("Sigmoid", 6f, 1, in -> new Sigmoid(in.get(0))),
        rows("Softplus", 8f, 1, in -> new Softplus(in.get(0))),
        rows("SoftBound", 20f, 1, in -> new SoftBound(in.get(0), 15f)),
        rows("Sum", 3f, 2, in -> Sum.add(in.get(0), in.get(1))),
        rows("Sum", 3f, 2, in -> Sum.subtract(in.get(0), in.get(1))),
        rows("Product", 3f, 2, in -> new Product(in.get(0), in.get(1))),
        rows("ActivityDivergence", 6f, 1, in -> activity(in.get(0))),
        rows("FreeBits", 3f, 1, in -> new FreeBits(in.get(0), 0.2)),
        rows("StandardNormalLogDensity", 4f, 1, in -> new StandardNormalLogDensity(in.get(0))),
        rows("GaussianLogDensity", 3f, 3, NodeCase::gaussianLogDensity),
        rows("GaussianDivergence", 4f, 2, in -> new GaussianDivergence(in.get(0), in.get(1))),
        rows("ReparameterisedSample", 3f, 3, NodeCase::reparameterisedSample),
        rows("BernoulliLogDensity", 6f, 2, NodeCase::bernoulliLogDensity),
        rows("Softmax", 3f, 1, in -> new Softmax(in.get(0))),
        rows("MultinomialLogDensity", 3f, 1, in -> multinomial(in, true)),
        rows("MultinomialLogDensity", 3f, 1, in -> multinomial(in, false)),
        rows("Exp", 5f, 1, in -> new Exp(in.get(0))),
        rows("Sqrt", 3f, 1, in -> new Sqrt(in.get(0))),
        rows("Sqrt", 4f, 1, in -> new Sqrt(new Exp(in.get(0)))),
        fixedGaussian(),
        rows("Log", 3f, 1, in -> new Log(in.get(0))),
        rows("Log", 4f, 1, in -> new Log(new Exp(in.get(0)))),
        rows("Constant", 2f, 1, in -> Sum.add(in.get(0), constant(columns(in)))),
        rows("Constant", 3f, 1, in -> Sum.add(in.get(0), shared(columns(in)))),
        rows("SelectColumns", 3f, 1, in -> SelectColumns.of(in.get(0), backwards(columns(in)))),
        rows("MergeColumns", 3f, 2, NodeCase::interleave),
        rows(
            "PoissonLogDensity",
            4f,
            1,
            in -> LikelihoodNodes.poissonLogDensity(leaf(in, 0, 60), in.get(0))),
        rows(
            "NegativeBinomialLogDensity",
            3f,
            2,
            in ->
                LikelihoodNodes.negativeBinomialLogDensity(leaf(in, -4, 12), in.get(0), in.get(1))),
        rows("StudentTLogDensity", 2.5f, 4, NodeCase::studentT),
        rows("DiscretisedLogisticLogDensity", 3f, 2, in -> discretisedLogistic(in, 256)),
        rows("DiscretisedLogisticLogDensity", 3f, 2, in -> discretisedLogistic(in, 2)),
        rows(
            "DiscretisedLogisticMean",
            2f,
            2,
            in -> LikelihoodNodes.discretisedLogisticMean(in.get(0), in.get(1), 5)),
        new NodeCase(
            "CategoricalLogDensity",
            3f,
            1,
            columns -> List.of(new Operand(0, columns + 1)),
            NodeCase::categorical),
        rows("Input", 2f, 1, in -> Sum.add(in.get(0), new Input("in", in.get(0).columns()))),
        rows("Input", 2f, 1, in -> Sum.add(in.get(0), Densify.of(sparse(in.get(0).columns())))),
        rows("Densify", 2f, 1, in -> Sum.add(in.get(0), Densify.of(sparse(in.get(0).columns())))),
        rows("Log1p", 3f, 1, in -> Log1p.of(in.get(0))),
        sparseAffine("SparseAffine", 1, x -> x),
        sparseAffine("SparseAffine", 17, x -> x),
        sparseAffine("SparseLog1p", 130, Log1p::of),
        rows("Known", 3f, 1, in -> Sum.add(in.get(0), known(columns(in)))),
        rows("Unless", 3f, 1, in -> Unless.unknown(in.get(0), known(columns(in)))),
        rows("Unless", 3f, 1, in -> new Unless(in.get(0), known(columns(in)), -7f)),
        rows("OutsideSupport", 3f, 1, NodeCase::outsideSupport),
        rows("Noise", 2f, 1, in -> Sum.add(in.get(0), new Noise("noise", Rows.BATCH, columns(in)))),
        parameters("ParameterRows", in -> in.get(0)),
        weights("WeightVariance", 1, in -> WeightNodes.variance(in.get(0))),
        weights("WeightDivergence", 2, NodeCase::weightDivergence),
        componentLogDensity(),
        mixtureSample(),
        rows("Quotient", 3f, 2, in -> new Quotient(in.get(0), new Softplus(in.get(1)))),
        rows("RepeatColumns", 3f, 1, in -> RepeatColumns.of(SumColumns.of(in.get(0)), 3)),
        maskedWeights(),
        transposed(0),
        transposed(1),
        orderedWeights(5),
        orderedWeights(130),
        orderedWeights(257),
        spline(8, 5f, false),
        spline(8, 5f, true),
        spline(2, 0.5f, false),
        spline(2, 0.5f, true),
        triangular("TriangularProduct", 3),
        triangular("TriangularSolve", 3),
        triangular("TriangularLogVariance", 2),
        rows("LogSoftmax", 8f, 1, in -> new LogSoftmax(in.get(0))),
        addTableRows(1, 7),
        addTableRows(5, 7),
        addTableRows(3, 150),
        rows("PickColumns", 3f, 1, in -> new PickColumns(in.get(0), drawn(columns(in), 4))),
        rows("DrawColumns", 3f, 1, NodeCase::withDrawn),
        rows("LogSumExp", 8f, 1, in -> new LogSumExp(in.get(0))),
        rows("WeighGradient", 2f, 1, in -> weighed(in.get(0))),
        sampled("SamplesAsColumns", 3, in -> SamplesAsColumns.of(SumColumns.of(in.get(0)), 3)),
        rows("StopGradient", 2f, 1, in -> Sum.add(in.get(0), new StopGradient(leaf(in)))),
        rows("SumColumns", 3f, 1, in -> SumColumns.of(in.get(0))),
        rows("SmallestOfRow", 2f, 1, in -> smallest(in, 1)),
        rows("SmallestOfRow", 2f, 1, in -> smallest(in, 3)),
        rows("SumGroups", 3f, 1, in -> SumGroups.of(in.get(0), groups(columns(in)), 4)),
        rows("ScatterMean", 3f, 2, NodeCase::scatter),
        rows("SelectNonZeros", 2f, 1, in -> Sum.add(in.get(0), everySecond(columns(in)))),
        rows("NonZero", 2f, 1, in -> Sum.add(in.get(0), new NonZero(dense(columns(in))))),
        rows("Below", 2f, 1, in -> Sum.add(in.get(0), new Below(dense(columns(in)), 0.3f))),
        rows("WhereNumber", 2f, 1, in -> new WhereNumber(in.get(0), 7f)),
        rows("WhereNumber", 2f, 1, in -> Sum.add(in.get(0), numbers(columns(in)))),
        rows("PValue", 2f, 1, in -> Sum.add(SumColumns.of(in.get(0)), pValue())),
        rows("RepeatRows", 3f, 1, in -> RepeatRows.of(in.get(0), 3)),
        rows("RowProducts", 2f, 1, in -> new RowProducts(in.get(0), gaussian(columns(in)))),
        sampled("MeanRows", 3, in -> MeanRows.of(in.get(0), 3)),
        sampled("RepeatRows", 2, in -> RepeatRows.of(in.get(0), 5)),
        rows("ScaleColumns", 3f, 1, in -> scale(in.get(0), 0)),
        rows("ScaleColumns", 3f, 1, in -> scale(in.get(0), 1)),
        rows("ScaleColumns", 3f, 1, in -> scale(in.get(0), 2)),
        broadcast(false),
        broadcast(true),
        affine(1),
        affine(17),
        affine(130));
  }

  /** A node of {@code arity} equally shaped inputs, one row per example. */
  private static NodeCase rows(
      String node, float range, int arity, Function<List<Node>, Node> build) {
    IntFunction<List<Operand>> inputs =
        columns -> Stream.generate(() -> new Operand(0, columns)).limit(arity).toList();
    return new NodeCase(node, range, 1, inputs, build);
  }

  private static NodeCase sampled(String node, int samples, Function<List<Node>, Node> build) {
    return new NodeCase(node, 3f, samples, columns -> List.of(new Operand(0, columns)), build);
  }

  private static NodeCase broadcast(boolean single) {
    return new NodeCase(
        "Broadcast",
        3f,
        1,
        columns -> List.of(new Operand(1, single ? 1 : columns), new Operand(0, columns)),
        in -> {
          Node wide = new Broadcast((Parameter) in.get(0), Rows.BATCH, in.get(1).columns());
          return new GaussianLogDensity(in.get(1), wide, new SoftBound(wide, 12f));
        });
  }

  private static Node smallest(List<Node> in, int k) {
    Node x = dense(columns(in));
    Node found = new SmallestOfRow(x, Math.min(k, x.columns()));
    return Sum.add(SumColumns.of(in.get(0)), found);
  }

  private static NodeCase affine(int out) {
    return new NodeCase(
        "Affine",
        1f,
        1,
        in -> List.of(new Operand(0, in), new Operand(in, out), new Operand(1, out)),
        in -> new Affine(in.get(0), (Parameter) in.get(1), (Parameter) in.get(2)));
  }

  /** A table, of whose rows each example takes so many. */
  private static NodeCase addTableRows(int picked, int rows) {
    return new NodeCase(
        "AddTableRows",
        3f,
        picked,
        columns -> List.of(new Operand(0, columns), new Operand(rows, columns)),
        in -> new AddTableRows(in.get(0), (Parameter) in.get(1), drawn(rows, picked)));
  }

  /** Numbers of at most {@code count} columns of weights that nothing trains. */
  private static Node drawn(int columns, int count) {
    int chosen = Math.min(count, columns);
    Node weights = new Input("weights", columns);
    Node drawn = new DrawColumns(weights, new Noise("noise", Rows.BATCH, 1), chosen);
    return SelectColumns.of(drawn, IntStream.range(0, chosen).toArray());
  }

  /** What is drawn has no gradient, and is added to something that has. */
  private static Node withDrawn(List<Node> in) {
    int columns = columns(in);
    Node weights = new Input("weights", columns);
    Node drawn = new DrawColumns(weights, new Noise("noise", Rows.BATCH, 1), Math.min(3, columns));
    return Sum.add(RepeatColumns.of(SumColumns.of(in.get(0)), drawn.columns()), drawn);
  }

  /** A node of one parameter of five rows, as {@link ParameterRows}. */
  private static NodeCase parameters(String node, Function<List<Node>, Node> build) {
    return new NodeCase(
        node, 3f, 1, columns -> List.of(new Operand(5, columns)), in -> build.apply(copies(in)));
  }

  /** A node of so many parameters of five rows. */
  private static NodeCase weights(String node, int count, Function<List<Node>, Node> build) {
    return new NodeCase(
        node, 3f, 1, columns -> Collections.nCopies(count, new Operand(5, columns)), build);
  }

  private static Node weightDivergence(List<Node> in) {
    return WeightNodes.divergence(in.get(0), WeightNodes.variance(in.get(1)), 0.7);
  }

  private static List<Node> copies(List<Node> in) {
    return in.stream()
        .<Node>map(node -> node instanceof Parameter p ? new ParameterRows(p) : node)
        .toList();
  }

  private static NodeCase componentLogDensity() {
    return new NodeCase(
        "ComponentLogDensity",
        2f,
        1,
        columns ->
            List.of(new Operand(0, columns), new Operand(3, columns), new Operand(3, columns)),
        in -> {
          List<Node> nodes = copies(in);
          return LatentNodes.componentLogDensity(nodes.get(0), nodes.get(1), nodes.get(2));
        });
  }

  /** A layer whose later outputs read more of the inputs; some read none, and some all. */
  private static NodeCase orderedWeights(int out) {
    return new NodeCase(
        "MaskedWeights",
        1f,
        1,
        in -> List.of(new Operand(0, in), new Operand(in, out), new Operand(1, out)),
        in -> {
          Parameter weight = (Parameter) in.get(1);
          int rows = weight.rows().fixed();
          MaskedWeights.Mask kept = (row, column) -> row * out < (column - 1) * (rows + 1);
          return new Affine(
              in.get(0), new MaskedWeights(weight, kept, true), (Parameter) in.get(2));
        });
  }

  /**
   * Splines of up to 37 columns' own parameters; with a small box, some numbers are outside. The
   * second derivative jumps at the knots, which differences of more columns would come across.
   */
  private static NodeCase spline(int bins, float bound, boolean inverse) {
    return new NodeCase(
        "RationalQuadratic",
        0.7f,
        1,
        columns -> {
          int few = 1 + columns % 37;
          return List.of(new Operand(0, few), new Operand(0, (3 * bins - 1) * few));
        },
        in -> DensityNodes.rationalQuadratic(in.get(0), in.get(1), bins, bound, inverse));
  }

  /** A layer with every third of its weights held at zero. */
  private static NodeCase maskedWeights() {
    return new NodeCase(
        "MaskedWeights",
        1f,
        1,
        in -> List.of(new Operand(0, in), new Operand(in, 5), new Operand(1, 5)),
        in -> {
          Parameter weight = (Parameter) in.get(1);
          MaskedWeights.Mask kept = (row, column) -> (row * 5 + column) % 3 != 0;
          return new Affine(in.get(0), new MaskedWeights(weight, kept), (Parameter) in.get(2));
        });
  }

  /** A layer and the way back from it, with all of the weight or all but its last row. */
  private static NodeCase transposed(int less) {
    return new NodeCase(
        "Transposed",
        1f,
        1,
        in -> List.of(new Operand(0, in + less), new Operand(in + less, 5), new Operand(1, 5)),
        in -> {
          Parameter weight = (Parameter) in.get(1);
          Node there = new Affine(in.get(0), weight, (Parameter) in.get(2));
          int columns = weight.rows().fixed() - less;
          Node zero = new Constant(Rows.fixed(1), new float[columns]);
          return new Affine(there, new Transposed(weight, columns), zero);
        });
  }

  /** Weights that nothing trains. */
  private static NodeCase fixedGaussian() {
    return new NodeCase(
        "FixedGaussian",
        1f,
        1,
        in -> List.of(new Operand(0, in), new Operand(1, 3)),
        in -> new Affine(in.get(0), new FixedGaussian(7, columns(in), 3), in.get(1)));
  }

  private static Node gaussian(int columns) {
    return FixedGaussian.pairs(7, 2, columns);
  }

  private static Node activity(Node x) {
    return new ActivityDivergence(new Sigmoid(x), 0.3);
  }

  /** Matrices of 2 to 6 rows, for substitution loses what is beyond. */
  private static NodeCase triangular(String node, int arity) {
    return new NodeCase(
        node,
        0.7f,
        2,
        columns -> {
          int n = 2 + columns % 5;
          return Stream.of(new Operand(0, n), new Operand(0, n * (n - 1) / 2), new Operand(0, n))
              .limit(arity)
              .toList();
        },
        in ->
            switch (node) {
              case "TriangularProduct" ->
                  LatentNodes.triangularProduct(in.get(0), in.get(1), in.get(2));
              case "TriangularSolve" ->
                  LatentNodes.triangularSolve(in.get(0), in.get(1), in.get(2));
              default -> LatentNodes.triangularLogVariance(in.get(0), in.get(1));
            });
  }

  private static NodeCase mixtureSample() {
    return new NodeCase(
        "MixtureSample",
        2f,
        1,
        columns ->
            List.of(
                new Operand(0, columns + 1),
                new Operand(3, columns),
                new Operand(3, columns),
                new Operand(1, 3)),
        in -> {
          List<Node> nodes = copies(in);
          return LatentNodes.mixtureSample(nodes.get(0), nodes.get(1), nodes.get(2), nodes.get(3));
        });
  }

  /** The sparse input is a leaf, its weights have the gradients. */
  private static NodeCase sparseAffine(String node, int out, UnaryOperator<Node> before) {
    return new NodeCase(
        node,
        1f,
        1,
        in -> List.of(new Operand(in, out), new Operand(1, out)),
        in -> {
          Parameter weight = (Parameter) in.get(0);
          Node x = before.apply(sparse(weight.rows().fixed()));
          return new SparseAffine(x, weight, (Parameter) in.get(1));
        });
  }

  /** Every second column from the first may be missing. */
  private static Node known(int columns) {
    boolean[] missing = new boolean[columns];
    for (int c = 0; c < columns; c += 2) {
      missing[c] = true;
    }
    return new Known(new Input(TwinCheck.WITH_GAPS, columns), missing);
  }

  /** Counts and columns of one variable in turn, of values from -1 to 3. */
  private static Node outsideSupport(List<Node> in) {
    int columns = columns(in);
    Node raw = between(new Input("raw", columns), -1, 3);
    return Sum.add(in.get(0), LikelihoodNodes.outsideSupport(raw));
  }

  private static Node sparse(int columns) {
    return new Input("sparse", columns, true);
  }

  private static Node dense(int columns) {
    return Densify.of(sparse(columns));
  }

  private static Node everySecond(int columns) {
    int[] chosen = IntStream.range(0, columns).map(c -> 2 * c).toArray();
    return Densify.of(SelectNonZeros.of(sparse(2 * columns), chosen));
  }

  private static Node numbers(int columns) {
    return new WhereNumber(new Input(TwinCheck.WITH_GAPS, columns), 2f);
  }

  private static Node pValue() {
    return AnomalyNodes.pValue(new Input("score", 1));
  }

  /** Of four groups the last is always empty. */
  private static int[] groups(int columns) {
    return IntStream.range(0, columns).map(c -> (c + 1) % 3).toArray();
  }

  /** All columns but the last, and backwards all but the first. */
  private static Node scatter(List<Node> in) {
    int columns = columns(in);
    int[] first = IntStream.range(0, columns).toArray();
    int[] second = IntStream.range(0, columns).map(c -> columns - c).toArray();
    return ScatterMean.of(List.of(first, second), columns + 1, in);
  }

  /** Every row of weight 1, as what has no columns to share. */
  private static Node weighed(Node x) {
    WeighGradient y = new WeighGradient(x);
    y.by(new Softmax(SumColumns.of(y)));
    return y;
  }

  /** A constant of one row, for all rows. */
  private static Node shared(int columns) {
    float[] row = new float[columns];
    Arrays.fill(row, 1.5f);
    return new Broadcast(new Constant(Rows.fixed(1), row), Rows.BATCH, columns);
  }

  private static Node leaf(List<Node> in) {
    return new Noise("noise", in.get(0).rows(), columns(in));
  }

  private static int columns(List<Node> in) {
    return in.get(0).columns();
  }

  private static Node gaussianLogDensity(List<Node> in) {
    return new GaussianLogDensity(in.get(0), in.get(1), in.get(2));
  }

  private static Node reparameterisedSample(List<Node> in) {
    return new ReparameterisedSample(in.get(0), in.get(1), in.get(2));
  }

  private static Node bernoulliLogDensity(List<Node> in) {
    return LikelihoodNodes.bernoulliLogDensity(in.get(0), in.get(1));
  }

  /** Counts are data: a leaf. */
  private static Node multinomial(List<Node> in, boolean sparse) {
    Node x = new Input("counts", columns(in), sparse);
    return LikelihoodNodes.multinomialLogDensity(x, in.get(0));
  }

  /** Data between two numbers, of the columns of the first input. */
  private static Node leaf(List<Node> in, double from, double to) {
    return between(new Input("x", columns(in)), from, to);
  }

  private static Node between(Node unit, double from, double to) {
    double[] shift = new double[unit.columns()];
    double[] scale = new double[unit.columns()];
    Arrays.fill(shift, from);
    Arrays.fill(scale, to - from);
    return ScaleColumns.restore(unit, shift, scale);
  }

  private static Node constant(int columns) {
    float[] row = new float[columns];
    for (int c = 0; c < columns; c++) {
      row[c] = 0.5f * c - 1;
    }
    return new Constant(Rows.BATCH, row);
  }

  /** Every second column from the last. */
  private static int[] backwards(int columns) {
    int[] chosen = new int[(columns + 1) / 2];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = columns - 1 - 2 * i;
    }
    return chosen;
  }

  /** The first input at even places, the second at odd ones, backwards. */
  private static Node interleave(List<Node> in) {
    int[] even = new int[columns(in)];
    int[] odd = new int[columns(in)];
    for (int c = 0; c < even.length; c++) {
      even[c] = 2 * c;
      odd[c] = 2 * (even.length - c) - 1;
    }
    return MergeColumns.of(List.of(even, odd), in);
  }

  private static Node studentT(List<Node> in) {
    Node degrees = between(new Exp(in.get(3)), 1, 2);
    return LikelihoodNodes.studentTLogDensity(in.get(0), in.get(1), in.get(2), degrees);
  }

  private static Node discretisedLogistic(List<Node> in, int levels) {
    Node x = leaf(in, -1.2, 1.2);
    return LikelihoodNodes.discretisedLogisticLogDensity(x, in.get(0), in.get(1), levels);
  }

  /** About half of the rows have a part that is none of the categories. */
  private static Node categorical(List<Node> in) {
    int columns = columns(in) - 1;
    Node x = between(new Input("x", columns), 0, 2.0 / columns);
    return LikelihoodNodes.categoricalLogDensity(x, in.get(0));
  }

  private static Node scale(Node x, int form) {
    double[] shift = new double[x.columns()];
    double[] scale = new double[x.columns()];
    RandomStream random = RandomStream.of(1, "scale");
    for (int c = 0; c < x.columns(); c++) {
      shift[c] = random.gaussian(2L * c);
      scale[c] = 0.5 + random.uniform(2L * c + 1);
    }
    return switch (form) {
      case 0 -> ScaleColumns.standardise(x, shift, scale);
      case 1 -> ScaleColumns.restore(x, shift, scale);
      default -> ScaleColumns.subtract(x, shift);
    };
  }

  /** Names and draws parameters for the inputs. */
  List<Parameter> parameters(int examples, int columns) {
    List<Parameter> parameters = new ArrayList<>();
    for (Operand operand : inputs.apply(columns)) {
      int rows = operand.fixedRows() > 0 ? operand.fixedRows() : examples * samples;
      String name = "p" + parameters.size();
      parameters.add(new Parameter(name, rows, operand.columns(), this::draw));
    }
    return parameters;
  }

  /** Within the range, but not within a hundredth of zero, where some functions have a kink. */
  private void draw(float[] into, int offset, int rows, int columns, RandomStream random) {
    for (int i = 0; i < rows * columns; i++) {
      double u = 2 * random.uniform(i) - 1;
      into[offset + i] = (float) (range * (u + Math.copySign(0.01, u)));
    }
  }

  @Override
  public String toString() {
    return node;
  }
}
