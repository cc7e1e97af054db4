package org.lateo;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.graph.RowSource;
import org.lateo.inference.LogLikelihood;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.model.Definition;
import org.lateo.model.VAEArchitecture;
import org.lateo.output.DensityModel;
import org.lateo.output.Encodes;
import org.lateo.output.HiddenLayers;
import org.lateo.output.ImmutableLatentCodeInfo;
import org.lateo.output.ImputedRow;
import org.lateo.output.Imputes;
import org.lateo.output.LatentCode;
import org.lateo.output.ModelMetadata;
import org.lateo.output.Scores;
import org.lateo.rows.EncodedSource;
import org.lateo.rows.ExampleRows;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.ReadableRows;
import org.lateo.storage.Protos;
import org.lateo.storage.StoredModel;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.provenance.ModelProvenance;

/**
 * A trained variational or plain autoencoder: a feature extractor ({@link #encode(List)}), a
 * density model ({@link #score(List)}, {@link #logLikelihood}) and a generator ({@link #sample}).
 *
 * <p>{@code predict} runs the encoder only: a code has the posterior's mean and log-variance and,
 * if it has a closed form, the KL divergence (NaN otherwise). {@link #score(List)} also decodes,
 * and gives the evidence lower bound.
 *
 * <p>A plain autoencoder, one whose posterior is a point, has no prior and no p(x): its divergence
 * is 0 and its bound the reconstruction, while log-likelihoods and samples are refused.
 *
 * <p>Every result is a function of model and example alone; draws of z belong to the model.
 * Features that the model does not know are ignored. Immutable, and safe for any number of threads.
 */
public final class VAEModel extends TrainedVAE
    implements Encodes, HiddenLayers, DensityModel, Scores, Imputes {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  /** Importance samples of {@link #logDensity}. */
  private static final int DENSITY_SAMPLES = 200;

  /** The key of the code in a prediction's map of scores. */
  public static final String CODE = "CODE";

  VAEModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<LatentCode> codes,
      Definition<VAEArchitecture> definition) {
    super(name, provenance, features, codes, definition);
  }

  /**
   * A copy with the feature domain of a model that contains this one. The salt of a hashed domain,
   * which is not stored, then has to be set only once.
   *
   * @throws IllegalArgumentException if the domain has other features
   */
  public VAEModel partOf(ImmutableFeatureMap whole) {
    List<String> expected = ExampleTable.names(whole);
    if (!featureNames().equals(expected)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected an autoencoder of the whole model's %d features, found one of %d features"
                  + " or of other names",
              expected.size(), featureIDMap.size()));
    }
    return new VAEModel(name, provenance, whole, outputIDInfo, definition);
  }

  /**
   * Deserialization factory.
   *
   * @param version the version of the stored form
   * @param className the class name
   * @param message a packed {@link org.lateo.protos.ChecksummedProto}
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if the message is damaged, of a newer version, or inconsistent
   */
  public static VAEModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    Protos.checkVersion(VAEModel.class, version, CURRENT_VERSION);
    StoredModel<VAEArchitecture> stored =
        StoredModel.read(VAEModel.class, VAEArchitecture.class, message);
    ModelDataCarrier<?> carrier = ModelMetadata.read("VAEModel", stored.metadata());
    if (!(carrier.outputDomain() instanceof ImmutableLatentCodeInfo codes)) {
      throw new IllegalArgumentException(
          "VAEModel: expected latent codes as output domain, found "
              + carrier.outputDomain().getClass().getName());
    }
    return new VAEModel(
        carrier.name(), carrier.provenance(), carrier.featureDomain(), codes, stored.definition());
  }

  @Override
  public org.tribuo.protos.core.ModelProto serialize() {
    return new StoredModel<>(createDataCarrier().serialize(), definition)
        .write(VAEModel.class, CURRENT_VERSION);
  }

  @Override
  public List<LatentCode> encode(List<? extends Example<?>> examples) {
    return encode(rows(examples));
  }

  private List<LatentCode> encode(ExampleRows rows) {
    return inference.encode(ReadableRows.of(rows, support(), featureIDMap), rows.count());
  }

  @Override
  public int units(Layer layer) {
    return inference.units(layer);
  }

  @Override
  public double[][] layer(Layer layer, List<? extends Example<?>> examples) {
    ExampleRows rows = rows(examples);
    return inference.layer(layer, ReadableRows.of(rows, support(), featureIDMap), rows.count());
  }

  @Override
  public Optional<String> impossible(Example<?> example) {
    return impossible(example, 0);
  }

  /** As above, for an example whose row has a number in messages. */
  Optional<String> impossible(Example<?> example, int number) {
    if (support().isAny()) {
      return Optional.empty();
    }
    float[] row = new float[featureIDMap.size()];
    reader.ofGaps().fill(example, number, row, 0);
    return support().impossible(row, c -> featureIDMap.get(c).getName());
  }

  /**
   * A dataset for any Tribuo trainer whose features are the means of the examples' codes, named
   * {@code lateo.z00} and so on; outputs and weights stay. Its provenance contains that of this
   * model, so that both can be trained again.
   */
  public <T extends Output<T>> MutableDataset<T> encodeDataset(Dataset<T> examples) {
    return new MutableDataset<>(new EncodedSource<>(this, provenance, examples));
  }

  @Override
  public List<LatentCode> score(List<? extends Example<?>> examples) {
    return score(rows(examples));
  }

  private List<LatentCode> score(ExampleRows rows) {
    return inference.score(rows, rows.count());
  }

  /**
   * Scores of examples, split by features and latent dimensions, in their order.
   *
   * @param samples importance samples for each row, at least 1; read for {@link
   *     ScoreKind#LOG_LIKELIHOOD} only
   * @throws IllegalArgumentException as {@link #score(Example)}
   */
  public List<ScoreSplit> split(ScoreKind kind, int samples, List<? extends Example<?>> examples) {
    return split(kind, samples, rows(examples), examples.size());
  }

  /**
   * As above, for rows in the model's column order, where NaN is a missing value.
   *
   * @param rows raw values minus the origin of {@link #definition}
   */
  public List<ScoreSplit> split(ScoreKind kind, int samples, RowSource rows, int count) {
    return inference.split(kind, samples, rows, count);
  }

  /** Not of a plain autoencoder, see {@link #hasPrior}. */
  @Override
  public boolean hasDensity() {
    return hasPrior();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the model has no density, or as {@link #score(Example)}
   */
  @Override
  public LogLikelihood estimateLogLikelihood(List<? extends Example<?>> examples, int samples) {
    return inference.logLikelihood(rows(examples), examples.size(), samples);
  }

  /** {@inheritDoc} Estimated by 200 importance samples, see {@link #logLikelihood}. */
  @Override
  public double[] logDensity(List<? extends Example<?>> examples) {
    return logLikelihood(examples, DENSITY_SAMPLES);
  }

  @Override
  public double[] meanLatentNats(List<? extends Example<?>> examples) {
    return inference.meanLatentNats(rows(examples), examples.size());
  }

  /**
   * The mean of p(x|z), in raw values.
   *
   * @param z {@code [latent]}
   * @return {@code [columns]}
   * @throws IllegalArgumentException if z has another length or is not finite
   */
  public double[] decode(double[] z) {
    return inference.decode(z);
  }

  /** The mean of p(x|z) at the mean of the example's code. */
  @Override
  public double[] reconstruct(Example<?> example) {
    return decode(encode(example).getMean());
  }

  /**
   * The means of p(x|z) for z drawn from the prior, {@code [count, columns]}, in raw values.
   *
   * @throws IllegalArgumentException if there is no prior, see {@link #hasPrior}
   */
  @Override
  public double[][] sample(int count, long seed) {
    return inference.sample(count, seed);
  }

  @Override
  public VAEModel requireMissingFeatures() {
    if (missingFeatures().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a model trained with features that may be missing (setting missing), found one"
              + " that takes all absent features as zero, so that there is nothing to impute");
    }
    return this;
  }

  /** {@inheritDoc} Means are averaged over 2 × latent draws of q(z|x) that belong to the model. */
  @Override
  public List<ImputedRow> impute(List<? extends Example<?>> examples) {
    return imputation().byPosteriorMean(rowsToImpute(examples));
  }

  @Override
  public List<ImputedRow> impute(List<? extends Example<?>> examples, int samples) {
    return imputation().byImportance(rowsToImpute(examples), samples);
  }

  private Imputation imputation() {
    requireMissingFeatures();
    return Imputation.of(inference, featureNames(), likelihoodGroups());
  }

  private ExampleRows rowsToImpute(List<? extends Example<?>> examples) {
    return new ExampleRows(reader.ofGaps(), examples);
  }

  private ExampleRows rows(List<? extends Example<?>> examples) {
    return new ExampleRows(reader, examples);
  }

  @Override
  protected List<Prediction<LatentCode>> predictions(List<Example<LatentCode>> examples) {
    ExampleRows rows = rows(examples);
    return predictions(examples, rows, encode(rows));
  }

  /** As {@code predict}, with scored codes. */
  @Override
  public List<Prediction<LatentCode>> predictScored(Iterable<Example<LatentCode>> examples) {
    List<Example<LatentCode>> list = new ArrayList<>();
    examples.forEach(list::add);
    ExampleRows rows = rows(list);
    return predictions(list, rows, score(rows));
  }

  /** Predictions of examples whose codes are known, in their order. */
  static List<Prediction<LatentCode>> predictions(
      List<Example<LatentCode>> examples, ExampleRows rows, List<LatentCode> codes) {
    List<Prediction<LatentCode>> predictions = new ArrayList<>(codes.size());
    for (int i = 0; i < codes.size(); i++) {
      LatentCode code = codes.get(i);
      predictions.add(
          new Prediction<>(code, Map.of(CODE, code), rows.known(i), examples.get(i), false));
    }
    return predictions;
  }

  @Override
  protected VAEModel copy(String newName, ModelProvenance newProvenance) {
    return new VAEModel(newName, newProvenance, featureIDMap, outputIDInfo, definition);
  }
}
