package org.lateo;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.lateo.graph.Parameters;
import org.lateo.inference.FixedDraws;
import org.lateo.likelihood.Likelihood.ColumnGroup;
import org.lateo.likelihood.LikelihoodTable;
import org.lateo.likelihood.Scaling;
import org.lateo.likelihood.Support;
import org.lateo.model.Definition;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.onnx.CheckRows;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.WeightPrecision;
import org.lateo.output.Describes;
import org.lateo.output.DimensionNames;
import org.lateo.output.Exports;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeInfo;
import org.lateo.output.LatentStatistics;
import org.lateo.output.PosteriorCollapse;
import org.lateo.output.ProtoModel;
import org.lateo.output.TakesMissing;
import org.lateo.rows.ExampleReader;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.HashedDomain;
import org.lateo.storage.LateoVersion;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.ONNXExportable;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/** The parts of a {@code VAEModel}, its descriptions and its exports; no rows are read here. */
abstract class TrainedVAE extends ProtoModel<LatentCode>
    implements ONNXExportable, Exports, TakesMissing, Describes {
  private static final long serialVersionUID = 1L;

  final transient Definition<VAEArchitecture> definition;
  final transient Inference inference;
  final transient ExampleReader reader;

  /** Refuses with {@link IllegalArgumentException} parts that do not fit together. */
  TrainedVAE(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<LatentCode> codes,
      Definition<VAEArchitecture> definition) {
    super(name, provenance, features, codes, false);
    int columns = definition.scaling().columns();
    if (features.size() != columns) {
      throw new IllegalArgumentException(
          String.format(
              "VAEModel: expected a scaling of %d columns, found %d", features.size(), columns));
    }
    this.definition = definition;
    DimensionNames.checkSame(
        LatentCode.dimensionNames(latent()), ((LatentCodeInfo) codes).getNames());
    this.inference = Inference.of(definition);
    this.reader = new ExampleReader(features, definition.missing(), definition.origin());
  }

  /** The numbers that make this model. */
  public Definition<VAEArchitecture> definition() {
    return definition;
  }

  /** The model of raw rows of floats, as exports and pipelines use it. */
  public VAE ofRawRows() {
    return inference.ofRawRows();
  }

  /** The trained parameters, which are not changed any more. */
  public Parameters parameters() {
    return inference.parameters();
  }

  /** The number of latent dimensions. */
  public int latent() {
    return definition.architecture().latent();
  }

  /** The features' names in the model's column order, {@code [columns]}. */
  public List<String> featureNames() {
    return ExampleTable.names(featureIDMap);
  }

  /** The groups of columns, each with its likelihood and the reason for it. */
  public List<ColumnGroup> likelihoodGroups() {
    return definition.architecture().likelihood().groups(featureIDMap.size());
  }

  /** {@link #describeLikelihood} if there are several groups of columns, otherwise nothing. */
  @Override
  public List<String> describe() {
    return likelihoodGroups().size() > 1 ? describeLikelihood() : List.of();
  }

  /** The groups of columns as the lines of a table for people, headings first. */
  public List<String> describeLikelihood() {
    return LikelihoodTable.of(likelihoodGroups(), featureNames());
  }

  final Support support() {
    return inference.vae().support();
  }

  /** The standard deviation of each dimension's mean over the training rows, {@code [latent]}. */
  public double[] codeDeviations() {
    return Arrays.stream(statistics().variances()).map(Math::sqrt).toArray();
  }

  /**
   * A warning with remedies, if at least half of the latent dimensions are inactive over the
   * training rows; never of a plain autoencoder, whose codes have a scale of their own.
   */
  public Optional<String> collapseWarning() {
    return hasPrior() ? PosteriorCollapse.warning(statistics()) : Optional.empty();
  }

  /**
   * Whether there is a prior p(z), and with it a density p(x): not of a plain autoencoder, which
   * has a code for each row and nothing that says how likely the code is.
   */
  public final boolean hasPrior() {
    return inference.hasPrior();
  }

  private LatentStatistics statistics() {
    return ((LatentCodeInfo) outputIDInfo).statistics();
  }

  /**
   * The names of the features that are missing, not zero, if an example lacks them; in ONNX such
   * values are NaN.
   */
  public List<String> missingFeatures() {
    boolean[] missing = definition.missing().flags();
    return IntStream.range(0, missing.length)
        .filter(c -> missing[c])
        .mapToObj(featureNames()::get)
        .toList();
  }

  /**
   * Whether a feature of that name is missing, not zero, if an example lacks it. A value {@code
   * field@value} that training has not seen may be missing if other values of its field may.
   */
  @Override
  public boolean mayMiss(String feature) {
    return reader.mayMiss(feature);
  }

  /** The metadata of an exported file of this model, with the given provenance. */
  public ONNXMetadata onnxMetadata(ModelProvenance of) {
    return new ONNXMetadata(
        LateoVersion.VERSION, featureNames(), missingFeatures(), serializeProvenance(of));
  }

  /** Raw rows like the training rows, to check an export with, {@code [100, columns]}. */
  public float[][] checkRows() {
    return CheckRows.of(definition, support());
  }

  /** As {@link #exportONNX(String, Path, WeightPrecision)}, with weights of single precision. */
  public double exportONNX(String head, Path file) {
    return exportONNX(head, file, WeightPrecision.SINGLE);
  }

  /** {@code encoder}, {@code decoder}, {@code reconstruction} and {@code score}. */
  @Override
  public List<String> heads() {
    return ONNXHead.all(draws()).stream().map(ONNXHead::id).toList();
  }

  /** The draws of z that scores are averaged over, {@code [2 × latent, latent]}. */
  private float[] draws() {
    return FixedDraws.of(latent(), definition.seed());
  }

  @Override
  public Set<WeightPrecision> precisions() {
    return EnumSet.allOf(WeightPrecision.class);
  }

  @Override
  public double exportONNX(String head, Path file, WeightPrecision weights) {
    HashedDomain.requireNames(featureIDMap);
    Scaling units = definition.architecture().likelihood().unitsOfMeans(definition.scaling());
    return ONNXExport.writeChecked(
        ofRawRows(),
        parameters(),
        ONNXHead.of(head, draws()),
        onnxMetadata(provenance),
        weights,
        checkRows(),
        new Scaling(definition.origin().addTo(units.shift()), units.scale()),
        file);
  }

  /** An ONNX model of the posterior mean, with one input and one output {@code [batch, latent]}. */
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

  /** Writes the posterior mean, {@code [batch, latent]}, into the graph of its input. */
  @Override
  public ONNXNode writeONNXGraph(ONNXRef<?> input) {
    return ONNXExport.encoderMean(ofRawRows(), parameters(), input);
  }
}
