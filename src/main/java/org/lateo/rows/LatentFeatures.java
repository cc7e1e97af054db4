package org.lateo.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.graph.Node;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.SelectColumns;
import org.lateo.inference.VAEOutputs;
import org.lateo.latent.LatentDistribution;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.output.Encodes;
import org.lateo.output.HiddenLayers;
import org.lateo.output.LatentCode;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableFeatureMap;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;

/**
 * Latent codes as Tribuo examples, with features named so that their order is kept: {@code
 * lateo.z00} and so on for means and draws, {@code lateo.v00} for log-variances, {@code lateo.h00}
 * for the units of a hidden layer.
 *
 * @param codes which parts of a code become features
 * @param raw whether the example's own features are kept beside those of the code
 * @param dimensions the latent dimensions that are used, ascending; all units of a hidden layer are
 */
public record LatentFeatures(CodeFeatures codes, boolean raw, List<Integer> dimensions) {
  /** Reserved: no feature of the original data may start with it. */
  static final String PREFIX = "lateo.";

  private static final String MEAN = PREFIX + "z";
  private static final String LOG_VARIANCE = PREFIX + "v";
  private static final String UNIT = PREFIX + "h";

  /** Copies the list. */
  public LatentFeatures {
    dimensions = List.copyOf(dimensions);
  }

  /** The means of all dimensions. */
  public static LatentFeatures means(int latent) {
    return new LatentFeatures(
        CodeFeatures.MEAN, false, IntStream.range(0, latent).boxed().toList());
  }

  private boolean hasLogVariances() {
    return codes == CodeFeatures.MEAN_AND_LOG_VARIANCE;
  }

  /** The names of the features that hold codes, ascending. */
  private List<String> names(Encodes encoder) {
    return codes
        .layer()
        .map(layer -> unitNames(layers(encoder).units(layer)))
        .orElseGet(() -> names(encoder.latent()));
  }

  private static HiddenLayers layers(Encodes encoder) {
    if (encoder instanceof HiddenLayers layers) {
      return layers;
    }
    throw new IllegalArgumentException(
        "Expected an autoencoder, whose hidden layers can be read, found "
            + encoder.getClass().getSimpleName());
  }

  private static List<String> unitNames(int units) {
    return Stream.of(LatentCode.dimensionNames(units)).map(z -> UNIT + z.substring(1)).toList();
  }

  private List<String> names(int latent) {
    String[] all = LatentCode.dimensionNames(latent);
    Stream<String> means = dimensions.stream().map(d -> PREFIX + all[d]);
    if (!hasLogVariances()) {
      return means.toList();
    }
    Stream<String> spreads = dimensions.stream().map(d -> LOG_VARIANCE + all[d].substring(1));
    return Stream.concat(spreads, means).toList();
  }

  /** The features of the model on codes: those of the codes and, if raw, the original ones. */
  public ImmutableFeatureMap featureMap(Encodes encoder, ImmutableFeatureMap original) {
    MutableFeatureMap all = new MutableFeatureMap();
    names(encoder).forEach(name -> all.add(name, 0));
    if (raw) {
      ExampleTable.names(original).forEach(name -> all.add(name, 0));
    }
    return new ImmutableFeatureMap(all);
  }

  /** The features as a node of a model, columns in the order of {@link #featureMap}. */
  public Node node(VAE vae, List<String> original) {
    List<Node> parts = new ArrayList<>(nodes(vae));
    List<String> names =
        new ArrayList<>(
            codes.layer().isPresent() ? unitNames(parts.get(0).columns()) : names(vae.latent()));
    if (raw && !vae.missing().isNone()) {
      throw new IllegalArgumentException(
          "Expected no raw features beside codes where some may be missing: they have no value that"
              + " a graph could hand on");
    }
    if (raw) {
      parts.add(Densify.of(vae.features()));
      names.addAll(original);
    }
    List<String> sorted = names.stream().sorted().toList();
    List<int[]> places = new ArrayList<>();
    for (Node part : parts) {
      places.add(names.stream().limit(part.columns()).mapToInt(sorted::indexOf).toArray());
      names = names.subList(part.columns(), names.size());
    }
    return MergeColumns.of(places, parts);
  }

  private List<Node> nodes(VAE vae) {
    int[] used = dimensions.stream().mapToInt(Integer::intValue).toArray();
    LatentDistribution q = vae.encode(vae.observed());
    Node mean = SelectColumns.of(q.mean(), used);
    return switch (codes) {
      case ENCODER_LAYER -> List.of(VAEOutputs.encoderLayer(vae));
      case DECODER_LAYER -> List.of(VAEOutputs.decoderLayer(vae));
      case MEAN_AND_LOG_VARIANCE -> List.of(SelectColumns.of(q.logVariance(), used), mean);
      default -> List.of(mean);
    };
  }

  /** Refuses data whose own features have names reserved for codes. */
  public static void requireNoCollision(ImmutableFeatureMap features) {
    for (String name : ExampleTable.names(features)) {
      if (name.startsWith(PREFIX)) {
        throw new IllegalArgumentException(
            "Feature names starting with '" + PREFIX + "' are reserved for codes, found " + name);
      }
    }
  }

  /**
   * Refuses features that are not log-variances followed by means of the same dimensions.
   *
   * @throws IllegalArgumentException if there are other features, or they are in another order
   */
  public static void requireMeansAndLogVariances(List<String> names) {
    List<String> means = names.subList(names.size() / 2, names.size());
    Stream<String> logVariances = means.stream().map(name -> name.replace(MEAN, LOG_VARIANCE));
    if (!means.stream().allMatch(name -> name.startsWith(MEAN))
        || !names.equals(Stream.concat(logVariances, means.stream()).toList())) {
      throw new IllegalArgumentException(
          "Expected the features lateo.v00 ..., then lateo.z00 ..., as a LatentFeatureTrainer of"
              + " MEAN_AND_LOG_VARIANCE without raw features makes them, found "
              + names);
    }
  }

  /** The examples with the features of the model on codes; output, weight and metadata are kept. */
  public <T extends Output<T>> List<Example<T>> encode(Encodes encoder, List<Example<T>> examples) {
    double[][] found = values(encoder, examples);
    String[] names = names(encoder).toArray(String[]::new);
    List<Example<T>> encoded = new ArrayList<>(examples.size());
    for (int i = 0; i < examples.size(); i++) {
      encoded.add(example(encoder, examples.get(i), names, found[i]));
    }
    return encoded;
  }

  private double[][] values(Encodes encoder, List<? extends Example<?>> examples) {
    return codes
        .layer()
        .map(layer -> layers(encoder).layer(layer, examples))
        .orElseGet(
            () -> encoder.encode(examples).stream().map(this::values).toArray(double[][]::new));
  }

  /**
   * As {@link #encode}, each example {@code draws} times, from as many draws of its posterior.
   *
   * @param seed of the draws
   */
  <T extends Output<T>> List<Example<T>> draw(
      Encodes encoder, List<Example<T>> examples, int draws, long seed) {
    List<LatentCode> found = encoder.encode(examples);
    String[] names = names(encoder).toArray(String[]::new);
    List<Example<T>> drawn = new ArrayList<>(examples.size() * draws);
    for (int i = 0; i < examples.size(); i++) {
      RandomStream random = RandomStream.of(seed, "draws of codes").at(i);
      for (int k = 0; k < draws; k++) {
        drawn.add(example(encoder, examples.get(i), names, drawn(found.get(i), random.at(k))));
      }
    }
    return drawn;
  }

  private double[] values(LatentCode code) {
    double[] mean = used(code.getMean());
    if (!hasLogVariances()) {
      return mean;
    }
    double[] values = Arrays.copyOf(used(code.getLogVariance()), 2 * mean.length);
    System.arraycopy(mean, 0, values, mean.length, mean.length);
    return values;
  }

  /** The values of the dimensions that are used. */
  private double[] used(double[] all) {
    double[] values = new double[dimensions.size()];
    Arrays.setAll(values, i -> all[dimensions.get(i)]);
    return values;
  }

  private double[] drawn(LatentCode code, RandomStream random) {
    double[] mean = code.getMean();
    double[] logVariance = code.getLogVariance();
    Arrays.setAll(mean, d -> mean[d] + StrictMath.exp(logVariance[d] / 2) * random.gaussian(d));
    return used(mean);
  }

  /**
   * An example of these features. Raw features are added by the encoder's names for them, which
   * differ in hashed domains; those that the encoder does not know are left out.
   */
  private <T extends Output<T>> Example<T> example(
      Encodes encoder, Example<T> original, String[] names, double[] values) {
    ArrayExample<T> example =
        new ArrayExample<>(original.getOutput(), names, values, original.getMetadata());
    if (raw) {
      HashedDomain.known(original, encoder.getFeatureIDMap()).forEach(example::add);
    }
    example.setWeight(original.getWeight());
    return example;
  }
}
