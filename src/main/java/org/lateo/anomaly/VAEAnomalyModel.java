package org.lateo.anomaly;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lateo.inference.ScoreKind;
import org.lateo.onnx.WeightPrecision;
import org.lateo.output.Contains;
import org.lateo.output.Describes;
import org.lateo.output.Detects;
import org.lateo.output.Exports;
import org.lateo.output.LatentCode;
import org.lateo.output.ProtoModel;
import org.lateo.output.TakesMissing;
import org.lateo.rows.HashedDomain;
import org.lateo.storage.Checksummed;
import org.lateo.storage.Protos;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.ONNXExportable;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Tells unusual rows: an ensemble of autoencoders or flows, scores of rows they had not seen, and a
 * threshold. An event's score is the row's score less the threshold, so that negative is ANOMALOUS.
 *
 * <p>A feature that no training row had lowers the score by the logarithm of the number of rows
 * (Laplace's rule of succession), in the score of each member that has not seen it. If the training
 * rows were those of a table, each with every feature but for {@code field@value} and those that
 * may be missing, only an unseen value of a known field does so: any other unknown feature is a
 * column of which nothing was learned. It is ignored, named by {@link AnomalyExplanation#ignored}
 * and, once a model, in the log.
 *
 * <p>A row without any feature that the model knows, or one it holds for impossible, scores minus
 * infinity and is ANOMALOUS. Values that are not finite are refused.
 *
 * <p>Immutable, safe for any number of threads, and a pure function of the example.
 */
public final class VAEAnomalyModel extends ProtoModel<Event>
    implements ONNXExportable, Detects, Explains, Contains, Exports, TakesMissing, Describes {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  private static final String HEAD = "score";

  private final transient Ensemble ensemble;
  private final transient Calibration calibration;
  private final transient Scorer scorer;
  private final transient IgnoredColumns ignored = new IgnoredColumns();

  VAEAnomalyModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Event> events,
      Ensemble ensemble,
      Calibration calibration) {
    super(name, provenance, features, events, false);
    this.ensemble = ensemble;
    this.calibration = calibration;
    this.scorer = new Scorer(ensemble, calibration);
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
  public static VAEAnomalyModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    Protos.checkVersion(VAEAnomalyModel.class, version, CURRENT_VERSION);
    var stored = AnomalyModelStorage.read(Checksummed.unwrap(VAEAnomalyModel.class, message));
    ModelDataCarrier<?> carrier = stored.carrier();
    return new VAEAnomalyModel(
        carrier.name(),
        carrier.provenance(),
        carrier.featureDomain(),
        stored.events(),
        stored.ensemble(),
        stored.calibration());
  }

  @Override
  public ModelProto serialize() {
    Any metadata = Any.pack(createDataCarrier().serialize());
    return Checksummed.wrap(
        VAEAnomalyModel.class,
        CURRENT_VERSION,
        AnomalyModelStorage.write(metadata, ensemble, calibration));
  }

  Ensemble ensemble() {
    return ensemble;
  }

  /** The models whose scores are averaged: each a {@code VAEModel}, or each a {@code FlowModel}. */
  @Override
  public List<ProtoModel<LatentCode>> members() {
    return ensemble.models().stream().map(MemberModel::model).toList();
  }

  /** What the members are, such as {@code autoencoders}. */
  public String plural() {
    return ensemble.models().get(0).plural();
  }

  /** As the members have it, see {@link org.lateo.VAEModel#mayMiss}; never of flows. */
  @Override
  public boolean mayMiss(String feature) {
    return ensemble.reader().mayMiss(feature);
  }

  /** The threshold, and what the first member tells of its likelihood. */
  @Override
  public List<String> describe() {
    int count = members().size();
    String kind = count == 1 ? plural().replaceAll("s$", "") : plural();
    String alarms = count + " " + kind + "; " + calibration.describe();
    List<String> ofFirst =
        members().get(0) instanceof Describes first ? first.describe() : List.of();
    return Stream.concat(Stream.of(alarms), ofFirst.stream()).toList();
  }

  /** What is scored. */
  public ScoreKind kind() {
    return ensemble.kind();
  }

  /** The scores that the threshold and p-values are taken from. */
  public CalibrationScores calibrationScores() {
    return calibration.scores();
  }

  /** How the threshold was set. */
  public ThresholdRule thresholdRule() {
    return calibration.rule();
  }

  /** Rows that score below this are anomalous; minus infinity if there is no alarm. */
  @Override
  public double threshold() {
    return calibration.threshold();
  }

  /**
   * The same model with another threshold, taken from the stored scores; nothing is trained. Its
   * provenance is that of a trainer which sets the threshold so.
   *
   * @throws IllegalArgumentException if these scores do not suffice for the rule
   */
  public VAEAnomalyModel withThreshold(ThresholdRule rule) {
    return with(calibration.with(rule), CalibratedProvenance.of(provenance, rule));
  }

  /**
   * The same model calibrated on other rows, such as newer ones, that it was not trained on: by its
   * rule they set the threshold, and p-values and explanations compare with them. Its provenance is
   * that of a trainer which calibrates so, and names these rows by their own.
   *
   * @param rows those that are ANOMALOUS are anomalies, all others usual
   * @throws IllegalArgumentException if these do not suffice for the rule
   */
  @Override
  public VAEAnomalyModel withCalibration(Dataset<Event> rows) {
    Calibration fresh = new EnsembleCalibration(ensemble).by(rows, thresholdRule());
    return with(fresh, CalibratedProvenance.of(provenance, rows.getProvenance()));
  }

  @Override
  public VAEAnomalyModel withCalibration(DataSource<Event> rows) {
    return withCalibration(new MutableDataset<>(rows));
  }

  private VAEAnomalyModel with(Calibration other, ModelProvenance changed) {
    return new VAEAnomalyModel(name, changed, featureIDMap, outputIDInfo, ensemble, other);
  }

  @Override
  public double[] score(List<? extends Example<?>> examples) {
    return scorer.totals(rows(examples));
  }

  private DetectorRows rows(List<? extends Example<?>> examples) {
    return new DetectorRows(ensemble, examples, ignored::log);
  }

  /** The conformal p-value of an example, small if unusual: {@link CalibrationScores#pValue}. */
  public double pValue(Example<?> example) {
    return calibration.scores().pValue(score(example));
  }

  @Override
  public Alarms alarms(List<? extends Example<?>> examples, double falseDiscoveryRate) {
    return Alarms.of(falseDiscoveryRate, score(examples), calibration.scores());
  }

  @Override
  public List<AnomalyExplanation> explain(List<? extends Example<?>> examples) {
    return new Explainer(ensemble, calibration).explain(examples, scorer.score(rows(examples)));
  }

  @Override
  protected List<Prediction<Event>> predictions(List<Example<Event>> examples) {
    return scorer.predict(examples, rows(examples));
  }

  /**
   * The features (or fields of one-hot features) in which usual rows differ most by what they add
   * to the score, in its unit: those that carry most of what the score tells.
   *
   * @param n how many; all if negative
   */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    var top = calibration.baseline().topFeatures(ensemble.groups().names());
    return Map.of(Model.ALL_OUTPUTS, n < 0 ? top : top.subList(0, Math.min(n, top.size())));
  }

  /**
   * What each feature (or field of one-hot features) adds to the event's score beyond what it adds
   * in a usual row, the most unusual first; then the same of latent entries; last, under Tribuo's
   * name for a bias, the score of a usual row. All of it sums to the event's score.
   */
  @Override
  public Optional<Excuse<Event>> getExcuse(Example<Event> example) {
    var entries = explain(example).deviations(BIAS_FEATURE);
    return Optional.of(new Excuse<>(example, predict(example), Map.of(Model.ALL_OUTPUTS, entries)));
  }

  /**
   * Writes everything that this detector says of a row as one ONNX file, as {@link #exportONNX(
   * String, Path, WeightPrecision)} does with its only head.
   *
   * @throws IllegalArgumentException if the score cannot be written, naming those that can
   * @throws org.lateo.onnx.ONNXMismatchException also if an alarm or a p-value is none that a score
   *     within 1e-4 has
   */
  public double exportONNX(Path file) {
    return exportONNX(HEAD, file, WeightPrecision.SINGLE);
  }

  /** {@code score}. */
  @Override
  public List<String> heads() {
    return List.of(HEAD);
  }

  @Override
  public double exportONNX(String head, Path file, WeightPrecision weights) {
    requireExported(head, weights);
    HashedDomain.requireNames(featureIDMap);
    return export().write(file);
  }

  DetectorExport export() {
    return new DetectorExport(ensemble, calibration, serializeProvenance(provenance));
  }

  /** The event's score as an ONNX model of one input and one output, {@code [batch, 1]}. */
  @Override
  public OnnxMl.ModelProto exportONNXModel(String domain, long version) {
    return export().scoreAlone().toBuilder().setDomain(domain).setModelVersion(version).build();
  }

  /** Continues a graph with the event's score, {@code [batch, 1]}. */
  @Override
  public ONNXNode writeONNXGraph(ONNXRef<?> input) {
    return export().continued(input);
  }

  @Override
  protected VAEAnomalyModel copy(String newName, ModelProvenance newProvenance) {
    return new VAEAnomalyModel(
        newName, newProvenance, featureIDMap, outputIDInfo, ensemble, calibration);
  }
}
