package org.lateo.graph;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;
import org.lateo.anomaly.AnomalyNodes;
import org.lateo.graph.op.MaskedWeights;
import org.lateo.likelihood.LikelihoodNodes;
import org.lateo.math.RandomStream;
import org.lateo.objective.ActivityDivergence;
import org.lateo.objective.FreeBits;

/**
 * Computes every node of a program in double, by formulas written for that only: the slow twin of
 * the engine's kernels. It has no gradients; those are held against differences of its values.
 */
public final class DoubleTwin {
  private interface Rule {
    void compute(DoubleTwin twin, Node node, double[] y);
  }

  private interface Formula {
    double of(double... inputs);
  }

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** By simple class name, since some nodes are visible in their package only. */
  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          entry("Input", DoubleTwin::leaf),
          entry("Constant", DoubleTwin::constant),
          entry("SelectColumns", DoubleTwin::selectColumns),
          entry("MergeColumns", DoubleTwin::mergeColumns),
          entry("Exp", unary(x -> Math.exp(Math.max(-87, Math.min(87, x))))),
          entry("FixedGaussian", DoubleTwin::fixedGaussian),
          entry("Sqrt", unary(x -> Math.sqrt(Math.max(x, Float.MIN_NORMAL)))),
          entry("Log", unary(x -> Math.log(Math.max(x, Float.MIN_NORMAL)))),
          entry("PoissonLogDensity", elementwise(LikelihoodTwins::poisson)),
          entry("NegativeBinomialLogDensity", elementwise(LikelihoodTwins::negativeBinomial)),
          entry("StudentTLogDensity", elementwise(LikelihoodTwins::studentT)),
          entry("DiscretisedLogisticLogDensity", DoubleTwin::discretisedLogistic),
          entry("DiscretisedLogisticMean", DoubleTwin::discretisedLogisticMean),
          entry("CategoricalLogDensity", DoubleTwin::categorical),
          entry("Known", DoubleTwin::known),
          entry("Unless", DoubleTwin::unless),
          entry("OutsideSupport", DoubleTwin::outsideSupport),
          entry("Noise", DoubleTwin::leaf),
          entry("Parameter", DoubleTwin::leaf),
          entry("Variable", (twin, node, y) -> copy(twin.values(node.input(0)), y)),
          entry("WeighGradient", (twin, node, y) -> copy(twin.values(node.input(0)), y)),
          entry("SamplesAsColumns", (twin, node, y) -> copy(twin.values(node.input(0)), y)),
          entry("LogSumExp", DoubleTwin::logSumExp),
          entry("LogSoftmax", DoubleTwin::logSoftmax),
          entry("AddTableRows", DoubleTwin::addTableRows),
          entry("PickColumns", DoubleTwin::pickColumns),
          entry("DrawColumns", DoubleTwin::drawColumns),
          entry("ParameterRows", (twin, node, y) -> copy(twin.values(node.input(0)), y)),
          entry("ComponentLogDensity", DoubleTwin::componentLogDensity),
          entry("MixtureSample", DoubleTwin::mixtureSample),
          entry("Product", elementwise(in -> in[0] * in[1])),
          entry("Quotient", elementwise(in -> in[0] / in[1])),
          entry("RepeatColumns", DoubleTwin::repeatColumns),
          entry("MaskedWeights", DoubleTwin::maskedWeights),
          entry("Transposed", DoubleTwin::transposed),
          entry("ActivityDivergence", DoubleTwin::activityDivergence),
          entry("RationalQuadratic", DoubleTwin::rationalQuadratic),
          entry("TriangularProduct", DoubleTwin::triangularProduct),
          entry("TriangularSolve", DoubleTwin::triangularSolve),
          entry("TriangularLogVariance", DoubleTwin::triangularLogVariance),
          entry("StopGradient", (twin, node, y) -> copy(twin.values(node.input(0)), y)),
          entry("Softmax", DoubleTwin::softmax),
          entry("MultinomialLogDensity", DoubleTwin::multinomialLogDensity),
          entry("Affine", DoubleTwin::affine),
          entry("SparseAffine", DoubleTwin::affine),
          entry("Densify", (twin, node, y) -> copy(twin.values(node.input(0)), y)),
          entry("Broadcast", DoubleTwin::broadcast),
          entry("MeanRows", DoubleTwin::meanRows),
          entry("RepeatRows", DoubleTwin::repeatRows),
          entry("RowProducts", DoubleTwin::rowProducts),
          entry("ScaleColumns", DoubleTwin::scaleColumns),
          entry("SumColumns", DoubleTwin::sumColumns),
          entry("SmallestOfRow", DoubleTwin::smallestOfRow),
          entry("SumGroups", DoubleTwin::sumGroups),
          entry("ScatterMean", DoubleTwin::scatterMean),
          entry("SelectNonZeros", DoubleTwin::selectNonZeros),
          entry("NonZero", unary(x -> Double.isNaN(x) || x == 0 ? 0 : 1)),
          entry("Below", DoubleTwin::below),
          entry("WhereNumber", DoubleTwin::whereNumber),
          entry("PValue", DoubleTwin::pValue),
          entry("Tanh", unary(Math::tanh)),
          entry("Relu", unary(x -> x > 0 ? x : 0)),
          entry("Elu", unary(x -> x > 0 ? x : Math.expm1(x))),
          entry("Gelu", unary(x -> x * 0.5 * Erf.erfc(-x / Math.sqrt(2)))),
          entry("Sigmoid", unary(DoubleTwin::sigmoid)),
          entry("Softplus", unary(DoubleTwin::softplus)),
          entry("WeightVariance", unary(x -> Math.pow(softplus(x) + 1e-6, 2))),
          entry("WeightDivergence", DoubleTwin::weightDivergence),
          entry("Log1p", unary(x -> Math.log1p(Math.max(x, 0)))),
          entry("SparseLog1p", unary(x -> Math.log1p(Math.max(x, 0)))),
          entry("SoftBound", DoubleTwin::softBound),
          entry("Sum", DoubleTwin::sum),
          entry("FreeBits", DoubleTwin::freeBits),
          entry("StandardNormalLogDensity", unary(z -> -0.5 * (LOG_TWO_PI + z * z))),
          entry("GaussianLogDensity", elementwise(DoubleTwin::gaussianLogDensity)),
          entry(
              "GaussianDivergence",
              elementwise(in -> 0.5 * (in[0] * in[0] + Math.exp(in[1]) - 1 - in[1]))),
          entry(
              "ReparameterisedSample",
              elementwise(in -> in[0] + Math.sqrt(Math.exp(in[1])) * in[2])),
          entry("BernoulliLogDensity", elementwise(in -> in[0] * in[1] - softplus(in[1]))));

  private final Program program;
  private final IdentityHashMap<Node, double[]> values = new IdentityHashMap<>();

  /** The twin of a program for a batch of so many examples. */
  public DoubleTwin(Program program, int examples) {
    this.program = program;
    for (Node node : program.nodes()) {
      values.put(node, new double[node.rows().count(examples) * node.columns()]);
    }
  }

  /** The simple names of the node classes it knows. */
  static Set<String> knownClasses() {
    return RULES.keySet();
  }

  /** The values of a node, {@code [rows, columns]}; those of leaves are the caller's to set. */
  public double[] values(Node node) {
    return values.get(node);
  }

  /** Computes every node from the leaves. */
  public void run() {
    program.nodes().forEach(this::compute);
  }

  /** Computes one node from the values of its inputs. */
  void compute(Node node) {
    Rule rule = RULES.get(node.getClass().getSimpleName());
    if (rule == null) {
      throw new IllegalStateException("No double twin of " + node.getClass());
    }
    rule.compute(this, node, values(node));
  }

  private static void leaf(DoubleTwin twin, Node node, double[] y) {}

  private static void copy(double[] x, double[] y) {
    System.arraycopy(x, 0, y, 0, y.length);
  }

  private static Rule unary(DoubleUnaryOperator function) {
    return (twin, node, y) -> {
      double[] x = twin.values(node.input(0));
      for (int i = 0; i < y.length; i++) {
        y[i] = function.applyAsDouble(x[i]);
      }
    };
  }

  private static Rule elementwise(Formula formula) {
    return (twin, node, y) -> {
      double[] in = new double[node.inputs().size()];
      for (int i = 0; i < y.length; i++) {
        for (int k = 0; k < in.length; k++) {
          in[k] = twin.values(node.input(k))[i];
        }
        y[i] = formula.of(in);
      }
    };
  }

  private static void weightDivergence(DoubleTwin twin, Node node, double[] y) {
    double precision = Math.pow(Held.<Double>in(node, "prior"), -2);
    int columns = node.input(0).columns();
    Arrays.fill(y, 0);
    for (int i = 0; i < y.length * columns; i++) {
      double mean = twin.values(node.input(0))[i];
      double ratio = twin.values(node.input(1))[i] * precision;
      y[i / columns] += 0.5 * (mean * mean * precision + ratio - 1 - Math.log(ratio));
    }
  }

  private static void known(DoubleTwin twin, Node node, double[] y) {
    for (int i = 0; i < y.length; i++) {
      boolean gap = Double.isNaN(twin.values(node.input(0))[i]);
      y[i] = gap && Held.<boolean[]>in(node, "missing")[i % node.columns()] ? 0 : 1;
    }
  }

  private static void unless(DoubleTwin twin, Node node, double[] y) {
    double[] mark = twin.values(node.input(1));
    boolean marked = Held.<Boolean>in(node, "marked");
    for (int i = 0; i < y.length; i++) {
      boolean kept = mark[i] == 0 ? marked : !marked;
      y[i] = kept ? twin.values(node.input(0))[i] : Held.<Float>in(node, "otherwise");
    }
  }

  private static void outsideSupport(DoubleTwin twin, Node node, double[] y) {
    double[] raw = twin.values(node.input(0));
    for (int at = 0; at < y.length; at += node.columns()) {
      double[] row = Arrays.copyOfRange(raw, at, at + node.columns());
      System.arraycopy(LikelihoodNodes.outsideSupport(node, row), 0, y, at, row.length);
    }
  }

  private static void constant(DoubleTwin twin, Node node, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Held.<float[]>in(node, "row")[i % node.columns()];
    }
  }

  private static void fixedGaussian(DoubleTwin twin, Node node, double[] y) {
    long key = Held.<Long>in(node, "key");
    boolean opposites = Held.<Boolean>in(node, "opposites");
    for (int i = 0; i < y.length; i++) {
      int r = i / node.columns();
      long ofRow = RandomStream.child(key, opposites ? r / 2 : r);
      float[] row = new float[node.columns()];
      RandomStream.fillGaussian(ofRow, row, 0, row.length);
      y[i] = (opposites && r % 2 == 1 ? -1 : 1) * row[i % node.columns()];
    }
  }

  private static void selectColumns(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    for (int i = 0; i < y.length; i++) {
      int from = Held.<int[]>in(node, "chosen")[i % node.columns()];
      y[i] = x[i / node.columns() * node.input(0).columns() + from];
    }
  }

  private static void selectNonZeros(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    for (int i = 0; i < y.length; i++) {
      int from = Held.<int[]>in(node, "chosen")[i % node.columns()];
      y[i] = x[i / node.columns() * node.input(0).columns() + from];
    }
  }

  private static void sumGroups(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    int columns = node.input(0).columns();
    Arrays.fill(y, 0);
    for (int i = 0; i < x.length; i++) {
      y[i / columns * node.columns() + Held.<int[]>in(node, "group")[i % columns]] += x[i];
    }
  }

  private static void scatterMean(DoubleTwin twin, Node node, double[] y) {
    Arrays.fill(y, 0);
    for (int k = 0; k < node.inputs().size(); k++) {
      double[] x = twin.values(node.input(k));
      int columns = node.input(k).columns();
      for (int i = 0; i < x.length; i++) {
        int to = Held.<List<int[]>>in(node, "places").get(k)[i % columns];
        y[i / columns * node.columns() + to] += x[i] / node.inputs().size();
      }
    }
  }

  private static void below(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i] < Held.<Float>in(node, "limit") ? 1 : 0;
    }
  }

  private static void smallestOfRow(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    int columns = node.input(0).columns();
    for (int r = 0; r < y.length; r++) {
      double[] sorted = Arrays.copyOfRange(x, r * columns, (r + 1) * columns);
      Arrays.sort(sorted);
      y[r] = sorted[Held.<Integer>in(node, "k") - 1];
    }
  }

  private static void whereNumber(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    for (int i = 0; i < y.length; i++) {
      y[i] = Double.isNaN(x[i]) ? Held.<Float>in(node, "otherwise") : x[i];
    }
  }

  private static void pValue(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    for (int i = 0; i < y.length; i++) {
      y[i] = AnomalyNodes.pValue(node, x[i]);
    }
  }

  private static void mergeColumns(DoubleTwin twin, Node node, double[] y) {
    for (int k = 0; k < node.inputs().size(); k++) {
      double[] x = twin.values(node.input(k));
      int columns = node.input(k).columns();
      for (int i = 0; i < x.length; i++) {
        int to = Held.<List<int[]>>in(node, "places").get(k)[i % columns];
        y[i / columns * node.columns() + to] = x[i];
      }
    }
  }

  private static void discretisedLogistic(DoubleTwin twin, Node node, double[] y) {
    int count = LikelihoodNodes.levels(node);
    elementwise(in -> LikelihoodTwins.discretisedLogistic(count, in)).compute(twin, node, y);
  }

  private static void discretisedLogisticMean(DoubleTwin twin, Node node, double[] y) {
    int count = LikelihoodNodes.levels(node);
    elementwise(in -> LikelihoodTwins.discretisedLogisticMean(count, in)).compute(twin, node, y);
  }

  /** Row by row: the log-probability of each category, and of none shared by all. */
  private static void categorical(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    double[] logits = twin.values(node.input(1));
    int columns = node.columns();
    for (int r = 0; r < y.length / columns; r++) {
      double sum = 0;
      double set = 0;
      for (int c = 0; c <= columns; c++) {
        sum += Math.exp(logits[r * (columns + 1) + c]);
        set += c < columns ? x[r * columns + c] : 0;
      }
      double none = logits[r * (columns + 1) + columns] - Math.log(sum);
      for (int c = 0; c < columns; c++) {
        double log = logits[r * (columns + 1) + c] - Math.log(sum);
        y[r * columns + c] = x[r * columns + c] * log + Math.max(0, 1 - set) * none / columns;
      }
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  private static double gaussianLogDensity(double... in) {
    double deviation = Math.sqrt(Math.exp(in[2]));
    double z = (in[0] - in[1]) / deviation;
    return -0.5 * (LOG_TWO_PI + z * z) - Math.log(deviation);
  }

  private static void softBound(DoubleTwin twin, Node node, double[] y) {
    double limit = Held.<Float>in(node, "limit");
    double[] x = twin.values(node.input(0));
    for (int i = 0; i < y.length; i++) {
      y[i] = limit * Math.tanh(x[i] / limit);
    }
  }

  private static void sum(DoubleTwin twin, Node node, double[] y) {
    double[] a = twin.values(node.input(0));
    double[] b = twin.values(node.input(1));
    float[] factors = Held.in(node, "factors");
    for (int i = 0; i < y.length; i++) {
      y[i] = factors[0] * a[i] + factors[1] * b[i];
    }
  }

  private static void freeBits(DoubleTwin twin, Node node, double[] y) {
    double floor = ((FreeBits) node).floor();
    double[] x = twin.values(node.input(0));
    double[] means = new double[node.columns()];
    for (int i = 0; i < y.length; i++) {
      means[i % means.length] += x[i] * means.length / y.length;
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = means[i % means.length] > floor ? x[i] : floor;
    }
  }

  private static void activityDivergence(DoubleTwin twin, Node node, double[] y) {
    double wanted = ((ActivityDivergence) node).wanted();
    double[] x = twin.values(node.input(0));
    int columns = node.columns();
    for (int i = 0; i < y.length; i++) {
      double mean = 0;
      for (int at = i % columns; at < y.length; at += columns) {
        mean += x[at] * columns / y.length;
      }
      y[i] = wanted * Math.log(wanted / mean) + (1 - wanted) * Math.log((1 - wanted) / (1 - mean));
    }
  }

  private static void transposed(DoubleTwin twin, Node node, double[] y) {
    double[] weight = twin.values(node.input(0));
    int columns = node.columns();
    int out = node.input(0).columns();
    for (int i = 0; i < y.length; i++) {
      y[i] = weight[i % columns * out + i / columns];
    }
  }

  private static void affine(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    double[] weight = twin.values(node.input(1));
    double[] bias = twin.values(node.input(2));
    int in = node.input(0).columns();
    int out = node.columns();
    for (int r = 0; r < y.length / out; r++) {
      System.arraycopy(bias, 0, y, r * out, out);
      for (int i = 0; i < in; i++) {
        for (int j = 0; j < out; j++) {
          y[r * out + j] += x[r * in + i] * weight[i * out + j];
        }
      }
    }
  }

  private static void softmax(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    double[] sums = new double[y.length / node.columns()];
    for (int i = 0; i < y.length; i++) {
      sums[i / node.columns()] += Math.exp(x[i]);
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.exp(x[i]) / sums[i / node.columns()];
    }
  }

  private static void multinomialLogDensity(DoubleTwin twin, Node node, double[] y) {
    int columns = node.columns();
    double[] x = twin.values(node.input(0));
    double[] logits = twin.values(node.input(1));
    for (int r = 0; r < y.length / columns; r++) {
      double n = 0;
      double sum = 0;
      for (int i = r * columns; i < (r + 1) * columns; i++) {
        n += x[i];
        sum += Math.exp(logits[i]);
      }
      for (int i = r * columns; i < (r + 1) * columns; i++) {
        double share = n == 0 ? 0 : x[i] / n * Gamma.logGamma(n + 1);
        y[i] = x[i] * (logits[i] - Math.log(sum)) - Gamma.logGamma(x[i] + 1) + share;
      }
    }
  }

  private static void broadcast(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    for (int i = 0; i < y.length; i++) {
      y[i] = x.length == 1 ? x[0] : x[i % node.columns()];
    }
  }

  private static void repeatRows(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    int columns = node.columns();
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i / columns / Held.<Integer>in(node, "copies") * columns + i % columns];
    }
  }

  private static void rowProducts(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    double[] table = twin.values(node.input(1));
    int columns = node.columns();
    int count = table.length / columns;
    for (int i = 0; i < y.length; i++) {
      int row = i / columns;
      int column = i % columns;
      y[i] = x[row / count * columns + column] * table[row % count * columns + column];
    }
  }

  private static void meanRows(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    int columns = node.columns();
    int samples = Held.<Integer>in(node, "samples");
    for (int i = 0; i < y.length; i++) {
      y[i] = 0;
      for (int s = 0; s < samples; s++) {
        y[i] += x[(i / columns * samples + s) * columns + i % columns] / samples;
      }
    }
  }

  private static void scaleColumns(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    Supplier<?> make = Held.in(node, "make");
    Object constants = make.get();
    float[] before = Held.in(constants, "before");
    float[] factor = Held.in(constants, "factor");
    float[] after = Held.in(constants, "after");
    for (int i = 0; i < y.length; i++) {
      int c = i % node.columns();
      y[i] = (x[i] - (double) before[c]) * factor[c] + after[c];
    }
  }

  private static void componentLogDensity(DoubleTwin twin, Node node, double[] y) {
    int latent = node.input(0).columns();
    double[] z = twin.values(node.input(0));
    double[] mean = twin.values(node.input(1));
    double[] logVariance = twin.values(node.input(2));
    for (int i = 0; i < y.length; i++) {
      int row = i / node.columns();
      int component = i % node.columns();
      y[i] = 0;
      for (int l = 0; l < latent; l++) {
        int at = component * latent + l;
        y[i] += gaussianLogDensity(z[row * latent + l], mean[at], logVariance[at]);
      }
    }
  }

  private static void mixtureSample(DoubleTwin twin, Node node, double[] y) {
    int latent = node.columns();
    double[] noise = twin.values(node.input(0));
    double[] mean = twin.values(node.input(1));
    double[] logVariance = twin.values(node.input(2));
    double[] logits = twin.values(node.input(3));
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    for (int i = 0; i < y.length; i++) {
      int row = i / latent;
      double place = 0.5 * Erf.erfc(-noise[row * (latent + 1) + latent] / Math.sqrt(2));
      int component = 0;
      for (double below = 0; component < logits.length - 1; component++) {
        below += Math.exp(logits[component]) / sum;
        if (place < below) {
          break;
        }
      }
      int at = component * latent + i % latent;
      double deviation = Math.sqrt(Math.exp(logVariance[at]));
      y[i] = mean[at] + deviation * noise[row * (latent + 1) + i % latent];
    }
  }

  private static void repeatColumns(DoubleTwin twin, Node node, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = twin.values(node.input(0))[i / node.columns()];
    }
  }

  private static void maskedWeights(DoubleTwin twin, Node node, double[] y) {
    MaskedWeights.Mask kept = Held.in(node, "kept");
    for (int i = 0; i < y.length; i++) {
      boolean zero = !kept.keeps(i / node.columns(), i % node.columns());
      y[i] = zero ? 0 : twin.values(node.input(0))[i];
    }
  }

  /** The matrix of a row, from the logarithm of its squared diagonal and what is below. */
  private static double[][] triangle(DoubleTwin twin, Node node, int row) {
    int n = node.columns();
    double[][] triangle = new double[n][n];
    int next = row * node.input(1).columns();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        triangle[i][j] = twin.values(node.input(1))[next++];
      }
      triangle[i][i] = Math.exp(twin.values(node.input(0))[row * n + i] / 2);
    }
    return triangle;
  }

  private static void triangularProduct(DoubleTwin twin, Node node, double[] y) {
    int n = node.columns();
    for (int i = 0; i < y.length; i++) {
      double[] side = triangle(twin, node, i / n)[i % n];
      y[i] = 0;
      for (int j = 0; j < n; j++) {
        y[i] += side[j] * twin.values(node.input(2))[i / n * n + j];
      }
    }
  }

  private static void triangularSolve(DoubleTwin twin, Node node, double[] y) {
    int n = node.columns();
    for (int i = 0; i < y.length; i++) {
      double[] side = triangle(twin, node, i / n)[i % n];
      y[i] = twin.values(node.input(2))[i];
      for (int j = 0; j < i % n; j++) {
        y[i] -= side[j] * y[i / n * n + j];
      }
      y[i] /= side[i % n];
    }
  }

  private static void triangularLogVariance(DoubleTwin twin, Node node, double[] y) {
    int n = node.columns();
    for (int i = 0; i < y.length; i++) {
      double[] side = triangle(twin, node, i / n)[i % n];
      y[i] = Math.log(Arrays.stream(side).map(t -> t * t).sum());
    }
  }

  private static void rationalQuadratic(DoubleTwin twin, Node node, double[] y) {
    int bins = Held.<Integer>in(node, "bins");
    double bound = Held.<Float>in(node, "bound");
    int columns = node.columns() / 2;
    for (int i = 0; i < y.length / 2; i++) {
      int row = i / columns;
      int column = i % columns;
      double[] own = new double[3 * bins - 1];
      for (int j = 0; j < own.length; j++) {
        own[j] = twin.values(node.input(1))[(row * own.length + j) * columns + column];
      }
      SplineTwin spline = new SplineTwin(bins, bound, own);
      double x = twin.values(node.input(0))[i];
      double[] moved = Held.<Boolean>in(node, "inverse") ? spline.backFrom(x) : spline.at(x);
      y[row * 2 * columns + column] = moved[0];
      y[row * 2 * columns + columns + column] = moved[1];
    }
  }

  private static void logSumExp(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    int columns = node.input(0).columns();
    for (int r = 0; r < y.length; r++) {
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += Math.exp(x[r * columns + c]);
      }
      y[r] = Math.log(sum);
    }
  }

  private static void logSoftmax(DoubleTwin twin, Node node, double[] y) {
    softmax(twin, node, y);
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.log(y[i]);
    }
  }

  private static void addTableRows(DoubleTwin twin, Node node, double[] y) {
    double[] table = twin.values(node.input(1));
    double[] picked = twin.values(node.input(2));
    int columns = node.columns();
    for (int i = 0; i < y.length; i++) {
      int row = (int) picked[i / columns];
      y[i] = twin.values(node.input(0))[i] + table[row * columns + i % columns];
    }
  }

  private static void pickColumns(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    double[] picked = twin.values(node.input(1));
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i / node.columns() * node.input(0).columns() + (int) picked[i]];
    }
  }

  /** By sorting all columns, where the engine looks for the heaviest again and again. */
  private static void drawColumns(DoubleTwin twin, Node node, double[] y) {
    double[] weights = twin.values(node.input(0));
    double[] noise = twin.values(node.input(1));
    int columns = node.input(0).columns();
    int count = node.columns() / 2;
    for (int r = 0; r < noise.length; r++) {
      int from = r * columns;
      List<Integer> order =
          IntStream.range(0, columns)
              .boxed()
              .sorted(Comparator.comparingDouble(c -> -weights[from + c]))
              .toList();
      List<Integer> others = order.subList(count - 1, columns).stream().sorted().toList();
      double rest = others.stream().mapToDouble(c -> weights[from + c]).sum();
      double left = rest * 0.5 * Erf.erfc(-noise[r] / Math.sqrt(2));
      int drawn = 0;
      for (left -= weights[from + others.get(0)]; left > 0; ) {
        left -= weights[from + others.get(++drawn)];
      }
      for (int k = 0; k < count; k++) {
        boolean last = k == count - 1;
        int column = last ? others.get(drawn) : order.get(k);
        y[r * 2 * count + k] = column;
        y[r * 2 * count + count + k] = last ? rest / weights[from + column] : 1;
      }
    }
  }

  private static void sumColumns(DoubleTwin twin, Node node, double[] y) {
    double[] x = twin.values(node.input(0));
    int columns = node.input(0).columns();
    for (int r = 0; r < y.length; r++) {
      y[r] = 0;
      for (int c = 0; c < columns; c++) {
        y[r] += x[r * columns + c];
      }
    }
  }
}
