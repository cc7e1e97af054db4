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
import org.lateo.likelihood.Likelihood.ColumnGroup;
import org.lateo.likelihood.LikelihoodTable;
import org.lateo.likelihood.Support;
import org.lateo.model.Definition;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
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
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/** What a {@code VAEModel} is made of, and what is known of it without looking at a row. */
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

  /** The numbers that it is made of. */
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

  final Inference inference() {
    return inference;
  }

  /** The number of latent dimensions. */
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

  final Support support() {
    return inference.vae().support();
  }

  /** The standard deviation of each dimension's mean over the training rows, {@code [latent]}. */
  public double[] codeDeviations() {
    return Arrays.stream(statistics().variances()).map(Math::sqrt).toArray();
  }

  /**
   * Says so if at least half of the latent dimensions did not tell the training rows apart, and
   * names remedies.
   */
  public Optional<String> collapseWarning() {
    return PosteriorCollapse.warning(statistics());
  }

  private LatentStatistics statistics() {
    return ((LatentCodeInfo) outputIDInfo).statistics();
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

  /** What an exported file of this model says about itself, with the provenance given. */
  public ONNXMetadata onnxMetadata(ModelProvenance of) {
    return new ONNXMetadata(
        LateoVersion.VERSION, featureNames(), missingFeatures(), serializeProvenance(of));
  }

  /** Raw rows like those trained on to check an export with, {@code [100, columns]}. */
  public float[][] checkRows() {
    return export().checkRows();
  }

  /**
   * Writes a head with weights of single precision, see {@link #exportONNX(String, Path,
   * WeightPrecision)}.
   *
   * @param head one of {@link #heads}
   */
  public double exportONNX(String head, Path file) {
    return exportONNX(head, file, WeightPrecision.SINGLE);
  }

  /** {@code encoder}, {@code decoder}, {@code reconstruction} and {@code score}. */
  @Override
  public List<String> heads() {
    return ONNXHead.all(export().draws()).stream().map(ONNXHead::id).toList();
  }

  @Override
  public Set<WeightPrecision> precisions() {
    return EnumSet.allOf(WeightPrecision.class);
  }

  @Override
  public double exportONNX(String head, Path file, WeightPrecision weights) {
    HashedDomain.requireNames(featureIDMap);
    return export().write(head, onnxMetadata(provenance), weights, file);
  }

  private VAEExport export() {
    return new VAEExport(inference, definition);
  }

  /** The posterior mean as an ONNX model of one input and one output, {@code [batch, latent]}. */
  @Override
  public ModelProto exportONNXModel(String domain, long modelVersion) {
    return export().encoder(onnxMetadata(provenance)).toBuilder()
        .setDomain(domain)
        .setModelVersion(modelVersion)
        .build();
  }

  /** Continues a graph with the posterior mean, {@code [batch, latent]}. */
  @Override
  public ONNXNode writeONNXGraph(ONNXRef<?> input) {
    return export().mean(input);
  }
}
