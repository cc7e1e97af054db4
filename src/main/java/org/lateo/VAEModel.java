package org.lateo;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.inference.LogLikelihood;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.likelihood.Likelihood.ColumnGroup;
import org.lateo.likelihood.LikelihoodTable;
import org.lateo.likelihood.Scaling;
import org.lateo.likelihood.Support;
import org.lateo.model.Definition;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.objective.FixedDraws;
import org.lateo.onnx.CheckRows;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.WeightPrecision;
import org.lateo.output.Describes;
import org.lateo.output.Encodes;
import org.lateo.output.Exports;
import org.lateo.output.Generates;
import org.lateo.output.ImputedRow;
import org.lateo.output.Imputes;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeInfo;
import org.lateo.output.PosteriorCollapse;
import org.lateo.output.Scores;
import org.lateo.output.SerializedProto;
import org.lateo.output.TakesMissing;
import org.lateo.rows.EncodedSource;
import org.lateo.rows.ExampleReader;
import org.lateo.rows.ExampleRows;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.HashedDomain;
import org.lateo.rows.ReadableRows;
import org.lateo.storage.LateoVersion;
import org.lateo.storage.Protos;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.ONNXExportable;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A trained variational autoencoder: a feature extractor ({@link #encode}), a density model ({@link
 * #score}, {@link #logLikelihood}) and a generator ({@link #sample}).
 *
 * <p>{@code predict} encodes: it gives the posterior's mean and log-variance and, where it has a
 * closed form, the KL divergence (NaN otherwise), and costs one pass of the encoder. {@link #score}
 * also decodes, for the evidence lower bound.
 *
 * <p>Everything is a pure function of model and example: draws, where there are any, belong to the
 * model. Features the model does not know are ignored. Immutable, and safe for any number of
 * threads.
 */
public final class VAEModel extends Model<LatentCode>
    implements ONNXExportable,
        Encodes,
        Generates,
        Scores,
        Imputes,
        Exports,
        TakesMissing,
        Describes {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  /** The key of the code in a prediction's map of scores. */
  public static final String CODE = "CODE";

  private static final int CHECK_ROWS = 100;

  private final transient Definition<VAEArchitecture> definition;
  private final transient Inference inference;
  private final transient ExampleReader reader;

  VAEModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<LatentCode> codes,
      Definition<VAEArchitecture> definition) {
    super(name, provenance, features, codes, false);
    this.definition = definition;
    this.inference = Inference.of(definition);
    this.reader = new ExampleReader(features, definition.missing(), definition.origin());
  }

  /**
   * The same model with the feature domain of a model that it is part of: of a hashed domain, whose
   * salt is not stored, it has to be set only once then.
   *
   * @throws IllegalArgumentException if that has other columns
   */
  public VAEModel partOf(ImmutableFeatureMap whole) {
    List<String> expected = ExampleTable.names(whole);
    if (!featureNames().equals(expected)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected an autoencoder of the whole model's %d features, found one of %d, or of"
                  + " others",
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
   * @throws IllegalArgumentException if it is damaged, too new, or its parts do not fit together
   */
  public static VAEModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    Protos.checkVersion(VAEModel.class, version, CURRENT_VERSION);
    return VAEModelStorage.read(message);
  }

  @Override
  public org.tribuo.protos.core.ModelProto serialize() {
    return VAEModelStorage.write(this);
  }

  public Definition<VAEArchitecture> definition() {
    return definition;
  }

  /** The graph of raw values that exports and pipelines are made of. */
  public VAE ofRawRows() {
    return inference.ofRawRows();
  }

  /** The trained parameters, which nothing changes. */
  public Parameters parameters() {
    return inference.parameters();
  }

  public Inference inference() {
    return inference;
  }

  Any metadata() {
    return Any.pack(createDataCarrier().serialize());
  }

  /** The number of latent dimensions. */
  @Override
  public int latent() {
    return definition.architecture().latent();
  }

  /** The features' names in the model's column order, {@code [columns]}. */
  public List<String> featureNames() {
    return ExampleTable.names(featureIDMap);
  }

  /** The groups of columns, by number, each with its likelihood and why it has that one. */
  public List<ColumnGroup> likelihoodGroups() {
    return definition.architecture().likelihood().groups(featureIDMap.size());
  }

  /** If there are several groups, {@link #describeLikelihood}. */
  @Override
  public List<String> describe() {
    return likelihoodGroups().size() > 1 ? describeLikelihood() : List.of();
  }

  /** The groups as a table for people, lines of text of which the first are headings. */
  public List<String> describeLikelihood() {
    return LikelihoodTable.of(likelihoodGroups(), featureNames());
  }

  /**
   * The code of an example, not scored.
   *
   * @throws IllegalArgumentException if no feature of the example is known, or a value is not
   *     finite, or one that the encoder has no reading of, such as a negative count
   */
  public LatentCode encode(Example<?> example) {
    return encode(List.of(example)).get(0);
  }

  /** The codes of examples, not scored, in their order; see {@link #encode(Example)}. */
  @Override
  public List<LatentCode> encode(List<? extends Example<?>> examples) {
    return encode(rows(examples));
  }

  private List<LatentCode> encode(ExampleRows rows) {
    return inference.encode(ReadableRows.of(rows, support(), featureIDMap), rows.count());
  }

  private Support support() {
    return inference.vae().support();
  }

  /**
   * What makes an example impossible under the model's likelihood, in words: such an example has no
   * score but minus infinity. Empty if nothing does.
   *
   * @throws IllegalArgumentException as {@link #encode(Example)}
   */
  @Override
  public Optional<String> impossible(Example<?> example) {
    if (support().isAny()) {
      return Optional.empty();
    }
    float[] row = new float[featureIDMap.size()];
    reader.ofGaps().fill(example, 0, row, 0);
    return support().impossible(row, c -> featureIDMap.get(c).getName());
  }

  /**
   * The examples with their codes' means as features, named {@code lateo.z00} and so on, for any
   * Tribuo trainer; outputs and weights stay. The dataset's provenance names this model's, from
   * which it is trained again where a model on the codes is.
   */
  public <T extends Output<T>> MutableDataset<T> encodeDataset(Dataset<T> examples) {
    return new MutableDataset<>(new EncodedSource<>(this, provenance, examples));
  }

  /**
   * The code of an example with its evidence lower bound in nats of the raw values, the mean over 2
   * × latent draws that belong to the model; minus infinity if a value is impossible.
   *
   * @throws IllegalArgumentException if no feature of the example is known, or a value is not
   *     finite
   */
  public LatentCode score(Example<?> example) {
    return score(List.of(example)).get(0);
  }

  /** The scored codes of examples, in their order; see {@link #score(Example)}. */
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
   * @param samples importance samples a row, which {@link ScoreKind#LOG_LIKELIHOOD} alone reads; at
   *     least 1 there
   * @throws IllegalArgumentException as {@link #score(Example)}
   */
  public List<ScoreSplit> split(ScoreKind kind, int samples, List<? extends Example<?>> examples) {
    return inference.split(kind, samples, rows(examples), examples.size());
  }

  /**
   * As above, of rows in the model's column order, NaN where a value is missing.
   *
   * @param rows raw values less the origin of {@link #definition}
   */
  public List<ScoreSplit> split(ScoreKind kind, int samples, RowSource rows, int count) {
    return inference.split(kind, samples, rows, count);
  }

  /**
   * Importance-weighted estimates of log p(x) in nats (Burda et al. 2016, equation 8), a lower
   * bound in expectation that rises with the number of samples. Draws depend on model and row
   * alone.
   *
   * @param samples at least 1
   * @return {@code [examples]}
   */
  public double[] logLikelihood(List<? extends Example<?>> examples, int samples) {
    return estimateLogLikelihood(examples, samples).nats();
  }

  /** As {@link #logLikelihood}, with standard errors. */
  @Override
  public LogLikelihood estimateLogLikelihood(List<? extends Example<?>> examples, int samples) {
    return inference.logLikelihood(rows(examples), examples.size(), samples);
  }

  @Override
  public double[] meanLatentNats(List<? extends Example<?>> examples) {
    return inference.meanLatentNats(rows(examples), examples.size());
  }

  /** The standard deviation of each dimension's mean over the training rows, {@code [latent]}. */
  public double[] codeDeviations() {
    double[] variances = ((LatentCodeInfo) outputIDInfo).statistics().variances();
    return Arrays.stream(variances).map(Math::sqrt).toArray();
  }

  /**
   * Says so if at least half of the latent dimensions did not tell the rows apart that the model
   * was trained on, and names remedies.
   */
  public Optional<String> collapseWarning() {
    return PosteriorCollapse.warning(((LatentCodeInfo) outputIDInfo).statistics());
  }

  /**
   * The mean of p(x|z), raw values.
   *
   * @param z {@code [latent]}
   * @return {@code [columns]}
   * @throws IllegalArgumentException if it is of another length or not finite
   */
  public double[] decode(double[] z) {
    if (z.length != latent()) {
      throw new IllegalArgumentException(
          "Expected a code of " + latent() + " dimensions, found " + z.length);
    }
    float[] floats = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      floats[i] = (float) z[i];
      if (!Float.isFinite(floats[i])) {
        throw new IllegalArgumentException(
            "Expected a code of finite numbers, found " + z[i] + " in dimension " + i);
      }
    }
    return inference.decode(RowSource.of(floats), 1)[0];
  }

  /**
   * The mean of p(x|z) at the posterior mean of an example.
   *
   * @return {@code [columns]}, raw values
   */
  @Override
  public double[] reconstruct(Example<?> example) {
    return decode(encode(example).getMean());
  }

  /**
   * New rows: means of p(x|z) for z drawn from the prior.
   *
   * @param count 0 or more
   * @return {@code [count, columns]}, raw values
   */
  @Override
  public double[][] sample(int count, long seed) {
    if (count < 0) {
      throw new IllegalArgumentException("Expected 0 or more rows to sample, found " + count);
    }
    return inference.sample(count, seed);
  }

  /**
   * The names of the features that are missing where an example lacks them, instead of zero; in
   * ONNX they are NaN then.
   */
  public List<String> missingFeatures() {
    boolean[] missing = definition.missing().flags();
    return IntStream.range(0, missing.length)
        .filter(c -> missing[c])
        .mapToObj(featureNames()::get)
        .toList();
  }

  /**
   * Whether a feature of that name is missing where an example lacks it, instead of zero; a value
   * of a field {@code field@value} that the model has never seen is so if others are.
   */
  @Override
  public boolean mayMiss(String feature) {
    return reader.mayMiss(feature);
  }

  /**
   * Refuses to impute with a model to which nothing is missing, and returns it otherwise.
   *
   * @throws IllegalArgumentException if none of its features may be missing
   */
  @Override
  public VAEModel requireMissingFeatures() {
    if (missingFeatures().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a model trained with features that may be missing (missing), found one that"
              + " takes all absent features as zero: nothing to impute");
    }
    return this;
  }

  /**
   * The examples' rows with missing values filled in by the posterior mean: the expected value for
   * codes of q(z|x), averaged over 2 × latent draws that belong to the model. It costs about what
   * {@link #score} does. {@link #impute(List, int)} is closer to the truth.
   *
   * <p>Where every feature may be missing, an example of which nothing is known gets what the model
   * expects of any row.
   *
   * @throws IllegalArgumentException if the model has no features that may be missing, if a known
   *     value is impossible, naming row and feature, or as {@link #encode(Example)}, but for such
   *     examples
   */
  @Override
  public List<ImputedRow> impute(List<? extends Example<?>> examples) {
    return Imputation.of(this).byPosteriorMean(rowsToImpute(examples));
  }

  /**
   * As above, by importance weights: estimates of the expected value given all that is known, which
   * it tends to as samples grow (Mattei and Frellsen 2019, MIWAE). Draws depend on model and row
   * alone.
   *
   * @param samples at least 1
   */
  @Override
  public List<ImputedRow> impute(List<? extends Example<?>> examples, int samples) {
    return Imputation.of(this).byImportance(rowsToImpute(examples), samples);
  }

  private ExampleRows rowsToImpute(List<? extends Example<?>> examples) {
    return new ExampleRows(reader.ofGaps(), examples);
  }

  private ExampleRows rows(List<? extends Example<?>> examples) {
    return new ExampleRows(reader, examples);
  }

  @Override
  public Prediction<LatentCode> predict(Example<LatentCode> example) {
    return innerPredict(List.of(example)).get(0);
  }

  @Override
  protected List<Prediction<LatentCode>> innerPredict(Iterable<Example<LatentCode>> examples) {
    return predictions(examples, this::encode);
  }

  /** As {@code predict}, with scored codes. */
  @Override
  public List<Prediction<LatentCode>> predictScored(Iterable<Example<LatentCode>> examples) {
    return predictions(examples, this::score);
  }

  private List<Prediction<LatentCode>> predictions(
      Iterable<Example<LatentCode>> examples, Function<ExampleRows, List<LatentCode>> coder) {
    List<Example<LatentCode>> list = new ArrayList<>();
    examples.forEach(list::add);
    ExampleRows rows = rows(list);
    List<LatentCode> codes = coder.apply(rows);
    List<Prediction<LatentCode>> predictions = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      LatentCode code = codes.get(i);
      predictions.add(
          new Prediction<>(code, Map.of(CODE, code), rows.known(i), list.get(i), false));
    }
    return predictions;
  }

  /** Scores a whole dataset of any output type, in its order. */
  public List<LatentCode> score(Dataset<?> examples) {
    List<Example<?>> list = new ArrayList<>();
    examples.forEach(list::add);
    return score(list);
  }

  /**
   * Writes a head as ONNX, once ONNX Runtime computes with it what Java does.
   *
   * @param head {@code encoder}, {@code decoder}, {@code reconstruction} or {@code score}, see
   *     {@link ONNXHead}
   * @return the largest relative difference between the two
   * @throws IllegalArgumentException if there is no such head
   * @throws org.lateo.onnx.ONNXMismatchException if it is above 1e-4; nothing is written
   * @throws java.io.UncheckedIOException if the file cannot be written, naming it
   */
  public double exportONNX(String head, Path file) {
    return exportONNX(head, file, WeightPrecision.SINGLE);
  }

  /**
   * As above, with weights of a precision.
   *
   * @throws org.lateo.onnx.ONNXMismatchException if the difference is above {@link
   *     WeightPrecision#tolerance()}; nothing is written
   */
  @Override
  public double exportONNX(String head, Path file, WeightPrecision weights) {
    HashedDomain.requireNames(featureIDMap);
    return ONNXExport.writeChecked(
        inference.ofRawRows(),
        inference.parameters(),
        ONNXHead.of(head, draws()),
        onnxMetadata(provenance),
        weights,
        checkRows(),
        rawUnits(),
        file);
  }

  private float[] draws() {
    return FixedDraws.of(latent(), definition.seed());
  }

  /** {@code encoder}, {@code decoder}, {@code reconstruction} and {@code score}. */
  @Override
  public List<String> heads() {
    return ONNXHead.all(draws()).stream().map(ONNXHead::id).toList();
  }

  @Override
  public Set<WeightPrecision> precisions() {
    return EnumSet.allOf(WeightPrecision.class);
  }

  private Scaling rawUnits() {
    Scaling units = definition.architecture().likelihood().unitsOfMeans(definition.scaling());
    return new Scaling(definition.origin().addTo(units.shift()), units.scale());
  }

  /** What an exported file of this model says about itself, with the provenance given. */
  public ONNXMetadata onnxMetadata(ModelProvenance of) {
    return new ONNXMetadata(
        LateoVersion.VERSION, featureNames(), missingFeatures(), serializeProvenance(of));
  }

  /** Raw rows like those trained on to check an export with, {@code [100, columns]}. */
  public float[][] checkRows() {
    float[][] rows =
        CheckRows.features(support(), definition.scaling(), CHECK_ROWS, definition.seed());
    definition.origin().addTo(rows);
    return CheckRows.withGaps(rows, definition.missing(), definition.seed());
  }

  /** The posterior mean as an ONNX model of one input and one output, {@code [batch, latent]}. */
  @Override
  public ModelProto exportONNXModel(String domain, long modelVersion) {
    ONNXContext context = new ONNXContext();
    ONNXRef<?> features = context.floatInput(ONNXHead.INPUT, featureIDMap.size());
    context.assignTo(writeONNXGraph(features), context.floatOutput("mean", latent()));
    return ONNXExport.finish(context, ONNXHead.ENCODER.id(), onnxMetadata(provenance)).toBuilder()
        .setDomain(domain)
        .setModelVersion(modelVersion)
        .build();
  }

  /** Continues a graph with the posterior mean, {@code [batch, latent]}. */
  @Override
  public ONNXNode writeONNXGraph(ONNXRef<?> input) {
    return ONNXExport.encoderMean(inference.ofRawRows(), inference.parameters(), input);
  }

  /** Not offered: no output has features of its own. */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return Map.of();
  }

  /** Not offered. */
  @Override
  public Optional<Excuse<LatentCode>> getExcuse(Example<LatentCode> example) {
    return Optional.empty();
  }

  @Override
  protected VAEModel copy(String newName, ModelProvenance newProvenance) {
    return new VAEModel(newName, newProvenance, featureIDMap, outputIDInfo, definition);
  }

  private Object writeReplace() {
    return new SerializedProto(SerializedProto.Kind.MODEL, serialize());
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerializedProto.notAProxy(VAEModel.class);
  }
}
